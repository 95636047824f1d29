"""Ratios: the part is not more than the whole, and the reported ratio is the one of its parts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction

from ...plan import Plan, Ratio, ratios_of
from ...problems import Problem
from ...standards.rounding import shown
from ..model import Observation
from .context import CheckContext, name_of, said

__all__ = ["check_parts_of_whole", "check_recomputed", "half_last_digit"]

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
    for ratio in ratios_of(plan):
        for series in ratio.value.series:
            yield ratio, series


def _exceeds(top: Observation, bottom: Observation) -> bool:
    return top.number is not None and bottom.number is not None and top.number > bottom.number
