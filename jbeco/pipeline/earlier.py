"""The report before: the verdicts of the last earlier year that is published in the same place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..plan import Plan
from ..stage_tables import frame_of, read_table, records_of, write_table
from .editions import Edition, current, editions_of

__all__ = ["earlier_report", "plan_name", "write_earlier_verdicts"]

TABLE = "earlier_verdicts"
NAME = re.compile(r"(\d{4})-(?:annual|midterm|final)")


def write_earlier_verdicts(tables: Path, reports: Path, plan: Plan, year: int) -> None:
    """Leave the verdicts of the report before among a run's tables; none where there is none.

    Parameters
    ----------
    tables : Path
        The run's tables.
    reports : Path
        Folder of all reports.
    plan : Plan
        A report of another plan is not the report before.
    year : int
        The assessed year.
    """
    before = earlier_report(reports, plan, year)
    rows = [] if before is None else list(_rows(before, plan))
    write_table(tables, TABLE, frame_of(TABLE, rows))


def earlier_report(reports: Path, plan: Plan, year: int) -> Edition | None:
    """Return the valid edition of the last year before ``year``; None where none is published."""
    names = {path.name for path in reports.iterdir()} if reports.is_dir() else set()
    years = {int(match[1]): name for name in sorted(names) if (match := NAME.fullmatch(name))}
    for earlier in sorted((y for y in years if y < year), reverse=True):
        found = current(editions_of(reports, years[earlier]))
        if found is not None and plan_name(found.folder) == plan.name:
            return found
    return None


def plan_name(report: Path) -> str:
    """Return the name of the plan under which a published report was judged."""
    about = records_of("about", read_table(report / "tables", "about"))
    return next((row["value"] for row in about if row["name"] == "规划"), "")


def _rows(edition: Edition, plan: Plan) -> Iterator[dict[str, Any]]:
    folder = edition.folder / "tables"
    verdicts, values = read_table(folder, "verdicts"), read_table(folder, "values")
    year = int(verdicts["year"].iloc[0])
    levels = values[(values["year"] == year) & (values["measure"] == "level")]
    numbers: dict[str, list[str]] = {}
    for indicator, series, exact in zip(
        levels["indicator"], levels["series"].fillna(""), levels["exact"].fillna(""), strict=True
    ):
        if exact:
            numbers.setdefault(indicator, []).append(f"{series}={exact}")
    indicator = {criterion.id: criterion.indicator for criterion in plan.criteria}
    for row in records_of("verdicts", verdicts):
        yield {
            "criterion": row["criterion"],
            "report": edition.folder.name,
            "year": year,
            "code": row["code"],
            "numbers": tuple(numbers.get(indicator.get(row["criterion"], ""), ())),
        }
