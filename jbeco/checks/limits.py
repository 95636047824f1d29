"""Numbers outside what can be: below or above the natural limits, more days than the year has."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from datetime import date
from fractions import Fraction

from ..intake.layout import EVIDENCE, place
from ..intake.records import Comparator, Observation
from ..plan import ObservationCode
from ..plan.methods import Checks
from ..problems import Level, Problem
from ..standards.rounding import exact_text
from .context import CheckContext, is_confirmed, name_of, said

__all__ = [
    "beyond",
    "check_dates",
    "check_limits",
    "check_public_limits",
    "check_slips",
    "check_states",
    "check_zeros",
    "days_at_most",
    "is_missing_zero",
    "limits_text",
    "slip_factor",
    "slip_text",
    "small_count",
    "suspected_slip",
]

LEAP_DAYS = 366
"""A limit of just so many days in the plan means all days of the year."""
MEND = "请核对数值与单位；不会自动截断"
NO_FIGURE = "没有数的请留空，选“无”并写明原因"
CONFIRM = "确实无误的，请在“更正与裁决”的“裁决”表指明这一格并写明理由"


def check_limits(context: CheckContext) -> Iterator[Problem]:
    """Find the figures that lie outside the limits of their code, until somebody confirmed them."""
    for seen in context.rows:
        code = context.code(seen)
        high = days_at_most(code.limit_high, code.unit, context.year)
        if beyond(seen, code.limit_low, high):
            limits = limits_text(code.limit_low, high)
            what = f"{name_of(code, seen.series)}为 {said(seen)}，超出可能的范围 {limits}"
            blocks = context.blocks(code.code)
            yield Problem(
                str(seen.source), what, f"{MEND}；{CONFIRM}", _level(seen), blocks, limits
            )


def check_zeros(context: CheckContext) -> Iterator[Problem]:
    """Find a 0 where no district has one: most often it was typed for a missing figure."""
    for seen in context.rows:
        code = context.code(seen)
        if is_missing_zero(code, seen):
            what = f"{name_of(code, seen.series)}填 0，但这个数不会是 0"
            blocks = context.blocks(code.code)
            yield Problem(str(seen.source), what, f"{NO_FIGURE}；{CONFIRM}", _level(seen), blocks)
    for seen in context.public_rows:
        indicator = context.plan.indicators[seen.indicator]
        if indicator.positive and seen.measure == "level" and seen.number == 0:
            what = f"{seen.criterion} {indicator.name}填 0，但这个数不会是 0"
            yield Problem(str(seen.source), what, NO_FIGURE, blocks=(seen.criterion,))


def is_missing_zero(code: ObservationCode, seen: Observation) -> bool:
    """Whether a 0 stands where no district has one."""
    return code.positive and seen.number == 0


def _level(seen: Observation) -> Level:
    """Return how loudly an unlikely figure is named: confirmed with a reason it is noted only."""
    return Level.NOTE if is_confirmed(seen) else Level.ERROR


def check_public_limits(context: CheckContext) -> Iterator[Problem]:
    """Find the levels of the consultant's own table that lie outside the criterion's limits."""
    criteria = {criterion.id: criterion for criterion in context.plan.criteria}
    for seen in context.public_rows:
        criterion = criteria[seen.criterion]
        low, high = criterion.limit_low, criterion.limit_high
        if seen.measure == "level" and beyond(seen, low, high):
            limits = limits_text(low, high)
            name = f"{criterion.id} {criterion.full_name}"
            what = f"{name} 为 {_bare(seen)}，超出可能的范围 {limits}"
            blocks = (criterion.id,)
            yield Problem(str(seen.source), what, MEND, blocks=blocks, expected=limits)


def days_at_most(limit: Fraction | None, unit: str, year: int) -> Fraction | None:
    """Return the limit; where it stands for all days of a year, the days of this year."""
    if limit == LEAP_DAYS and unit == "天":
        return Fraction(LEAP_DAYS if calendar.isleap(year) else LEAP_DAYS - 1)
    return limit


def beyond(seen: Observation | Comparator, low: Fraction | None, high: Fraction | None) -> bool:
    """Whether a figure lies outside natural limits; without a number, whether a bound of it does.

    The bounds of 约100% reach beyond 100, the figure does not.
    """
    ends = (seen.low, seen.high) if seen.number is None else (seen.number,)
    known = [end for end in ends if end is not None]
    return any(
        (low is not None and end < low) or (high is not None and end > high) for end in known
    )


def _bare(seen: Observation) -> str:
    return "缺" if seen.number is None else exact_text(seen.number)


def limits_text(low: Fraction | None, high: Fraction | None) -> str:
    """Write natural limits."""
    least = "" if low is None else exact_text(low)
    most = "" if high is None else exact_text(high)
    return f"{least}–{most}" if least and most else f"不低于 {least}" if least else f"不高于 {most}"


def check_states(context: CheckContext) -> Iterator[Problem]:
    """Find words that are no rung of the code's ladder, and numbers and words interchanged."""
    for seen in context.rows:
        code = context.code(seen)
        name, blocks = name_of(code, seen.series), context.blocks(code.code)
        if code.kind == "state" and seen.missing is None and seen.state not in code.states:
            mend, expected = "请从下拉表里选", "、".join(code.states)
            what = f"{name}填“{said(seen)}”，不是规定的用词"
            yield Problem(str(seen.source), what, mend, blocks=blocks, expected=expected)
        elif code.kind == "number" and seen.state is not None:
            what = f"{name}应填数，却填“{seen.state}”"
            mend = f"请填一个以“{code.unit}”为单位的数" if code.unit else "请填一个数"
            yield Problem(str(seen.source), what, mend, blocks=blocks)


def check_dates(context: CheckContext) -> Iterator[Problem]:
    """Find dates of issue outside the year and the next, and evidence dated after that."""
    first, last = date(context.year, 1, 1), date(context.year + 1, 12, 31)
    for seen in context.rows:
        if seen.dated is not None and not first <= seen.dated <= last:
            code = context.code(seen)
            what = f"{name_of(code, seen.series)}的出表日期是 {seen.dated}，不在本年与次年之内"
            mend = f"请核对日期，或核对这个数是不是 {context.year} 年的"
            where = place(seen.source, "出表日期")
            blocks = context.blocks(code.code)
            yield Problem(where, what, mend, Level.WARNING, blocks, f"{first} 至 {last}")
    for proof in context.submissions.evidence:
        if proof.year == context.year and proof.dated is not None and proof.dated > last:
            what = f"{proof.criterion} 的佐证日期是 {proof.dated}，晚于 {last}"
            where = place(proof.source, "日期", EVIDENCE)
            yield Problem(where, what, "请核对日期", Level.WARNING, (proof.criterion,))


TEN_THOUSAND = 10_000
AREAS = ("公顷", "亩")
COUNTED = frozenset("个 件 项 次 起 块 条 座 种 份 户 人 人次 天".split())
SMALL_COUNT = 10
"""Fewer things than this really do become ten times as many, or as few, within a year."""


def check_slips(context: CheckContext) -> Iterator[Problem]:
    """Find figures whose ratio to the latest earlier one looks like a slip of the unit.

    An error for every criterion that depends on it, until somebody confirmed the figure.
    """
    for seen in context.rows:
        code = context.code(seen)
        before = next(context.history(code, seen.series), None)
        if before is None:
            continue
        slip = suspected_slip(code, seen, before, context.plan.methods.checks)
        if slip is None:
            continue
        what = f"{name_of(code, seen.series)}为 {slip_text(seen, before, slip)}"
        mend = f"请核对单位是否为“{code.unit}”；{CONFIRM}"
        blocks = context.blocks(code.code)
        level = _level(seen) if blocks or is_confirmed(seen) else Level.WARNING
        yield Problem(str(seen.source), what, mend, level, blocks)


def suspected_slip(
    code: ObservationCode, seen: Observation, before: Observation, checks: Checks
) -> tuple[Fraction, bool] | None:
    """Return the factor that two years differ by, and whether the later is the higher.

    Returns
    -------
    tuple or None
        None when the ratio is near none of the factors, and where a ratio says nothing: a number
        that may be negative is a difference or a decline, and a few things are soon ten.
    """
    now, then = seen.number, before.number
    if now is None or then is None or code.limit_low is None or now <= 0 or then <= 0:
        return None
    if small_count(code, min(now, then)):
        return None
    return slip_factor(now, then, checks)


def slip_factor(now: Fraction, then: Fraction, checks: Checks) -> tuple[Fraction, bool] | None:
    """Return the factor that two positive numbers differ by, and whether the first is the higher.

    None when their ratio is near none of the factors.
    """
    ratio = max(now / then, then / now)
    near = [f for f in checks.slip_factors if abs(ratio / f - 1) <= checks.slip_tolerance]
    return (min(near, key=lambda f: abs(ratio / f - 1)), now > then) if near else None


def slip_text(
    seen: Observation | Comparator, before: Observation | Comparator, slip: tuple[Fraction, bool]
) -> str:
    """Say by which factor two years' figures differ, and what slip makes that."""
    factor, higher = slip
    return (
        f"{said(seen)}，{before.year} 年是 {said(before)}，"
        f"{'大' if higher else '小'}到约 {exact_text(factor)} 倍：疑为{_kind(factor, seen.unit)}"
    )


def small_count(code: ObservationCode, number: Fraction) -> bool:
    """Whether a number counts so few things that its ratio to last year says nothing."""
    return code.unit in COUNTED and number < SMALL_COUNT


def _kind(factor: Fraction, unit: str) -> str:
    """Name the slip that makes a factor, where the unit has such a neighbour."""
    named = ""
    if factor == 10:
        named = "小数点错位"
    elif factor == 15 and any(area in unit for area in AREAS):
        named = "亩与公顷混用"
    elif factor == 100 and unit == "%":
        named = "百分数与小数混用"
    elif factor == TEN_THOUSAND and unit == "亿元":
        named = "万元与亿元混用"
    elif factor == TEN_THOUSAND and unit and "/" not in unit and unit != "%":
        plain = unit.removeprefix("万")
        named = f"{plain}与万{plain}混用"
    return f"差{exact_text(factor)}倍{f'，{named}' if named else ''}"
