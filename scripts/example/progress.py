"""Progress of the example's measures: each starts in 2020 and grows at its own pace."""

from __future__ import annotations

import random
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from jbeco.plan.models import Action, Commitment

from .shapes import BASE, LAST, SEED, number
from .story import answers

__all__ = ["Step", "step_of"]

LATEST_END = LAST
PACES = (2023, 2024, 2025, 2026, 2028, 2030)
"""Years in which a measure without a date may be finished."""

LATE = frozenset({"M62-3"})
"""Commitments that miss their date by a year."""

STUCK = {"M38-1": Fraction(6, 7), "M51": Fraction(9, 10), "M56-3": Fraction(9, 10)}
"""Measures and commitments that the last year leaves unfinished, by how far they ever come."""


MEASURED = {"M61-1": "green_procurement_share"}
"""Commitments that promise an indicator's value, and its code."""


@dataclass(frozen=True)
class Step:
    """Where a measure stands at the end of a year; ``share`` is in percent."""

    state: str
    share: Decimal
    done: Decimal | None


def step_of(action: Action, commitment: Commitment | None, year: int) -> Step:
    """Return how far one commitment, or an action without commitments, has come."""
    name = commitment.id if commitment else action.id
    amount = commitment.amount if commitment else None
    if commitment is not None and commitment.recurring:
        done = _measured(name, year) or (None if amount is None else number(amount))
        return Step("已完成", number(100), done)
    gone = _gone(name, commitment.due_year if commitment else None, year)
    if amount is None:
        return Step(_state(gone), number(100 * gone), None)
    finished = (amount * gone) // 1
    share = finished / Fraction(amount)
    return Step(_state(share), number(100 * share), number(finished))


def _measured(name: str, year: int) -> Decimal | None:
    """Return what an indicator says of a commitment that promises its value."""
    code = MEASURED.get(name)
    told = answers(year).get(code) if code else None
    return told if isinstance(told, Decimal) else None


def _gone(name: str, due_year: int | None, year: int) -> Fraction:
    end = due_year or random.Random(f"{SEED}-{name}").choice(PACES)
    if name in LATE:
        end = min(end + 1, LATEST_END)
    return min(Fraction(year - BASE, end - BASE), STUCK.get(name, Fraction(1)))


def _state(gone: Fraction) -> str:
    if gone == 1:
        return "已完成"
    if gone >= Fraction(4, 5):
        return "基本完成"
    return "实施中" if gone >= Fraction(1, 4) else "前期工作"
