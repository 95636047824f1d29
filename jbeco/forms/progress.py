"""How far a year's collection has come: per department what came, what is wrong, what is open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pandas as pd

from ..checks import CheckContext
from ..checks.completeness import NO_REASON, check_attachments, check_evidence, unanswered
from ..checks.context import name_of
from ..checks.tasks import tasks_without_result
from ..intake.collect import problems_of, submissions_of
from ..intake.contacts import Contact
from ..intake.duties import Duties, departments_owing, duties_of
from ..intake.layout import ACTIONS, NUMBERS, TASKS, Sheet
from ..plan import Department, Plan
from ..problems import Level, Problem
from ..tables import cell_name
from .by_department import file_owners, owners_of

__all__ = [
    "RECEIVED",
    "SILENT",
    "UNREADABLE",
    "DepartmentProgress",
    "OpenItem",
    "ReceivedFile",
    "progress_of_year",
]

Tables = Mapping[str, pd.DataFrame]
RECEIVED, SILENT, UNREADABLE = "已收", "未收", "打不开"


@dataclass(frozen=True)
class ReceivedFile:
    """One file of a department; ``superseded_by`` is empty for one that is in use."""

    name: str
    superseded_by: str
    received_on: date | None
    is_read: bool


@dataclass(frozen=True)
class OpenItem:
    """One thing that a department still has to fill in.

    ``place`` is sheet and cell of its workbook, such as ``数据!F6``; ``blocks`` are the criteria
    that are held up.
    """

    kind: str
    code: str
    what: str
    place: str
    blocks: tuple[str, ...] = ()


@dataclass(frozen=True)
class DepartmentProgress:
    """What one department sent, what is wrong with it, and what is open.

    ``problems`` are as they are seen from its files, errors first; ``last`` is the latest contact.
    """

    department: Department
    files: tuple[ReceivedFile, ...]
    problems: tuple[Problem, ...]
    open_items: tuple[OpenItem, ...]
    last: Contact | None

    @property
    def state(self) -> str:
        """已收, 未收, or 打不开 where nothing could be read of any file in use."""
        if not self.files:
            return SILENT
        return RECEIVED if any(file.is_read for file in self.in_use) else UNREADABLE

    @property
    def in_use(self) -> tuple[ReceivedFile, ...]:
        """Its files that no later one supersedes."""
        return tuple(file for file in self.files if not file.superseded_by)

    def count(self, level: Level) -> int:
        """Return how many problems of a level are told to it."""
        return sum(problem.level is level for problem in self.problems)


def progress_of_year(
    plan: Plan, year: int, tables: Tables, contacts: Sequence[Contact]
) -> tuple[DepartmentProgress, ...]:
    """Collect how far each department that owes anything has come.

    Parameters
    ----------
    plan : Plan
        What had to be reported.
    year : int
        The assessed year.
    tables : mapping of DataFrame
        Those of the stages ``collect`` and ``check``.
    contacts : sequence of Contact
        When something passed between a department and the consultant.

    Returns
    -------
    tuple of DepartmentProgress
        In the order of the plan; nobody in the base year, of which the plan itself tells.
    """
    if year <= plan.base_year:
        return ()
    reading = problems_of("reading_problems", tables["reading_problems"])
    given = replace(submissions_of(tables, year), problems=reading)
    context = CheckContext(plan, given, year)
    problems = problems_of("problems", tables["problems"])
    owners = file_owners(plan, tables["answered"])
    proofs = list(_missing_proofs(context))
    found = []
    for department in departments_owing(plan, year):
        name = plan.departments[department].name
        files = _files(context, department, contacts)
        read = not files or any(file.is_read for file in files if not file.superseded_by)
        mine = [item for whose, item in proofs if whose == department]
        found.append(
            DepartmentProgress(
                department=plan.departments[department],
                files=files,
                problems=_problems_of(name, problems, owners),
                open_items=(*_open_items(context, department), *mine) if read else (),
                last=_last(department, files, contacts),
            )
        )
    return tuple(found)


def _problems_of(
    name: str, problems: Sequence[Problem], owners: Mapping[str, str]
) -> tuple[Problem, ...]:
    """Return what is told to a department, each fault as it is seen from its own file."""
    told = []
    for problem in problems:
        if name in owners_of(problem, owners):
            mine = [one for one in problem.seen_from if owners.get(one.place[0]) == name]
            first, *others = mine or [problem]
            told.append(replace(first, also=tuple(one.where for one in others)))
    return tuple(problem for level in Level for problem in told if problem.level is level)


def _files(
    context: CheckContext, department: str, contacts: Sequence[Contact]
) -> tuple[ReceivedFile, ...]:
    given = context.submissions
    newer = {
        act.before: act.place
        for act in given.amendments
        if act.kind == "重报" and act.year == context.year and not act.code
    }
    days = {contact.file: contact.day for contact in contacts if contact.file}
    return tuple(
        ReceivedFile(name, newer.get(name, ""), days.get(name), file not in given.refused)
        for file in given.departments.get(department, ())
        for name in [Path(file).name]
    )


def _last(
    department: str, files: Sequence[ReceivedFile], contacts: Sequence[Contact]
) -> Contact | None:
    names = {file.name for file in files}
    mine = [c for c in contacts if c.department == department or c.file in names]
    return max(mine, default=None)


def _open_items(context: CheckContext, department: str) -> Iterator[OpenItem]:
    duties = duties_of(context.plan, department, context.year)
    yield from _open_numbers(context, duties)
    yield from _open_tasks(context, duties)
    yield from _open_actions(context, duties)


def _open_numbers(context: CheckContext, duties: Duties) -> Iterator[OpenItem]:
    """Yield codes and series without a number and without a reason, in the order of the sheet."""
    facts = [(code, series) for code in duties.codes for series in code.series]
    lines = {(code.code, series): line for line, (code, series) in enumerate(facts, start=2)}
    blank = {
        (seen.indicator, seen.series): seen.source.cell
        for seen in context.rows
        if seen.missing == NO_REASON and seen.department == duties.department.id
    }
    gone = {(code.code, series) for code, series in unanswered(context, duties.department.id)}
    for code, series in facts:
        fact = (code.code, series)
        if fact in gone or fact in blank:
            spot = blank.get(fact) or _cell(NUMBERS, "本年值", lines[fact])
            blocks = context.blocks(code.code)
            yield OpenItem(NUMBERS.name, code.code, name_of(code, series), spot, blocks)


def _open_tasks(context: CheckContext, duties: Duties) -> Iterator[OpenItem]:
    lines = {indicator.id: line for line, indicator in enumerate(duties.tasks, start=2)}
    for indicator, row, blocks in tasks_without_result(context, duties.department.id):
        spot = _sent_cell(row, TASKS) or _cell(TASKS, "考核结果", lines[indicator.id])
        what = f"{indicator.name}的考核结果"
        yield OpenItem(TASKS.name, indicator.id, what, spot, blocks)


def _open_actions(context: CheckContext, duties: Duties) -> Iterator[OpenItem]:
    """Yield measures and commitments without a state; of a wrong word the reader has spoken."""
    sent = {step.id: step for step in context.submissions.progress if step.year == context.year}
    files = context.submissions.departments.get(duties.department.id, ())
    faulty = {
        p.place[2][1:]
        for p in context.submissions.problems
        if p.place[0] in files and p.place[1] == ACTIONS.name and p.level is Level.ERROR
    }
    asked = [
        (one, text)
        for action in duties.actions
        for one, text in (
            [(promise.id, promise.text) for promise in action.commitments]
            or [(action.id, action.name)]
        )
    ]
    for line, (one, text) in enumerate(asked, start=2):
        step = sent.get(one)
        if step is None and str(line) not in faulty:
            yield OpenItem(ACTIONS.name, one, text, _cell(ACTIONS, "进展状态", line))
        elif step is not None and step.state is None:
            yield OpenItem(ACTIONS.name, one, text, step.source.cell)


def _missing_proofs(context: CheckContext) -> Iterator[tuple[str, OpenItem]]:
    """Yield what evidence is missing, and whose it is: who sent the row, else the criterion's."""
    sent = {
        file: whose for whose, files in context.submissions.departments.items() for file in files
    }
    for check in (check_evidence, check_attachments):
        for problem in check(context):
            file, sheet, cell = problem.place
            criterion = context.plan.criterion(problem.blocks[0])
            spot = f"{sheet}!{cell}" if file in sent else "佐证"
            whose = sent.get(file, criterion.department)
            yield whose, OpenItem("佐证", criterion.id, problem.what, spot, problem.blocks)


def _cell(sheet: Sheet, column: str, line: int) -> str:
    """Name a cell of the template, for a row that did not come."""
    return f"{sheet.name}!{cell_name(sheet.column(column), line)}"


def _sent_cell(where: str, sheet: Sheet) -> str:
    """Return sheet and cell of a place in a workbook's sheet; empty for any other place."""
    _, *spot = where.rsplit("!", 2)
    return "!".join(spot) if spot[:1] == [sheet.name] else ""
