"""Two ways to one number: a formula or a number that contradicts what a department reported."""

from collections.abc import Callable
from dataclasses import replace
from fractions import Fraction

import pandas as pd
import pytest

from jbeco.assessment import AssessedYear
from jbeco.assessment.evidence import Facts
from jbeco.assessment.verdicts import judge
from jbeco.checks.context import CheckContext
from jbeco.checks.cross_check import check_formulas, check_monitoring
from jbeco.checks.run import MONITORED
from jbeco.intake import Submissions
from jbeco.problems import Level, Problem
from jbeco.values.monitoring import water
from jbeco.values.values_table import indicator_values

Example = Callable[[int], AssessedYear]


def changed(year: AssessedYear, **answers: str) -> Submissions:
    """Return a year's submissions with other numbers or words, by code."""
    given = year.submissions
    observations = tuple(
        replace(seen, **_entry(answers[seen.indicator]))
        if seen.year == given.year and seen.indicator in answers
        else seen
        for seen in given.observations
    )
    return replace(given, observations=observations)


def _entry(answer: str) -> dict[str, object]:
    try:
        return {"number": Fraction(answer), "state": None, "missing": None, "entered": answer}
    except ValueError:
        return {"number": None, "state": answer, "missing": None, "entered": answer}


@pytest.fixture
def found(example_year: Example) -> Callable[..., list[Problem]]:
    """Check 2023 with other answers."""

    def check(**answers: str) -> list[Problem]:
        year = example_year(2023)
        told = changed(year, **answers)
        values = indicator_values(year.plan, told.observations)
        return list(check_formulas(CheckContext(year.plan, told, 2023), values))

    return check


@pytest.mark.parametrize("year", range(2020, 2026))
def test_the_example_agrees_with_itself(example_year: Example, year: int) -> None:
    given = example_year(year)
    context = CheckContext(given.plan, given.submissions, year)
    assert list(check_formulas(context, given.facts.values)) == []


@pytest.mark.parametrize(
    ("answers", "criterion"),
    [
        ({"redline_area": "1"}, "N17-1"),
        ({"emergency_drills": "0"}, "N16"),
        ({"inspection_issues_overdue": "2"}, "N02"),
        ({"urban_boundary_breached": "0.5"}, "P22-3"),
    ],
)
def test_a_word_that_a_number_refutes_is_an_error_and_decides_nothing(
    example_year: Example,
    found: Callable[..., list[Problem]],
    answers: dict[str, str],
    criterion: str,
) -> None:
    (problem,) = found(**answers)
    assert (problem.level, problem.about) == (Level.ERROR, "")  # the value says it itself
    assert "与同时填报的数字不符" in problem.what
    assert criterion in problem.blocks
    year = example_year(2023)
    values = indicator_values(year.plan, changed(year, **answers).observations)
    facts = Facts(year.plan, 2023, values, year.facts.tasks, year.facts.comparators)
    verdicts = {verdict.criterion.id: verdict for verdict in judge(facts)}
    assert year.verdict(criterion).code == "already_met"
    assert verdicts[criterion].code == "unknown"
    assert verdicts[criterion].reason_code == "refuted"


def test_a_failing_word_stands(found: Callable[..., list[Problem]]) -> None:
    assert found(ecological_redline="未保持", redline_area="1") == []


def test_a_formula_beyond_the_printed_digit_contradicts_the_report(
    found: Callable[..., list[Problem]],
) -> None:
    (problem,) = found(energy_intensity="0.300")
    assert (problem.level, "相差超过末位的一半" in problem.what) == (Level.WARNING, True)
    assert (problem.contradicts, problem.about) == (True, "")
    assert "N20" in problem.blocks
    (problem,) = found(construction_land_per_gdp_decline="5.50")
    assert "“更正与裁决”的“裁决”表" in problem.mend


def test_within_half_the_printed_digit_nothing_is_said(found: Callable[..., list[Problem]]) -> None:
    assert found(coal_reduction="1.05") == []
    assert len(found(coal_reduction="1.06")) == 1


# stations against reports


@pytest.fixture
def against(example_year: Example) -> Callable[..., list[Problem]]:
    """Check 2025's answers against its stations."""

    def check(**answers: str) -> list[Problem]:
        year = example_year(2025)
        tables = {name: year.tables[name] for name in MONITORED}
        context = CheckContext(year.plan, changed(year, **answers), 2025)
        return list(check_monitoring(context, tables))

    return check


def test_the_example_reports_what_its_stations_measured(
    against: Callable[..., list[Problem]],
) -> None:
    assert against() == []


@pytest.mark.parametrize(
    ("code", "answer", "says"),
    [
        ("air_days_good", "330", "优良天数填 330 天，由 2025/air_hourly.csv 的监测值算得 329"),
        ("good_air_days", "90.5", "算得 90.4"),
        ("pm25", "23", "算得 24"),
        ("surface_sections_class3", "9", "断面的月值算得 10"),
    ],
)
def test_a_difference_beyond_the_printed_digit_is_an_issue(
    against: Callable[..., list[Problem]], code: str, answer: str, says: str
) -> None:
    (problem,) = against(**{code: answer})
    assert says in problem.what
    assert (problem.level, problem.contradicts) == (Level.WARNING, True)
    assert problem.blocks


def test_within_the_printed_digit_nothing_is_said(against: Callable[..., list[Problem]]) -> None:
    assert against(good_air_days="90.38", pm25="24") == []


def test_a_reading_that_is_no_number_is_named_at_its_row(example_year: Example) -> None:
    year = example_year(2025)
    spoilt = year.tables["water_monthly"].copy()
    spoilt.loc[3, "codmn"] = "约4"
    spoilt.loc[5, "hg"] = "未检出"
    said = water(year.plan, {"water_monthly": spoilt})["water_problems"]
    assert list(said["where"]) == [spoilt.loc[3, "place"], spoilt.loc[5, "place"]]
    assert "“约4”不是监测值" in said.loc[0, "what"]
    assert "检出限" in said.loc[1, "what"]


def test_where_nothing_was_measured_nothing_is_compared(example_year: Example) -> None:
    year = example_year(2025)
    nothing = {name: year.tables[name].iloc[:0] for name in MONITORED}
    told = changed(year, air_days_good="1", pm25="99", surface_sections_class3="0")
    assert list(check_monitoring(CheckContext(year.plan, told, 2025), nothing)) == []


def test_less_than_a_year_is_said_and_not_compared(example_year: Example) -> None:
    year = example_year(2025)
    tables = {name: year.tables[name] for name in MONITORED}
    days: pd.DataFrame = tables["air_days"]
    tables["air_days"] = days[(days["year"] != 2025) | (days["date"].dt.month > 1)]
    context = CheckContext(year.plan, changed(year, air_days_good="1"), 2025)
    [problem] = check_monitoring(context, tables)
    assert "只有 334 天" in problem.what
    assert problem.level is Level.WARNING
