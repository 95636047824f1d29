"""Every check of a year's submissions: one module per kind, one function per question."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace

import pandas as pd

from ..intake.collect import problems_of, problems_table, submissions_of
from ..intake.records import Submissions
from ..plan import Plan
from ..problems import Level, Problem
from ..values.values_table import values_of
from .balances import check_balances, check_parts_of_whole, check_recomputed
from .comparators import (
    check_comparator_changes,
    check_comparator_limits,
    check_comparator_places,
    check_comparators,
)
from .completeness import (
    check_absence,
    check_attachments,
    check_departments,
    check_evidence,
    check_missing_years,
    check_unanswered,
    check_unread,
)
from .context import CheckContext
from .contradictions import (
    check_asked_twice,
    check_base_contradictions,
    check_contradictions,
    check_public_contradictions,
    check_public_duplicates,
    check_repeats,
)
from .cross_check import check_formulas, check_monitoring
from .history import (
    check_approved_changes,
    check_basis,
    check_edited_previous,
    check_jumps,
    check_retold_history,
    check_signs,
)
from .limits import (
    check_dates,
    check_limits,
    check_public_limits,
    check_slips,
    check_states,
    check_zeros,
)
from .progress import check_progress
from .tasks import check_task_dates, check_task_numbers, check_tasks_without_result

__all__ = ["CHECKS", "check", "check_year"]

Check = Callable[[CheckContext], Iterable[Problem]]

CHECKS = (
    check_departments,
    check_missing_years,
    check_unanswered,
    check_absence,
    check_unread,
    check_states,
    check_limits,
    check_zeros,
    check_signs,
    check_parts_of_whole,
    check_recomputed,
    check_balances,
    check_slips,
    check_jumps,
    check_retold_history,
    check_edited_previous,
    check_contradictions,
    check_asked_twice,
    check_base_contradictions,
    check_repeats,
    check_approved_changes,
    check_basis,
    check_dates,
    check_evidence,
    check_attachments,
    check_public_duplicates,
    check_public_contradictions,
    check_public_limits,
    check_task_dates,
    check_task_numbers,
    check_tasks_without_result,
    check_progress,
)
"""Those of one year, in the order in which a reader would ask; the order decides nothing."""

CHECKS_OF_ALL_YEARS = (
    check_comparators,
    check_comparator_limits,
    check_comparator_changes,
    check_comparator_places,
)
"""Those of comparators, whose year is not that of the folder they were found in."""

FOUND_BEFORE = ("air_problems", "water_problems")
"""Tables of problems that earlier stages found, beside those of reading."""

MONITORED = ("air_days", "air_year", "water_year")


def check(plan: Plan, year: int, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Find what is wrong in a year: the stage ``check``.

    Parameters
    ----------
    plan : Plan
        What had to be reported.
    year : int
        The assessed year.
    tables : mapping of DataFrame
        Those that the stage reads (`jbeco.stages`).

    Returns
    -------
    dict of DataFrame
        ``problems``: those of reading, of the checks, and of two ways to one number.
    """
    reading = problems_of("reading_problems", tables["reading_problems"])
    submissions = replace(submissions_of(tables, year), problems=reading)
    values, monitored = values_of(tables), {name: tables[name] for name in MONITORED}

    def two_ways(context: CheckContext) -> Iterator[Problem]:
        yield from check_formulas(context, values)
        yield from check_monitoring(context, monitored)

    more = (
        *(problem for name in FOUND_BEFORE for problem in problems_of(name, tables[name])),
        *_of_all_years(plan, submissions, (two_ways,)),
    )
    return {"problems": problems_table("problems", check_year(plan, submissions, more))}


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
        Errors first, then by place; the same whatever the order of files and rows. Of earlier years
        what may change a verdict of this one: errors and contradictions that touch a criterion.
    """
    context = CheckContext(plan, submissions, submissions.year)
    found = (
        *_of_all_years(plan, submissions, CHECKS),
        *(problem for check in CHECKS_OF_ALL_YEARS for problem in check(context)),
    )
    problems = {*submissions.problems, *more, *found}
    order = list(Level)
    return tuple(
        sorted(problems, key=lambda p: (order.index(p.level), _by_number(p.where), p.what))
    )


def _of_all_years(
    plan: Plan, submissions: Submissions, checks: Iterable[Check]
) -> Iterator[Problem]:
    """Yield what checks find in the assessed year, and of earlier years what still matters."""
    for year in range(plan.base_year, submissions.year + 1):
        context = CheckContext(plan, submissions, year)
        for check in checks:
            for problem in check(context):
                if year == submissions.year:
                    yield problem
                elif problem.blocks and (problem.level is Level.ERROR or problem.contradicts):
                    yield replace(problem, year=problem.year or year)


def _by_number(where: str) -> list[tuple[str, int]]:
    """Sort places as a person does: F2 before F10."""
    parts = re.findall(r"(\D*)(\d*)", where)
    return [(text, int(digits or 0)) for text, digits in parts]
