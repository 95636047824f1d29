"""Where the numeric targets stand: the years so far, the target, and the prediction interval."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from textwrap import wrap
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..assessment import AssessedYear
from .chart_style import WIDE, chart
from .figures import Chart

__all__ = ["outlook_chart"]

Record = Mapping[str, Any]

COLUMNS, LETTERS = 3, 16
LINE = "#0b6e8a"
BAND = "#9cc7d3"
TARGET = "#146c43"


def outlook_chart(assessment: AssessedYear, outlooks: Sequence[Record]) -> Chart:
    """Draw one small panel for each target that has a probability; there must be one.

    ``outlooks`` are the records of the table ``outlook``.
    """
    shown = _once(assessment, outlooks)
    said = "；".join(f"{ids} {one['word']}" for one, ids in shown)
    return Chart(partial(_drawn, assessment, shown), f"数值目标的前景。{said}。")


def _drawn(assessment: AssessedYear, shown: Sequence[tuple[Record, str]], width: float) -> Figure:
    columns = COLUMNS if width == WIDE else 1
    rows = -(-len(shown) // columns)
    with chart(width, 0.7 + 2.05 * rows) as figure:
        panels = figure.subplots(rows, columns, squeeze=False)
        for axes in panels.flat[len(shown) :]:
            axes.set_visible(False)
        for axes, (one, ids) in zip(panels.flat, shown, strict=False):
            _panel(assessment, axes, one, ids)
        by = "　" if width == WIDE else "\n"
        key = by.join(("● 年度值　◇ 目标", "粗线：80% 预测区间　虚线：目标值"))
        figure.supxlabel(key, fontsize=8.5)
    return figure


def _panel(assessment: AssessedYear, axes: Axes, one: Record, ids: str) -> None:
    criterion = assessment.plan.criterion(one["criterion"])
    years, numbers = _points(assessment, one)
    axes.plot(years, numbers, marker="o", ms=3.5, lw=1.3, color=LINE)
    due = one["target_year"]
    axes.plot([due] * 2, [one["low"], one["high"]], lw=6, color=BAND)
    axes.plot(due, one["median"], marker="_", ms=11, color=LINE)
    goal = float(one["bound"].split()[-1])
    axes.axhline(goal, color=TARGET, lw=0.9, ls=(0, (4, 2)))
    axes.plot(due, goal, marker="D", ms=5, mfc="none", color=TARGET)
    name = "\n".join(wrap(criterion.name, LETTERS))
    axes.set_title(f"{name}\n{ids}　{one['word']}", loc="left", fontsize=8.5)
    axes.xaxis.set_major_locator(MaxNLocator(4, integer=True))
    axes.tick_params(labelsize=8)
    axes.margins(x=0.08, y=0.18)


def _once(assessment: AssessedYear, outlooks: Sequence[Record]) -> list[tuple[Record, str]]:
    """Return each indicator and bound once, with all criteria that share them."""
    found: dict[tuple[str, str, str], tuple[Record, list[str]]] = {}
    for one in outlooks:
        if one["probability"] is not None:
            criterion = assessment.plan.criterion(one["criterion"])
            key = (criterion.indicator, one["series"], one["bound"])
            found.setdefault(key, (one, []))[1].append(criterion.id)
    return [(one, "、".join(ids)) for one, ids in found.values()]


def _points(assessment: AssessedYear, one: Record) -> tuple[list[int], list[float]]:
    indicator = assessment.plan.criterion(one["criterion"]).indicator
    years, numbers = [], []
    for year in map(int, one["years"]):
        value = assessment.facts.values.get(indicator, one["series"], "level", year)
        if value is not None and value.number is not None:
            years.append(year)
            numbers.append(float(value.number))
    return years, numbers
