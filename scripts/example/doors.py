"""Faults at every other door of the messy year: the consultant's tables, feeds and attachments."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from openpyxl import load_workbook

from jbeco.forms.amendment_book import write_amendment_book
from jbeco.forms.workbook_file import cell_at, put_text, save_workbook
from jbeco.intake.air_daily import AIR_DAILY_FILE, DAILY_ITEMS
from jbeco.intake.amendment_layout import AMENDMENT_BOOK
from jbeco.intake.bridges import BRIDGES
from jbeco.intake.bridges import COLUMNS as BRIDGE_COLUMNS
from jbeco.intake.consultant_tables import COLUMNS, OPTIONAL, PUBLIC, TASKS
from jbeco.intake.files import ATTACHMENTS
from jbeco.intake.layout import EXAMPLE_MARK
from jbeco.intake.weather import WEATHER_FILE
from jbeco.plan import Plan

from .shapes import MIDTERM

__all__ = ["Expected", "damage_doors"]


@dataclass(frozen=True)
class Expected:
    """One line of ``expected.csv``: where the check must speak, how loudly, with which words."""

    file: str
    sheet: str
    cell: str
    level: str
    contains: str


Faults = Mapping[str, tuple[str, str]]
"""Level and words by cell."""

DECIDED = {"理由": EXAMPLE_MARK, "何人决定": EXAMPLE_MARK, "何时告知部门": date(MIDTERM + 1, 3, 1)}
RULED = {"理由": EXAMPLE_MARK, "何人决定": EXAMPLE_MARK, "何时决定": date(MIDTERM + 1, 3, 1)}
ACTS: Mapping[str, Sequence[Mapping[str, object]]] = {
    "更正": (
        {"部门": "区统计局", "指标": "cadres", "原来填的": 1, "改为": 2, **DECIDED},
        {"部门": "区委组织部", "指标": "cadres", "原来填的": 1, "改为": 2, **DECIDED},
        {
            **{"部门": "区委宣传部", "工作表": "措施", "单元格": "I2", "原来填的": "没有这句话"},
            **{"改为": "示例：改", **DECIDED},
        },
        {
            **{"部门": "区财政局", "工作表": "数据表", "单元格": "F2", "原来填的": 1},
            **{"改为": 2, **DECIDED},
        },
        {
            **{"部门": "区环保局", "工作表": "数据", "单元格": "F2", "原来填的": 1},
            **{"改为": 2, **DECIDED},
        },
        {
            **{"部门": "区卫生健康局", "工作表": "佐证", "单元格": "G3", "原来填的": "（空）"},
            **{"改为": "示例.pdf", **DECIDED, "理由": None, "何时告知部门": "上周"},
        },
    ),
    "裁决": (
        {"指标": "gdp_current", **RULED},
        {"指标": "crop_sown_area", "或采信哪个文件": "没有.xlsx", "单元格": "数据!F2", **RULED},
        {"指标": "resident_population", "采信哪个部门": "区统计局", **RULED, "何人决定": None},
    ),
    "重报": (
        {
            **{"新收到的文件": "没有收到.xlsx", "何时收到": date(MIDTERM + 1, 3, 5)},
            **{"取代哪个文件": "也没有.xlsx", "取代多少": "一部分", "说明": EXAMPLE_MARK},
        },
    ),
}
ACT_FAULTS: Mapping[str, Faults] = {
    "更正": {
        "B2": ("错误", "没有这个部门的这个填报数"),
        "F3": ("错误", "更正没有用上：源里现在是"),
        "F4": ("错误", "不是“没有这句话”"),
        "D5": ("错误", "里没有工作表“数据表”"),
        "A6": ("错误", "“区环保局”没有这个部门"),
        "H7": ("错误", "没有填"),
        "J7": ("错误", "“上周”不是日期"),
    },
    "裁决": {
        "A2": ("错误", "没有写采信哪个部门"),
        "A3": ("错误", "没有这个文件与单元格"),
        "G4": ("错误", "没有填"),
    },
    "重报": {
        "A2": ("错误", "“没有收到.xlsx”没有收到这个文件"),
        "C2": ("错误", "“也没有.xlsx”没有收到这个文件"),
        "D2": ("错误", "“一部分”不在可选值里"),
    },
}
"""What is written into 更正与裁决.xlsx, and what must be said of it."""

BRIDGE_ROWS = (
    ("pm25", "GB 3095-2012", "GB 3095-2012", "factor", "1.02", "", "", ""),
    ("good_air_days", "GB 3095-2012", "GB 3095-2026", "factor", "0", "", "", ""),
    ("dust", "GB 3095-2012", "GB 3095-2026", "factor", "1.1", "", "", ""),
    ("pm25", "GB 3095-2012", "GB 3095-2026", "overlap", "", "", "30", "31"),
)
BRIDGE_FAULTS: Faults = {
    "C2": ("错误", "是同一个口径"),
    "E3": ("错误", "不大于 0"),
    "A4": ("错误", "“dust”不在可选值里"),
    "F5": ("错误", "是空的"),
}
PUBLIC_ROWS = (
    "N98,,level,90,%,2025,,,B,示例,1,,示例",
    "N28,,level,101,%,2025,,,B,示例,2,,示例",
    "P37,,level,97,%,2027,,,B,示例,3,,示例",
    "N05,,level,九成,%,2025,,,B,示例,4,,示例",
    "N29,,level,96,吨,2025,,,E,示例,5,,示例",
)
PUBLIC_FAULTS: Faults = {
    "A2": ("错误", "“N98”规划里没有这个子项"),
    "D3": ("错误", "超出可能的范围"),
    "F4": ("错误", "晚于填报年份"),
    "D5": ("错误", "读不懂"),
    "E6": ("错误", "单位不符"),
    "I6": ("错误", "“E”不在可选值里"),
}
TASK_ROWS = (
    "dust,示例任务,1,不低于 1,met,示例,1,,示例,,,,",
    "sanitary_toilet_rate,示例任务,1,不低于 1,完成,示例,2,,示例,,,,",
    "coal_reduction,示例任务,三,下降不少于三,met,示例,3,,示例,,,,",
    "energy_intensity,示例任务,87,不低于 87,met,示例,4,,示例,80.1,示例,示例,去年",
)
TASK_FAULTS: Faults = {
    "A2": ("错误", "“dust”不在可选值里"),
    "E3": ("错误", "“完成”不在可选值里"),
    "C4": ("错误", "“三”读不懂"),
    "E5": ("警告", "与要求值 87、完成值 80.1"),
    "M5": ("错误", "“去年”"),
}
WEATHER_ROWS = (
    f"{MIDTERM}-02-30,8,2,70,0,示例",
    f"{MIDTERM}-03-01,99,2,70,0,示例",
    f"{MIDTERM}-03-01,9,2,70,0,示例",
    f"{MIDTERM - 1}-03-02,9,2,70,0,示例",
)
WEATHER_FAULTS: Faults = {
    "A2": ("警告", "不是“年-月-日”"),
    "B3": ("警告", "不是 -60 与 60 之间的数"),
    "A4": ("警告", "与前面的行重复"),
    "A5": ("警告", f"不在 {MIDTERM} 年"),
}
DAY_ROWS = (
    f"示例三站,{MIDTERM}-04-01,8,-30,0.7,90,60,38,示例",
    f"示例三站,{MIDTERM}-04-02,8,30,0.7,很高,60,38,示例",
    f"示例三站,{MIDTERM - 1}-04-03,8,30,0.7,90,60,38,示例",
    f"示例三站,{MIDTERM}-04-04,8,30,0.7,90,60,38,示例",
    f"示例三站,{MIDTERM}-04-04,8,30,0.7,91,60,38,示例",
)
DAY_FAULTS: Faults = {
    "D2": ("错误", "是负数"),
    "F3": ("错误", "不是数"),
    "B4": ("错误", f"不在 {MIDTERM} 年"),
    "B6": ("错误", "内容不同，都没有采用"),
}


def damage_doors(plan: Plan, folder: Path) -> list[Expected]:
    """Put faulty tables of every kind into the folder and return what the check must say."""
    public = [*COLUMNS[PUBLIC]]
    tasks = [*COLUMNS[TASKS], *OPTIONAL[TASKS]]
    weather = "date temperature_c wind_ms humidity_pct rain_mm note".split()
    days = ["站点", "日期", *DAILY_ITEMS, "备注"]
    bridges = [
        ",".join((*row, EXAMPLE_MARK, EXAMPLE_MARK, f"{MIDTERM + 1}-03-01")) for row in BRIDGE_ROWS
    ]
    return [
        *_acts(plan, folder),
        *_table(folder / BRIDGES, BRIDGE_COLUMNS, bridges, BRIDGE_FAULTS),
        *_table(folder / PUBLIC, public, PUBLIC_ROWS, PUBLIC_FAULTS),
        *_table(folder / TASKS, tasks, TASK_ROWS, TASK_FAULTS),
        *_table(folder / WEATHER_FILE, weather, WEATHER_ROWS, WEATHER_FAULTS),
        *_table(folder / AIR_DAILY_FILE, days, DAY_ROWS, DAY_FAULTS),
        *_attachments(plan, folder),
    ]


def _acts(plan: Plan, folder: Path) -> list[Expected]:
    path = folder / AMENDMENT_BOOK
    write_amendment_book(plan, MIDTERM, path)
    book = load_workbook(path)
    for name, rows in ACTS.items():
        heads = {cell.value: cell.column for cell in book[name][1]}
        for line, row in enumerate(rows, start=2):
            for column, value in row.items():
                cell = cell_at(book[name], line, heads[column] or 0)
                cell.value = value  # type: ignore[assignment]
    save_workbook(book, path, datetime(MIDTERM + 1, 3, 10))
    return [
        Expected(f"{folder.name}/{path.name}", sheet, cell, *said)
        for sheet, faults in ACT_FAULTS.items()
        for cell, said in faults.items()
    ]


def _table(
    path: Path, columns: Sequence[str], rows: Sequence[str], faults: Faults
) -> list[Expected]:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(row.split(",") for row in rows)
    name = f"{path.parent.name}/{path.name}"
    return [Expected(name, "", cell, *said) for cell, said in faults.items()]


def _attachments(plan: Plan, folder: Path) -> list[Expected]:
    """Leave attachments that are received in silence, one that was named and never sent, and more.

    A workbook in a folder of another name may have been meant as a submission.
    """
    scans = folder / ATTACHMENTS / "示例扫描件"
    scans.mkdir(parents=True, exist_ok=True)
    (scans / "示例.txt").write_text(f"{EXAMPLE_MARK}\n", encoding="utf-8")
    below = folder / "示例补报"
    below.mkdir(exist_ok=True)
    write_amendment_book(plan, MIDTERM, below / "示例.xlsx")
    (path,) = folder.glob(f"{MIDTERM}-health-*.xlsx")
    book = load_workbook(path)
    sheet = book["佐证"]
    heads = {cell.value: cell.column for cell in sheet[1]}
    put_text(sheet.cell(2, heads["附件"]), "没有送来.pdf")  # type: ignore[arg-type]
    save_workbook(book, path, datetime(MIDTERM + 1, 2, 20))
    return [
        Expected(f"{folder.name}/示例补报/示例.xlsx", "", "", "警告", "在子文件夹里，只登记"),
        Expected(f"{folder.name}/{path.name}", "佐证", "G2", "警告", "“没有送来.pdf”不在"),
    ]
