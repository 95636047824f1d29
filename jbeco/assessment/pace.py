"""Where a criterion stands on its way: linear pace r = P / τ, and what has no number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..plan import Plan
from ..plan.rules import And, Bound, NotWorse, Or, Rule, Status, Trend, bounds, rule_for
from ..standards.rounding import shown
from .course import Course, course, with_course
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
    rule = _own_rule(case, target_year)
    goals = bounds(rule) if rule is not None else []
    value = case.level(case.year)
    if len(goals) != 1 or usable(case, value) or value is None:
        return None
    if value.number is None or case.year <= criterion.base_year:
        return None
    way, goal = course(case, value.number), Fraction(goals[0].number)
    if way.base is None or way.base == goal or COMPARE[goals[0].operator](way.base, goal):
        return None
    return Pace(
        target_year=target_year,
        base_year=way.start,
        base=way.base,
        value=value.number,
        goal=goal,
        progress=(value.number - way.base) / (goal - way.base),
        elapsed=Fraction(case.year - way.start, target_year - way.start),
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
        rule = _own_rule(case, case.plan.target_year(case.year))
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
        The worst of the pace, of the parts that stand beside the target's number, as in
        ``>= 88 and task met``, and of a number that was due at an earlier milestone; unknown when
        a part is unknown and could still make it worse.
    """
    failing = target if target.truth is False else standard
    beside = _beside_the_number(target)
    kept = standard.truth is True
    found = [*_overdue(cases), *(_of_part(p, cases, kept) for p in beside if p.truth is False)]
    if slowest is not None:
        code = _pace_code(slowest.ratio, cases[0].plan)
        paced = _carried_over(slowest, replace(failing, says=_pace_says(slowest)), cases)
        found.append(Standing(code, paced.says, paced))
    if not found:
        leaf = next(leaf for leaf in finding_leaves(failing) if leaf.truth is False)
        found.append(_of_part(leaf, cases, kept))
    if any(one.code is None for one in found):
        return next(one for one in found if one.code is None)
    worst = min(found, key=lambda one: WORST_FIRST.index(one.code or ""))
    open_parts = (*beside, *_of_series(target))
    missing = next((part for part in open_parts if part.truth is None), None)
    if missing is not None and worst.code in ("on_track", "partly"):
        return Standing(None, missing.says, missing)
    return worst


def _overdue(cases: Sequence[Case]) -> list[Standing]:
    """Return where the numbers stand that were due at an earlier milestone and are missed now."""
    found = []
    for case in cases:
        for year in (due for due in case.plan.milestones if due < case.year):
            for bound in _required_bounds(_own_rule(case, year)):
                finding = evaluate(bound, case)
                if finding.truth is False:
                    code = "regressed" if _lost(bound, case) else "behind"
                    found.append(Standing(code, f"{finding.says}（{year} 年已到期）", finding))
    return found


def _required_bounds(rule: Rule | None) -> list[Bound]:
    """Return the numbers that a rule demands whatever else holds."""
    parts = rule.parts if isinstance(rule, And) else (rule,)
    return [part for part in parts if isinstance(part, Bound)]


def _own_rule(case: Case, year: int) -> Rule | None:
    """Return what a milestone's target demands of a case's series."""
    rule = case.criterion.targets[year].rule
    return None if rule is None else rule_for(rule, case.series)


def _of_series(target: Finding) -> tuple[Finding, ...]:
    """Return the findings of the single series, none when there is only one."""
    own = target.node.parts if isinstance(target.node, And | Or) else ()
    return () if tuple(part.node for part in target.parts) == own else target.parts


def _beside_the_number(target: Finding) -> list[Finding]:
    """Return the parts of a target that stand beside its number, for every series."""
    if _of_series(target):
        return [part for series in target.parts for part in _beside_the_number(series)]
    if not isinstance(target.node, And):
        return []
    return [part for part in target.parts if not isinstance(part.node, Bound)]


def _of_part(part: Finding, cases: Sequence[Case], standard_met: bool) -> Standing:
    leaf = next(leaf for leaf in finding_leaves(part) if leaf.truth is False)
    if isinstance(leaf.node, Bound):
        lacking = next((way for case in cases if (way := _way(case)) and way.lacking), None)
        if lacking is not None and standard_met:
            reason = "basis_break" if lacking.lacking == "basis_break" else "no_pace"
            says = f"{leaf.says}，但{lacking.about}"
            return Standing(None, says, replace(leaf, says=says, reason=reason))
        lost = any(_lost(leaf.node, case) for case in cases)
        return Standing("regressed" if lost else "behind", leaf.says, leaf)
    moves = isinstance(leaf.node, Trend | NotWorse | Status)
    if moves and any(_moved_back(case) for case in cases):
        return Standing("regressed", leaf.says, leaf)
    elapsed = _time_passed(cases[0])
    waits = elapsed <= cases[0].plan.methods.unmoved_until and _has_no_way_between(leaf.node)
    if standard_met and waits:
        due = cases[0].plan.target_year(cases[0].year)
        passed = shown(elapsed * 100, 1)
        says = f"{leaf.says}（{due} 年到期，时间进度 {passed}%，没有比基准年退步）"
        return Standing("partly", says, leaf)
    return Standing("behind", leaf.says, leaf)


def _has_no_way_between(node: Rule) -> bool:
    """Whether a target is reached in the end only, without a number that a pace could measure.

    A state and 持续 are; what is asked of each year, such as a superior's task or 逐年, is not.
    """
    return isinstance(node, Status) or (isinstance(node, Trend) and not node.every_year)


def _time_passed(case: Case) -> Fraction:
    """Return the part τ of the time to the next milestone that has passed."""
    start, due = case.criterion.base_year, case.plan.target_year(case.year)
    return Fraction(case.year - start, due - start)


def _lost(bound: Bound, case: Case) -> bool:
    """Whether the base year met a number that is missed now, or the value moved the wrong way."""
    way, number = _way(case), case.number(case.year)
    base = None if way is None else way.base
    if base is None or number is None:
        return False
    compare, limit = COMPARE[bound.operator], Fraction(bound.number)
    return (compare(base, limit) and not compare(number, limit)) or _moved_back(case)


def _carried_over(pace: Pace, finding: Finding, cases: Sequence[Case]) -> Finding:
    """Say how the base of a pace was come by, where it is not the base year's own number."""
    ways = (_way(case) for case in cases)
    found = (way for way in ways if way is not None and way.base == pace.base)
    way = next(found, None)
    return finding if way is None else with_course(way, finding)


def _way(case: Case) -> Course | None:
    """Return what the year's number may be compared with; None when there is no number."""
    number = case.number(case.year)
    return None if number is None else course(case, number)


def _moved_back(case: Case) -> bool:
    """Whether the value is worse than the base by more than the resolution, or a lower rung."""
    if case.criterion.direction == "state":
        return _stepped_down(case)
    way, number = _way(case), case.number(case.year)
    base = None if way is None else way.base
    if base is None or number is None or case.criterion.direction not in ("higher", "lower"):
        return False
    sign = 1 if case.criterion.direction == "higher" else -1
    return sign * (number - base) < -(case.criterion.resolution or Fraction(0))


def _stepped_down(case: Case) -> bool:
    ladder = case.plan.indicators[case.criterion.indicator].states
    before, now = replace(case, year=case.criterion.base_year).state(), case.state()
    if before is None or before.state is None or now is None or now.state is None:
        return False
    return ladder.index(now.state) < ladder.index(before.state)


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
        f"序时进度比 r={shown(found.ratio, 2)}"
    )
