"""What one department owes in a year: codes, superiors' tasks, measures and their evidence."""

from __future__ import annotations

from dataclasses import dataclass

from ..plan import Criterion, Indicator, ObservationCode, Plan
from ..plan.models import Action, Department
from ..plan.rules import Rule, TaskMet
from ..problems import JbecoError, Problem

__all__ = [
    "Duties",
    "criteria_on_stations",
    "criteria_that_ask",
    "departments_owing",
    "duties_of",
]


LACKING = ("not_reported", "word_only", "no_task")
"""Reasons of the plan's base table that leave a figure to be asked for."""


@dataclass(frozen=True)
class Duties:
    """What one department is asked for, in the order of the plan.

    Parameters
    ----------
    department : Department
        Who owes it.
    codes : tuple of ObservationCode
        Numbers and states.
    criteria : tuple of Criterion
        Applicable criteria that it is responsible for or feeds a number into; what its evidence
        may be filed under.
    tasks : tuple of Indicator
        Indicators of which a rule asks whether the superior's task was met.
    actions : tuple of Action
        Measures of which it reports the progress.
    """

    department: Department
    codes: tuple[ObservationCode, ...]
    criteria: tuple[Criterion, ...]
    tasks: tuple[Indicator, ...]
    actions: tuple[Action, ...]

    @property
    def monitoring(self) -> bool:
        """Whether it owes hourly air and monthly water: who reports what stations measure."""
        return any(code.monitored for code in self.codes)

    @property
    def owes_anything(self) -> bool:
        """Whether it owes a code, a task or a measure."""
        return bool(self.codes or self.tasks or self.actions)


def duties_of(plan: Plan, department_id: str, year: int) -> Duties:
    """Collect what a department owes for a year.

    Of the base year, which the plan itself tells, only the figures that the plan lacks are asked.

    Raises
    ------
    JbecoError
        When the plan has no such department.
    """
    department = plan.departments.get(department_id)
    if department is None:
        mend = f"可选：{'、'.join(plan.departments)}"
        raise JbecoError([Problem(department_id, "规划里没有这个部门", mend)])
    own = tuple(code for code in plan.asked if code.department == department_id)
    if year <= plan.base_year:
        lacking = _lacking_at_base(plan)
        codes = tuple(code for code in own if lacking & {*code.indicators})
        return Duties(department, codes, _criteria(plan, department_id, codes), (), ())
    codes = own
    asking = criteria_that_ask(plan, TaskMet)
    tasks = {c.indicator for c in plan.criteria if c.applicable and c.id in asking}
    return Duties(
        department=department,
        codes=codes,
        criteria=_criteria(plan, department_id, codes),
        tasks=tuple(
            indicator
            for indicator in plan.indicators.values()
            if indicator.id in tasks and indicator.department == department_id
        ),
        actions=tuple(action for action in plan.actions if action.department == department_id),
    )


def _criteria(
    plan: Plan, department_id: str, codes: tuple[ObservationCode, ...]
) -> tuple[Criterion, ...]:
    """Return the applicable criteria that a department is responsible for or feeds."""
    fed = {code.indicator for code in codes}
    applicable = (criterion for criterion in plan.criteria if criterion.applicable)
    return tuple(c for c in applicable if c.department == department_id or c.indicator in fed)


def _lacking_at_base(plan: Plan) -> set[str]:
    """Return the indicators of which the plan's base table leaves a figure open."""
    open_to_ask = {v.criterion for v in plan.base_values if v.missing in LACKING}
    return {c.indicator for c in plan.criteria if c.applicable and c.id in open_to_ask}


def departments_owing(plan: Plan, year: int) -> tuple[str, ...]:
    """Return the ids of the departments that owe anything, in the order of the plan."""
    return tuple(name for name in plan.departments if duties_of(plan, name, year).owes_anything)


def criteria_that_ask(plan: Plan, *kinds: type[Rule]) -> tuple[str, ...]:
    """Return the applicable criteria of which a rule has a part of one of these kinds."""
    return tuple(name for name, found in plan.kinds_of_rules.items() if found & {*kinds})


def criteria_on_stations(plan: Plan, kind: str, without: str = "") -> tuple[str, ...]:
    """Return the applicable criteria on which the stations' own data bear.

    Parameters
    ----------
    plan : Plan
        Its declarations say which figure of the stations an indicator must agree with.
    kind : str
        ``air`` or ``water``.
    without : str, optional
        A figure such as ``air.pm25`` that is left out.
    """
    said = {name: indicator.monitored for name, indicator in plan.indicators.items()}
    measured = {n for n, figure in said.items() if figure.startswith(kind) and figure != without}
    return tuple(c.id for c in plan.criteria if c.applicable and c.indicator in measured)
