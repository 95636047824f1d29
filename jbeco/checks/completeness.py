"""What was asked and did not come: a whole department, or one figure without a reason."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ..intake.duties import criteria_that_ask, departments_owing, duties_of
from ..intake.files import ATTACHMENTS, WORKBOOK_ENDINGS
from ..intake.layout import EVIDENCE, NUMBERS, place
from ..intake.records import Observation, Unread
from ..plan import ObservationCode
from ..plan.rules import BoundEveryYear, Change, NotWorse, Trend
from ..problems import Level, Problem
from .context import CheckContext, name_of

__all__ = [
    "EARLIER_YEARS",
    "NO_REASON",
    "check_absence",
    "check_attachments",
    "check_departments",
    "check_evidence",
    "check_missing_years",
    "check_unanswered",
    "check_unread",
    "silent_text",
    "unanswered",
]

NO_REASON = "not_reported"
"""Reason of a figure of which neither a number nor a reason was given."""

NO_OBJECT = "no_object"
EARLIER_YEARS = "历年填报"
"""Place of what is said of years of which nothing came."""


def check_departments(context: CheckContext) -> Iterator[Problem]:
    """Find departments that owe something and sent nothing, with what they hold up.

    In the base year the plan itself is the source, and no department is asked.
    """
    if context.year <= context.plan.base_year:
        return
    refused = _refused_of_nobody(context)
    nobodys = f"，或报送的就是读不了的 {'、'.join(refused)}" if refused else ""
    for department in departments_owing(context.plan, context.year):
        if department in context.submissions.departments:
            continue
        open_codes = [code.code for code, _ in unanswered(context, department)]
        what = silent_text(context.plan.departments[department].name) + nobodys
        mend = "请催报；在此之前，所影响的子项无法判定"
        where = f"{context.year} 年填报"
        yield Problem(where, what, mend, Level.WARNING, context.blocks(*open_codes))


def _refused_of_nobody(context: CheckContext) -> tuple[str, ...]:
    """Return the workbooks of the year that could not be read and do not say whose they are."""
    known = {file for files in context.submissions.departments.values() for file in files}
    errors = [p for p in context.submissions.problems if p.level is Level.ERROR]
    whole = {p.where for p in errors if p.where.lower().endswith(WORKBOOK_ENDINGS)}
    return tuple(sorted(f for f in whole - known if f.startswith(f"{context.year}/")))


def silent_text(name: str) -> str:
    """Say that a department sent nothing."""
    return f"{name}没有报送"


def check_missing_years(context: CheckContext) -> Iterator[Problem]:
    """Find earlier years of which nothing lies in the data folder, with what they hold up."""
    sent = {name.partition("/")[0] for name, _ in context.submissions.files}
    base = context.plan.base_year
    if base < context.year and str(base) not in sent:
        what = f"没有基准年 {base} 的文件夹：基准年的数取自规划，当年的考核结果与对照值没有"
        mend = f"有的请放进 {base}；规划没有的数用 jbeco template {base} 补"
        asking = criteria_that_ask(context.plan, Change)
        yield Problem("历年填报", what, mend, Level.NOTE, asking)
    missing = [str(year) for year in range(base + 1, context.year) if str(year) not in sent]
    if missing:
        asking = criteria_that_ask(context.plan, Trend, NotWorse, BoundEveryYear, Change)
        what = f"没有 {'、'.join(missing)} 年的填报"
        mend = "请放进各自的文件夹；在此之前，与历年相比的子项按有数的年份判，或无法判定"
        yield Problem(EARLIER_YEARS, what, mend, Level.NOTE, asking)


def check_unanswered(context: CheckContext) -> Iterator[Problem]:
    """Find figures without a number and without a reason, of departments that did answer.

    What was sent and could not be read is not missing; the reader has said so. In the base year,
    where the plan is the source and a form asks for what it lacks only, blanks are counted.
    """
    if context.year <= context.plan.base_year:
        yield from _blanks_at_base(context)
        return
    for seen in context.rows:
        if seen.missing == NO_REASON and not _said_elsewhere(context, seen):
            code, written = context.code(seen), seen.entered.strip()
            yield _unanswered_problem(context, str(seen.source), code, seen.series, written)
    for department, files in sorted(context.submissions.departments.items()):
        for code, series in unanswered(context, department):
            where = f"{min(files)}!{NUMBERS.name}"
            yield _unanswered_problem(context, where, code, series)


def _said_elsewhere(context: CheckContext, seen: Observation) -> bool:
    """Whether another workbook answers what one leaves blank."""
    entries = context.entries(seen.indicator, seen.series)
    return any(entry.missing != NO_REASON for entry in entries)


def _blanks_at_base(context: CheckContext) -> Iterator[Problem]:
    blank = [seen for seen in context.rows if seen.missing == NO_REASON]
    for file in sorted({seen.source.file for seen in blank}):
        mine = [seen for seen in blank if seen.source.file == file]
        what = f"规划没有的基准年数还有 {len(mine)} 项空着"
        mend = "查得到的请补；查不到的不必填，相关子项按规划给出的数判"
        blocks = context.blocks(*(seen.indicator for seen in mine))
        yield Problem(f"{file}!{NUMBERS.name}", what, mend, Level.NOTE, blocks)


def _unanswered_problem(
    context: CheckContext, where: str, code: ObservationCode, series: str, written: str = ""
) -> Problem:
    blocks = context.blocks(code.code)
    said = f"填“{written}”，没有数" if written else "没有填报"
    what = f"{name_of(code, series)}{said}，也没有写无数据原因"
    mend = "请补报；确实没有的，请选“无”并写明原因"
    return Problem(where, what, mend, Level.WARNING if blocks else Level.NOTE, blocks)


def unanswered(context: CheckContext, department: str) -> Iterator[tuple[ObservationCode, str]]:
    """Yield the department's codes and series on which nobody sent anything at all."""
    told = {(seen.indicator, seen.series) for seen in (*context.rows, *context.public_rows)}
    told |= {(unread.indicator, unread.series) for unread in context.unread}
    for code in duties_of(context.plan, department, context.year).codes:
        for series in code.series:
            if (code.code, series) not in told:
                yield code, series


def check_absence(context: CheckContext) -> Iterator[Problem]:
    """Find 无此类对象 said of what every district has: it takes no criterion out of judgement."""
    for seen in context.rows:
        code = context.code(seen)
        fed = [context.plan.indicators[i] for i in code.indicators if i in context.plan.indicators]
        if seen.missing == NO_OBJECT and fed and not any(i.can_be_absent for i in fed):
            what = f"{name_of(code, seen.series)}填“无此类对象”，但这样的指标不会没有对象"
            mend = "有数的请补报；没有数的请另选无数据原因"
            yield Problem(
                place(seen.source, "无数据原因"),
                what,
                mend,
                blocks=context.blocks(code.code),
                year=seen.year,
                about="value",
            )


def check_unread(context: CheckContext) -> Iterator[Problem]:
    """Find criteria that rest on figures which were sent and could not be read.

    Such a figure is not missing: its value of the year cannot be used until the cell is mended.
    What a problem of reading says of a criterion already is not said again.
    """
    problems = [p for p in context.submissions.problems if p.level is Level.ERROR]
    said = {(p.where, criterion) for p in problems for criterion in p.blocks if p.about == "value"}
    lost: dict[str, list[Unread]] = {}
    for unread in context.unread:
        lost.setdefault(unread.where, []).append(unread)
    for where, figures in lost.items():
        touched = dict.fromkeys(c for unread in figures for c in _criteria(context, unread))
        blocks = tuple(criterion for criterion in touched if (where, criterion) not in said)
        if blocks:
            names = list(dict.fromkeys(f"“{_unread_name(context, unread)}”" for unread in figures))
            more = f"等 {len(names)} 项" if len(names) > NAMED_FIGURES else ""
            what = f"报来的{'、'.join(names[:NAMED_FIGURES])}{more}读不出来"
            yield Problem(where, what, "请按这一处的问题改正后重报", blocks=blocks)


NAMED_FIGURES = 3
"""Figures that a message names; the rest of them are counted."""


def _criteria(context: CheckContext, unread: Unread) -> tuple[str, ...]:
    """Return the applicable criteria that rest on a figure."""
    if unread.indicator in context.plan.observations:
        return context.blocks(unread.indicator)
    leaves = context.plan.criteria
    return tuple(c.id for c in leaves if c.applicable and c.indicator == unread.indicator)


def _unread_name(context: CheckContext, unread: Unread) -> str:
    code = context.plan.observations.get(unread.indicator)
    if unread.criterion or code is None:
        return context.plan.criterion(unread.criterion).full_name
    return name_of(code, unread.series)


def check_evidence(context: CheckContext) -> Iterator[Problem]:
    """Find binding criteria that were reported on without any document.

    Any document of the indicator counts: a row of the evidence sheet under one of its criteria, a
    document number beside one of its figures, or the document of the superior's task. A document
    may stand on a sheet that could not be read; then the reader's error is enough.
    """
    if not context.plan.methods.checks.binding_needs_evidence:
        return
    proven = _proven_indicators(context)
    for indicator in context.plan.indicators.values():
        criteria = [c for c in context.plan.criteria if c.indicator == indicator.id]
        binding = [c for c in criteria if c.applicable and c.attribute == "binding"]
        rows = _figures(context, indicator.id)
        if binding and rows and indicator.id not in proven and not _evidence_lost(context, rows):
            ids = tuple(criterion.id for criterion in binding)
            what = f"约束性指标“{indicator.name}”没有佐证，也没有文号"
            mend = f"请在“佐证”表写 {ids[0]} 的文件，或在这一格填文号"
            where = place(rows[0].source, "文号")
            yield Problem(where, what, mend, Level.WARNING, ids)


def check_attachments(context: CheckContext) -> Iterator[Problem]:
    """Find evidence whose scan is not among the year's attachments."""
    folder = f"{context.year}/{ATTACHMENTS}/"
    sent = {name.removeprefix(folder) for name, _ in context.submissions.files}
    for proof in context.submissions.evidence:
        if proof.year == context.year and proof.attachment and proof.attachment not in sent:
            what = f"{proof.criterion} 的附件“{proof.attachment}”不在 {folder} 里"
            mend = "请把扫描件放进去，或改成它的文件名"
            where = place(proof.source, "附件", EVIDENCE)
            yield Problem(where, what, mend, Level.WARNING, (proof.criterion,))


def _figures(context: CheckContext, indicator: str) -> Sequence[Observation]:
    """Return the figures that an indicator rests on, the ready-made value first."""
    rows = [
        seen
        for seen in context.rows
        if seen.missing is None and indicator in context.code(seen).indicators
    ]
    return sorted(rows, key=lambda seen: (context.code(seen).role != "value", seen.source))


def _evidence_lost(context: CheckContext, rows: Sequence[Observation]) -> bool:
    """Whether a file that gave one of the figures has evidence that could not be read."""
    files = {seen.source.file for seen in rows}
    places = [p.place for p in context.submissions.problems if p.level is Level.ERROR]
    return any(file in files and sheet in ("", EVIDENCE.name) for file, sheet, _ in places)


def _proven_indicators(context: CheckContext) -> set[str]:
    given, year = context.submissions, context.year
    filed = {e.criterion for e in given.evidence if e.year == year and (e.title or e.number)}
    proven = {c.indicator for c in context.plan.criteria if c.id in filed}
    proven |= {t.indicator for t in given.tasks if t.year == year and t.document.strip()}
    for seen in context.rows:
        if seen.document_number:
            proven.update(context.code(seen).indicators)
    return proven
