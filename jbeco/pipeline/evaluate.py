"""Evaluates the stages of a year by their functions, each once, and not at all when kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd

from ..assessment import AssessedYear, check_review, default_review
from ..assessment.sensitivity_tables import sensitivity_stage
from ..assessment.verdict_tables import verdict_stage
from ..checks.run import check
from ..intake.collect import collect
from ..plan import PACKAGE_PLAN, Plan, load_plan
from ..stage_tables import TABLES, frame_of, table_bytes, table_of
from ..stages import LEFT_BY_RUN, STAGES, Stage, stage_that_writes
from ..statistics.stage import outlook_stage
from ..values.monitoring import air, water
from ..values.values_table import indicators
from .store import Store, folder_hashes, hashes_of, key_of, package_hash

__all__ = ["Case", "YearTables", "assess_year"]

Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True)
class Case:
    """What a year is evaluated from: a plan, a data folder, a year.

    ``cells`` is the folder that keeps what was read of each workbook, for all years; None keeps
    nothing.
    """

    plan: Plan
    plan_folder: Path
    data: Path
    year: int
    cells: Path | None = None


CELLS = "cells"
"""Folder beside the years' stores: what was read of each workbook, by its hash."""

FUNCTIONS: Mapping[str, Callable[[Case, Tables], dict[str, pd.DataFrame]]] = {
    "collect": lambda case, _: collect(case.data, case.year, case.plan, case.cells),
    "air": lambda case, tables: air(case.plan, tables),
    "water": lambda case, tables: water(case.plan, tables),
    "indicators": lambda case, tables: indicators(case.plan, tables),
    "check": lambda case, tables: check(case.plan, case.year, tables),
    "verdicts": lambda case, tables: verdict_stage(case.plan, case.year, tables),
    "sensitivity": lambda case, tables: sensitivity_stage(
        case.plan, case.plan_folder, case.year, tables
    ),
    "outlook": lambda case, tables: outlook_stage(case.plan, case.year, tables),
}
"""The function of each stage of `jbeco.stages`."""


@dataclass
class YearTables(Mapping[str, pd.DataFrame]):
    """All tables of a year by name; a table that is asked for is kept, read, or made.

    Parameters
    ----------
    case : Case
        What the year is evaluated from.
    store : Store or None
        Where finished stages are kept; None keeps nothing on disk.
    """

    case: Case
    store: Store | None = None
    made: dict[str, pd.DataFrame] = field(default_factory=dict)
    hashes: dict[str, dict[str, str]] = field(default_factory=dict)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name in LEFT_BY_RUN:
            return frame_of(name, [])
        if name not in self.made:
            stage = stage_that_writes(name)
            if self.store is None:
                self._make(stage)
            else:
                self._find(stage, name, self.store)
        return self.made[name]

    def __iter__(self) -> Iterator[str]:
        return iter(TABLES)

    def __len__(self) -> int:
        return len(TABLES)

    def _find(self, stage: Stage, name: str, store: Store) -> None:
        """Put a table among those made: as it was kept, or anew where the kept one is damaged."""
        file = f"{name}.csv"
        digest = self._hashes(stage, store)[file]
        if name in self.made:
            return
        content = store.read(stage.name, file, digest)
        if content is None:
            self._make_and_keep(stage, store, self._key(stage, store))
        else:
            self.made[name] = table_of(name, content)

    def _hashes(self, stage: Stage, store: Store) -> dict[str, str]:
        """Return the hashes of a stage's tables, kept or made now."""
        if stage.name not in self.hashes:
            key, files = self._key(stage, store), [f"{name}.csv" for name in stage.writes]
            found = store.hashes(stage.name, key, files)
            if found is None:
                self._make_and_keep(stage, store, key)
            else:
                self.hashes[stage.name] = found
        return self.hashes[stage.name]

    def _make_and_keep(self, stage: Stage, store: Store, key: str) -> None:
        """Make a stage's tables and keep them, unless the data changed while they were read."""
        made = self._make(stage)
        files = {f"{name}.csv": table_bytes(name, made[name]) for name in stage.writes}
        self.hashes[stage.name] = hashes_of(files)
        if self._key(stage, store) == key:
            store.keep(stage.name, key, files)

    def _key(self, stage: Stage, store: Store) -> str:
        """Return what a stage's tables depend on: code, plan, and the tables or data it reads."""
        inputs: dict[str, Any] = {"package": package_hash(), "plan": dict(self.case.plan.files)}
        if not stage.reads:
            span = range(self.case.plan.base_year, self.case.year + 1)
            inputs |= {str(year): folder_hashes(self.case.data / str(year)) for year in span}
        for name in stage.reads:
            inputs[name] = self._hashes(stage_that_writes(name), store)[f"{name}.csv"]
        return key_of({"stage": stage.name, "year": str(self.case.year), **inputs})

    def _make(self, stage: Stage) -> dict[str, pd.DataFrame]:
        made = FUNCTIONS[stage.name](self.case, self)
        self.made.update(made)
        return made


def assess_year(
    year: int,
    data: Path,
    plan_folder: Path | None = None,
    review: str | None = None,
    store: Store | None = None,
) -> AssessedYear:
    """Open a year: its tables are read, checked and judged when they are asked for.

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
    store : Store, optional
        Where finished stages are kept.

    Raises
    ------
    JbecoError
        When the plan cannot be read, the year has no submissions, or the review does not fit the
        year. Problems inside the submissions do not raise; they are in ``problems``.
    """
    plan = load_plan(plan_folder)
    review = review or default_review(plan, year)
    check_review(plan, year, review)
    cells = None if store is None else store.folder.parent / CELLS
    tables = YearTables(Case(plan, plan_folder or PACKAGE_PLAN, data, year, cells), store)
    _ = tables[STAGES[0].writes[0]]
    return AssessedYear(plan, year, review, tables)
