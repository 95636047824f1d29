"""What moved the ratios since last year, and what a survey can bear: signed sizes about a zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from itertools import groupby
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from .chart_style import INK, WIDE, chart
from .figures import Chart
from .signed import range_text, signed

__all__ = ["effects_chart", "survey_chart"]

Record = Mapping[str, Any]

COLUMNS = 2
UP, DOWN, WHOLE = ("#f3b58c", "//"), ("#a9d9e4", ".."), ("#5a6664", "")
"""Fill and hatching of what raises, of what lowers, and of the whole change."""
TOTAL = "总变动"
WORDS = 4.3
"""How far the words reach to the left of the zero, in lengths of the longest bar."""
WITHIN, BEYOND = "#5a6664", "#0b6e8a"


def effects_chart(groups: Sequence[Sequence[Record]]) -> Chart:
    """Draw the effects of the factors and the whole change, one panel for each ratio.

    Parameters
    ----------
    groups : sequence
        Records of the table ``decomposition`` by indicator; ``title`` names the ratio, ``says``
        the factor, ``decimals`` how both are written.
    """
    said = "；".join(
        f"{mine[0]['title']}{TOTAL} {signed(mine[0]['change'], mine[0]['decimals'])}"
        f" {mine[0]['unit']}，"
        + "，".join(f"{one['says']} {signed(one['effect'], one['decimals'])}" for one in mine)
        for mine in groups
    )
    return Chart(partial(_effects, groups), f"各因素对强度变动的贡献。{said}。")


def survey_chart(records: Sequence[Record]) -> Chart:
    """Draw the differences of scores with their intervals; there must be one.

    Parameters
    ----------
    records : sequence
        Rows of the table ``surveys`` that compare with somebody.
    """
    said = "；".join(
        f"{one['name']}{one['against']}（{one['assumption']}）{_interval(one)}，{one['sentence']}"
        for one in records
    )
    return Chart(partial(_survey, records), f"得分之差与 95% 区间。{said}。")


def _effects(groups: Sequence[Sequence[Record]], width: float) -> Figure:
    columns = COLUMNS if width == WIDE else 1
    heights = [max(map(len, row)) + 1 for row in _in_rows(groups, columns)]
    with chart(width, 0.3 + 0.45 * len(heights) + 0.22 * sum(heights)) as figure:
        figure.set_layout_engine("constrained", w_pad=0.1, h_pad=0.08)
        grid = figure.subplots(len(heights), columns, squeeze=False, height_ratios=heights)
        for axes in grid.flat[len(groups) :]:
            axes.set_visible(False)
        for place, mine in enumerate(groups):
            _ratio(grid.flat[place], mine, heights[place // columns])
        figure.supxlabel("斜线：使它上升　点：使它下降　实心：总变动", fontsize=8.5)
    return figure


def _in_rows(groups: Sequence[Sequence[Record]], columns: int) -> list[Sequence[Sequence[Record]]]:
    return [groups[first : first + columns] for first in range(0, len(groups), columns)]


def _ratio(axes: Axes, mine: Sequence[Record], most: int) -> None:
    first = mine[0]
    bars = {one["says"]: one["effect"] for one in mine} | {TOTAL: first["change"]}
    for place, (name, size) in enumerate(bars.items()):
        fill, hatch = WHOLE if name == TOTAL else UP if size > 0 else DOWN
        axes.barh(place, size, height=0.62, color=fill, hatch=hatch, edgecolor=INK, linewidth=0.7)
        says = f"{name}　{signed(size, first['decimals'])}"
        axes.text(0, place, says, transform=axes.get_yaxis_transform(), va="center", fontsize=8.5)
    reach = max(map(abs, bars.values()))
    axes.plot([0, 0], [-0.5, len(bars) - 0.5], color=INK, lw=0.9)
    axes.set(xlim=(-WORDS * reach, 1.05 * reach), ylim=(most - 0.5, -0.6))
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(False)
    axes.set_title(f"{first['title']}（{first['unit']}）", loc="left", fontsize=9)


def _survey(records: Sequence[Record], width: float) -> Figure:
    groups = {name: list(mine) for name, mine in groupby(records, key=lambda one: one["name"])}
    reach = 1.1 * max(abs(one[end]) for one in records for end in ("low", "high"))
    with chart(width, 0.6 + 0.5 * len(groups) + 0.27 * len(records)) as figure:
        heights = [len(mine) for mine in groups.values()]
        panels = figure.subplots(len(groups), 1, squeeze=False, height_ratios=heights)[:, 0]
        for axes, (name, mine) in zip(panels, groups.items(), strict=True):
            _differences(axes, mine)
            axes.set(xlim=(-reach, reach))
            axes.set_title(name, loc="left", fontsize=9.5)
        by = "　" if width == WIDE else "\n"
        key = by.join(("分；横线：95% 区间", "● 超过抽样误差　○ 在抽样误差内"))
        figure.supxlabel(key, fontsize=8.5)
    return figure


def _differences(axes: Axes, mine: Sequence[Record]) -> None:
    for place, one in enumerate(mine):
        beyond = one["low"] > 0 or one["high"] < 0
        ink = BEYOND if beyond else WITHIN
        axes.plot([one["low"], one["high"]], [place] * 2, color=ink, lw=2.2 if beyond else 1.2)
        axes.plot(
            one["value"], place, marker="o", ms=6, mec=ink, mew=1.3, mfc=ink if beyond else "white"
        )
    axes.axvline(0, color=INK, lw=0.9)
    axes.set_ylim(len(mine) - 0.4, -0.6)
    axes.set_yticks(
        range(len(mine)), [f"{one['against']}·{one['assumption']}" for one in mine], fontsize=8.5
    )
    axes.spines["left"].set_visible(False)
    axes.tick_params(axis="y", length=0)


def _interval(one: Record) -> str:
    return f"{signed(one['value'], 2)}（{range_text(one['low'], one['high'], 2)}）"
