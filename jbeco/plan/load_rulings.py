"""Reads the rulings on the plan's text, and what each of them changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ..tables import Row
from .columns import COLUMNS
from .faults import Faults
from .methods import LAYOUT
from .model import Criterion, Effect, Ruling

__all__ = [
    "Changes",
    "baseline_changes",
    "changes_of",
    "check_effects",
    "method_changes",
    "rulings",
]

Changes = Mapping[tuple[str, str], Mapping[str, tuple[str, str]]]
"""``(table, row)`` to ``field`` to the default that must stand there and the text taken instead."""


def rulings(rows: Sequence[Row], effect_rows: Sequence[Row], faults: Faults) -> list[Ruling]:
    """Read the rulings with their effects."""
    effects: dict[str, list[Effect]] = {}
    known = {row["id"] for row in rows}
    for row in effect_rows:
        if row["ruling"] not in known:
            faults.cell(row, "ruling", "没有这条裁定", "请在 rulings.csv 补上，或删去此行")
        faults.choice(row, "table", ("criteria", "baseline", "methods"))
        fields = {name: row[name] for name in COLUMNS["ruling_effects.csv"][1:]}
        effects.setdefault(row["ruling"], []).append(Effect(**fields))  # type: ignore[arg-type]
    found = []
    for row in rows:
        faults.choice(row, "status", ("待确认", "已确认"))
        faults.choice(row, "taken", ("default", "other"))
        if row["taken"] == "other" and row["id"] not in effects:
            faults.cell(row, "taken", "没有可改的内容", "请先在 ruling_effects.csv 写明改哪一格")
        texts = {name: row[name] for name in COLUMNS["rulings.csv"]}
        mine = tuple(effects.get(row["id"], ()))
        found.append(Ruling(**texts, effects=mine))  # type: ignore[arg-type]
    return found


def changes_of(found: Sequence[Ruling], flipped: Collection[str]) -> Changes:
    """Return what changes with the readings taken, those of ``flipped`` read the other way."""
    changes: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}
    for ruling in found:
        if (ruling.taken == "other") != (ruling.id in flipped):
            for effect in ruling.effects:
                fields = changes.setdefault((effect.table, effect.row), {})
                fields[effect.field] = (effect.default, effect.other)
    return changes


def method_changes(changes: Changes) -> dict[tuple[str, str], str]:
    """Return what the rulings change in the method profile, by section and entry."""
    return {
        (row, field): other
        for (table, row), fields in changes.items()
        if table == "methods"
        for field, (_, other) in fields.items()
    }


def check_effects(
    rows: Sequence[Row],
    criteria: Sequence[Criterion],
    faults: Faults,
) -> None:
    """Refuse effects on rows and fields that do not exist."""
    ids = {criterion.id for criterion in criteria}
    for row in rows:
        if row["table"] == "methods":
            if row["field"] not in LAYOUT.get(row["row"], {}):
                faults.cell(row, "field", "方法档案里没有这一项", "请对照 methods.toml")
        elif row["row"] not in ids:
            faults.cell(row, "row", "没有这个子项", "请对照 criteria.csv 的 id")


def baseline_changes(changes: Changes) -> tuple[Effect, ...]:
    """Return what the rulings change in the plan's own base-year values."""
    return tuple(
        Effect("baseline", row, field, default, other)
        for (table, row), fields in changes.items()
        if table == "baseline"
        for field, (default, other) in fields.items()
    )
