"""What is still to be handed in: which figure or paper, by whom, for which criteria."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ...assessment import AssessedYear, Verdict
from ...assessment.lacking import requests
from ...assessment.requests import NOBODY
from ...assessment.requests import OTHERS as NO_DEPARTMENTS
from ..blocks import Block, Column, Line, Paragraph, Table, cell
from ..front_page import front_page
from ..twins import OPEN, Twins, by_indicator, twin_name
from .parts import bare_reason, links_to

__all__ = ["Owed", "owed", "owed_rows", "owed_table", "owner_name"]

OTHERS = {**NO_DEPARTMENTS, NOBODY: "（不用补报）"}


@dataclass(frozen=True)
class Owed:
    """One indicator that cannot be judged: why, who can mend it (an id), and what is asked.

    ``departments`` are the ids of those who answer for the indicator.
    """

    name: str
    links: Line
    why: str
    owner: str
    request: str
    departments: frozenset[str]


def owed_rows(assessment: AssessedYear) -> list[Owed]:
    """Return what is asked of whom, one row per indicator and owner."""
    return [
        row
        for leaves in by_indicator(v for v in assessment.verdicts if v.code in OPEN)
        for row in _rows(assessment, leaves)
    ]


def _rows(assessment: AssessedYear, leaves: Twins) -> Iterator[Owed]:
    for asked in requests(leaves):
        mine = [leaf for leaf in leaves if asked.owner in _owners(leaf)]
        yield Owed(
            name=twin_name(assessment, leaves),
            links=links_to(sorted(mine, key=lambda leaf: leaf.criterion.id)),
            why=_why(mine),
            owner=asked.owner,
            request=asked.bare,
            departments=frozenset(leaf.criterion.department for leaf in mine),
        )


def _why(leaves: Sequence[Verdict]) -> str:
    """Return why some leaves cannot be judged, each clause once."""
    clauses = (clause for leaf in leaves for clause in bare_reason(leaf.reason).split("；"))
    return "；".join(dict.fromkeys(clauses))


def _owners(leaf: Verdict) -> list[str]:
    return [asked.owner for asked in requests([leaf])]


def owed(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the list of what is to be handed in."""
    rows = owed_rows(assessment)
    unexplained = _unexplained(assessment)
    if not rows:
        return (Paragraph(("没有不能判定的指标，没有为此待补的资料。",)), *unexplained)
    return (owed_table(assessment, rows), *unexplained)


def _unexplained(assessment: AssessedYear) -> Iterator[Paragraph]:
    """Yield of which indicators, judged as lagging, nobody has said why and what is to be done."""
    named = "；".join(front_page(assessment).unexplained)
    if named:
        yield Paragraph((f"另外，这些指标的原因、对策或完成时限还没有写，见对策清单：{named}。",))


def owner_name(assessment: AssessedYear, row: Owed) -> str:
    """Return who is asked, as a reader knows it."""
    known = assessment.plan.departments.get(row.owner)
    return OTHERS[row.owner] if known is None else known.name


def owed_table(assessment: AssessedYear, rows: Sequence[Owed]) -> Table:
    """Return what is owed as a table."""
    columns = (
        Column("指标", 26), Column("子项", 14), Column("为什么不能判定", 44),
        Column("由谁补", 20), Column("补什么", 40),
    )  # fmt: skip
    cells = tuple(
        (
            cell(row.name),
            cell(row.links),
            cell(row.why),
            cell(owner_name(assessment, row)),
            cell(row.request),
        )
        for row in rows
    )
    return Table("待补资料", columns, cells, sheet="待补资料")
