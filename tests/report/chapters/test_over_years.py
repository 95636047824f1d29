"""The final review: three milestones side by side, on the county in 2032."""

from collections.abc import Callable

from jbeco.assessment import AssessedYear
from jbeco.report.chapters.over_years import over_years
from tests.report.chapters.reading import Put, rows_of, table_of, texts_of

EXAMPLE = "数值指标在 2019、2025、2030 年"
CAPTION = "数值指标在 2022、2027、2032 年"
MIDTERM = {"report": "2027-midterm", "year": 2027, "code": "not_met", "numbers": ()}


def test_it_belongs_to_the_final_year_only(county: AssessedYear, base_year: AssessedYear) -> None:
    assert over_years(county) == ()
    assert over_years(base_year) == ()


def test_numbers_and_the_change_between_the_first_year_and_the_last(
    final_county: AssessedYear,
) -> None:
    rows = {row[0]: row[1:] for row in rows_of(table_of(over_years(final_county), CAPTION))}
    assert rows["秸秆综合利用率\nC01"] == ["80.0%", "—", "96.5%", "提高 16.5 个百分点", "达标"]
    assert rows["城镇人均公园绿地面积（城区）\nC02-1"][:4] == [
        "10.00 平方米/人",
        "—",
        "14.50 平方米/人",
        "提高 4.50 平方米/人",
    ]
    assert rows["单位地区生产总值用水量\nC03"] == [
        "40.0 立方米/万元",
        "—",
        "—",
        "—",
        "无法判定",
    ]
    assert not [name for name in rows if "C02-2" in name]  # a word is no number


def test_the_verdict_of_the_midterm_is_the_published_one(
    final_county: AssessedYear, put: Put
) -> None:
    assert "没有 2027 年的评估报告可用" in texts_of(over_years(final_county))[0]
    told = put(final_county, earlier_verdicts=[MIDTERM | {"criterion": "C01"}])
    assert "评估报告可用" not in texts_of(over_years(told))[0]
    rows = {row[0]: row[1:] for row in rows_of(table_of(over_years(told), CAPTION))}
    assert rows["秸秆综合利用率\nC01"][-2:] == ["未达标", "达标"]


def test_twins_are_one_row_and_a_successor_has_its_own(
    example_year: Callable[[int], AssessedYear],
) -> None:
    rows = {r[0]: r[1:] for r in rows_of(table_of(over_years(example_year(2030)), EXAMPLE))}
    treated = rows["城镇污水处理率\nN29、P37"]
    assert treated[:4] == ["96.29%", "96.61%", "98.10%", "提高 1.81 个百分点"]
    ended = rows["生态环境状况指数（EI）\nN10、P11"]
    assert (ended[0], ended[1:]) == ("66.21", ["—"] * 4)
    after = rows["生态质量指数（EQI）\nN10、P11"]
    assert after[0] == "58.50（2021 年）"
    assert (after[3], after[4]) == ("提高 2.45（2021 年起）", "达标")
    assert rows["单位国内生产总值建设用地使用面积下降率\nN22、P29"][0] == "8.48%（2018 年）"
