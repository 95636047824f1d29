"""One year, assessed: everything that a report, a command or a reviewer asks about."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..checks.cross_check import check_formulas, check_monitoring
from ..checks.run import check_year, without_personal
from ..indicators.monitored import AirYear, WaterYear, air_year, water_year
from ..intake import Submissions, read_submissions
from ..intake.duties import departments_owing
from ..intake.layout import EXAMPLE_MARK
from ..plan import Department, Plan, load_plan
from ..problems import JbecoError, Problem
from .evidence import Facts
from .sensitivity import Contest, contests
from .summary import Group, PassConclusion, count_rows, pass_conclusion
from .verdicts import RowVerdict, Verdict, accepted_facts, assess, row_verdicts

__all__ = ["REVIEWS", "YearAssessment", "assess_year", "default_review"]

REVIEWS = ("annual", "midterm", "final")


@dataclass(frozen=True)
class YearAssessment:
    """A year's submissions, problems and verdicts under one plan.

    Only ``plan_folder`` (None is the package's own), ``data``, ``year`` and ``review`` were given;
    all else follows from them. ``air`` and ``water`` are what the stations measured in the year.
    """

    plan_folder: Path | None
    data: Path
    year: int
    review: str
    plan: Plan
    submissions: Submissions
    problems: tuple[Problem, ...]
    verdicts: tuple[Verdict, ...]
    air: AirYear | None = None
    water: WaterYear | None = None

    @property
    def is_example(self) -> bool:
        """Whether any number that was read is marked as invented."""
        return any(seen.note.startswith(EXAMPLE_MARK) for seen in self.submissions.observations)

    @property
    def silent(self) -> tuple[Department, ...]:
        """Departments that owe something and sent nothing this year; none in the base year."""
        if self.year == self.plan.base_year:
            return ()
        owing, answered = departments_owing(self.plan), self.submissions.departments
        silent = [department for department in owing if department not in answered]
        return tuple(self.plan.departments[department] for department in silent)

    @cached_property
    def facts(self) -> Facts:
        """What the verdicts rest on: accepted values, superior tasks and comparators."""
        return accepted_facts(self.plan, self.submissions)

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
    def contests(self) -> tuple[Contest, ...]:
        """Verdicts that another reading of the plan's text would change."""
        return contests(self.plan, self.plan_folder, self.data, self.submissions, self.verdicts)

    def verdict(self, criterion_id: str) -> Verdict:
        """Return the verdict of a criterion by its id; `KeyError` when there is none."""
        return {verdict.criterion.id: verdict for verdict in self.verdicts}[criterion_id]


def default_review(plan: Plan, year: int) -> str:
    """Return the kind of review that a year calls for."""
    return {plan.midterm_year: "midterm", plan.final_year: "final"}.get(year, "annual")


def assess_year(
    year: int, data: Path, plan_folder: Path | None = None, review: str | None = None
) -> YearAssessment:
    """Read, check and judge a year.

    Parameters
    ----------
    year : int
        From the plan's base year to its final year.
    data : Path
        Folder with one folder per year.
    plan_folder : Path, optional
        The package's own plan by default.
    review : str, optional
        ``annual``, ``midterm`` or ``final``; by default what the year calls for.

    Raises
    ------
    JbecoError
        When the plan cannot be read, the year has no submissions, or the review does not fit the
        year. Problems inside the submissions do not raise; they are in ``problems``.
    """
    plan = load_plan(plan_folder)
    review = review or default_review(plan, year)
    _check_review(plan, year, review)
    submissions = read_submissions(data, year, plan)
    air, water = air_year(submissions.monitoring, year), water_year(submissions.monitoring, year)
    more = (
        *check_formulas(plan, submissions),
        *check_monitoring(plan, submissions, air, water),
    )
    problems = check_year(plan, submissions, more)
    submissions = without_personal(submissions)
    return YearAssessment(
        plan_folder=plan_folder,
        data=data,
        year=year,
        review=review,
        plan=plan,
        submissions=submissions,
        problems=problems,
        verdicts=assess(plan, submissions),
        air=air,
        water=water,
    )


def _check_review(plan: Plan, year: int, review: str) -> None:
    if review not in REVIEWS:
        what = f"评估类型“{review}”不认识"
        raise JbecoError([Problem("--review", what, f"可选：{'、'.join(REVIEWS)}")])
    due = {"midterm": plan.midterm_year, "final": plan.final_year}.get(review)
    if due is not None and due != year:
        word = plan.methods.words.review[review]
        raise JbecoError([Problem("--review", f"{year} 年不作{word}", f"{word}只在 {due} 年")])
