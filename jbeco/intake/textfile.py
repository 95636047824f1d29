"""Reads CSV and TSV files as people save them: UTF-8 or GB18030, comma, tab or semicolon."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from pathlib import Path

from ..plan.methods import Limits
from ..problems import Level, Problem
from ..tables import cell_name
from .file_kind import other_kind, too_large

__all__ = ["read_text_rows"]

Rows = tuple[tuple[str, ...], ...]

DELIMITERS = (",", "\t", ";")
CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
PRIVATE_USE = re.compile("[\ue000-\uf8ff]")
SAVE_AS = "请另存为“CSV UTF-8（逗号分隔）”"
SHOWN_ROWS = 5


def read_text_rows(path: Path, name: str, limits: Limits) -> tuple[Rows, tuple[Problem, ...]]:
    """Read the rows of a text table.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        How it is called in messages.
    limits : Limits
        What it may be at most: megabytes, cells, characters of one cell.

    Returns
    -------
    tuple
        The rows, each as long as the first, and the problems. Row n of the file is at index n - 1,
        also behind blank rows; blank rows at the end are left off. No rows when it is refused.
    """
    with path.open("rb") as file:
        content = file.read(limits.file_mb * 1024 * 1024 + 1)
    large = too_large(path.stat().st_size, limits.file_mb)
    if large:
        return (), (Problem(name, large, "请分成几个文件"),)
    kind = other_kind(content)
    if kind:
        kind = "工作簿或压缩包" if kind == "zip" else kind
        return (), (Problem(name, f"不是文本表格，内容是{kind}", SAVE_AS),)
    try:
        text, notes = _decoded(content, name)
        rows = _split(text, name, limits)
    except _RefusedError as refused:
        return (), (refused.problem,)
    return _even(rows), (*notes, *_ragged(rows, name))


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
            where = f"{name} 第 {line} 行"
            raise _RefusedError(where, "UTF-8 文本里有坏字节，文件可能残缺", SAVE_AS) from None
        text = _from_gb18030(content, name)
        what = "是 GB18030（GBK）编码，已按它读入"
        notes.append(
            Problem(name, what, f"请核对汉字；最好{SAVE_AS.removeprefix('请')}", Level.NOTE)
        )
    if found := CONTROL.search(text):
        line = text.count("\n", 0, found.start()) + 1
        raise _RefusedError(f"{name} 第 {line} 行", "有控制字符，文件可能损坏", SAVE_AS)
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
            longest = max((len(cell) for cell in row), default=0)
            if longest > limits.text_chars:
                where = f"{name}!{cell_name([len(c) for c in row].index(longest) + 1, len(rows))}"
                what = f"文字有 {longest} 个字符，超过上限 {limits.text_chars}"
                raise _RefusedError(where, what, "请缩短，并检查引号是否成对")
    except csv.Error:
        where = f"{name} 第 {reader.line_num} 行"
        raise _RefusedError(where, "引号不成对或一格太长", "请检查英文双引号") from None
    while rows and not any(cell.strip() for cell in rows[-1]):
        rows.pop()
    return rows


def _delimiter(text: str) -> str:
    header = text.lstrip().partition("\n")[0]
    return max(DELIMITERS, key=header.count)


def _even(rows: list[list[str]]) -> Rows:
    """Rows as long as the first; those that were not so are a problem of `_ragged`."""
    width = len(rows[0]) if rows else 0
    return tuple(tuple((row + [""] * width)[:width]) for row in rows)


def _ragged(rows: list[list[str]], name: str) -> Iterator[Problem]:
    width = len(rows[0]) if rows else 0
    faulty = [n for n, row in enumerate(rows, start=1) if row and len(row) != width]
    for number in faulty[:SHOWN_ROWS]:
        what = f"有 {len(rows[number - 1])} 格，表头有 {width} 格"
        yield Problem(f"{name} 第 {number} 行", what, "请检查逗号与引号")
    if len(faulty) > SHOWN_ROWS:
        what = f"另有 {len(faulty) - SHOWN_ROWS} 行的格数与表头不同"
        yield Problem(name, what, "请检查逗号与引号")
