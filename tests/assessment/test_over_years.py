"""The numbers at the plan's milestones, on the invented final year."""

from collections.abc import Callable
from fractions import Fraction

import pytest

from jbeco.assessment import AssessedYear
from jbeco.assessment.over_years import MilestoneRow, milestone_rows

Rows = dict[tuple[str, str], MilestoneRow]


def by_criterion(rows: tuple[MilestoneRow, ...]) -> Rows:
    return {(row.criterion.id, row.series): row for row in rows}


@pytest.fixture(scope="module")
def final(example_year: Callable[[int], AssessedYear]) -> AssessedYear:
    return example_year(2030)


def test_a_number_is_followed_from_the_base_year_to_the_final_one(final: AssessedYear) -> None:
    row = by_criterion(milestone_rows(final))["N29", ""]
    assert row.base == Fraction("96.29")
    assert Fraction("96.5") < row.midterm < 97 < row.final < Fraction("98.2")
    assert (row.midterm_target, row.final_target) == ("97", "持续提高")
    assert (row.midterm_code, row.final_code) == (None, "met")


def test_the_midterm_verdict_is_the_published_one(final: AssessedYear) -> None:
    rows = by_criterion(milestone_rows(final, {"N29": "not_met"}))
    assert rows["N29", ""].midterm_code == "not_met"
    assert rows["P37", ""].midterm_code is None


def test_what_is_not_known_stays_open(final: AssessedYear) -> None:
    row = by_criterion(milestone_rows(final))["P29", ""]
    assert row.midterm is not None
    assert (row.final, row.final_code) == (None, "unknown")


def test_each_series_has_its_row_and_words_have_none(final: AssessedYear) -> None:
    rows = by_criterion(milestone_rows(final))
    assert [row.base for key, row in rows.items() if key[0] == "P03"] == [
        Fraction("26.6"),
        Fraction("31.6"),
    ]
    assert {"N01", "N17-1", "N09"}.isdisjoint(key for key, _ in rows)


def test_before_the_final_year_it_has_no_number_and_no_verdict(
    example_year: Callable[[int], AssessedYear],
) -> None:
    row = by_criterion(milestone_rows(example_year(2025)))["N29", ""]
    assert row.midterm is not None
    assert (row.final, row.final_code) == (None, None)


def test_what_stands_on_another_basis_or_at_current_prices_is_not_subtracted(
    final: AssessedYear,
) -> None:
    rows = by_criterion(milestone_rows(final))
    assert rows["N29", ""].is_comparable
    score = rows["N39", ""]  # the plan gives a score where the indicator is a share of answers
    assert (score.base, score.is_comparable) == (None, False)
    assert score.final is not None
    current_prices = rows["N21", ""]
    assert None not in (current_prices.base, current_prices.final)
    assert not current_prices.is_comparable
