"""Every check of a year's submissions: one module per kind, one function per question."""

from __future__ import annotations

from collections.abc import Iterator

from ...problems import Problem
from .balances import check_balances
from .baseline import check_baseline_against_plan
from .basis import check_basis
from .completeness import check_departments, check_house_criteria, check_unanswered
from .context import CheckContext
from .contradictions import (
    check_asked_twice,
    check_comparators,
    check_contradictions,
    check_house_contradictions,
    check_house_duplicates,
    check_repeats,
)
from .dates import check_dates
from .evidence import check_evidence
from .history import check_edited_previous, check_jumps, check_retold_history
from .limits import check_house_limits, check_limits
from .personal import (
    check_personal,
    has_personal,
    mask_personal,
    mask_problem,
    without_personal,
)
from .ratios import check_parts_of_whole, check_recomputed
from .states import check_states
from .units import check_slips

__all__ = [
    "CHECKS",
    "CheckContext",
    "has_personal",
    "mask_personal",
    "mask_problem",
    "run_checks",
    "without_personal",
]

CHECKS = (
    check_departments,
    check_unanswered,
    check_states,
    check_limits,
    check_parts_of_whole,
    check_recomputed,
    check_balances,
    check_slips,
    check_jumps,
    check_retold_history,
    check_edited_previous,
    check_contradictions,
    check_asked_twice,
    check_repeats,
    check_basis,
    check_dates,
    check_evidence,
    check_personal,
    check_house_criteria,
    check_house_duplicates,
    check_house_contradictions,
    check_comparators,
    check_house_limits,
    check_baseline_against_plan,
)
"""All of them, in the order in which a reader of the code would ask; the order decides nothing."""


def run_checks(context: CheckContext) -> Iterator[Problem]:
    """Yield what every check finds; no problem repeats a phone or identity-card number."""
    for check in CHECKS:
        yield from (mask_problem(problem) for problem in check(context))
