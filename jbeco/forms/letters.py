"""Letters to a department: 催报函 for what is open, 退回单 for what is wrong."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from docx.document import Document as Letter

from ..intake.layout import workbook_name
from ..plan import Plan
from ..problems import Level, Problem
from .docx_file import add_line, add_table, add_title, new_letter, save_letter
from .progress import DepartmentProgress

__all__ = [
    "DATE_LINE",
    "EXAMPLE",
    "EXAMPLE_HEADER",
    "add_signature",
    "copied_files",
    "faults_of",
    "marked_name",
    "write_reminder",
    "write_return",
]

EXAMPLE = "（示例）"
EXAMPLE_HEADER = "示例数据，全部虚构，不代表任何地区"
DATE_LINE = "　　年　　月　　日"
"""Filled in by hand: the program asks no clock."""

OPEN_WIDTHS = {"序号": 12, "填在哪里": 30, "缺什么": 76, "影响的子项": 38}
FAULT_WIDTHS = {
    "序号": 13,
    "级别": 13,
    "位置": 24,
    "发现": 46,
    "应为；怎么改": 36,
    "影响的子项": 24,
}
NAMED = 6
"""Criteria that a row of a table names; the rest of them are counted."""


def faults_of(one: DepartmentProgress) -> tuple[Problem, ...]:
    """Return the errors and warnings in the files of a department, errors first."""
    files = {file.name for file in one.files}
    return tuple(
        problem
        for problem in one.problems
        if problem.level is not Level.NOTE and Path(problem.place[0]).name in files
    )


def copied_files(one: DepartmentProgress) -> tuple[str, ...]:
    """Return the files of which a marked copy is worth while: those with a cell at fault."""
    seen = [seen for fault in faults_of(one) for seen in fault.seen_from]
    return tuple(dict.fromkeys(fault.place[0] for fault in seen if fault.place[2]))


def marked_name(file: str) -> str:
    """Return the name of the marked copy of a workbook, which is always an ``.xlsx``."""
    path = Path(file)
    if path.suffix == ".xlsx":
        return path.name
    return f"{path.stem}（{path.suffix.lstrip('.')}）.xlsx"


def write_reminder(
    plan: Plan, year: int, one: DepartmentProgress, path: Path, is_example: bool
) -> None:
    """Write the 催报函 of a department that sent nothing or left something open.

    Parameters
    ----------
    plan : Plan
        Names itself and who signs.
    year : int
        The assessed year; also the document's date, in place of the clock.
    one : DepartmentProgress
        What is open.
    path : Path
        The file; equal content gives equal bytes.
    is_example : bool
        Whether the data are invented: the letter says so in title and header.
    """
    title = f"关于催报 {year} 年规划评估数据的函"
    letter = new_letter(title, EXAMPLE_HEADER if is_example else "")
    add_title(letter, f"{EXAMPLE if is_example else ''}{title}")
    add_line(letter, f"{one.department.name}：", indent=0)
    purpose = f"为评估《{plan.name}》{year} 年实施情况，须由贵单位填报有关数据。"
    sheet = workbook_name(year, one.department.id, one.department.name)
    if one.files:
        sheet = "、".join(file.name for file in one.in_use)
        add_line(letter, f"{purpose}贵单位报来的填报表已收到，经核对，下列{_count(one)}还没有填。")
    else:
        add_line(letter, f"{purpose}填报表已发出，至今没有收到，共有{_count(one)}待填，列于下表。")
    held_up = list(dict.fromkeys(c for item in one.open_items for c in item.blocks))
    if held_up:
        add_line(letter, f"因此有 {len(held_up)} 个子项少了判定的依据：{_named(held_up, '、')}。")
    add_line(
        letter,
        f"请于{DATE_LINE}前补填，用原文件名发回整份填报表。确实没有的数，"
        "请在“有无数据”栏选“无”，并选无数据的原因；请不要用 0、横线或空格代替。",
    )
    if one.open_items:
        rows = [
            [str(number), item.place.replace("!", " "), item.what, _named(item.blocks)]
            for number, item in enumerate(one.open_items, start=1)
        ]
        add_table(letter, OPEN_WIDTHS, rows)
    add_line(letter, f"附件：{sheet}", before=1)
    add_signature(plan, letter)
    save_letter(letter, path, datetime(year, 1, 1))


def write_return(
    plan: Plan, year: int, one: DepartmentProgress, path: Path, is_example: bool
) -> None:
    """Write the 退回单 of a department in whose workbook something is wrong.

    Parameters
    ----------
    plan, year, one, path, is_example
        As for `write_reminder`; the marked copies lie beside the file under `marked_name`.
    """
    faults = faults_of(one)
    files = list(dict.fromkeys(seen.place[0] for fault in faults for seen in fault.seen_from))
    title = f"{year} 年填报表退回单"
    letter = new_letter(title, EXAMPLE_HEADER if is_example else "")
    add_title(letter, f"{EXAMPLE if is_example else ''}{title}")
    add_line(letter, f"{one.department.name}：", indent=0)
    errors = sum(problem.level is Level.ERROR for problem in faults)
    counted = [f"错误 {errors} 处"] * bool(errors)
    counted += [f"须核实的 {len(faults) - errors} 处"] * (errors < len(faults))
    named = "、".join(f"“{Path(file).name}”" for file in files)
    add_line(letter, f"贵单位报送的{named}经检查，有{'、'.join(counted)}，列于下表。")
    copies = copied_files(one)
    if copies:
        said = "附件是填报表的标注副本：红色的格是错误，橙色的格须核实，批注写明原因与改法。"
        add_line(letter, said)
    told = "错误改正以前，所影响的子项无法判定。" if errors else ""
    add_line(
        letter,
        f"请改正后用原文件名发回整份填报表；数确实无误的，请在备注写明依据。{told}",
    )
    rows = [
        _fault_row(number, problem, len(files) > 1)
        for number, problem in enumerate(faults, start=1)
    ]
    add_table(letter, FAULT_WIDTHS, rows)
    if copies:
        names = [marked_name(file) for file in copies]
        add_line(letter, f"附件：{'；'.join(names)}", before=1)
    add_signature(plan, letter)
    save_letter(letter, path, datetime(year, 1, 1))


def _count(one: DepartmentProgress) -> str:
    return f" {len(one.open_items)} 项"


def _named(criteria: Sequence[str], between: str = "\n") -> str:
    more = f"等 {len(criteria)} 项" if len(criteria) > NAMED else ""
    return between.join([*criteria[:NAMED], *([more] if more else [])])


def _fault_row(number: int, problem: Problem, with_file: bool) -> list[str]:
    file, sheet, cell = problem.place
    spot = " ".join(part for part in (sheet, cell) if part) or "整个文件"
    if with_file:
        spot = f"{spot}\n{Path(file).name}"
    expected = f"应为：{problem.expected}\n" if problem.expected else ""
    return [
        str(number),
        str(problem.level),
        spot,
        problem.what.replace(f"{file}!", ""),
        f"{expected}{problem.mend_for_sender}",
        _named(problem.blocks),
    ]


def add_signature(plan: Plan, letter: Letter) -> None:
    """Write who signs a letter, and the line for the date."""
    add_line(letter, plan.leading_group, right=2, before=2, with_next=True)
    add_line(letter, DATE_LINE, right=4)
