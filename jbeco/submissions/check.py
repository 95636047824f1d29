"""Finds what is wrong in the submissions of a year, all at once, before anything is judged."""

from __future__ import annotations

from collections.abc import Iterator

from ..plan import Criterion, Plan
from ..problems import Level, Problem
from ..standards.rounding import exact_text
from .model import Observation, Submissions, contradict

__all__ = ["check_year"]


def check_year(plan: Plan, submissions: Submissions) -> tuple[Problem, ...]:
    """Check the submissions of the assessed year.

    Parameters
    ----------
    plan : Plan
        What had to be reported, and its natural limits.
    submissions : Submissions
        What was read, with the problems of reading.

    Returns
    -------
    tuple of Problem
        Errors first, then by place; the same whatever the order of files and rows.
    """
    problems = {
        *submissions.problems,
        *_missing_criteria(plan, submissions),
        *_duplicates(submissions),
        *_contradictions(plan, submissions),
        *_beyond_limits(plan, submissions),
        *_baseline_against_plan(plan, submissions),
    }
    order = list(Level)
    return tuple(sorted(problems, key=lambda p: (order.index(p.level), p.where, p.what)))


def _of_year(submissions: Submissions) -> list[Observation]:
    return [seen for seen in submissions.observations if seen.year == submissions.year]


def _missing_criteria(plan: Plan, submissions: Submissions) -> Iterator[Problem]:
    if submissions.year != plan.base_year:
        return
    reported = {(seen.criterion, seen.series) for seen in _of_year(submissions)}
    unread = {criterion for problem in submissions.problems for criterion in problem.blocks}
    for criterion in plan.criteria:
        for series in plan.indicators[criterion.indicator].series:
            if not criterion.applicable or criterion.id in unread:
                continue
            if (criterion.id, series) not in reported:
                name = f"{criterion.full_name}{f'（{series}）' if series else ''}"
                what = f"{criterion.id} {name} 没有填报，也没有写缺数原因"
                mend = f"请 {plan.departments[criterion.department].name} 补报"
                where = f"{submissions.year} 年填报"
                yield Problem(where, what, mend, blocks=(criterion.id,))


def _duplicates(submissions: Submissions) -> Iterator[Problem]:
    first: dict[tuple[str, str, str], Observation] = {}
    for seen in _of_year(submissions):
        key = (seen.criterion, seen.series, seen.measure)
        if key in first:
            what = f"{seen.criterion} 与 {first[key].source.cell} 重复填报"
            yield Problem(str(seen.source), what, "请删去一行", blocks=(seen.criterion,))
        first.setdefault(key, seen)


def _contradictions(plan: Plan, submissions: Submissions) -> Iterator[Problem]:
    groups: dict[tuple[str, str, str], list[Observation]] = {}
    for seen in _of_year(submissions):
        if seen.missing is None:
            groups.setdefault((seen.indicator, seen.series, seen.measure), []).append(seen)
    for (indicator, _, _), group in groups.items():
        if contradict(group, plan.methods.same_fact_tolerance):
            said = "，".join(sorted(f"{s.criterion}（{s.source}）写 {_said(s)}" for s in group))
            what = f"同一事实“{plan.indicators[indicator].name}”前后不一：{said}"
            blocks = tuple(sorted({seen.criterion for seen in group}))
            first = min(str(seen.source) for seen in group)
            yield Problem(first, what, "请核实后改成一致；不会自动采信其中一个", blocks=blocks)


def _beyond_limits(plan: Plan, submissions: Submissions) -> Iterator[Problem]:
    criteria = {criterion.id: criterion for criterion in plan.criteria}
    for seen in _of_year(submissions):
        if seen.measure != "level" or seen.number is None:
            continue
        criterion = criteria[seen.criterion]
        limits = _limits_text(criterion)
        low, high = criterion.limit_low, criterion.limit_high
        if (low is not None and seen.number < low) or (high is not None and seen.number > high):
            what = f"{criterion.id} {criterion.full_name} 为 {_said(seen)}，超出自然界限 {limits}"
            mend = "请核对数值与单位；不会自动截断"
            yield Problem(str(seen.source), what, mend, blocks=(criterion.id,))


def _baseline_against_plan(plan: Plan, submissions: Submissions) -> Iterator[Problem]:
    criteria = {criterion.id: criterion for criterion in plan.criteria}
    for seen in submissions.observations:
        base = criteria[seen.criterion].base_values.get(seen.series)
        if seen.year != plan.base_year or seen.measure != "level" or base is None:
            continue
        if seen.number is not None and seen.number != base:
            what = f"{seen.criterion} 填 {_said(seen)}，规划的基准值是 {exact_text(base)}"
            mend = "判定按填报值，序时进度的起点按规划；请核实"
            yield Problem(str(seen.source), what, mend, Level.WARNING)


def _said(seen: Observation) -> str:
    return seen.state or (exact_text(seen.number) if seen.number is not None else "缺")


def _limits_text(criterion: Criterion) -> str:
    low = "" if criterion.limit_low is None else exact_text(criterion.limit_low)
    high = "" if criterion.limit_high is None else exact_text(criterion.limit_high)
    return f"{low}–{high}" if low and high else f"不低于 {low}" if low else f"不高于 {high}"
