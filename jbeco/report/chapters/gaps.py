"""How far it is to the numeric targets: base, this year, target, and the share of the way."""

from __future__ import annotations

from functools import partial

from ...assessment import AssessedYear, Verdict
from ...plan.rules import bounds
from ..blocks import Block, Figure, Paragraph
from ..gap_chart import DERIVED, gap_chart, gap_rows, way_to_go
from .parts import named_links

__all__ = ["gaps"]


def gaps(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the chapter on the distance to the targets."""
    without = [
        verdict.criterion
        for verdict in assessment.verdicts
        if verdict.criterion.applicable
        and verdict.criterion.direction in ("higher", "lower")
        and not verdict.criterion.base_values
        and way_to_go(verdict) is None
        and _has_number(verdict)
    ]
    notes = [
        "目标写“持续提高”“逐年”“完成上级任务”的子项没有数值目标；"
        "基准年已达到目标的子项按“保持”判，均不在图中。"
    ]
    rows = gap_rows(assessment)
    blocks: list[Block] = [Figure(partial(gap_chart, rows), "从基准值到目标")] if rows else []
    blocks += [Paragraph((note,), "note") for note in notes]
    if any(DERIVED in row.says for row in rows):
        note = "带 * 的基准值，规划没有给出：由核定的年下降率推算，或取首个有数的年份。"
        blocks.append(Paragraph((note,), "note"))
    if without:
        names = named_links(assessment, without)
        head = "下列子项的目标有数值而没有可比的基准年数值，画不出差距："
        blocks.append(Paragraph((head, *names, "。"), "note"))
    return tuple(blocks)


def _has_number(verdict: Verdict) -> bool:
    """Whether a target ahead, or that of the year, has a number."""
    rules = [
        demand.rule
        for year, demand in verdict.criterion.targets.items()
        if year >= verdict.year and demand.rule is not None
    ]
    return any(bounds(rule) for rule in rules)
