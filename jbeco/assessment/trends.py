"""Judges how a value moved: 持续 (overall), 逐年 (each year), 保持稳定或持续改善.

The definitions of 持续 and 保持 were chosen by simulation (``scripts/calibration/sustained.py``).
A change of no more than ε is no change, up or down. Only numbers of one basis are compared, or
numbers that were carried over to it (`jbeco.assessment.course`).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import pairwise

from ..indicators import Value
from ..interval import Interval
from ..plan.rules import Rule
from ..standards.rounding import exact_text, shown
from .course import INDEX, Course, course, with_course
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

WORKED_OUT = "按核定下降率推算的"
"""Said of an earlier number that stands on the declines since."""

__all__ = ["WORKED_OUT", "judge_every_year", "judge_not_worse", "judge_overall"]

TOWARDS = {1: "提高", -1: "下降"}
"""What a rule wants, by its sign."""

INDEX_EPSILON = Fraction(1, 200)
"""ε of an index: half a unit of the last of the two digits with which declines are verified."""


@dataclass(frozen=True)
class _Move:
    """A year's number with those that it is compared with, in the direction that is wanted.

    ``sign`` is 1 where higher is better. ``number`` is one of those that the value may be.
    """

    rule: Rule
    case: Case
    sign: int
    value: Value
    number: Fraction
    course: Course

    @property
    def epsilon(self) -> Fraction:
        """Up to which change nothing has changed."""
        own = self.case.criterion.resolution or Fraction(0)
        return INDEX_EPSILON if self.course.indexed else own

    @property
    def start(self) -> int:
        """Year that the comparison starts from."""
        return self.course.start

    @property
    def at_start(self) -> bool:
        """Whether it is the base year itself, or an earlier one."""
        return self.case.year <= self.case.criterion.base_year

    @property
    def at_limit(self) -> bool:
        """Whether the number cannot become better."""
        criterion = self.case.criterion
        return self.number == (criterion.limit_high if self.sign > 0 else criterion.limit_low)

    def gain(self, year: int, since: int) -> Fraction:
        """By how much a year is better than an earlier one; negative when it is worse."""
        return self.sign * (self.course.numbers[year] - self.course.numbers[since])

    def write(self, number: Fraction, against: Fraction | None = None) -> str:
        """Write a number with its unit, or as an index."""
        if self.course.indexed:
            return shown(number, 2, against)
        return self.case.write(number, against)

    def when(self, against: Fraction | None = None) -> str:
        """Say which year's number it is."""
        if self.course.indexed:
            return f"以 {self.case.year} 年为 100"
        return f"{year_words(self.case, self.value)}为 {self.write(self.number, against)}"

    def no_earlier(self) -> Finding:
        """Say that nothing is earlier: of the base year, or of the first year of a successor."""
        if self.case.criterion.base_year > self.case.plan.base_year:
            return self.unknown("first_year", self.when())
        return self.unknown("no_previous", f"{self.when()}，基准年没有更早的可比数")

    def against(self) -> str:
        """Say what it is compared with."""
        base = self.course.numbers[self.start]
        is_worked_out = self.course.chained and not self.course.indexed
        how = WORKED_OUT if is_worked_out else ""
        return f"{how} {self.start} 年的 {self.write(base, self.number)}"

    def unknown(self, code: str, about: str) -> Finding:
        """Say why the move cannot be judged."""
        return unknown(self.rule, self.case, code, about, self.value)

    def found(self, truth: bool, says: str, against: Fraction | None = None) -> Finding:
        """Say that the move is what was wanted, or not, with what was carried over for it."""
        finding = found(self.rule, truth, says, self.value, self.number, against)
        return finding if against is None else with_course(self.course, finding)


Judge = Callable[[_Move], Finding]


def judge_overall(rule: Rule, case: Case, sign: int) -> Finding:
    """Judge 持续提高 (sign 1) or 持续下降 (-1).

    True when the value is better than in the base year by more than ε, has kept most of the best
    gain so far, and did not fall back year after year. The shares are the method profile's.
    """
    return _judge(rule, case, sign, _overall)


def judge_not_worse(rule: Rule, case: Case) -> Finding:
    """Judge 保持稳定或持续改善, in the direction that is better for the criterion.

    True when the value is not worse than in the base year by more than ε and did not fall back
    year after year. A word is not worse when it is no lower rung than the base year's.
    """
    if case.criterion.direction == "state":
        return _no_lower_rung(rule, case)
    sign = -1 if case.criterion.direction == "lower" else 1
    told = _base_year_decline(rule, case, sign)
    return told or _judge(rule, case, sign, _not_worse)


def judge_every_year(rule: Rule, case: Case, sign: int) -> Finding:
    """Judge 逐年提高 (sign 1) or 逐年下降 (-1): each year since the base better than the last."""
    return _judge(rule, case, sign, _every_year)


def _no_lower_rung(rule: Rule, case: Case) -> Finding:
    ladder = case.plan.indicators[case.criterion.indicator].states
    value, base = case.state(), replace(case, year=case.criterion.base_year).state()
    code = usable(case, value)
    if code or value is None or value.state is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年情况", value)
    start = case.criterion.base_year
    if case.year <= start:
        held = f"{case.year} 年为“{value.state}”，基准年以自身为准，视为保持"
        return found(rule, True, held, value)
    if base is None or base.state is None:
        return unknown(rule, case, "no_base", f"没有 {start} 年的情况可比", value)
    truth = ladder.index(value.state) >= ladder.index(base.state)
    word = "不低于" if truth else "低于"
    says = f"{case.year} 年为“{value.state}”，{word} {start} 年的“{base.state}”"
    return found(rule, truth, says, value)


def _judge(rule: Rule, case: Case, sign: int, judge: Judge) -> Finding:
    """Judge at every number that the year's value may be; it is decided when all ends agree."""
    value = case.level(case.year)
    code = usable(case, value)
    if code in ("not_reported", "not_yet", "word_only") and _told_by_declines(case):
        return judge(_indexed(rule, case, sign))
    interval = None if code or value is None else case.interval(value)
    if value is None or interval is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    if interval.low is None or interval.high is None:
        return _across(rule, case, value, interval)
    ends = dict.fromkeys((interval.low, interval.high))
    moves = [_Move(rule, case, sign, value, end, course(case, end)) for end in ends]
    findings = [judge(move) for move in moves]
    if len(findings) == 1:
        return findings[0]
    if findings[0].truth is None or findings[0].truth is not findings[1].truth:
        return _across(rule, case, value, interval)
    says = f"{findings[0].says}（当年数在 {case.write_interval(interval)} 之间，两端结论相同）"
    return replace(findings[0], says=says, grade=worst_grade([findings[0].grade, "C"]))


def _across(rule: Rule, case: Case, value: Value, interval: Interval) -> Finding:
    about = f"{year_words(case, value)}为 {case.write_interval(interval)}，两端的结论不同"
    return unknown(rule, case, "bounds_across", about, value)


def _told_by_declines(case: Case) -> bool:
    """Whether the year's change is known though its level is not."""
    told = case.decline(case.year)
    return told is not None and told.number is not None and not told.provisional


def _indexed(rule: Rule, case: Case, sign: int) -> _Move:
    told = case.decline(case.year)
    assert told is not None
    return _Move(rule, case, sign, told, INDEX, course(case, None))


def _overall(move: _Move) -> Finding:
    if move.at_limit:
        return move.found(True, f"{move.when()}，已达上（下）限，视为保持")
    if move.at_start:
        return move.no_earlier()
    base = move.course.base
    if base is None:
        return _no_start(move)
    gain = move.sign * (move.number - base)
    if gain <= move.epsilon:
        return move.found(False, _no_gain(move, base, gain), base)
    setback = _given_back(move) or _fell_on(move)
    better = f"{move.when(base)}，优于{move.against()}"
    if setback:
        return move.found(False, f"{better}，但{setback}", base)
    before = move.case.year - 1
    if before not in move.course.numbers:
        return move.unknown("no_previous", f"{better}，但缺 {before} 年数")
    return _over_gaps(move, move.found(True, f"{better}，{_kept(move)}", base))


def _not_worse(move: _Move) -> Finding:
    if move.at_limit:
        return move.found(True, f"{move.when()}，已达上（下）限，视为保持")
    if move.at_start:
        if move.case.plan.methods.base_year_holds:
            return move.found(True, f"{move.when()}，基准年以自身为准，视为保持")
        return move.no_earlier()
    base = move.course.base
    if base is None:
        return _no_start(move)
    if move.sign * (move.number - base) < -move.epsilon:
        return move.found(False, f"{move.when(base)}，劣于{move.against()}", base)
    setback, kept = _fell_on(move), f"{move.when(base)}，不劣于{move.against()}"
    if setback:
        return move.found(False, f"{kept}，但{setback}", base)
    return _over_gaps(move, move.found(True, kept, base))


def _every_year(move: _Move) -> Finding:
    if move.at_start:
        return move.no_earlier()
    numbers, last = move.course.numbers, move.case.year
    doubtful, missing = [], []
    for before, year in pairwise(range(move.start, last + 1)):
        if before not in numbers or year not in numbers:
            missing.append(str(year))
        elif move.gain(year, before) < -move.epsilon:
            return move.found(False, _one_year_back(move, before, year), numbers[before])
        elif move.gain(year, before) <= move.epsilon and not _stays_at_limit(move, before, year):
            doubtful.append(str(year))
    base = move.course.base
    if base is not None and not move.at_limit:
        # What has not risen in all has not risen each year, however its steps were rounded.
        gain = move.sign * (move.number - base)
        if gain <= move.epsilon:
            return move.found(False, _no_gain(move, base, gain), base)
    if move.course.lacking:
        return _no_start(move)
    if missing:
        about = f"{move.start}–{last} 年缺 {'、'.join(missing)} 年的比较"
        return move.unknown("no_previous", about)
    if doubtful:
        return move.unknown("within_resolution", f"{'、'.join(doubtful)} 年的变化")
    steps = last - move.start
    return move.found(
        True, f"{move.start}–{last} 年 {steps}/{steps} 年都优于上年", numbers[move.start]
    )


def _no_start(move: _Move) -> Finding:
    """Say why there is nothing to start from; that it fell year after year needs no start."""
    setback = _fell_on(move)
    if setback:
        return with_course(move.course, move.found(False, f"{move.when()}，{setback}"))
    return move.unknown(move.course.lacking, f"{move.when()}，但{move.course.about}")


def _one_year_back(move: _Move, before: int, year: int) -> str:
    then, now = move.course.numbers[before], move.course.numbers[year]
    return (
        f"{year} 年 {move.write(now, then)} 不优于 {before} 年的 {move.write(then)}"
        f"；至此 {move.case.year - move.start} 年里至少一年没有改善"
    )


def _stays_at_limit(move: _Move, before: int, year: int) -> bool:
    now = move.course.numbers[year]
    return now == move.course.numbers[before] and replace(move, number=now).at_limit


def _no_gain(move: _Move, base: Fraction, gain: Fraction) -> str:
    """Say that there is no gain over the base: a change within ε is none, whichever way it goes."""
    if gain < -move.epsilon:
        return f"{move.when(base)}，与{move.against()} 相比退步"
    within = f"（变化不超过最小有效变化 {exact_text(move.epsilon)}）" if move.epsilon else ""
    than = f"{move.start} 年的 {move.write(base)}"
    return f"{move.when()}，与 {than} 持平{within}，没有{TOWARDS[move.sign]}"


def _best(move: _Move) -> int:
    """Return the year of the best number so far, the latest of several."""
    numbers = move.course.numbers
    return max(numbers, key=lambda year: (move.sign * numbers[year], year))


def _kept_share(move: _Move) -> Fraction:
    """Return the part of the best gain so far that is still there, in percent."""
    return 100 * move.gain(move.case.year, move.start) / move.gain(_best(move), move.start)


def _kept(move: _Move) -> str:
    best, numbers = _best(move), move.course.numbers
    if numbers[best] == move.number:
        return "为历年最好"
    than = move.write(numbers[best], move.number)
    return f"守住历年最好（{best} 年 {than}）进步的 {short(_kept_share(move))}%"


def _given_back(move: _Move) -> str:
    """Say that too much of the best gain so far was lost again; nothing when it was kept."""
    best, need = _best(move), 100 * move.case.plan.methods.kept_share
    share = _kept_share(move)
    if share >= need or move.gain(best, move.case.year) <= move.epsilon:
        return ""
    return (
        f" {best} 年曾为 {move.write(move.course.numbers[best], move.number)}，"
        f"历年最好的进步只守住 {short(share, need)}%，不足 {exact_text(need)}%"
    )


def _fell_on(move: _Move) -> str:
    """Say that the value fell back year after year, by more than ε in all; else nothing."""
    first = last = move.case.year
    while first - 1 in move.course.numbers and move.gain(first, first - 1) < 0:
        first -= 1
    falls = last - first
    if falls < move.case.plan.methods.falls_in_a_row or move.gain(first, last) <= move.epsilon:
        return ""
    before = move.write(move.course.numbers[first], move.number)
    return f"自 {first} 年的 {before} 起连续 {falls} 年一年不如一年"


def _over_gaps(move: _Move, finding: Finding) -> Finding:
    """Say which years had no number; what is judged without them is of grade C at best."""
    years = range(move.start, move.case.year + 1)
    gaps = [str(year) for year in years if year not in move.course.numbers]
    if not gaps:
        return finding
    says = f"{finding.says}（缺 {'、'.join(gaps)} 年数，按有数的年份判）"
    return replace(finding, says=says, grade=worst_grade([finding.grade, "C"]))


def _base_year_decline(rule: Rule, case: Case, sign: int) -> Finding | None:
    """Judge the base year by its reported decline where the level is missing."""
    value, decline = case.level(case.year), case.decline(case.year)
    if case.year > case.criterion.base_year or decline is None or decline.number is None:
        return None
    if not usable(case, value) and value is not None and value.number is not None:
        return None
    word = "下降" if decline.number >= 0 else "上升"
    says = f"{case.year} 年同比{word} {exact_text(abs(decline.number))}%"
    return found(rule, -sign * decline.number >= 0, says, decline, decline.number, Fraction(0))
