"""Reading the submissions: every number with its cell, every fault at once, never a guess."""

import random
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.intake import Observation, Submissions, read_submissions
from jbeco.intake.read import previous_values
from jbeco.pipeline.evaluate import assess_year
from jbeco.plan import load_plan
from jbeco.problems import JbecoError
from jbeco.tables import file_sha256
from tests.conftest import PUBLIC_HEADER

PUBLIC = "2024/public_values.csv"
STRAW = "C01,,level,83.8,%,2024,,,A,月报,1,83.8,"


@pytest.fixture
def read(county_plan: Path, county_data: Path):
    def read_year(year: int = 2024) -> Submissions:
        return read_submissions(county_data, year, load_plan(county_plan))

    return read_year


def of_year(submissions: Submissions, year: int = 2024) -> list[Observation]:
    return [seen for seen in submissions.observations if seen.year == year]


def said(submissions: Submissions) -> list[str]:
    return [str(problem) for problem in submissions.problems]


def test_a_number_keeps_its_cell_file_and_hash(read, county_data: Path) -> None:
    straw = of_year(read())[0]
    assert (straw.criterion, straw.indicator, straw.series) == ("C01", "straw_use_rate", "")
    assert (straw.measure, straw.number, straw.unit) == ("level", Fraction("83.8"), "%")
    assert (straw.year, straw.data_year, straw.grade) == (2024, 2024, "A")
    assert (straw.state, straw.missing) == (None, None)
    assert str(straw.source) == f"{PUBLIC}!D2"
    assert straw.source.sha256 == file_sha256(county_data / PUBLIC)


def test_the_base_year_is_read_from_the_plan(read, county_plan: Path) -> None:
    straw, *others = read(2022).observations
    assert (straw.criterion, straw.indicator, straw.number) == ("C01", "straw_use_rate", 80)
    assert (straw.year, straw.data_year, straw.grade, straw.unit) == (2022, 2022, "B", "%")
    assert (straw.document, straw.verbatim, straw.entered) == ("规划 1", "80", "80")
    assert str(straw.source) == "规划/base_values.csv!D2"
    assert straw.source.sha256 == file_sha256(county_plan / "base_values.csv")
    assert [(o.criterion, o.series, o.unit) for o in others] == [
        ("C02-1", "城区", "平方米/人"),
        ("C02-1", "镇区", "平方米/人"),
        ("C02-2", "", ""),
        ("C03", "", "立方米/万元"),
    ]


def add_to_base_year(county_data: Path, *rows: str) -> None:
    path = county_data / "2022" / "public_values.csv"
    path.write_text(PUBLIC_HEADER + "\n".join([*rows, ""]), encoding="utf-8")


def test_the_data_folder_may_say_the_same_of_the_base_year(read, county_data: Path) -> None:
    add_to_base_year(county_data, "C01,,level,80.0,%,2022,,,A,年报,1,80,")
    submissions = read(2022)
    assert submissions.problems == ()
    straw = [o for o in submissions.observations if o.criterion == "C01"]
    assert [(o.number, o.grade) for o in straw] == [(80, "B"), (80, "A")]


def test_the_data_folder_may_add_what_the_plan_does_not_say(
    read, county_plan: Path, county_data: Path, edit
) -> None:
    edit(county_plan / "base_values.csv", "level,80,2022,,,B", "level,,2022,,not_reported,D")
    add_to_base_year(county_data, "C01,,level,81,%,2022,,,A,年报,1,81,")
    straw = [o for o in read(2022).observations if o.criterion == "C01"]
    assert [(o.number, o.missing) for o in straw] == [(None, "not_reported"), (81, None)]


@pytest.mark.parametrize(
    ("row", "cell", "plan_cell"),
    [
        ("C01,,level,80.1,%,2022,,,A,年报,1,80.1,", "D2", "规划的“80”（规划/base_values.csv!D2）"),
        (
            "C02-2,,state,全面实施,,2022,,,A,年报,1,,",
            "D2",
            "规划的“部分实施”（规划/base_values.csv!D5）",
        ),
    ],
)
def test_two_values_of_one_fact_of_the_base_year_are_an_error_that_names_both(
    read, county_data: Path, row: str, cell: str, plan_cell: str
) -> None:
    add_to_base_year(county_data, row)
    submissions = read(2022)
    (problem,) = said(submissions)
    assert problem.startswith(f"错误｜2022/public_values.csv!{cell}（value）")
    assert f"与{plan_cell}不一致" in problem
    assert len(submissions.observations) == 5


def test_a_word_and_a_gap_are_read_as_such(read) -> None:
    found = {o.criterion: o for o in read(2024).observations if o.year == 2024}
    assert (found["C02-2"].state, found["C02-2"].number) == ("未实施", None)
    assert (found["C03"].missing, found["C03"].number) == ("not_yet", None)
    assert str(found["C03"].source) == "2024/public_values.csv!D6"


def test_the_years_up_to_the_assessed_one_are_read(read) -> None:
    assert {o.year for o in read(2022).observations} == {2022}
    assert {o.year for o in read(2024).observations} == {2022, 2024}
    assert {name for name, _ in read(2024).files} == {
        "2022/superior_tasks.csv",
        "2022/comparators.csv",
        "2024/public_values.csv",
    }


def test_tasks_and_comparators(read) -> None:
    submissions = read(2022)
    (task,) = submissions.tasks
    assert (task.indicator, task.year, task.result) == ("water_per_gdp", 2022, "met")
    assert str(task.source) == "2022/superior_tasks.csv!E2"
    (province,) = submissions.comparators
    assert (province.region, province.year, province.number) == ("南江省", 2022, 60)
    assert province.derived is False
    assert str(province.source) == "2022/comparators.csv!D2"


def test_decimals_are_exact(read, county_data: Path, edit) -> None:
    edit(county_data / PUBLIC, "level,83.8,", "level,80.10,")
    assert of_year(read())[0].number == Fraction(801, 10)


@pytest.mark.parametrize(
    ("row", "cell", "what"),
    [
        ("C09,,level,80,%,2022,,,B,规划,1,80,", "A2", "没有这个子项"),
        ("C01,北,level,80,%,2022,,,B,规划,1,80,", "B2", "“北”不在可选值里"),
        ("C01,,mean,80,%,2022,,,B,规划,1,80,", "C2", "“mean”不在可选值里"),
        ("C01,,level,八十,%,2022,,,B,规划,1,80,", "D2", "“八十”读不懂"),
        ("C01,,level,80 吨,%,2022,,,B,规划,1,80,", "D2", "“80 吨”读不懂"),
        ('C01,,level,"8,00",%,2022,,,B,规划,1,80,', "D2", "“8,00”读不懂"),
        ("C01,,level,NaN,%,2022,,,B,规划,1,80,", "D2", "“NaN”读不懂"),
        ("C01,,level,Infinity,%,2022,,,B,规划,1,80,", "D2", "“Infinity”读不懂"),
        ("C01,,level,-inf,%,2022,,,B,规划,1,80,", "D2", "“-inf”读不懂"),
        ("C01,,level,-,%,2022,,,B,规划,1,80,", "D2", "“-”读不懂"),
        ("C01,,level,80,吨,2022,,,B,规划,1,80,", "E2", "单位不符"),
        ("C01,,level,80,,2022,,,B,规划,1,80,", "E2", "单位不符"),
        ("C01,,level,80,%,今年,,,B,规划,1,80,", "F2", "“今年”读不懂"),
        ("C01,,level,80,%,,,,B,规划,1,80,", "F2", "“”读不懂"),
        ("C01,,level,80,%,2022,,not_yet,B,规划,1,80,", "D2", "值与缺数原因须且只须填一个"),
        ("C01,,level,,%,2022,,,B,规划,1,80,", "D2", "值与缺数原因须且只须填一个"),
        ("C01,,level,,%,2022,,忘了,D,规划,1,80,", "H2", "“忘了”不在可选值里"),
        ("C01,,level,80,%,2022,,,E,规划,1,80,", "I2", "“E”不在可选值里"),
        ("C02-2,,state,差不多,,2022,,,B,规划,1,80,", "D2", "“差不多”不在可选值里"),
    ],
)
def test_a_bad_cell_is_named_and_its_row_not_used(
    read, county_data: Path, edit, row: str, cell: str, what: str
) -> None:
    edit(county_data / PUBLIC, STRAW, row)
    submissions = read()
    (problem,) = said(submissions)
    assert problem.startswith(f"错误｜{PUBLIC}!{cell}（")
    assert what in problem
    assert "C01" not in {o.criterion for o in of_year(submissions)}
    assert len(of_year(submissions)) == 4


@pytest.mark.parametrize(
    ("file", "old", "new", "cell", "what"),
    [
        ("superior_tasks.csv", "water_per_gdp,", "wind_use,", "A2", "“wind_use”不在可选值里"),
        ("superior_tasks.csv", ",met,", ",well,", "E2", "“well”不在可选值里"),
        ("superior_tasks.csv", "任务,,", "任务,三成,", "C2", "“三成”读不懂"),
        ("comparators.csv", "water_per_gdp,", "wind_use,", "A2", "“wind_use”不在可选值里"),
        ("comparators.csv", ",60,", ",NaN,", "D2", "“NaN”不是有限的数"),
        ("comparators.csv", "立方米/万元", "立方米", "E2", "“立方米”单位不符"),
        ("comparators.csv", ",no,", ",maybe,", "F2", "“maybe”不在可选值里"),
    ],
)
def test_bad_cells_of_tasks_and_comparators(
    read, county_data: Path, edit, file: str, old: str, new: str, cell: str, what: str
) -> None:
    edit(county_data / "2022" / file, old, new)
    problems = said(read(2022))
    assert problems
    assert problems[0].startswith(f"错误｜2022/{file}!{cell}（")
    assert what in problems[0]


def test_all_bad_cells_are_named_at_once(read, county_data: Path, edit) -> None:
    edit(county_data / PUBLIC, STRAW, "C01,北,level,八十,吨,今年,,,E,规划,1,80,")
    gap, number = ",立方米/万元,2024,,not_yet,D", "四十,立方米/万元,2024,,,D"
    edit(county_data / PUBLIC, f"C03,,level,{gap}", f"C03,,level,{number}")
    places = [problem.split("｜")[1] for problem in said(read())]
    assert sorted(places) == [
        f"{PUBLIC}!B2（series）",
        f"{PUBLIC}!D2（value）",
        f"{PUBLIC}!D6（value）",
        f"{PUBLIC}!E2（unit）",
        f"{PUBLIC}!F2（data_year）",
        f"{PUBLIC}!I2（grade）",
    ]


def test_a_bad_cell_blocks_its_criterion_only(read, county_data: Path, edit) -> None:
    edit(county_data / PUBLIC, "level,83.8,", "level,八十,")
    (problem,) = read().problems
    assert problem.blocks == ("C01",)


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("criterion,series", "criterion,extra,series", "多出列 extra"),
        (",verbatim,note", ",verbatim", "缺少列 note"),
        ("83.8,%,2024,,,A,月报,1,83.8,\n", '83.8,%,2024,,,A,月报,1,"8\n3",\n', "格内有换行"),
        ("83.8,%,2024,,,A,月报,1,83.8,\n", "83.8,%,2024\n", "格数不是表头的 13 格"),
    ],
)
def test_a_file_of_a_wrong_shape(read, county_data: Path, edit, old, new, what) -> None:
    edit(county_data / PUBLIC, old, new)
    submissions = read()
    (problem,) = said(submissions)
    place = "A2（整行）" if "整行" in problem else "A1（表头）"
    assert f"public_values.csv!{place}｜" in problem
    assert what in problem
    left = {o.criterion for o in of_year(submissions)}
    assert left == ({"C02-1", "C02-2", "C03"} if "整行" in problem else set())
    assert len(submissions.tasks) == 1


def test_a_file_in_another_encoding(read, county_data: Path) -> None:
    path = county_data / PUBLIC
    before = of_year(read())
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    (problem,) = said(read())
    assert problem.startswith("提示｜")
    assert "public_values.csv｜是 GB18030（GBK）编码，已按它读入" in problem
    assert [replace(o, source=None) for o in of_year(read())] == [
        replace(o, source=None) for o in before
    ]


def test_a_byte_order_mark_does_no_harm(read, county_data: Path) -> None:
    path = county_data / PUBLIC
    before = [(o.criterion, o.number, str(o.source)) for o in read().observations]
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    submissions = read()
    assert submissions.problems == ()
    assert [(o.criterion, o.number, str(o.source)) for o in submissions.observations] == before


def test_a_file_that_nobody_knows_is_named(read, county_data: Path) -> None:
    (county_data / "2022" / "说明.txt").write_text("在此", encoding="utf-8")
    (county_data / "2022" / ".DS_Store").write_text("", encoding="utf-8")
    (problem,) = said(read(2022))
    assert problem.startswith("警告｜2022/说明.txt｜不认识这个文件，没有读")
    assert "2022/附件" in problem


def test_attachments_are_listed_and_hashed_never_read(read, county_data: Path) -> None:
    year = county_data / "2022"
    for name in ("附件/批复.pdf", "附件/第二批/来函.docx", "往来/照片.jpg", "附件/旧表.xlsx"):
        path = year / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(name.encode())
    for name in ("Thumbs.db", "desktop.ini", "~$报表.xlsx", "附件/Thumbs.db", "附件/~$旧表.xlsx"):
        (year / name).write_bytes(b"x")
    submissions = read(2022)
    assert said(submissions) == []
    listed = {name: digest for name, digest in submissions.files if name.count("/") > 1}
    assert set(listed) == {
        "2022/附件/批复.pdf",
        "2022/附件/第二批/来函.docx",
        "2022/往来/照片.jpg",
        "2022/附件/旧表.xlsx",
    }
    assert listed["2022/附件/批复.pdf"] == file_sha256(year / "附件" / "批复.pdf")


def test_an_attachment_of_gigabytes_is_told_and_not_read(read, county_data: Path) -> None:
    folder = county_data / "2022" / "附件"
    folder.mkdir()
    with (folder / "录像.zip").open("wb") as file:
        file.truncate(3 << 30)  # sparse: it takes no room
    submissions = read(2022)
    (problem,) = said(submissions)
    assert problem.startswith("错误｜2022/附件/录像.zip｜附件太大，没有登记：文件有 3072.0 MB")
    assert "2022/附件/录像.zip" not in dict(submissions.files)


def test_a_submission_in_a_folder_of_its_own_is_named(read, county_data: Path) -> None:
    (county_data / "2022" / "重报").mkdir()
    for name in ("重报/表.xlsx", "重报/comparators.csv"):
        (county_data / "2022" / name).write_bytes(b"")
    found = said(read(2022))
    assert [problem.split("｜")[1] for problem in found] == [
        "2022/重报/comparators.csv",
        "2022/重报/表.xlsx",
    ]
    assert all(p.startswith("警告") and "只登记，没有读" in p for p in found)


@pytest.mark.parametrize("year", [2021, 2033])
def test_a_year_outside_the_plan_is_refused(read, year: int) -> None:
    with pytest.raises(JbecoError, match=f"{year} 年不在规划期 2022–2032 内"):
        read(year)


def test_a_year_without_a_folder_is_refused_and_says_which_there_are(read) -> None:
    with pytest.raises(JbecoError, match="没有这一年的填报（现有：2022、2024）"):
        read(2023)


def test_a_missing_data_folder_is_refused(county_plan: Path, tmp_path: Path) -> None:
    with pytest.raises(JbecoError, match="没有这一年的填报（一年也没有）"):
        read_submissions(tmp_path / "无", 2022, load_plan(county_plan))


def test_a_ruling_on_the_base_values_changes_what_is_read(
    county_plan: Path, county_data: Path, edit
) -> None:
    with (county_plan / "ruling_effects.csv").open("a", encoding="utf-8") as effects:
        effects.write("R01,base_values,C01,value,80,81\n")
    taken = read_submissions(county_data, 2022, load_plan(county_plan))
    other = read_submissions(county_data, 2022, load_plan(county_plan, flipped=["R01"]))
    assert taken.observations[0].number == 80
    assert other.observations[0].number == 81
    assert other.observations[1:] == taken.observations[1:]


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_matter(raw_data, data_copy: Path, base_year, seed) -> None:
    shuffle = random.Random(seed).shuffle
    for name in ("superior_tasks.csv", "comparators.csv"):
        path = data_copy / "2019" / name
        header, *rows = path.read_text(encoding="utf-8").splitlines()
        shuffle(rows)
        path.write_text("\n".join([header, *rows, ""]), encoding="utf-8")
    shuffled = assess_year(2019, data_copy)
    assert shuffled.problems == ()

    def conclusions(assessed):
        return {
            v.criterion.id: (
                *(v.code, v.meets_standard, v.meets_target, v.task_met),
                *(v.reason_code, v.owed_by, v.grade),
            )
            for v in assessed.verdicts
        }

    assert conclusions(shuffled) == conclusions(base_year)


NUMBERS_2023 = {"数据!F2": 81.25, "数据!F3": 0, "数据!L4": "无", "数据!M4": "尚无数据"}


def last_year(clerk, year: int = 2024) -> dict[tuple[str, str], str]:
    return previous_values(clerk.plan, clerk.data, year)


def test_numbers_words_and_series_of_the_year_before(clerk) -> None:
    clerk.send("ecology", NUMBERS_2023, year=2023)
    clerk.send("housing", {"数据!F2": 11, "数据!F3": "12.40", "数据!F4": "部分实施"}, year=2023)
    clerk.send("water", {"数据!F2": 99}, year=2024)
    assert last_year(clerk) == {
        ("straw_use_rate", ""): "81.25",
        ("straw_used", ""): "0",
        ("park_green_per_capita", "城区"): "11",
        ("park_green_per_capita", "镇区"): "12.4",
        ("env_damage_compensation", ""): "部分实施",
    }


def test_the_base_year_gives_the_plans_own_values(clerk) -> None:
    assert last_year(clerk, 2023) == {
        ("straw_use_rate", ""): "80",
        ("park_green_per_capita", "城区"): "10",
        ("park_green_per_capita", "镇区"): "12",
        ("env_damage_compensation", ""): "部分实施",
        ("water_per_gdp", ""): "40",
    }


def test_a_decline_is_no_value_to_compare_with(clerk, county_plan, edit) -> None:
    edit(
        county_plan / "base_values.csv",
        "C03,,level,40,2022,,,B,规划,3,",
        "C03,,level,,2022,,not_reported,D,规划,3,\nC03,,decline,40,2022,,,B,规划,3,",
    )
    clerk.plan = load_plan(county_plan)
    assert ("water_per_gdp", "") not in last_year(clerk, 2023)


def test_nothing_is_shown_where_nothing_is_known(clerk) -> None:
    assert last_year(clerk, 2022) == {}
    assert last_year(clerk, 2024) == {}
    assert last_year(clerk, 2031) == {}


def test_two_answers_that_differ_are_both_left_out_until_one_is_chosen(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 80, "数据!F3": 5}, year=2023)
    clerk.send("ecology", {"数据!F2": 81, "数据!F3": 5}, year=2023, name="重报.xlsx")
    assert last_year(clerk) == {("straw_used", ""): "5"}
    path = clerk.table("resolutions.csv", "straw_use_rate,,重报.xlsx,数据!F2,核实,王工,2024-03-02")
    path.rename(clerk.data / "2023" / "resolutions.csv")
    assert last_year(clerk)["straw_use_rate", ""] == "81"


def test_a_corrected_value_is_the_accepted_one(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 8.1}, year=2023)
    path = clerk.table("corrections.csv", "ecology,straw_use_rate,,8.1,81,错位,王工,2024-03-02")
    path.rename(clerk.data / "2023" / "corrections.csv")
    assert last_year(clerk) == {("straw_use_rate", ""): "81"}


def test_what_the_template_shows_comes_back_without_a_complaint(clerk) -> None:
    said = {"数据!F2": 83.125, "数据!F3": 1200000, "数据!F4": 0.00005}
    clerk.send("ecology", said, year=2023)
    clerk.send("ecology", {"数据!F2": 83, "数据!F3": 1200000, "数据!F4": 1})
    clerk.previous = last_year(clerk)
    clerk.send("ecology", {"数据!F2": 83, "数据!F3": 1200000, "数据!F4": 1})
    shown = {o.indicator: o.shown_previous for o in clerk.read().observations if o.year == 2024}
    assert shown == {
        "straw_use_rate": "83.125",
        "straw_used": "1200000",
        "straw_collectable": "0.00005",
    }
    assert [p.what for p in clerk.check() if "历史数被改" in p.what] == []
