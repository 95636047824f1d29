"""One pass over an XML member of a workbook: how large it is, and what a reader would not tell.

Runs before any library sees the file. expat streams the member, so memory stays small; a document
type definition, the carrier of entity bombs and of external entities, is refused outright. Names
count without their namespace, as the reader of the values takes them, so that both see one sheet.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass, field
from functools import lru_cache
from typing import IO, Any
from xml.parsers import expat

from ..plan.methods import Limits
from ..tables import cell_name

__all__ = ["MAIN", "MemberError", "MemberScan", "Workbook", "scan_member"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
DEEPEST = 64
MOST_PARTS = 4
LONGEST_TAG = 1 << 20
"""A tag that spans many chunks is scanned from its start with each of them."""

LONGEST_CODE = 64
"""What is kept of a cell's text: enough for the number of a shared text or the name of an error."""

CHUNK = 1 << 16
CELL_NAME = re.compile("([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
AFTER_THE_CELLS = ("dataValidations", "conditionalFormatting")
"""Elements that openpyxl reads slowly; behind the cells, where they belong, they are not read."""

READ = ("workbook", "worksheet", "sst", "styleSheet")
"""Root elements of the members from which values are read."""

PARENTS_OF_TEXT = ("sst", "si", "is", "r")
MOST_TEXT_ELEMENTS, MOST_OTHER_ELEMENTS = 2_000_000, 200_000
"""Elements of one member apart from cells: for texts, and for styles, names and the like."""

BUILT_IN_PERCENT = {"9": "0%", "10": "0.00%"}
"""Number formats with a percent sign that a workbook need not declare."""


class MemberError(Exception):
    """The member breaks a limit or the format; carries a Chinese text."""


@dataclass(frozen=True)
class Workbook:
    """What the other members say about a sheet's cells.

    Parameters
    ----------
    percent : mapping
        Number format of each style (its index, as text) that has a percent sign.
    empty_texts : set
        Indices, as text, of shared texts that hold nothing.
    """

    percent: Mapping[str, str] = field(default_factory=dict)
    empty_texts: Set[str] = frozenset()


@dataclass
class MemberScan:
    """What was seen in one member."""

    root: str = ""
    area: int = 0
    """Cells, each row counted up to its last cell or the width of row 1, a skipped row as one."""

    last_row: int = 0
    """Last row with any content; what is behind it need not be read."""

    last_column: int = 0
    filled: int = 0
    """Cells that hold a value other than an error, for comparison with what the reader finds."""

    formulas: dict[str, bool] = field(default_factory=dict)
    """Cells with a formula, and whether the program that saved them stored the value."""

    formula_ends: dict[int, int] = field(default_factory=dict)
    """Column of the last formula of each row that has one."""

    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    """Row and column of the cells that hold an error, and which."""

    percent: dict[str, str] = field(default_factory=dict)
    """Cells with content whose number format has a percent sign, and the format."""

    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False
    sheets: list[tuple[str, str]] = field(default_factory=list)
    """Of the workbook: name and relation of each sheet."""

    relations: dict[str, str] = field(default_factory=dict)
    date1904: bool = False
    comments: list[str] = field(default_factory=list)
    formats: dict[str, str] = field(default_factory=dict)
    styles: list[str] = field(default_factory=list)
    """Of the styles: number format of each, by its number."""

    empty_texts: set[str] = field(default_factory=set)


def scan_member(
    stream: IO[bytes], limits: Limits, cells_left: int, workbook: Workbook
) -> MemberScan:
    """Stream an XML member.

    Parameters
    ----------
    stream : binary file
        The member, unpacked as it is read.
    limits : Limits
        The bounds on texts and cells.
    cells_left : int
        How many cells the workbook may still have.
    workbook : Workbook
        What a sheet's cells refer to; nothing for other members.

    Raises
    ------
    MemberError
        When a limit is broken, a document type definition is met or the structure is at fault.
    expat.ExpatError
        When it is not well-formed XML.
    """
    return _Scanner(limits, cells_left, workbook).read(stream)


class _Scanner:
    def __init__(self, limits: Limits, cells_left: int, workbook: Workbook) -> None:
        self.scan = MemberScan()
        self.limits = limits
        self.cells_left = cells_left
        self.workbook = workbook
        self.path: list[str] = [""]
        self.is_sheet = self.is_ours = False
        self.text_elements = self.other_elements = self.text_length = 0
        self.row = self.column = self.first_row_width = 0
        self.cell_type = self.cell_style = self.value = ""
        self.cell_parts = self.texts = 0
        self.has_formula = self.has_value = self.row_is_hidden = self.row_has_content = False
        self.has_text = self.cells_ended = False

    def read(self, stream: IO[bytes]) -> MemberScan:
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.StartDoctypeDeclHandler = self._refuse_doctype
        parser.StartElementHandler = self._start
        parser.EndElementHandler = self._end
        parser.CharacterDataHandler = self._text
        fed = 0
        while chunk := stream.read(CHUNK):
            parser.Parse(chunk, False)
            fed += len(chunk)
            if fed - parser.CurrentByteIndex > LONGEST_TAG:
                raise MemberError(f"有一个标签超过 {LONGEST_TAG} 字节")
        parser.Parse(b"", True)
        spans = self.scan.hidden_columns
        self.scan.hidden_columns = [span for span in spans if span[0] <= self.scan.last_column]
        return self.scan

    def _refuse_doctype(self, *_: Any) -> None:
        raise MemberError("含文档类型定义（DTD 或实体），可能是恶意文件")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        name = _local(tag)
        path = self.path
        parent = path[-1]
        path.append(name)
        self.text_length = 0
        if len(path) > DEEPEST + 1:
            raise MemberError(f"XML 嵌套超过 {DEEPEST} 层")
        if not parent:
            self._start_root(tag, name)
        if self.is_sheet and parent == "c":
            self._start_part(name)
        elif self.is_sheet and name == "c":
            self._start_cell(parent, attributes)
        elif self.is_sheet and name == "row":
            self._start_row(parent, attributes)
        else:
            self._start_other(name, parent, attributes)

    def _start_root(self, tag: str, name: str) -> None:
        self.scan.root = tag
        self.is_sheet, self.is_ours = name == "worksheet", tag.startswith(MAIN)
        if name in READ and not self.is_ours:
            raise MemberError("是“Strict Open XML”或别的格式，读不了，请另存为普通的 .xlsx")

    def _start_row(self, parent: str, attributes: dict[str, str]) -> None:
        if parent != "sheetData" or self.cells_ended:
            raise MemberError("有一行不在表格里，内部结构不合规")
        number = _whole(attributes.get("r", str(self.row + 1)))
        if not self.row < number <= LAST_ROW:
            raise MemberError(f"行号 {number} 不按顺序或超出 {LAST_ROW}")
        self.row, self.column, self.row_has_content = number, 0, False
        self.row_is_hidden = _is_on(attributes.get("hidden")) or _is_zero(attributes.get("ht"))

    def _start_cell(self, parent: str, attributes: dict[str, str]) -> None:
        if parent != "row":
            raise MemberError("有一格不在任何一行里，内部结构不合规")
        said = attributes.get
        self.cell_type, self.cell_style = said("t", "n"), said("s", "")
        self.cell_parts, self.value = 0, ""
        self.has_formula = self.has_value = self.has_text = False
        name = said("r")
        column = self.column + 1 if name is None else self._column_of(name)
        if not self.column < column <= LAST_COLUMN:
            raise MemberError(f"第 {self.row} 行的单元格不按顺序或超出 {LAST_COLUMN} 列")
        self.column = column

    def _column_of(self, name: str) -> int:
        letters, row = _place(name)
        if row != str(self.row):
            raise MemberError(f"单元格 {name} 放在第 {self.row} 行里")
        return _column(letters)

    def _start_part(self, name: str) -> None:
        """Note the formula, the stored value or the text of a cell."""
        self.cell_parts += 1
        if self.cell_parts > MOST_PARTS:
            raise MemberError(f"第 {self.row} 行有一格的内部结构不合规")
        self.has_formula |= name == "f"
        # A formula may well give an empty text; only then is an empty value a stored one.
        self.has_value |= name == "is" or (name == "v" and self.cell_type == "str")

    def _start_other(self, name: str, parent: str, attributes: dict[str, str]) -> None:
        if self.is_sheet and name in AFTER_THE_CELLS and not self.cells_ended:
            raise MemberError("工作表的内部顺序不合规")
        if name == "si":
            self.has_text = False
        if parent in PARENTS_OF_TEXT:
            self.text_elements += 1
        else:
            self.other_elements += 1
        texts, others = self.text_elements, self.other_elements
        if texts > MOST_TEXT_ELEMENTS or others > MOST_OTHER_ELEMENTS:
            raise MemberError(f"XML 元素太多（{texts + others} 个以上）")
        if attributes:
            self._note(name, parent, attributes)

    def _note(self, name: str, parent: str, attributes: dict[str, str]) -> None:
        scan, said = self.scan, attributes.get
        if name == "mergeCell":
            scan.merged.append(said("ref", "?"))
        elif name == "col" and (_is_on(said("hidden")) or _is_zero(said("width"))):
            scan.hidden_columns.append((_whole(said("min", "0")), _whole(said("max", "0"))))
        elif name == "filterColumn":
            scan.filtered = True
        elif name == "sheet":
            scan.sheets.append((said("name", ""), said(RELATION, "")))
        elif name == "Relationship":
            scan.relations[said("Id", "")] = said("Target", "")
        elif name == "workbookPr":
            scan.date1904 = _is_on(said("date1904"))
        elif name == "comment":
            scan.comments.append(said("ref", "?"))
        elif name == "numFmt":
            scan.formats[said("numFmtId", "")] = said("formatCode", "")
        elif name == "xf" and parent == "cellXfs":
            scan.styles.append(said("numFmtId", ""))

    def _end(self, tag: str) -> None:
        name = self.path.pop()
        if not self.is_sheet:
            if name == "si":
                self._end_shared_text()
        elif name == "c":
            self._end_cell()
        elif name == "row":
            self._end_row()
        elif name == "sheetData":
            self.cells_ended = True

    def _end_shared_text(self) -> None:
        if not self.has_text:
            self.scan.empty_texts.add(str(self.texts))
        self.texts += 1

    def _end_cell(self) -> None:
        scan, code = self.scan, self.value.strip()
        if not (self.has_formula or self.has_value or self.has_text):
            return
        is_blank = self.cell_type == "s" and code in self.workbook.empty_texts
        is_error = self.cell_type == "e"
        scan.filled += self.has_text and not is_blank and not is_error
        self.row_has_content = True
        scan.last_column = max(scan.last_column, self.column)
        if self.has_formula:
            scan.formulas[cell_name(self.column, self.row)] = self.has_value or self.has_text
            scan.formula_ends[self.row] = self.column
        if is_error:
            scan.errors[self.row, self.column] = code
        if self.cell_style in self.workbook.percent:
            style = self.workbook.percent[self.cell_style]
            scan.percent[cell_name(self.column, self.row)] = style

    def _end_row(self) -> None:
        scan, skipped = self.scan, 0
        if self.row == 1:
            self.first_row_width = self.column
        scan.area += self.column
        if self.row_has_content:
            skipped = self.row - scan.last_row - 1
            # Who goes through a sheet cell by cell goes through the empty rows too.
            scan.area += skipped * max(1, self.first_row_width)
            scan.area += max(0, self.first_row_width - self.column)
            scan.last_row = self.row
            if self.row_is_hidden:
                scan.hidden_rows.append(self.row)
        if scan.area > self.cells_left:
            far = f"，前面空了 {skipped} 行" if skipped else ""
            place = f"（读到第 {self.row} 行{far}）"
            raise MemberError(f"单元格超过上限 {self.limits.cells} 个{place}")

    def _text(self, text: str) -> None:
        self.text_length += len(text)
        if self.text_length > self.limits.text_chars and self.is_ours:
            raise MemberError(f"有一段文字超过 {self.limits.text_chars} 个字符")
        if self.path[-1] in ("v", "t") and self.path[-2] != "rPh":
            self.has_text = self.has_text or not text.isspace()
            if len(self.value) < LONGEST_CODE:
                self.value += text


@lru_cache(maxsize=1024)
def _local(tag: str) -> str:
    """Return a tag's name without its namespace."""
    return tag.rpartition(" ")[2]


def _place(name: str) -> tuple[str, str]:
    found = CELL_NAME.fullmatch(name)
    if found is None:
        raise MemberError(f"不是单元格地址：{name[:20]}")
    return found[1], found[2]


@lru_cache(maxsize=1024)
def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise MemberError(f"应为整数：{text[:20]}")
    return int(text)


def _is_on(text: str | None) -> bool:
    return text in ("1", "true")


def _is_zero(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"0+(\.0*)?", text) is not None
