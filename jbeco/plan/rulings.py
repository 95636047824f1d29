"""The rulings on the plan's text: what each changes, cell by cell, and whether it fits there."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..indicators import INDICATORS
from ..problems import Problem
from ..schema import Records, cell_problem, columns_of, faults_of, is_exact, read_records
from ..tables import Row
from .models import Effect, Ruling

__all__ = ["Rulings", "Standing", "effect_faults", "read_rulings", "reread"]

Standing = Mapping[str, Mapping[str, Sequence[Mapping[str, str]]] | None]
"""What rulings may change, as text: table, key of a row, and the rows with that key.

A table that could not be read whole is None.
"""


@dataclass(frozen=True)
class Rulings:
    """The rulings with their effects, and the effects of the readings taken the other way."""

    rulings: tuple[Ruling, ...]
    table: Records[Ruling]
    effects: Records[Effect]
    taken: tuple[Effect, ...]

    def on(self, table: str, row: str) -> list[Effect]:
        """Return what the readings taken change in one row of a table."""
        return [e for e in self.taken if (e.table, e.row) == (table, row)]

    @property
    def method_changes(self) -> dict[tuple[str, str], str]:
        """What they change in the method profile, by section and entry."""
        return {(e.row, e.field): e.other for e in self.taken if e.table == "methods"}

    def rounds(self) -> list[set[str]]:
        """Return the rulings that change something, in sets that change no cell twice."""
        found: list[tuple[set[str], set[tuple[str, str, str]]]] = []
        for ruling in self.rulings:
            cells = {(effect.table, effect.row, effect.field) for effect in ruling.effects}
            free = [(ids, taken) for ids, taken in found if not cells & taken]
            if cells and not free:
                found.append(({ruling.id}, cells))
            elif cells:
                ids, taken = free[0]
                ids.add(ruling.id)
                taken |= cells
        return [ids for ids, _ in found]


def read_rulings(folder: Path, flipped: Collection[str], problems: list[Problem]) -> Rulings:
    """Read the rulings; those of ``flipped`` are read the other way round than recorded."""
    table = read_records(folder / "rulings.csv", Ruling, problems, key="id")
    columns = ["ruling", *columns_of(Effect)]
    effects = read_records(folder / "ruling_effects.csv", Effect, problems, columns=columns)
    of_ruling: dict[str, list[Effect]] = {}
    for row, effect in effects.pairs:
        of_ruling.setdefault(row["ruling"], []).append(effect)
    rulings = tuple(replace(r, effects=tuple(of_ruling.get(r.id, ()))) for _, r in table.pairs)
    taken = [r for r in rulings if (r.taken == "other") != (r.id in flipped)]
    return Rulings(rulings, table, effects, tuple(e for ruling in taken for e in ruling.effects))


def reread(row: Row, effects: Sequence[Effect]) -> Row:
    """Return a row as it is to be read; a cell without the default is another row's affair."""
    taken = {e.field: e.other for e in effects if row.texts.get(e.field) == e.default}
    return Row(row.file, row.line, {**row.texts, **taken}) if taken else row


def effect_faults(rulings: Rulings, standing: Standing) -> Iterator[Problem]:
    """Name effects of nothing and on nothing, and defaults that are not what stands there."""
    effects = rulings.effects
    known = rulings.table.known("id")
    mend = "请在 rulings.csv 补上，或删去此行"
    yield from faults_of(effects.rows, "ruling", known, "没有这条口径认定", mend)
    tables = f"可选：{'、'.join(standing)}"
    yield from faults_of(effects.rows, "table", standing, "不是口径认定能改的表", tables)
    for row, _ in effects.pairs:
        table = standing.get(row["table"])
        if table is not None:
            yield from _cell_faults(row, [t.get(row["field"]) for t in table.get(row["row"], ())])
        if row["table"] == "indicators" and not is_exact(row["other"]):
            yield cell_problem(row, "other", "不是数", "最小有效变化应为数")
        if row["field"] == "indicator" and row["other"] not in INDICATORS:
            mend = "请对照 jbeco/indicators 里的函数名"
            yield cell_problem(row, "other", "没有这个指标", mend)
    for row, ruling in rulings.table.pairs:
        if effects.whole and ruling.taken == "other" and ruling.id not in effects.texts("ruling"):
            mend = "请先在 ruling_effects.csv 写明改哪一格"
            yield cell_problem(row, "taken", "没有可改的内容", mend)


def _cell_faults(row: Row, cells: Sequence[str | None]) -> Iterator[Problem]:
    """Compare one effect with the cells of its field, of which there may be several or none."""
    table = row["table"]
    if not cells:
        yield cell_problem(row, "row", f"在 {table} 里没有这一行", f"请对照 {table} 的行")
    elif None in cells:
        yield cell_problem(row, "field", f"在 {table} 里没有这一列", f"请对照 {table} 的列")
    elif row["default"] not in cells:
        what = f"与 {table} 里现在的“{cells[0]}”不一致"
        yield cell_problem(row, "default", what, "请同步 ruling_effects.csv 与所改的表")
