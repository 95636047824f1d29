"""How far the plan's measures have come, as the departments say: listed, never judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from ..assessment import AssessedYear
from ..intake.layout import ACTION_STATES
from ..intake.records import Progress
from ..plan import Action
from ..plan.models import Commitment
from ..standards.rounding import exact_text
from .misprints import as_noted

__all__ = ["DONE", "NOT_TOLD", "STANDING", "STATES", "ActionRow", "action_rows", "state_counts"]

STATES = {number: word for word, number in ACTION_STATES.items()}
NOT_TOLD = "未报送"
NOT_ASKED = "—"
"""State in the base year, for which nobody is asked."""
BELOW = "见所列承诺"
"""State of a measure that is reported by its commitments; no state is made up for the whole."""

DONE = max(STATES)
STANDING = {"已完成": "年度任务·当年已完成", "实施中": "年度任务·进行中"}
"""States of what recurs every year: it is done for a year, never for good."""

RELATIONS = {"=": "", ">=": "不少于"}


@dataclass(frozen=True)
class ActionRow:
    """One measure, or one commitment inside it.

    ``done`` is what was delivered against what was promised; ``is_overdue`` says that its year has
    come or passed and it is not reported as done. Of a counted commitment, ``what`` is counted in
    ``unit``: ``delivered`` of ``promised``, None where nothing is reported.
    """

    id: str
    is_action: bool
    system: str
    text: str
    department: str
    serves: tuple[str, ...]
    state: str
    share: str
    done: str
    due: str
    is_overdue: bool
    document_number: str
    what: str = ""
    unit: str = ""
    delivered: Fraction | None = None
    promised: Fraction | None = None
    due_year: int | None = None

    @property
    def is_done(self) -> bool:
        """Whether it is reported as done; what recurs, as done this year."""
        return self.state in (STATES[DONE], STANDING[STATES[DONE]])

    @property
    def is_reported(self) -> bool:
        """Whether it is reported on its own, not by the commitments inside it."""
        return self.state != BELOW


def action_rows(assessment: AssessedYear) -> list[ActionRow]:
    """Return every measure of the plan followed by its commitments, with the year's progress."""
    told = {p.id: p for p in assessment.submissions.progress if p.year == assessment.year}
    rows = []
    for action in assessment.plan.actions:
        rows.append(_row(assessment, action, action, told.get(action.id)))
        rows += [_row(assessment, action, part, told.get(part.id)) for part in action.commitments]
    return rows


def state_counts(rows: Iterable[ActionRow]) -> list[tuple[str, int]]:
    """Count what is reported, commitments and measures without any, from not begun to done."""
    counts = Counter(row.state for row in rows)
    order = dict.fromkeys([*STATES.values(), *STANDING.values(), NOT_TOLD])
    return [(word, counts[word]) for word in order if counts[word]]


def _row(
    assessment: AssessedYear, action: Action, part: Action | Commitment, told: Progress | None
) -> ActionRow:
    promise = part if isinstance(part, Commitment) else None
    is_base = assessment.year == assessment.plan.base_year
    state = NOT_ASKED if is_base else _state(told, promise)
    if isinstance(part, Action) and part.commitments:
        state = BELOW
    due = promise.due_year if promise is not None else None
    done = told is not None and told.state == DONE
    return ActionRow(
        id=part.id,
        is_action=promise is None,
        system=action.system,
        text=as_noted(part.name if isinstance(part, Action) else part.text, part.note),
        department=assessment.plan.departments[action.department].name,
        serves=tuple(action.serves),
        state=state,
        share="" if told is None or told.share is None else f"{exact_text(told.share)}%",
        done=_delivered(told, promise),
        due=_due(promise),
        is_overdue=due is not None and due <= assessment.year and not done,
        document_number="" if told is None else told.document_number,
        what="" if promise is None else promise.what,
        unit="" if promise is None else promise.unit,
        delivered=None if told is None else told.done,
        promised=None if promise is None else promise.amount,
        due_year=due,
    )


def _state(told: Progress | None, promise: Commitment | None) -> str:
    if told is None or told.state is None:
        return NOT_TOLD
    word = STATES[told.state]
    return STANDING.get(word, word) if promise is not None and promise.recurring else word


def _delivered(told: Progress | None, promise: Commitment | None) -> str:
    """Say what was delivered against what was promised."""
    unit = "" if promise is None else promise.unit
    done = "" if told is None or told.done is None else f"{exact_text(told.done)} {unit}".strip()
    if promise is None or promise.amount is None:
        return done
    wanted = f"{RELATIONS[promise.relation]} {exact_text(promise.amount)} {unit}".rstrip()
    return f"{done or '—'}（承诺{wanted}）"


def _due(promise: Commitment | None) -> str:
    if promise is None:
        return ""
    year = "" if promise.due_year is None else f"{promise.due_year} 年"
    return year or promise.due_text
