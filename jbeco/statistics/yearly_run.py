"""The yearly values of one indicator that may be compared: the run since the last basis break."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction

from ..indicators import BASES, Basis, Value, Values, breaks

__all__ = ["Run", "yearly_run"]


@dataclass(frozen=True)
class Run:
    """Years of one basis with their values, in order.

    Parameters
    ----------
    years, numbers : tuple
        What the run holds.
    dropped : tuple of int
        Years before the last basis break.
    unstated : tuple of int
        Years of the run without a stated basis, beside years with one.
    """

    years: tuple[int, ...]
    numbers: tuple[Fraction, ...]
    dropped: tuple[int, ...]
    unstated: tuple[int, ...]

    @property
    def floats(self) -> tuple[float, ...]:
        """The numbers as floats, for the models."""
        return tuple(float(number) for number in self.numbers)

    def at(self, year: int) -> Fraction:
        """Return the least-squares line in a year, exactly; two years or more."""
        n = len(self.years)
        centre, mean = Fraction(sum(self.years), n), sum(self.numbers, Fraction(0)) / n
        points = list(zip(self.years, self.numbers, strict=True))
        products = sum(((t - centre) * y for t, y in points), Fraction(0))
        slope = products / sum(((t - centre) ** 2 for t in self.years), Fraction(0))
        return mean + slope * (year - centre)

    def has_spread(self, resolution: Fraction) -> bool:
        """Whether a year differs from the straight line by more than the resolution."""
        points = zip(self.years, self.numbers, strict=True)
        return any(abs(number - self.at(year)) > resolution for year, number in points)

    def without(self, year: int) -> Run:
        """Return the run with one year left out."""
        kept = [i for i, mine in enumerate(self.years) if mine != year]
        return replace(
            self,
            years=tuple(self.years[i] for i in kept),
            numbers=tuple(self.numbers[i] for i in kept),
        )


def yearly_run(
    values: Values,
    indicator: str,
    series: str,
    first: int,
    last: int,
    bases: Mapping[str, Basis] = BASES,
) -> Run:
    """Collect the comparable yearly values of an indicator.

    Parameters
    ----------
    values : Values
        As collected.
    indicator, series : str
        Which.
    first, last : int
        Years of the reports to look into, both included.
    bases : mapping of Basis
        The list by which two bases are known to differ.

    Returns
    -------
    Run
        A figure of an older year stands at its own year, unless that year has its own. A basis
        that is not stated is no break; one that may not be compared with the last stated one is.
    """
    points = _points(values, indicator, series, first, last)
    years = sorted(points)
    start, known = 0, tuple[str, ...]()
    for place, year in enumerate(years):
        stated = points[year].bases
        if breaks(known, stated, bases):
            start = place
        known = stated or known
    run = years[start:]
    stated_years = [year for year in run if points[year].bases]
    return Run(
        years=tuple(run),
        numbers=tuple(_number(points[year]) for year in run),
        dropped=tuple(years[:start]),
        unstated=tuple(y for y in run if not points[y].bases) if stated_years else (),
    )


def _points(values: Values, indicator: str, series: str, first: int, last: int) -> dict[int, Value]:
    own: dict[int, Value] = {}
    lagged: dict[int, Value] = {}
    for year in range(first, last + 1):
        value = values.get(indicator, series, "level", year)
        if value is None or value.number is None or value.data_year > year:
            continue
        (own if value.data_year == year else lagged)[value.data_year] = value
    return lagged | own


def _number(value: Value) -> Fraction:
    if value.number is None:
        raise ValueError("缺数的年份不能进入序列")
    return value.number
