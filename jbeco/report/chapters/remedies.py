"""Problems, their causes, and what is to be done: in the words of those who are answerable."""

from __future__ import annotations

from collections.abc import Sequence

from ...assessment import AssessedYear
from ..blocks import Block, Cell, Column, Line, Paragraph, Small, Strong, Table, cell
from ..front_page import Lagging, front_page
from .parts import badge, links_to
from .resources import DECOMPOSED, moved_sentences

__all__ = ["remedies", "remedy_table"]


def remedies(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the list of measures against each problem; none in the base year."""
    if assessment.year == assessment.plan.base_year:
        return ()  # nobody is asked yet
    page = front_page(assessment)
    if not page.lagging:
        return (Paragraph((page.none_lagging,)),)
    return (
        Paragraph(
            (
                "原因与对策是责任部门或编制单位在“原因与对策”表里写的，注明是谁写的；"
                "没有写的留空待填，本报告不代拟。",
            ),
            "note",
        ),
        remedy_table(assessment, page.lagging, "对策清单", sheet="对策清单"),
    )


def remedy_table(
    assessment: AssessedYear, lines: Sequence[Lagging], caption: str, sheet: str = ""
) -> Table:
    """Return one row per problem: its cause, and what is to be done, by whom, until when."""
    columns = (
        Column("问题", 30), Column("判定", 12), Column("原因", 36), Column("对策", 36),
        Column("责任单位", 18), Column("完成时限", 12),
    )  # fmt: skip
    return Table(caption, columns, tuple(_row(assessment, line) for line in lines), sheet=sheet)


def _moved(assessment: AssessedYear, line: Lagging) -> list[Line]:
    """Say what moved the number since last year, for who reads or writes its cause."""
    indicators = {leaf.criterion.indicator for leaf in line.leaves}
    head = f"比上年的变动（分解所用的数见“{DECOMPOSED}”一章）"
    return [(Small(f"{head}：{said}"),) for said in moved_sentences(assessment, indicators)]


def _row(assessment: AssessedYear, line: Lagging) -> tuple[Cell, ...]:
    waiting = f"待{line.department}填写"
    causes: list[Line | str] = [
        (one.cause, Small(f"（{one.author}）")) for one in line.remarks if one.cause
    ]
    done = [one for one in line.remarks if one.proposal]
    return (
        cell(
            (Strong(line.name), "：", line.says),
            *([(Small(line.short_of),)] if line.short_of else []),
            links_to(line.leaves),
        ),
        cell(badge(assessment, line.code)),
        cell(*(causes or [waiting]), *_moved(assessment, line)),
        cell(*([one.proposal for one in done] or [waiting])),
        cell(*([one.owner or line.department for one in done] or [line.department])),
        cell(*([one.due or "待填写" for one in done] or ["待填写"])),
    )
