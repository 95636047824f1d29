"""One assessed year: the tables of its stages as the records that reports and commands ask for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import pandas as pd

from ..intake import Submissions
from ..intake.collect import problems_of, submissions_of
from ..intake.duties import departments_owing
from ..intake.layout import EXAMPLE_MARK
from ..plan import Department, Plan
from ..problems import JbecoError, Problem
from ..stage_tables import records_of
from .evidence import Facts
from .sensitivity import Contest, Turn
from .sensitivity_tables import contests_of, turns_of
from .summary import Group, PassConclusion, count_rows, pass_conclusion, standard_conclusion
from .verdict_tables import facts_of, verdicts_of
from .verdicts import RowVerdict, Verdict, row_verdicts

__all__ = ["REVIEWS", "AssessedYear", "check_review", "default_review"]

REVIEWS = ("annual", "midterm", "final")


@dataclass(frozen=True)
class AssessedYear:
    """The tables of a year, read as records; nothing is judged here.

    Parameters
    ----------
    plan : Plan
        The plan that the tables were made under.
    year : int
        The assessed year.
    review : str
        ``annual``, ``midterm`` or ``final``.
    tables : mapping of DataFrame
        All stage tables by name; each is looked up when it is asked for.
    """

    plan: Plan
    year: int
    review: str
    tables: Mapping[str, pd.DataFrame]

    @cached_property
    def _records(self) -> dict[str, tuple[Mapping[str, Any], ...]]:
        return {}

    def records(self, table: str) -> tuple[Mapping[str, Any], ...]:
        """Return the rows of a table as records, which are read once and not changed."""
        if table not in self._records:
            self._records[table] = tuple(records_of(table, self.tables[table]))
        return self._records[table]

    @cached_property
    def submissions(self) -> Submissions:
        """What was reported."""
        return submissions_of(self.tables, self.year)

    @cached_property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with it."""
        return problems_of("problems", self.tables["problems"])

    @cached_property
    def verdicts(self) -> tuple[Verdict, ...]:
        """The formal verdicts, in the order of the plan."""
        return verdicts_of(self.plan, self.tables)

    @property
    def is_due(self) -> bool:
        """Whether something is due this year: the base year's standard, a milestone's target."""
        return self.year in (self.plan.base_year, *self.plan.milestones)

    @property
    def is_example(self) -> bool:
        """Whether anything that was read is marked as invented."""
        read = ("observations", "tasks", "comparators")
        return any(self.tables[name]["note"].str.startswith(EXAMPLE_MARK).any() for name in read)

    @property
    def silent(self) -> tuple[Department, ...]:
        """Departments that owe something and sent nothing this year; none in the base year."""
        if self.year == self.plan.base_year:
            return ()
        owing, answered = departments_owing(self.plan, self.year), self.submissions.departments
        silent = [department for department in owing if department not in answered]
        return tuple(self.plan.departments[department] for department in silent)

    @cached_property
    def facts(self) -> Facts:
        """What the verdicts rest on: accepted values, superior tasks and comparators."""
        return facts_of(self.plan, self.year, self.tables)

    @cached_property
    def rows(self) -> tuple[RowVerdict, ...]:
        """Verdicts of the frameworks' rows."""
        return row_verdicts(self.verdicts)

    @cached_property
    def groups(self) -> tuple[Group, ...]:
        """Counts by framework, system and attribute."""
        return count_rows(self.plan, self.rows)

    @cached_property
    def conclusions(self) -> tuple[PassConclusion, ...]:
        """The pass rule applied to each framework."""
        return tuple(pass_conclusion(self.plan, self.rows, name) for name in self.plan.frameworks)

    @cached_property
    def standard_conclusions(self) -> tuple[PassConclusion, ...]:
        """The pass rule applied to each framework's own standards, in the same order."""
        frameworks = self.plan.frameworks
        return tuple(standard_conclusion(self.plan, self.rows, name) for name in frameworks)

    @cached_property
    def contests(self) -> tuple[Contest, ...]:
        """Verdicts that another reading of the plan's text would change."""
        return contests_of(self.plan, self.tables)

    @cached_property
    def turns(self) -> tuple[Turn, ...]:
        """Overall conclusions that another reading of the plan's text would change."""
        return turns_of(self.plan, self.tables)

    def verdict(self, criterion_id: str) -> Verdict:
        """Return the verdict of a criterion by its id; `KeyError` when there is none."""
        return self._verdicts_by_id[criterion_id]

    @cached_property
    def _verdicts_by_id(self) -> dict[str, Verdict]:
        return {verdict.criterion.id: verdict for verdict in self.verdicts}


def default_review(plan: Plan, year: int) -> str:
    """Return the kind of review that a year calls for."""
    return {plan.midterm_year: "midterm", plan.final_year: "final"}.get(year, "annual")


def check_review(plan: Plan, year: int, review: str) -> None:
    """Refuse a review that is unknown, or that is not due in the year."""
    if review not in REVIEWS:
        what = f"评估类型“{review}”不认识"
        raise JbecoError([Problem("--review", what, f"可选：{'、'.join(REVIEWS)}")])
    due = {"midterm": plan.midterm_year, "final": plan.final_year}.get(review)
    if due is not None and due != year:
        word = plan.methods.words.review[review]
        raise JbecoError([Problem("--review", f"{year} 年不作{word}", f"{word}只在 {due} 年")])
