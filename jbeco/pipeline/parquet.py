"""Writes the tables of many published reports as one Parquet file for each table.

A row says first of which report it is; its other columns are those of the CSV, with types. One
report is in memory at a time.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pandas as pd

from ..report.province_page import Member
from ..stage_tables import TABLES, Table, read_table

__all__ = ["write_parquet"]


def write_parquet(districts: Path, members: Sequence[Member], folder: Path) -> bool:
    """Write ``<table>.parquet`` for each declared table.

    Parameters
    ----------
    districts : Path
        Folder with a folder for each district.
    members : sequence of Member
        The districts and years that have a report; their rows stand in this order.
    folder : Path
        Where to; what an earlier batch wrote there is replaced.

    Returns
    -------
    bool
        False when pyarrow, which only this needs, is not installed.

    Raises
    ------
    JbecoError
        When a table is not as declared.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        return False
    schemas = {name: _schema(pyarrow, table) for name, table in TABLES.items()}
    halves = {name: folder / f".{name}.{os.getpid()}" for name in TABLES}
    try:
        with ExitStack() as stack:
            writers = {
                name: stack.enter_context(
                    pyarrow.parquet.ParquetWriter(halves[name], schema, compression="zstd")
                )
                for name, schema in schemas.items()
            }
            for member in members:
                for name, schema in schemas.items():
                    frame = _named(member, districts / member.report / "tables", name)
                    rows = pyarrow.Table.from_pandas(frame, schema, preserve_index=False)
                    writers[name].write_table(rows)
        for name, half in halves.items():
            os.replace(half, folder / f"{name}.parquet")
        return True
    finally:
        for half in halves.values():
            half.unlink(missing_ok=True)


def _named(member: Member, tables: Path, name: str) -> pd.DataFrame:
    """Read a table of a report, and say in each row of which report it is."""
    return read_table(tables, name).assign(
        district=member.district,
        plan=member.plan.name,
        report_year=member.year,
        review=member.review,
    )


def _schema(pyarrow: Any, table: Table) -> Any:
    """Return the columns of a file with their types; a list stands as its text in the CSV."""
    types = {
        "whole": pyarrow.int64(),
        "float": pyarrow.float64(),
        "truth": pyarrow.bool_(),
        "date": pyarrow.date32(),
        "time": pyarrow.timestamp("s"),
    }
    text = pyarrow.string()
    own = [(name, types.get(kind, text)) for name, kind in table.stored_kinds]
    head = [("district", text), ("plan", text), ("report_year", pyarrow.int64()), ("review", text)]
    return pyarrow.schema([*head, *own])
