"""Judges how a value moved: 持续 (overall), 逐年 (each year), 保持稳定或持续改善.

The definitions of 持续 and 保持 were chosen by simulation (``scripts/calibration/sustained.py``).
A change of no more than ε is no change, up or down.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise

from ..indicators import Value
from ..plan.rules import Rule
from ..standards.rounding import exact_text
from .evidence import (
    Case,
    Finding,
    found,
    short,
    unknown,
    usable,
    worst_grade,
    year_words,
)

__all__ = ["judge_every_year", "judge_not_worse", "judge_overall"]

Course = Mapping[int, Fraction]
"""The known numbers by year, from the base year to the year judged."""

TOWARDS = {1: "提高", -1: "下降"}
"""What a rule wants, by its sign."""


def judge_overall(rule: Rule, case: Case, sign: int) -> Finding:
    """Judge 持续提高 (sign 1) or 持续下降 (-1).

    True when the value is better than in the base year by more than ε, has kept most of the best
    gain so far, and did not fall back year after year. The shares are the method profile's.
    """
    value = case.level(case.year)
    code = usable(case, value)
    if code or value is None or value.number is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    number, base = value.number, case.base()
    when = f"{year_words(case, value)}为 {case.write(number, base)}"
    if _at_limit(case, number, sign):
        return found(rule, True, f"{when}，已到自然界限，视为保持", value, number)
    if case.year <= case.criterion.base_year:
        return unknown(rule, case, "no_previous", f"{when}，基准年没有更早的可比数", value)
    if base is None:
        about = f"{when}，但没有 {case.criterion.base_year} 年的数可比"
        return unknown(rule, case, "no_base", about, value)
    gain = sign * (number - base)
    if gain <= _epsilon(case):
        says = _no_gain(case, value, base, gain, sign)
        return found(rule, False, says, value, number, base)
    course = _course(case, base)
    against = f" {case.criterion.base_year} 年的 {case.write(base, number)}"
    setback = _given_back(case, course, sign) or _fell_on(case, course, sign)
    if setback:
        return found(rule, False, f"{when}，优于{against}，但{setback}", value, number, base)
    if case.year - 1 not in course:
        about = f"{when}，优于{against}，但缺 {case.year - 1} 年数"
        return unknown(rule, case, "no_previous", about, value)
    says = f"{when}，优于{against}，{_kept(case, course, sign)}"
    return _over_gaps(case, course, found(rule, True, says, value, number, base))


def judge_not_worse(rule: Rule, case: Case) -> Finding:
    """Judge 保持稳定或持续改善, in the direction that is better for the criterion.

    True when the value is not worse than in the base year by more than ε and did not fall back
    year after year.
    """
    sign = -1 if case.criterion.direction == "lower" else 1
    value = case.level(case.year)
    code = usable(case, value)
    if code or value is None or value.number is None:
        told = _base_year_decline(rule, case, sign)
        return told or unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    number, base = value.number, case.base()
    when = f"{year_words(case, value)}为 {case.write(number, base)}"
    if _at_limit(case, number, sign):
        return found(rule, True, f"{when}，已到自然界限，视为保持", value, number)
    if case.year <= case.criterion.base_year:
        if case.plan.methods.base_year_holds:
            return found(rule, True, f"{when}，基准年以自身为准，视为保持", value, number)
        return unknown(rule, case, "no_previous", f"{when}，基准年没有更早的可比数", value)
    if base is None:
        about = f"{when}，但没有 {case.criterion.base_year} 年的数可比"
        return unknown(rule, case, "no_base", about, value)
    against = f" {case.criterion.base_year} 年的 {case.write(base, number)}"
    if sign * (number - base) < -_epsilon(case):
        return found(rule, False, f"{when}，劣于{against}", value, number, base)
    course = _course(case, base)
    setback = _fell_on(case, course, sign)
    if setback:
        return found(rule, False, f"{when}，不劣于{against}，但{setback}", value, number, base)
    return _over_gaps(
        case, course, found(rule, True, f"{when}，不劣于{against}", value, number, base)
    )


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
    epsilon = _epsilon(case)
    doubtful, missing = [], []
    for year, (before, after) in enumerate(pairwise(numbers), start + 1):
        if before is None or after is None:
            missing.append(year)
        elif sign * (after - before) < -epsilon:
            says = (
                f"{year} 年 {case.write(after, before)} 不优于 {year - 1} 年的 {case.write(before)}"
                f"；至此 {case.year - start} 年里至少一年没有改善"
            )
            return found(rule, False, says, value, after, before)
        elif sign * (after - before) <= epsilon and not (
            after == before and _at_limit(case, after, sign)
        ):
            doubtful.append(year)
    if missing:
        about = f"{start}–{case.year} 年缺 {'、'.join(map(str, missing))} 年的比较"
        return unknown(rule, case, "no_previous", about, value)
    if doubtful:
        about = f"{'、'.join(map(str, doubtful))} 年的变化"
        return unknown(rule, case, "within_resolution", about, value)
    says = f"{start}–{case.year} 年 {case.year - start}/{case.year - start} 年都优于上年"
    return found(rule, True, says, value, value.number, case.base())


def _epsilon(case: Case) -> Fraction:
    return case.criterion.resolution or Fraction(0)


def _at_limit(case: Case, number: Fraction, sign: int) -> bool:
    limit = case.criterion.limit_high if sign > 0 else case.criterion.limit_low
    return limit is not None and number == limit


def _course(case: Case, base: Fraction) -> Course:
    start = case.criterion.base_year
    later = {year: case.number(year) for year in range(start + 1, case.year + 1)}
    return {start: base, **{year: number for year, number in later.items() if number is not None}}


def _no_gain(case: Case, value: Value, base: Fraction, gain: Fraction, sign: int) -> str:
    """Say that there is no gain over the base: a change within ε is none, whichever way it goes."""
    number = value.number
    assert number is not None
    year = case.criterion.base_year
    if gain < -_epsilon(case):
        when = f"{year_words(case, value)}为 {case.write(number, base)}"
        return f"{when}，与 {year} 年的 {case.write(base, number)} 相比退步"
    when = f"{year_words(case, value)}为 {case.write(number)}"
    within = f"（变化不超过分辨率 {exact_text(_epsilon(case))}）" if _epsilon(case) else ""
    return f"{when}，与 {year} 年的 {case.write(base)} 持平{within}，没有{TOWARDS[sign]}"


def _best(course: Course, sign: int) -> int:
    """Return the year of the best number so far, the latest of several."""
    return max(course, key=lambda year: (sign * course[year], year))


def _kept_share(case: Case, course: Course, sign: int) -> Fraction:
    """Return the part of the best gain so far that is still there, in percent."""
    base = course[case.criterion.base_year]
    return 100 * (course[case.year] - base) / (course[_best(course, sign)] - base)


def _kept(case: Case, course: Course, sign: int) -> str:
    best = _best(course, sign)
    if course[best] == course[case.year]:
        return "为历年最好"
    share = short(_kept_share(case, course, sign))
    return f"守住历年最好（{best} 年 {case.write(course[best], course[case.year])}）进步的 {share}%"


def _given_back(case: Case, course: Course, sign: int) -> str:
    """Say that too much of the best gain so far was lost again; nothing when it was kept."""
    best, need = _best(course, sign), 100 * case.plan.methods.kept_share
    share = _kept_share(case, course, sign)
    lost = sign * (course[best] - course[case.year])
    if share >= need or lost <= _epsilon(case):
        return ""
    return (
        f" {best} 年曾为 {case.write(course[best], course[case.year])}，"
        f"历年最好的进步只守住 {short(share, need)}%，不足 {exact_text(need)}%"
    )


def _fell_on(case: Case, course: Course, sign: int) -> str:
    """Say that the value fell back year after year, by more than ε in all; else nothing."""
    first = case.year
    while first - 1 in course and sign * (course[first] - course[first - 1]) < 0:
        first -= 1
    falls = case.year - first
    lost = sign * (course[first] - course[case.year])
    if falls < case.plan.methods.falls_in_a_row or lost <= _epsilon(case):
        return ""
    before = case.write(course[first], course[case.year])
    return f"自 {first} 年的 {before} 起连续 {falls} 年一年不如一年"


def _over_gaps(case: Case, course: Course, finding: Finding) -> Finding:
    """Say which years had no number; what is judged without them is of grade C at best."""
    gaps = [y for y in range(case.criterion.base_year, case.year + 1) if y not in course]
    if not gaps:
        return finding
    says = f"{finding.says}（缺 {'、'.join(map(str, gaps))} 年数，按有数的年份判）"
    return replace(finding, says=says, grade=worst_grade([finding.grade, "C"]))


def _base_year_decline(rule: Rule, case: Case, sign: int) -> Finding | None:
    """Judge the base year by its reported decline where the level is missing."""
    decline = case.decline()
    if case.year > case.criterion.base_year or decline is None or decline.number is None:
        return None
    word = "下降" if decline.number >= 0 else "上升"
    says = f"{case.year} 年同比{word} {short(abs(decline.number))}%"
    return found(rule, -sign * decline.number >= 0, says, decline, decline.number, Fraction(0))
