"""What the plan's measures and commitments have come to: counts, what is overdue, the list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ...assessment import AssessedYear
from ...plan import Plan
from ..action_progress import (
    NOT_TOLD,
    ActionRow,
    action_rows,
    state_counts,
)
from ..blocks import Block, Column, Figure, Paragraph, Strong, Table, cell
from ..measure_charts import delivery_chart, states_chart
from .parts import proposed_departments

__all__ = ["MEASURE_COLUMNS", "measure_cells", "measure_list", "measures", "states_sentence"]

MEASURE_COLUMNS = (
    Column("编号", 9, short=True),
    Column("措施或承诺", 44),
    Column("责任部门", 18),
    Column("期限", 9, short=True),
    Column("进展", 14),
    Column("完成比例", 9, number=True),
    Column("完成数量", 18),
)
SAFEGUARD = "safeguard"


def measures(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the chapter on measures, commitments and safeguards."""
    return tuple(_measures(assessment))


def _measures(assessment: AssessedYear) -> Iterator[Block]:
    rows = action_rows(assessment)
    plan = assessment.plan
    yield Paragraph((_listed(plan),))
    if assessment.year == plan.base_year:
        yield Paragraph(("基准年不填报措施进展。",))
        return
    told = f"进展由责任部门填报，只列示，不参与判定。{_stand(rows)}"
    yield Paragraph((told,))
    systems = {
        name: mine
        for system, name in {**plan.systems, SAFEGUARD: "保障措施"}.items()
        if (mine := [row for row in rows if row.system == system and row.is_reported])
    }
    columns = (Column("体系", 16), Column("应报进展", 10, number=True), Column("进展", 60))
    counted = tuple(
        (
            cell(name),
            cell(str(len(mine))),
            cell("，".join(f"{word} {number} 项" for word, number in state_counts(mine))),
        )
        for name, mine in systems.items()
    )
    yield Table("各体系措施与承诺的进展", columns, counted)
    if any(row.state != NOT_TOLD for mine in systems.values() for row in mine):
        yield Figure(partial(states_chart, systems), "各体系措施与承诺的进展")
    counts = [row for row in rows if row.promised and row.delivered is not None]
    if counts:
        yield Figure(partial(delivery_chart, counts), "有数量的承诺：完成与承诺")
    yield Paragraph((_deadlines(assessment, rows),))
    late = [row for row in rows if row.is_overdue]
    if late:
        yield Table("已到期限而没有报完成的承诺", MEASURE_COLUMNS, measure_cells(late), kind="due")
    else:
        yield Paragraph(("没有已到期限而未报完成的承诺。",))
    kept = [row for row in rows if row.system == SAFEGUARD]
    if kept:
        yield Table("保障措施的落实", MEASURE_COLUMNS, measure_cells(kept))
    if not plan.departments_confirmed:
        yield Paragraph((proposed_departments(plan),), "note")


def _deadlines(assessment: AssessedYear, rows: Sequence[ActionRow]) -> str:
    """Say of how many commitments it can be told whether they are late."""
    promises = [row for row in rows if not row.is_action]
    dated = [row for row in promises if row.due_year is not None]
    past = [row for row in dated if row.due_year is not None and row.due_year <= assessment.year]
    late = sum(row.is_overdue for row in past)
    rest = [row for row in promises if row.due_year is None]
    undone = sum(not row.is_done for row in rest)
    is_over = assessment.year >= assessment.plan.final_year
    undone_said = f"其中没有报完成 {undone} 项，是否逾期无从判断"
    if is_over:
        names = "、".join(row.id for row in rest if not row.is_done)
        undone_said = f"规划期满时没有报完成的 {undone} 项{f'（{names}）' if names else ''}"
    return (
        f"承诺 {len(promises)} 项里，能定出到期年份的 {len(dated)} 项（写“近期”的按近期目标年算），"
        f"已到期的 {len(past)} 项里没有报完成 {late} 项；"
        f"定不出年份的 {len(rest)} 项，{undone_said}。"
    )


def _listed(plan: Plan) -> str:
    """Say how many measures and commitments the plan lists, and which of them are reported."""
    promising = [action for action in plan.actions if action.commitments]
    promises = sum(len(action.commitments) for action in promising)
    alone = len(plan.actions) - len(promising)
    return (
        f"规划列有 {len(plan.actions)} 条措施，其中 {len(promising)} 条下列有期限、数量或成果的承诺"
        f"共 {promises} 条；每年应报进展的是未列承诺的措施 {alone} 条和承诺 {promises} 条，"
        f"合计 {alone + promises} 项。"
    )


def measure_list(assessment: AssessedYear) -> Table:
    """Return every measure and commitment with its progress, for the annex."""
    columns = (*MEASURE_COLUMNS, Column("佐证文号", 20))
    rows = action_rows(assessment)
    told = tuple(
        (*cells, cell(row.document_number or "—"))
        for cells, row in zip(measure_cells(rows), rows, strict=True)
    )
    caption = "措施与承诺的进展（部门填报，不参与判定）"
    return Table(caption, columns, told, sheet="措施与承诺", wide=True)


def measure_cells(rows: Sequence[ActionRow]) -> tuple[tuple[tuple, ...], ...]:
    """Return measures as the cells of `MEASURE_COLUMNS`."""
    return tuple(
        (
            cell(row.id),
            cell(Strong(row.text) if row.is_action else row.text),
            cell(row.department),
            cell((row.due or "—", "，已到期") if row.is_overdue else row.due or "—"),
            cell(row.state),
            cell(row.share or "—"),
            cell(row.done or "—"),
        )
        for row in rows
    )


def states_sentence(rows: Sequence[ActionRow]) -> str:
    """Say how many measures and commitments stand where, and which are overdue."""
    late = [row.id for row in rows if row.is_overdue]
    overdue = f"其中已到期限而没有报完成的：{'、'.join(late)}。" if late else ""
    return f"{_stand(rows)}{overdue}"


def _stand(rows: Sequence[ActionRow]) -> str:
    reported = [row for row in rows if row.is_reported]
    said = "，".join(f"{word} {number} 项" for word, number in state_counts(reported))
    return f"应报进展的措施与承诺 {len(reported)} 项：{said}。"
