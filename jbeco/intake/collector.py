"""Gathers records and problems while the files of several years are read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import pandas as pd

from ..plan import Plan
from ..problems import Level, Problem
from ..tables import Row
from .records import (
    Amendment,
    Bridge,
    Comparator,
    Evidence,
    Monitoring,
    Observation,
    Progress,
    Remark,
    SetAside,
    Source,
    Task,
    Unread,
)

__all__ = ["CellAnswer", "Collector", "RefusedWorkbook"]


@dataclass(frozen=True)
class CellAnswer:
    """What came of a correction of one cell in one workbook.

    ``again`` says that the cell already says what the correction would make of it, or is corrected;
    ``unfit`` is why it was not applied, ``act`` what it changed.
    """

    file: str
    where: str
    again: bool
    unfit: Problem | None = None
    act: Amendment | None = None


@dataclass(frozen=True)
class RefusedWorkbook:
    """A workbook of which nothing was read, whose it is if that is known, and why."""

    file: str
    department: str
    problems: tuple[Problem, ...]


@dataclass
class Collector:
    """What was read so far, and the plan that says what may be reported."""

    plan: Plan
    observations: list[Observation] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    comparators: list[Comparator] = field(default_factory=list)
    bridges: list[Bridge] = field(default_factory=list)
    amendments: list[Amendment] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unread: list[Unread] = field(default_factory=list)
    refused: list[RefusedWorkbook] = field(default_factory=list)
    cell_faults: dict[str, Problem] = field(default_factory=dict)
    """Cells of the workbook being read that its reader found at fault, by their place."""

    hours: list[tuple[str, pd.DataFrame]] = field(default_factory=list)
    sections: list[tuple[str, pd.DataFrame]] = field(default_factory=list)
    """Monitoring data of several files with the file (and sheet) that they came from."""

    monitoring: Monitoring = field(default_factory=Monitoring)
    cell_corrections: list[Row] = field(default_factory=list)
    """Corrections that name a cell, and in `cell_answers` by their place what came of each."""

    cell_answers: dict[str, list[CellAnswer]] = field(default_factory=dict)
    figure_corrections: list[Row] = field(default_factory=list)
    """Those of them that turned out to be about a figure."""

    replaced: set[tuple[str, str, str]] = field(default_factory=set)
    """Rows (file, sheet, line) that a later file replaced."""

    departments: dict[str, list[str]] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)

    def blocks(self, *codes: str) -> tuple[str, ...]:
        """Return the applicable criteria that depend on observation codes or indicators."""
        known = self.plan.observations
        fed = {i for code in codes for i in (known[code].indicators if code in known else (code,))}
        return tuple(c.id for c in self.plan.criteria if c.applicable and c.indicator in fed)

    def problem(
        self,
        where: str,
        what: str,
        mend: str,
        level: Level = Level.ERROR,
        code: str = "",
        blocks: Sequence[str] = (),
        *,
        about: str = "value",
        year: int | None = None,
    ) -> None:
        """Note a problem; ``code`` is what it blocks, unless the criteria are given themselves.

        ``about`` and ``year`` say what of which year cannot be used (`Problem`). Of a cell that the
        workbook's reader found at fault, that cause is said and nothing else.
        """
        found = self.cell_faults.pop(where, Problem(where, what, mend, level))
        held_up = tuple(blocks) or (self.blocks(code) if code else ())
        self.problems.append(replace(found, blocks=held_up, about=about, year=year))

    def lose(self, codes: Iterable[str], year: int, where: str) -> None:
        """Note that what was sent for observation codes could not be read, in any series."""
        for code in codes:
            for series in self.plan.observations[code].series:
                self.lose_one(code, series, year, where)

    def lose_one(
        self,
        code: str,
        series: str,
        year: int,
        where: str,
        **row: str,
    ) -> None:
        """Note that what was sent for one code and series could not be read.

        ``row`` is what else is known of it, by the names of `Unread`.
        """
        self.unread.append(Unread("", code, series, year, where, **row))

    def lose_criterion(self, criterion: str, year: int, where: str) -> None:
        """Note that what the base-year table says of a criterion could not be read."""
        indicator = self.plan.criterion(criterion).indicator
        for series in self.plan.indicators[indicator].series:
            self.unread.append(Unread(criterion, indicator, series, year, where))

    def source(self, row: Row, column: str) -> Source:
        """Return a cell of a consultant's table as the source of a record."""
        return Source(row.file, row.cell(column), dict(self.files).get(row.file, ""))

    def answer(self, row: Row, answer: CellAnswer) -> None:
        """Note what came of a correction of a cell in one workbook."""
        self.cell_answers.setdefault(row.where("cell"), []).append(answer)

    def fault(self, row: Row, column: str, what: str, mend: str, code: str = "") -> None:
        """Note an error of one cell of a consultant's table, with the text that stands there."""
        self.problem(row.where(column), f"“{row[column]}”{what}", mend, code=code)

    def choice(self, row: Row, column: str, options: Sequence[str], code: str = "") -> bool:
        """Whether a cell holds one of the options; notes an error when it does not."""
        if row[column] in options:
            return True
        listed = [option or "（空）" for option in options]
        mend = f"可选：{'、'.join(listed)}" if len(listed) <= 20 else "请对照规划文件夹里的表"
        self.fault(row, column, "不在可选值里", mend, code)
        return False

    def convert(
        self, row: Row, column: str, kind: Callable[[str], Any], need: str, code: str = ""
    ) -> Any:
        """Return a cell converted, or None and an error when it cannot be read."""
        try:
            return kind(row[column])
        except (ValueError, ArithmeticError):
            self.fault(row, column, "读不懂", f"应为{need}", code)
            return None
