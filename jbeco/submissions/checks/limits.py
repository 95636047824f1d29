"""Numbers outside what can be: below or above the natural limits, more days than the year has."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from fractions import Fraction

from ...problems import Problem
from ...standards.rounding import exact_text
from ..model import Observation
from .context import CheckContext, name_of, said

__all__ = ["check_house_limits", "check_limits", "days_at_most"]

LEAP_DAYS = 366
"""A limit of just so many days in the plan means all days of the year."""
MEND = "请核对数值与单位；不会自动截断"


def check_limits(context: CheckContext) -> Iterator[Problem]:
    """Find the figures that lie outside the limits of their code."""
    for seen in context.rows:
        code = context.code(seen)
        high = days_at_most(code.limit_high, code.unit, context.year)
        if seen.number is not None and _outside(seen.number, code.limit_low, high):
            limits = _limits_text(code.limit_low, high)
            what = f"{name_of(code, seen.series)}为 {said(seen)}，超出自然界限 {limits}"
            blocks = context.blocks(code.code)
            yield Problem(str(seen.source), what, MEND, blocks=blocks, expected=limits)


def check_house_limits(context: CheckContext) -> Iterator[Problem]:
    """Find the levels of the consultant's own table that lie outside the criterion's limits."""
    criteria = {criterion.id: criterion for criterion in context.plan.criteria}
    for seen in context.house_rows:
        criterion = criteria[seen.criterion]
        low, high = criterion.limit_low, criterion.limit_high
        if seen.measure == "level" and seen.number is not None and _outside(seen.number, low, high):
            limits = _limits_text(low, high)
            name = f"{criterion.id} {criterion.full_name}"
            what = f"{name} 为 {_bare(seen)}，超出自然界限 {limits}"
            blocks = (criterion.id,)
            yield Problem(str(seen.source), what, MEND, blocks=blocks, expected=limits)


def days_at_most(limit: Fraction | None, unit: str, year: int) -> Fraction | None:
    """Return the limit; where it stands for all days of a year, the days of this year."""
    if limit == LEAP_DAYS and unit == "天":
        return Fraction(LEAP_DAYS if calendar.isleap(year) else LEAP_DAYS - 1)
    return limit


def _outside(number: Fraction, low: Fraction | None, high: Fraction | None) -> bool:
    return (low is not None and number < low) or (high is not None and number > high)


def _bare(seen: Observation) -> str:
    return "缺" if seen.number is None else exact_text(seen.number)


def _limits_text(low: Fraction | None, high: Fraction | None) -> str:
    least = "" if low is None else exact_text(low)
    most = "" if high is None else exact_text(high)
    return f"{least}–{most}" if least and most else f"不低于 {least}" if least else f"不高于 {most}"
