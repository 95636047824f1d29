"""Reads an xlsx workbook cell by cell, with the place of every cell, inside a memory bound.

Two passes: a scan of the XML for its structure, its formulas and its limits (`package`), and then
openpyxl for the stored values. Nothing in the file is executed and nothing is written.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any

import openpyxl

from ..plan.methods import Limits
from ..problems import Level, Problem
from ..tables import cell_name
from .file_kind import too_large
from .layout import META
from .member_scan import MAIN, MemberScan
from .package import RESAVE, Package, open_package

__all__ = ["CellText", "SheetRows", "read_workbook"]

if not openpyxl.DEFUSEDXML:
    raise ImportError(
        "jbeco 需要 defusedxml 才能安全地读工作簿；请安装 defusedxml，并去掉 OPENPYXL_DEFUSEDXML"
    )

SHOWN_PLACES = 5
NAMED_CELLS = 200
"""Faulty cells of one kind that get a problem of their own; the rest of them are counted."""


@dataclass(frozen=True, slots=True)
class CellText:
    """One cell: its stored value as openpyxl gives it, and its name such as ``F12``.

    ``formula`` says that the value was computed by a formula; the value is None when the program
    that saved the file did not store one.
    """

    value: object
    number_format: str
    cell: str
    formula: bool


@dataclass(frozen=True)
class SheetRows:
    """One sheet, with row 1 first.

    A row without any content is ``()``; any other row is at least as long as row 1. Hidden rows and
    merged ranges (``B3:C4``) are those that have content.
    """

    name: str
    hidden: bool
    rows: tuple[tuple[CellText, ...], ...]
    merged: tuple[str, ...]
    hidden_rows: tuple[int, ...]
    filtered: bool


def read_workbook(
    path: Path, name: str, limits: Limits
) -> tuple[tuple[SheetRows, ...], tuple[Problem, ...]]:
    """Read all sheets of a workbook.

    Parameters
    ----------
    path : Path
        The file; what it is shows by its content, not by its extension.
    name : str
        How it is called in messages, such as ``2025/2025-finance-区财政局.xlsx``.
    limits : Limits
        What it may be at most.

    Returns
    -------
    tuple
        The sheets, none when the file is refused, and the problems; each names sheet and cell.
    """
    with path.open("rb") as file:
        content = file.read(limits.file_mb * 1024 * 1024 + 1)
    large = too_large(path.stat().st_size, limits.file_mb)
    if large:
        return (), (Problem(name, large, "请删去无关的内容后重报"),)
    package, problems = open_package(content, name, limits)
    if package is None or any(problem.level is Level.ERROR for problem in problems):
        return (), problems
    try:
        return _read_sheets(package, name, limits, problems)
    except Exception as error:  # openpyxl meets a foreign file: it may fail in any way at all
        return (), (*problems, Problem(name, f"读不了（{type(error).__name__}）", RESAVE))


def _read_sheets(
    package: Package, name: str, limits: Limits, problems: Sequence[Problem]
) -> tuple[tuple[SheetRows, ...], tuple[Problem, ...]]:
    sheets, found = [], list(problems)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl drops (validation, styles) is not read here
        book = openpyxl.load_workbook(
            BytesIO(package.content), read_only=True, data_only=True, keep_links=False
        )
        try:
            lost = set(package.scans["xl/workbook.xml"].sheet_names) - set(book.sheetnames)
            found += [
                Problem(f"{name}!{sheet}", "工作表的内容丢失", RESAVE) for sheet in sorted(lost)
            ]
            for sheet in book.worksheets:
                scan = package.scans.get(_member(sheet))
                if scan is None or scan.root != f"{MAIN} worksheet":
                    found.append(
                        Problem(f"{name}!{sheet.title}", "不是普通的工作表，没有读", RESAVE)
                    )
                    continue
                rows = _SheetReader(f"{name}!{sheet.title}", scan, limits)
                sheets.append(rows.read(sheet))
                found += rows.problems
        finally:
            book.close()
    return tuple(sheets), tuple(found)


def _member(sheet: Any) -> str:
    return str(sheet._worksheet_path)


class _SheetReader:
    def __init__(self, where: str, scan: MemberScan, limits: Limits) -> None:
        self.where = where
        self.scan = scan
        self.limits = limits
        self.problems: list[Problem] = []
        self.errors: dict[str, str] = {}

    def read(self, sheet: Any) -> SheetRows:
        hidden = sheet.sheet_state != "visible"
        if hidden and sheet.title != META.name:
            self._warn("", "工作表是隐藏的", "请核对；隐藏的内容也会读入")
        self.problems += self._structure()
        # The declared size may be wrong by a million rows, or too small; only the cells count.
        sheet.reset_dimensions()
        rows = tuple(self._rows(islice(sheet.iter_rows(), self.scan.last_row)))
        self.problems += self._formulas()
        return SheetRows(
            name=sheet.title,
            hidden=hidden,
            rows=rows,
            merged=tuple(self.scan.merged),
            hidden_rows=tuple(self.scan.hidden_rows),
            filtered=self.scan.filtered,
        )

    def _rows(self, rows: Iterator[tuple[Any, ...]]) -> Iterator[tuple[CellText, ...]]:
        width = 0
        for number, cells in enumerate(rows, start=1):
            texts = [self._cell(cell, column, number) for column, cell in enumerate(cells, 1)]
            while texts and texts[-1].value is None and not texts[-1].formula:
                texts.pop()
            if number == 1:
                width = len(texts)
            if texts:
                blank = range(len(texts) + 1, width + 1)
                texts += [CellText(None, "General", cell_name(c, number), False) for c in blank]
            yield tuple(texts)

    def _cell(self, cell: Any, column: int, row: int) -> CellText:
        place = cell_name(column, row)
        value = cell.value
        if cell.data_type == "e":
            self.errors[place] = f"公式算出错误 {value}"
        elif isinstance(value, str) and len(value) > self.limits.text_chars:
            what = f"文字有 {len(value)} 个字符，超过上限 {self.limits.text_chars}"
            self.problems.append(Problem(f"{self.where}!{place}", what, "请缩短"))
            value = None
        return CellText(value, cell.number_format or "General", place, place in self.scan.formulas)

    def _formulas(self) -> Iterator[Problem]:
        yield from self._cell_errors(self.errors, "请改正公式，或填数值")
        unsaved = [cell for cell, has_value in self.scan.formulas.items() if not has_value]
        what = dict.fromkeys(unsaved, "公式没有算好的数值")
        yield from self._cell_errors(what, "请在 Excel/WPS 打开并保存，或改填数值")
        good = [cell for cell, has_value in self.scan.formulas.items() if has_value]
        if good:
            said = f"{_places(good)}是公式，按保存时的数值读入"
            yield Problem(f"{self.where}!{good[0]}", said, "请核对数值", Level.NOTE)

    def _cell_errors(self, errors: Mapping[str, str], mend: str) -> Iterator[Problem]:
        for cell, what in islice(errors.items(), NAMED_CELLS):
            yield Problem(f"{self.where}!{cell}", what, mend)
        if len(errors) > NAMED_CELLS:
            rest = len(errors) - NAMED_CELLS
            yield Problem(self.where, f"另有 {rest} 格同样的错误", mend)

    def _structure(self) -> Iterator[Problem]:
        scan = self.scan
        if scan.merged:
            first = scan.merged[0].partition(":")[0]
            what = f"有合并单元格 {_places(scan.merged)}，只有左上角一格有数"
            yield self._problem(first, what, "请取消合并，逐格填写")
        if scan.hidden_rows:
            rows = [str(row) for row in scan.hidden_rows]
            yield self._problem(
                f"A{rows[0]}", f"有隐藏的行 {_places(rows)}，照样读入", "请取消隐藏并核对"
            )
        if scan.hidden_columns:
            first = cell_name(scan.hidden_columns[0][0], 1)
            spans = [f"{_letters(low)}:{_letters(high)}" for low, high in scan.hidden_columns]
            yield self._problem(first, f"有隐藏的列 {_places(spans)}，照样读入", "请取消隐藏并核对")
        if scan.filtered:
            yield self._problem("", "正在筛选，被筛掉的行照样读入", "请清除筛选并核对")

    def _warn(self, cell: str, what: str, mend: str) -> None:
        self.problems.append(self._problem(cell, what, mend))

    def _problem(self, cell: str, what: str, mend: str) -> Problem:
        where = f"{self.where}!{cell}" if cell else self.where
        return Problem(where, what, mend, Level.WARNING)


def _letters(column: int) -> str:
    return cell_name(column, 0).removesuffix("0")


def _places(places: Sequence[str]) -> str:
    said = "、".join(places[:SHOWN_PLACES])
    return said if len(places) <= SHOWN_PLACES else f"{said} 等 {len(places)} 处"
