"""The report's short sentences: what a verdict says, and what changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from ..assessment import AssessedYear, Finding, Verdict
from ..assessment.evidence import finding_leaves
from ..assessment.summary import PassConclusion
from ..assessment.trends import WORKED_OUT
from ..plan import SINGLE, Criterion
from ..plan.figures import numbers_in
from ..plan.rules import (
    Bound,
    BoundEveryYear,
    Change,
    Kept,
    NotWorse,
    Province,
    Status,
    TaskMet,
    Trend,
)
from ..standards.rounding import exact_text, shown
from .value_text import value_text

__all__ = [
    "BOUNDS",
    "ENOUGH_DIGITS",
    "LONGEST",
    "WHOLE",
    "change",
    "digits_of",
    "exact_quantity",
    "in_quotes",
    "quantity",
    "readable",
    "verdict_in_full",
    "verdict_sentence",
    "verdict_word",
    "whole_conclusion",
    "written_out",
]

LONGEST = 40
"""Characters of a verdict's sentence."""

LONGEST_IN_FULL = 100
"""Characters of one that has room, as in a table."""

ENOUGH_DIGITS = 4
"""Decimals of a quotient that goes on for ever."""

BOUNDS = {
    True: {">=": "不低于", "<=": "不高于", ">": "高于", "<": "低于", "=": "达到"},
    False: {">=": "低于", "<=": "高于", ">": "不高于", "<": "不低于"},
}

NOT_LISTED = "规划未列入"
"""Stands for the verdict of a leaf that the plan leaves out."""

WHOLE = {True: "满足", False: "不满足", None: "无法判定"}
"""Whether a framework as a whole passes."""

TRENDS = {"rising": "提高", "falling": "下降"}


def whole_conclusion(
    assessment: AssessedYear, target: PassConclusion, standard: PassConclusion, because: str = ""
) -> str:
    """Say whether a framework as a whole passes, by what is due: ``按指标值满足``.

    Parameters
    ----------
    assessment : AssessedYear
        The year as it was judged.
    target, standard : PassConclusion
        Of the framework, by the plan's targets and by its own standards.
    because : str, optional
        Follows what it is the reason of.
    """
    by_standard = f"按指标值{WHOLE[standard.whole]}"
    if assessment.year == assessment.plan.base_year:
        return f"{by_standard}{because}"
    due = assessment.plan.target_year(assessment.year)
    if not assessment.is_due:
        return f"{by_standard}，{due} 年目标尚未到期"
    return f"按 {due} 年目标{WHOLE[target.whole]}{because}，{by_standard}"


def quantity(number: Fraction, decimals: int, unit: str) -> str:
    """Write a number with its unit: ``88%``, ``24 微克/立方米``."""
    return f"{shown(number, decimals)}{_joined(unit)}"


def digits_of(number: Fraction) -> int:
    """Return the decimals with which a reported number is written whole."""
    text = exact_text(number)
    return len(text.partition(".")[2]) if "/" not in text else ENOUGH_DIGITS


def written_out(number: Fraction, unit: str = "") -> str:
    """Write a quotient with as many digits as a reader can follow, dots where it goes on.

    Digits before dots are those of the number: they are cut, never rounded.
    """
    exact = exact_text(number)
    if "/" not in exact and len(exact.partition(".")[2]) <= ENOUGH_DIGITS:
        return f"{exact}{_joined(unit)}"
    cut = Fraction(int(number * 10**ENOUGH_DIGITS), 10**ENOUGH_DIGITS)
    return f"{shown(cut, ENOUGH_DIGITS)}…{_joined(unit)}"


def readable(text: str) -> str:
    """Write out what is recorded as an exact quotient: ``1175/13`` as ``90.3846…``."""
    above, stroke, below = text.partition("/")
    is_quotient = bool(stroke) and below.isdecimal() and above.removeprefix("-").isdecimal()
    return written_out(Fraction(text)) if is_quotient else text


def in_quotes(text: str) -> str:
    """Put a text in quotation marks; those that it has become single ones."""
    return f"“{text.replace('“', '‘').replace('”', '’')}”"


def exact_quantity(number: Fraction | Decimal, unit: str) -> str:
    """Write a number with all its digits and its unit, such as the plan's own: ``26.5%``."""
    return f"{exact_text(Fraction(number))}{_joined(unit)}"


def change(
    before: Fraction,
    after: Fraction,
    decimals: int,
    unit: str,
    words: tuple[str, str] = ("提高", "下降"),
) -> str:
    """Say how a number changed: ``提高 1.5 个百分点``, ``下降 12 微克/立方米``, ``持平``.

    Parameters
    ----------
    before, after : Fraction
        The two numbers.
    decimals : int
        Of the difference as it is shown.
    unit : str
        A difference of percentages is in percentage points.
    words : tuple of str
        For up and down.
    """
    size = shown(abs(after - before), decimals)
    if Fraction(size) == 0:
        return "持平"
    return f"{words[after < before]} {size}{_points(unit)}"


def verdict_sentence(assessment: AssessedYear, verdict: Verdict) -> str:
    """Say a verdict in one sentence of at most `LONGEST` characters.

    The value first, then what decides: the part that fails or is not known, or else the target.
    Clauses that would make it longer are left out; the card and ``jbeco show`` have them all.
    """
    return _sentence(assessment, verdict)


def verdict_in_full(assessment: AssessedYear, verdict: Verdict) -> str:
    """Say a verdict in one sentence with each clause that decides, however long that is."""
    return _sentence(assessment, verdict, in_full=True)


def _sentence(assessment: AssessedYear, verdict: Verdict, in_full: bool = False) -> str:
    """Say a verdict; only what decides may make it longer than `LONGEST`, and only in full."""
    words = assessment.plan.methods.words
    if not verdict.criterion.applicable:
        return "指标体系有这一项，规划没有列入"
    if verdict.code in ("not_applicable", "unknown", "doubtful"):
        reason = words.reason.get(verdict.reason_code or "", "")
        return f"{words.verdict[verdict.code]}：{reason}" if reason else verdict.reason[:LONGEST]
    value, clauses = value_text(assessment, verdict), list(_deciding(assessment, verdict, in_full))
    # A state that is just what was asked is told once.
    told = [] if f"达到“{value}”" in clauses or value == "—" else [value]
    if verdict.code in ("not_met", "behind", "regressed") and not _fits(value, clauses):
        told = []  # why it is so says more
    said = _joined_up("", [*told, *clauses], LONGEST_IN_FULL if in_full else LONGEST)
    said = _joined_up(said, [*_beside(assessment, verdict)], LONGEST)
    return said or words.verdict[verdict.code]


def _joined_up(said: str, clauses: Sequence[str], longest: int) -> str:
    """Add to a sentence the clauses that fit, each once."""
    for clause in dict.fromkeys(filter(None, clauses)):
        if clause in said.replace("目标", ""):
            continue  # the standard asks for the number that the target asks for
        longer = f"{said}，{clause}" if said else clause
        if len(longer) <= longest:
            said = longer
    return said


def verdict_word(assessment: AssessedYear, verdict: Verdict) -> str:
    """Return a verdict's word; a leaf that the plan leaves out is told from one without object."""
    words = assessment.plan.methods.words
    return words.verdict[verdict.code] if verdict.criterion.applicable else NOT_LISTED


def _fits(value: str, clauses: list[str]) -> bool:
    """Whether a value leaves room for the first clause that can stand at all."""
    first = next((clause for clause in clauses if 0 < len(clause) <= LONGEST), "")
    return len(f"{value}，{first}") <= LONGEST


def _deciding(assessment: AssessedYear, verdict: Verdict, in_full: bool) -> Iterator[str]:
    """Yield what decides; in full, with what a missed task demanded."""
    criterion = verdict.criterion
    # The plan's base year is judged by the standard alone.
    target = None if assessment.year == assessment.plan.base_year else verdict.target
    failed = [
        (finding, aim)
        for finding, aim in ((target, "目标"), (verdict.standard, ""))
        if finding is not None and finding.truth is False
    ]
    for finding, aim in failed:
        leaves = [leaf for leaf in finding_leaves(finding) if leaf.truth is False]
        for leaf in leaves:
            yield _clause(assessment, criterion, leaf, aim)
            if in_full and isinstance(leaf.node, TaskMet):
                yield _missed(assessment, criterion)
    if not failed:
        decides = target or verdict.standard
        aim = "目标" if target else ""
        yield from _kept(assessment, criterion, decides, aim)


def _beside(assessment: AssessedYear, verdict: Verdict) -> Iterator[str]:
    """Yield the pace, then what changed since the base year."""
    criterion = verdict.criterion
    if verdict.pace is not None:
        if not assessment.is_due:
            yield f"序时进度比 {shown(verdict.pace.ratio, 2)}"
        yield _since(assessment, criterion, verdict.pace.base_year, verdict.pace.base)


def _kept(
    assessment: AssessedYear, criterion: Criterion, decides: Finding | None, aim: str
) -> Iterator[str]:
    """Yield what a verdict that is good rests on, by series where each has a bound of its own."""
    if decides is None:
        return
    nodes = [part.node for part in decides.parts]
    bounds = [node for node in nodes if isinstance(node, Bound)]
    if len({*bounds}) > 1 and len(bounds) == len(nodes) and len({b.operator for b in bounds}) == 1:
        limits = "、".join(exact_quantity(bound.number, criterion.unit) for bound in bounds)
        yield f"分别{BOUNDS[True][bounds[0].operator]}{aim} {limits}"
        return
    leaves = (leaf for leaf in finding_leaves(decides) if leaf.truth)
    yield from (_clause(assessment, criterion, leaf, aim) for leaf in leaves)


def _clause(assessment: AssessedYear, criterion: Criterion, leaf: Finding, aim: str) -> str:
    truth = leaf.truth is not False
    match leaf.node:
        case Bound(operator="=", number=number) if not truth:
            value = None if leaf.value is None else Fraction(leaf.value)
            word = "低于" if value is not None and value < Fraction(number) else "高于"
            return f"{word}{aim} {exact_quantity(number, criterion.unit)}"
        case Bound(operator=">", number=0) if not any(map(str.isdigit, criterion.standard.text)):
            return f"{'已' if truth else '未'}{criterion.standard.text}"
        case Bound(operator=operator, number=number):
            whose = _earlier_target(assessment, criterion, number) if aim else ""
            limit = exact_quantity(number, criterion.unit)
            return f"{BOUNDS[truth][operator]}{whose}{aim} {limit}"
        case BoundEveryYear(operator=operator, number=number):
            limit = f"{BOUNDS[True][operator]} {exact_text(Fraction(number))}"
            if assessment.year == criterion.base_year and truth:
                return limit
            asked = _demanded(assessment, criterion, aim)
            meant = "" if any(map(str.isdigit, asked)) else f"，即{asked}"
            return f"各年都{limit}{meant}" if truth else f"有的年份没有{limit}"
        case Province(operator=operator):
            return f"{BOUNDS[truth][operator]}全省"
        case Change():
            return "变化好于全省" if truth else "变化不如全省"
        case Trend(direction=direction, every_year=every_year):
            word = TRENDS[direction]
            if truth:
                edge = _edge(criterion, leaf, direction)
                since_when = _late_start(assessment, leaf)
                return edge or f"{since_when}{'逐年' if every_year else '持续'}{word}"
            return f"未{'逐年' if every_year else '持续'}{word}{_flat(assessment, criterion)}"
        case NotWorse():
            start = leaf.since or criterion.base_year
            if truth and assessment.year == start and leaf.bound is None:
                return "基准年视为保持"
            since = "上年" if assessment.year == start else f" {start} 年"
            # The base year's number may be worked out by the declines since.
            how = "推算的" if WORKED_OUT in leaf.says else ""
            return f"不劣于{how}{since}" if truth else f"不如{how}{since}"
        case Kept():
            return "保持" if truth else "没有保持"
        case Status(word=word):
            return f"达到“{word}”" if truth else f"未达到“{word}”"
        case TaskMet():
            return "考核任务完成" if truth else "考核任务未完成"
    return ""


def _demanded(assessment: AssessedYear, criterion: Criterion, aim: str) -> str:
    """Return the plan's wording of what a clause is about: of the target, or of the standard."""
    if not aim:
        return criterion.standard.text
    return criterion.targets[assessment.plan.target_year(assessment.year)].text


def _earlier_target(assessment: AssessedYear, criterion: Criterion, number: Decimal) -> str:
    """Say of which year's target a number is, where a reading holds on to it beyond that year."""
    due = assessment.plan.target_year(assessment.year)
    for year, demand in sorted(criterion.targets.items()):
        if year < due and number in numbers_in(demand.text):
            return "" if number in numbers_in(criterion.targets[due].text) else f" {year} 年"
    return ""


def _late_start(assessment: AssessedYear, leaf: Finding) -> str:
    """Say from which year a value moved, where that is not the plan's base year."""
    if leaf.since is None or leaf.since == assessment.plan.base_year:
        return ""
    return f"自 {leaf.since} 年起"


def _missed(assessment: AssessedYear, criterion: Criterion) -> str:
    """Say what one missed task demanded and what was reached, where both are stated."""
    missed = [
        task
        for task in assessment.facts.tasks
        if (task.indicator, task.year) == (criterion.indicator, assessment.year)
        and task.result == "not_met"
    ]
    if len(missed) != 1 or missed[0].required is None or missed[0].reached is None:
        return ""
    return f"任务是{missed[0].required_text}，完成值 {exact_text(missed[0].reached)}"


def _edge(criterion: Criterion, leaf: Finding, direction: str) -> str:
    """Say that a value stays where it can go no further, as it was in the base year."""
    rises = direction == "rising"
    limit = criterion.limit_high if rises else criterion.limit_low
    base, value = criterion.base_values.get(SINGLE), leaf.value
    if limit is None or base != limit or value is None or Fraction(value) != limit:
        return ""
    return f"保持在{'上' if rises else '下'}限 {exact_quantity(limit, criterion.unit)}"


def _flat(assessment: AssessedYear, criterion: Criterion) -> str:
    """Say beside a trend that is not there how the value stands to the base year's."""
    base = criterion.base_values.get(SINGLE)
    said = "" if base is None else _since(assessment, criterion, criterion.base_year, base)
    return f"，{said}" if said else ""


def _since(assessment: AssessedYear, criterion: Criterion, start: int, base: Fraction) -> str:
    """Say how the year's value changed since an earlier one that it may be compared with."""
    value, before = (
        assessment.facts.values.get(criterion.indicator, SINGLE, "level", year)
        for year in (assessment.year, start)
    )
    if value is None or value.number is None:
        return ""
    said = change(base, value.number, criterion.decimals or 0, criterion.unit)
    is_told = criterion.base_values or (before is not None and before.number is not None)
    then = f" {start} 年" if is_told else f"推算的 {start} 年"
    return f"与{then}{said}" if said == "持平" else f"较{then}{said}"


def _joined(unit: str) -> str:
    return unit if unit in ("", "%") else f" {unit}"


def _points(unit: str) -> str:
    return " 个百分点" if unit == "%" else _joined(unit)
