"""What could be read of a plan's files, with the readings that its rulings take put in."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from ..frameworks import Leaf, framework_file, leaf_id, read_framework
from ..indicators import Basis
from ..problems import Problem
from ..schema import Records, columns_of, read_records, read_toml
from ..tables import Row, file_sha256
from .criteria import Pair, Promise, promise_columns
from .header import Header, read_header
from .models import Action, BaseValue, Commitment, Department, Effect, Reporter, Succession
from .rulings import Rulings, read_rulings, reread

__all__ = ["FILES", "Sources", "read_sources"]

FILES = (
    *("plan.toml", "methods.toml", "criteria.csv", "base_values.csv", "bases.csv"),
    *("departments.csv", "reporters.csv", "actions.csv", "commitments.csv"),
    *("rulings.csv", "ruling_effects.csv", "successors.csv"),
)
"""Every file that a plan's folder must hold."""


@dataclass(frozen=True)
class Sources:
    """Every file of a plan; a table that cannot be read is an empty one.

    ``frameworks`` are the published sets under the plan's names for them, ``methods`` the content
    of ``methods.toml``.
    """

    folder: Path
    header: Header
    rulings: Rulings
    departments: Records[Department]
    reporters: Records[Reporter]
    promises: Records[Promise]
    base_values: Records[BaseValue]
    bases: Records[Basis]
    successions: Records[Succession]
    actions: Records[Action]
    commitments: Records[Commitment]
    frameworks: Mapping[str, Records[Leaf]]
    methods: Mapping[str, Any] | None

    @property
    def reporter_of(self) -> dict[str, str]:
        """Department by code."""
        return {reporter.code: reporter.department for _, reporter in self.reporters.pairs}

    @property
    def leaves(self) -> Iterator[tuple[str, str, Row, Leaf]]:
        """Framework, id, row and record of every leaf, in the frameworks' order."""
        for name, table in self.frameworks.items():
            for row, leaf in table.pairs:
                yield name, leaf_id(name, row["number"], row["part"]), row, leaf

    @property
    def leaf_ids(self) -> set[str] | None:
        """Ids of all leaves, None when a framework could not be read whole."""
        if not all(table.complete for table in self.frameworks.values()):
            return None
        return {ident for _, ident, _, _ in self.leaves}

    @property
    def pairs(self) -> list[Pair]:
        """Every leaf with what the plan promised on it."""
        promised = {promise.id: (row, promise) for row, promise in self.promises.pairs}
        return [
            Pair(name, leaf_row, leaf, *promised[ident])
            for name, ident, leaf_row, leaf in self.leaves
            if ident in promised
        ]

    @property
    def ruled(self) -> dict[str, Records[Any]]:
        """The tables in which rulings may change a cell, under the names that effects use."""
        sets = {use.published: self.frameworks[n] for n, use in self.header.frameworks.items()}
        return {
            **sets,
            "criteria": self.promises,
            "base_values": self.base_values,
            "successors": self.successions,
        }

    def keyed(self, table: str) -> list[tuple[str, Row]]:
        """Return the rows of such a table as they stand there, each with the key of effects."""
        names = {use.published: name for name, use in self.header.frameworks.items()}
        return [(_key(names.get(table, ""), row), row) for row in self.ruled[table].rows]

    def places(self, effect: Effect) -> set[str]:
        """Return how problems name the cells that an effect changes."""
        if effect.table in self.ruled:
            rows = self.keyed(effect.table)
            return {row.where(effect.field) for key, row in rows if key == effect.row}
        return {f"methods.toml [{effect.row}] {effect.field}"}

    @property
    def files(self) -> tuple[tuple[str, str], ...]:
        """Name and sha256 of every file; the published sets stand below ``frameworks/``."""
        own = [(name, self.folder / name) for name in FILES]
        for use in self.header.frameworks.values():
            path = framework_file(use.published, self.folder)
            own.append((f"frameworks/{path.name}", path))
        return tuple((name, file_sha256(path)) for name, path in own)


def read_sources(
    folder: Path, contents: str, flipped: Collection[str], problems: list[Problem]
) -> Sources | None:
    """Read a plan's folder; None, and at least one fault noted, when ``plan.toml`` is bad.

    Parameters
    ----------
    folder : Path
        With the tables.
    contents : str
        Hash of all of them: what no ruling changes is read once for all readings of the same.
    flipped : collection of str
        Ids of rulings to read the other way round than recorded.
    problems : list of Problem
        Gets the faults.
    """
    header = read_header(folder, problems)
    rulings = read_rulings(folder, flipped, problems)
    tables, faults = _not_ruled_on(folder, contents)
    problems += faults
    values = read_records(
        folder / "base_values.csv", BaseValue, problems, changed=_changed(rulings, "base_values")
    )
    successions = read_records(
        folder / "successors.csv",
        Succession,
        problems,
        key="indicator",
        changed=_changed(rulings, "successors"),
    )
    if header is None:
        return None
    promises = read_records(
        folder / "criteria.csv",
        Promise,
        problems,
        columns=promise_columns(header.milestones),
        key="id",
        changed=_changed(rulings, "criteria"),
    )
    frameworks = {
        name: read_framework(
            framework_file(use.published, folder),
            problems,
            _changed(rulings, use.published, name),
        )
        for name, use in header.frameworks.items()
    }
    return Sources(
        folder,
        header,
        rulings,
        promises=promises,
        base_values=values,
        successions=successions,
        frameworks=frameworks,
        **tables,
    )


@lru_cache(maxsize=8)
def _not_ruled_on(folder: Path, contents: str) -> tuple[Mapping[str, Any], tuple[Problem, ...]]:
    """Read the tables that no ruling changes, with their faults."""
    problems: list[Problem] = []
    commitments = ["action", *columns_of(Commitment)]
    tables = {
        "departments": read_records(folder / "departments.csv", Department, problems, key="id"),
        "reporters": read_records(folder / "reporters.csv", Reporter, problems, key="code"),
        "bases": read_records(folder / "bases.csv", Basis, problems, key="code"),
        "actions": read_records(folder / "actions.csv", Action, problems, key="id"),
        "commitments": read_records(
            folder / "commitments.csv", Commitment, problems, columns=commitments, key="id"
        ),
        "methods": read_toml(folder / "methods.toml", problems),
    }
    return tables, tuple(problems)


def _changed(rulings: Rulings, table: str, framework: str = "") -> Callable[[Row], Row]:
    """Return how to read a row of a table under the rulings."""
    return lambda row: reread(row, rulings.on(table, _key(framework, row)))


def _key(framework: str, row: Row) -> str:
    """Name a row as effects do: by its leaf, whose id a published set does not write."""
    if framework:
        return leaf_id(framework, row["number"], row["part"])
    return row.texts.get("id") or row.texts.get("criterion") or row["indicator"]
