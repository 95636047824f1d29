"""The year's air in four charts: calendar, months, primary pollutants, hours of the day."""

from __future__ import annotations

from collections import Counter

import numpy as np
import pandas as pd
from matplotlib.colors import BoundaryNorm, ListedColormap
from matplotlib.patches import Rectangle
from matplotlib.ticker import MaxNLocator

from ..indicators.monitored import AirYear
from ..standards import air
from .chart_style import chart, svg_text
from .figures import Chart

__all__ = ["calendar_chart", "hours_chart", "months_chart", "primary_chart"]

LEVEL_FILLS = ("#9bd6a0", "#f6e58d", "#f2a65a", "#e0574f", "#99306b", "#6b1f2e")
"""By level from 优; softened from HJ 633 表2 so that the numbers on them can be read."""
DARK_FROM = 3
LEVELS = tuple(level.name for level in air.aqi_levels())
NO_DATA = "#e4e8e7"
MONTHS = range(1, 13)
OZONE_SHARE = 0.9
PRIMARY_FILLS = {"PM2.5": "#5b7fa6", "PM10": "#b08d57", "O3": "#7a9e57", "NO2": "#8a6fa8"}
OTHER_FILL = "#8f9a98"
POLLUTANT_LABELS = {"pm25": "PM2.5", "o3": "O3"}


def calendar_chart(year: AirYear) -> Chart:
    """Draw every day's AQI level as a cell, months from top to bottom."""
    report = year.report
    with chart(7.4, 3.9) as figure:
        axes = figure.subplots()
        for day, aqi, code in zip(
            report.index, report["aqi"], report["level"].cat.codes, strict=True
        ):
            missing = code < 0
            fill = NO_DATA if missing else LEVEL_FILLS[code]
            axes.add_patch(
                Rectangle((day.day - 0.5, day.month - 0.5), 1, 1, fc=fill, ec="white", lw=0.8)
            )
            text = "—" if missing else f"{aqi:.0f}"
            ink = "white" if code >= DARK_FROM else "#1d2b2a"
            axes.text(day.day, day.month, text, ha="center", va="center", fontsize=5.6, color=ink)
        axes.set(xlim=(0.5, 31.5), ylim=(12.5, 0.5))
        axes.set_xticks([1, 5, 10, 15, 20, 25, 31])
        axes.set_yticks(list(MONTHS), [f"{month} 月" for month in MONTHS])
        axes.tick_params(length=0)
        axes.set_xlabel("日；格内为 AQI，“—”为未计入评价")
        axes.spines[:].set_visible(False)
        present = [code for code in range(len(LEVELS)) if (report["level"].cat.codes == code).any()]
        handles = [Rectangle((0, 0), 1, 1, fc=LEVEL_FILLS[code]) for code in present]
        names = [LEVELS[code] for code in present]
        figure.legend(handles, names, loc="outside upper center", ncols=6, frameon=False)
        svg = svg_text(figure)
    counts = Counter(str(level) for level in report["level"].dropna())
    said = "，".join(f"{level} {counts[level]} 天" for level in LEVELS if counts[level])
    return Chart(
        svg, f"{year.year} 年逐日空气质量级别日历。{said}，未计入 {year.good_days.invalid} 天。"
    )


def months_chart(year: AirYear) -> Chart:
    """Draw monthly PM2.5 means and the 90th percentile of ozone's daily largest 8 hours."""
    months = pd.DatetimeIndex(year.days.index).month
    fine = year.days["pm25"].groupby(months).mean().reindex(MONTHS)
    ozone = year.days["o3_8h"].groupby(months).quantile(OZONE_SHARE).reindex(MONTHS)
    with chart(7.4, 3.0) as figure:
        left, right = figure.subplots(1, 2)
        panels = (
            (left, fine, "PM2.5 月均浓度", PRIMARY_FILLS["PM2.5"]),
            (right, ozone, "O₃ 日最大 8 小时第 90 百分位", PRIMARY_FILLS["O3"]),
        )
        for axes, values, title, color in panels:
            axes.plot(list(MONTHS), values, marker="o", ms=4, color=color)
            for month, value in values.dropna().items():
                axes.annotate(
                    f"{value:.0f}", (month, value), xytext=(0, 5), textcoords="offset points",
                    ha="center", fontsize=7.5,
                )  # fmt: skip
            axes.set_title(title, loc="left", fontsize=10)
            axes.set_xticks(list(MONTHS))
            axes.set_ylim(0, float(np.nanmax(values)) * 1.18)
            axes.set_xlabel("月")
        left.set_ylabel("微克/立方米")
        svg = svg_text(figure)
    said = "；".join(
        f"{name}："
        + "，".join(f"{month} 月 {value:.0f}" for month, value in values.dropna().items())
        for name, values in (("PM2.5 月均", fine), ("O₃ 第 90 百分位", ozone))
    )
    return Chart(svg, f"逐月 PM2.5 与 O₃，微克/立方米。{said}。")


def primary_chart(year: AirYear) -> Chart:
    """Draw exceeded days by month and primary pollutant; a shared day counts for each of them."""
    counts = exceeded_by_primary(year)
    with chart(7.4, 2.8) as figure:
        axes = figure.subplots()
        bottom = np.zeros(len(MONTHS))
        for name in counts.columns:
            values = counts[name].to_numpy(dtype=float)
            fill = PRIMARY_FILLS.get(name, OTHER_FILL)
            axes.bar(list(MONTHS), values, bottom=bottom, color=fill, label=name, width=0.7)
            bottom += values
        axes.set_xticks(list(MONTHS))
        axes.set(xlabel="月", ylabel="超标天数")
        axes.yaxis.set_major_locator(MaxNLocator(integer=True))
        if len(counts.columns):
            axes.legend(frameon=False, ncols=3)
        svg = svg_text(figure)
    totals = "，".join(f"{name} {int(counts[name].sum())} 天" for name in counts.columns) or "没有"
    return Chart(svg, f"{year.year} 年超标日的首要污染物（并列的各计一次）：{totals}。")


def exceeded_by_primary(year: AirYear) -> pd.DataFrame:
    """Count exceeded days by month (rows) and primary pollutant (columns)."""
    report = year.report
    exceeded = report[air.day_kinds(report) == "exceeded"]
    rows = [
        (day.month, name)
        for day, primary in zip(exceeded.index, exceeded["primary"], strict=True)
        for name in str(primary).split(",")
    ]
    table = pd.DataFrame(rows, columns=["month", "name"])
    counts = table.groupby(["month", "name"]).size().unstack(fill_value=0)
    return counts.reindex(MONTHS, fill_value=0).sort_index(axis=1)


def hours_chart(year: AirYear) -> Chart:
    """Draw the mean of every hour of the day in every month, for ozone and PM2.5."""
    hours = pd.concat(year.hours.values())
    starts = pd.DatetimeIndex(hours.index) - pd.Timedelta(hours=1)
    with chart(7.4, 3.2) as figure:
        said = []
        for axes, name in zip(figure.subplots(1, 2), ("o3", "pm25"), strict=True):
            means = hours[name].groupby([starts.month, starts.hour]).mean().unstack()
            means = means.reindex(index=MONTHS, columns=range(24))
            values = means.to_numpy(dtype=float)
            edges = np.linspace(np.nanmin(values), np.nanmax(values), 9)
            colors = ListedColormap(_shades(8))
            drawn = axes.imshow(
                values, aspect="auto", cmap=colors, norm=BoundaryNorm(edges, 8),
                extent=(0.5, 24.5, 12.5, 0.5),
            )  # fmt: skip
            label = POLLUTANT_LABELS[name].replace("O3", "O₃")
            axes.set_title(f"{label} 各月各时均值（微克/立方米）", loc="left", fontsize=9.5)
            axes.set_xticks([1, 6, 12, 18, 24])
            axes.set_yticks(list(MONTHS))
            axes.set(xlabel="时（小时末）", ylabel="月")
            figure.colorbar(drawn, ax=axes, format="%.0f", shrink=0.9)
            month, hour = np.unravel_index(np.nanargmax(values), values.shape)
            said.append(f"{label} 最高在 {month + 1} 月 {hour + 1} 时，{np.nanmax(values):.0f}")
        svg = svg_text(figure)
    return Chart(svg, f"各月各时的平均浓度，微克/立方米。{'；'.join(said)}。")


def _shades(steps: int) -> list[tuple[float, float, float]]:
    """Return one hue from nearly white to dark, which also reads in black and white."""
    light, dark = np.array([0.95, 0.97, 0.96]), np.array([0.04, 0.30, 0.36])
    parts = np.linspace(0, 1, steps)[:, None]
    return [tuple(color) for color in (1 - parts) * light + parts * dark]
