"""What is still to be handed in: which figure or paper, by whom, for which criteria."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...assessment import AssessedYear
from ...assessment.requests import CONSULTANT, NOBODY, SUPERIOR, request
from ..blocks import Block, Column, Line, Paragraph, Table, cell
from ..twins import OPEN, by_indicator, twin_name
from .parts import bare_reason, links_to

__all__ = ["Owed", "owed", "owed_rows", "owed_table"]

OTHERS = {CONSULTANT: "编制单位", SUPERIOR: "上级主管部门", NOBODY: "（不用补报）"}


@dataclass(frozen=True)
class Owed:
    """One indicator that cannot be judged: why, who can mend it (an id), and what is asked."""

    name: str
    links: Line
    why: str
    owner: str
    request: str


def owed_rows(assessment: AssessedYear) -> list[Owed]:
    """Return what is asked of whom, one row per indicator and request."""
    rows = []
    for leaves in by_indicator(v for v in assessment.verdicts if v.code in OPEN):
        asked: dict[tuple[str, str], list] = {}
        for leaf in leaves:
            who = request(assessment.plan, leaf.criterion, leaf.reason_code or "")
            asked.setdefault(who, []).append(leaf)
        for (owner, text), mine in asked.items():
            why = bare_reason(mine[0].reason)
            name = twin_name(assessment, leaves)
            rows.append(Owed(name, links_to(mine), why, owner, text))
    return rows


def owed(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the list of what is to be handed in."""
    rows = owed_rows(assessment)
    if not rows:
        return (Paragraph(("没有不能判定的指标，没有待补资料。",)),)
    return (owed_table(assessment, rows),)


def owed_table(assessment: AssessedYear, rows: Sequence[Owed]) -> Table:
    """Return what is owed as a table."""
    departments = assessment.plan.departments
    names = {**{key: one.name for key, one in departments.items()}, **OTHERS}
    columns = (
        Column("指标", 26), Column("子项", 14), Column("为什么不能判定", 44),
        Column("由谁补", 20), Column("补什么", 40),
    )  # fmt: skip
    cells = tuple(
        (
            cell(row.name),
            cell(row.links),
            cell(row.why),
            cell(names[row.owner]),
            cell(row.request),
        )
        for row in rows
    )
    return Table("待补资料", columns, cells, sheet="待补资料")
