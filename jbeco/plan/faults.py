"""Collects the problems of a plan's tables while reading goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from decimal import InvalidOperation
from fractions import Fraction
from typing import Any, TypeVar

from ..problems import JbecoError, Problem
from ..tables import Row

__all__ = ["Faults", "exact", "exact_or_none", "split"]

T = TypeVar("T")

PLAIN_NUMBER = re.compile(r"[+-]?\d+(\.\d+)?", re.ASCII)

MOST_LISTED = 20
"""Options beyond which a message points to the table instead of listing them."""


def exact(text: str) -> Fraction:
    """Read a plain decimal exactly; `ValueError` when it is not a finite number."""
    if not PLAIN_NUMBER.fullmatch(text):
        raise ValueError(text)
    return Fraction(text)


def exact_or_none(text: str) -> Fraction | None:
    """Read a plain decimal, None when it is empty or no number (which is noted elsewhere)."""
    return Fraction(text) if PLAIN_NUMBER.fullmatch(text) else None


def split(text: str) -> tuple[str, ...]:
    """Return the parts of a cell that lists several words separated by semicolons."""
    return tuple(part for part in text.split(";") if part)


class Faults:
    """Collects problems while reading goes on."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, where: str, what: str, mend: str) -> None:
        """Note one error."""
        self.problems.append(Problem(where, what, mend))

    def collect(self, read: Callable[[], Any], fallback: Any) -> Any:
        """Return what ``read`` gives, or keep its problems and return the fallback."""
        try:
            return read()
        except JbecoError as error:
            self.problems += error.problems
            return fallback

    def cell(self, row: Row, column: str, what: str, mend: str) -> None:
        """Note an error of one cell, with the text that stands there."""
        self.add(row.where(column), f"“{row[column]}”{what}", mend)

    def unique(self, rows: Sequence[Row], column: str) -> None:
        """Note every row whose text in a column was used before."""
        first: dict[str, Row] = {}
        for row in rows:
            if row[column] in first:
                line = first[row[column]].line
                self.cell(row, column, f"与第 {line} 行重复", "每个编号只能用一次")
            first.setdefault(row[column], row)

    def choice(self, row: Row, column: str, options: Collection[str]) -> str:
        """Return a cell's text; note an error when it is none of the options."""
        if row[column] not in options:
            listed = "、".join(option or "（空）" for option in options)
            mend = f"可选：{listed}" if len(options) <= MOST_LISTED else "请对照规划文件夹里的表"
            self.cell(row, column, "不在可选值里", mend)
        return row[column]

    def convert(self, row: Row, column: str, kind: Callable[[str], T], need: str) -> T | None:
        """Return a cell converted, None when empty; note an error when it cannot be read."""
        if row[column] == "":
            return None
        try:
            return kind(row[column])
        except (ValueError, InvalidOperation):
            self.cell(row, column, "读不懂", f"应为{need}")
            return None
