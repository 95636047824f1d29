"""What the stations measured: the air day by day and year by year, the sections by month."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from ..standards import air, water
from .chart_style import INK, WIDE, chart, names_above
from .figures import Chart
from .signed import range_text, signed

__all__ = ["calendar_chart", "classes_chart", "effects_of_years_chart"]

LEVEL_FILLS = ("#9bd6a0", "#f6e58d", "#f2a65a", "#e0574f", "#99306b", "#6b1f2e")
"""By level from 优; softened from HJ 633 表2 so that the numbers on them can be read."""
DARK_FROM = 3
LEVELS = tuple(level.name for level in air.aqi_levels())
CLASS_FILLS = ("#7db8da", "#a9d0e6", "#a8d5a2", "#f3d46f", "#eb9a4a", "#c8503c")
NO_DATA = "#e4e8e7"
EFFECT_MARKS = (("#5a6664", "o"), ("#0b6e8a", "D"))
"""Ink and shape by model: without the weather, with it."""
MONTHS = range(1, 13)
DAYS = (1, 5, 10, 15, 20, 25, 31)
YEAR_PLACE = 13.4


def calendar_chart(days: pd.DataFrame) -> Chart:
    """Draw every day's AQI level as a cell: a row for each month, on a phone a column.

    Parameters
    ----------
    days : DataFrame
        The rows of ``air_days`` of one year.
    """
    counts = Counter(days["level"].dropna())
    present = [level for level in LEVELS if counts[level]]
    said = "，".join(f"{level} {counts[level]} 天" for level in present)
    year, invalid = days["year"].iloc[0], int(days["aqi"].isna().sum())
    alt = f"{year} 年逐日空气质量级别日历。{said}，没有 AQI {invalid} 天。"
    return Chart(partial(_calendar, days, present), alt)


def _calendar(days: pd.DataFrame, present: Sequence[str], width: float) -> Figure:
    is_wide = width == WIDE
    with chart(width, 3.9 if is_wide else 6.9) as figure:
        axes = figure.subplots()
        for date, aqi, level in zip(days["date"], days["aqi"], days["level"], strict=True):
            x, y = (date.day, date.month) if is_wide else (date.month, date.day)
            code = None if pd.isna(aqi) else LEVELS.index(level)
            fill = NO_DATA if code is None else LEVEL_FILLS[code]
            text = "—" if code is None else f"{aqi}"
            ink = "white" if code is not None and code >= DARK_FROM else INK
            _cell(axes, x, y, fill, text, ink, 6.6 if is_wide else 8.2)
        _days_and_months(axes, is_wide)
        handles = [Rectangle((0, 0), 1, 1, fc=LEVEL_FILLS[LEVELS.index(n)]) for n in present]
        columns = 6 if is_wide else 3
        figure.legend(handles, present, loc="outside upper center", ncols=columns, frameon=False)
    return figure


def _days_and_months(axes: Axes, is_wide: bool) -> None:
    says = "格内为 AQI，“—”为未计入评价"
    if is_wide:
        axes.set(xlim=(0.5, 31.5), ylim=(12.5, 0.5), xlabel=f"日；{says}")
        axes.set_xticks(DAYS)
        axes.set_yticks(MONTHS, [f"{month} 月" for month in MONTHS])
    else:
        axes.set(xlim=(0.5, 12.5), ylim=(31.5, 0.5), xlabel=f"月；{says}", ylabel="日")
        axes.set_xticks(MONTHS)
        axes.set_yticks(DAYS)
    _bare(axes)


def classes_chart(classes: pd.DataFrame) -> Chart:
    """Draw the class of every section in every month, with that of the year at the right.

    Parameters
    ----------
    classes : DataFrame
        The rows of ``water_classes`` of one year.
    """
    year = classes[classes["month"].isna()]
    counts = Counter(year["word"].dropna())
    words = [word for word, _ in water.class_words().values() if counts[word]]
    said = "，".join(f"{word}类 {counts[word]} 个" for word in words) or "无法定类"
    head = f"{classes['year'].iloc[0]} 年各断面逐月水质类别"
    return Chart(partial(_classes, classes), f"{head}。按全年均值：{said}。")


def _classes(classes: pd.DataFrame, width: float) -> Figure:
    sections = list(dict.fromkeys(classes["section"]))
    step = 1 if width == WIDE else 2  # on a phone the name of a section is above its row
    last = step * (len(sections) - 1)
    with chart(width, 0.9 + 0.3 * (last + step)) as figure:
        axes = figure.subplots()
        for row in classes.to_dict("records"):
            column = YEAR_PLACE if pd.isna(row["month"]) else int(row["month"])
            known = not pd.isna(row["class"])
            fill = CLASS_FILLS[int(row["class"]) - 1] if known else NO_DATA
            text = row["word"] if known else "—"
            _cell(axes, column, step * sections.index(row["section"]), fill, text, INK, 8.2)
        axes.set(xlim=(0.4, YEAR_PLACE + 0.6), ylim=(last + 0.6, 0.4 - step), xlabel="月")
        axes.set_xticks([*MONTHS, YEAR_PLACE], [*map(str, MONTHS), "全年"])
        places = {step * place: name for place, name in enumerate(sections)}
        if width == WIDE:
            axes.set_yticks(list(places), sections)
        else:
            names_above(axes, {place - 0.9: name for place, name in places.items()})
        _bare(axes)
    return figure


def _cell(axes: Axes, x: float, y: float, fill: str, text: str, ink: str, size: float) -> None:
    cell = Rectangle((x - 0.5, y - 0.5), 1, 1, fc=fill, ec="white", lw=0.9, clip_on=False)
    axes.add_artist(cell)
    says = axes.text(x, y, text, ha="center", va="center", fontsize=size, color=ink)
    for part in (cell, says):  # they lie within the axes: to measure 365 of each takes long
        part.set_in_layout(False)


def _bare(axes: Axes) -> None:
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)


def effects_of_years_chart(records: Sequence[Mapping[str, Any]]) -> Chart:
    """Draw by how much each year's PM2.5 differs from the first, with its interval, by model.

    Parameters
    ----------
    records : sequence
        Rows of ``air_effects``; there must be one.
    """
    said = "；".join(
        f"{one['year']} 年（{one['model']}）{signed(one['change_pct'], 1)}%"
        f"（{range_text(one['low_pct'], one['high_pct'], 1)}）"
        for one in records
    )
    return Chart(
        partial(_effects_of_years, records),
        f"各年 PM2.5 与 {records[0]['against']} 年之差。{said}。",
    )


def _effects_of_years(records: Sequence[Mapping[str, Any]], width: float) -> Figure:
    models = list(dict.fromkeys(one["model"] for one in records))
    with chart(width, 2.7) as figure:
        axes = figure.subplots()
        for number, model in enumerate(models):
            mine = [one for one in records if one["model"] == model]
            places = [one["year"] + 0.16 * (number - (len(models) - 1) / 2) for one in mine]
            ink, marker = EFFECT_MARKS[number]
            for place, one in zip(places, mine, strict=True):
                axes.plot([place] * 2, [one["low_pct"], one["high_pct"]], color=ink, lw=1.6)
            sizes = [one["change_pct"] for one in mine]
            axes.plot(places, sizes, marker, color=ink, mfc="white", ms=6, mew=1.5, label=model)
        axes.axhline(0, color=INK, lw=0.9)
        axes.set_xticks(sorted({one["year"] for one in records}))
        axes.set_title(f"比 {records[0]['against']} 年（%）", loc="left", fontsize=9)
        axes.yaxis.set_major_formatter(lambda size, _: signed(size, 0))
        axes.legend(frameon=False, ncols=len(models), loc="upper right")
    return figure
