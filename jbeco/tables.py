"""CSV tables read with their cell addresses, so that every number can be traced to a cell."""

from __future__ import annotations

import csv
import hashlib
import io
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .problems import JbecoError, Problem

__all__ = [
    "Row",
    "canonical_json",
    "cell_name",
    "cell_place",
    "file_sha256",
    "header_problem",
    "read_rows",
    "scan_rows",
    "table_text",
]

FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-?\d+(\.\d+)?")
CELL = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")


def file_sha256(path: Path) -> str:
    """Return the sha256 of a file's bytes, in hexadecimal."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def cell_name(column: int, line: int) -> str:
    """Name a cell as a spreadsheet does; ``column`` and ``line`` count from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{line}"


def cell_place(name: str) -> tuple[int, int] | None:
    """Return column and line, from 1, of a cell's name such as ``F12``; None when it is none."""
    found = CELL.fullmatch(name)
    if found is None:
        return None
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column, int(found[2])


@dataclass(frozen=True)
class Row:
    """One row of a table: its texts by column name, and where each of them stands."""

    file: str
    line: int
    texts: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.texts[column]

    def cell(self, column: str) -> str:
        """Return the spreadsheet name of a column's cell, such as ``D12``."""
        return cell_name(list(self.texts).index(column) + 1, self.line)

    def label(self, column: str) -> str:
        """Return what the table itself calls a column."""
        return column

    def where(self, column: str) -> str:
        """Return file and cell, such as ``criteria.csv!D12（unit）``."""
        return f"{self.file}!{self.cell(column)}（{self.label(column)}）"


def read_rows(path: Path, columns: Sequence[str], name: str = "") -> list[Row]:
    """Read a CSV table whose columns must be just those named, in that order.

    Parameters
    ----------
    path : Path
        UTF-8 file, with or without a byte-order mark.
    columns : sequence of str
        The header that is required.
    name : str, optional
        How messages name the file; by default its own name.

    Returns
    -------
    list of Row
        Cell texts stripped of surrounding white space.

    Raises
    ------
    JbecoError
        All faults of the file's shape at once, as `scan_rows` finds them.
    """
    rows, problems = scan_rows(path, columns, name)
    if problems:
        raise JbecoError(problems)
    return rows


def scan_rows(
    path: Path, columns: Sequence[str], name: str = ""
) -> tuple[list[Row], list[Problem]]:
    """Read what can be read of a table, and name what cannot; see `read_rows`.

    Returns
    -------
    rows : list of Row
        The rows of the right shape; empty when the file is missing or its header is not as
        required.
    problems : list of Problem
        Missing file, not UTF-8, header, ragged rows, line breaks inside a cell (they would shift
        the cell addresses).
    """
    name = name or path.name
    if not path.is_file():
        return [], [Problem(name, "缺少这个文件", f"请放到 {path.parent.name} 文件夹里")]
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError:
        return [], [Problem(name, "不是 UTF-8 编码", "请另存为“CSV UTF-8（逗号分隔）”")]
    try:
        lines = list(csv.reader(io.StringIO(text, newline="")))
    except csv.Error as error:
        return [], [Problem(name, f"不是完好的 CSV：{error}", "请用表格软件另存一次")]
    header = lines[0] if lines else []
    if header != list(columns):
        return [], [header_problem(name, header, columns)]
    problems, rows = [], []
    for number, cells in enumerate(lines[1:], start=2):
        where = f"{name} 第 {number} 行"
        if len(cells) != len(columns):
            found = f"有 {len(cells)} 格，应有 {len(columns)} 格"
            problems.append(Problem(where, found, "请检查逗号与引号"))
        elif any("\n" in cell or "\r" in cell for cell in cells):
            problems.append(Problem(where, "格内有换行，会使行号错位", "请把换行改为分号"))
        else:
            texts = dict(zip(columns, (cell.strip() for cell in cells), strict=True))
            rows.append(Row(name, number, texts))
    return rows, problems


def header_problem(name: str, found: Sequence[str], expected: Sequence[str]) -> Problem:
    """Say what is wrong with a table's header: columns that are missing, too many, or shuffled."""
    missing = [column for column in expected if column not in found]
    extra = [column for column in found if column not in expected]
    says = []
    if missing:
        says.append(f"缺少列 {'、'.join(missing)}")
    if extra:
        says.append(f"多出列 {'、'.join(extra)}")
    what = "；".join(says) or "列的顺序不对"
    return Problem(f"{name} 第 1 行", what, f"表头应为：{','.join(expected)}")


def canonical_json(content: Any) -> str:
    """Write JSON that is the same for the same content: sorted keys, Chinese as it is."""
    return json.dumps(content, ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def table_text(rows: Sequence[dict[str, Any]]) -> str:
    """Write rows as CSV for people: a byte-order mark so that spreadsheets read the Chinese."""
    if not rows:
        return "\ufeff（没有内容）\r\n"
    text = io.StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\r\n")
    writer.writeheader()
    writer.writerows({key: _cell(value) for key, value in row.items()} for row in rows)
    return "\ufeff" + text.getvalue()


def _cell(value: Any) -> Any:
    """Keep text text: a spreadsheet must not take it for a formula."""
    text = isinstance(value, str) and not NUMBER.fullmatch(value)
    return f"'{value}" if text and value.startswith(FORMULA_STARTS) else value
