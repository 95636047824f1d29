"""What the stations measured, in two charts: the year's air day by day, the sections by month."""

from __future__ import annotations

from collections import Counter

import pandas as pd
from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ..standards import air, water
from .chart_style import chart, svg_text
from .figures import Chart

__all__ = ["calendar_chart", "classes_chart"]

LEVEL_FILLS = ("#9bd6a0", "#f6e58d", "#f2a65a", "#e0574f", "#99306b", "#6b1f2e")
"""By level from 优; softened from HJ 633 表2 so that the numbers on them can be read."""
DARK_FROM = 3
LEVELS = tuple(level.name for level in air.aqi_levels())
CLASS_FILLS = ("#7db8da", "#a9d0e6", "#a8d5a2", "#f3d46f", "#eb9a4a", "#c8503c")
INK = "#1d2b2a"
NO_DATA = "#e4e8e7"
MONTHS = range(1, 13)
YEAR_PLACE = 13.4


def calendar_chart(days: pd.DataFrame) -> Chart:
    """Draw every day's AQI level as a cell, months from top to bottom.

    Parameters
    ----------
    days : DataFrame
        The rows of ``air_days`` of one year.
    """
    with chart(7.4, 3.9) as figure:
        axes = figure.subplots()
        for day, aqi, level in zip(days["date"], days["aqi"], days["level"], strict=True):
            code = None if pd.isna(aqi) else LEVELS.index(level)
            fill = NO_DATA if code is None else LEVEL_FILLS[code]
            text = "—" if code is None else f"{aqi}"
            ink = "white" if code is not None and code >= DARK_FROM else INK
            _cell(axes, day.day, day.month, fill, text, ink, 6.6)
        axes.set(xlim=(0.5, 31.5), ylim=(12.5, 0.5))
        axes.set_xticks([1, 5, 10, 15, 20, 25, 31])
        axes.set_yticks(list(MONTHS), [f"{month} 月" for month in MONTHS])
        axes.set_xlabel("日；格内为 AQI，“—”为未计入评价")
        _bare(axes)
        counts = Counter(days["level"].dropna())
        present = [level for level in LEVELS if counts[level]]
        handles = [Rectangle((0, 0), 1, 1, fc=LEVEL_FILLS[LEVELS.index(n)]) for n in present]
        figure.legend(handles, present, loc="outside upper center", ncols=6, frameon=False)
        svg = svg_text(figure)
    said = "，".join(f"{level} {counts[level]} 天" for level in present)
    year, invalid = days["year"].iloc[0], int(days["aqi"].isna().sum())
    return Chart(svg, f"{year} 年逐日空气质量级别日历。{said}，没有 AQI {invalid} 天。", figure)


def classes_chart(classes: pd.DataFrame) -> Chart:
    """Draw the class of every section in every month, with that of the year at the right.

    Parameters
    ----------
    classes : DataFrame
        The rows of ``water_classes`` of one year.
    """
    sections = list(dict.fromkeys(classes["section"]))
    with chart(7.4, 0.9 + 0.3 * len(sections)) as figure:
        axes = figure.subplots()
        for row in classes.to_dict("records"):
            column = YEAR_PLACE if pd.isna(row["month"]) else int(row["month"])
            known = not pd.isna(row["class"])
            fill = CLASS_FILLS[int(row["class"]) - 1] if known else NO_DATA
            text = row["word"] if known else "—"
            _cell(axes, column, sections.index(row["section"]), fill, text, INK, 8)
        axes.set(xlim=(0.4, YEAR_PLACE + 0.6), ylim=(len(sections) - 0.4, -0.6))
        axes.set_xticks([*MONTHS, YEAR_PLACE], [*map(str, MONTHS), "全年"])
        axes.set_yticks(range(len(sections)), sections)
        axes.set_xlabel("月")
        _bare(axes)
        svg = svg_text(figure)
    year = classes[classes["month"].isna()]
    counts = Counter(year["word"].dropna())
    words = [word for word, _ in water.class_words().values() if counts[word]]
    said = "，".join(f"{word}类 {counts[word]} 个" for word in words) or "无法定类"
    head = f"{classes['year'].iloc[0]} 年各断面逐月水质类别"
    return Chart(svg, f"{head}。按全年均值：{said}。", figure)


def _cell(axes: Axes, x: float, y: float, fill: str, text: str, ink: str, size: float) -> None:
    axes.add_patch(Rectangle((x - 0.5, y - 0.5), 1, 1, fc=fill, ec="white", lw=0.9))
    axes.text(x, y, text, ha="center", va="center", fontsize=size, color=ink)


def _bare(axes: Axes) -> None:
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
