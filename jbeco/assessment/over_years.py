"""Each number at the plan's milestones: base year, midterm and final year, beside the verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from ..indicators import Measure
from ..plan import Criterion
from .year import AssessedYear

__all__ = ["MilestoneRow", "milestone_rows"]

NO_VERDICTS: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True)
class MilestoneRow:
    """One numeric criterion and series over the plan's time.

    Parameters
    ----------
    criterion : Criterion
        With its unit and, in ``targets``, the plan's words and rules.
    series : str
        Empty where there is one only.
    measure : str
        ``level`` or ``decline``.
    base, midterm, final : Fraction or None
        Unrounded numbers in the criterion's unit; None where there is none. Whether they may be
        compared, which asks for the same basis, the verdict says.
    midterm_target, final_target : str
        As the plan words them.
    midterm_code, final_code : str or None
        Verdicts; None where none is known.
    """

    criterion: Criterion
    series: str
    measure: Measure
    base: Fraction | None
    midterm: Fraction | None
    final: Fraction | None
    midterm_target: str
    final_target: str
    midterm_code: str | None
    final_code: str | None


def milestone_rows(
    assessed: AssessedYear, midterm: Mapping[str, str] = NO_VERDICTS
) -> tuple[MilestoneRow, ...]:
    """Return the plan's numeric criteria with their numbers and verdicts at its milestones.

    Parameters
    ----------
    assessed : AssessedYear
        The final year; a year before it has no numbers of later milestones yet.
    midterm : mapping
        Verdict codes by criterion of a published midterm report.

    Returns
    -------
    tuple of MilestoneRow
        In the order of the plan; a criterion with several series has a row for each.
    """
    return tuple(_rows(assessed, midterm))


def _rows(assessed: AssessedYear, midterm: Mapping[str, str]) -> Iterator[MilestoneRow]:
    plan, values = assessed.plan, assessed.facts.values
    codes = {verdict.criterion.id: verdict.code for verdict in assessed.verdicts}
    for criterion in plan.criteria:
        if not criterion.applicable or criterion.direction not in ("higher", "lower"):
            continue
        indicator = plan.indicators[criterion.indicator]
        for series in indicator.series:
            given = (
                values.get(indicator.id, series, indicator.measure, year)
                for year in (criterion.base_year, plan.midterm_year, plan.final_year)
            )
            start, middle, final = (None if value is None else value.number for value in given)
            targets = (criterion.targets.get(y) for y in (plan.midterm_year, plan.final_year))
            midterm_target, final_target = ("" if t is None else t.text for t in targets)
            yield MilestoneRow(
                criterion=criterion,
                series=series,
                measure=indicator.measure,
                base=criterion.base_values.get(series, start),
                midterm=middle,
                final=final,
                midterm_target=midterm_target,
                final_target=final_target,
                midterm_code=midterm.get(criterion.id),
                final_code=codes.get(criterion.id) if assessed.year == plan.final_year else None,
            )
