"""Months to classes to the shares of a year; what was not measured is said beside the class."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jbeco.stage_tables import TABLES, frame_of
from jbeco.values.monitored_water import water_tables
from jbeco.values.water_readings import readings

GOOD = {"ph": "7.5", "do": "7.1", "codmn": "3.0", "nh3n": "0.32", "tp": "0.05"}


def months(section: str, year: int = 2025, **changed: str) -> list[dict[str, object]]:
    """Twelve months of one section; an item may be a text or one text for each month."""
    rows = []
    for month in range(1, 13):
        texts = {
            item: given if isinstance(given, str) else given[month - 1]
            for item, given in (GOOD | changed).items()
        }
        place = f"{year}/a.xlsx!水质断面!{month}"
        head = {"year": year, "section": section, "list_version": "2020", "month": month}
        rows.append({**head, "place": place, **texts})
    return rows


def tables(*rows: list[dict[str, object]]):
    return water_tables(pd.DataFrame([row for section in rows for row in section]))


def yearly(found) -> pd.DataFrame:
    return found.classes[found.classes["month"].isna()].set_index("section")


def figure(found, statistic: str, year: int = 2025) -> pd.Series:
    rows = found.figures
    return rows[(rows["statistic"] == statistic) & (rows["year"] == year)].iloc[0]


def test_the_tables_are_those_that_are_declared() -> None:
    found = tables(months("甲"))
    assert list(found.classes.columns) == TABLES["water_classes"].stored
    assert list(found.figures.columns) == TABLES["water_year"].stored
    assert len(found.classes) == 13


def test_a_section_by_hand() -> None:
    found = yearly(tables(months("甲", nh3n="1.8")))
    row = found.loc["甲"]
    # 氨氮 1.8: worse than class Ⅳ (1.5), within Ⅴ (2.0); 0.3 of 1.8 to go; 0.8 over class Ⅲ
    assert (row["class"], row["word"], row["deciding"]) == (5, "Ⅴ", "氨氮")
    assert row["pollutants"] == "氨氮(0.8)"
    assert row["next_item"] == "氨氮"
    assert row["distance"] == pytest.approx(0.3 / 1.8)
    assert (row["items"], row["why"]) == (5, "")


def test_a_month_has_a_class_of_its_own() -> None:
    found = tables(months("甲", tp=["0.05"] * 11 + ["0.35"]))
    by_month = found.classes.set_index("month")["class"]
    assert (by_month[1], by_month[12]) == (2, 5)
    assert yearly(found).loc["甲", "class"] == 2  # the mean is 0.075


def test_the_year_of_many_sections() -> None:
    rows = [months(name) for name in "甲乙丙丁"] + [months("戊", nh3n="3.0")]
    found = tables(*rows)
    assert figure(found, "sections")["exact"] == "5"
    assert figure(found, "class2")["exact"] == "4"
    assert figure(found, "class6")["exact"] == "1"
    assert figure(found, "good_share")["exact"] == "80"
    assert figure(found, "inferior_share")["exact"] == "20"
    assert figure(found, "quality")["word"] == "良好"


def test_few_sections_are_averaged_for_the_word() -> None:
    found = tables(months("甲"), months("乙", nh3n="2.6"))
    # 氨氮 (0.32 + 2.6)/2 = 1.46: class Ⅳ
    assert figure(found, "quality")["word"] == "轻度污染"


def test_shares_are_exact() -> None:
    found = tables(months("甲"), months("乙"), months("丙", nh3n="3.0"))
    assert figure(found, "good_share")["exact"] == str(Fraction(200, 3))


def test_items_that_others_measured_are_said_to_be_missing() -> None:
    nothing = dict.fromkeys(("codmn", "nh3n", "tp"), "—")
    found = tables(months("甲", **nothing), months("乙"))
    assert yearly(found).loc["甲", "why"] == (
        "无法定类；不足 8 个月、未参评：高锰酸盐指数（0 个月）、氨氮（0 个月）、总磷（0 个月）"
    )
    assert pd.isna(yearly(found).loc["甲", "class"])
    january = found.classes[(found.classes["section"] == "甲") & (found.classes["month"] == 1)]
    assert january["why"].item() == "未监测：高锰酸盐指数、氨氮、总磷"
    assert yearly(found).loc["乙", "why"] == ""


def test_a_basic_item_with_seven_months_leaves_no_class() -> None:
    found = tables(months("乙", tp=["0.15"] * 7 + ["/"] * 5))
    row = yearly(found).loc["乙"]
    assert (row["why"], pd.isna(row["class"])) == (
        "无法定类；不足 8 个月、未参评：总磷（7 个月）",
        True,
    )
    (doubt,) = found.doubts
    assert (doubt.year, doubt.section) == (2025, "乙")
    assert doubt.what == "断面“乙”全年无法定类：不足 8 个月、未参评：总磷（7 个月）"


@pytest.mark.parametrize(("zinc", "number"), [("0.04", 2), ("1.5", None)])
def test_another_item_with_few_months_leaves_no_class_where_it_would_be_worse(zinc, number) -> None:
    found = tables(months("甲", zn=[zinc] * 4 + ["/"] * 8))
    row = yearly(found).loc["甲"]
    assert row["class"] == number if number else pd.isna(row["class"])
    assert "不足 8 个月、未参评：锌（4 个月）" in row["why"]
    assert len(found.doubts) == (number is None)


def test_basic_items_are_missed_though_nobody_measured_them() -> None:
    alone = [
        {k: v for k, v in row.items() if k not in ("codmn", "nh3n", "tp")} for row in months("甲")
    ]
    found = tables(alone)
    assert yearly(found).loc["甲", "why"].startswith("无法定类；不足 8 个月、未参评：高锰酸盐指数")
    january = found.classes[found.classes["month"] == 1]
    assert january["why"].item() == "未监测：高锰酸盐指数、氨氮、总磷"
    assert figure(found, "sections")["exact"] == "0"


def test_how_many_months_there_are_is_said_where_not_all_are() -> None:
    found = yearly(tables(months("甲")[:9]))
    assert (found.loc["甲", "class"], found.loc["甲", "why"]) == (2, "全年有 9 个月的监测")


@pytest.mark.parametrize(("hg", "limit"), [("0.0004L", "0.0004"), ("0.0002L", "0.0002")])
def test_a_detection_limit_above_the_class_limit_sets_no_class(hg: str, limit: str) -> None:
    """Half of 0.0004 is over class Ⅲ (0.0001): that says nothing about the water."""
    found = tables(months("甲", hg=hg))
    row = yearly(found).loc["甲"]
    assert (row["class"], row["items"]) == (2, 5)
    assert row["why"] == f"检出限高于限值、不能据此定类：汞（{limit}）"
    january = found.classes[found.classes["month"] == 1].iloc[0]
    assert (january["class"], january["why"]) == (2, row["why"])
    (doubt,) = found.doubts
    assert doubt.what == f"断面“甲”全年检出限高于限值、不能据此定类：汞（{limit}）"


def test_a_detection_limit_below_the_class_limit_counts_half() -> None:
    found = tables(months("甲", hg="0.00004L", phenol="0.0003L"))
    row = yearly(found).loc["甲"]
    assert (row["class"], row["items"], row["why"]) == (2, 7, "")


def test_what_was_detected_in_some_months_sets_a_class_of_its_own() -> None:
    # 0.0012 in three months: 0.0003 on average, over class Ⅲ (0.0001), within Ⅳ (0.001); with half
    # of 0.004 in the others 0.0018 would be 劣Ⅴ
    found = yearly(tables(months("甲", hg=["0.0012"] * 3 + ["0.004L"] * 9)))
    assert found.loc["甲", "class"] == 4
    assert "汞（0.004）" in found.loc["甲", "why"]


@pytest.mark.parametrize("word", ["停测", "未监测", "缺测", "--", "——", "无", "null", "/", "—", ""])
def test_the_words_for_a_gap_are_those_of_the_workbooks(word: str) -> None:
    read = readings(pd.DataFrame(months("甲", tp=[word] + ["0.05"] * 11)))
    assert read.faults == ()
    assert pd.isna(read.values["tp"].iloc[0])


@pytest.mark.parametrize(
    ("text", "value"),
    [("未检出(0.001)", 0.0005), ("0.05l", 0.025), ("＜0.05", 0.025), ("50μg/L", 0.05)],
)
def test_numbers_are_spelled_as_in_the_workbooks(text: str, value: float) -> None:
    read = readings(pd.DataFrame(months("甲", tp=[text] + ["0.05"] * 11)))
    assert read.values["tp"].iloc[0] == value


def test_a_placeholder_is_no_reading() -> None:
    read = readings(pd.DataFrame(months("甲", tp=["9999"] + ["0.05"] * 11)))
    (fault,) = read.faults
    assert "占位数" in fault.what


def test_nothing_measured_has_no_class_and_drops_out_by_name() -> None:
    found = tables(months("甲", **dict.fromkeys(GOOD, "—")), months("乙"))
    row = yearly(found).loc["甲"]
    assert pd.isna(row["class"])
    assert row["why"].startswith("没有一项可评价；不足 8 个月、未参评：pH（0 个月）")
    assert figure(found, "sections")["exact"] == "1"
    assert figure(found, "good_share")["why"] == "无法定类、未计入：甲"


def test_a_reading_without_a_value_is_named_at_its_place() -> None:
    rows = months("甲", codmn=["约3"] + ["3.0"] * 11)
    found = tables(rows)
    (fault,) = found.readings.faults
    assert (fault.year, fault.place) == (2025, "2025/a.xlsx!水质断面!1")
    assert fault.what == "高锰酸盐指数：“约3”不是监测值；请填仪器或化验单上的数"
    assert yearly(found).loc["甲", "class"] == 2


def test_years_stand_below_one_another_and_keep_their_order() -> None:
    found = tables(months("乙", 2024, nh3n="1.2"), months("甲", 2024), months("乙"), months("甲"))
    assert yearly(found).reset_index()[["year", "section", "class"]].values.tolist() == [
        [2024, "乙", 4],
        [2024, "甲", 2],
        [2025, "乙", 2],
        [2025, "甲", 2],
    ]
    assert figure(found, "good_share", 2024)["exact"] == "50"


def test_nothing_sent_gives_empty_tables() -> None:
    found = water_tables(frame_of("water_monthly", []))
    assert (len(found.classes), len(found.figures)) == (0, 0)
    assert (found.readings.faults, found.doubts) == ((), ())
    assert len(found.readings.decisive) == len(found.readings.yearly().decisive) == 0


texts = st.sampled_from(["—", "/", "", "0.05L", "<0.1", "未检出", "1e999999999", "-3", "1/0"])


@settings(max_examples=50, deadline=None)
@given(st.lists(texts | st.text(max_size=6), min_size=12, max_size=12))
def test_whatever_a_laboratory_writes_gives_tables_and_no_traceback(written: list[str]) -> None:
    found = tables(months("甲", codmn=written), months("乙", tp=written))
    assert len(found.classes) == 26
    classes = yearly(found)["class"]
    assert figure(found, "sections")["value"] == classes.notna().sum()
