"""Reads CSV and TSV files as people save them: UTF-8 or GB18030, comma, tab or semicolon."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..plan.methods import Limits
from ..problems import Level, Problem
from ..tables import cell_name
from .files import Arrived, other_kind

__all__ = ["TextRow", "TextTable", "read_table", "torn_rows"]

DELIMITERS = (",", "\t", ";")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
SAVE_AS = "请另存为“CSV UTF-8（逗号分隔）”"
SHOWN_ROWS = 5
"""Torn rows that are named; the rest of them are counted."""


class TextRow(NamedTuple):
    """One row of a table: its line as a spreadsheet counts it, and its cells."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True)
class TextTable:
    """A table of texts.

    ``rows`` are those below the header that hold anything, each as long as the header; ``torn`` are
    those that are not as long, because a comma or a quotation mark is missing or too many: which
    cell is which is not known there.
    """

    header: tuple[str, ...]
    rows: tuple[TextRow, ...]
    torn: tuple[TextRow, ...]


def read_table(file: Arrived, limits: Limits) -> tuple[TextTable | None, tuple[Problem, ...]]:
    """Read a text table.

    Parameters
    ----------
    file : Arrived
        The file.
    limits : Limits
        What it may be at most: cells, characters of one cell.

    Returns
    -------
    tuple
        The table, None when the file is refused, and the problems of the file as a whole. Torn rows
        are in the table; `torn_rows` says them.
    """
    kind = other_kind(file.content)
    if kind:
        kind = "工作簿或压缩包" if kind == "zip" else kind
        return None, (Problem(file.name, f"不是文本表格，内容是{kind}", SAVE_AS),)
    try:
        text, notes = _decoded(file.content, file.name)
        rows = _split(text, file.name, limits)
    except _RefusedError as refused:
        return None, (refused.problem,)
    return _table(rows), tuple(notes)


def torn_rows(table: TextTable, name: str) -> tuple[Problem, ...]:
    """Name the first rows whose length is not the header's, and count the rest."""
    width = len(table.header)
    problems = [
        Problem(
            f"{name}!A{row.line}（整行）",
            f"这一行有 {len(row.cells)} 格，表头有 {width} 格，没有读入",
            "请检查逗号与引号",
        )
        for row in table.torn[:SHOWN_ROWS]
    ]
    rest = table.torn[SHOWN_ROWS:]
    if rest:
        where = f"{name}!A{rest[0].line}（整行）"
        what = f"自这一行起另有 {len(rest)} 行的格数与表头不同，没有读入"
        problems.append(Problem(where, what, "请检查逗号与引号"))
    return tuple(problems)


class _RefusedError(Exception):
    def __init__(self, where: str, what: str, mend: str) -> None:
        super().__init__(what)
        self.problem = Problem(where, what, mend)


def _decoded(content: bytes, name: str) -> tuple[str, list[Problem]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise _RefusedError(name, "是 UTF-16 编码（Excel 的“Unicode 文本”）", SAVE_AS)
    notes = []
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if _mostly_utf8(content):
            line = content.count(b"\n", 0, error.start) + 1
            where = f"{name}!A{line}"
            raise _RefusedError(where, "UTF-8 文本里有坏字节，文件可能残缺", SAVE_AS) from None
        text = _from_gb18030(content, name)
        what = "是 GB18030（GBK）编码，已按它读入"
        notes.append(
            Problem(name, what, f"请核对汉字；最好{SAVE_AS.removeprefix('请')}", Level.NOTE)
        )
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _RefusedError(f"{name}!A{line}", "有控制字符，文件可能损坏", SAVE_AS)
    return text, notes


def _mostly_utf8(content: bytes) -> bool:
    """Whether most characters beyond ASCII are whole in UTF-8: then the file is damaged UTF-8."""
    characters = [char for char in content.decode("utf-8", errors="replace") if char > "\x7f"]
    return characters.count("\ufffd") * 10 < len(characters)


def _from_gb18030(content: bytes, name: str) -> str:
    try:
        text = content.decode("gb18030")
    except UnicodeDecodeError:
        text = "\ue000"
    if PRIVATE_USE.search(text):
        raise _RefusedError(name, "既不是 UTF-8 也不是 GB18030 编码", SAVE_AS)
    return text


def _split(text: str, name: str, limits: Limits) -> list[list[str]]:
    rows: list[list[str]] = []
    cells = 0
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text), strict=True)
    try:
        for row in reader:
            rows.append(row)
            cells += max(1, len(row), len(rows[0]))  # short rows will be made as long as the first
            if cells > limits.cells:
                what = f"单元格超过上限 {limits.cells} 个（读到第 {len(rows)} 行）"
                raise _RefusedError(name, what, "请分成几个文件")
            longest = max(map(len, row), default=0)
            if longest > limits.text_chars:
                where = f"{name}!{cell_name([len(c) for c in row].index(longest) + 1, len(rows))}"
                what = f"文字有 {longest} 个字符，超过上限 {limits.text_chars}"
                raise _RefusedError(where, what, "请缩短，并检查引号是否成对")
    except csv.Error:
        where = f"{name}!A{reader.line_num}"
        raise _RefusedError(where, "引号不成对或一格太长", "请检查英文双引号") from None
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _delimiter(text: str) -> str:
    header = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=header.count)


def _table(rows: list[list[str]]) -> TextTable:
    header = _without_blanks(rows[0]) if rows else []
    width = len(header)
    whole: list[TextRow] = []
    torn: list[TextRow] = []
    for line, cells in enumerate(rows[1:], start=2):
        if not "".join(cells).strip():
            continue
        if len(cells) > width:
            cells = [*cells[:width], *_without_blanks(cells[width:])]
        (whole if len(cells) == width else torn).append(TextRow(line, cells))
    return TextTable(tuple(header), tuple(whole), tuple(torn))


def _without_blanks(cells: list[str]) -> list[str]:
    """Return the cells without the blank ones at the end."""
    kept = list(cells)
    while kept and not kept[-1].strip():
        kept.pop()
    return kept
