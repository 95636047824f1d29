"""The overall assessment in prose, with the counts by system as table, chart and strip."""

from __future__ import annotations

from ...assessment import AssessedYear
from ..blocks import Block, Column, Figure, Paragraph, Strip, Strong, Table, cell
from ..figures import counts_chart
from ..marks import ORDER
from ..twins import LAGGING, OPEN, by_indicator, counted, twin_name

__all__ = ["overall", "system_sentence"]


def overall(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the overall assessment."""
    plan = assessment.plan
    intro = (
        f"本报告把《{plan.name}》的指标与 {assessment.year} 年的填报、监测数据逐项对照，"
        "逐项判定，不设总分。各体系的情况如下。"
    )
    said = [
        Paragraph((Strong(f"{name}。"), system_sentence(assessment, system)))
        for system, name in plan.systems.items()
    ]
    return (
        Paragraph((intro,)),
        *said,
        _counts(assessment),
        Figure(counts_chart(assessment), "各体系、各属性的判定"),
        Strip(),
    )


def system_sentence(assessment: AssessedYear, system: str) -> str:
    """Say how many indicators of a system stand where, and name those that are not good."""
    due = assessment.year in (assessment.plan.base_year, *assessment.plan.milestones)
    groups = by_indicator(
        v
        for v in assessment.verdicts
        if v.criterion.domain == system and v.code != "not_applicable"
    )
    if not groups:
        return "当年没有应判的指标。"
    said = f"应判 {len(groups)} 项指标，{counted(groups, due)}。"
    for word, codes in (("未达标或滞后的是", LAGGING), ("尚不能判定的是", OPEN)):
        names = [twin_name(assessment, group) for group in groups if group[0].code in codes]
        if names:
            said += f"{word}{'、'.join(names)}。"
    return said


def _counts(assessment: AssessedYear) -> Table:
    plan, words = assessment.plan, assessment.plan.methods.words
    codes = [code for code in ORDER if any(group.counts.get(code) for group in assessment.groups)]
    columns = (
        *(Column(head, 14) for head in ("指标体系", "体系", "属性")),
        *(Column(head, 9, number=True) for head in ("应判", "已判定")),
        *(Column(words.verdict[code], 10, number=True) for code in codes),
    )
    rows = tuple(
        (
            cell(plan.frameworks[group.framework].partition("（")[0]),
            cell(plan.systems[group.system]),
            cell(words.attribute[group.attribute]),
            cell(str(group.applicable)),
            cell(str(group.judged)),
            *(cell(str(group.counts.get(code, "") or "")) for code in codes),
        )
        for group in assessment.groups
    )
    caption = "指标项的判定（应判为当年适用的项数；复合项按最差的子项）"
    return Table(caption, columns, rows, sheet="判定计数")
