"""The province's figures of the example where no published one is at hand; one is left out."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from .shapes import grown, number, steady

__all__ = ["MISSING", "REGION", "ProvinceFigure", "province_figures"]

MISSING = ("water_per_gdp_decline", 2025)
"""The figure that nobody published: P28-1 cannot be judged in 2025."""

REGION = "浙江省"


@dataclass(frozen=True)
class ProvinceFigure:
    """One invented figure of the province."""

    indicator: str
    year: int
    value: Decimal


def province_figures(year: int, published: Iterable[tuple[str, int]]) -> list[ProvinceFigure]:
    """Return the invented figures that belong into one year's folder.

    Parameters
    ----------
    year : int
        The folder's year; the first one also holds what is missing for the base year.
    published : iterable of (indicator, year)
        Real figures of the province that are at hand already, which are never replaced.
    """
    known = {*published, MISSING}
    years = (2019, 2020) if year == 2020 else (year,)
    return [
        ProvinceFigure(indicator, about, value)
        for about in years
        for indicator, value in _story(about).items()
        if (indicator, about) not in known
    ]


def _story(year: int) -> dict[str, Decimal]:
    return {
        "good_air_days": number(steady(year, "88.6", "94.0"), 1),
        "pm25": number(steady(year, 31, 23)),
        "surface_water_class3_share": number(steady(year, "91.4", "98.2", "99.4"), 1),
        "surface_water_inferior5_share": number(0, 1),
        "water_per_gdp": number(grown(year, "26.6", "-2.8"), 1),
        "water_per_gdp_decline": number(steady(year, "1.10", "1.40"), 2),
        "fertilizer_per_sown_area": number(steady(year, 348, 322), 1),
        "public_satisfaction": number(steady(year, "84.09", "89.62"), 2),
        "public_participation": number(steady(year, "82.90", "86.40"), 2),
    }
