"""The base-year table against the plan's own text."""

from __future__ import annotations

from collections.abc import Iterator

from ...problems import Level, Problem
from ...standards.rounding import exact_text
from .context import CheckContext

__all__ = ["check_baseline_against_plan"]


def check_baseline_against_plan(context: CheckContext) -> Iterator[Problem]:
    """Find base-year figures that differ from the base value in the plan's criteria."""
    plan = context.plan
    criteria = {criterion.id: criterion for criterion in plan.criteria}
    for seen in context.submissions.observations:
        if seen.year != plan.base_year or seen.measure != "level" or not seen.criterion:
            continue
        base = criteria[seen.criterion].base_values.get(seen.series)
        if base is not None and seen.number is not None and seen.number != base:
            found = exact_text(seen.number)
            what = f"{seen.criterion} 填 {found}，规划的基准值是 {exact_text(base)}"
            mend = "判定按填报值，序时进度的起点按规划；请核实"
            yield Problem(str(seen.source), what, mend, Level.WARNING)
