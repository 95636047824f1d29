"""Judges a rule on the facts of one year, in three-valued logic over unrounded numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from fractions import Fraction
from operator import eq, ge, gt, le, lt
from typing import Literal

from ..indicators import Value, basis_codes, breaks, interval_of
from ..intake import Comparator, Task
from ..interval import Interval, compare
from ..plan.rules import (
    OPERATOR_WORDS,
    And,
    Bound,
    BoundEveryYear,
    Change,
    ForSeries,
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
from ..standards.rounding import exact_text
from .course import course, with_course
from .evidence import (
    Case,
    Finding,
    Truth,
    all_of,
    any_of,
    found,
    joined_clauses,
    short,
    unknown,
    usable,
    worst_grade,
    year_words,
)
from .trends import judge_every_year, judge_not_worse, judge_overall

__all__ = ["COMPARE", "evaluate"]

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
        case ForSeries(part, _):
            return evaluate(part, case)
        case And(parts):
            return _combine(rule, all_of, [evaluate(part, case) for part in parts])
        case Or(parts):
            return _combine(rule, any_of, [evaluate(part, case) for part in parts])
        case _:
            return _on_open_days(rule, case, _leaf(rule, case))


def _on_open_days(rule: Rule, case: Case, finding: Finding) -> Finding:
    """Say that a finding turns on days without valid data; it is then of grade C at best.

    The share is of the valid days, as the standard has it; EPA's substitution test asks whether the
    missing days could have made another finding, whatever the rule compares with.
    """
    value = case.level(case.year)
    if finding.truth is None or value is None or value.open_low is None or value.open_high is None:
        return finding
    ends = (value.open_low, value.open_high)
    if all(_leaf(rule, replace(case, supposed=end)).truth is finding.truth for end in ends):
        return finding
    low, high = (f"{short(end)}%" for end in ends)
    turns = (
        f"（按有效天数算，全年有 {value.open_days} 天没有有效数据，全按不优良计 {low}，"
        f"全按优良计 {high}，结论取决于这 {value.open_days} 天）"
    )
    return replace(finding, says=finding.says + turns, grade=worst_grade([finding.grade, "C"]))


def _leaf(rule: Rule, case: Case) -> Finding:
    match rule:
        case Bound(operator, number):
            return _bound(rule, case, operator, Fraction(number))
        case BoundEveryYear(operator, number):
            return _bound_every_year(rule, case, operator, Fraction(number))
        case Province(operator):
            return _province(rule, case, operator)
        case Change(direction):
            return _change(rule, case, direction)
        case Trend(direction, every_year):
            sign = 1 if direction == "rising" else -1
            judge = judge_every_year if every_year else judge_overall
            return judge(rule, case, sign)
        case NotWorse():
            return judge_not_worse(rule, case)
        case Kept():
            return _kept(rule, case)
        case TaskMet():
            return _task_met(rule, case)
        case Status(word):
            return _status(rule, case, word)
    raise TypeError(rule)


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
        says=joined_clauses(deciding),
        reason=deciding[0].reason if truth is None else None,
        grade=worst_grade([part.grade for part in deciding]),
        sources=tuple(dict.fromkeys(s for part in deciding for s in part.sources)),
        parts=tuple(parts),
    )


def _bound(rule: Rule, case: Case, operator: Operator, bound: Fraction) -> Finding:
    value = case.level(case.year)
    code = usable(case, value)
    if code or value is None or (interval := case.interval(value)) is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    interval = case.as_compared(interval)
    truth = compare(operator, interval, Interval.point(bound))
    number, limit = case.write_interval(interval, bound), case.write_exact(bound)
    if truth is None:
        about = f"{year_words(case, value)}为 {number}，跨在 {limit} 两边"
        return unknown(rule, case, "bounds_across", about, value)
    says = f"{year_words(case, value)}为 {number}，{_compared(operator, truth)} {limit}"
    return found(rule, truth, says, value, interval, bound)


def _bound_every_year(rule: Rule, case: Case, operator: Operator, bound: Fraction) -> Finding:
    start = case.criterion.base_year
    if case.year <= start:
        return _bound(rule, case, operator, bound)
    value = case.level(case.year)
    numbers = {year: case.number_of(year) for year in range(start, case.year + 1)}
    known = {year: number for year, number in sorted(numbers.items()) if number is not None}
    failed = [year for year, number in known.items() if not COMPARE[operator](number, bound)]
    limit = case.write_exact(bound)
    if failed and value is not None:
        number = case.write(known[failed[0]], bound)
        says = f"{failed[0]} 年为 {number}，{_compared(operator, False)} {limit}"
        return found(rule, False, f"{says}，不是每一年都达到", value, known[failed[0]], bound)
    code = usable(case, value)
    if code or value is None or value.number is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    missing = [str(year) for year in range(start, case.year) if year not in known]
    if missing:
        return unknown(rule, case, "no_previous", f"{'、'.join(missing)} 年数值", value)
    says = f"{start}–{case.year} 年每一年都{_compared(operator, True)} {limit}"
    return found(rule, True, says, value, value.number, bound)


def _compared(operator: Operator, truth: bool) -> str:
    return OPERATOR_WORDS[operator if truth else NEGATED[operator]]


def _comparable(
    case: Case, year: int, indicator: str, bases: Sequence[str]
) -> tuple[Comparator | None, str | None]:
    """Return the province's figure of a year, or the reason why it cannot be compared with."""
    if case.barred("comparator", year):
        return None, "check_failed"
    found = case.comparators(year, indicator)
    if len(found) != 1:
        return None, "conflict" if found else "no_comparator"
    comparator = found[0]
    if comparator.derived and not case.plan.methods.accept_derived_comparators:
        return comparator, "derived_comparator"
    theirs = basis_codes(comparator.basis, comparator.year, case.plan.bases)
    if breaks(theirs, bases, case.plan.bases):
        return comparator, "basis_break"
    return comparator, None


def _not_comparable(rule: Rule, case: Case, code: str | None, years: Sequence[int]) -> Finding:
    about = f"{'、'.join(map(str, years))} 年{case.plan.province}对照值"
    return unknown(rule, case, code or "no_comparator", about)


def _province(rule: Rule, case: Case, operator: Operator) -> Finding:
    value = case.level(case.year)
    code = usable(case, value)
    if code or value is None or (interval := case.interval(value)) is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    comparator, code = _comparable(case, case.year, case.criterion.indicator, value.bases)
    if code or comparator is None:
        return _not_comparable(rule, case, code, [case.year])
    interval = case.as_compared(interval)
    theirs = case.as_compared(interval_of(comparator) or Interval(None, None))
    truth = compare(operator, interval, theirs)
    number = case.write_interval(interval, theirs.low)
    province = case.write_interval(theirs) + ("（推算）" if comparator.derived else "")
    if truth is None:
        about = f"{year_words(case, value)}为 {number}，全省为 {province}，比不出高低"
        return unknown(rule, case, "bounds_across", about, value)
    words = _compared(operator, truth)
    says = f"{year_words(case, value)}为 {number}，{words}全省的 {province}"
    return found(rule, truth, says, value, interval, theirs, (comparator,))


def _change(rule: Rule, case: Case, direction: Literal["rise", "fall"]) -> Finding:
    """Judge this year's change against the province's, each on one basis of its own."""
    if case.changes_by_decline:
        return _decline_against_province(rule, case, direction)
    value = case.level(case.year)
    code = usable(case, value)
    if code or value is None or value.number is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年数值", value)
    mine = course(case, value.number)
    before = mine.numbers.get(case.year - 1)
    if before is None:
        told = mine.lacking == "basis_break"
        about = mine.about if told else f"{case.year - 1} 年数值"
        return unknown(rule, case, "basis_break" if told else "no_previous", about, value)
    now, code = _comparable(case, case.year, case.criterion.indicator, value.bases)
    if code or now is None:
        return _not_comparable(rule, case, code, [case.year])
    its_bases = basis_codes(now.basis, now.year, case.plan.bases)
    then, code = _comparable(case, case.year - 1, case.criterion.indicator, its_bases)
    if code or then is None:
        return _not_comparable(rule, case, code, [case.year - 1])
    if now.number is None or then.number is None:
        about = f"{case.year - 1}、{case.year} 年{case.plan.province}对照值只有界限"
        return unknown(rule, case, "bounds_across", about, value)
    in_points = case.criterion.unit in ("%", "分")
    if not in_points and 0 in (before, then.number):
        return unknown(rule, case, "no_previous", "上年数为 0，算不出幅度", value)
    sign = 1 if direction == "rise" else -1
    ours = sign * _step(before, value.number, in_points)
    theirs = sign * _step(then.number, now.number, in_points)
    unit = "个百分点" if case.criterion.unit == "%" else "分" if in_points else "%"
    says = _faster(case, value, direction, unit, ours, theirs)
    finding = found(rule, ours > theirs, says, value, ours, theirs, (now, then))
    return with_course(mine, finding)


def _decline_against_province(
    rule: Rule, case: Case, direction: Literal["rise", "fall"]
) -> Finding:
    """Judge the verified decline at constant prices against the province's own."""
    declared = case.plan.indicators[case.criterion.indicator]
    told = case.decline(case.year)
    if told is None or told.number is None or told.provisional:
        why = "provisional" if told is not None and told.provisional else "no_decline"
        return unknown(rule, case, why, f"{case.year} 年", told)
    theirs, code = _comparable(case, case.year, declared.decline, told.bases)
    if code or theirs is None or theirs.number is None:
        about = f"{case.year} 年{case.plan.province}{declared.name}按可比价的下降率"
        return unknown(rule, case, code or "no_comparator", about, told)
    sign = -1 if direction == "rise" else 1
    ours, other = sign * told.number, sign * theirs.number
    says = _faster(case, told, direction, "%", ours, other)
    return found(rule, ours > other, f"{says}（均按可比价）", told, ours, other, (theirs,))


def _faster(
    case: Case, value: Value, direction: str, unit: str, ours: Fraction, theirs: Fraction
) -> str:
    word = "提高" if direction == "rise" else "下降"
    return (
        f"{year_words(case, value)}比上年{word} {short(ours, theirs)} {unit}，"
        f"全省{word} {short(theirs)} {unit}"
    )


def _step(before: Fraction, after: Fraction, in_points: bool) -> Fraction:
    return after - before if in_points else (after - before) / before * 100


def _ladder(case: Case) -> tuple[str, ...]:
    return case.plan.indicators[case.criterion.indicator].states


def _kept(rule: Rule, case: Case) -> Finding:
    value = case.state()
    code = usable(case, value)
    if code or value is None or value.state is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年情况", value)
    truth = value.state == _ladder(case)[-1]
    return _by_word(rule, case, truth, f"{case.year} 年为“{value.state}”", value)


def _status(rule: Rule, case: Case, word: str) -> Finding:
    value = case.state()
    code = usable(case, value)
    if code or value is None or value.state is None:
        return unknown(rule, case, code or "not_reported", f"{case.year} 年状态", value)
    ladder = _ladder(case)
    truth = ladder.index(value.state) >= ladder.index(word)
    answer = "" if truth else "没有"
    says = f"{case.year} 年为“{value.state}”，{answer}达到“{word}”"
    return _by_word(rule, case, truth, says, value)


def _by_word(rule: Rule, case: Case, truth: bool, says: str, value: Value) -> Finding:
    """Judge a word: good news needs a document; a failure that was owned up to needs none."""
    if not truth or case.documented:
        return found(rule, truth, says, value)
    if case.binding:
        return unknown(rule, case, "no_document", f"{says}，但", value)
    return replace(found(rule, truth, says, value), grade=worst_grade([value.grade, "C"]))


TASK_WORDS = {"met": "完成", "not_met": "未完成", "none": "未下达", "unstated": "没有结果"}


def _task_met(rule: Rule, case: Case) -> Finding:
    tasks, about = case.tasks(), f"{case.year} 年上级任务"
    sources = tuple(task.source for task in tasks)
    barred = case.barred("task", case.year)
    if barred is not None:
        return replace(unknown(rule, case, "check_failed", f"{about}（{barred}）"), sources=sources)
    stated = {"met": True, "not_met": False}
    asked = _tasks_set(tasks, case)
    truth = all_of(stated.get(task.result) for task in asked) if asked else None
    if truth is None:
        code = _no_result(tasks, case)
        # That none was set stands in a document, as a result would.
        grade = "B" if code == "no_task" else "D"
        return replace(unknown(rule, case, code, about), sources=sources, grade=grade)
    says = "；".join(f"{task.name}（{_asked(task)}）{TASK_WORDS[task.result]}" for task in tasks)
    results = "、".join(TASK_WORDS[task.result] for task in tasks)
    undocumented = truth and not all(_documented(task, case) for task in tasks)
    if undocumented and case.binding:
        lacking = f"{about}只有“{results}”，缺考核文件的文号、发文单位或日期"
        return replace(unknown(rule, case, "no_document", lacking), sources=sources)
    return Finding(
        node=rule,
        truth=truth,
        says=f"{case.year} 年{' ' if says[:1].isascii() else ''}{says}",
        value=results,
        grade="C" if undocumented else "B",
        sources=sources,
    )


def _asked(task: Task) -> str:
    """Say what a task demands, and what it was found to have reached where that is stated."""
    reached = "" if task.reached is None else f"，完成值 {exact_text(task.reached)}"
    return f"{task.required_text}{reached}"


def _no_result(tasks: Sequence[Task], case: Case) -> str:
    """Return the reason why a year's tasks have no result."""
    said = {task.result for task in tasks}
    told = all(_documented(task, case) for task in tasks if task.result == "none")
    if said == {"none"}:
        lenient = case.plan.methods.no_superior_target == "not_applicable"
        return "no_task" if told or lenient else "no_document"
    return "no_document" if said == {"met", "none"} and not told else "no_task_record"


def _tasks_set(tasks: Sequence[Task], case: Case) -> Sequence[Task]:
    """Return the tasks that count: beside those set, none that a document says was not set."""
    rest = [t for t in tasks if t.result != "none" or not _documented(t, case)]
    partly = rest and case.plan.methods.partly_set_tasks == "met"
    return rest if partly else tasks


def _documented(task: Task, case: Case) -> bool:
    """Whether a task's result stands in a document: number, issuer and date; in the plan itself."""
    if case.year == case.plan.base_year and task.document.strip():
        return True
    return bool(task.document_number and task.issuer and task.dated)
