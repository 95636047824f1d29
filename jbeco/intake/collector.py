"""Gathers records and problems while the files of several years are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from ..plan import Plan
from ..problems import Level, Problem
from ..tables import Row
from .records import Comparator, Evidence, Monitoring, Observation, Progress, Task

__all__ = ["Collector"]


@dataclass
class Collector:
    """What was read so far, and the plan that says what may be reported."""

    plan: Plan
    observations: list[Observation] = field(default_factory=list)
    tasks: list[Task] = field(default_factory=list)
    comparators: list[Comparator] = field(default_factory=list)
    evidence: list[Evidence] = field(default_factory=list)
    progress: list[Progress] = field(default_factory=list)
    files: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    monitoring: Monitoring = field(default_factory=Monitoring)
    departments: dict[str, list[str]] = field(default_factory=dict)

    def blocks(self, code: str) -> tuple[str, ...]:
        """Return the applicable criteria that depend on an observation code or indicator."""
        known = self.plan.observations.get(code)
        indicators = known.indicators if known is not None else (code,)
        return tuple(c.id for c in self.plan.criteria if c.applicable and c.indicator in indicators)

    def problem(
        self, where: str, what: str, mend: str, level: Level = Level.ERROR, code: str = ""
    ) -> None:
        """Note a problem; ``code`` is the observation code or indicator that it blocks."""
        self.problems.append(Problem(where, what, mend, level, self.blocks(code) if code else ()))

    def fault(self, row: Row, column: str, what: str, mend: str, code: str = "") -> None:
        """Note an error of one cell of a house table, with the text that stands there."""
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
