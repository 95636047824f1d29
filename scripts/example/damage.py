"""Damages whole files of the messy year: missing, renamed, outdated, merged, hidden, shifted."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from openpyxl import Workbook, load_workbook

from jbeco.forms.workbook_file import put_text, save_workbook
from jbeco.intake.consultant_tables import COLUMNS, COMPARATORS
from jbeco.intake.layout import (
    ACTIONS,
    AIR,
    EVIDENCE,
    EXAMPLE_MARK,
    META,
    NUMBERS,
    TEMPLATE_VERSION,
    WATER,
    workbook_name,
)
from jbeco.plan import Plan

from .doors import Expected, damage_doors
from .planted import line_of
from .sections import SECTIONS
from .shapes import BASE, MIDTERM

__all__ = ["damage_files"]


def damage_files(plan: Plan, folder: Path) -> list[Expected]:
    """Damage the folder of the messy year and return what the check must say."""
    names = {
        department.id: workbook_name(MIDTERM, department.id, department.name)
        for department in plan.departments.values()
    }
    expected = []
    for department, damage in OF_WORKBOOKS.items():
        workbook = load_workbook(folder / names[department])
        said = damage(workbook)
        save_workbook(workbook, folder / names[department], datetime(MIDTERM + 1, 2, 20))
        file = f"{folder.name}/{names[department]}"
        expected += [Expected(file, *rest) for rest in said]
    (folder / names["financial_office"]).unlink()
    silent = f"{plan.departments['financial_office'].name}没有报送"
    expected.append(Expected(f"{MIDTERM} 年填报", "", "", "警告", silent))
    unclassed = f"无法定类、未计入：{SECTIONS[1]}"
    ecology = f"{folder.name}/{names['ecology']}"
    expected.append(Expected(ecology, NUMBERS.name, "F20", "警告", unclassed))
    years = "、".join(str(year) for year in range(BASE + 1, MIDTERM - 1))
    expected.append(Expected("历年填报", "", "", "提示", f"没有 {years} 年的填报"))
    expected.append(Expected("历年填报", "", "", "提示", f"没有基准年 {BASE} 的文件夹"))
    expected += _rename_csv(folder / names["commerce"])
    expected += _second_answer(folder, names["leading_group_office"])
    expected += _unknown_file(folder) + _comparators(folder) + _corrections(folder) + _air(folder)
    return expected + damage_doors(plan, folder)


Said = list[tuple[str, str, str, str]]
"""Sheet, cell, level and words of each expectation."""


def _shift_down(workbook: Workbook) -> Said:
    workbook[NUMBERS.name].insert_rows(1)
    return [(NUMBERS.name, "A1", "错误", "表头在第 2 行")]


def _old_template(workbook: Workbook) -> Said:
    sheet = workbook[META.name]
    for line in range(1, sheet.max_row + 1):
        if sheet.cell(row=line, column=1).value == "template_version":
            sheet.cell(row=line, column=2).value = "0"
    return [("", "", "错误", f"模板版本是 0，应为 {TEMPLATE_VERSION}")]


def _drop_sheet(workbook: Workbook) -> Said:
    del workbook[ACTIONS.name]
    return [("", "", "错误", f"缺少工作表“{ACTIONS.name}”")]


def _merge_and_hide(workbook: Workbook) -> Said:
    evidence, numbers = workbook[EVIDENCE.name], workbook[NUMBERS.name]
    evidence.merge_cells("F2:F3")
    line = line_of(numbers, "new_building_area")
    numbers.row_dimensions[line].hidden = True
    return [
        (EVIDENCE.name, "F2", "警告", "合并"),
        (NUMBERS.name, f"A{line}", "警告", "隐藏"),
    ]


def _filter(workbook: Workbook) -> Said:
    sheet = workbook[NUMBERS.name]
    sheet.auto_filter.ref = f"A1:N{sheet.max_row}"
    sheet.auto_filter.add_filter_column(3, ["项"])
    return [(NUMBERS.name, "", "警告", "筛选")]


def _spoil_sections(workbook: Workbook) -> Said:
    """Spoil four sections: a coarse method, missing months, no number, and no month."""
    sheet = workbook[WATER.name]
    first = {str(sheet.cell(line, 1).value): line for line in range(sheet.max_row, 1, -1)}
    one, two, three, four = (first[section] for section in SECTIONS[:4])
    for month in range(12):
        put_text(sheet.cell(one + month, WATER.column("hg")), "0.0004L")
    for month in range(5):
        put_text(sheet.cell(two + month, WATER.column("nh3n")), "停测")
    put_text(sheet.cell(three + 2, WATER.column("codmn")), "约4")
    put_text(sheet.cell(three + 3, WATER.column("tp")), "0")
    put_text(sheet.cell(three + 4, WATER.column("tp")), "9999")
    sheet.cell(four + 11, WATER.column("月份")).value = 13
    return [
        (WATER.name, f"A{one}", "警告", "检出限高于限值、不能据此定类：汞（0.0004）"),
        (WATER.name, f"A{two}", "警告", "全年无法定类：不足 8 个月、未参评：氨氮（7 个月）"),
        (WATER.name, f"A{three + 2}", "错误", "“约4”不是监测值"),
        (WATER.name, f"A{three + 3}", "错误", "“0”不是监测值"),
        (WATER.name, f"A{three + 4}", "错误", "“9999”疑似占位数"),
        (WATER.name, f"C{four + 11}", "错误", "月份“13”不全或不对"),
    ]


OF_WORKBOOKS: dict[str, Callable[[Workbook], Said]] = {
    "ecology": _spoil_sections,
    "industry": _shift_down,
    "transport": _old_template,
    "culture_tourism": _drop_sheet,
    "housing": _merge_and_hide,
    "party_office": _filter,
}
"""Department and what happens to its workbook."""


def _rename_csv(path: Path) -> list[Expected]:
    path.write_text("编号,进展状态\nM43,实施中\n", encoding="utf-8")
    return [Expected(f"{MIDTERM}/{path.name}", "", "", "错误", "不是")]


def _second_answer(folder: Path, name: str) -> list[Expected]:
    """Add a second workbook of one department that says something else in one cell."""
    workbook = load_workbook(folder / name)
    sheet = workbook[NUMBERS.name]
    line = line_of(sheet, "public_participation")
    sheet.cell(row=line, column=NUMBERS.column("本年值")).value = 88.1
    second = name.replace(".xlsx", "（重报）.xlsx")
    save_workbook(workbook, folder / second, datetime(MIDTERM + 1, 3, 5))
    unread = f"F{line_of(sheet, 'public_satisfaction')}"
    return [
        Expected(f"{MIDTERM}/{name}", NUMBERS.name, f"F{line}", "错误", "前后不一"),
        Expected(f"{MIDTERM}/{second}", NUMBERS.name, unread, "错误", "不是有限的数"),
        Expected(f"{MIDTERM}/{second}", "", "", "提示", "项重复填报，内容一致"),
    ]


def _unknown_file(folder: Path) -> list[Expected]:
    (folder / "会议照片.txt").write_text(f"{EXAMPLE_MARK}\n", encoding="utf-8")
    return [Expected(f"{MIDTERM}/会议照片.txt", "", "", "警告", "不认识这个文件，没有读")]


def _comparators(folder: Path) -> list[Expected]:
    mark, province = EXAMPLE_MARK, "浙江省"
    rows = [
        ["pm25", province, MIDTERM, "0.023", "毫克/立方米", "no", mark, mark],
        ["good_air_days", province, MIDTERM - 1, "9.44", "%", "no", mark, mark],
        ["good_air_days", province, MIDTERM, "94.4", "%", "no", mark, mark],
        ["surface_water_class3_share", province, MIDTERM, "104", "%", "no", mark, mark],
        ["public_satisfaction", province, MIDTERM, "预计89", "分", "no", mark, mark],
        ["rural_water_coverage", "江苏省", MIDTERM, "95", "%", "no", mark, mark],
    ]
    _write(folder / COMPARATORS, COLUMNS[COMPARATORS], rows)
    faults = {
        "E2": ("错误", "单位不符"),
        "D4": ("错误", "小数点错位"),
        "D5": ("错误", "超出可能的范围"),
        "D6": ("错误", "不是正式数"),
        "D7": ("警告", "对照值写的是“江苏省”"),
    }
    return [Expected(f"{MIDTERM}/{COMPARATORS}", "", cell, *said) for cell, said in faults.items()]


def _corrections(folder: Path) -> list[Expected]:
    columns = "department code series expect value reason who told_on".split()
    row = ["ecology", "drinking_sources", "", "3", "2", "示例：误计备用水源", "示例", "2026-03-01"]
    _write(folder / "corrections.csv", columns, [row])
    return [Expected(f"{MIDTERM}/corrections.csv", "", "D2", "警告", "更正没有用上")]


def _air(folder: Path) -> list[Expected]:
    rows: list[list[object]] = [
        ["示例一站", f"{MIDTERM}-01-01 {hour:02}:00", 8, 35, 0.7, 20, 60, 38, EXAMPLE_MARK]
        for hour in range(1, 11)
    ]
    rows[1][2] = -5
    rows[2][3] = "约三十"
    rows[3][1] = f"{MIDTERM - 1}-01-01 04:00"
    rows[4][1] = rows[5][1]
    rows[6][1] = "元旦早上七点"
    rows += _standstill()
    _write(folder / "air_hourly.csv", AIR.columns, rows)
    faults = {
        "C3": "负数",
        "D4": "不是数",
        "B5": f"不在 {MIDTERM} 年",
        "B8": "不是“年-月-日",
    }
    file = f"{MIDTERM}/air_hourly.csv"
    return [
        *(Expected(file, "", cell, "错误", said) for cell, said in faults.items()),
        Expected(file, "", "B7", "警告", "重复"),
        Expected(
            file,
            "",
            "",
            "警告",
            f"示例二站 {MIDTERM}-01-02 01:00 至 {MIDTERM}-01-03 06:00 有 30 个小时的 NO2",
        ),
        Expected(
            file,
            "",
            "",
            "警告",
            f"示例二站 {MIDTERM}-01-02 05:00 至 {MIDTERM}-01-02 05:00 有 1 个小时的 PM2.5",
        ),
        Expected(file, "", "", "警告", "空气监测只有 5 天"),
    ]


def _standstill() -> list[list[object]]:
    """Return thirty hours in which one station's NO2 stands still, and one placeholder."""
    rows: list[list[object]] = []
    for hour in range(1, 31):
        end = f"{MIDTERM}-01-{2 + hour // 24:02} {hour % 24:02}:00"
        dust = 9999 if hour == 5 else 36 + hour % 5
        rows.append(["示例二站", end, 8, 45, 0.7, 20 + hour % 3, 60 + hour % 4, dust, EXAMPLE_MARK])
    return rows


def _write(path: Path, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)
