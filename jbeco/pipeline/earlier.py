"""The reports before: the verdicts of the earlier years that are published in the same place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ..plan import Plan
from ..stage_tables import frame_of, read_table, records_of, write_table
from .editions import Edition, current, editions_of
from .sealed import check_unaltered

__all__ = ["earlier_reports", "plan_name", "write_earlier_verdicts"]

TABLE = "earlier_verdicts"
NAME = re.compile(r"(\d{4})-(?:annual|midterm|final)")


def write_earlier_verdicts(tables: Path, reports: Path, plan: Plan, year: int) -> None:
    """Leave the verdicts of the reports before among a run's tables, year by year.

    Parameters
    ----------
    tables : Path
        The run's tables.
    reports : Path
        Folder of all reports.
    plan : Plan
        A report of another plan is not one of them.
    year : int
        The assessed year.

    Raises
    ------
    JbecoError
        When one of them was altered since it was sealed.
    """
    before = earlier_reports(reports, plan, year)
    for edition in before:
        check_unaltered(edition.folder)
    rows = [row for edition in before for row in _rows(edition, plan)]
    write_table(tables, TABLE, frame_of(TABLE, rows))


def earlier_reports(reports: Path, plan: Plan, year: int) -> list[Edition]:
    """Return the valid edition of each year before ``year`` that is published, ascending."""
    names = {path.name for path in reports.iterdir()} if reports.is_dir() else set()
    years = {int(match[1]): name for name in sorted(names) if (match := NAME.fullmatch(name))}
    found = [current(editions_of(reports, years[one])) for one in sorted(years) if one < year]
    return [one for one in found if one is not None and plan_name(one.folder) == plan.name]


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
