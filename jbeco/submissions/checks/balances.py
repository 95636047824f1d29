"""Balances of the plan: sums that must close, parts that must not exceed their whole."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from ...plan.model import Balance, Term
from ...problems import Problem
from ...standards.rounding import exact_text
from ..model import Observation
from .context import CheckContext, amount
from .limits import days_at_most

__all__ = ["check_balances"]

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
