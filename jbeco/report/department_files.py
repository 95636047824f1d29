"""Each department's page as files of its own: a workbook, and a 催报函 where something is open.

They hold the same tables as the report, for those who are handed nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from ..assessment import AssessedYear
from ..forms.docx_file import add_line, add_table, add_title, new_letter, save_letter
from ..forms.letters import DATE_LINE, EXAMPLE, EXAMPLE_HEADER, add_signature
from ..plan import Department
from .action_progress import NOT_TOLD, action_rows
from .annex_book import write_book
from .blocks import Block, Chapter, Table, line_text
from .chapters.departments import parts_of, parts_of_departments
from .chapters.owed import Owed, owed_rows, owed_table
from .front_page import Lagging, front_page
from .results import title
from .twins import LAGGING_WORD

__all__ = ["DEPARTMENTS", "write_department_files"]

DEPARTMENTS = "部门"
"""Folder of the report that holds them."""

SHEETS = {
    "原因与对策": "原因与对策",
    "负责填报的指标": "指标",
    "基础数据": "基础数据",
    "措施与承诺": "措施与承诺",
}
"""Of a department's tables, told apart by how their captions end."""

LETTER_WIDTHS = {"序号": 12, "指标": 40, "为什么不能判定": 50, "请补": 54}


def write_department_files(
    assessment: AssessedYear, chapters: Sequence[Chapter], report: Path
) -> None:
    """Write the workbooks and letters of all departments; equal tables give equal bytes.

    Parameters
    ----------
    assessment : AssessedYear
        The year as it was judged.
    chapters : sequence of Chapter
        Of its report.
    report : Path
        The report's folder; the files go into its ``部门``.

    Raises
    ------
    JbecoError
        When a file cannot be written.
    """
    folder = report / DEPARTMENTS
    folder.mkdir(exist_ok=True)  # written again where only the layout changed
    owed, lagging = owed_rows(assessment), front_page(assessment).lagging
    [chapter] = [one for one in chapters if one.key == "departments"]
    for department, page in parts_of_departments(assessment, chapter):
        mine = [row for row in owed if row.owner == department.id]
        tables = _sheets(page)
        if mine:
            tables.append(owed_table(assessment, mine))
        if tables:
            name = department.name
            write_book(assessment, tables, name, folder / f"{name}.xlsx")
        also = list(_also_lacking(assessment, department, lagging))
        if mine or also:
            _write_letter(assessment, department, mine, also, folder / f"{name}催报函.docx")


def _also_lacking(
    assessment: AssessedYear, department: Department, lagging: Sequence[Lagging]
) -> Iterator[str]:
    """Say what else was not sent: causes, figures for others' indicators, word of measures."""
    unexplained = [
        line for line in lagging if line.department == department.name and not line.is_explained
    ]
    if unexplained and assessment.year > assessment.plan.base_year:
        names = "、".join(line.name for line in unexplained)
        word = LAGGING_WORD[assessment.is_due]
        yield f"贵单位负责的 {len(unexplained)} 项指标{word}（{names}），没有写明原因、措施与时限"
    parts = len(parts_of(assessment, department))
    if parts and department in assessment.silent:
        yield f"贵单位负责的基础数据 {parts} 项没有报送（见附件）"
    untold = sum(
        row.department == department.name and row.state == NOT_TOLD
        for row in action_rows(assessment)
    )
    if untold:
        yield f"贵单位负责的措施与承诺有 {untold} 项没有报进展（见附件）"


def _sheets(page: Sequence[Block]) -> list[Table]:
    """Return the tables of a page, each with a sheet's name."""
    return [
        replace(table, sheet=sheet)
        for table in page
        if isinstance(table, Table)
        for end, sheet in SHEETS.items()
        if table.caption.endswith(end)
    ]


def _write_letter(
    assessment: AssessedYear,
    department: Department,
    rows: Sequence[Owed],
    also: Sequence[str],
    path: Path,
) -> None:
    plan, year = assessment.plan, assessment.year
    heading = f"关于补报 {year} 年规划评估资料的函"
    letter = new_letter(heading, EXAMPLE_HEADER if assessment.is_example else "")
    add_title(letter, f"{EXAMPLE if assessment.is_example else ''}{heading}")
    add_line(letter, f"{department.name}：", indent=0)
    lacking = [f"下列 {len(rows)} 项指标因缺少资料尚不能判定"] if rows else []
    add_line(
        letter,
        f"《{plan.name}》{title(plan, year, assessment.review)}中，{'；'.join([*lacking, *also])}。"
        f"请于{DATE_LINE}前补报；确实没有的，请书面说明原因。",
    )
    lines = [
        [str(number), f"{row.name}（{line_text(row.links)}）", row.why, row.request]
        for number, row in enumerate(rows, start=1)
    ]
    if lines:
        add_table(letter, LETTER_WIDTHS, lines)
    add_line(letter, f"附件：{department.name}.xlsx", before=1)
    add_signature(plan, letter)
    save_letter(letter, path, datetime(year + 1, 1, 1))
