"""The files of a check: all problems as workbook and JSON, and marked copies of the workbooks."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

import pandas as pd

from ..intake.layout import RESULT_SHEET, Sheet
from ..places import check_free, check_ours, is_foreign, is_own, own_folder, system_fault
from ..problems import JbecoError, Problem, problem_record, problem_table
from ..tables import canonical_json
from .by_department import OTHERS, by_department, owners_of
from .marked_copy import LEVEL_FILLS, mark_problems
from .style import add_list_sheet
from .workbook_file import cell_at, new_workbook, save_workbook

__all__ = ["write_check_files"]

LISTING = Sheet(
    RESULT_SHEET,
    ("部门", "级别", "文件", "工作表", "单元格", "发现", "应为", "怎么改", "影响"),
    (),
)
WIDTHS = {
    "部门": 22,
    "级别": 8,
    "文件": 34,
    "工作表": 12,
    "单元格": 10,
    "发现": 52,
    "应为": 30,
    "怎么改": 36,
    "影响": 24,
}
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

VERSIONS_SHEET = Sheet("版本", tuple(head for head, _ in VERSIONS.values()), ())

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
        raise JbecoError([Problem(str(folder), f"写不进去：{system_fault(error)}", mend)]) from None


def _write_listing(
    year: int,
    problems: Sequence[Problem],
    owners: Mapping[str, str],
    path: Path,
    versions: pd.DataFrame | None,
) -> None:
    workbook = new_workbook()
    footer = f"{year} 年填报检查"
    listed = [problem for mine in by_department(problems, owners).values() for problem in mine]
    names = ["、".join(owners_of(problem, owners)) or OTHERS for problem in listed]
    rows = [{"部门": name} | row for name, row in zip(names, problem_table(listed), strict=True)]
    sheet = add_list_sheet(workbook, LISTING, WIDTHS, rows or [{"发现": "没有发现问题"}], footer)
    for line, problem in enumerate(listed, start=2):
        cell_at(sheet, line, LISTING.column("级别")).fill = LEVEL_FILLS[problem.level]
    if versions is not None and len(versions):
        told = (
            {head: str(row[name]) for name, (head, _) in VERSIONS.items()}
            for row in versions.to_dict("records")
        )
        add_list_sheet(workbook, VERSIONS_SHEET, dict(VERSIONS.values()), told, footer)
    save_workbook(workbook, path, datetime(year, 1, 1))


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
