"""Corrections of any cell of a department's workbook, applied before the cell is understood.

A correction names sheet and cell, what stands there and what is meant, so that it reaches a state
word, a superior's task, a document, a header, and what nobody could read. One of the cell 本年值 is
left to `corrections`, which knows figures.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from fractions import Fraction

from ..problems import Level, Problem
from ..schema import exact
from ..tables import Row, cell_name, cell_place
from .amendment_layout import CORRECTIONS, EMPTY
from .amendment_tables import is_decided
from .collector import CellAnswer, Collector
from .dates import read_date
from .duties import criteria_on_stations
from .layout import ACTIONS, EVIDENCE, NUMBERS, TASKS, WATER, Sheet
from .records import Amendment
from .sheet_lines import plain
from .workbook import CellText, SheetRows

__all__ = ["corrected_sheets", "settle_cell_corrections"]

NAMING = {NUMBERS: "代码", TASKS: "指标量", EVIDENCE: "子项编号", ACTIONS: "编号"}
"""Column that says what a row is about."""

MOST_CANDIDATES = 3


@dataclass(frozen=True)
class _Spot:
    """A cell of a department's workbook that a correction names."""

    row: Row
    file: str
    sheet: SheetRows
    cell: CellText

    @property
    def where(self) -> str:
        return f"{self.file}!{self.sheet.name}!{self.cell.cell}"

    def beside(self, layout: Sheet, column: str) -> str:
        """Return what stands in another column of the same row."""
        line = cell_place(self.cell.cell)
        assert line is not None
        return plain(_cell(self.sheet, cell_name(layout.column(column), line[1])))

    @property
    def about(self) -> str:
        """The code, indicator, criterion or measure that the row is about."""
        layout = next((one for one in NAMING if one.name == self.sheet.name), None)
        return "" if layout is None else self.beside(layout, NAMING[layout])

    def blocks(self, into: Collector) -> tuple[str, ...]:
        """Return the criteria that rest on the row."""
        if self.sheet.name in (NUMBERS.name, TASKS.name):
            return into.blocks(self.about)
        if self.sheet.name == EVIDENCE.name:
            return tuple(c.id for c in into.plan.criteria if c.id == self.about and c.applicable)
        if self.sheet.name == ACTIONS.name:
            return ()
        return criteria_on_stations(into.plan, "water" if self.sheet.name == WATER.name else "air")


def corrected_sheets(
    file: str, sheets: Sequence[SheetRows], department: str, into: Collector
) -> dict[str, SheetRows]:
    """Return a department's sheets by name, with the cells that a correction names put right.

    Parameters
    ----------
    file : str
        The workbook.
    sheets : sequence of SheetRows
        As they were read.
    department : str
        Whose workbook it is.
    into : Collector
        Its ``cell_corrections`` are the rows to apply; gets what came of each.
    """
    found = {sheet.name: sheet for sheet in sheets}
    for row in into.cell_corrections:
        if row["department"] != department or row["sheet"] not in found:
            continue
        sheet = found[row["sheet"]]
        spot = _Spot(row, file, sheet, _cell(sheet, row["cell"]))
        if _is_figure(spot):
            if not _is_of_figure(row, into):  # the same row stands in each of several files
                into.figure_corrections.append(_of_figure(spot))
        elif not _says(spot.cell, row["expect"]):
            again = _says(spot.cell, row["value"])
            into.answer(row, CellAnswer(file, spot.where, again, _unfit(spot, into)))
        elif is_decided(row, CORRECTIONS, into, spot.blocks(into)):
            found[sheet.name] = _with(sheet, row)
            into.answer(row, CellAnswer(file, spot.where, True, None, _act(spot, into)))
            _note_fault(spot, into)
        else:
            into.answer(row, CellAnswer(file, spot.where, True))
    return found


def settle_cell_corrections(into: Collector) -> None:
    """Put on record what was corrected, and name the corrections that found nothing."""
    for row in into.cell_corrections:
        answers = [
            answer
            for answer in into.cell_answers.get(row.where("cell"), ())
            if _row_of(answer.where) not in into.replaced
        ]
        acts = [answer.act for answer in answers if answer.act is not None]
        into.amendments += acts
        if acts or _is_of_figure(row, into):
            continue
        unfit = [answer for answer in answers if answer.unfit is not None]
        if unfit and any(answer.again for answer in answers):
            into.problems += [
                replace(answer.unfit, level=Level.WARNING, mend="源已改，请删去这条更正")
                for answer in unfit[:1]
                if answer.unfit is not None
            ]
        elif unfit:
            into.problems += [answer.unfit for answer in unfit if answer.unfit is not None][:1]
        elif not answers:
            into.problems.append(_nowhere(row, into))


def _row_of(where: str) -> tuple[str, str, str]:
    file, sheet, cell = Problem(where, "", "").place
    return file.rpartition("/")[2], sheet, cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _is_of_figure(row: Row, into: Collector) -> bool:
    return any(one.line == row.line and one.file == row.file for one in into.figure_corrections)


def _cell(sheet: SheetRows, name: str) -> CellText:
    """Return a cell of a sheet; an empty one where nothing was written."""
    place = cell_place(name)
    if place is not None and place[1] <= len(sheet.rows):
        row = sheet.rows[place[1] - 1]
        if place[0] <= len(row):
            return row[place[0] - 1]
    return CellText(None, "General", name, False)


def _with(sheet: SheetRows, row: Row) -> SheetRows:
    """Return a sheet with one cell as the correction says."""
    place = cell_place(row["cell"])
    assert place is not None
    column, line = place
    rows = [list(cells) for cells in sheet.rows]
    rows += [[] for _ in range(line - len(rows))]
    cells = rows[line - 1]
    width = max(column, len(rows[0]) if rows else 0)
    cells += [
        CellText(None, "General", cell_name(number, line), False)
        for number in range(len(cells) + 1, width + 1)
    ]
    value = None if row["value"] == EMPTY else row["value"]
    cells[column - 1] = CellText(value, "General", row["cell"], False)
    return replace(sheet, rows=tuple(tuple(one) for one in rows))


def _says(cell: CellText, text: str) -> bool:
    """Whether a cell says what a correction expects, however number and date are spelled."""
    said = plain(cell)
    text = "" if text == EMPTY else text
    if said == text:
        return True
    number, meant = _number(said), _number(text)
    if number is not None and meant is not None:
        return number == meant
    days = read_date(cell.value), read_date(text)
    return days[0] is not None and not isinstance(days[0], str) and days[0] == days[1]


def _number(text: str) -> Fraction | None:
    with suppress(ValueError, ArithmeticError):
        return exact(text.removesuffix("%")) / (100 if text.endswith("%") else 1)
    return None


def _is_figure(spot: _Spot) -> bool:
    """Whether a cell is one of 本年值, below its header."""
    place = cell_place(spot.cell.cell)
    return (
        spot.sheet.name == NUMBERS.name
        and place is not None
        and place[0] == NUMBERS.column("本年值")
        and place[1] > 1
    )


def _of_figure(spot: _Spot) -> Row:
    """Return the correction of a figure by its code and series, as `corrections` takes it."""
    told = {"code": spot.beside(NUMBERS, "代码"), "series": spot.beside(NUMBERS, "系列")}
    return replace(spot.row, texts={**spot.row.texts, **told})


def _act(spot: _Spot, into: Collector) -> Amendment:
    row = spot.row
    series = spot.beside(NUMBERS, "系列") if spot.sheet.name == NUMBERS.name else ""
    return Amendment(
        kind="更正",
        year=int(row.file.partition("/")[0]),
        code=spot.about,
        series=series,
        place=spot.where,
        before=plain(spot.cell) or EMPTY,
        after=row["value"],
        reason=row["reason"],
        who=row["who"],
        when=row["told_on"],
        source=into.source(row, "value"),
    )


def _note_fault(spot: _Spot, into: Collector) -> None:
    """Keep the fault of a cell that was put right as a note."""
    fault = into.cell_faults.pop(spot.where, None)
    if fault is not None:
        what = f"{fault.what}；已更正"
        into.problems.append(replace(fault, what=what, level=Level.NOTE, blocks=()))


def _unfit(spot: _Spot, into: Collector) -> Problem:
    row, said = spot.row, plain(spot.cell) or EMPTY
    what = f"更正没有用上：{spot.where} 现在是“{said}”，不是“{row['expect']}”"
    near = list(_cells_that_say(spot.sheet, row["expect"]))[:MOST_CANDIDATES]
    seen = f"；写着“{row['expect']}”的是 {'、'.join(near)}" if near and row["expect"] else ""
    about = "task" if spot.sheet.name == TASKS.name else "value"
    mend = f"请照格里的写法填“{row.label('expect')}”，或删去这条更正{seen}"
    return Problem(row.where("expect"), what, mend, blocks=spot.blocks(into), about=about)


def _cells_that_say(sheet: SheetRows, text: str) -> Iterator[str]:
    for cells in sheet.rows[1:]:
        for cell in cells:
            if plain(cell) and _says(cell, text):
                yield cell.cell


def _nowhere(row: Row, into: Collector) -> Problem:
    """Say why no workbook has the cell that a correction names."""
    known = into.plan.departments
    files = into.departments.get(row["department"], [])
    if row["department"] not in known:
        what, mend = "没有这个部门", f"可选：{'、'.join(d.name for d in known.values())}"
        return Problem(row.where("department"), f"“{row['department']}”{what}", mend)
    if not files:
        what = f"更正没有用上：没有收到{known[row['department']].name}的工作簿"
        return Problem(row.where("department"), what, "请核对部门，或删去这条更正")
    what = f"更正没有用上：{'、'.join(files)} 里没有工作表“{row['sheet']}”"
    return Problem(row.where("sheet"), what, "请核对工作表的名称，或删去这条更正")
