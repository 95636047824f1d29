"""Balances of the plan: sums that must close, parts that must not exceed their whole."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from fractions import Fraction

from ..indicators import Balance, Term
from ..intake.records import Observation
from ..plan import Plan, Ratio
from ..problems import Problem
from ..standards.rounding import exact_text, shown
from .context import CheckContext, amount, name_of, said
from .limits import days_at_most

__all__ = ["check_balances", "check_parts_of_whole", "check_recomputed", "half_last_digit"]

RELATIONS = {"=": "等于", "<=": "不大于"}


def check_balances(context: CheckContext) -> Iterator[Problem]:
    """Find balances that do not hold; one with a missing figure cannot be judged."""
    for balance in context.plan.balances:
        for series in _series(context, balance):
            left = _side(context, balance, balance.left, series)
            right = _side(context, balance, balance.right, series)
            if left is not None and right is not None:
                yield from _judge(context, balance, left, right)


Side = list[tuple[Term, Fraction, Observation | None]]


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
        number = days_at_most(term.number, balance.unit, context.year)
        if seen is not None:
            number = seen.number
        if number is None:
            return None
        side.append((term, number, seen))
    return side


def _judge(context: CheckContext, balance: Balance, left: Side, right: Side) -> Iterator[Problem]:
    excess = _sum(left) - _sum(right)
    if balance.relation == "=" and abs(excess) <= balance.tolerance:
        return
    if balance.relation == "<=" and excess <= balance.tolerance:
        return
    what = (
        f"“{balance.name}”不成立：{_text(context, left)}，应{RELATIONS[balance.relation]}"
        f"{_text(context, right)}；相差 {amount(abs(excess), balance.unit)}"
    )
    mend = "请核对各数的范围与单位" + (f"（{balance.note}）" if balance.note else "")
    codes = [term.code for term, _, _ in (*left, *right) if term.code is not None]
    yield Problem(_where(balance, left, right), what, mend, blocks=context.blocks(*codes))


def _sum(side: Side) -> Fraction:
    return sum((term.sign * number for term, number, _ in side), Fraction(0))


def _text(context: CheckContext, side: Side) -> str:
    text = ""
    for term, number, seen in side:
        sign = " − " if term.sign < 0 else " + " if text else ""
        name = "" if term.code is None else context.plan.observations[term.code].name
        cell = "" if seen is None else f"（{seen.source}）"
        text += f"{sign}{name} {exact_text(number)}{cell}"
    return text if len(side) == 1 else f"{text} = {exact_text(_sum(side))}"


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
    """Find ratios that differ from their parts by more than half their last printed digit."""
    for ratio, series in _ratios_and_series(context.plan):
        value, top, bottom = (context.figure(code, series) for code in ratio.codes)
        if value is None or top is None or bottom is None:
            continue
        if ratio.is_share and _exceeds(top, bottom):
            continue  # said already
        fault = _difference(ratio, value, top, bottom)
        if fault is not None:
            what = f"{name_of(ratio.value, series)}填 {said(value)}，{fault}"
            mend = "请核对比例、分子与分母是否同一口径，改成一致"
            yield Problem(str(value.source), what, mend, blocks=context.blocks(*ratio.codes))


def half_last_digit(seen: Observation) -> Fraction:
    """Return half a unit of the last digit that a figure was written with, in its own unit."""
    written = re.fullmatch(r"-?[0-9]+(?:\.([0-9]+))?%?", seen.entered)
    decimals = 0
    if written is not None and Fraction(seen.entered.rstrip("%")) == seen.number:
        decimals = len(written[1] or "")
    elif seen.number is not None:
        while decimals < MOST_DECIMALS and (seen.number * 10**decimals).denominator != 1:
            decimals += 1
    return Fraction(1, 2 * 10 ** min(decimals, MOST_DECIMALS))


def _difference(
    ratio: Ratio, value: Observation, top: Observation, bottom: Observation
) -> str | None:
    if value.number is None or top.number is None or bottom.number is None:
        return None
    if bottom.number == 0:
        return f"分母“{ratio.denominator.name}”却是 0（{bottom.source}）"
    again = top.number / bottom.number * ratio.factor
    half = half_last_digit(value)
    if abs(again - value.number) <= half:
        return None
    digits = len(str(1 / (2 * half))) - 1
    text = shown(again, digits, value.number)
    return (
        f"由分子 {said(top)}（{top.source}）、分母 {said(bottom)}（{bottom.source}）"
        f"复算得 {text}，相差超过末位的一半"
    )


def _ratios_and_series(plan: Plan) -> Iterator[tuple[Ratio, str]]:
    for ratio in plan.ratios:
        for series in ratio.value.series:
            yield ratio, series


def _exceeds(top: Observation, bottom: Observation) -> bool:
    return top.number is not None and bottom.number is not None and top.number > bottom.number
