"""What a criterion is judged on after its indicator is no longer published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType

from ..problems import Problem
from ..schema import Records, cell_problem
from .models import Criterion, Demand, Indicator, Plan, Succession
from .rules import MEND, RuleError, parse_rule

__all__ = ["in_force", "succession_faults"]


def in_force(plan: Plan, criterion: Criterion, year: int) -> Criterion | None:
    """Return the criterion as it is judged in a year.

    Returns
    -------
    Criterion or None
        The same until its indicator ended; afterwards that on the successor, which starts from its
        own first year; None when nobody has said what is judged then.
    """
    ended = plan.indicators[criterion.indicator].ended
    if ended is None or year <= ended:
        return criterion
    read = plan.successions.get(criterion.indicator)
    if read is None or not read.standard_rule:
        return None
    later = plan.indicators[read.successor]
    return replace(
        criterion,
        indicator=later.id,
        unit=later.unit,
        direction=later.direction,
        limit_low=later.limit_low,
        limit_high=later.limit_high,
        decimals=later.decimals,
        resolution=later.resolution,
        base_year=ended + 1,
        base_values=MappingProxyType({}),
        standard=Demand(criterion.standard.text, parse_rule(read.standard_rule)),
        department=later.department,
    )


def succession_faults(
    table: Records[Succession], indicators: Mapping[str, Indicator]
) -> Iterator[Problem]:
    """Name rows about indicators that did not end, other successors, and rules nobody can read."""
    for row, read in table.pairs:
        declared = indicators.get(read.indicator)
        if declared is None or declared.ended is None:
            yield cell_problem(row, "indicator", "不是已停发的指标", "请删去这一行")
        elif read.successor != declared.successor:
            mend = f"声明的接续指标是 {declared.successor}"
            yield cell_problem(row, "successor", "不是它的接续指标", mend)
        if read.standard_rule:
            try:
                parse_rule(read.standard_rule)
            except RuleError as error:
                yield Problem(row.where("standard_rule"), str(error), MEND)
