"""Reads the consultant's acts of a year, from the CSV tables or from 更正与裁决.xlsx."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from ..plan import Plan
from ..problems import Level, Problem
from ..tables import Row, cell_name
from .amendment_layout import (
    AMENDMENT_BOOK,
    AMENDMENT_SHEETS,
    CORRECTIONS,
    JOINED,
    OPTIONAL,
    RECEIVED,
    REQUIRED,
    RESOLUTIONS,
    AmendmentSheet,
)
from .collector import Collector
from .consultant_rows import LostRow, whole_rows
from .dates import HOW, read_date
from .files import Arrived
from .layout import META
from .sheet_lines import Line, header_fault, plain, sheet_lines
from .workbook import SheetRows, read_workbook

__all__ = ["AMENDMENTS", "Amendments", "is_decided", "read_amendments"]

AMENDMENTS = (*REQUIRED, AMENDMENT_BOOK)
"""Names of the files."""

DECIDED = {
    CORRECTIONS: ("reason", "who", "told_on"),
    RESOLUTIONS: ("reason", "who", "decided_on"),
    RECEIVED: ("received_on",),
}


@dataclass(frozen=True)
class BookRow(Row):
    """One row of a sheet of the workbook, under the names that the CSV table has."""

    sheet: AmendmentSheet

    def cell(self, column: str) -> str:
        """Return sheet and cell, such as ``更正!F3``."""
        layout = self.sheet.sheet
        return f"{layout.name}!{cell_name(layout.column(self.label(column)), self.line)}"

    def label(self, column: str) -> str:
        """Return the sheet's own name of a column."""
        return self.sheet.columns[column]


@dataclass
class Amendments:
    """The rows of one year, by table, and what could not be read of the corrections."""

    rows: dict[str, list[Row]] = field(default_factory=lambda: {name: [] for name in REQUIRED})
    lost_corrections: list[LostRow] = field(default_factory=list)


def read_amendments(
    files: Mapping[str, Arrived | Problem], into: Collector, cells: Path | None = None
) -> Amendments:
    """Read those of the files that are there; several say together what was decided.

    Parameters
    ----------
    files : mapping of Arrived or Problem
        Those of a year's folder by their own name, or why one could not be read.
    into : Collector
        Gets the problems.
    cells : Path, optional
        Folder that keeps what was read of a workbook.
    """
    found = Amendments()
    everything = tuple(c.id for c in into.plan.criteria if c.applicable)
    for name in REQUIRED.keys() & files.keys():
        rows, torn = whole_rows(files[name], REQUIRED[name], everything, into, OPTIONAL[name])
        found.rows[name] += rows
        if name == CORRECTIONS:
            found.lost_corrections += torn
    if AMENDMENT_BOOK in files:
        _read_book(files[AMENDMENT_BOOK], everything, found, into, cells)
    return found


def _read_book(
    file: Arrived | Problem,
    everything: tuple[str, ...],
    found: Amendments,
    into: Collector,
    cells: Path | None,
) -> None:
    """Read the workbook; of one that cannot be read nobody knows which figures it calls wrong."""
    sheets, problems = _opened(file, into, cells)
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    into.problems += [problem for problem in problems if problem not in errors]
    into.problems += [
        Problem(p.where, p.what, p.mend, blocks=p.blocks or everything) for p in errors
    ]
    found.lost_corrections += [LostRow(problem.where, ()) for problem in errors]
    if isinstance(file, Problem) or errors:
        return
    for kind in AMENDMENT_SHEETS:
        if kind.sheet.name in sheets:
            rows = sheets[kind.sheet.name]
            for line in sheet_lines(file.name, file.sha256, kind.sheet, rows, into):
                found.rows[kind.table].append(_row(line, kind, into.plan))


def _opened(
    file: Arrived | Problem, into: Collector, cells: Path | None
) -> tuple[dict[str, SheetRows], tuple[Problem, ...]]:
    """Return the sheets by name, and every problem of the workbook as a whole."""
    if isinstance(file, Problem):
        return {}, (file,)
    sheets, problems = read_workbook(file, into.plan.methods.limits, cells)
    known = {sheet.name: sheet for sheet in sheets}
    if any(problem.level is Level.ERROR for problem in problems):
        return known, problems
    return known, (*problems, *_misfits(file.name, known, into.plan))


def _misfits(file: str, sheets: Mapping[str, SheetRows], plan: Plan) -> Iterator[Problem]:
    """Yield why the workbook is none of this plan's year."""
    year = file.partition("/")[0]
    mend = f"请用 jbeco template {year} 生成的 {AMENDMENT_BOOK}"
    rows = sheets[META.name].rows[1:] if META.name in sheets else ()
    said = {plain(row[0]): plain(row[1]) for row in rows if len(row) > 1}
    if said.get("plan", plan.name) != plan.name:
        yield Problem(file, f"是另一个规划（{said['plan']}）的{AMENDMENT_BOOK}", mend)
    if said.get("year", year) != year:
        yield Problem(file, f"是 {said['year']} 年的，却放在 {year} 年的文件夹里", mend)
    if not any(kind.sheet.name in sheets for kind in AMENDMENT_SHEETS):
        names = "、".join(f"“{kind.sheet.name}”" for kind in AMENDMENT_SHEETS)
        yield Problem(file, f"没有{names}这些工作表", mend)
    for kind in AMENDMENT_SHEETS:
        fault = (
            header_fault(kind.sheet, sheets[kind.sheet.name]) if kind.sheet.name in sheets else ""
        )
        if fault:
            yield Problem(f"{file}!{kind.sheet.name}!A1", fault, mend)


def _row(line: Line, kind: AmendmentSheet, plan: Plan) -> BookRow:
    texts = {name: line.text(column) for name, column in kind.columns.items()}
    for name in texts.keys() & {"told_on", "decided_on", "received_on"}:
        day = read_date(line.cells[kind.columns[name]].value)
        texts[name] = texts[name] if day is None or isinstance(day, str) else day.isoformat()
    if texts.get("department"):
        texts["department"] = _department(texts["department"], plan)
    if texts.get("code"):
        texts["code"] = _code(texts["code"], texts.get("department", ""), plan)
    return BookRow(line.file, line.number, texts, kind)


def _department(text: str, plan: Plan) -> str:
    """Return the id of a department that is written by its name; the text where there is none."""
    return next((d.id for d in plan.departments.values() if text in (d.id, d.name)), text)


def _code(text: str, department: str, plan: Plan) -> str:
    """Return the code that is written as ``名称｜代码`` or by name alone; the text without one."""
    last = text.rpartition(JOINED)[2].strip()
    if last in plan.observations or last in plan.indicators:
        return last
    named = [code for code in plan.asked if code.name == text]
    own = [code for code in named if code.department == department] or named
    return own[0].code if len(own) == 1 else text


def is_decided(row: Row, table: str, into: Collector, blocks: Sequence[str] = ()) -> bool:
    """Whether a row says why, who and when; notes what it does not say, and what that blocks."""
    touched = tuple(blocks) or into.blocks(row.texts.get("code", ""))
    undated = [
        column
        for column in DECIDED[table]
        if column.endswith("_on") and row[column] and isinstance(read_date(row[column]), str)
    ]
    for column in undated:
        what = f"“{row[column]}”不是日期"
        into.problem(row.where(column), what, HOW, blocks=touched)
    blank = [column for column in DECIDED[table] if not row[column]]
    for column in blank:
        mend = "更正与裁决须写明理由、何人、何时"
        into.problem(row.where(column), f"没有填“{row.label(column)}”", mend, blocks=touched)
    return not blank and not undated
