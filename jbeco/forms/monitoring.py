"""The two sheets of monitoring data: hourly air and the monthly values of water sections."""

from __future__ import annotations

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

from ..intake.layout import AIR, AIR_POLLUTANTS, WATER, WATER_ITEMS, Sheet
from .entry import accept_hour, accept_measurement, accept_whole
from .style import (
    LAST_ROW,
    TEXT_FORMAT,
    fill_row,
    finish_sheet,
    start_sheet,
    unlock_below,
)

__all__ = ["fill_air", "fill_water"]

HOUR_FORMAT = "yyyy-mm-dd hh:mm"
AIR_ROWS = 24
"""Rows of 空气小时值 that are drawn; the columns below them are open too."""
WATER_ROWS = 36
"""Rows of 水质断面 that are drawn; the columns below them are open too."""
AIR_FORMATS = dict.fromkeys(AIR.columns, "General") | {
    "站点": TEXT_FORMAT,
    "时间": HOUR_FORMAT,
    "备注": TEXT_FORMAT,
}
WATER_FORMATS = dict.fromkeys(WATER.columns, "General") | {
    "断面": TEXT_FORMAT,
    "名单版本": TEXT_FORMAT,
    "备注": TEXT_FORMAT,
}
AIR_WIDTHS = {"站点": 24, "时间": 20, "备注": 30}
WATER_WIDTHS = {"断面": 18, "名单版本": 16, "月份": 7, "备注": 22} | dict.fromkeys(WATER_ITEMS, 8)


def fill_air(workbook: Workbook, year: int, footer: str) -> None:
    """Add the sheet for hourly concentrations: µg/m³, CO in mg/m³, each hour named by its end."""
    sheet = workbook.create_sheet(AIR.name)
    start_sheet(sheet, AIR, AIR_WIDTHS)
    unlock_below(sheet, AIR, AIR_FORMATS)
    for line in range(2, AIR_ROWS + 2):
        fill_row(sheet, AIR, line, {}, AIR_FORMATS)
    accept_hour(sheet, _below(AIR, "时间"), year, "小时末，如 01:00 是零点到一点。")
    for item in AIR_POLLUTANTS:
        unit = "毫克/立方米" if item == "co" else "微克/立方米"
        accept_measurement(sheet, _below(AIR, item), f"{item} 小时均值，{unit}；缺测写“—”。")
    finish_sheet(sheet, footer)


def fill_water(workbook: Workbook, footer: str) -> None:
    """Add the sheet for the monthly values of water sections: mg/L apart from pH."""
    sheet = workbook.create_sheet(WATER.name)
    start_sheet(sheet, WATER, WATER_WIDTHS)
    unlock_below(sheet, WATER, WATER_FORMATS)
    for line in range(2, WATER_ROWS + 2):
        fill_row(sheet, WATER, line, {}, WATER_FORMATS)
    accept_whole(sheet, _below(WATER, "月份"), 1, 12, "1–12 的整数。")
    for item in WATER_ITEMS:
        unit = "无量纲" if item == "ph" else "毫克/升"
        says = f"{item} 月均值，{unit}；未检出写检出限加 L，如 0.05L；未监测写“/”。"
        accept_measurement(sheet, _below(WATER, item), says)
    finish_sheet(sheet, footer, freeze="D2")


def _below(layout: Sheet, column: str) -> str:
    letter = get_column_letter(layout.column(column))
    return f"{letter}2:{letter}{LAST_ROW}"
