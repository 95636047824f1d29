"""The stages ``air`` and ``water``: from the stations' own data to the figures of a year."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..intake.collect import problems_table
from ..plan import Plan
from ..problems import Level, Problem
from .monitored_air import air_tables
from .monitored_water import water_tables

__all__ = ["air", "water"]

Tables = Mapping[str, pd.DataFrame]


def air(plan: Plan, tables: Tables) -> dict[str, pd.DataFrame]:
    """Work out ``air_days``, ``air_year`` and ``air_problems`` from the stations' air."""
    found = air_tables(tables["air_hourly"], tables["air_daily"])
    mend = "请核对这个站点这一段的仪器记录与单位，必要时补报"
    blocks = _criteria(plan, "air")
    problems = [
        Problem(
            fault.file,
            str(fault),
            mend,
            Level.NOTE if fault.stays else Level.WARNING,
            blocks,
            year=fault.year,
            about="",
        )
        for fault in found.faults
    ]
    return {
        "air_days": found.days,
        "air_year": found.figures,
        "air_problems": problems_table("air_problems", problems),
    }


def water(plan: Plan, tables: Tables) -> dict[str, pd.DataFrame]:
    """Work out ``water_classes``, ``water_year`` and ``water_problems`` from ``water_monthly``."""
    monthly = tables["water_monthly"]
    found = water_tables(monthly)
    blocks = _criteria(plan, "water")
    mend = "请改正这一格；改正前这一项不参与评价"
    problems = [
        Problem(fault.place, fault.what, mend, blocks=blocks, year=fault.year, about="")
        for fault in found.readings.faults
    ]
    first = monthly.groupby(["year", "section"])["place"].first()
    mend = "请补报所缺的月值，或改用检出限低于限值的方法"
    problems += [
        Problem(
            first[doubt.year, doubt.section],
            doubt.what,
            mend,
            Level.WARNING,
            blocks,
            year=doubt.year,
            about="",
        )
        for doubt in found.doubts
    ]
    return {
        "water_classes": found.classes,
        "water_year": found.figures,
        "water_problems": problems_table("water_problems", problems),
    }


def _criteria(plan: Plan, kind: str) -> tuple[str, ...]:
    """Return the applicable criteria on which the stations' own data bear."""
    monitored = {i.id for i in plan.indicators.values() if i.monitored.startswith(kind)}
    return tuple(c.id for c in plan.criteria if c.applicable and c.indicator in monitored)
