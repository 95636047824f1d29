"""What is missing, and which criteria cannot be judged because of it: 缺什么，少判什么."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ..checks.completeness import EARLIER_YEARS
from ..intake.collect import problems_of
from ..intake.layout import NUMBERS, TASKS
from ..plan import Criterion, Plan
from ..problems import Level, Problem
from ..stage_tables import records_of
from .by_department import file_owners, owners_of
from .progress import SILENT, UNREADABLE, DepartmentProgress

__all__ = ["KINDS", "Shortfall", "shortfalls"]

Tables = Mapping[str, pd.DataFrame]
Gap = tuple[str, str, str]
"""Kind, what is missing, and who can close it."""

OF_STATE = {SILENT: "没有报送", UNREADABLE: "文件打不开"}
BLANK, FAULTY, TASK = "没有填的数", "填报有错", "上级任务"
COMPARATOR, EARLIER = "对照值", "往年的数"
KIND_OF_REASON = {
    "no_task_record": TASK,
    "no_task": TASK,
    "no_comparator": COMPARATOR,
    "derived_comparator": COMPARATOR,
    "no_base": "基准年的数",
    "no_previous": EARLIER,
    "no_document": "佐证",
    "not_reported": BLANK,
    "check_failed": FAULTY,
}
REST = "其他原因"
KINDS = (*OF_STATE.values(), *dict.fromkeys(KIND_OF_REASON.values()), REST)
"""In the order in which they are listed."""

OTHER_OWNERS = {"consultant": "咨询单位", "superior": "上级主管部门", "nobody": "（不用补报）"}


@dataclass(frozen=True)
class Shortfall:
    """One thing that is missing, who can close it, and what cannot be judged because of it.

    ``alone`` are those of the criteria that miss nothing else.
    """

    kind: str
    what: str
    who: str
    criteria: tuple[str, ...]
    alone: tuple[str, ...]


def shortfalls(
    plan: Plan, tables: Tables, progress: Sequence[DepartmentProgress]
) -> tuple[Shortfall, ...]:
    """Tell why criteria are 无法判定, by what is missing.

    Parameters
    ----------
    plan : Plan
        Names criteria and departments.
    tables : mapping of DataFrame
        Those of the stages up to ``verdicts``.
    progress : sequence of DepartmentProgress
        What the departments owe.

    Returns
    -------
    tuple of Shortfall
        By kind, what costs most verdicts first. Every criterion that cannot be judged is in one of
        them at least.
    """
    causes = _Causes(plan, problems_of("problems", tables["problems"]), tables, progress)
    leaves = _open_leaves(tables["readings"])
    missing: dict[str, set[Gap]] = {}
    for row in records_of("verdicts", tables["verdicts"]):
        if row["code"] == "unknown":
            criterion, owner = plan.criterion(row["criterion"]), row["owed_by"]
            reasons = leaves.get(criterion.id) or [row["reason_code"]]
            missing[criterion.id] = {
                gap for reason in reasons for gap in causes.of(criterion, reason, owner)
            }
    gaps: dict[Gap, list[str]] = {}
    for one, mine in missing.items():
        for gap in sorted(mine):
            gaps.setdefault(gap, []).append(one)
    found = [
        Shortfall(*gap, tuple(ids), tuple(one for one in ids if len(missing[one]) == 1))
        for gap, ids in gaps.items()
    ]
    return tuple(sorted(found, key=lambda s: (KINDS.index(s.kind), -len(s.criteria), s.what)))


def _open_leaves(readings: pd.DataFrame) -> dict[str, list[str]]:
    """Return the reasons of the undecided parts of each criterion's rules, each once."""
    rows = list(records_of("readings", readings))
    whole = {(r["criterion"], r["about"], r["path"].rpartition(".")[0]) for r in rows if r["path"]}
    found: dict[str, dict[str, None]] = {}
    for row in rows:
        is_leaf = (row["criterion"], row["about"], row["path"]) not in whole
        if is_leaf and row["truth"] is None and row["reason"]:
            found.setdefault(row["criterion"], {})[row["reason"]] = None
    return {criterion: list(reasons) for criterion, reasons in found.items()}


class _Causes:
    """Knows who owes what, to name what is missing behind a reason code."""

    def __init__(
        self,
        plan: Plan,
        problems: Sequence[Problem],
        tables: Tables,
        progress: Sequence[DepartmentProgress],
    ) -> None:
        self.plan = plan
        self.names = {d.id: d.name for d in plan.departments.values()} | OTHER_OWNERS
        self.years = [p for p in problems if p.where == EARLIER_YEARS]
        self.errors = [p for p in problems if p.level is Level.ERROR]
        self.owners = file_owners(plan, tables["answered"])
        self.absent = [one for one in progress if one.state in OF_STATE]
        self.open_items = [(one, item) for one in progress for item in one.open_items]

    def of(self, criterion: Criterion, reason: str, owner: str | None) -> Iterator[Gap]:
        """Yield what is missing where a part of a criterion's rule is undecided for a reason.

        ``owner`` is who can close what decides the verdict.
        """
        kind = KIND_OF_REASON.get(reason, REST)
        department = self.names[criterion.department]
        name = self.plan.indicators[criterion.indicator].name
        if kind in (BLANK, FAULTY, TASK):
            yield from self._of_this_year(kind, criterion) or [(kind, name, department)]
        elif kind == COMPARATOR:
            yield kind, name, self.names["consultant"]
        elif kind == EARLIER and any(criterion.id in p.blocks for p in self.years):
            yield kind, self.years[0].what, self.names["consultant"]
        elif kind == REST:
            said = f"{name}：{self.plan.methods.words.reason[reason]}"
            yield kind, said, self.names[owner or "consultant"]
        else:
            yield kind, name, department

    def _of_this_year(self, kind: str, criterion: Criterion) -> list[Gap]:
        """Return what is missing of the year's figures: whole departments before single cells."""
        touched = {
            one.department.id for one, item in self.open_items if criterion.id in item.blocks
        }
        gone = [
            (OF_STATE[one.state], one.department.name, one.department.name)
            for one in self.absent
            if one.department.id in touched or self._cannot_be_opened(one, criterion)
        ]
        if gone:
            return gone
        if kind == FAULTY:
            mine = [p for p in self.errors if criterion.id in p.blocks]
            return sorted({gap for problem in mine for gap in self._faults(problem)})
        sheet = TASKS.name if kind == TASK else NUMBERS.name
        return [
            (kind, item.what, one.department.name)
            for one, item in self.open_items
            if item.kind == sheet and criterion.id in item.blocks
        ]

    def _faults(self, problem: Problem) -> list[Gap]:
        names = owners_of(problem, self.owners)
        if names:
            return [(FAULTY, f"{name}填报表里的错误", name) for name in names]
        return [(FAULTY, "咨询单位的表、监测数据或往年填报里的错误", self.names["consultant"])]

    def _cannot_be_opened(self, one: DepartmentProgress, criterion: Criterion) -> bool:
        return one.state == UNREADABLE and any(criterion.id in p.blocks for p in one.problems)
