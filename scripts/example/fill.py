"""Fills the cells of a department's template with the story, as a careful clerk would."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from jbeco.forms.workbook_file import put_text
from jbeco.intake.duties import Duties
from jbeco.intake.layout import (
    ACTIONS,
    COVER,
    EVIDENCE,
    EXAMPLE_MARK,
    NUMBERS,
    REMARKS,
    TASKS,
    WATER,
    WATER_ITEMS,
    Sheet,
)
from jbeco.plan import Criterion, Plan
from jbeco.plan.successors import in_force

from .basis import basis_of
from .progress import step_of
from .sections import section_months
from .shapes import Gap
from .story import answer
from .tasks import superior_task

__all__ = ["Entry", "fill_workbook", "write_cells"]

Entry = str | int | Decimal | date
"""What a clerk enters into one cell; an empty text leaves it empty."""

SUPERIOR = "示例上级部门"


def fill_workbook(workbook: Workbook, plan: Plan, year: int, duties: Duties) -> None:
    """Fill every sheet of one department's template for one year.

    Parameters
    ----------
    workbook : Workbook
        The template, as `write_template` made it.
    plan : Plan
        The plan that it was made from.
    year : int
        One of the story's years.
    duties : Duties
        What the department owes.
    """
    department = duties.department.name
    _fill_cover(workbook[COVER.name], year)
    _fill_numbers(workbook[NUMBERS.name], plan, year, department)
    _fill_evidence(workbook[EVIDENCE.name], plan, year, duties)
    _fill_tasks(workbook[TASKS.name], year)
    _fill_actions(workbook[ACTIONS.name], year, duties)
    _fill_remarks(workbook[REMARKS.name], year, duties)
    if duties.monitoring:
        _fill_sections(workbook[WATER.name], year)


def write_cells(sheet: Worksheet, layout: Sheet, line: int, entries: Mapping[str, Entry]) -> None:
    """Enter values into one row by column name."""
    for column, entry in entries.items():
        _enter(sheet.cell(row=line, column=layout.column(column)), entry)


def _enter(cell: Cell | MergedCell, entry: Entry) -> None:
    if isinstance(cell, MergedCell):
        raise TypeError(f"{cell.coordinate} is merged")
    if isinstance(entry, str):
        put_text(cell, entry)
    elif isinstance(entry, Decimal):
        whole = entry == entry.to_integral_value()
        cell.value = int(entry) if whole else float(entry)
    else:
        cell.value = entry


def _fill_remarks(sheet: Worksheet, year: int, duties: Duties) -> None:
    """Say of the story's laggards why, and what is to be done; of the others nothing."""
    said = SAID.get((year, duties.department.id), ())
    for line, (criterion, cause, proposal, due) in enumerate(said, start=2):
        entries = {
            "子项编号": criterion,
            "存在的问题与原因": f"{EXAMPLE_MARK}：{cause}",
            "拟采取的措施": f"{EXAMPLE_MARK}：{proposal}",
            "责任单位": duties.department.name,
            "完成时限": due,
            "备注": EXAMPLE_MARK,
        }
        write_cells(sheet, REMARKS, line, entries)


SAID = {
    (2025, "housing"): (
        (
            "N29",
            "再生水厂二期（北片）管网比计划晚一年，年末仍未通水，部分污水未进厂",
            "接通二期（北片）管网，新增处理能力由 8 万吨/日达到承诺的 10 万吨/日",
            "2026 年 6 月",
        ),
    ),
    (2025, "urban_management"): (
        (
            "P40",
            "公园绿地有增加，增量不足；两处社区公园未按计划开工",
            "新建两处社区公园，合计 8 公顷",
            "2027 年",
        ),
    ),
    (2030, "urban_management"): (
        (
            "P40",
            "两处社区公园只建成一处，另一处未征迁",
            "续建第二处公园 3 公顷",
            "2031 年 10 月",
        ),
    ),
    (2030, "agriculture"): (
        ("N25-2", "近年稳定在 99%，余下为零散户", "零散户纳入收集点，保持稳定", "2031 年"),
        ("N25-3", "地膜碎片回收价低，两个村没有回收点", "补设回收点，提高回收补贴", "2031 年 6 月"),
    ),
    (2030, "development"): (
        (
            "N20",
            "新投产的数据中心用能增长快",
            "数据中心实施余热利用与绿电替代",
            "2031 年 12 月",
        ),
    ),
}
"""By year and department: criterion, cause, what is to be done, until when; all of it invented."""


def _fill_cover(sheet: Worksheet, year: int) -> None:
    contacts: dict[str, Entry] = {
        "填报人": f"{EXAMPLE_MARK}填报人",
        "联系电话": f"{EXAMPLE_MARK}，不填真实号码",
        "审核人": f"{EXAMPLE_MARK}审核人",
        "填报日期": date(year + 1, 2, 20),
    }
    for line in range(2, sheet.max_row + 1):
        label = str(sheet.cell(row=line, column=1).value)
        if label in contacts:
            write_cells(sheet, COVER, line, {"内容": contacts[label]})


def _fill_numbers(sheet: Worksheet, plan: Plan, year: int, department: str) -> None:
    for line in range(2, sheet.max_row + 1):
        code, series = (_text(sheet, NUMBERS, line, column) for column in ("代码", "系列"))
        if not code:
            continue
        asked = plan.observations[code]
        said = answer(year, asked, series)
        if isinstance(said, Gap):
            write_cells(sheet, NUMBERS, line, _gap_entries(plan, said))
            continue
        entries: dict[str, Entry] = {
            "本年值": said,
            "口径": basis_of(asked, year),
            "来源文件": f"{EXAMPLE_MARK}：{department}{year}年统计表",
            "文号": f"{EXAMPLE_MARK}〔{year + 1}〕1号",
            "出表日期": date(year + 1, 2, 10),
            "有无数据": "有",
            "备注": EXAMPLE_MARK,
        }
        write_cells(sheet, NUMBERS, line, entries)


def _gap_entries(plan: Plan, gap: Gap) -> dict[str, Entry]:
    note = f"{EXAMPLE_MARK}：{gap.note}" if gap.note else EXAMPLE_MARK
    reason = plan.methods.words.reason[gap.reason]
    return {"有无数据": "无", "无数据原因": reason, "备注": note}


def _fill_evidence(sheet: Worksheet, plan: Plan, year: int, duties: Duties) -> None:
    owed = [
        criterion
        for criterion in duties.criteria
        if criterion.department == duties.department.id
        and (criterion.attribute == "binding" or _is_absent(criterion, plan, year))
    ]
    papers = {name: n for n, name in enumerate(dict.fromkeys(c.indicator for c in owed), start=2)}
    for line, criterion in enumerate(owed, start=2):
        read = in_force(plan, criterion, year) or criterion
        name = plan.indicators[read.indicator].name
        entries: dict[str, Entry] = {
            "子项编号": criterion.id,
            "标题": f"{EXAMPLE_MARK}：{year}年{name.removesuffix('情况')}情况报告",
            "文号": f"{EXAMPLE_MARK}〔{year + 1}〕{papers[criterion.indicator]}号",
            "日期": date(year + 1, 1, 25),
            "发文单位": duties.department.name,
            "备注": EXAMPLE_MARK,
        }
        write_cells(sheet, EVIDENCE, line, entries)


def _is_absent(criterion: Criterion, plan: Plan, year: int) -> bool:
    """Whether the story says that the district has no such object."""
    codes = [code for code in plan.asked if criterion.indicator in code.indicators]
    told = [answer(year, code, series) for code in codes for series in code.series]
    return any(isinstance(said, Gap) and said.reason == "no_object" for said in told)


def _fill_tasks(sheet: Worksheet, year: int) -> None:
    for line in range(2, sheet.max_row + 1):
        indicator = _text(sheet, TASKS, line, "指标量")
        if not indicator:
            continue
        task = superior_task(indicator, year)
        entries: dict[str, Entry] = {
            "任务名称": task.name,
            "要求值": "" if task.required is None else task.required,
            "要求原文": task.text,
            "考核结果": task.result,
            "文号": f"{EXAMPLE_MARK}考〔{year + 1}〕3号",
            "发文单位": SUPERIOR,
            "日期": date(year + 1, 3, 15),
            "备注": EXAMPLE_MARK,
            "完成值": "" if task.reached is None else task.reached,
        }
        write_cells(sheet, TASKS, line, entries)


def _fill_actions(sheet: Worksheet, year: int, duties: Duties) -> None:
    rows = {
        (commitment.id if commitment else action.id): (action, commitment)
        for action in duties.actions
        for commitment in (action.commitments or (None,))
    }
    for line in range(2, sheet.max_row + 1):
        name = _text(sheet, ACTIONS, line, "编号")
        if not name:
            continue
        step = step_of(*rows[name], year)
        entries: dict[str, Entry] = {
            "进展状态": step.state,
            "完成比例": step.share,
            "完成数量": "" if step.done is None else step.done,
            "佐证文号": f"{EXAMPLE_MARK}〔{year + 1}〕措施{name}",
            "备注": EXAMPLE_MARK,
        }
        write_cells(sheet, ACTIONS, line, entries)


def _fill_sections(sheet: Worksheet, year: int) -> None:
    for line, seen in enumerate(section_months(year), start=2):
        entries: dict[str, Entry] = {
            "断面": seen.section,
            "名单版本": seen.list_version,
            "月份": seen.month,
            **dict(zip(WATER_ITEMS, seen.values, strict=True)),
            "备注": EXAMPLE_MARK,
        }
        write_cells(sheet, WATER, line, entries)


def _text(sheet: Worksheet, layout: Sheet, line: int, column: str) -> str:
    value = sheet.cell(row=line, column=layout.column(column)).value
    return "" if value is None else str(value)
