"""Says in plain words where two files of a report first differ."""

from __future__ import annotations

import csv
import io
import zipfile
from itertools import zip_longest
from pathlib import Path

__all__ = ["first_difference"]

SHOWN = 60
"""Characters that are shown of a text."""

ZIPPED = (".xlsx", ".docx")


def first_difference(before: Path, after: Path) -> str:
    """Return where a file differs from another one: cell of a table, part of a book, line.

    Parameters
    ----------
    before, after : Path
        Two files of the same kind.
    """
    if before.suffix in ZIPPED:
        return _of_members(before, after)
    texts = [path.read_bytes().decode("utf-8-sig", "replace") for path in (before, after)]
    return _of_cells(*texts) if before.suffix == ".csv" else _of_lines(*texts)


def _of_cells(before: str, after: str) -> str:
    rows = [list(csv.reader(io.StringIO(text, newline=""))) for text in (before, after)]
    header = rows[0][0] if rows[0] else []
    for number, (old, new) in enumerate(zip_longest(*rows, fillvalue=[]), start=1):
        if old != new:
            if not old or not new:
                break
            for column, (one, other) in enumerate(zip_longest(old, new, fillvalue="")):
                if one != other:
                    name = header[column] if column < len(header) else f"第 {column + 1} 列"
                    of = f"（{old[0]}）" if column else ""
                    return f"第 {number} 行{of} {name}：{_shown(one)} → {_shown(other)}"
    return f"行数：{len(rows[0])} → {len(rows[1])}"


def _of_lines(before: str, after: str) -> str:
    pairs = zip_longest(before.split("\n"), after.split("\n"), fillvalue="")
    for number, (old, new) in enumerate(pairs, start=1):
        if old != new:
            start = max(_common(old, new) - 10, 0)
            return f"第 {number} 行：{_shown(old[start:])} → {_shown(new[start:])}"
    return "字节不同，文字相同"


def _of_members(before: Path, after: Path) -> str:
    with zipfile.ZipFile(before) as old, zipfile.ZipFile(after) as new:
        names = [sorted(book.namelist()) for book in (old, new)]
        if names[0] != names[1]:
            return "里面的部分不同：" + "、".join(sorted(set(names[0]) ^ set(names[1])))
        for name in names[0]:
            texts = [book.read(name).decode("utf-8", "replace") for book in (old, new)]
            if texts[0] != texts[1]:
                return f"{name} {_of_lines(*texts)}"
    return "内容相同，压缩不同"


def _common(one: str, other: str) -> int:
    """Return how many characters two texts begin with in common."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _shown(text: str) -> str:
    text = text.strip()
    return "（空）" if not text else text[:SHOWN] + ("……" if len(text) > SHOWN else "")
