"""Linear pace towards a numeric target: r = P / τ."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..plan import Plan
from ..plan.rules import And, Bound, NotWorse, Trend, bounds
from ..standards.rounding import shown
from .evaluate import COMPARE, evaluate
from .evidence import Case, Finding, finding_leaves, usable

__all__ = ["Pace", "Standing", "pace", "slowest_pace", "standing"]


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


WORST_FIRST = ("regressed", "behind", "partly", "on_track")


@dataclass(frozen=True)
class Standing:
    """Where a criterion stands on its way; ``code`` None is unknown, for the finding's reason."""

    code: str | None
    says: str
    finding: Finding


def slowest_pace(cases: Sequence[Case]) -> Pace | None:
    """Return the pace of the slowest series, None when one that is not there yet has no pace."""
    found = []
    for case in cases:
        rule = case.criterion.targets[case.plan.target_year(case.year)].rule
        mine = pace(case)
        if mine is not None:
            found.append(mine)
        elif rule is None or evaluate(rule, case).truth is False:
            return None
    return min(found, key=lambda mine: mine.ratio, default=None)


def standing(
    standard: Finding, target: Finding, slowest: Pace | None, cases: Sequence[Case]
) -> Standing:
    """Say where a criterion stands whose standard or target is not met.

    Parameters
    ----------
    standard, target : Finding
        At least one of the two is false.
    slowest : Pace or None
        Pace towards the target's number.
    cases : sequence of Case
        One for each series.

    Returns
    -------
    Standing
        The worst of the pace and of the parts that stand beside the target's number, as in
        ``>= 88 and task met``; unknown when a part is unknown and could still make it worse.
    """
    failing = target if target.truth is False else standard
    beside = _beside_the_number(target)
    found = [_of_part(part, cases) for part in beside if part.truth is False]
    if slowest is not None:
        code = _pace_code(slowest.ratio, cases[0].plan)
        found.append(Standing(code, _pace_says(slowest), failing))
    if not found:
        leaf = next(leaf for leaf in finding_leaves(failing) if leaf.truth is False)
        found.append(_of_part(leaf, cases))
    if any(one.code is None for one in found):
        return next(one for one in found if one.code is None)
    worst = min(found, key=lambda one: WORST_FIRST.index(one.code or ""))
    open_parts = (*beside, *_of_series(target))
    missing = next((part for part in open_parts if part.truth is None), None)
    if missing is not None and worst.code in ("on_track", "partly"):
        return Standing(None, missing.says, missing)
    return worst


def _of_series(target: Finding) -> tuple[Finding, ...]:
    """Return the findings of the single series, none when there is only one."""
    return target.parts if target.parts and target.parts[0].node == target.node else ()


def _beside_the_number(target: Finding) -> list[Finding]:
    """Return the parts of a target that stand beside its number, for every series."""
    if _of_series(target):
        return [part for series in target.parts for part in _beside_the_number(series)]
    if not isinstance(target.node, And):
        return []
    return [part for part in target.parts if not isinstance(part.node, Bound)]


def _of_part(part: Finding, cases: Sequence[Case]) -> Standing:
    leaf = next(leaf for leaf in finding_leaves(part) if leaf.truth is False)
    if isinstance(leaf.node, Bound):
        if any(case.base() is None for case in cases):
            return Standing(None, leaf.says, leaf)
        lost = any(_lost(leaf.node, case) for case in cases)
        return Standing("regressed" if lost else "behind", leaf.says, leaf)
    if isinstance(leaf.node, Trend | NotWorse):
        back = any(_moved_back(case) for case in cases)
        return Standing("regressed" if back else "behind", leaf.says, leaf)
    return Standing("behind", leaf.says, leaf)


def _lost(bound: Bound, case: Case) -> bool:
    """Whether the base year met a number that is missed now, or the value moved the wrong way."""
    base, number = case.base(), case.number(case.year)
    if base is None or number is None:
        return False
    compare, limit = COMPARE[bound.operator], Fraction(bound.number)
    return (compare(base, limit) and not compare(number, limit)) or _moved_back(case)


def _moved_back(case: Case) -> bool:
    """Whether the value is worse than the base by more than the resolution."""
    base, number = case.base(), case.number(case.year)
    if base is None or number is None or case.criterion.direction not in ("higher", "lower"):
        return False
    sign = 1 if case.criterion.direction == "higher" else -1
    return sign * (number - base) < -(case.criterion.resolution or Fraction(0))


def _pace_code(ratio: Fraction, plan: Plan) -> str:
    if ratio >= plan.methods.on_track:
        return "on_track"
    if ratio >= plan.methods.partly:
        return "partly"
    return "behind" if ratio >= 0 else "regressed"


def _pace_says(found: Pace) -> str:
    progress, elapsed = (shown(x * 100, 1) for x in (found.progress, found.elapsed))
    return (
        f"到 {found.target_year} 年目标的进度 {progress}%，时间进度 {elapsed}%，"
        f"序时比 r={shown(found.ratio, 2)}"
    )
