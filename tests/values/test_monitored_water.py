"""Months to classes to the shares of a year; what was not measured is said beside the class."""

from fractions import Fraction

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jbeco.stage_tables import TABLES, frame_of
from jbeco.values.monitored_water import water_tables

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
        "不足 8 个月、未参评：高锰酸盐指数（0 个月）、氨氮（0 个月）、总磷（0 个月）"
    )
    january = found.classes[(found.classes["section"] == "甲") & (found.classes["month"] == 1)]
    assert january["why"].item() == "未监测：高锰酸盐指数、氨氮、总磷"
    assert yearly(found).loc["乙", "why"] == ""


def test_an_item_with_seven_months_is_left_out_and_said() -> None:
    found = yearly(tables(months("乙", tp=["0.15"] * 7 + ["/"] * 5)))
    assert found.loc["乙", "why"] == "不足 8 个月、未参评：总磷（7 个月）"


def test_nothing_measured_has_no_class_and_drops_out_by_name() -> None:
    found = tables(months("甲", **dict.fromkeys(GOOD, "—")), months("乙"))
    row = yearly(found).loc["甲"]
    assert pd.isna(row["class"])
    assert row["why"].startswith("没有一项可评价；不足 8 个月")
    assert figure(found, "sections")["exact"] == "1"
    assert figure(found, "good_share")["why"] == "无法定类、未计入：甲"


def test_a_reading_without_a_value_is_named_at_its_place() -> None:
    rows = months("甲", codmn=["约3"] + ["3.0"] * 11)
    found = tables(rows)
    (fault,) = found.faults
    assert (fault.place, "“约3”不是数" in fault.what) == ("2025/a.xlsx!水质断面!1", True)
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
    assert (len(found.classes), len(found.figures), found.faults) == (0, 0, ())


texts = st.sampled_from(["—", "/", "", "0.05L", "<0.1", "未检出", "1e999999999", "-3", "1/0"])


@settings(max_examples=50, deadline=None)
@given(st.lists(texts | st.text(max_size=6), min_size=12, max_size=12))
def test_whatever_a_laboratory_writes_gives_tables_and_no_traceback(written: list[str]) -> None:
    found = tables(months("甲", codmn=written), months("乙", tp=written))
    assert len(found.classes) == 26
    assert figure(found, "sections")["value"] == 2
