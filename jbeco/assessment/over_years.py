"""Each number at the plan's milestones: base year, midterm and final year, beside the verdicts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from types import MappingProxyType

from ..indicators import Measure
from ..plan import Criterion
from .course import course
from .evidence import Case
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
        Unrounded numbers in the criterion's unit; None where there is none, or none of this
        indicator: one on a basis that makes it another, or a provisional one.
    is_comparable : bool
        Whether base and final may be subtracted as they stand: on one basis, at no current prices.
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
    is_comparable: bool
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
    plan = assessed.plan
    judged = {verdict.criterion.id: verdict for verdict in assessed.verdicts}
    for criterion in _told(assessed):
        verdict = judged[criterion.id]
        # Of an indicator that ended the verdicts are about the one that took its place.
        is_judged = verdict.criterion.indicator == criterion.indicator
        indicator = plan.indicators[criterion.indicator]
        for series in indicator.series:
            case = Case(assessed.facts, criterion, series, plan.final_year)
            number = case.number_of if indicator.measure == "level" else partial(_decline, case)
            base, middle, final = map(
                number, (criterion.base_year, plan.midterm_year, plan.final_year)
            )
            targets = (criterion.targets.get(y) for y in (plan.midterm_year, plan.final_year))
            midterm_target, final_target = ("" if t is None else t.text for t in targets)
            yield MilestoneRow(
                criterion=criterion,
                series=series,
                measure=indicator.measure,
                base=base,
                midterm=middle,
                final=final,
                is_comparable=indicator.measure == "level" and _is_comparable(case, base, final),
                midterm_target=midterm_target,
                final_target=final_target,
                midterm_code=midterm.get(criterion.id) if is_judged else None,
                final_code=verdict.code if is_judged and assessed.year == plan.final_year else None,
            )


def _told(assessed: AssessedYear) -> Iterator[Criterion]:
    """Yield the criteria with numbers, one whose indicator ended on its successor as well."""
    for verdict in assessed.verdicts:
        own = assessed.plan.criterion(verdict.criterion.id)
        if own.applicable and own.direction in ("higher", "lower"):
            yield own
            if verdict.criterion.indicator != own.indicator:
                yield verdict.criterion


def _decline(case: Case, year: int) -> Fraction | None:
    found = case.decline(year)
    return None if found is None or found.provisional else found.number


def _is_comparable(case: Case, base: Fraction | None, final: Fraction | None) -> bool:
    """Whether the way back from the final number comes to the base as it stands."""
    if base is None or final is None:
        return False
    return course(case, final).numbers.get(case.criterion.base_year) == base
