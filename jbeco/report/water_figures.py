"""The year's water in two charts: classes by section and month, and what holds them back."""

from __future__ import annotations

import pandas as pd
from matplotlib.patches import Rectangle

from ..indicators.monitored import WaterYear
from ..standards import water
from .chart_style import chart, svg_text
from .figures import Chart

__all__ = ["classes_chart", "deciding_chart", "deciding_counts"]

CLASS_FILLS = ("#7db8da", "#a9d0e6", "#a8d5a2", "#f3d46f", "#eb9a4a", "#c8503c")
NO_DATA = "#e4e8e7"
MONTHS = range(1, 13)
YEAR_PLACE = 13.4


def classes_chart(year: WaterYear) -> Chart:
    """Draw the class of every section in every month, with that of the year at the right."""
    words = water.class_words()
    table = year.monthly_classes.unstack().reindex(index=year.classes.index, columns=MONTHS)
    sections = list(table.index)
    with chart(7.4, 0.9 + 0.3 * len(sections)) as figure:
        axes = figure.subplots()
        for place, section in enumerate(sections):
            cells = [
                *((m, table.loc[section, m]) for m in MONTHS),
                (YEAR_PLACE, year.classes[section]),
            ]
            for column, number in cells:
                missing = pd.isna(number)
                fill = NO_DATA if missing else CLASS_FILLS[int(number) - 1]
                axes.add_patch(
                    Rectangle((column - 0.5, place - 0.5), 1, 1, fc=fill, ec="white", lw=1)
                )
                text = "—" if missing else words[int(number)][0]
                axes.text(column, place, text, ha="center", va="center", fontsize=8)
        axes.set(xlim=(0.4, YEAR_PLACE + 0.6), ylim=(len(sections) - 0.4, -0.6))
        axes.set_xticks([*MONTHS, YEAR_PLACE], [*(str(m) for m in MONTHS), "全年"])
        axes.set_yticks(range(len(sections)), sections)
        axes.tick_params(length=0)
        axes.set_xlabel("月")
        axes.spines[:].set_visible(False)
        svg = svg_text(figure)
    counts = "，".join(
        f"{words[number][0]}类 {count} 个"
        for number, count in enumerate(year.shares.counts, start=1)
        if count
    )
    return Chart(svg, f"{year.year} 年各断面逐月水质类别。按全年均值：{counts}。")


def deciding_chart(year: WaterYear) -> Chart:
    """Draw how often each item set a section's monthly class (class Ⅱ or worse)."""
    counts = deciding_counts(year)
    with chart(7.4, 0.9 + 0.28 * max(len(counts), 1)) as figure:
        axes = figure.subplots()
        axes.barh(list(counts.index), counts.to_numpy(), color="#5b8f8a", height=0.66)
        for place, count in enumerate(counts):
            axes.text(count, place, f" {count}", va="center", fontsize=8.5)
        axes.invert_yaxis()
        axes.set_xlabel("断面·月次（并列的各计一次）")
        axes.tick_params(axis="y", length=0)
        svg = svg_text(figure)
    said = "，".join(f"{name} {count} 次" for name, count in counts.items()) or "没有"
    return Chart(svg, f"{year.year} 年决定断面月度类别的项目：{said}。")


def deciding_counts(year: WaterYear) -> pd.Series:
    """Count the section-months that each item decided, most often first."""
    names = water.deciding_items(water.item_classes(year.months), names=True)
    items = names[names != ""].str.split("、").explode()
    counts = items.value_counts()
    return counts.sort_index().sort_values(ascending=False, kind="stable")
