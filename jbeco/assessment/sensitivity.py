"""What would change if the plan's text were read the other way: computed, not asserted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Literal

from ..intake import Observation
from ..intake.read import with_base_values
from ..plan import Plan, Ruling, load_plan
from ..values.values_table import indicator_values
from .evidence import Facts, Truth
from .summary import PassConclusion, pass_conclusion, standard_conclusion
from .verdicts import RowVerdict, Verdict, judge, row_verdicts

__all__ = ["Contest", "Turn", "other_readings"]


@dataclass(frozen=True)
class Contest:
    """A verdict that a ruling decides: the word as taken, and the word under the other reading."""

    ruling: Ruling
    criterion: str
    taken: str
    other: str
    other_reason: str


Measure = Literal["target", "standard"]
"""What a framework's overall demand is held against: the plan's targets or its own standards."""

CONCLUDED: dict[Measure, Callable[[Plan, Sequence[RowVerdict], str], PassConclusion]] = {
    "target": pass_conclusion,
    "standard": standard_conclusion,
}


@dataclass(frozen=True)
class Turn:
    """A framework that passes as a whole under one reading and not, or not known, under another."""

    ruling: Ruling
    framework: str
    measure: Measure
    taken: Truth
    other: Truth


def other_readings(
    folder: Path | None,
    facts: Facts,
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
) -> tuple[tuple[Contest, ...], tuple[Turn, ...]]:
    """Judge the year once more under the other reading of each ruling that changes anything.

    Parameters
    ----------
    folder : Path or None
        Where the plan came from; None for the package's own.
    facts : Facts
        What the verdicts rest on, under the plan as read.
    observations : sequence of Observation
        What was reported.
    verdicts : sequence of Verdict
        The verdicts under the readings that were taken.

    Returns
    -------
    tuple
        One `Contest` for each verdict that would be another word, and one `Turn` for each overall
        conclusion that would be another.
    """
    found: list[Contest] = []
    turned: list[Turn] = []
    for ruling in facts.plan.rulings:
        if ruling.effects:
            plan = load_plan(folder, flipped=[ruling.id])
            again = {v.criterion.id: v for v in judge_otherwise(plan, facts, observations)}
            read = [again.get(verdict.criterion.id, verdict) for verdict in verdicts]
            found += _contests(ruling, verdicts, read)
            turned += _turns(ruling, facts.plan, verdicts, plan, read)
    return tuple(found), tuple(turned)


def _contests(
    ruling: Ruling, verdicts: Sequence[Verdict], read: Sequence[Verdict]
) -> list[Contest]:
    return [
        Contest(ruling, mine.criterion.id, mine.code, other.code, other.reason)
        for mine, other in zip(verdicts, read, strict=True)
        if other.code != mine.code
    ]


def _turns(
    ruling: Ruling,
    plan: Plan,
    verdicts: Sequence[Verdict],
    other_plan: Plan,
    read: Sequence[Verdict],
) -> list[Turn]:
    """Return the frameworks whose overall conclusion is another under the other reading."""
    rows, other_rows = row_verdicts(verdicts), row_verdicts(read)
    found = []
    for measure, conclude in CONCLUDED.items():
        for name in plan.frameworks:
            taken = conclude(plan, rows, name).whole
            other = conclude(other_plan, other_rows, name).whole
            if other is not taken:
                found.append(Turn(ruling, name, measure, taken, other))
    return found


def judge_otherwise(
    plan: Plan, facts: Facts, observations: Sequence[Observation]
) -> tuple[Verdict, ...]:
    """Judge under another reading; where only criteria differ, those criteria alone."""
    before = facts.plan
    pairs = list(zip(before.criteria, plan.criteria, strict=True))
    same_facts = plan.base_values == before.base_values and all(
        mine.indicator == other.indicator for mine, other in pairs
    )
    if not same_facts:
        told = with_base_values(observations, plan)
        return judge(replace(facts, plan=plan, values=indicator_values(plan, told)))
    if plan.methods == before.methods and plan.successions == before.successions:
        changed = [other for mine, other in pairs if other != mine]
        return judge(replace(facts, plan=plan), changed)
    return judge(replace(facts, plan=plan))
