"""Measures: a state or a share that says something else than the quantities beside it."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ..intake.layout import ACTION_STATES, ACTIONS, place
from ..intake.records import Progress
from ..plan.models import Commitment
from ..problems import Level, Problem
from ..standards.rounding import exact_text, shown
from .context import CheckContext

__all__ = ["check_progress"]

DONE = max(ACTION_STATES.values())
POINTS_APART = 1
"""A share is often written as a whole number."""


def check_progress(context: CheckContext) -> Iterator[Problem]:
    """Find counted commitments that are called done too soon, or by another share than the count.

    Both are for the person to mend: a measure is listed, never judged.
    """
    promises = {one.id: one for action in context.plan.actions for one in action.commitments}
    for told in context.submissions.progress:
        promise = promises.get(told.id)
        if told.year != context.year or promise is None or told.done is None:
            continue
        share = _share(told.done, promise)
        if share is None:
            continue
        amounts = f"完成数量 {exact_text(told.done)}，承诺 {_wanted(promise)}"
        if told.state == DONE and share < 100:
            what = f"{told.id} 的进展状态是“已完成”，{amounts}"
            yield Problem(_cell(told, "进展状态"), what, "请核对状态与数量", Level.WARNING)
        if told.share is not None and abs(told.share - share) > POINTS_APART:
            said = f"{told.id} 的完成比例是 {exact_text(told.share)}%"
            what = f"{said}，{amounts}，是 {shown(share, 0)}%"
            mend = "请核对比例与数量；比例另有算法的，完成数量空着，在备注里写明"
            yield Problem(_cell(told, "完成比例"), what, mend, Level.WARNING)


def _share(done: Fraction, promise: Commitment) -> Fraction | None:
    """Return how much of what was promised is there, in percent and at most all of it."""
    if not promise.amount or promise.amount <= 0:
        return None
    return min(Fraction(100), 100 * done / Fraction(promise.amount))


def _wanted(promise: Commitment) -> str:
    return f"{exact_text(Fraction(promise.amount or 0))} {promise.unit}".strip()


def _cell(told: Progress, column: str) -> str:
    return place(told.source, column, ACTIONS)
