"""Two ways to one number: a formula or a number that contradicts what a department reported."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from jbeco.assessment import assess
from jbeco.checks.cross_check import check_formulas, check_monitoring
from jbeco.pipeline.evaluate import assess_year
from jbeco.problems import Level
from jbeco.values.values_table import indicator_values

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"


@cache
def example():
    return assess_year(2023, EXAMPLE)


def changed(assessment=None, **answers):
    """Return a year's submissions (2023's) with other numbers or words, by code."""
    given = (assessment or example()).submissions
    observations = tuple(
        replace(seen, **_entry(answers[seen.indicator]))
        if seen.year == given.year and seen.indicator in answers
        else seen
        for seen in given.observations
    )
    return replace(given, observations=observations)


def _entry(answer: str) -> dict:
    try:
        return {"number": Fraction(answer), "state": None, "missing": None, "entered": answer}
    except ValueError:
        return {"number": None, "state": answer, "missing": None, "entered": answer}


def found(**answers):
    return contradicted(example().plan, changed(**answers))


def contradicted(plan, submissions):
    values = indicator_values(plan, submissions.observations)
    return list(check_formulas(plan, submissions, values))


@pytest.mark.parametrize("year", range(2020, 2026))
def test_the_example_agrees_with_itself(year: int) -> None:
    assessment = assess_year(year, EXAMPLE)
    assert contradicted(assessment.plan, assessment.submissions) == []


@pytest.mark.parametrize(
    ("answers", "criterion", "was"),
    [
        ({"redline_area": "1"}, "N17-1", "met"),
        ({"emergency_drills": "0"}, "N16", "met"),
        ({"inspection_issues_overdue": "2"}, "N02", "met"),
        ({"urban_boundary_breached": "0.5"}, "P22-3", "met"),
    ],
)
def test_a_word_that_a_number_refutes_is_an_error_and_decides_nothing(answers, criterion, was):
    (problem,) = found(**answers)
    assert problem.level is Level.ERROR
    assert "与同时填报的数字不符" in problem.what
    assert criterion in problem.blocks
    verdicts = {v.criterion.id: v for v in assess(example().plan, changed(**answers))}
    assert verdicts[criterion].code == "unknown"
    assert verdicts[criterion].reason_code == "refuted"


def test_a_failing_word_stands() -> None:
    assert found(ecological_redline="未保持", redline_area="1") == []


def test_a_formula_beyond_the_printed_digit_is_a_warning_and_the_report_stands() -> None:
    (problem,) = found(energy_intensity="0.300")
    assert (problem.level, "相差超过末位的一半" in problem.what) == (Level.WARNING, True)
    assert "N20" in problem.blocks
    (problem,) = found(construction_land_per_gdp_decline="5.50")
    assert "判定采用填报数" in problem.mend


def test_within_half_the_printed_digit_nothing_is_said() -> None:
    assert found(coal_reduction="1.05") == []
    assert len(found(coal_reduction="1.06")) == 1


# stations against reports


@cache
def measured():
    return assess_year(2025, EXAMPLE)


def against(**answers):
    told = changed(measured(), **answers)
    return list(check_monitoring(measured().plan, told, stations()))


def stations():
    return {name: measured().tables[name] for name in ("air_days", "air_year", "water_year")}


def test_the_example_reports_what_its_stations_measured() -> None:
    assert against() == []


@pytest.mark.parametrize(
    ("code", "answer", "says"),
    [
        ("air_days_good", "330", "优良天数填 330 天，由 2025/air_hourly.csv 的小时值算得 329"),
        ("good_air_days", "90.5", "算得 90.4"),
        ("pm25", "23", "算得 24"),
        ("surface_sections_class3", "9", "断面的月值算得 10"),
    ],
)
def test_a_difference_beyond_the_printed_digit_is_an_issue(code, answer, says) -> None:
    (problem,) = against(**{code: answer})
    assert says in problem.what
    assert problem.level is Level.WARNING
    assert problem.blocks


def test_within_the_printed_digit_nothing_is_said() -> None:
    assert against(good_air_days="90.38", pm25="24") == []


def test_nothing_sent_is_nothing_measured() -> None:
    nothing = {name: frame.iloc[:0] for name, frame in stations().items()}
    told = changed(measured(), pm25="99")
    assert list(check_monitoring(measured().plan, told, nothing)) == []


def test_a_part_of_a_year_is_not_held_against_the_figures() -> None:
    days = stations()["air_days"]
    short = days[days["year"].ne(2025) | (days["date"].dt.month < 12)]
    told = changed(measured(), pm25="99")
    (problem,) = check_monitoring(measured().plan, told, {**stations(), "air_days": short})
    assert "空气小时值只有 334 天，不足全年" in problem.what
    assert problem.blocks
