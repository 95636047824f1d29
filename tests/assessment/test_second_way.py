"""Two ways to one number: a formula or a number that contradicts what a department reported."""

from dataclasses import replace
from fractions import Fraction
from functools import cache
from pathlib import Path

import pytest

from jbeco.assessment import assess, assess_year
from jbeco.assessment.second_way import check_formulas
from jbeco.problems import Level

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"


@cache
def example():
    return assess_year(2023, EXAMPLE)


def changed(**answers):
    """Return 2023's submissions with other numbers or words, by code."""
    given = example().submissions
    observations = tuple(
        replace(seen, **_entry(answers[seen.indicator]))
        if seen.year == 2023 and seen.indicator in answers
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
    return list(check_formulas(example().plan, changed(**answers)))


@pytest.mark.parametrize("year", range(2020, 2026))
def test_the_example_agrees_with_itself(year: int) -> None:
    assessment = assess_year(year, EXAMPLE)
    assert list(check_formulas(assessment.plan, assessment.submissions)) == []


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
