"""The final review: each number at the plan's milestones, from the base year to the end."""

from __future__ import annotations

from fractions import Fraction

from ...assessment import AssessedYear
from ...assessment.over_years import MilestoneRow, milestone_rows
from ...stage_tables import records_of
from ..blocks import Block, Cell, Column, Paragraph, Table, cell
from ..wording import change, quantity
from .parts import badge, named_link

__all__ = ["over_years"]


def over_years(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the chapter; it belongs to the final review only."""
    plan = assessment.plan
    if assessment.year != plan.final_year:
        return ()
    records = records_of("earlier_verdicts", assessment.tables["earlier_verdicts"])
    midterm = {one["criterion"]: one["code"] for one in records if one["year"] == plan.midterm_year}
    rows = milestone_rows(assessment, midterm)
    columns = (
        Column("子项", 32),
        Column(f"{plan.base_year} 年", 12, number=True),
        Column(f"{plan.midterm_year} 年", 12, number=True),
        Column(f"{plan.final_year} 年", 12, number=True),
        Column(f"{plan.base_year}—{plan.final_year} 年变化", 20),
        Column(f"{plan.midterm_year} 年判定", 14),
        Column(f"{plan.final_year} 年判定", 14),
    )
    missing = "" if midterm else f"{plan.midterm_year} 年的报告没有在同一处发布，那一年的判定空着。"
    note = f"变化只在首尾两年都有数、口径可比时给出；现价的强度、口径变过的指标不相减。{missing}"
    cells = tuple(_row(assessment, row) for row in rows)
    caption = f"数值指标在 {plan.base_year}、{plan.midterm_year}、{plan.final_year} 年"
    return (Paragraph((note,), "note"), Table(caption, columns, cells, sheet="三个年份"))


def _row(assessment: AssessedYear, row: MilestoneRow) -> tuple[Cell, ...]:
    criterion = row.criterion
    unit = "%" if row.measure == "decline" else criterion.unit
    decimals = 1 if row.measure == "decline" else criterion.decimals or 0

    def told(number: Fraction | None) -> Cell:
        return cell("—" if number is None else quantity(number, decimals, unit))

    moved = (
        change(row.base, row.final, decimals, unit)
        if row.base is not None and row.final is not None and row.is_comparable
        else "—"
    )
    series = f"（{row.series}）" if row.series else ""
    codes = (row.midterm_code, row.final_code)
    return (
        cell((named_link(assessment, criterion), series)),
        told(row.base),
        told(row.midterm),
        told(row.final),
        cell(moved),
        *(cell("—" if code is None else badge(assessment, code)) for code in codes),
    )
