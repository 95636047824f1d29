"""Writes the workbook that a department fills in, one per department, from the plan.

It decides nothing about the content: what is asked comes from the plan, names and columns from
`layout`, so that the reader finds every cell where the writer put it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from ..intake.amendment_layout import AMENDMENT_BOOK
from ..intake.duties import departments_owing, duties_of
from ..intake.layout import workbook_name
from ..places import system_fault
from ..plan import Plan
from ..problems import JbecoError, Problem
from .amendment_book import write_amendment_book
from .sheets import Form, fill_workbook
from .workbook_file import new_workbook, save_workbook

__all__ = ["write_template", "write_templates"]


def write_template(
    plan: Plan,
    year: int,
    department_id: str,
    path: Path,
    previous: Mapping[tuple[str, str], str],
) -> None:
    """Write one department's empty workbook; a file of that name is replaced.

    Parameters
    ----------
    plan : Plan
        What is asked of whom.
    year : int
        The year to be reported, within the plan's years.
    department_id : str
        Who is asked.
    path : Path
        The file; its folder is made if needed. Equal arguments give equal bytes.
    previous : mapping
        ``(code, series)`` to last year's accepted value as text, in the code's unit; shown for
        comparison, empty where there is none.

    Raises
    ------
    JbecoError
        An unknown department, a year outside the plan, or a file that cannot be written.
    """
    if not plan.base_year <= year <= plan.final_year:
        what = f"{year} 年不在规划期 {plan.base_year}–{plan.final_year} 内"
        raise JbecoError([Problem("评估年", what, "请改用规划期内的年份")])
    workbook = new_workbook()
    fill_workbook(workbook, Form(plan, year, duties_of(plan, department_id, year), previous))
    workbook.properties.title = f"{plan.district}生态文明建设规划 {year} 年填报表"
    workbook.properties.creator = plan.leading_group
    save_workbook(workbook, path, datetime(year, 1, 1))


def write_templates(
    plan: Plan, year: int, folder: Path, previous: Mapping[tuple[str, str], str]
) -> list[Path]:
    """Write one workbook per department that owes anything, and the consultant's own.

    Parameters
    ----------
    plan, year, previous
        As for `write_template`.
    folder : Path
        Where to; made if needed.

    Returns
    -------
    list of Path
        The departments' files, in the order of the plan.

    Raises
    ------
    JbecoError
        Also when a file of such a name is there already with other content, which may be a filled
        workbook; then nothing is written. And when the folder cannot be written.
    """
    names = {
        department: workbook_name(year, department, plan.departments[department].name)
        for department in departments_owing(plan, year)
    }
    with TemporaryDirectory() as scratch:
        fresh = {name: Path(scratch) / name for name in names.values()}
        for department, name in names.items():
            write_template(plan, year, department, fresh[name], previous)
        fresh[AMENDMENT_BOOK] = Path(scratch) / AMENDMENT_BOOK
        write_amendment_book(plan, year, fresh[AMENDMENT_BOOK])
        _refuse_to_replace(folder, fresh)
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name, file in fresh.items():
                (folder / name).write_bytes(file.read_bytes())
        except OSError as error:
            mend = "请检查路径与权限，或用 --out 换一个文件夹"
            raise JbecoError(
                [Problem(str(folder), f"写不进去：{system_fault(error)}", mend)]
            ) from None
    return [folder / name for name in names.values()]


def _refuse_to_replace(folder: Path, fresh: Mapping[str, Path]) -> None:
    other = [name for name, file in fresh.items() if _is_other(folder / name, file)]
    if other:
        mend = "可能已经填过；请移走，或用 --out 换一个文件夹"
        raise JbecoError(
            [Problem(str(folder / name), "已有同名而内容不同的文件", mend) for name in other]
        )


def _is_other(path: Path, fresh: Path) -> bool:
    """Whether there is anything in the place of a template that is not just that template."""
    if not (path.is_symlink() or path.exists()):
        return False
    return path.is_symlink() or not path.is_file() or path.read_bytes() != fresh.read_bytes()
