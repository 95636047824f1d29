"""Every check of a year's submissions: one module per kind, one function per question."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from ..intake.records import Submissions
from ..plan import Plan
from ..problems import Level, Problem
from .balances import check_balances, check_parts_of_whole, check_recomputed
from .completeness import (
    check_departments,
    check_evidence,
    check_unanswered,
)
from .context import CheckContext
from .contradictions import (
    check_asked_twice,
    check_comparators,
    check_contradictions,
    check_house_contradictions,
    check_house_duplicates,
    check_repeats,
)
from .history import check_basis, check_edited_previous, check_jumps, check_retold_history
from .limits import check_dates, check_house_limits, check_limits, check_slips, check_states
from .personal import check_personal, has_personal, mask_personal, mask_problem, without_personal

__all__ = [
    "CHECKS",
    "CheckContext",
    "check_year",
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
    check_house_duplicates,
    check_house_contradictions,
    check_comparators,
    check_house_limits,
)
"""All of them, in the order in which a reader of the code would ask; the order decides nothing."""


def run_checks(context: CheckContext) -> Iterator[Problem]:
    """Yield what every check finds; no problem repeats a phone or identity-card number."""
    for check in CHECKS:
        yield from (mask_problem(problem) for problem in check(context))


def check_year(
    plan: Plan, submissions: Submissions, more: Iterable[Problem] = ()
) -> tuple[Problem, ...]:
    """Check the submissions of the assessed year.

    Parameters
    ----------
    plan : Plan
        What had to be reported, its natural limits and balances.
    submissions : Submissions
        What was read, with the problems of reading.
    more : iterable of Problem
        What was found by layers above this one, to be put in the same order.

    Returns
    -------
    tuple of Problem
        Errors first, then by place; the same whatever the order of files and rows. None repeats a
        phone or identity-card number.
    """
    reading = (mask_problem(problem) for problem in (*submissions.problems, *more))
    context = CheckContext(plan, submissions, submissions.year)
    problems = {*reading, *run_checks(context)}
    order = list(Level)
    return tuple(
        sorted(problems, key=lambda p: (order.index(p.level), _by_number(p.where), p.what))
    )


def _by_number(where: str) -> list[tuple[str, int]]:
    """Sort places as a person does: F2 before F10."""
    parts = re.findall(r"(\D*)(\d*)", where)
    return [(text, int(digits or 0)) for text, digits in parts]
