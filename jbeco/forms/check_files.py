"""The files of a check: all problems as workbook and JSON, and marked copies of the workbooks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from ..places import check_free, check_ours, is_foreign, is_own, own_folder
from ..problems import JbecoError, Level, Problem, problem_record, problem_table
from ..tables import canonical_json
from .by_department import OTHERS, by_department, owners_of
from .marked_copy import mark_problems
from .workbook_file import put_text, save_workbook

__all__ = ["write_check_files"]

FILLS = {Level.ERROR: "F8D7DA", Level.WARNING: "FFF3CD", Level.NOTE: "DDEBF7"}
WIDTHS = (22, 8, 34, 12, 10, 52, 30, 36, 24)
VERSIONS = {
    "department": ("部门", 22),
    "indicator": ("代码", 26),
    "name": ("名称", 30),
    "series": ("系列", 14),
    "entered": ("采用", 16),
    "source": ("采用的格", 50),
    "before": ("被取代的", 16),
    "before_source": ("被取代的格", 50),
}
"""Columns of the sheet of versions: head and width."""

NAMED_FOR = re.compile(r"(\d{4})-[a-z_]+-")
"""Start of the name of a template, which says its year."""


def write_check_files(
    data: Path,
    year: int,
    files: Sequence[str],
    problems: Sequence[Problem],
    owners: Mapping[str, str],
    folder: Path,
    versions: pd.DataFrame | None = None,
) -> list[Path]:
    """Write what a check found into a folder; what others put there stays as it is.

    Parameters
    ----------
    data : Path
        Folder with one folder per year.
    year : int
        The year that was checked.
    files : sequence of str
        Files that were read, by their path below ``data``.
    problems : sequence of Problem
        What was found, in the order of ``check.json``; the workbook lists it by department.
    owners : mapping
        Whose each file is (`file_owners`).
    folder : Path
        Gets ``检查结果.xlsx``, ``check.json`` and, for each department's workbook with problems, a
        marked copy below ``标注``; the originals are not touched. One that is empty, or not there
        yet, becomes our own, and is brought up to date the next time.
    versions : DataFrame, optional
        Which file each figure comes from (`jbeco.intake.versions`); a sheet of its own where there
        is one.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    JbecoError
        When the folder is not our own and holds files of these names, or cannot be written.
    """
    listing, record, marked = folder / "检查结果.xlsx", folder / "check.json", folder / "标注"
    try:
        check_ours(marked)
        if is_foreign(folder):
            check_free(listing, record)
        else:
            own_folder(folder)
        _write_listing(year, problems, owners, listing, versions)
        content = canonical_json([problem_record(problem) for problem in problems])
        record.write_text(content, encoding="utf-8", newline="\n")
        return [listing, record, *_mark(data, year, files, problems, marked)]
    except OSError as error:
        mend = "请关闭正打开的检查结果，检查路径与权限，或用 --out 换一个文件夹"
        raise JbecoError([Problem(str(folder), f"写不进去：{error.strerror}", mend)]) from None


def _write_listing(
    year: int,
    problems: Sequence[Problem],
    owners: Mapping[str, str],
    path: Path,
    versions: pd.DataFrame | None,
) -> None:
    workbook = Workbook()
    sheet = workbook.active
    assert sheet is not None
    sheet.title = "检查结果"
    listed = [problem for mine in by_department(problems, owners).values() for problem in mine]
    names = ["、".join(owners_of(problem, owners)) or OTHERS for problem in listed]
    rows = [{"部门": name} | row for name, row in zip(names, problem_table(listed), strict=True)]
    header = list(rows[0]) if rows else ["部门", "级别", "发现"]
    for column, (name, width) in enumerate(zip(header, WIDTHS, strict=False), start=1):
        sheet.cell(1, column, name).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
    for line, (row, problem) in enumerate(zip(rows, listed, strict=True), start=2):
        for column, text in enumerate(row.values(), start=1):
            cell = sheet.cell(line, column)
            assert isinstance(cell, Cell)
            put_text(cell, str(text))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.fill = PatternFill("solid", start_color=FILLS[problem.level])
    if not rows:
        sheet.cell(2, 3, "没有发现问题")
    _finish(sheet)
    if versions is not None and len(versions):
        _add_versions(workbook, versions)
    save_workbook(workbook, path, datetime(year, 1, 1))


def _add_versions(workbook: Workbook, versions: pd.DataFrame) -> None:
    """List which of a department's several files each figure comes from."""
    sheet = workbook.create_sheet("版本")
    for column, (name, (head, width)) in enumerate(VERSIONS.items(), start=1):
        sheet.cell(1, column, head).font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(column)].width = width
        for line, text in enumerate(versions[name], start=2):
            cell = sheet.cell(line, column)
            assert isinstance(cell, Cell)
            put_text(cell, str(text))
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    _finish(sheet)


def _finish(sheet: Worksheet) -> None:
    """Freeze the header, filter, and set up for printing."""
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = sheet.dimensions
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"


def _mark(
    data: Path, year: int, files: Sequence[str], problems: Sequence[Problem], folder: Path
) -> list[Path]:
    _remove_old(year, folder)
    marked = []
    for name in files:
        mine = [seen for p in problems for seen in p.seen_from if seen.place[0] == name]
        if name.startswith(f"{year}/") and name.endswith(".xlsx") and mine:
            own_folder(folder)
            target = folder / Path(name).name
            mark_problems(data / name, mine, target)
            marked.append(target)
    return marked


def _remove_old(year: int, folder: Path) -> None:
    """Remove the copies of an earlier check from our own folder, but those of another year."""
    if not is_own(folder):
        return
    for old in folder.glob("*.xlsx"):
        named = NAMED_FOR.match(old.name)
        if named is None or named[1] == str(year):
            old.unlink()
