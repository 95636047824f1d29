"""Writes ``data/example-messy``: one year full of planted faults, and what the check must say."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook

from jbeco.forms.workbook_file import save_workbook
from jbeco.intake.layout import workbook_name
from jbeco.plan import Plan
from jbeco.tables import cell_name

from .damage import damage_files
from .doors import Expected
from .planted import SHEETS, Fault, line_of, plant, planted_faults
from .readme import MESSY_README
from .shapes import MIDTERM
from .write import previous_of, write_year

__all__ = ["EXPECTED_COLUMNS", "write_messy"]

EXPECTED_COLUMNS = "file sheet cell level contains".split()


def write_messy(plan: Plan, target: Path) -> None:
    """Write the messy year 2025 after a clean 2024, and ``expected.csv``.

    Parameters
    ----------
    plan : Plan
        What is asked of whom.
    target : Path
        Where to, such as ``data/example-messy``; files of these names are replaced.

    Raises
    ------
    JbecoError
        When a file cannot be written.
    """
    for year in (MIDTERM - 1, MIDTERM):
        write_year(plan, year, target / str(year), previous_of(plan, year))
    folder = target / str(MIDTERM)
    expected = _plant_all(plan, folder) + damage_files(plan, folder)
    rows = [[seen.file, seen.sheet, seen.cell, seen.level, seen.contains] for seen in expected]
    with (target / "expected.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(EXPECTED_COLUMNS)
        writer.writerows(rows)
    (target / "README.md").write_text(MESSY_README, encoding="utf-8", newline="\n")


def _plant_all(plan: Plan, folder: Path) -> list[Expected]:
    faults = planted_faults()
    names = {
        department: workbook_name(MIDTERM, department, plan.departments[department].name)
        for fault in faults
        for department in (fault.department, fault.place[0])
    }
    clean = {department: load_workbook(folder / name) for department, name in names.items()}
    expected = [_expected(fault, clean, names) for fault in faults if fault.contains]
    for department, workbook in clean.items():
        _plant(workbook, [fault for fault in faults if fault.department == department])
        save_workbook(workbook, folder / names[department], datetime(MIDTERM + 1, 2, 20))
    return expected


def _expected(fault: Fault, clean: dict[str, Workbook], names: dict[str, str]) -> Expected:
    department, row, column = fault.place
    line = line_of(clean[department][fault.sheet], row)
    cell = cell_name(SHEETS[fault.sheet].column(column), line)
    file = f"{MIDTERM}/{names[department]}"
    return Expected(file, fault.sheet, cell, fault.level, fault.contains)


def _plant(workbook: Workbook, faults: Sequence[Fault]) -> None:
    """Find all lines first: some faults change the very cell that a line is known by."""
    lines = [line_of(workbook[fault.sheet], fault.row) for fault in faults]
    for fault, line in zip(faults, lines, strict=True):
        if fault.kind:
            plant(workbook[fault.sheet], line, fault)
