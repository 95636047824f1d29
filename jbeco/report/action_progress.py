"""How far the plan's measures have come, as the departments say: listed, never judged."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace

from ..assessment import AssessedYear
from ..intake.layout import ACTION_STATES
from ..intake.records import Progress
from ..standards.rounding import exact_text

__all__ = ["STATES", "ActionRow", "action_rows", "state_counts"]

STATES = {number: word for word, number in ACTION_STATES.items()}
NOT_TOLD = "未填报"
BELOW = "见下列承诺"
"""State of a measure that is reported by its commitments; no state is made up for the whole."""


@dataclass(frozen=True)
class ActionRow:
    """One measure, or one commitment inside it."""

    id: str
    is_action: bool
    text: str
    department: str
    state: str
    share: str
    done: str
    document_number: str


def action_rows(assessment: AssessedYear) -> list[ActionRow]:
    """Return every measure of the plan followed by its commitments, with the year's progress."""
    told = {p.id: p for p in assessment.submissions.progress if p.year == assessment.year}
    rows = []
    for action in assessment.plan.actions:
        department = assessment.plan.departments[action.department].name
        row = _row(action.id, True, action.name, department, "", told.get(action.id))
        rows.append(replace(row, state=BELOW) if action.commitments else row)
        for promise in action.commitments:
            progress = told.get(promise.id)
            rows.append(_row(promise.id, False, promise.text, department, promise.unit, progress))
    return rows


def state_counts(rows: list[ActionRow]) -> list[tuple[str, int]]:
    """Count what is reported, commitments and measures without any, from not begun to done."""
    counts = Counter(row.state for row in rows)
    return [(word, counts[word]) for word in (*STATES.values(), NOT_TOLD) if counts[word]]


def _row(
    id: str, is_action: bool, text: str, department: str, unit: str, told: Progress | None
) -> ActionRow:
    state = NOT_TOLD if told is None or told.state is None else STATES[told.state]
    share = "" if told is None or told.share is None else f"{exact_text(told.share)}%"
    done = "" if told is None or told.done is None else f"{exact_text(told.done)} {unit}".strip()
    number = "" if told is None else told.document_number
    return ActionRow(id, is_action, text, department, state, share, done, number)
