"""The stage ``collect``: what was reported up to a year, as tables and back as records."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import fields, replace
from pathlib import Path
from typing import Any, TypeVar

import pandas as pd

from ..plan import Plan
from ..problems import Level, Problem
from ..stage_tables import TABLES, frame_of, records_of
from .consultant_tables import PLAN
from .personal import check_personal, without_personal
from .read import read_submissions
from .records import (
    Amendment,
    Bridge,
    Comparator,
    Evidence,
    Monitoring,
    Observation,
    Progress,
    Remark,
    SetAside,
    Source,
    Submissions,
    Task,
    Unread,
)

__all__ = [
    "bridges_of",
    "collect",
    "comparators_of",
    "evidence_of",
    "observations_of",
    "problems_of",
    "problems_table",
    "submissions_of",
    "submissions_tables",
    "tasks_of",
]

Tables = Mapping[str, pd.DataFrame]
Record = TypeVar(
    "Record", Observation, Task, Comparator, Evidence, Progress, Remark, Bridge, Amendment
)
NUMBER_FIELD = "number"
"""Field of the records that is the column ``value`` of the tables, where it is a number."""

AIR_NAMES = {"站点": "station", "时间": "time"}
WATER_NAMES = {"断面": "section", "名单版本": "list_version", "月份": "month", "位置": "place"}


def collect(
    data: Path, year: int, plan: Plan, cells: Path | None = None
) -> dict[str, pd.DataFrame]:
    """Read everything that was reported for the years up to ``year``.

    Parameters
    ----------
    data : Path
        Folder with one folder per year.
    year : int
        The year to be assessed.
    plan : Plan
        Names what may be reported.
    cells : Path, optional
        Folder that keeps what was read of each workbook; see `read_submissions`.

    Returns
    -------
    dict of DataFrame
        The tables that the stage writes (`jbeco.stages`). Phone and identity-card numbers are taken
        out of every text; where they stood is a problem.

    Raises
    ------
    JbecoError
        When the year has no folder, or lies outside the plan.
    """
    read = read_submissions(data, year, plan, cells)
    planned = tuple((f"{PLAN}/{name}", digest) for name, digest in plan.files)
    problems = (*read.problems, *check_personal(read))
    read = replace(read, problems=problems, files=(*planned, *read.files))
    return submissions_tables(without_personal(read))


def submissions_tables(given: Submissions) -> dict[str, pd.DataFrame]:
    """Put submissions into tables; `submissions_of` gives them back."""
    aside = [_record(item.observation) | {"why": item.why} for item in given.set_aside]
    return {
        "files": frame_of("files", [{"file": f, "sha256": h} for f, h in given.files]),
        "observations": _frame("observations", given.observations),
        "set_aside": frame_of("set_aside", aside),
        "tasks": _frame("tasks", given.tasks),
        "comparators": _frame("comparators", given.comparators),
        "bridges": _frame("bridges", given.bridges),
        "amendments": _frame("amendments", given.amendments),
        "evidence": _frame("evidence", given.evidence),
        "progress": _frame("progress", given.progress),
        "remarks": _frame("remarks", given.remarks),
        "answered": frame_of(
            "answered",
            [
                {"department": department, "file": file, "refused": file in given.refused}
                for department, files in given.departments.items()
                for file in files
            ],
        ),
        "unread": frame_of("unread", map(vars, given.unread)),
        "reading_problems": problems_table("reading_problems", given.problems),
        "air_hourly": _air_table(given.monitoring),
        "air_daily": _days_table(given.monitoring),
        "weather_daily": _weather_table(given.monitoring),
        "water_monthly": _water_table(given.monitoring),
    }


def submissions_of(tables: Tables, year: int) -> Submissions:
    """Return the records that the tables of the stage ``collect`` hold.

    Problems and the stations' data are not among them: they are used as tables.
    """
    hashes = _hashes(tables)
    aside = []
    for row in records_of("set_aside", tables["set_aside"]):
        why = row.pop("why")
        aside.append(SetAside(_observation(row, hashes), why))
    answered: dict[str, tuple[str, ...]] = {}
    sent = list(records_of("answered", tables["answered"]))
    for row in sent:
        answered[row["department"]] = (*answered.get(row["department"], ()), row["file"])
    return Submissions(
        year=year,
        observations=observations_of(tables),
        tasks=tasks_of(tables),
        comparators=comparators_of(tables),
        files=tuple(hashes.items()),
        problems=(),
        evidence=tuple(_records("evidence", Evidence, tables, hashes)),
        progress=tuple(_records("progress", Progress, tables, hashes)),
        remarks=tuple(_records("remarks", Remark, tables, hashes)),
        departments=answered,
        refused=tuple(row["file"] for row in sent if row["refused"]),
        set_aside=tuple(aside),
        unread=tuple(Unread(**row) for row in records_of("unread", tables["unread"])),
        bridges=bridges_of(tables),
        amendments=tuple(_records("amendments", Amendment, tables, hashes)),
    )


def observations_of(tables: Tables) -> tuple[Observation, ...]:
    """Return the records of the table ``observations``."""
    hashes = _hashes(tables)
    rows = records_of("observations", tables["observations"])
    return tuple(_observation(row, hashes) for row in rows)


def tasks_of(tables: Tables) -> tuple[Task, ...]:
    """Return the records of the table ``tasks``."""
    return tuple(_records("tasks", Task, tables, _hashes(tables)))


def comparators_of(tables: Tables) -> tuple[Comparator, ...]:
    """Return the records of the table ``comparators``."""
    return tuple(_records("comparators", Comparator, tables, _hashes(tables)))


def bridges_of(tables: Tables) -> tuple[Bridge, ...]:
    """Return the records of the table ``bridges``."""
    return tuple(_records("bridges", Bridge, tables, _hashes(tables)))


def evidence_of(tables: Tables) -> tuple[Evidence, ...]:
    """Return the records of the table ``evidence``."""
    return tuple(_records("evidence", Evidence, tables, _hashes(tables)))


def problems_table(name: str, problems: Iterable[Problem]) -> pd.DataFrame:
    """Put problems into the table ``name``."""
    columns = [column.name for column in TABLES[name].columns]
    return frame_of(name, ({c: getattr(p, c) for c in columns} for p in problems))


def problems_of(name: str, frame: pd.DataFrame) -> tuple[Problem, ...]:
    """Return the problems that a table holds."""
    rows = records_of(name, frame)
    return tuple(Problem(**(row | {"level": Level(row["level"])})) for row in rows)


def _hashes(tables: Tables) -> dict[str, str]:
    """Return the sha256 of each file that was read, by its name."""
    return dict(zip(tables["files"]["file"], tables["files"]["sha256"], strict=True))


def _frame(name: str, records: Iterable[Any]) -> pd.DataFrame:
    return frame_of(name, map(_record, records))


def _record(record: Any) -> dict[str, Any]:
    """Return a record's fields by column name; the source as text."""
    row = {field.name: getattr(record, field.name) for field in fields(record)}
    if NUMBER_FIELD in row and not isinstance(row[NUMBER_FIELD], str):
        row["value"] = row.pop(NUMBER_FIELD)
    return row | {"source": str(row["source"])}


def _records(
    name: str, make: type[Record], tables: Tables, hashes: Mapping[str, str]
) -> Iterable[Record]:
    for row in records_of(name, tables[name]):
        row["source"] = source_of(row["source"], hashes)
        if "value" in row:
            row[NUMBER_FIELD] = row.pop("value")
        yield make(**row)


def _observation(row: dict[str, Any], hashes: Mapping[str, str]) -> Observation:
    row["source"] = source_of(row["source"], hashes)
    row[NUMBER_FIELD] = row.pop("value")
    return Observation(**row)


def source_of(text: str, hashes: Mapping[str, str]) -> Source:
    """Return the source that a text such as ``2025/a.xlsx!数据!F7`` names.

    A file's name may hold an exclamation mark itself, so the file is one of those that were read.
    """
    if text in hashes:
        return Source(text, "", hashes[text])
    place = text.find("!")
    while place >= 0:
        if text[:place] in hashes:
            return Source(text[:place], text[place + 1 :], hashes[text[:place]])
        place = text.find("!", place + 1)
    file, _, cell = text.partition("!")
    return Source(file, cell, "")


def _air_table(monitoring: Mapping[int, Monitoring]) -> pd.DataFrame:
    frames = [
        sent.air.rename(columns=AIR_NAMES).assign(
            year=year, file=sent.air.get("file", sent.air_file)
        )
        for year, sent in monitoring.items()
        if sent.air is not None
    ]
    return _stacked("air_hourly", frames)


def _days_table(monitoring: Mapping[int, Monitoring]) -> pd.DataFrame:
    frames = [
        sent.days.assign(year=year) for year, sent in monitoring.items() if sent.days is not None
    ]
    return _stacked("air_daily", frames)


def _weather_table(monitoring: Mapping[int, Monitoring]) -> pd.DataFrame:
    frames = [
        sent.weather.assign(year=year)
        for year, sent in monitoring.items()
        if sent.weather is not None
    ]
    return _stacked("weather_daily", frames)


def _water_table(monitoring: Mapping[int, Monitoring]) -> pd.DataFrame:
    frames = [
        sent.sections.rename(columns=WATER_NAMES).assign(year=year)
        for year, sent in monitoring.items()
        if sent.sections is not None
    ]
    return _stacked("water_monthly", frames)


def _stacked(name: str, frames: list[pd.DataFrame]) -> pd.DataFrame:
    """Put frames of several years below one another, with the types of the table."""
    empty = frame_of(name, [])
    if not frames:
        return empty
    whole = pd.concat(frames, ignore_index=True)[list(empty.columns)]
    return whole.astype(empty.dtypes.to_dict())
