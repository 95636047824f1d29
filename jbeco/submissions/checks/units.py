"""Slips of the unit: a figure that is last year's, a round factor higher or lower."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from ...plan import ObservationCode
from ...plan.methods import Checks
from ...problems import Level, Problem
from ...standards.rounding import exact_text
from ..model import Observation
from .context import CheckContext, name_of, said

__all__ = ["check_slips", "small_count", "suspected_slip"]

SLIPS = {
    10: "小数点错位",
    15: "亩与公顷混用",
    100: "百分数与小数混用",
    10_000: "吨与万吨、元与万元这类单位混用",
}
COUNTED = frozenset("个 件 项 次 起 块 条 座 种 份 户 人 人次 天".split())
SMALL_COUNT = 10
"""Fewer things than this really do become ten times as many, or as few, within a year."""
CORRECTED = "已更正"
"""Flag of a figure that the consultant has confirmed or corrected with a reason."""


def check_slips(context: CheckContext) -> Iterator[Problem]:
    """Find figures whose ratio to the latest earlier one looks like a slip of the unit.

    An error where a binding criterion depends on it, unless it was confirmed by a correction.
    """
    for seen in context.rows:
        code = context.code(seen)
        before = next(context.history(code, seen.series), None)
        if before is None:
            continue
        slip = suspected_slip(code, seen, before, context.plan.methods.checks)
        if slip is None:
            continue
        stops = context.binding(code.code) and CORRECTED not in seen.flags
        factor, higher = slip
        what = (
            f"{name_of(code, seen.series)}为 {said(seen)}，{before.year} 年是 {said(before)}，"
            f"{'大' if higher else '小'}到约 {exact_text(factor)} 倍：疑为{_kind(factor)}"
        )
        mend = f"请核对单位是否为“{code.unit}”；确实无误的，请在 corrections.csv 写明理由"
        level = Level.ERROR if stops else Level.WARNING
        yield Problem(str(seen.source), what, mend, level, context.blocks(code.code))


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
    ratio = max(now / then, then / now)
    near = [f for f in checks.slip_factors if abs(ratio / f - 1) <= checks.slip_tolerance]
    return (min(near, key=lambda f: abs(ratio / f - 1)), now > then) if near else None


def small_count(code: ObservationCode, number: Fraction) -> bool:
    """Whether a number counts so few things that its ratio to last year says nothing."""
    return code.unit in COUNTED and number < SMALL_COUNT


def _kind(factor: Fraction) -> str:
    named = SLIPS.get(int(factor)) if factor.denominator == 1 else None
    return f"差{exact_text(factor)}倍，{named}" if named else f"差{exact_text(factor)}倍"
