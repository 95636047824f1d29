"""Writes ``data/example``: the real base year, then the invented years through the templates."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from fractions import Fraction
from pathlib import Path

from openpyxl import load_workbook

from jbeco.forms.template import write_template
from jbeco.forms.workbook_file import save_workbook
from jbeco.intake.consultant_tables import COLUMNS, COMPARATORS, TASKS
from jbeco.intake.duties import departments_owing, duties_of
from jbeco.intake.layout import AIR, EXAMPLE_MARK, workbook_name
from jbeco.intake.monitoring import AIR_FILE
from jbeco.intake.read import previous_values
from jbeco.intake.weather import COLUMNS as WEATHER_COLUMNS
from jbeco.intake.weather import WEATHER_FILE
from jbeco.plan import Plan
from jbeco.standards.rounding import exact_text
from jbeco.tables import read_rows

from .air import HOURS_UNTIL, hours
from .comparators import REGION, province_figures
from .fill import fill_workbook
from .readme import README
from .shapes import Gap
from .story import SILENT, YEARS, answer
from .weather import weather

__all__ = ["write_example", "write_workbook", "write_year"]

BASE_MARK = f"{EXAMPLE_MARK}数据集：真实基准年"


def write_example(plan: Plan, raw: Path, target: Path) -> None:
    """Write the base year and the invented years; files of these names are replaced.

    Parameters
    ----------
    plan : Plan
        What is asked of whom.
    raw : Path
        Folder with the real base year, ``2019``.
    target : Path
        Where to, such as ``data/example``.

    Raises
    ------
    JbecoError
        When the base year cannot be read, or a file cannot be written.
    """
    published = _copy_base_year(raw / str(plan.base_year), target / str(plan.base_year))
    for year in YEARS:
        previous = previous_of(plan, year) or previous_values(plan, target, year)
        write_year(plan, year, target / str(year), previous)
        _write_comparators(target / str(year) / COMPARATORS, plan, year, published)
        if year <= HOURS_UNTIL:
            _write_air(target / str(year) / AIR_FILE, year)
            _write_weather(target / str(year) / WEATHER_FILE, year)
    (target / "README.md").write_text(README, encoding="utf-8", newline="\n")


def write_year(
    plan: Plan, year: int, folder: Path, previous: Mapping[tuple[str, str], str]
) -> None:
    """Write the filled workbooks of all departments that reply in a year."""
    folder.mkdir(parents=True, exist_ok=True)
    for department in departments_owing(plan, year):
        if department not in SILENT.get(year, ()):
            write_workbook(plan, year, department, folder, previous)


def write_workbook(
    plan: Plan, year: int, department: str, folder: Path, previous: Mapping[tuple[str, str], str]
) -> Path:
    """Write one department's template, fill it cell by cell and return its path."""
    path = folder / workbook_name(year, department, plan.departments[department].name)
    write_template(plan, year, department, path, previous)
    workbook = load_workbook(path)
    fill_workbook(workbook, plan, year, duties_of(plan, department, year))
    save_workbook(workbook, path, datetime(year + 1, 2, 20))
    return path


def previous_of(plan: Plan, year: int) -> dict[tuple[str, str], str]:
    """Return what the story said the year before, without what was not reported."""
    before = year - 1
    if before not in YEARS:
        return {}
    silent = SILENT.get(before, ())
    said = {
        (code.code, series): answer(before, code, series)
        for code in plan.asked
        for series in code.series
        if code.department not in silent
    }
    return {
        fact: told if isinstance(told, str) else exact_text(Fraction(told))
        for fact, told in said.items()
        if not isinstance(told, Gap)
    }


def _copy_base_year(source: Path, target: Path) -> set[tuple[str, int]]:
    """Copy the real tables with a mark in every note; return the province's published figures.

    The base values stand in the plan.
    """
    target.mkdir(parents=True, exist_ok=True)
    published = set()
    for name in (TASKS, COMPARATORS):
        columns = COLUMNS[name]
        rows = [dict(row.texts) for row in read_rows(source / name, columns)]
        for row in rows:
            row["note"] = "；".join(part for part in (BASE_MARK, row["note"]) if part)
            if name == COMPARATORS and row["region"] == REGION:
                published.add((row["indicator"], int(row["year"])))
        _write_table(target / name, columns, ([row[c] for c in columns] for row in rows))
    return published


def _write_comparators(
    path: Path, plan: Plan, year: int, published: Iterable[tuple[str, int]]
) -> None:
    rows = []
    for figure in province_figures(year, published):
        unit = plan.compared[figure.indicator].unit
        note = f"{EXAMPLE_MARK}：虚构的全省数"
        rows.append(
            [figure.indicator, REGION, figure.year, figure.value, unit, "no", EXAMPLE_MARK, note]
        )
    _write_table(path, COLUMNS[COMPARATORS], rows)


def _write_air(path: Path, year: int) -> None:
    rows = []
    for hour in hours(year):
        values = ["" if value is None else value for value in hour.values]
        rows.append([hour.station, f"{hour.end:%Y-%m-%d %H:%M}", *values, EXAMPLE_MARK])
    _write_table(path, AIR.columns, rows)


def _write_weather(path: Path, year: int) -> None:
    rows = (
        [day.day, day.temperature_c, day.wind_ms, day.humidity_pct, day.rain_mm, EXAMPLE_MARK]
        for day in weather(year)
    )
    _write_table(path, WEATHER_COLUMNS, rows)


def _write_table(path: Path, columns: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
