"""Numbers of which only bounds are known: compared in three-valued logic, never by their middle."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction

__all__ = ["Interval", "compare", "intersection", "interval_text"]


@dataclass(frozen=True)
class Interval:
    """All numbers from ``low`` to ``high``, both included; None is no bound on that side."""

    low: Fraction | None
    high: Fraction | None

    @classmethod
    def point(cls, number: Fraction) -> Interval:
        """Return the interval that holds just one number."""
        return cls(number, number)

    @property
    def is_point(self) -> bool:
        """Whether it holds just one number."""
        return self.low is not None and self.low == self.high

    def within(self, low: Fraction | None, high: Fraction | None) -> Interval:
        """Return the interval with natural limits where it has no bound of its own."""
        return Interval(
            low if self.low is None else self.low, high if self.high is None else self.high
        )


def compare(operator: str, left: Interval, right: Interval) -> bool | None:
    """Compare two intervals.

    Parameters
    ----------
    operator : str
        ``>=``, ``<=``, ``>``, ``<`` or ``=``.
    left, right : Interval
        What is compared.

    Returns
    -------
    bool or None
        True when it holds whatever the numbers are within their bounds, False when it never holds,
        None when it depends.
    """
    match operator:
        case ">=":
            return _decided(_at_least(left, right), _below(left, right))
        case ">":
            return _decided(_below(right, left), _at_least(right, left))
        case "<=":
            return _decided(_at_least(right, left), _below(right, left))
        case "<":
            return _decided(_below(left, right), _at_least(left, right))
        case "=":
            same = left.is_point and right.is_point and left.low == right.low
            return _decided(same, _below(left, right) or _below(right, left))
    raise ValueError(operator)


def intersection(intervals: Iterable[Interval]) -> Interval | None:
    """Return what all intervals have in common; None when that is nothing."""
    kept = list(intervals)
    low = max((one.low for one in kept if one.low is not None), default=None)
    high = min((one.high for one in kept if one.high is not None), default=None)
    if low is not None and high is not None and low > high:
        return None
    return Interval(low, high)


def _decided(holds: bool, fails: bool) -> bool | None:
    return True if holds else False if fails else None


def _at_least(left: Interval, right: Interval) -> bool:
    """Whether every number of the left is at least every number of the right."""
    return left.low is not None and right.high is not None and left.low >= right.high


def _below(left: Interval, right: Interval) -> bool:
    """Whether every number of the left is below every number of the right."""
    return left.high is not None and right.low is not None and left.high < right.low


def interval_text(interval: Interval, write: Callable[[Fraction], str] = str) -> str:
    """Write an interval: one number, 96.5～97.5, 不低于 84, 不高于 0.05."""
    low, high = interval.low, interval.high
    if low is None or high is None:
        if low is not None:
            return f"不低于 {write(low)}"
        return "不知大小" if high is None else f"不高于 {write(high)}"
    return write(low) if low == high else f"{write(low)}～{write(high)}"
