"""One assessed year: its tables as the records that commands and the report ask for."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from jbeco.assessment import AssessedYear, check_review, default_review
from jbeco.intake.layout import EXAMPLE_MARK
from jbeco.pipeline.evaluate import assess_year
from jbeco.plan import Plan
from jbeco.problems import JbecoError

Example = Callable[[int], AssessedYear]


@pytest.fixture
def county(county_plan: Path, county_data: Path) -> AssessedYear:
    return assess_year(2024, county_data, county_plan)


def test_records_are_those_of_the_tables(county: AssessedYear) -> None:
    assert len(county.verdicts) == len(county.tables["verdicts"]) == 4
    assert len(county.submissions.observations) == len(county.tables["observations"])
    assert [row.row for row in county.rows] == ["C01", "C02", "C03"]
    assert [(c.framework, c.binding_due) for c in county.conclusions] == [("county", 2)]
    assert {group.framework for group in county.groups} == {"county"}
    assert county.verdict("C02-1").criterion.name == "公园绿地"
    with pytest.raises(KeyError):
        county.verdict("C99")


def test_nothing_is_looked_up_before_it_is_asked_for(county: AssessedYear) -> None:
    closed = replace(county, tables={"problems": county.tables["problems"]})
    assert closed.problems == county.problems
    with pytest.raises(KeyError):
        _ = closed.verdicts


def test_departments_that_sent_nothing_are_silent(county: AssessedYear, clerk) -> None:
    assert [d.name for d in county.silent] == ["县生态局", "县住建局", "县水利局"]
    clerk.send("housing", {"数据!F2": 11.6})
    year = assess_year(clerk.year, clerk.data, clerk.plan_folder)
    assert [d.name for d in year.silent] == ["县生态局", "县水利局"]


def test_nobody_is_silent_in_the_base_year(county_plan: Path, county_data: Path) -> None:
    """Its values are the plan's own; no template was sent out for it."""
    assert assess_year(2022, county_data, county_plan).silent == ()


def test_an_example_is_known_by_its_mark(
    base_year: AssessedYear, example_year: Example, county_plan: Path, county_data: Path
) -> None:
    assert not base_year.is_example
    assert example_year(2025).is_example
    table = county_data / "2024" / "public_values.csv"
    text = table.read_text(encoding="utf-8").replace("月报,1,83.8,", f"月报,1,83.8,{EXAMPLE_MARK}")
    table.write_text(text, encoding="utf-8")
    assert assess_year(2024, county_data, county_plan).is_example


# --- reviews -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("year", "review"), [(2019, "annual"), (2024, "annual"), (2025, "midterm"), (2030, "final")]
)
def test_a_year_calls_for_its_review(real_plan: Plan, year: int, review: str) -> None:
    assert default_review(real_plan, year) == review
    check_review(real_plan, year, review)
    check_review(real_plan, year, "annual")


@pytest.mark.parametrize(
    ("year", "review", "said"),
    [
        (2024, "midterm", "中期评估只在 2025 年"),
        (2025, "final", "终期评估只在 2030 年"),
        (2025, "yearly", "可选：annual、midterm、final"),
    ],
)
def test_a_review_that_is_not_due_is_refused(
    real_plan: Plan, year: int, review: str, said: str
) -> None:
    with pytest.raises(JbecoError, match=said):
        check_review(real_plan, year, review)
