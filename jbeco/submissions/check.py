"""Finds what is wrong in the submissions of a year, all at once, before anything is judged."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ..plan import Plan
from ..problems import Level, Problem
from .checks import CheckContext, mask_problem, run_checks
from .model import Submissions

__all__ = ["check_year"]


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
