"""Judges how a value moved: 持续 (overall), 逐年 (each year), 保持稳定或持续改善."""

from __future__ import annotations

from fractions import Fraction
from itertools import pairwise

from ..plan.rules import Rule
from ..standards.rounding import exact_text
from .evidence import Case, Finding, Truth, found, short, unknown, usable, year_words

__all__ = ["judge_every_year", "judge_not_worse", "judge_overall"]

TOWARDS = {1: "提高", -1: "下降"}
"""What a rule wants, by its sign."""


def _at_limit(case: Case, number: Fraction, sign: int) -> bool:
    limit = case.criterion.limit_high if sign > 0 else case.criterion.limit_low
    return limit is not None and number == limit


def _recent(case: Case, number: Fraction, sign: int, strictly: bool) -> tuple[Truth, str]:
    """Judge the last step: no worse than last year, or the mean of recent years still improves."""
    epsilon = case.criterion.resolution or Fraction(0)
    before = case.number(case.year - 1)
    if before is None:
        return None, f"缺 {case.year - 1} 年数"
    against = f"比 {case.year - 1} 年的 {case.write(before, number)} 退步"
    if sign * (number - before) >= -epsilon:
        return True, f"不{against}"
    window = case.plan.methods.window_years
    numbers = [case.number(year) for year in range(case.year - window, case.year + 1)]
    known = [n for n in numbers if n is not None]
    if len(known) == window + 1:
        change = sign * (sum(known[1:], Fraction(0)) - sum(known[:-1], Fraction(0)))
        if change > 0 or (change == 0 and not strictly):
            return True, f"{against}，但 {window} 年均值没有变差"
    elif case.year - window >= case.criterion.base_year:
        gaps = [str(case.year - window + i) for i, n in enumerate(numbers) if n is None]
        return None, f"比上年退步，又缺 {'、'.join(gaps)} 年数，算不出 {window} 年均值"
    return False, against


def _resolution(case: Case) -> str:
    """Say within which resolution nothing is held to have changed; nothing when it is zero."""
    epsilon = case.criterion.resolution
    return f"（变化不超过分辨率 {exact_text(epsilon)}）" if epsilon else ""


def judge_overall(rule: Rule, case: Case, sign: int) -> Finding:
    """Judge 持续提高 (sign 1) or 持续下降 (-1): better than the base and no setback since."""
    value, base = case.level(case.year), case.base()
    code = usable(case, value)
    if code or value is None or value.number is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    number = value.number
    when = f"{year_words(case, value)}为 {case.write(number, base)}"
    if _at_limit(case, number, sign):
        return found(rule, True, f"{when}，已到自然界限，视为保持", value, number)
    if case.year <= case.criterion.base_year:
        return unknown(rule, case, "no_previous", f"{when}，基准年没有更早的可比数", value)
    if base is None:
        return unknown(
            rule, case, "no_base", f"{when}，但没有 {case.criterion.base_year} 年的数可比", value
        )
    gain = sign * (number - base)
    against = f" {case.criterion.base_year} 年的 {case.write(base, number)}"
    if gain <= (case.criterion.resolution or Fraction(0)):
        word = "退步" if gain < 0 else f"基本稳定{_resolution(case)}，没有{TOWARDS[sign]}"
        return found(rule, False, f"{when}，与{against} 相比{word}", value, number, base)
    truth, says = _recent(case, number, sign, strictly=True)
    if truth is None:
        return unknown(rule, case, "no_previous", f"{when}，优于{against}，但{says}", value)
    return found(rule, truth, f"{when}，优于{against}，{says}", value, number, base)


def judge_every_year(rule: Rule, case: Case, sign: int) -> Finding:
    """Judge 逐年提高 (sign 1) or 逐年下降 (-1): each year since the base better than the last."""
    value = case.level(case.year)
    code = usable(case, value)
    if code or value is None or value.number is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    start = case.criterion.base_year
    if case.year <= start:
        when = f"{year_words(case, value)}为 {case.write(value.number)}"
        return unknown(rule, case, "no_previous", f"{when}，基准年没有更早的可比数", value)
    numbers = [case.base(), *(case.number(year) for year in range(start + 1, case.year + 1))]
    epsilon = case.criterion.resolution or Fraction(0)
    better, doubtful, missing = 0, [], []
    for year, (before, after) in enumerate(pairwise(numbers), start + 1):
        if before is None or after is None:
            missing.append(year)
        elif sign * (after - before) > 0 or (after == before and _at_limit(case, after, sign)):
            better += 1
        elif sign * (after - before) >= -epsilon:
            doubtful.append(year)
        else:
            steps = case.year - start
            says = (
                f"{year} 年 {case.write(after, before)} 不优于 {year - 1} 年的 {case.write(before)}"
            )
            says = f"{says}；至此 {steps} 年里至少一年没有改善"
            return found(rule, False, says, value, after, before)
    if missing:
        about = f"{start}–{case.year} 年缺 {'、'.join(map(str, missing))} 年的比较"
        return unknown(rule, case, "no_previous", about, value)
    if doubtful:
        about = f"{'、'.join(map(str, doubtful))} 年的变化"
        return unknown(rule, case, "within_resolution", about, value)
    says = f"{start}–{case.year} 年 {better}/{better} 年都优于上年"
    return found(rule, True, says, value, value.number, case.base())


def judge_not_worse(rule: Rule, case: Case) -> Finding:
    """Judge 保持稳定或持续改善, in the direction that is better for the criterion."""
    sign = -1 if case.criterion.direction == "lower" else 1
    value = case.level(case.year)
    code = usable(case, value)
    at_base = case.year <= case.criterion.base_year
    if (code or value is None or value.number is None) and at_base:
        decline = case.decline()
        if decline is not None and decline.number is not None:
            better = -sign * decline.number
            word = "下降" if decline.number >= 0 else "上升"
            says = f"{case.year} 年同比{word} {short(abs(decline.number))}%"
            return found(rule, better >= 0, says, decline, decline.number, Fraction(0))
    if code or value is None or value.number is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    number, base = value.number, case.base()
    when = f"{year_words(case, value)}为 {case.write(number, base)}"
    if _at_limit(case, number, sign):
        return found(rule, True, f"{when}，已到自然界限，视为保持", value, number)
    if at_base:
        if case.plan.methods.base_year_holds:
            return found(rule, True, f"{when}，基准年以自身为准，视为保持", value, number)
        return unknown(rule, case, "no_previous", f"{when}，基准年没有更早的可比数", value)
    if base is None:
        return unknown(
            rule, case, "no_base", f"{when}，但没有 {case.criterion.base_year} 年的数可比", value
        )
    against = f" {case.criterion.base_year} 年的 {case.write(base, number)}"
    if sign * (number - base) < -(case.criterion.resolution or Fraction(0)):
        return found(rule, False, f"{when}，劣于{against}", value, number, base)
    truth, says = _recent(case, number, sign, strictly=False)
    if truth is None:
        return unknown(rule, case, "no_previous", f"{when}，不劣于{against}，但{says}", value)
    return found(rule, truth, f"{when}，不劣于{against}，{says}", value, number, base)
