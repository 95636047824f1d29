"""Problems that a user must mend: one shape for the plan's tables, the submissions and the run.

Every problem says what is wrong, where, what was found and expected, and what to do next; problems
are collected and shown all at once, never one by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

__all__ = [
    "JbecoError",
    "Level",
    "Problem",
    "problem_record",
    "problem_table",
    "raise_if_any",
]


MOST_NAMED = 12
"""Criteria that a line names; a file that is lost may hold up all of them."""

OWN_BOOK = "“更正与裁决”"
"""How messages call the workbook in which the consultant keeps what was decided."""

CELL = re.compile(r"[A-Z]+[0-9]*", re.ASCII)


class Level(StrEnum):
    """How serious a problem is; the run stops on ``ERROR`` only."""

    ERROR = "错误"
    WARNING = "警告"
    NOTE = "提示"


@dataclass(frozen=True, order=True)
class Problem:
    """One thing to mend.

    Parameters
    ----------
    where : str
        File and cell (``comparators.csv!D12``), or the argument of a command.
    what : str
        What is wrong, in Chinese, with the value that was found.
    mend : str
        What the user should do next, in Chinese.
    level : Level
        Error, warning or note.
    blocks : tuple of str
        Criteria that cannot be judged until this is mended.
    expected : str
        What should stand there, in Chinese; empty where ``mend`` says it all.
    year : int or None
        The year of the figure that is at fault; None for the assessed year.
    about : str
        What of that year cannot be used because of an error: ``value``, ``task``, ``comparator``,
        or ``""`` for nothing.
    contradicts : bool
        Whether two ways to one fact disagree, so that none of them is believed until a resolution
        decides; told as a warning.
    also : tuple of str
        Further places of the same fault, such as the other of two departments that disagree: it is
        told once, at ``where``, and marked at each of them.
    """

    where: str
    what: str
    mend: str
    level: Level = Level.ERROR
    blocks: tuple[str, ...] = ()
    expected: str = ""
    year: int | None = None
    about: str = "value"
    contradicts: bool = False
    also: tuple[str, ...] = ()

    @property
    def place(self) -> tuple[str, str, str]:
        """File, sheet and cell of ``where``; empty where there is none."""
        file, _, rest = self.where.partition("!")
        sheet, _, cell = rest.rpartition("!")
        cell = cell.partition("（")[0]
        if cell and not CELL.fullmatch(cell):
            return file, cell, ""
        return file, sheet, cell

    @property
    def mend_for_sender(self) -> str:
        """What who sent the file should do; the consultant's own tables are not his to fill."""
        return "；".join(map(_for_sender, self.mend.split("；")))

    @property
    def seen_from(self) -> tuple[Problem, ...]:
        """The same fault as it is told at each of its places, the first one first."""
        return tuple(replace(self, where=where, also=()) for where in (self.where, *self.also))

    def __str__(self) -> str:
        more = f"等 {len(self.blocks)} 项" if len(self.blocks) > MOST_NAMED else ""
        blocked = f"（影响 {'、'.join(self.blocks[:MOST_NAMED])}{more}）" if self.blocks else ""
        expected = f"｜应为：{self.expected}" if self.expected else ""
        return f"{self.level}｜{self.where}｜{self.what}{blocked}{expected}｜{self.mend}"


def _for_sender(clause: str) -> str:
    if OWN_BOOK not in clause and ".csv" not in clause:
        return clause
    head, comma, _ = clause.partition("，")
    if not comma:
        return "请在备注写明依据"
    return f"{head}，请在备注写明依据" if head.endswith("的") else head


class JbecoError(Exception):
    """The data, the plan or the run is at fault; carries every problem found.

    Parameters
    ----------
    problems : iterable of Problem
        All of them; shown one per line.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))

    def _render_traceback_(self) -> list[str]:
        """What a notebook shows: the problems, without the way through the library."""
        return [str(problem) for problem in self.problems]


def raise_if_any(problems: Iterable[Problem]) -> None:
    """Raise one `JbecoError` with all errors; warnings and notes pass."""
    problems = tuple(problems)
    if any(problem.level is Level.ERROR for problem in problems):
        raise JbecoError(problems)


def problem_record(problem: Problem) -> dict[str, Any]:
    """Return a problem as plain data, as ``check --json`` prints it."""
    file, sheet, cell = problem.place
    return {
        "level": str(problem.level),
        "where": problem.where,
        "file": file,
        "sheet": sheet,
        "cell": cell,
        "found": problem.what,
        "expected": problem.expected,
        "mend": problem.mend,
        "blocks": list(problem.blocks),
    }


def problem_table(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return one row per problem, with the headers that a consultant reads."""
    return [
        {
            "级别": str(problem.level),
            "文件": problem.place[0],
            "工作表": problem.place[1],
            "单元格": problem.place[2],
            "发现": problem.what,
            "应为": problem.expected,
            "怎么改": problem.mend,
            "影响": "、".join(problem.blocks),
        }
        for problem in problems
    ]
