"""The few forms that indicators take, on exact numbers: share, quotient, decline, refuted word."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

__all__ = [
    "Exact",
    "Formula",
    "Gap",
    "Result",
    "above",
    "below",
    "exact",
    "intensity_decline",
    "percent",
    "quotient",
    "refuted_by",
]

Exact = int | Fraction
"""A number that is what it says; a float is not."""


@dataclass(frozen=True)
class Gap:
    """Why there is no result: a reason code of ``methods.toml``."""

    reason: str


Result = Fraction | Gap
Formula = Callable[..., Fraction | str | Gap]
"""An indicator: arguments are observation codes, those with a default may be missing."""


def exact(number: Any) -> Fraction:
    """Return an int or Fraction as a Fraction.

    Raises
    ------
    TypeError
        For anything else: 0.1 as a float is not 0.1, and a verdict must not turn on it.
    """
    if isinstance(number, bool) or not isinstance(number, int | Fraction):
        kind = type(number).__name__
        raise TypeError(f"指标公式只收精确数（int 或 Fraction），不收 {kind}：{number!r}")
    return Fraction(number)


def quotient(numerator: Exact, denominator: Exact) -> Result:
    """Return numerator ÷ denominator, or the gap ``zero_denominator``: 0 of 0 is no share."""
    if exact(denominator) == 0:
        return Gap("zero_denominator")
    return exact(numerator) / exact(denominator)


def percent(part: Exact, whole: Exact) -> Result:
    """Return ``100 × part ÷ whole``, above 100 where it is, or the gap ``zero_denominator``."""
    return quotient(100 * exact(part), whole)


def intensity_decline(now: Exact, previous: Exact, gdp_index: Exact) -> Result:
    """Return by how many percent a quantity per GDP fell, positive when it fell.

    Parameters
    ----------
    now, previous : int or Fraction
        The quantity of the year and of the year before, in one unit and on one basis.
    gdp_index : int or Fraction
        GDP of the year at constant prices, with 100 for the year before.

    Returns
    -------
    Fraction or Gap
        ``100 × (1 − (now ÷ previous) ÷ (gdp_index ÷ 100))``.

    Notes
    -----
    国家统计局能耗公报 (旁证) gives the fall as a negative number; here falling is positive.
    """
    if exact(previous) == 0 or exact(gdp_index) == 0:
        return Gap("zero_denominator")
    return 100 * (1 - (exact(now) / exact(previous)) / (exact(gdp_index) / 100))


def refuted_by(word: str, claim: str, *facts: bool) -> str | Gap:
    """Return a reported word, or the gap ``refuted`` when it claims what a number contradicts."""
    return Gap("refuted") if word == claim and any(facts) else word


def above(number: Exact | None, limit: Exact | None) -> bool:
    """Whether both numbers are there and the first is greater."""
    return number is not None and limit is not None and exact(number) > exact(limit)


def below(number: Exact | None, limit: Exact | None) -> bool:
    """Whether both numbers are there and the first is smaller."""
    return above(limit, number)
