"""The cells of the notebooks 21_air and 22_water: tables and charts of what was measured."""

from __future__ import annotations

from typing import Any

import pandas as pd

from ..assessment import AssessedYear
from ..indicators.monitored import PLAN_EDITION, AirYear, WaterYear
from ..standards import air, water
from ..standards.rounding import shown
from . import air_figures, water_figures
from .notebook import show_chart, show_html
from .render import render

__all__ = [
    "show_air_calendar",
    "show_air_hours",
    "show_air_months",
    "show_air_year",
    "show_primary_pollutants",
    "show_water_classes",
    "show_water_deciding",
    "show_water_year",
]


KINDS = {"good": "优良", "exceeded": "超标", "invalid": "未计入"}


def show_air_year(assessment: AssessedYear) -> None:
    """Show good days on both editions and the annual statistics."""
    year = assessment.air
    if year is None:
        _nothing(assessment, "没有空气小时值（air_hourly.csv 或“空气小时值”表）")
        return
    in_force = air.edition_on(year.days.index.max().date())
    counts = [(f"当日施行（年末为 {in_force.aqi_document}）", year.good_days)]
    if in_force.id != PLAN_EDITION:
        pinned = air.edition_named(PLAN_EDITION).aqi_document
        counts.append((f"规划制定时（{pinned}）", year.pinned_good_days))
    html = render(
        "air_year.html",
        year=year,
        counts=counts,
        share=_share,
        edition=in_force.limits_document,
        rows=[_air_row(str(name), row) for name, row in year.statistics.iterrows()],
        composite=_composite(year),
        note=air.transition_note(year.days.index),
    )
    show_html(html)


def show_air_calendar(assessment: AssessedYear) -> None:
    """Show every day's AQI level."""
    if assessment.air is not None:
        show_chart(air_figures.calendar_chart(assessment.air), "逐日空气质量级别")


def show_air_months(assessment: AssessedYear) -> None:
    """Show monthly PM2.5 and ozone."""
    if assessment.air is not None:
        show_chart(air_figures.months_chart(assessment.air), "逐月 PM2.5 与 O₃")


def show_primary_pollutants(assessment: AssessedYear) -> None:
    """Show exceeded days by primary pollutant."""
    if assessment.air is not None:
        show_chart(air_figures.primary_chart(assessment.air), "超标日的首要污染物")


def show_air_hours(assessment: AssessedYear) -> None:
    """Show the pattern of hours and months."""
    if assessment.air is not None:
        show_chart(air_figures.hours_chart(assessment.air), "各月各时的平均浓度")


def show_water_year(assessment: AssessedYear) -> None:
    """Show every section's class of the year and how far it is from the next."""
    year = assessment.water
    if year is None:
        _nothing(assessment, "没有断面月值（“水质断面”表）")
        return
    rows = _water_rows(year)
    good, inferior = year.shares.good, year.shares.inferior
    shares = {
        "good": "—" if good is None else f"{shown(good, 1)}%",
        "inferior": "—" if inferior is None else f"{shown(inferior, 1)}%",
    }
    show_html(render("water_year.html", year=year, rows=rows, **shares))


def show_water_classes(assessment: AssessedYear) -> None:
    """Show classes by section and month."""
    if assessment.water is not None:
        show_chart(water_figures.classes_chart(assessment.water), "断面逐月水质类别")


def show_water_deciding(assessment: AssessedYear) -> None:
    """Show which items decide the classes."""
    if assessment.water is not None:
        show_chart(water_figures.deciding_chart(assessment.water), "定类项目")


def _air_row(pollutant: str, row: pd.Series) -> dict[str, str]:
    digits = 2 if pollutant == "co" else 1
    complies = {True: "达标", False: "超标", None: f"无法评价：{row['why']}"}[row["complies"]]
    return {
        "name": air.NAMES[pollutant],
        "days": str(row["days"]),
        "mean": f"{row['mean']:.{digits}f}",
        "share": f"第 {row['share'] * 100:.0f}",
        "percentile": f"{row['percentile']:.{digits}f}",
        "mean_limit": _plain(row["mean_limit"]),
        "percentile_limit": _plain(row["percentile_limit"]),
        "exceeded_days": str(row["exceeded_days"]),
        "attainment": f"{row['attainment']:.1f}%",
        "complies": complies,
    }


def _plain(number: Any) -> str:
    return "—" if pd.isna(number) else f"{number:g}"


def _share(days: air.GoodDays) -> str:
    return "—" if days.share is None else f"{shown(days.share, 2)}%"


def _composite(year: AirYear) -> str:
    means, highs = (year.statistics[column].to_dict() for column in ("mean", "percentile"))
    values = {str(p): float(highs[p] if p in ("co", "o3") else means[p]) for p in means}
    if set(values) != set(air.POLLUTANTS) or any(v != v for v in values.values()):
        return "无（六项不齐）"
    return str(air.composite_index(values, PLAN_EDITION))


def _water_rows(year: WaterYear) -> list[dict[str, str]]:
    words = water.class_words()
    names = {item.id: item.name for item in water.items().values()}
    deciding = water.deciding_items(water.item_classes(year.means), names=True)
    gaps = water.distance_to_next(year.means)
    columns = (year.classes.index, year.classes, deciding, gaps["item"], gaps["distance"])
    rows = []
    for section, number, decided, item, distance in zip(*columns, strict=True):
        known = not pd.isna(number)
        rows.append(
            {
                "section": str(section),
                "roman": words[int(number)][0] if known else "无法定类",
                "quality": words[int(number)][1] if known else "有效月份不足",
                "deciding": decided,
                "item": names.get(str(item), ""),
                "distance": "—" if pd.isna(distance) else f"{distance * 100:.0f}%",
            }
        )
    return rows


def _nothing(assessment: AssessedYear, why: str) -> None:
    show_html(render("nothing.html", year=assessment.year, why=why))
