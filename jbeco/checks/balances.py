"""Balances of the plan: sums that must close, parts that must not exceed their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..indicators import Balance, Term, interval_of
from ..intake.records import Observation
from ..interval import Interval, compare, intersection, interval_text
from ..plan import Plan, Ratio
from ..problems import Level, Problem
from ..standards.rounding import exact_text, shown
from .context import CheckContext, amount, is_resolved, name_of, said, widened
from .limits import days_at_most, is_missing_zero

__all__ = [
    "again_text",
    "agree",
    "check_balances",
    "check_parts_of_whole",
    "check_recomputed",
    "half_last_digit",
]

RELATIONS = {"=": "等于", "<=": "不大于"}


def check_balances(context: CheckContext) -> Iterator[Problem]:
    """Find balances that cannot hold; one with a missing figure cannot be judged."""
    for balance in context.plan.balances:
        for series in _series(context, balance):
            left = _side(context, balance, balance.left, series)
            right = _side(context, balance, balance.right, series)
            if left is not None and right is not None:
                yield from _judge(context, balance, left, right)


Side = list[tuple[Term, Interval, Observation | None]]


def _series(context: CheckContext, balance: Balance) -> tuple[str, ...]:
    codes = [term.code for term in (*balance.left, *balance.right) if term.code is not None]
    kinds = {context.plan.observations[code].series for code in codes}
    return kinds.pop() if len(kinds) == 1 else ()


def _side(
    context: CheckContext, balance: Balance, terms: Sequence[Term], series: str
) -> Side | None:
    side: Side = []
    for term in terms:
        seen = None if term.code is None else context.figure(term.code, series)
        if seen is not None and is_missing_zero(context.code(seen), seen):
            return None  # said at its own cell
        number = days_at_most(term.number, balance.unit, context.year)
        interval = None if number is None else Interval.point(number)
        if seen is not None:
            interval = interval_of(seen)
        if interval is None:
            return None
        side.append((term, interval, seen))
    return side


def _judge(context: CheckContext, balance: Balance, left: Side, right: Side) -> Iterator[Problem]:
    totals = _total(left), _total(right)
    apart = _above(*totals)
    if balance.relation == "=":
        apart = max(apart, _above(*totals[::-1]))
    if apart <= balance.tolerance:
        return
    what = (
        f"“{balance.name}”不成立：{_text(context, left)}，应{RELATIONS[balance.relation]}"
        f"{_text(context, right)}；相差 {amount(apart, balance.unit)}"
    )
    mend = "请核对各数的范围与单位" + (f"（{balance.note}）" if balance.note else "")
    codes = [term.code for term, _, _ in (*left, *right) if term.code is not None]
    yield Problem(_where(balance, left, right), what, mend, blocks=context.blocks(*codes))


def _total(side: Side) -> Interval:
    """Return all numbers that a side may come to."""
    ends = [
        (interval.low, interval.high) if term.sign > 0 else (interval.high, interval.low)
        for term, interval, _ in side
    ]
    signs = [term.sign for term, _, _ in side]
    low, high = (_sum(signs, numbers) for numbers in zip(*ends, strict=True))
    return Interval(low, high)


def _sum(signs: Sequence[int], numbers: Sequence[Fraction | None]) -> Fraction | None:
    known = [s * number for s, number in zip(signs, numbers, strict=True) if number is not None]
    return sum(known, Fraction(0)) if len(known) == len(numbers) else None


def _above(first: Interval, second: Interval) -> Fraction:
    """Return by how much all of the first lies above the second; zero where it need not."""
    if first.low is None or second.high is None:
        return Fraction(0)
    return max(first.low - second.high, Fraction(0))


def _text(context: CheckContext, side: Side) -> str:
    text = ""
    for term, interval, seen in side:
        sign = " − " if term.sign < 0 else " + " if text else ""
        name = "" if term.code is None else context.plan.observations[term.code].name
        cell = "" if seen is None else f"（{seen.source}）"
        text += f"{sign}{name} {interval_text(interval, exact_text)}{cell}"
    if len(side) == 1:
        return text
    return f"{text} = {interval_text(_total(side), exact_text)}"


def _where(balance: Balance, left: Side, right: Side) -> str:
    """Return the cell of the total when the right side is one; else of the first figure."""
    totals = [seen for _, _, seen in right] if balance.relation == "=" and len(right) == 1 else []
    figures = [*totals, *(seen for _, _, seen in (*left, *right))]
    return str(next(seen for seen in figures if seen is not None).source)


MOST_DECIMALS = 9
"""Digits beyond this come from a spreadsheet's arithmetic, not from anybody's printing."""


def check_parts_of_whole(context: CheckContext) -> Iterator[Problem]:
    """Find numerators of shares that exceed their denominator."""
    for ratio, series in _ratios_and_series(context.plan):
        top = context.figure(ratio.numerator.code, series)
        bottom = context.figure(ratio.denominator.code, series)
        if top is None or bottom is None or not ratio.is_share or not _exceeds(top, bottom):
            continue
        what = (
            f"分子“{name_of(ratio.numerator, series)}”{said(top)}"
            f"大于分母“{name_of(ratio.denominator, series)}”{said(bottom)}（{bottom.source}）"
        )
        mend = "请核对两个数的范围与单位；超过 100% 的比例不会被截断"
        yield Problem(str(top.source), what, mend, blocks=context.blocks(*ratio.codes))


def check_recomputed(context: CheckContext) -> Iterator[Problem]:
    """Find ratios that differ from their parts by more than half their last printed digit.

    These are two ways to one number: none of them is believed until a resolution names one, the
    ratio or both its parts.
    """
    for ratio, series in _ratios_and_series(context.plan):
        value, top, bottom = (context.figure(code, series) for code in ratio.codes)
        if value is None or top is None or bottom is None:
            continue
        if ratio.is_share and _exceeds(top, bottom):
            continue  # said already
        if is_resolved(value) or (is_resolved(top) and is_resolved(bottom)):
            continue
        fault = _difference(ratio, value, top, bottom)
        if fault is not None:
            what = f"{name_of(ratio.value, series)}填 {said(value)}，{fault}"
            yield Problem(
                str(value.source),
                what,
                MEND,
                Level.WARNING,
                context.blocks(ratio.value.code),
                about="",
                contradicts=True,
            )


MEND = (
    "请核对比例、分子与分母是否同一口径，改成一致；不改的请在“更正与裁决”的“裁决”表写明采信哪一格"
)


def half_last_digit(seen: Observation) -> Fraction:
    """Return half a unit of the last digit that a figure was written with, in its own unit.

    Nothing for a figure that was written with bounds: they say how exact it is.
    """
    if seen.low is not None or seen.high is not None:
        return Fraction(0)
    written = re.fullmatch(r"-?[0-9]+(?:\.([0-9]+))?%?", seen.entered)
    decimals = 0
    if written is not None and Fraction(seen.entered.rstrip("%")) == seen.number:
        decimals = len(written[1] or "")
    elif seen.number is not None:
        while decimals < MOST_DECIMALS and (seen.number * 10**decimals).denominator != 1:
            decimals += 1
    return Fraction(1, 2 * 10 ** min(decimals, MOST_DECIMALS))


def agree(own: Observation, again: Interval) -> bool:
    """Whether a figure may be what came out elsewhere, as exactly as it was written."""
    interval = interval_of(own)
    if interval is None:
        return True
    return intersection([widened(interval, half_last_digit(own)), again]) is not None


def again_text(own: Observation, again: Interval) -> str:
    """Write what came out elsewhere with the digits of a figure, or more where they need it."""
    half = half_last_digit(own)
    if not half:
        return interval_text(again, lambda number: shown(number, 2))
    digits = len(str(1 / (2 * half))) - 1
    return interval_text(again, lambda number: shown(number, digits, own.number))


def _difference(
    ratio: Ratio, value: Observation, top: Observation, bottom: Observation
) -> str | None:
    above, below = interval_of(top), interval_of(bottom)
    if above is None or below is None:
        return None
    if below == Interval.point(Fraction(0)):
        return f"分母“{ratio.denominator.name}”却是 0（{bottom.source}）"
    again = _quotient(above, below, ratio.factor)
    if agree(value, again):
        return None
    return (
        f"由分子 {said(top)}（{top.source}）、分母 {said(bottom)}（{bottom.source}）"
        f"复算得 {again_text(value, again)}，相差超过末位的一半"
    )


def _quotient(above: Interval, below: Interval, factor: Fraction) -> Interval:
    """Divide numbers of which only bounds are known; the denominator is not negative."""
    ends = [
        top / bottom * factor
        for top in (above.low, above.high)
        for bottom in (below.low, below.high)
        if top is not None and bottom
    ]
    least = above.low is not None and below.high is not None
    most = above.high is not None and bool(below.low)
    return Interval(min(ends) if least else None, max(ends) if most else None)


def _ratios_and_series(plan: Plan) -> Iterator[tuple[Ratio, str]]:
    for ratio in plan.ratios:
        for series in ratio.value.series:
            yield ratio, series


def _exceeds(top: Observation, bottom: Observation) -> bool:
    """Whether a part is larger than its whole, whatever they are within their bounds."""
    above, below = interval_of(top), interval_of(bottom)
    return above is not None and below is not None and compare(">", above, below) is True
