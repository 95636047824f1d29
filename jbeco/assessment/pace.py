"""Linear pace towards a numeric target: r = P / τ."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..plan.rules import bounds
from .evaluate import COMPARE
from .evidence import Case
from .findings import usable

__all__ = ["Pace", "pace"]


@dataclass(frozen=True)
class Pace:
    """How far a value has come, against how much of the time has passed.

    Parameters
    ----------
    target_year, base_year : int
        End and start of the way.
    base, value, goal : Fraction
        y₀, y_t and y*.
    progress, elapsed : Fraction
        P = (y_t − y₀)/(y* − y₀) and τ = (t − t₀)/(t* − t₀).
    """

    target_year: int
    base_year: int
    base: Fraction
    value: Fraction
    goal: Fraction
    progress: Fraction
    elapsed: Fraction

    @property
    def ratio(self) -> Fraction:
        """Pace r = P / τ; 1 is just on the straight line."""
        return self.progress / self.elapsed

    @property
    def gap_points(self) -> Fraction:
        """Percentage points by which progress is behind the time passed (τ − P)."""
        return (self.elapsed - self.progress) * 100


def pace(case: Case) -> Pace | None:
    """Return the pace towards the next milestone's numeric target.

    Returns
    -------
    Pace or None
        None where a pace has no meaning: no or more than one number in the target, no base value,
        no value this year, the base year itself, a target that the base already met or equals.

    Notes
    -----
    Linear in time; the plan prescribes no formula, this one is the house's own (未核).
    """
    criterion = case.criterion
    target_year = case.plan.target_year(case.year)
    rule = criterion.targets[target_year].rule
    goals = bounds(rule) if rule is not None else []
    base, value = case.base(), case.level(case.year)
    if len(goals) != 1 or base is None or usable(case, value) or value is None:
        return None
    goal = Fraction(goals[0].number)
    if value.number is None or case.year <= criterion.base_year:
        return None
    if base == goal or COMPARE[goals[0].operator](base, goal):
        return None
    return Pace(
        target_year=target_year,
        base_year=criterion.base_year,
        base=base,
        value=value.number,
        goal=goal,
        progress=(value.number - base) / (goal - base),
        elapsed=Fraction(case.year - criterion.base_year, target_year - criterion.base_year),
    )
