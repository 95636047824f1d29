"""The stage ``sensitivity``: what the other reading of each ruling would change, as tables."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pandas as pd

from ..plan import Plan
from ..stage_tables import frame_of, records_of
from ..values.monitored_figures import all_observations
from .sensitivity import Contest, Turn, other_readings
from .verdict_tables import facts_of, verdicts_of

__all__ = ["contests_of", "sensitivity_stage", "turns_of"]

Tables = Mapping[str, pd.DataFrame]


def sensitivity_stage(
    plan: Plan, folder: Path | None, year: int, tables: Tables
) -> dict[str, pd.DataFrame]:
    """Judge a year once more under the other reading of each ruling.

    Parameters
    ----------
    plan : Plan
        What was promised, under the readings that are taken.
    folder : Path or None
        Where it came from; the other readings are loaded from there.
    year : int
        The assessed year.
    tables : mapping of DataFrame
        Those that the stage reads (`jbeco.stages`), the verdicts among them.

    Returns
    -------
    dict of DataFrame
        ``contests``, ``turns``.
    """
    facts, verdicts = facts_of(plan, year, tables), verdicts_of(plan, tables)
    found, turned = other_readings(folder, facts, all_observations(plan, tables), verdicts)
    return {
        "contests": frame_of("contests", (_contest_row(contest) for contest in found)),
        "turns": frame_of("turns", (_turn_row(turn) for turn in turned)),
    }


def contests_of(plan: Plan, tables: Tables) -> tuple[Contest, ...]:
    """Return the verdicts that another reading of the plan's text would change."""
    rulings = {ruling.id: ruling for ruling in plan.rulings}
    rows = records_of("contests", tables["contests"])
    return tuple(Contest(**(row | {"ruling": rulings[row["ruling"]]})) for row in rows)


def turns_of(plan: Plan, tables: Tables) -> tuple[Turn, ...]:
    """Return the overall conclusions that another reading of the plan's text would change."""
    rulings = {ruling.id: ruling for ruling in plan.rulings}
    found = []
    for row in records_of("turns", tables["turns"]):
        del row["plausible"]
        found.append(Turn(**(row | {"ruling": rulings[row["ruling"]]})))
    return tuple(found)


def _contest_row(contest: Contest) -> dict[str, Any]:
    return {
        "ruling": contest.ruling.id,
        "criterion": contest.criterion,
        "taken": contest.taken,
        "other": contest.other,
        "other_reason": contest.other_reason,
    }


def _turn_row(turn: Turn) -> dict[str, Any]:
    return {**vars(turn), "ruling": turn.ruling.id, "plausible": turn.ruling.plausible}
