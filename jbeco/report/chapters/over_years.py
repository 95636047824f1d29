"""The final review: each number at the plan's milestones, from the base year to the end."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from typing import TypeVar

from ...assessment import AssessedYear
from ...assessment.over_years import MilestoneRow, milestone_rows
from ..blocks import Badge, Block, Cell, Column, Paragraph, Table, cell, joined
from ..wording import change, quantity
from .parts import badge, criterion_link

__all__ = ["over_years"]

T = TypeVar("T")
MIDTERM_VERDICT = 5
"""Column that only a published report of the mid-term fills."""


def over_years(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the chapter; it belongs to the final review only."""
    plan = assessment.plan
    if assessment.year != plan.final_year:
        return ()
    records = assessment.records("earlier_verdicts")
    midterm = {one["criterion"]: one["code"] for one in records if one["year"] == plan.midterm_year}
    rows = milestone_rows(assessment, midterm)
    columns: tuple[Column, ...] = (
        Column("指标", 32),
        Column(f"{plan.base_year} 年", 12, number=True),
        Column(f"{plan.midterm_year} 年", 12, number=True),
        Column(f"{plan.final_year} 年", 12, number=True),
        Column(f"{plan.base_year}—{plan.final_year} 年变化", 20),
        Column(f"{plan.midterm_year} 年判定", 14),
        Column(f"{plan.final_year} 年判定", 14),
    )
    missing = (
        "" if midterm else f"没有 {plan.midterm_year} 年的评估报告可用，只列那一年的数，不列判定。"
    )
    note = f"变化只在首尾两年都有数、口径可比时给出；现价的强度、口径变过的指标不相减。{missing}"
    alike: dict[tuple[str, str], list[MilestoneRow]] = {}
    for row in rows:
        alike.setdefault((row.criterion.indicator, row.series), []).append(row)
    cells = tuple(_row(assessment, twins) for twins in alike.values())
    if not midterm:
        columns, cells = (
            _without(MIDTERM_VERDICT, columns),
            tuple(_without(MIDTERM_VERDICT, row) for row in cells),
        )
    caption = f"数值指标在 {plan.base_year}、{plan.midterm_year}、{plan.final_year} 年"
    return (Paragraph((note,), "note"), Table(caption, columns, cells, sheet="三个年份"))


def _without(place: int, row: tuple[T, ...]) -> tuple[T, ...]:
    return (*row[:place], *row[place + 1 :])


def _row(assessment: AssessedYear, twins: Sequence[MilestoneRow]) -> tuple[Cell, ...]:
    row = twins[0]
    criterion = row.criterion
    unit = "%" if row.measure == "decline" else criterion.unit
    decimals = 1 if row.measure == "decline" else criterion.decimals or 0

    def told(number: Fraction | None, when: str = "") -> Cell:
        return cell("—" if number is None else f"{quantity(number, decimals, unit)}{when}")

    start = criterion.base_year
    moved, since = "—", "" if start == assessment.plan.base_year else f"（{start} 年）"
    if row.base is not None and row.final is not None and row.is_comparable:
        moved = change(row.base, row.final, decimals, unit)
        moved += f"（{start} 年起）" if since else ""
    series = f"（{row.series}）" if row.series else ""
    name = assessment.plan.indicators[criterion.indicator].name
    ids = joined(criterion_link(one.criterion) for one in twins)
    return (
        cell(f"{name}{series}", ids),
        told(row.base, since),
        told(row.midterm),
        told(row.final),
        cell(moved),
        _codes(assessment, {one.criterion.id: one.midterm_code for one in twins}),
        _codes(assessment, {one.criterion.id: one.final_code for one in twins}),
    )


def _codes(assessment: AssessedYear, codes: Mapping[str, str | None]) -> Cell:
    """Return the verdicts of twins, once where they are the same."""

    def told(code: str | None) -> Badge | str:
        return "—" if code is None else badge(assessment, code)

    if len({*codes.values()}) == 1:
        return cell(told(next(iter(codes.values()))))
    return cell(*((f"{name} ", told(code)) for name, code in codes.items()))
