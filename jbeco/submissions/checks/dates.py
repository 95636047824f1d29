"""Dates: a figure of a year is issued in that year or the next; no document is from later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...problems import Level, Problem
from ..layout import EVIDENCE
from .context import CheckContext, name_of, place

__all__ = ["check_dates"]


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
