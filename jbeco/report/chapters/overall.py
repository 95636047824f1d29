"""The overall assessment in prose, with the counts by system as table, chart and strip."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import partial

from ...assessment import AssessedYear, RowVerdict
from ..blocks import Block, Column, Figure, Paragraph, Strip, Strong, Table, cell
from ..figures import counts_chart
from ..marks import ORDER
from ..twins import LAGGING, LAGGING_WORD, OPEN, by_indicator, counted, twin_name
from .parts import short_name

__all__ = ["overall", "system_sentence"]


def overall(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the overall assessment."""
    plan = assessment.plan
    intro = f"本报告把《{plan.name}》的指标与{_compared(assessment)}逐项对照，"
    intro += "逐项判定，不设总分。各体系的情况如下。"
    said = [
        Paragraph((Strong(f"{name}。"), system_sentence(assessment, system)))
        for system, name in plan.systems.items()
    ]
    return (
        Paragraph((intro,)),
        *said,
        _counts(assessment),
        Figure(partial(counts_chart, assessment), "各体系、各属性的判定"),
        Strip(),
    )


def _compared(assessment: AssessedYear) -> str:
    """Say what the year is compared by."""
    if assessment.year == assessment.plan.base_year:
        return f"规划所列 {assessment.year} 年现状"
    return f" {assessment.year} 年的填报、监测数据"


def system_sentence(assessment: AssessedYear, system: str) -> str:
    """Say how many indicators of a system stand where, and name those that are not good."""
    groups = by_indicator(
        v
        for v in assessment.verdicts
        if v.criterion.domain == system and v.code != "not_applicable"
    )
    if not groups:
        return "当年没有应判的指标。"
    said = f"应判 {len(groups)} 项指标，{counted(groups, assessment.is_due)}。"
    lagging = LAGGING_WORD[assessment.is_due]
    for word, codes in (
        (f"{lagging}的是", LAGGING),
        ("基本符合的是", ("partly",)),
        ("尚不能判定的是", OPEN),
    ):
        names = [twin_name(assessment, group) for group in groups if group[0].code in codes]
        if names:
            said += f"{word}{'、'.join(names)}。"
    return said


def _counts(assessment: AssessedYear) -> Table:
    """Count the rows of each framework and attribute by system, and all of them below."""
    plan, words = assessment.plan, assessment.plan.methods.words
    kinds = [(name, attribute) for name in plan.frameworks for attribute in words.attribute]
    columns = (
        Column("体系", 12, short=True),
        *(
            Column(f"{short_name(plan.frameworks[name])}·{words.attribute[attribute]}", 22)
            for name, attribute in kinds
        ),
    )
    of_kind = {
        kind: [r for r in assessment.rows if (r.first.framework, r.first.attribute) == kind]
        for kind in kinds
    }
    rows = [
        (
            cell(label),
            *(
                cell(_said(assessment, [r for r in mine if r.first.domain == system]))
                for mine in of_kind.values()
            ),
        )
        for system, label in plan.systems.items()
    ]
    totals = (_said(assessment, mine) for mine in of_kind.values())
    rows.append((cell(Strong("合计")), *(cell(Strong(text)) for text in totals)))
    caption = "各体系指标项的判定（复合项按最差的子项）"
    return Table(caption, columns, tuple(rows), sheet="判定计数")


def _said(assessment: AssessedYear, rows: Sequence[RowVerdict]) -> str:
    """Say how many rows are due, how many have which verdict, and why the rest has none."""
    words = assessment.plan.methods.words.verdict
    counts = Counter(row.code for row in rows if row.listed)
    absent = counts.pop("not_applicable", 0)
    told = "、".join(f"{words[code]} {counts[code]}" for code in ORDER if counts[code])
    parts = [f"应判 {counts.total()} 项：{told}"] if counts else []
    parts += [f"本年不适用 {absent} 项"] if absent else []
    left_out = sum(not row.listed for row in rows)
    parts += [f"规划未列入 {left_out} 项"] if left_out else []
    return "；".join(parts) or "—"
