"""What stations measured stands where nobody reported; open days are said where they decide."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.assessment.evaluate import evaluate
from jbeco.assessment.year import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.plan.rules import parse_rule
from jbeco.values.monitored_air import air_tables
from jbeco.values.monitored_figures import all_observations, monitored_observations

PUBLIC = Path(__file__).parents[2] / "data" / "public"
GOOD, VALID = 318, 361


@pytest.fixture(scope="module")
def year() -> AssessedYear:
    """2022 as public sources have it: the station's days, and no department's report."""
    return assess_year(2022, PUBLIC)


def test_the_real_year_of_the_station(year: AssessedYear) -> None:
    value = year.facts.values.get("good_air_days", "", "level", 2022)
    assert value.number == Fraction(100 * GOOD, VALID)
    assert f"{float(value.number):.4f}" == "88.0886"
    assert (value.open_days, value.open_low, value.open_high) == (
        4,
        Fraction(100 * GOOD, 365),
        Fraction(100 * (GOOD + 4), 365),
    )
    pm25 = year.facts.values.get("pm25", "", "level", 2022)
    assert f"{float(pm25.number):.2f}" == "22.74"
    assert [str(source) for source in pm25.sources] == ["2022/air_daily.csv"]
    assert pm25.sources[0].sha256


def test_the_share_is_of_the_valid_days_and_turns_on_four(bench) -> None:
    case = bench.case(2022, bench.level(2022, Fraction(100 * GOOD, VALID)))
    key = ("river_quality", "", "level", 2022)
    value = replace(
        case.facts.values.by_key[key],
        open_days=4,
        open_low=Fraction(100 * GOOD, 365),
        open_high=Fraction(100 * (GOOD + 4), 365),
    )
    values = replace(case.facts.values, by_key={key: value})
    case = replace(case, facts=replace(case.facts, values=values))
    found = evaluate(parse_rule(">= 88"), case)
    assert (found.truth, found.grade) == (True, "C")
    assert "全年有 4 天没有有效数据，全按不优良计 87.12%，全按优良计 88.22%" in found.says
    clear = evaluate(parse_rule(">= 80"), case)
    assert (clear.truth, clear.grade) == (True, "B")
    assert "没有有效数据" not in clear.says


def test_what_was_reported_comes_first(year: AssessedYear, bench) -> None:
    stations = [o for o in all_observations(year.plan, year.tables) if o.year == 2022]
    measured = {o.indicator for o in stations if str(o.source) == "2022/air_daily.csv"}
    assert measured == {
        "good_air_days",
        "air_days_good",
        "air_days_valid",
        "pm25",
    }


def test_a_report_of_the_department_stands_instead(year: AssessedYear, bench) -> None:
    own = bench.level(2022, 319, indicator="air_days_good", unit="天")
    tables = year.tables
    found = monitored_observations(year.plan, [own], tables)
    assert {o.indicator for o in found} == {"pm25"}
    gap = replace(own, number=None, missing="not_reported")
    assert len(monitored_observations(year.plan, [gap], tables)) == 4


def test_half_a_year_of_days_gives_bounds_of_the_share_and_no_mean(year: AssessedYear) -> None:
    days = year.tables["air_daily"]
    short = air_tables(year.tables["air_hourly"], days[days["date"] < "2022-07-01"])
    tables = {
        "files": year.tables["files"],
        "water_year": year.tables["water_year"],
        "water_monthly": year.tables["water_monthly"],
        "air_year": short.figures,
    }
    (share,) = monitored_observations(year.plan, [], tables)
    kinds = short.days["kind"].value_counts()
    assert kinds.sum() == 181  # 180 of them valid: 12 June is missing
    assert (share.indicator, share.number, share.grade) == ("good_air_days", None, "C")
    assert share.low == Fraction(100 * int(kinds["good"]), 365)
    assert share.high == Fraction(100 * (365 - int(kinds["exceeded"])), 365)


def test_open_days_are_put_to_the_test_in_every_rule(bench) -> None:
    """A year that is not worse by its valid days may be worse with the open ones."""
    good, valid = 291, 362  # 80.39 %, and 79.73 to 80.55 % of the whole year; 80 in the base year
    case = bench.case(2022, bench.level(2022, Fraction(100 * good, valid)))
    key = ("river_quality", "", "level", 2022)
    low, high = (Fraction(100 * days, 365) for days in (good, good + 3))
    value = replace(case.facts.values.by_key[key], open_days=3, open_low=low, open_high=high)
    values = replace(case.facts.values, by_key={key: value})
    case = replace(case, facts=replace(case.facts, values=values))
    found = evaluate(parse_rule("not worse"), case)
    assert (found.truth, found.grade) == (True, "C")
    assert found.says.endswith(
        "（按有效天数算，全年有 3 天没有有效数据，全按不优良计 79.73%，全按优良计 80.55%，"
        "结论取决于这 3 天）"
    )
    assert "取决于" not in evaluate(parse_rule(">= 79"), case).says
