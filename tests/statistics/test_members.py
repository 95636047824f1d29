"""What the members of a province measured: plain means, and what is left out of them."""

from fractions import Fraction
from typing import Any

import pandas as pd

from jbeco.stage_tables import TABLES, frame_of
from jbeco.statistics.members import average_decline, average_level, average_step

BLANK = {c.name: () if c.kind == "list" else None for c in TABLES["values"].columns}


def values(*rows: tuple[int, str | None], **more: Any) -> pd.DataFrame:
    """Return a member's table with levels of one indicator, a row for each year."""
    fields = {"indicator": "x", "series": "", "measure": "level", "provisional": False, **more}
    return frame_of(
        "values",
        [
            {**BLANK, **fields, "year": year, "value": None if text is None else Fraction(text)}
            for year, text in rows
        ],
    )


def test_every_member_with_a_number_counts_once() -> None:
    told = average_level(
        [values((2025, "1/3")), values((2025, "2/3")), values((2025, None)), values((2024, "9"))],
        *("x", "", 2025),
    )
    assert told.numbers == (Fraction(1, 3), Fraction(2, 3))
    assert told.mean == Fraction(1, 2)


def test_provisional_numbers_other_series_and_measures_are_left_out() -> None:
    frames = [
        values((2025, "1"), provisional=True),
        values((2025, "1"), series="林地"),
        values((2025, "1"), measure="decline"),
    ]
    assert average_level(frames, "x", "", 2025).numbers == ()
    assert average_decline(frames, "x", "", 2025).numbers == (1,)
    assert average_level(frames, "x", "林地", 2025).numbers == (1,)


def test_a_change_is_in_points_or_in_percent_of_the_year_before() -> None:
    frames = [values((2024, "80"), (2025, "84")), values((2024, "50"), (2025, "49"))]
    assert average_step(frames, "x", "", 2025, in_points=True).mean == Fraction(3, 2)
    assert average_step(frames, "x", "", 2025, in_points=False).numbers == (5, -2)


def test_a_change_needs_both_years_on_one_basis_and_a_base_that_is_not_nothing() -> None:
    across = pd.concat([values((2024, "8"), bases=("a",)), values((2025, "9"), bases=("b",))])
    frames = [values((2025, "9")), across, values((2024, "0"), (2025, "9"))]
    assert average_step(frames, "x", "", 2025, in_points=False).numbers == ()
    assert average_step(frames, "x", "", 2025, in_points=True).numbers == (9,)


def test_the_bases_that_the_numbers_rest_on_are_counted() -> None:
    frames = [values((2025, "1"), bases=(basis,)) for basis in ("a", "b", "a")]
    assert average_level(frames, "x", "", 2025).bases == 2
