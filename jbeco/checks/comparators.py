"""Comparators, the province's figures, go through the same checks as what departments report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..indicators import interval_of
from ..intake.duties import criteria_that_ask
from ..intake.records import Comparator
from ..interval import intersection
from ..plan.rules import Change, Province
from ..problems import Level, Problem
from ..standards.rounding import shown
from .context import CheckContext, said
from .limits import MEND, beyond, limits_text, slip_factor, slip_text

__all__ = [
    "check_comparator_changes",
    "check_comparator_limits",
    "check_comparator_places",
    "check_comparators",
]

Fact = tuple[str, str]
"""Indicator and region."""


def check_comparators(context: CheckContext) -> Iterator[Problem]:
    """Find a region's figures of one indicator and year that differ."""
    for (indicator, region), years in _by_year(context).items():
        for year, group in years.items():
            known = [interval for seen in group if (interval := interval_of(seen)) is not None]
            if intersection(known) is None:
                told = "，".join(f"{s.source} 写 {said(s)}" for s in group)
                name = context.plan.compared[indicator].name
                what = f"{region} {year} 年的“{name}”有两个对照值：{told}"
                mend = "请核实后只留一个；不会自动采信其中一个"
                yield _problem(context, group[0], what, mend, Level.ERROR)


def check_comparator_limits(context: CheckContext) -> Iterator[Problem]:
    """Find comparators outside the natural limits of their indicator."""
    for seen in _sorted(context.submissions.comparators):
        indicator = context.plan.compared[seen.indicator]
        low, high = indicator.limit_low, indicator.limit_high
        if beyond(seen, low, high):
            what = f"{_name(context, seen)}为 {said(seen)}，超出可能的范围 {limits_text(low, high)}"
            yield _problem(context, seen, what, MEND, Level.ERROR)


def check_comparator_changes(context: CheckContext) -> Iterator[Problem]:
    """Find comparators that differ from the year before by a slip's factor, or by much.

    A slip is an error where a verdict may rest on the figure.
    """
    for years in _by_year(context).values():
        for year in sorted(years.keys() & {year + 1 for year in years}):
            if len(years[year]) == len(years[year - 1]) == 1:
                yield from _changed(context, years[year][0], years[year - 1][0])


def _changed(context: CheckContext, seen: Comparator, before: Comparator) -> Iterator[Problem]:
    checks, low = context.plan.methods.checks, context.plan.compared[seen.indicator].limit_low
    now, then = seen.number, before.number
    if now is None or then is None or low is None or now <= 0 or then <= 0:
        return
    slip = slip_factor(now, then, checks)
    if slip is not None:
        what = f"{_name(context, seen)}为 {slip_text(seen, before, slip)}"
        level = Level.ERROR if seen.region == context.plan.province else Level.WARNING
        yield _problem(context, seen, what, f"请核对单位是否为“{seen.unit}”", level)
    elif abs(now - then) > checks.jump_share * then:
        share = shown(abs(now - then) / then * 100, 0, checks.jump_share * 100)
        what = (
            f"{_name(context, seen)}为 {said(seen)}，{before.year} 年是 {said(before)}，"
            f"{'增加' if now > then else '减少'} {share}%"
        )
        yield _problem(context, seen, what, "请核对出处与口径", Level.WARNING)


def check_comparator_places(context: CheckContext) -> Iterator[Problem]:
    """Find comparators of a place that is neither the plan's province nor a city over it."""
    plan = context.plan
    for seen in _sorted(context.submissions.comparators):
        if seen.region != plan.province and not plan.district.startswith(seen.region or "（空）"):
            what = f"对照值写的是“{seen.region}”，不是{plan.province}或{plan.district}所在的市"
            mend = f"请核对地区；判定只用{plan.province}的数"
            yield _problem(context, seen, what, mend, Level.WARNING)


def _by_year(context: CheckContext) -> dict[Fact, dict[int, list[Comparator]]]:
    groups: dict[Fact, dict[int, list[Comparator]]] = {}
    for seen in _sorted(context.submissions.comparators):
        years = groups.setdefault((seen.indicator, seen.region), {})
        years.setdefault(seen.year, []).append(seen)
    return groups


def _sorted(comparators: Iterable[Comparator]) -> list[Comparator]:
    return sorted(comparators, key=lambda seen: seen.source)


def _name(context: CheckContext, seen: Comparator) -> str:
    name = context.plan.compared[seen.indicator].name
    return f"{seen.region} {seen.year} 年的“{name}”"


def _problem(
    context: CheckContext, seen: Comparator, what: str, mend: str, level: Level
) -> Problem:
    """Return a problem of one comparator, with the criteria that are held against it."""
    plan = context.plan
    asking = criteria_that_ask(plan, Province, Change)
    own = {i.id for i in plan.indicators.values() if seen.indicator in (i.id, i.decline)}
    blocks = tuple(c for c in asking if plan.criterion(c).indicator in own)
    return Problem(str(seen.source), what, mend, level, blocks, year=seen.year, about="comparator")
