"""The stored values of one sheet of a workbook, and what is wrong with how it was filled in.

calamine reads the values; the scan of the XML says what calamine does not tell, and how many values
there must be. What comes out is plain enough for JSON, so that it can be kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta
from itertools import islice, repeat
from typing import Any

from python_calamine import CalamineError, CalamineSheet, CalamineWorkbook

from ..plan.methods import Limits
from ..problems import Level, Problem
from ..tables import cell_name
from .member_scan import MemberScan
from .package import RESAVE

__all__ = ["SheetReader", "plain_rows", "restored"]

SHOWN_PLACES = 5
NAMED_CELLS = 200
"""Faulty cells of one kind that get a problem of their own; the rest of them are counted."""

MOST_TO_CELLS = 2
"""A sheet's rectangle, which calamine holds whole, may be this many times the limit of cells."""

Row = list[Any]


class SheetReader:
    """Reads one sheet; ``problems`` fills up as it goes.

    Parameters
    ----------
    where : str
        How messages call the sheet.
    scan : MemberScan
        What the scan saw in it.
    limits : Limits
        What it may be at most.
    """

    def __init__(self, where: str, scan: MemberScan, limits: Limits) -> None:
        self.where = where
        self.scan = scan
        self.limits = limits
        self.problems: list[Problem] = []

    def read(self, book: CalamineWorkbook, number: int) -> list[Row] | None:
        """Return the values of each row, up to its last; None when they cannot be read.

        Texts, whole numbers as int, other numbers as float, true, false and None stand for
        themselves; a date or time has the form that `restored` takes back.
        """
        self.problems += self._layout()
        errors = self.scan.errors.items()
        said = {cell_name(c, r): f"公式算出错误 {text}" for (r, c), text in errors}
        self._name_each(said, "请改正公式，或填数值")
        rows = self._rows(book, number)
        if rows is not None:
            self._name_formulas()
            self._shorten(rows)
        return rows

    def _rows(self, book: CalamineWorkbook, number: int) -> list[Row] | None:
        scan = self.scan
        if scan.last_row * scan.last_column > MOST_TO_CELLS * self.limits.cells:
            far = cell_name(scan.last_column, scan.last_row)
            self._name("", f"内容散得太开，最远到 {far}，没有读", "请删去远处的行列后重报")
            return None
        try:
            rows = plain_rows(book.get_sheet_by_index(number), scan.last_row)
        except CalamineError:
            self._name("", "有读不了的格，整张表没有读入", "请改正后另存为 .xlsx 重报")
            return None
        if sum(_says_something(value) for row in rows for value in row) != scan.filled:
            self._name("", "有的格存了内容却读不出来，整张表没有读入", RESAVE)
            return None
        for number, column in (*scan.formula_ends.items(), *scan.errors):
            row = rows[number - 1]
            row.extend(repeat(None, column - len(row)))
        for (number, column), text in scan.errors.items():
            rows[number - 1][column - 1] = text
        return rows

    def _shorten(self, rows: Sequence[Row]) -> None:
        """Take out texts that are too long, in place, and name them."""
        most = self.limits.text_chars
        for number, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                if isinstance(value, str) and len(value) > most:
                    what = f"文字有 {len(value)} 个字符，超过上限 {most}"
                    self._name(cell_name(column + 1, number), what, "请缩短")
                    row[column] = None

    def _name_formulas(self) -> None:
        formulas = self.scan.formulas.items()
        unsaved = [cell for cell, has_value in formulas if not has_value]
        mend = "请在 Excel/WPS 打开并保存，或改填数值"
        self._name_each(dict.fromkeys(unsaved, "公式没有算好的数值"), mend)
        good = [cell for cell, has_value in formulas if has_value]
        if good:
            what = f"{_places(good)}是公式，按保存时的数值读入"
            self._name(good[0], what, "请核对数值", Level.NOTE)

    def _name_each(self, cells: Mapping[str, str], mend: str) -> None:
        for cell, what in islice(cells.items(), NAMED_CELLS):
            self._name(cell, what, mend)
        if len(cells) > NAMED_CELLS:
            self._name("", f"另有 {len(cells) - NAMED_CELLS} 格同样的错误", mend)

    def _layout(self) -> Iterator[Problem]:
        scan, warning = self.scan, Level.WARNING
        if scan.merged:
            first = scan.merged[0].partition(":")[0]
            what = f"有合并单元格 {_places(scan.merged)}，只有左上角一格有数"
            yield self._problem(first, what, "请取消合并，逐格填写", warning)
        if scan.hidden_rows:
            rows = [str(row) for row in scan.hidden_rows]
            what = f"有隐藏的行 {_places(rows)}，照样读入"
            yield self._problem(f"A{rows[0]}", what, "请取消隐藏并核对", warning)
        if scan.hidden_columns:
            first = cell_name(scan.hidden_columns[0][0], 1)
            spans = [f"{_letters(low)}:{_letters(high)}" for low, high in scan.hidden_columns]
            what = f"有隐藏的列 {_places(spans)}，照样读入"
            yield self._problem(first, what, "请取消隐藏并核对", warning)
        if scan.filtered:
            yield self._problem("", "正在筛选，被筛掉的行照样读入", "请清除筛选并核对", warning)

    def _name(self, cell: str, what: str, mend: str, level: Level = Level.ERROR) -> None:
        self.problems.append(self._problem(cell, what, mend, level))

    def _problem(self, cell: str, what: str, mend: str, level: Level) -> Problem:
        return Problem(f"{self.where}!{cell}" if cell else self.where, what, mend, level)


def plain_rows(sheet: CalamineSheet, last_row: int) -> list[Row]:
    """Return the values of so many rows, each up to its last value."""
    rows: list[Row] = []
    for values in sheet.to_python(skip_empty_area=False, nrows=last_row):
        row = list(map(_plain, values))
        while row and row[-1] is None:
            row.pop()
        rows.append(row)
    rows += ([] for _ in range(last_row - len(rows)))  # behind the values there may be formulas
    return rows


def _plain(value: Any) -> Any:
    """Return a value as it stands in JSON: an empty text is nothing, a whole number an int."""
    kind = type(value)
    if kind is str:
        return value or None
    if kind is float:
        return int(value) if value.is_integer() else value
    if kind is datetime:
        return {"datetime": value.isoformat()}
    if kind is date:  # a day without hours is the hour 0 of that day
        return {"datetime": datetime.combine(value, time()).isoformat()}
    if kind is time:
        return {"time": value.isoformat()}
    if kind is timedelta:
        return {"seconds": value.total_seconds()}
    return value


def restored(value: Any) -> Any:
    """Return a value as it is used: a datetime, time or timedelta where it was one."""
    if not isinstance(value, dict):
        return value
    if "datetime" in value:
        return datetime.fromisoformat(value["datetime"])
    if "time" in value:
        return time.fromisoformat(value["time"])
    return timedelta(seconds=value["seconds"])


def _says_something(value: Any) -> bool:
    return value is not None and not (isinstance(value, str) and value.isspace())


def _letters(column: int) -> str:
    return cell_name(column, 0).removesuffix("0")


def _places(places: Sequence[str]) -> str:
    said = "、".join(places[:SHOWN_PLACES])
    return said if len(places) <= SHOWN_PLACES else f"{said} 等 {len(places)} 处"
