"""What would change if the plan's text were read the other way: computed, not asserted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..intake import Observation
from ..intake.read import with_base_values
from ..plan import Plan, Ruling, load_plan
from ..values.values_table import indicator_values
from .evidence import Facts
from .verdicts import Verdict, judge

__all__ = ["Contest", "contests"]


@dataclass(frozen=True)
class Contest:
    """A verdict that a ruling decides: the word as taken, and the word under the other reading."""

    ruling: Ruling
    criterion: str
    taken: str
    other: str
    other_reason: str


def contests(
    folder: Path | None,
    facts: Facts,
    observations: Sequence[Observation],
    verdicts: Sequence[Verdict],
) -> tuple[Contest, ...]:
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
    tuple of Contest
        One for each verdict that would be another word.
    """
    found = []
    taken = {verdict.criterion.id: verdict.code for verdict in verdicts}
    for ruling in facts.plan.rulings:
        if ruling.effects:
            other_plan = load_plan(folder, flipped=[ruling.id])
            for other in _judged_again(other_plan, facts, observations):
                name = other.criterion.id
                if other.code != taken[name]:
                    found.append(Contest(ruling, name, taken[name], other.code, other.reason))
    return tuple(found)


def _judged_again(
    plan: Plan, facts: Facts, observations: Sequence[Observation]
) -> tuple[Verdict, ...]:
    """Judge under another reading; where only criteria differ, those criteria alone."""
    before = facts.plan
    pairs = list(zip(before.criteria, plan.criteria, strict=True))
    same_facts = plan.base_values == before.base_values and all(
        mine.indicator == other.indicator for mine, other in pairs
    )
    if same_facts and plan.methods == before.methods:
        changed = [other for mine, other in pairs if other != mine]
        return judge(replace(facts, plan=plan), changed)
    told = with_base_values(observations, plan)
    return judge(replace(facts, plan=plan, values=indicator_values(plan, told)))
