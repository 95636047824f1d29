"""Judges a rule on the facts of one year, in three-valued logic over unrounded numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from itertools import pairwise
from operator import eq, ge, gt, le, lt
from typing import Literal

from ..indicators import Value
from ..plan.rules import (
    OPERATOR_WORDS,
    And,
    Bound,
    Change,
    Kept,
    NotWorse,
    Operator,
    Or,
    Province,
    Rule,
    Status,
    TaskMet,
    Trend,
)
from ..standards.rounding import exact_text, shown
from ..submissions import Comparator
from ..submissions.layout import EXAMPLE_MARK
from .evidence import Case, Finding, worst_grade
from .logic import Truth, all_of, any_of

__all__ = ["evaluate", "usable"]

COMPARE = {">=": ge, "<=": le, ">": gt, "<": lt, "=": eq}
NEGATED = {">=": "<", "<=": ">", ">": "<=", "<": ">=", "=": "!="}


def evaluate(rule: Rule, case: Case) -> Finding:
    """Judge a rule.

    Parameters
    ----------
    rule : Rule
        Parsed by `jbeco.plan.parse_rule`.
    case : Case
        Criterion, series, year and all facts up to it.

    Returns
    -------
    Finding
        True, false or unknown; every leaf keeps its numbers, cells and, when unknown, its reason.
        A missing input is never taken as false: it stays unknown unless the other parts decide.
    """
    match rule:
        case And(parts):
            return _combine(rule, all_of, [evaluate(part, case) for part in parts])
        case Or(parts):
            return _combine(rule, any_of, [evaluate(part, case) for part in parts])
        case Bound(operator, number):
            return _bound(rule, case, operator, Fraction(number))
        case Province(operator):
            return _province(rule, case, operator)
        case Change(direction):
            return _change(rule, case, direction)
        case Trend(direction, every_year):
            sign = 1 if direction == "rising" else -1
            return _every_year(rule, case, sign) if every_year else _overall(rule, case, sign)
        case NotWorse():
            return _not_worse(rule, case)
        case Kept():
            return _kept(rule, case)
        case TaskMet():
            return _task_met(rule, case)
        case Status(word):
            return _status(rule, case, word)


def usable(case: Case, value: Value | None) -> str | None:
    """Return the reason code why a value cannot be used, or None when it can."""
    if value is None:
        return "not_reported"
    if value.missing is not None:
        return value.missing
    lags = value.data_year != case.year and not case.may_lag(case.year)
    return "lagged" if lags else None


def _combine(
    rule: And | Or, logic: Callable[[Iterable[Truth]], Truth], parts: list[Finding]
) -> Finding:
    truth = logic(part.truth for part in parts)
    deciding = [part for part in parts if part.truth is truth]
    if truth is isinstance(
        rule, Or
    ):  # one part settles it: a true one of an or, a false one of an and
        deciding = deciding[:1]
    return Finding(
        node=rule,
        truth=truth,
        says="；".join(dict.fromkeys(part.says for part in deciding)),
        reason=deciding[0].reason if truth is None else None,
        grade=worst_grade([part.grade for part in deciding]),
        sources=tuple(dict.fromkeys(s for part in deciding for s in part.sources)),
        parts=tuple(parts),
    )


def _unknown(rule: Rule, case: Case, code: str, about: str, value: Value | None = None) -> Finding:
    word = case.plan.methods.words.reason[code]
    note = "" if value is None else value.note.removeprefix(EXAMPLE_MARK).lstrip("：")
    note = f"（{note}）" if note else ""
    sources = value.sources if value is not None else ()
    says = f"{about}：{word}{note}"
    return Finding(rule, None, says, code, grade="D", sources=sources)


def _found(
    rule: Rule,
    truth: bool,
    says: str,
    value: Value,
    number: Fraction | None = None,
    bound: Fraction | None = None,
    comparators: tuple[Comparator, ...] = (),
) -> Finding:
    derived = any(comparator.derived for comparator in comparators)
    return Finding(
        node=rule,
        truth=truth,
        says=says,
        value=value.state if number is None else exact_text(number),
        bound=None if bound is None else exact_text(bound),
        grade=worst_grade([value.grade, "C" if derived else None]),
        sources=(*value.sources, *(comparator.source for comparator in comparators)),
    )


def _year_words(case: Case, value: Value) -> str:
    lag = f"（用的是 {value.data_year} 年数据）" if value.data_year != case.year else ""
    series = f"{case.series} " if case.series else ""
    return f"{series}{case.year} 年{lag}"


def _bound(rule: Rule, case: Case, operator: Operator, bound: Fraction) -> Finding:
    value = case.level(case.year)
    code = usable(case, value)
    if code or value is None or value.number is None:
        return _unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    truth = COMPARE[operator](value.number, bound)
    number, limit = case.write(value.number, bound), case.write_exact(bound)
    says = f"{_year_words(case, value)}为 {number}，{_compared(operator, truth)} {limit}"
    return _found(rule, truth, says, value, value.number, bound)


def _compared(operator: Operator, truth: bool) -> str:
    return OPERATOR_WORDS[operator if truth else NEGATED[operator]]


def _comparable(case: Case, year: int) -> tuple[Comparator | None, str | None]:
    found = case.comparators(year)
    if len(found) != 1:
        return None, "conflict" if found else "no_comparator"
    comparator = found[0]
    if comparator.derived and not case.plan.methods.accept_derived_comparators:
        return comparator, "derived_comparator"
    return comparator, None


def _province(rule: Rule, case: Case, operator: Operator) -> Finding:
    value = case.level(case.year)
    code = usable(case, value)
    if code or value is None or value.number is None:
        return _unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    comparator, code = _comparable(case, case.year)
    if code or comparator is None:
        about = f"{case.year} 年{case.plan.province}对照值"
        return _unknown(rule, case, code or "no_comparator", about)
    truth = COMPARE[operator](value.number, comparator.number)
    number = case.write(value.number, comparator.number)
    theirs = case.write(comparator.number) + ("（推算）" if comparator.derived else "")
    words = _compared(operator, truth)
    says = f"{_year_words(case, value)}为 {number}，{words}全省的 {theirs}"
    return _found(rule, truth, says, value, value.number, comparator.number, (comparator,))


def _change(rule: Rule, case: Case, direction: Literal["rise", "fall"]) -> Finding:
    sign = 1 if direction == "rise" else -1
    value, before = case.level(case.year), case.number(case.year - 1)
    code = usable(case, value)
    if code or value is None or value.number is None:
        return _unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    if before is None:
        return _unknown(rule, case, "no_previous", f"{case.year - 1} 年数值", value)
    (now, now_code), (then, then_code) = (_comparable(case, y) for y in (case.year, case.year - 1))
    code = now_code or then_code
    if code or now is None or then is None:
        about = f"{case.year - 1}、{case.year} 年{case.plan.province}对照值"
        return _unknown(rule, case, code or "no_comparator", about, value)
    in_points = case.criterion.unit in ("%", "分")
    if not in_points and 0 in (before, then.number):
        return _unknown(rule, case, "no_previous", "上年数为 0，算不出幅度", value)
    ours = sign * _step(before, value.number, in_points)
    theirs = sign * _step(then.number, now.number, in_points)
    unit = "个百分点" if case.criterion.unit == "%" else "分" if in_points else "%"
    word = "提高" if direction == "rise" else "下降"
    truth = ours > theirs
    says = (
        f"{_year_words(case, value)}比上年{word} {_short(ours, theirs)} {unit}，"
        f"全省{word} {_short(theirs)} {unit}"
    )
    return _found(rule, truth, says, value, ours, theirs, (now, then))


def _step(before: Fraction, after: Fraction, in_points: bool) -> Fraction:
    return after - before if in_points else (after - before) / before * 100


def _short(number: Fraction, against: Fraction | None = None) -> str:
    return shown(number, 2, against)


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


def _overall(rule: Rule, case: Case, sign: int) -> Finding:
    value, base = case.level(case.year), case.base()
    code = usable(case, value)
    if code or value is None or value.number is None:
        return _unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    number = value.number
    when = f"{_year_words(case, value)}为 {case.write(number, base)}"
    if _at_limit(case, number, sign):
        return _found(rule, True, f"{when}，已到自然界限，视为保持", value, number)
    if case.year <= case.criterion.base_year:
        return _unknown(rule, case, "no_previous", f"{when}，基准年没有更早的可比数", value)
    if base is None:
        return _unknown(rule, case, "no_base", f"{when}，{case.criterion.base_year} 年数值", value)
    gain = sign * (number - base)
    against = f"{case.criterion.base_year} 年的 {case.write(base, number)}"
    if gain <= (case.criterion.resolution or Fraction(0)):
        word = "退步" if gain < 0 else "基本稳定，没有提高"
        return _found(rule, False, f"{when}，与{against}相比{word}", value, number, base)
    truth, says = _recent(case, number, sign, strictly=True)
    if truth is None:
        return _unknown(rule, case, "no_previous", f"{when}，优于{against}，但{says}", value)
    return _found(rule, truth, f"{when}，优于{against}，{says}", value, number, base)


def _every_year(rule: Rule, case: Case, sign: int) -> Finding:
    value = case.level(case.year)
    code = usable(case, value)
    if code or value is None or value.number is None:
        return _unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    start = case.criterion.base_year
    if case.year <= start:
        when = f"{_year_words(case, value)}为 {case.write(value.number)}"
        return _unknown(rule, case, "no_previous", f"{when}，基准年没有更早的可比数", value)
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
            return _found(rule, False, says, value, after, before)
    if missing:
        about = f"{start}–{case.year} 年缺 {'、'.join(map(str, missing))} 年的比较"
        return _unknown(rule, case, "no_previous", about, value)
    if doubtful:
        about = f"{'、'.join(map(str, doubtful))} 年的变化"
        return _unknown(rule, case, "within_resolution", about, value)
    says = f"{start}–{case.year} 年 {better}/{better} 年都优于上年"
    return _found(rule, True, says, value, value.number, case.base())


def _not_worse(rule: Rule, case: Case) -> Finding:
    sign = -1 if case.criterion.direction == "lower" else 1
    value = case.level(case.year)
    code = usable(case, value)
    at_base = case.year <= case.criterion.base_year
    if (code or value is None or value.number is None) and at_base:
        decline = case.decline()
        if decline is not None and decline.number is not None:
            better = -sign * decline.number
            word = "下降" if decline.number >= 0 else "上升"
            says = f"{case.year} 年同比{word} {_short(abs(decline.number))}%"
            return _found(rule, better >= 0, says, decline, decline.number, Fraction(0))
    if code or value is None or value.number is None:
        return _unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    number, base = value.number, case.base()
    when = f"{_year_words(case, value)}为 {case.write(number, base)}"
    if _at_limit(case, number, sign):
        return _found(rule, True, f"{when}，已到自然界限，视为保持", value, number)
    if at_base:
        if case.plan.methods.base_year_holds:
            return _found(rule, True, f"{when}，基准年以自身为准，视为保持", value, number)
        return _unknown(rule, case, "no_previous", f"{when}，基准年没有更早的可比数", value)
    if base is None:
        return _unknown(rule, case, "no_base", f"{when}，{case.criterion.base_year} 年数值", value)
    against = f"{case.criterion.base_year} 年的 {case.write(base, number)}"
    if sign * (number - base) < -(case.criterion.resolution or Fraction(0)):
        return _found(rule, False, f"{when}，劣于{against}", value, number, base)
    truth, says = _recent(case, number, sign, strictly=False)
    if truth is None:
        return _unknown(rule, case, "no_previous", f"{when}，不劣于{against}，但{says}", value)
    return _found(rule, truth, f"{when}，不劣于{against}，{says}", value, number, base)


def _ladder(case: Case) -> tuple[str, ...]:
    return case.plan.indicators[case.criterion.indicator].states


def _kept(rule: Rule, case: Case) -> Finding:
    value = case.state()
    code = usable(case, value)
    if code or value is None or value.state is None:
        return _unknown(rule, case, code or "not_reported", f"{case.year} 年情况", value)
    truth = value.state == _ladder(case)[-1]
    return _found(rule, truth, f"{case.year} 年为“{value.state}”", value)


def _status(rule: Rule, case: Case, word: str) -> Finding:
    value = case.state()
    code = usable(case, value)
    if code or value is None or value.state is None:
        return _unknown(rule, case, code or "not_reported", f"{case.year} 年状态", value)
    ladder = _ladder(case)
    truth = ladder.index(value.state) >= ladder.index(word)
    answer = "" if truth else "没有"
    says = f"{case.year} 年为“{value.state}”，{answer}达到“{word}”"
    return _found(rule, truth, says, value)


def _task_met(rule: Rule, case: Case) -> Finding:
    tasks = case.tasks()
    sources = tuple(task.source for task in tasks)
    stated = {"met": True, "not_met": False}
    truth = all_of(stated.get(task.result) for task in tasks) if tasks else None
    if truth is None:
        none = bool(tasks) and all(task.result == "none" for task in tasks)
        code = "no_task" if none else "no_task_record"
        unknown = _unknown(rule, case, code, f"{case.year} 年上级任务")
        return replace(unknown, sources=sources)
    words = {"met": "完成", "not_met": "未完成", "none": "未下达", "unstated": "没有结果"}
    says = "；".join(f"{task.name}（{task.required_text}）{words[task.result]}" for task in tasks)
    results = "、".join(words[task.result] for task in tasks)
    return Finding(
        node=rule,
        truth=truth,
        says=f"{case.year} 年{says}",
        value=results,
        grade="B",
        sources=sources,
    )
