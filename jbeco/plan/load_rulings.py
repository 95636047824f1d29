"""Reads the rulings on the plan's text, and what each of them changes."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ..tables import Row
from .columns import COLUMNS
from .faults import Faults
from .model import Effect, Ruling

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
    criteria: Sequence[Row],
    methods: Mapping[tuple[str, str], str] | None,
    faults: Faults,
) -> None:
    """Refuse effects on what does not exist, and defaults that are not what stands there.

    Parameters
    ----------
    rows : sequence of Row
        Of ``ruling_effects.csv``.
    criteria : sequence of Row
        Of ``criteria.csv``, as they stand there.
    methods : mapping or None
        Entries of ``methods.toml`` as text, by section and entry; None when it could not be read.
    faults : Faults
        Gets the errors. Defaults on the baseline are compared when the base year is read.
    """
    leaves = {row["id"]: row.texts for row in criteria}
    for row in rows:
        stands: str | None = row["default"]
        if row["table"] == "methods":
            stands = None if methods is None else methods.get((row["row"], row["field"]))
            if stands is None and methods is not None:
                faults.cell(row, "field", "方法档案里没有这一项", "请对照 methods.toml")
        elif row["row"] not in leaves:
            faults.cell(row, "row", "没有这个子项", "请对照 criteria.csv 的 id")
        elif row["table"] == "criteria":
            stands = leaves[row["row"]].get(row["field"])
            if stands is None:
                faults.cell(row, "field", "criteria.csv 没有这一列", "请对照 criteria.csv 的表头")
        if stands is not None and stands != row["default"]:
            what = f"与表里现在的“{stands}”不一致"
            faults.cell(row, "default", what, "请同步 ruling_effects.csv 与所改的表")


def baseline_changes(changes: Changes) -> tuple[Effect, ...]:
    """Return what the rulings change in the plan's own base-year values."""
    return tuple(
        Effect("baseline", row, field, default, other)
        for (table, row), fields in changes.items()
        if table == "baseline"
        for field, (default, other) in fields.items()
    )
