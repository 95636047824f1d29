"""One pass over an XML member of a workbook: how large it is, and what openpyxl would not tell.

Runs before openpyxl sees the file. expat streams the member, so memory stays small; a document type
definition, the carrier of entity bombs and of external entities, is refused outright.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import IO, Any
from xml.parsers import expat

from ..plan.methods import Limits
from ..tables import cell_name

__all__ = ["MAIN", "MemberError", "MemberScan", "scan_member"]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
DEEPEST = 64
MOST_PARTS = 4
LONGEST_TAG = 1 << 20
"""A tag that spans many chunks is scanned from its start with each of them."""

CHUNK = 1 << 16
CELL_NAME = re.compile("([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
AFTER_THE_CELLS = {f"{MAIN} {tag}" for tag in ("dataValidations", "conditionalFormatting")}
"""Elements that openpyxl reads slowly; behind the cells, where they belong, they are not read."""

PARENTS_OF_TEXT = {f"{MAIN} {tag}" for tag in ("sst", "si", "is", "r")}
MOST_TEXT_ELEMENTS, MOST_OTHER_ELEMENTS = 2_000_000, 200_000
"""Elements of one member apart from cells: for texts, and for styles, names and the like."""


class MemberError(Exception):
    """The member breaks a limit or the format; carries a Chinese text."""


@dataclass
class MemberScan:
    """What was seen in one member."""

    root: str = ""
    area: int = 0
    """Cells, each row counted up to its last cell or the width of row 1, a skipped row as one."""

    last_row: int = 0
    """Last row with any content; what is behind it need not be read."""

    formulas: dict[str, bool] = field(default_factory=dict)
    """Cells with a formula, and whether the program that saved them stored the value."""

    merged: list[str] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    filtered: bool = False
    sheet_names: list[str] = field(default_factory=list)
    date1904: bool = False
    comments: list[str] = field(default_factory=list)


def scan_member(stream: IO[bytes], limits: Limits, cells_left: int) -> MemberScan:
    """Stream an XML member.

    Parameters
    ----------
    stream : binary file
        The member, unpacked as it is read.
    limits : Limits
        The bounds on texts and cells.
    cells_left : int
        How many cells the workbook may still have.

    Raises
    ------
    MemberError
        When a limit is broken, a document type definition is met or the structure is at fault.
    expat.ExpatError
        When it is not well-formed XML.
    """
    return _Scanner(limits, cells_left).read(stream)


class _Scanner:
    def __init__(self, limits: Limits, cells_left: int) -> None:
        self.scan = MemberScan()
        self.limits = limits
        self.cells_left = cells_left
        self.path: list[str] = []
        self.text_elements = self.other_elements = self.text_length = 0
        self.row = self.column = self.first_row_width = self.last_column = 0
        self.cell_type, self.cell_parts = "", 0
        self.has_formula = self.has_value = self.row_is_hidden = self.row_has_content = False
        self.cells_ended = False

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
        columns = self.scan.hidden_columns
        self.scan.hidden_columns = [span for span in columns if span[0] <= self.last_column]
        return self.scan

    def _refuse_doctype(self, *_: Any) -> None:
        raise MemberError("含文档类型定义（DTD 或实体），可能是恶意文件")

    def _start(self, tag: str, attributes: dict[str, str]) -> None:
        self.path.append(tag)
        self.text_length = 0
        if len(self.path) > DEEPEST:
            raise MemberError(f"XML 嵌套超过 {DEEPEST} 层")
        if len(self.path) == 1:
            self.scan.root = tag
        parent = self.path[-2] if len(self.path) > 1 else ""
        if tag == f"{MAIN} row":
            self._start_row(attributes)
        elif parent == f"{MAIN} row":
            self._start_cell(attributes)
        elif parent == f"{MAIN} c":
            self._start_part(tag)
        else:
            self._start_other(tag, parent, attributes)

    def _start_row(self, attributes: dict[str, str]) -> None:
        number = _whole(attributes.get("r", str(self.row + 1)))
        if not self.row < number <= LAST_ROW:
            raise MemberError(f"行号 {number} 不按顺序或超出 {LAST_ROW}")
        self.row, self.column, self.row_has_content = number, 0, False
        self.row_is_hidden = _is_on(attributes.get("hidden")) or _is_zero(attributes.get("ht"))

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.cell_type, self.cell_parts = attributes.get("t", "n"), 0
        self.has_formula = self.has_value = False
        row, column = self.row, self.column + 1
        if "r" in attributes:
            row, column = _place(attributes["r"])
        if row != self.row:
            raise MemberError(f"单元格 {attributes['r']} 放在第 {self.row} 行里")
        if not self.column < column <= LAST_COLUMN:
            raise MemberError(f"第 {self.row} 行的单元格不按顺序或超出 {LAST_COLUMN} 列")
        self.column = column

    def _start_part(self, tag: str) -> None:
        """Note the formula, the stored value or the text of a cell."""
        self.cell_parts += 1
        if self.cell_parts > MOST_PARTS:
            raise MemberError(f"第 {self.row} 行有一格的内部结构不合规")
        self.has_formula |= tag == f"{MAIN} f"
        # A formula may well give an empty text; only then is an empty value a stored one.
        self.has_value |= tag == f"{MAIN} is" or (tag == f"{MAIN} v" and self.cell_type == "str")

    def _start_other(self, tag: str, parent: str, attributes: dict[str, str]) -> None:
        if tag in AFTER_THE_CELLS and not self.cells_ended:
            raise MemberError("工作表的内部顺序不合规")
        if parent in PARENTS_OF_TEXT:
            self.text_elements += 1
        else:
            self.other_elements += 1
        texts, others = self.text_elements, self.other_elements
        if texts > MOST_TEXT_ELEMENTS or others > MOST_OTHER_ELEMENTS:
            raise MemberError(f"XML 元素太多（{texts + others} 个以上）")
        self._note(tag, attributes)

    def _note(self, tag: str, attributes: dict[str, str]) -> None:
        name = tag.removeprefix(f"{MAIN} ")
        if name == "mergeCell":
            self.scan.merged.append(attributes.get("ref", "?"))
        elif name == "col" and (
            _is_on(attributes.get("hidden")) or _is_zero(attributes.get("width"))
        ):
            low, high = (_whole(attributes.get(end, "0")) for end in ("min", "max"))
            self.scan.hidden_columns.append((low, high))
        elif name == "filterColumn":
            self.scan.filtered = True
        elif name == "sheet":
            self.scan.sheet_names.append(attributes.get("name", ""))
        elif name == "workbookPr":
            self.scan.date1904 = _is_on(attributes.get("date1904"))
        elif name == "comment":
            self.scan.comments.append(attributes.get("ref", "?"))

    def _end(self, tag: str) -> None:
        self.path.pop()
        self.cells_ended |= tag == f"{MAIN} sheetData"
        if tag == f"{MAIN} row":
            self._end_row()
        elif self.path and self.path[-1] == f"{MAIN} row":
            self._end_cell()

    def _end_cell(self) -> None:
        if self.has_formula:
            self.scan.formulas[cell_name(self.column, self.row)] = self.has_value
        if self.has_formula or self.has_value:
            self.row_has_content = True
            self.last_column = max(self.last_column, self.column)

    def _end_row(self) -> None:
        if self.row == 1:
            self.first_row_width = self.column
        self.scan.area += self.column
        if self.row_has_content:
            skipped = self.row - self.scan.last_row - 1
            self.scan.area += skipped + max(0, self.first_row_width - self.column)
            self.scan.last_row = self.row
            if self.row_is_hidden:
                self.scan.hidden_rows.append(self.row)
        self._count()

    def _text(self, text: str) -> None:
        if self.path[-1] == f"{MAIN} v" and text.strip():
            self.has_value = True
        self.text_length += len(text)
        if self.text_length > self.limits.text_chars and self.scan.root.startswith(MAIN):
            raise MemberError(f"有一段文字超过 {self.limits.text_chars} 个字符")

    def _count(self) -> None:
        if self.scan.area > self.cells_left:
            raise MemberError(f"单元格超过上限 {self.limits.cells} 个（读到第 {self.row} 行）")


def _place(name: str) -> tuple[int, int]:
    found = CELL_NAME.fullmatch(name)
    if found is None:
        raise MemberError(f"不是单元格地址：{name[:20]}")
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return int(found[2]), column


def _whole(text: str) -> int:
    if not re.fullmatch("[0-9]{1,9}", text):
        raise MemberError(f"应为整数：{text[:20]}")
    return int(text)


def _is_on(text: str | None) -> bool:
    return text in ("1", "true")


def _is_zero(text: str | None) -> bool:
    return text is not None and re.fullmatch(r"0+(\.0*)?", text) is not None
