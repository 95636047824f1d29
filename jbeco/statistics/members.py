"""What the districts of a province measured, taken together: information, never a comparator.

The plain mean of the districts that reported is not the province's own figure, which weighs them
by people, area or water; no rule is judged by it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

__all__ = ["MemberAverage", "average_decline", "average_level", "average_step"]

Standing = tuple[Fraction, str]
"""A number that stands, and what it rests on."""


@dataclass(frozen=True)
class MemberAverage:
    """The numbers of the members that have one, and on how many bases they rest."""

    numbers: tuple[Fraction, ...]
    bases: int

    @property
    def mean(self) -> Fraction:
        """The plain mean; every member counts as much as any other."""
        return sum(self.numbers, Fraction(0)) / len(self.numbers)


def average_level(
    values: Sequence[pd.DataFrame], indicator: str, series: str, year: int
) -> MemberAverage:
    """Return the levels of a year, one of each member that has one.

    Parameters
    ----------
    values : sequence of DataFrame
        Table ``values`` of each member.
    indicator, series : str
        Of which number.
    year : int
        In which year.
    """
    return _average(values, lambda frame: _standing(frame, indicator, series, "level", year))


def average_decline(
    values: Sequence[pd.DataFrame], indicator: str, series: str, year: int
) -> MemberAverage:
    """Return the verified declines of a year in percent, as `average_level` does the levels."""
    return _average(values, lambda frame: _standing(frame, indicator, series, "decline", year))


def average_step(
    values: Sequence[pd.DataFrame], indicator: str, series: str, year: int, in_points: bool
) -> MemberAverage:
    """Return the changes since the year before, of the members with both years on one basis.

    Parameters
    ----------
    values, indicator, series, year
        As for `average_level`.
    in_points : bool
        Whether a change is a difference; else it is a share of the year before, in percent.
    """

    def step(frame: pd.DataFrame) -> Standing | None:
        now = _standing(frame, indicator, series, "level", year)
        before = _standing(frame, indicator, series, "level", year - 1)
        if now is None or before is None or now[1] != before[1]:
            return None
        if in_points:
            return now[0] - before[0], now[1]
        return ((now[0] - before[0]) / before[0] * 100, now[1]) if before[0] else None

    return _average(values, step)


def _average(
    values: Sequence[pd.DataFrame], number_of: Callable[[pd.DataFrame], Standing | None]
) -> MemberAverage:
    found = [standing for frame in values if (standing := number_of(frame)) is not None]
    return MemberAverage(tuple(number for number, _ in found), len({bases for _, bases in found}))


def _standing(
    frame: pd.DataFrame, indicator: str, series: str, measure: str, year: int
) -> Standing | None:
    """Return the number that stands; None where there is none, or only a provisional one."""
    asked = (
        (frame["indicator"] == indicator)
        & (frame["series"].fillna("") == series)
        & (frame["measure"] == measure)
        & (frame["year"] == year)
    )
    firm = frame["exact"].notna() & ~frame["provisional"].fillna(False)
    found = frame.loc[asked & firm, ["exact", "bases"]]
    return (Fraction(found["exact"].iloc[0]), str(found["bases"].iloc[0])) if len(found) else None
