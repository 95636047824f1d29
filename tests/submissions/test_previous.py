"""Last year's accepted values: shown for comparison, and never one of two that disagree."""

from jbeco.submissions.previous import previous_values

NUMBERS_2023 = {"数据!F2": 81.25, "数据!F3": 0, "数据!L4": "无", "数据!M4": "尚无数据"}


def last_year(clerk, year: int = 2024) -> dict[tuple[str, str], str]:
    return previous_values(clerk.plan, clerk.data, year)


def test_numbers_words_and_series_of_the_year_before(clerk) -> None:
    clerk.send("ecology", NUMBERS_2023, year=2023)
    clerk.send("housing", {"数据!F2": 11, "数据!F3": "12.40", "数据!F4": "部分实施"}, year=2023)
    clerk.send("water", {"数据!F2": 99}, year=2024)
    assert last_year(clerk) == {
        ("clean_rivers", ""): "81.25",
        ("good_sections", ""): "0",
        ("green_space", "城区"): "11",
        ("green_space", "镇区"): "12.4",
        ("waste_sorting", ""): "部分实施",
    }


def test_the_base_year_gives_the_plans_own_values(clerk) -> None:
    assert last_year(clerk, 2023) == {
        ("clean_rivers", ""): "80",
        ("green_space", "城区"): "10",
        ("green_space", "镇区"): "12",
        ("waste_sorting", ""): "部分实施",
        ("water_use", ""): "40",
    }


def test_a_decline_is_no_value_to_compare_with(clerk, edit) -> None:
    edit(clerk.data / "2022" / "plan_baseline.csv", "level,40,立方米/万元", "decline,40,%")
    assert ("water_use", "") not in last_year(clerk, 2023)


def test_nothing_is_shown_where_nothing_is_known(clerk) -> None:
    assert last_year(clerk, 2022) == {}
    assert last_year(clerk, 2024) == {}
    assert last_year(clerk, 2031) == {}


def test_two_answers_that_differ_are_both_left_out_until_one_is_chosen(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 80, "数据!F3": 5}, year=2023)
    clerk.send("ecology", {"数据!F2": 81, "数据!F3": 5}, year=2023, name="重报.xlsx")
    assert last_year(clerk) == {("good_sections", ""): "5"}
    path = clerk.table("resolutions.csv", "clean_rivers,,重报.xlsx,数据!F2,核实,王工,2024-03-02")
    path.rename(clerk.data / "2023" / "resolutions.csv")
    assert last_year(clerk)["clean_rivers", ""] == "81"


def test_a_corrected_value_is_the_accepted_one(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.1}, year=2023)
    path = clerk.table("corrections.csv", "ecology,clean_rivers,,8.1,81,错位,王工,2024-03-02")
    path.rename(clerk.data / "2023" / "corrections.csv")
    assert last_year(clerk) == {("clean_rivers", ""): "81"}


def test_what_the_template_shows_comes_back_without_a_complaint(clerk) -> None:
    said = {"数据!F2": 83.125, "数据!F3": 1200000, "数据!F4": 0.00005}
    clerk.send("ecology", said, year=2023)
    clerk.send("ecology", {"数据!F2": 83, "数据!F3": 1200000, "数据!F4": 1})
    clerk.previous = last_year(clerk)
    clerk.send("ecology", {"数据!F2": 83, "数据!F3": 1200000, "数据!F4": 1})
    shown = {o.indicator: o.shown_previous for o in clerk.read().observations if o.year == 2024}
    assert shown == {
        "clean_rivers": "83.125",
        "good_sections": "1200000",
        "all_sections": "0.00005",
    }
    assert [p.what for p in clerk.check() if "历史数被改" in p.what] == []
