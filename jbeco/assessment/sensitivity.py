"""What would change if the plan's text were read the other way: computed, not asserted."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..intake import Submissions
from ..intake.read import with_base_values
from ..plan import Plan, Ruling, load_plan
from .verdicts import Verdict, assess

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
    plan: Plan,
    plan_folder: Path | None,
    submissions: Submissions,
    verdicts: Sequence[Verdict],
) -> tuple[Contest, ...]:
    """Judge the year once more under the other reading of each ruling that changes anything.

    Parameters
    ----------
    plan : Plan
        The plan as read.
    plan_folder : Path or None
        Where it came from; None for the package's own.
    submissions : Submissions
        What was reported.
    verdicts : sequence of Verdict
        The verdicts under the readings that were taken.

    Returns
    -------
    tuple of Contest
        One for each verdict that would be another word.
    """
    found = []
    taken = {verdict.criterion.id: verdict for verdict in verdicts}
    for ruling in plan.rulings:
        if not ruling.effects:
            continue
        other_plan = load_plan(plan_folder, flipped=[ruling.id])
        for other in assess(other_plan, with_base_values(submissions, other_plan)):
            mine = taken[other.criterion.id]
            if other.code != mine.code:
                found.append(
                    Contest(ruling, other.criterion.id, mine.code, other.code, other.reason)
                )
    return tuple(found)
