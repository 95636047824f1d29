"""The files of the chase: 进度.xlsx, letters to departments, and marked copies beside them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ..places import check_free, check_ours, is_foreign, is_own, own_folder, system_fault
from ..plan import Plan
from ..problems import JbecoError, Problem
from .letters import copied_files, faults_of, marked_name, write_reminder, write_return
from .marked_copy import mark_problems
from .progress import DepartmentProgress
from .progress_book import write_progress_book
from .shortfalls import Shortfall

__all__ = ["write_status_files"]

OURS = ("*.docx", "*.xlsx")


def write_status_files(
    plan: Plan,
    data: Path,
    year: int,
    progress: Sequence[DepartmentProgress],
    missing: Sequence[Shortfall],
    folder: Path,
    is_example: bool,
) -> list[Path]:
    """Write the files of a year's chase; what others put into the folder stays as it is.

    Parameters
    ----------
    plan : Plan
        What had to be reported.
    data : Path
        Folder with one folder per year.
    year : int
        The assessed year.
    progress : sequence of DepartmentProgress
        What came of each department.
    missing : sequence of Shortfall
        What cannot be judged, and why.
    folder : Path
        Gets ``进度.xlsx``, and below ``催报函`` and ``退回单`` the letters of this time; those of
        an earlier time disappear. One that is empty, or not there yet, becomes our own.
    is_example : bool
        Whether the data are invented.

    Returns
    -------
    list of Path
        The files written.

    Raises
    ------
    JbecoError
        When a folder is not our own and holds files in the way, or cannot be written.
    """
    book, reminders, returns = folder / "进度.xlsx", folder / "催报函", folder / "退回单"
    try:
        check_ours(reminders, returns)
        if is_foreign(folder):
            check_free(book)
        else:
            own_folder(folder)
        write_progress_book(plan, year, progress, missing, book)
        _empty(reminders, returns)
        written = [book]
        for one in progress:
            name = f"{one.department.name}.docx"
            if one.open_items or not one.files:
                own_folder(reminders)
                write_reminder(plan, year, one, reminders / name, is_example)
                written.append(reminders / name)
            if faults_of(one):
                own_folder(returns)
                write_return(plan, year, one, returns / name, is_example)
                written += [returns / name, *_mark(data, one, returns)]
        return written
    except OSError as error:
        mend = "请关闭正打开的文件，检查路径与权限，或用 --out 换一个文件夹"
        raise JbecoError([Problem(str(folder), f"写不进去：{system_fault(error)}", mend)]) from None


def _empty(*folders: Path) -> None:
    for folder in folders:
        if is_own(folder):
            for old in [path for pattern in OURS for path in folder.glob(pattern)]:
                old.unlink()


def _mark(data: Path, one: DepartmentProgress, folder: Path) -> list[Path]:
    """Write the marked copy of each file with a cell at fault."""
    marked = []
    for file in copied_files(one):
        target = folder / marked_name(file)
        seen = [seen for problem in one.problems for seen in problem.seen_from]
        mark_problems(data / file, [fault for fault in seen if fault.place[0] == file], target)
        marked.append(target)
    return marked
