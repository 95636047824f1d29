"""The final review: three milestones side by side, on the county in 2032."""

from jbeco.assessment import AssessedYear
from jbeco.report.chapters.over_years import over_years
from tests.report.chapters.reading import Put, rows_of, table_of, texts_of

CAPTION = "数值指标在 2022、2027、2032 年"
MIDTERM = {"report": "2027-midterm", "year": 2027, "code": "not_met", "numbers": ()}


def test_it_belongs_to_the_final_year_only(county: AssessedYear, base_year: AssessedYear) -> None:
    assert over_years(county) == ()
    assert over_years(base_year) == ()


def test_numbers_and_the_change_between_the_first_year_and_the_last(
    final_county: AssessedYear,
) -> None:
    rows = {row[0]: row[1:] for row in rows_of(table_of(over_years(final_county), CAPTION))}
    assert rows["C01 秸秆综合利用率"] == ["80.0%", "—", "96.5%", "提高 16.5 个百分点", "—", "达标"]
    assert rows["C02-1 城镇人均公园绿地面积（城区）"][:4] == [
        "10.00 平方米/人",
        "—",
        "14.50 平方米/人",
        "提高 4.50 平方米/人",
    ]
    assert rows["C03 单位地区生产总值用水量"] == [
        "40.0 立方米/万元",
        "—",
        "—",
        "—",
        "—",
        "无法判定",
    ]
    assert not [name for name in rows if name.startswith("C02-2")]  # a word is no number


def test_the_verdict_of_the_midterm_is_the_published_one(
    final_county: AssessedYear, put: Put
) -> None:
    assert "2027 年的报告没有在同一处发布" in texts_of(over_years(final_county))[0]
    told = put(final_county, earlier_verdicts=[MIDTERM | {"criterion": "C01"}])
    assert "没有在同一处发布" not in texts_of(over_years(told))[0]
    rows = {row[0]: row[1:] for row in rows_of(table_of(over_years(told), CAPTION))}
    assert rows["C01 秸秆综合利用率"][-2:] == ["未达标", "达标"]
