"""The tables that pass between the stages: declared once, written and read without loss.

A table is a DataFrame in memory and a CSV that Excel opens on disk. A number stands twice: as a
float to look at (``value``) and as exact text to judge with (``exact``, such as ``322/366``).
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from fractions import Fraction
from importlib.resources import files
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal

import pandas as pd

from .problems import JbecoError, Problem

__all__ = [
    "TABLES",
    "Column",
    "FolderTables",
    "Table",
    "column_guide",
    "frame_of",
    "read_table",
    "records_of",
    "table_bytes",
    "table_of",
    "write_table",
    "wrong_columns",
]

Kind = Literal["text", "optional", "whole", "exact", "float", "truth", "date", "time", "list"]
"""``optional`` is a text that may be None; ``list`` a tuple of texts."""

DTYPES: Mapping[str, str] = {
    "text": "str",
    "optional": "str",
    "whole": "Int64",
    "float": "float64",
    "truth": "boolean",
    "date": "datetime64[s]",
    "time": "datetime64[s]",
    "list": "str",
}
FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
SEPARATOR = "；"
TRUTHS = {"true": True, "false": False, "": None}


@dataclass(frozen=True)
class Column:
    """One column: its name, what it holds, its meaning in Chinese, and the unit of a number."""

    name: str
    kind: Kind
    meaning: str
    unit: str = ""

    @property
    def exact_name(self) -> str:
        """Name of the column with the exact text of a number."""
        return "exact" if self.name == "value" else f"{self.name}_exact"

    @property
    def stored(self) -> tuple[str, ...]:
        """Names under which it is stored: a number twice."""
        return (self.name, self.exact_name) if self.kind == "exact" else (self.name,)


@dataclass(frozen=True)
class Table:
    """One table: its name, Chinese title, what one row is, and its columns in order."""

    name: str
    title: str
    row: str
    columns: tuple[Column, ...]

    @property
    def stored(self) -> list[str]:
        """Names of all stored columns."""
        return [name for name, _ in self.stored_kinds]

    @property
    def stored_kinds(self) -> list[tuple[str, str]]:
        """Each stored column with the kind of its cells; an exact number is a float and a text."""
        return [
            (name, kind)
            for column in self.columns
            for name, kind in zip(
                column.stored,
                ("float", "optional") if column.kind == "exact" else (column.kind,),
                strict=True,
            )
        ]


def _declared() -> Mapping[str, Table]:
    """Read the declarations that stand beside this file; a row without a column opens a table."""
    text = files("jbeco").joinpath("stage_tables.csv").read_text(encoding="utf-8")
    found: dict[str, Table] = {}
    for line in csv.DictReader(io.StringIO(text)):
        if not line["column"]:
            title, _, row = line["meaning"].partition("：")
            found[line["table"]] = Table(line["table"], title, row, ())
            continue
        column = Column(line["column"], line["kind"], line["meaning"], line["unit"])  # type: ignore[arg-type]
        table = found[line["table"]]
        found[table.name] = replace(table, columns=(*table.columns, column))
    return MappingProxyType(found)


TABLES = _declared()
"""Every table by its name."""


def frame_of(name: str, records: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """Put records into a table.

    Parameters
    ----------
    name : str
        Of the table.
    records : iterable of mapping
        By column name; an ``exact`` number is a Fraction, a ``list`` a sequence of texts, a missing
        one None.

    Returns
    -------
    DataFrame
        With the declared columns and types, also when there is no record.
    """
    table, rows = TABLES[name], list(records)
    data: dict[str, pd.Series] = {}
    for column in table.columns:
        cells = [row[column.name] for row in rows]
        if column.kind == "exact":
            floats = [None if cell is None else float(cell) for cell in cells]
            data[column.name] = pd.Series(floats, dtype="float64")
            texts = [None if cell is None else str(Fraction(cell)) for cell in cells]
            data[column.exact_name] = pd.Series(texts, dtype="str")
        else:
            data[column.name] = pd.Series(_storable(column.kind, cells), dtype=DTYPES[column.kind])
    return pd.DataFrame(data, columns=table.stored)


def _storable(kind: Kind, cells: Sequence[Any]) -> Sequence[Any]:
    """Return cells as they will be read back: CSV has one way of saying that nothing is there."""
    if kind == "list":
        return [_joined(cell) for cell in cells]
    if kind == "optional":
        return [cell or None for cell in cells]
    return [cell or "" for cell in cells] if kind == "text" else cells


def records_of(name: str, frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the rows of a table as records: Fractions, tuples, dates, and None where nothing is."""
    columns = TABLES[name].columns
    cells = [_cells(column, frame) for column in columns]
    names = [column.name for column in columns]
    for row in zip(*cells, strict=True):
        yield dict(zip(names, row, strict=True))


def table_bytes(name: str, frame: pd.DataFrame) -> bytes:
    """Return a table as CSV: UTF-8 with a byte-order mark, so that spreadsheets read the Chinese.

    Raises
    ------
    JbecoError
        When the columns are not those that are declared.
    """
    table = TABLES[name]
    wrong = wrong_columns(table, list(frame.columns))
    if wrong is not None:
        raise JbecoError([wrong])
    columns = [_texts(frame[stored], kind) for stored, kind in table.stored_kinds]
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(table.stored)
    writer.writerows(zip(*columns, strict=True))
    return ("\ufeff" + text.getvalue()).encode("utf-8")


def write_table(folder: Path, name: str, frame: pd.DataFrame) -> None:
    """Write a table into a folder as ``<name>.csv``; `read_table` gives it back."""
    (folder / f"{name}.csv").write_bytes(table_bytes(name, frame))


def read_table(folder: Path, name: str) -> pd.DataFrame:
    """Read a table from a folder as it was written.

    Raises
    ------
    JbecoError
        When it is not there, or its columns are not those that are declared.
    """
    try:
        content = (folder / f"{name}.csv").read_bytes()
    except OSError:
        what, mend = f"没有“{TABLES[name].title}”这张表", "请重新运行 jbeco run，或检查文件夹"
        raise JbecoError([Problem(f"{folder.name}/{name}.csv", what, mend)]) from None
    return table_of(name, content)


@dataclass(frozen=True)
class FolderTables(Mapping[str, pd.DataFrame]):
    """The tables that stages of a run left in a folder, each read when it is asked for."""

    folder: Path
    read: dict[str, pd.DataFrame] = field(default_factory=dict)

    def __getitem__(self, name: str) -> pd.DataFrame:
        if name not in self.read:
            self.read[name] = read_table(self.folder, name)
        return self.read[name]

    def __iter__(self) -> Iterator[str]:
        return (name for name in TABLES if (self.folder / f"{name}.csv").is_file())

    def __len__(self) -> int:
        return len(list(iter(self)))


def table_of(name: str, content: bytes) -> pd.DataFrame:
    """Return the table that `table_bytes` wrote.

    Raises
    ------
    JbecoError
        When the columns are not those that are declared.
    """
    table = TABLES[name]
    try:
        header, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""))
        cells = list(zip(*rows, strict=True)) if rows else [()] * len(header)
    except (UnicodeDecodeError, ValueError, csv.Error) as error:
        what, mend = f"“{table.title}”读不了：{error}", "请重新运行 jbeco run"
        raise JbecoError([Problem(f"{name}.csv", what, mend)]) from None
    wrong = wrong_columns(table, header)
    if wrong is not None:
        raise JbecoError([wrong])
    data = {
        stored: _array(column, kind)
        for (stored, kind), column in zip(table.stored_kinds, cells, strict=True)
    }
    return pd.DataFrame(data, columns=table.stored)


def wrong_columns(table: Table, found: Sequence[str]) -> Problem | None:
    """Return what is wrong with the columns of a table, None when they are those declared."""
    if list(found) == table.stored:
        return None
    missing = [name for name in table.stored if name not in found]
    extra = [name for name in found if name not in table.stored]
    said = [f"缺少 {'、'.join(missing)}"] if missing else []
    said += [f"多出 {'、'.join(map(str, extra))}"] if extra else []
    what = f"“{table.title}”的列不对：{'；'.join(said) or '顺序不同'}"
    return Problem(f"{table.name}.csv", what, f"应为：{'、'.join(table.stored)}")


def column_guide() -> pd.DataFrame:
    """Return what every column of every table means, for a reader."""
    return pd.DataFrame(
        [
            {
                "table": table.name,
                "title": table.title,
                "row": table.row,
                "column": stored,
                "meaning": column.meaning + ("（精确值）" if stored != column.name else ""),
                "unit": column.unit,
            }
            for table in TABLES.values()
            for column in table.columns
            for stored in column.stored
        ]
    )


def _texts(series: pd.Series, kind: str) -> list[str]:
    """Return the cells of a column as texts; nothing is ``""``."""
    cells = list(zip(series, series.notna(), strict=True))
    write: Mapping[str, Callable[[Any], str]] = {
        "text": _plain,
        "optional": _plain,
        "list": _plain,
        "float": lambda cell: repr(float(cell)),
        "truth": lambda cell: "true" if cell else "false",
        "date": lambda cell: f"{cell:%Y-%m-%d}",
        "time": lambda cell: f"{cell:%Y-%m-%d %H:%M}",
        "whole": lambda cell: str(int(cell)),
    }
    return [write[kind](cell) if there else "" for cell, there in cells]


def _plain(text: str) -> str:
    """Keep text text: a spreadsheet must not take it for a formula."""
    guarded = text.startswith("'") or (
        text.startswith(FORMULA_STARTS) and not NUMBER.fullmatch(text)
    )
    return f"'{text}" if guarded else text


def _array(cells: Sequence[str], kind: str) -> Any:
    """Return a column's cells as an array: a frame of series would align their indices first."""
    if kind in ("text", "optional", "list"):
        plain = [cell.removeprefix("'") for cell in cells]
        return pd.array([c or None for c in plain] if kind == "optional" else plain, dtype="str")
    if kind == "truth":
        return pd.array([TRUTHS[cell] for cell in cells], dtype="boolean")
    read: Mapping[str, Callable[[str], Any]] = {
        "float": float,
        "date": datetime.fromisoformat,
        "time": datetime.fromisoformat,
        "whole": int,
    }
    found: Any = [read[kind](cell) if cell else None for cell in cells]
    return pd.array(found, dtype=DTYPES[kind])


def _cells(column: Column, frame: pd.DataFrame) -> list[Any]:
    """Return a column's cells as plain Python values; None where nothing is."""
    series = frame[column.exact_name if column.kind == "exact" else column.name]
    plain: Mapping[str, Callable[[Any], Any]] = {
        "exact": Fraction,
        "list": _parted,
        "date": lambda cell: cell.date(),
        "time": lambda cell: cell.to_pydatetime(),
        "truth": bool,
        "whole": int,
        "float": float,
    }
    read = plain.get(column.kind, str)
    nothing: Any = {"list": (), "text": ""}.get(column.kind)
    return [read(c) if there else nothing for c, there in zip(series, series.notna(), strict=True)]


def _joined(parts: Iterable[str]) -> str:
    """Join texts so that they can be parted again, whatever signs they hold."""
    return SEPARATOR.join(
        part.replace("\\", "\\\\").replace(SEPARATOR, f"\\{SEPARATOR}") or "\\-" for part in parts
    )


def _parted(text: str) -> tuple[str, ...]:
    if not text:
        return ()
    found = re.findall(r"(?:[^\\；]|\\.)+", text, flags=re.DOTALL)
    return tuple(
        "" if part == "\\-" else re.sub(r"\\(.)", r"\1", part, flags=re.DOTALL) for part in found
    )
