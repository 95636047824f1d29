"""The number that a target rule holds, from which side it is to be reached, what it leaves out."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..plan import Criterion, reading
from ..plan.rules import And, Bound, Change, Or, Province, Rule, Status, TaskMet, bounds, walk
from .projection import Direction

__all__ = ["NumericTarget", "numeric_target"]


@dataclass(frozen=True)
class NumericTarget:
    """One number to be reached.

    Parameters
    ----------
    year : int
        When it falls due.
    bound : Bound
        As the rule has it, such as ``>= 88``.
    direction : str
        ``higher`` or ``lower``; ``= 100`` at the natural limit 100 is ``higher``.
    limit : Fraction or None
        Natural limit on that side.
    note : str
        What the number leaves out of the whole rule; empty where it is the whole rule.
    """

    year: int
    bound: Bound
    direction: Direction
    limit: Fraction | None
    note: str

    @property
    def goal(self) -> Fraction:
        """The number itself."""
        return Fraction(self.bound.number)

    def reached_by(self, number: Fraction) -> bool:
        """Whether a value is there; ``> x`` counts as reached at x, a matter of no probability."""
        return number >= self.goal if self.direction == "higher" else number <= self.goal


def numeric_target(rule: Rule, criterion: Criterion, year: int) -> NumericTarget | str:
    """Take the number out of the target rule of a year.

    Returns
    -------
    NumericTarget or str
        A code of the method profile's words where there is no single number with a side.
    """
    goals = bounds(rule)
    if len(goals) != 1:
        return "many_numbers" if goals else _without_number(rule)
    direction = _direction(goals[0], criterion)
    if direction is None:
        return "point_target"
    limit = criterion.limit_high if direction == "higher" else criterion.limit_low
    return NumericTarget(year, goals[0], direction, limit, _note(rule, goals[0]))


def _without_number(rule: Rule) -> str:
    nodes = list(walk(rule))
    if any(isinstance(node, Status) for node in nodes):
        return "qualitative"
    outside = any(isinstance(node, Province | Change | TaskMet) for node in nodes)
    return "external" if outside else "no_number"


def _direction(bound: Bound, criterion: Criterion) -> Direction | None:
    if bound.operator in (">=", ">"):
        return "higher"
    if bound.operator in ("<=", "<"):
        return "lower"
    goal = Fraction(bound.number)
    if goal == criterion.limit_high:
        return "higher"
    return "lower" if goal == criterion.limit_low else None


def _note(rule: Rule, bound: Bound) -> str:
    if isinstance(rule, Bound):
        return ""
    says = f"只对数值部分（{reading(bound)}）"
    if isinstance(rule, And) and bound in rule.parts:
        return f"{says}；目标还有其他要求，整个目标的可能性不会更高"
    if isinstance(rule, Or) and bound in rule.parts:
        return f"{says}；目标另有达标途径，整个目标的可能性不会更低"
    return says
