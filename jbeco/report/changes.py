"""What changed between two published reports: verdicts, reasons, numbers, inputs, tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from ..problems import JbecoError, Problem
from ..stage_tables import TABLES, read_table
from ..stages import LEFT_BY_RUN

__all__ = ["Change", "changes_between", "read_tables"]

Tables = Mapping[str, pd.DataFrame]

KEYS = {
    "判定": ("verdicts", ("criterion",), ("verdict",)),
    "理由": ("verdicts", ("criterion",), ("reason",)),
    "数值": ("values", ("indicator", "series", "measure", "year"), ("exact", "state", "missing")),
    "输入": ("files", ("file",), ("sha256",)),
    "口径认定": ("rulings", ("ruling",), ("taken",)),
    "方法与规划": ("about", ("name",), ("value",)),
}
"""Kind of change: the table it is seen in, what names a row, and what is compared."""

COUNTED = "表"
"""Kind of a change in any other table: how many of its rows are not in the other report."""


@dataclass(frozen=True)
class Change:
    """One difference; ``kind`` is one of `KEYS` or `COUNTED`; ``why`` is what it came from."""

    kind: str
    what: str
    before: str
    after: str
    why: str = ""


def read_tables(report: Path) -> dict[str, pd.DataFrame]:
    """Read the tables of a published report's folder.

    Raises
    ------
    JbecoError
        When it is not a report's folder.
    """
    folder = report / "tables"
    if not (folder / "verdicts.csv").is_file():
        mend = "请给出 reports/ 下的一个报告文件夹"
        raise JbecoError([Problem(str(report), "不是报告文件夹（没有 tables/verdicts.csv）", mend)])
    names = [name for name in TABLES if (folder / f"{name}.csv").is_file()]
    return {name: read_table(folder, name) for name in names}


def changes_between(before: Tables, after: Tables) -> list[Change]:
    """List what differs from one report's tables to another's.

    Parameters
    ----------
    before, after : mapping of DataFrame
        As `read_tables` gives them.
    """
    found = []
    for kind, (name, key, compared) in KEYS.items():
        found += _changes(
            kind, _texts(before, name, key, compared), _texts(after, name, key, compared)
        )
    keyed = {*LEFT_BY_RUN, *(name for name, _, _ in KEYS.values())}
    for name in (n for n in TABLES if n not in keyed):
        found += _rows_changed(name, before.get(name), after.get(name))
    return found


def _changes(kind: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    names = [*before, *(name for name in after if name not in before)]
    return [
        Change(kind, name, before.get(name, "（无）"), after.get(name, "（无）"))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _texts(
    tables: Tables, name: str, key: tuple[str, ...], compared: tuple[str, ...]
) -> dict[str, str]:
    """Return what is compared, as one text a row, by what names the row."""
    if name not in tables:
        return {}
    rows = tables[name][[*key, *compared]].astype("str").fillna("").to_dict("records")
    return {
        " ".join(row[part] for part in key if row[part]): next(
            (row[part] for part in compared if row[part]), ""
        )
        for row in rows
    }


def _rows_changed(
    name: str, before: pd.DataFrame | None, after: pd.DataFrame | None
) -> list[Change]:
    """Say how many rows of a table stand in one report only."""
    if before is not None and after is not None and before.equals(after):
        return []
    rows = [Counter([] if frame is None else _plain_rows(frame)) for frame in (before, after)]
    only = [rows[0] - rows[1], rows[1] - rows[0]]
    if not any(only):
        return []
    said = [
        f"{mine.total()} 行，其中 {own.total()} 行不同"
        for mine, own in zip(rows, only, strict=True)
    ]
    return [Change(COUNTED, TABLES[name].title, *said)]


def _plain_rows(frame: pd.DataFrame) -> list[tuple[str, ...]]:
    texts = frame.astype("str").fillna("")
    return list(texts.itertuples(index=False, name=None))
