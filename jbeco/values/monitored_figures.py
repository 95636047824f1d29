"""Figures of the stations' own data as observations, where nobody reported an indicator."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from ..intake.collect import observations_of, source_of
from ..intake.records import Observation, Source
from ..plan import SINGLE, ObservationCode, Plan
from ..standards.air.editions import least

__all__ = [
    "AIR_FIGURES",
    "WATER_FIGURES",
    "all_observations",
    "exact_figure",
    "monitored_observations",
]

Tables = Mapping[str, pd.DataFrame]

AIR_FIGURES = {
    "air.good_days": ("good_days", ""),
    "air.exceeded_days": ("exceeded_days", ""),
    "air.valid_days": ("valid_days", ""),
    "air.share": ("good_share", ""),
    "air.pm25": ("annual_mean", "pm25"),
}
"""Statistic and pollutant of the table ``air_year`` by the name that a declaration uses."""

WATER_FIGURES = {
    "water.sections": ("sections",),
    "water.sections_class3": ("class1", "class2", "class3"),
    "water.sections_class4": ("class4",),
    "water.sections_class5": ("class5",),
    "water.sections_inferior5": ("class6",),
    "water.good": ("good_share",),
}
"""Statistics of the table ``water_year`` that are added up, by the name of the declaration."""


def all_observations(plan: Plan, tables: Tables) -> tuple[Observation, ...]:
    """Return what was reported, and of what nobody reported on, what the stations measured."""
    reported = observations_of(tables)
    return (*reported, *monitored_observations(plan, reported, tables))


def monitored_observations(
    plan: Plan, reported: Iterable[Observation], tables: Tables
) -> list[Observation]:
    """Return what the stations measured of indicators on which nobody reported anything.

    Parameters
    ----------
    plan : Plan
        Names the codes that stations give, too.
    reported : iterable of Observation
        What was reported; where an indicator or one of its inputs has a figure in a year, the
        stations' data are a second way to it, for the checks, and nothing is added.
    tables : mapping of DataFrame
        ``files``, ``air_year``, ``water_year`` and ``water_monthly``.

    Returns
    -------
    list of Observation
        Only of years with enough valid days (GB 3095, table 4), and of sections that all have a
        class; of a shorter year the share of good days has bounds: with all other days bad, or
        good. Days are counted by the plan's edition of the air standards, as its targets were.
    """
    told = {(seen.indicator, seen.year) for seen in reported if seen.missing is None}
    hashes = dict(zip(tables["files"]["file"], tables["files"]["sha256"], strict=True))
    places = tables["water_monthly"].groupby("year")["place"].first()
    found: list[Observation] = []
    for year, figures in _by_year(tables["air_year"]):
        source = source_of(str(figures["file"].iloc[0]), hashes)
        if _enough_days(figures):
            found += _of_air(plan, told, year, figures, source)
        else:
            found += _bounds_of_air(plan, told, year, figures, source)
    for year, figures in _by_year(tables["water_year"]):
        if not any(figures["why"]):
            found += _of_water(plan, told, year, figures, source_of(places[year], hashes))
    return found


def _by_year(table: pd.DataFrame) -> Iterator[tuple[int, pd.DataFrame]]:
    for year in sorted(table["year"].unique()):
        yield int(year), table[table["year"] == year]


def _enough_days(figures: pd.DataFrame) -> bool:
    valid = figures[(figures["statistic"] == "valid_days") & (figures["pollutant"] == "")]
    number = exact_figure(valid[valid["basis"] == "plan"])
    return number is not None and number >= least("days_of_year")


def _of_air(
    plan: Plan, told: set[tuple[str, int]], year: int, figures: pd.DataFrame, source: Source
) -> Iterator[Observation]:
    for code in _unreported(plan, told, year, AIR_FIGURES):
        statistic, pollutant = AIR_FIGURES[code.monitored]
        mine = figures[(figures["statistic"] == statistic) & (figures["pollutant"] == pollutant)]
        mine = mine[mine["basis"] == ("in_force" if pollutant else "plan")]
        number = exact_figure(mine)
        if number is not None and (not pollutant or bool(mine["valid"].all())):
            edition = str(mine["edition"].iloc[0])
            basis = f"GB 3095—{edition}" if pollutant else f"GB 3095—{edition}、HJ 633—{edition}"
            yield _observation(code, year, number, basis, source)


def _bounds_of_air(
    plan: Plan, told: set[tuple[str, int]], year: int, figures: pd.DataFrame, source: Source
) -> Iterator[Observation]:
    """Yield between what the share of good days lies, when too few days of the year are valid."""
    mine = figures[(figures["pollutant"] == "") & (figures["basis"] == "plan")]
    good, exceeded = (
        exact_figure(mine[mine["statistic"] == name]) for name in ("good_days", "exceeded_days")
    )
    if good is None or exceeded is None:
        return
    edition, days = str(mine["edition"].iloc[0]), 366 if isleap(year) else 365
    low, high = Fraction(100) * good / days, Fraction(100) * (days - exceeded) / days
    for code in _unreported(plan, told, year, AIR_FIGURES):
        if code.monitored == "air.share":
            basis = f"GB 3095—{edition}、HJ 633—{edition}"
            number = _observation(code, year, low, basis, source)
            note = f"有效的只有 {good + exceeded} 天，其余的日子全按不优良、全按优良计"
            yield replace(number, number=None, low=low, high=high, grade="C", note=note)


def _of_water(
    plan: Plan, told: set[tuple[str, int]], year: int, figures: pd.DataFrame, source: Source
) -> Iterator[Observation]:
    for code in _unreported(plan, told, year, WATER_FIGURES):
        wanted = WATER_FIGURES[code.monitored]
        numbers = [exact_figure(figures[figures["statistic"] == name]) for name in wanted]
        known = [number for number in numbers if number is not None]
        if known:
            total = sum(known, Fraction(0))
            yield _observation(code, year, total, "GB 3838—2002", source)


def _unreported(
    plan: Plan, told: set[tuple[str, int]], year: int, known: Mapping[str, Sequence[str]]
) -> Iterator[ObservationCode]:
    """Yield the codes that stations give, of indicators without any figure of the year."""
    for indicator in plan.indicators.values():
        names = (indicator.id, *indicator.inputs)
        if not any((name, year) in told for name in names):
            codes = [plan.observations[name] for name in names if name in plan.observations]
            yield from (code for code in dict.fromkeys(codes) if code.monitored in known)


def _observation(
    code: ObservationCode, year: int, number: Fraction, basis: str, source: Source
) -> Observation:
    return Observation(
        criterion="",
        indicator=code.code,
        series=SINGLE,
        year=year,
        measure="level",
        number=number,
        state=None,
        missing=None,
        unit=code.unit,
        data_year=year,
        basis=basis,
        grade="B",
        document="",
        verbatim="",
        note="",
        source=source,
    )


def exact_figure(figures: pd.DataFrame) -> Fraction | None:
    """Return the one figure exactly; None when it is not there."""
    exact = figures["exact"].dropna()
    return Fraction(str(exact.iloc[0])) if len(exact) else None
