"""The workbook that a department fills in: its sheets, columns and words, for writer and reader.

Every sheet has its header in row 1 and no merged cells, so that a cell's address says what it is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from ..tables import cell_name
from .records import Source

__all__ = [
    "ACTIONS",
    "ACTION_STATES",
    "AIR",
    "AIR_POLLUTANTS",
    "COVER",
    "DEPARTMENT_REASONS",
    "EVIDENCE",
    "EXAMPLE_MARK",
    "HAS_DATA",
    "META",
    "NUMBERS",
    "REMARKS",
    "RESULT_SHEET",
    "SHEET_NAMES",
    "TASKS",
    "TASK_RESULTS",
    "TEMPLATE_VERSION",
    "WATER",
    "WATER_ITEMS",
    "Sheet",
    "place",
    "workbook_name",
]

TEMPLATE_VERSION = "1"

EXAMPLE_MARK = "示例"
"""First word of the note of every row that holds invented data."""


@dataclass(frozen=True)
class Sheet:
    """One sheet: its name, its header, and the columns that the department fills in.

    ``added`` is how many columns at the end of the header came later: a workbook without them is
    read as well.
    """

    name: str
    columns: tuple[str, ...]
    open_columns: tuple[str, ...]
    added: int = 0

    @property
    def headers(self) -> tuple[tuple[str, ...], ...]:
        """The header as it is written now, and as older workbooks have it."""
        return tuple(self.columns[: len(self.columns) - later] for later in range(self.added + 1))

    def column(self, name: str) -> int:
        """Return the number of a column, counted from 1."""
        return self.columns.index(name) + 1


COVER = Sheet("封面", ("项目", "内容"), ("内容",))
NUMBERS = Sheet(
    "数据",
    (
        "代码",
        "名称",
        "填报要求",
        "单位",
        "系列",
        "本年值",
        "上年已采信值",
        "口径",
        "来源文件",
        "文号",
        "出表日期",
        "有无数据",
        "无数据原因",
        "备注",
    ),
    (
        "本年值",
        "口径",
        "来源文件",
        "文号",
        "出表日期",
        "有无数据",
        "无数据原因",
        "备注",
    ),
)
EVIDENCE = Sheet(
    "佐证",
    ("子项编号", "标题", "文号", "日期", "发文单位", "备注", "附件"),
    ("子项编号", "标题", "文号", "日期", "发文单位", "备注", "附件"),
    added=1,
)
TASKS = Sheet(
    "上级任务",
    (
        "指标量",
        "任务名称",
        "要求值",
        "单位",
        "要求原文",
        "考核结果",
        "文号",
        "发文单位",
        "日期",
        "备注",
        "完成值",
    ),
    ("任务名称", "要求值", "要求原文", "考核结果", "文号", "发文单位", "日期", "备注", "完成值"),
    added=1,
)
REMARKS = Sheet(
    "原因与对策",
    ("子项编号", "存在的问题与原因", "拟采取的措施", "责任单位", "完成时限", "备注"),
    ("子项编号", "存在的问题与原因", "拟采取的措施", "责任单位", "完成时限", "备注"),
)
ACTIONS = Sheet(
    "措施",
    (
        "编号",
        "内容",
        "承诺数量",
        "单位",
        "进展状态",
        "完成比例",
        "完成数量",
        "佐证文号",
        "备注",
    ),
    ("进展状态", "完成比例", "完成数量", "佐证文号", "备注"),
)
AIR_POLLUTANTS = ("so2", "no2", "co", "o3", "pm10", "pm25")
AIR = Sheet(
    "空气小时值",
    ("站点", "时间", *AIR_POLLUTANTS, "备注"),
    ("站点", "时间", *AIR_POLLUTANTS, "备注"),
)
"""Concentrations in µg/m³, CO in mg/m³; the time is the hour's end, 2025-01-01 01:00 the first."""

WATER_ITEMS = (
    "ph",
    "do",
    "codmn",
    "cod",
    "bod5",
    "nh3n",
    "tp",
    "cu",
    "zn",
    "f",
    "se",
    "as",
    "hg",
    "cd",
    "cr6",
    "pb",
    "cn",
    "phenol",
    "oil",
    "las",
    "sulfide",
)
WATER = Sheet(
    "水质断面",
    ("断面", "名单版本", "月份", *WATER_ITEMS, "备注"),
    ("断面", "名单版本", "月份", *WATER_ITEMS, "备注"),
)
"""Monthly values of the sections, mg/L apart from pH."""

META = Sheet("_jbeco", ("键", "值"), ())
"""Very hidden: ``template_version``, ``year``, ``department``, ``plan``."""

RESULT_SHEET = "检查结果"
"""Our own list of problems, at the end of a coloured copy."""

SHEET_NAMES = {
    sheet.name for sheet in (COVER, NUMBERS, EVIDENCE, TASKS, ACTIONS, REMARKS, AIR, WATER, META)
} | {RESULT_SHEET}
"""Sheets that a workbook may hold."""

DEPARTMENT_REASONS = (
    "not_reported",
    "not_yet",
    "drafting",
    "no_task",
    "word_only",
    "no_object",
)
"""Codes of the reasons that a department may give for a number it does not have."""

HAS_DATA = {"有": True, "无": False}
TASK_RESULTS = {"完成": "met", "未完成": "not_met", "未下达": "none", "没有结果": "unstated"}
ACTION_STATES = {"未启动": 0, "前期工作": 1, "实施中": 2, "基本完成": 3, "已完成": 4}


def workbook_name(year: int, department: str, department_name: str) -> str:
    """Return the file name of a department's workbook, such as ``2025-finance-区财政局.xlsx``."""
    return f"{year}-{department}-{department_name}.xlsx"


def place(source: Source, column: str, sheet: Sheet = NUMBERS) -> str:
    """Name another cell of the row that a record came from.

    Parameters
    ----------
    source : Source
        A cell such as ``数据!F12``.
    column : str
        Header of the column that is meant.
    sheet : Sheet, optional
        Sheet that the record came from.

    Returns
    -------
    str
        ``2025/name.xlsx!数据!H12``; the source itself when it is not a cell of that sheet.
    """
    found = re.fullmatch(rf"{re.escape(sheet.name)}![A-Z]+([0-9]+)", source.cell)
    if found is None:
        return str(source)
    return f"{source.file}!{sheet.name}!{cell_name(sheet.column(column), int(found[1]))}"
