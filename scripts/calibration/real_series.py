"""Real yearly series that ship with statsmodels, for the back-test: nothing is downloaded."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

__all__ = ["KINDS", "YearlySeries", "shipped_series"]

KINDS = ("nature", "cycle", "economy", "firm")

WEEKS_OF_A_YEAR = 40
"""Weekly CO₂ readings that a year must have to count."""

QUARTERS = 4


@dataclass(frozen=True)
class YearlySeries:
    """One value for each consecutive year.

    Parameters
    ----------
    name : str
        Shown in tables.
    kind : str
        One of `KINDS`: rivers, sea and air; the sun's 11-year cycle; a national economy; one firm's
        investment.
    first_year : int
        Year of the first value.
    values : ndarray, shape (n,)
        Without gaps.
    """

    name: str
    kind: str
    first_year: int
    values: NDArray[np.float64]


def shipped_series() -> tuple[YearlySeries, ...]:
    """Return yearly series, or yearly means, of the data that ``statsmodels.datasets`` ships.

    The Nile's flow 1871–1970, sea temperature 1950–2010, CO₂ 1965–2001, sunspots 1700–2008, the
    United States' economy 1959–2008, copper 1951–1975, the investment of eleven firms 1935–1954:
    public data that come with the library. None was taken out for its result; ``longley`` and
    ``fertility``, yearly too, were never tried.
    """
    from statsmodels import datasets

    return (*_nature(datasets), *_economy(datasets), *_firms(datasets))


def _series(name: str, kind: str, first_year: float, values: Any) -> YearlySeries:
    return YearlySeries(name, kind, int(first_year), np.asarray(values, dtype=np.float64))


def _nature(datasets: Any) -> list[YearlySeries]:
    nile = datasets.nile.load_pandas().data
    sea = datasets.elnino.load_pandas().data
    months = sea.drop(columns="YEAR")
    co2 = datasets.co2.load_pandas().data["co2"]
    weekly = co2.groupby(co2.index.year).agg(["mean", "count"])
    short = weekly.index[weekly["count"] < WEEKS_OF_A_YEAR]
    full = weekly.loc[short.max() + 1 :]  # spring 1964 was not measured
    sun = datasets.sunspots.load_pandas().data
    return [
        _series("Nile", "nature", nile["year"].iloc[0], nile["volume"]),
        _series("El Niño", "nature", sea["YEAR"].iloc[0], months.mean(axis=1)),
        _series("CO₂", "nature", full.index[0], full["mean"]),
        _series("sunspots", "cycle", sun["YEAR"].iloc[0], sun["SUNACTIVITY"]),
    ]


def _economy(datasets: Any) -> list[YearlySeries]:
    macro = datasets.macrodata.load_pandas().data
    size = macro.groupby("year").size()
    yearly = macro.groupby("year").mean().loc[size.index[size == QUARTERS]]
    growth = 100 * np.diff(np.log(yearly["realgdp"].to_numpy()))
    copper = datasets.copper.load_pandas().data
    start = yearly.index[0]
    return [
        _series("GDP", "economy", start, yearly["realgdp"]),
        _series("growth", "economy", start + 1, growth),
        _series("unemployment", "economy", start, yearly["unemp"]),
        _series("inflation", "economy", start, yearly["infl"]),
        _series("interest", "economy", start, yearly["tbilrate"]),
        _series("copper used", "economy", 1951, copper["WORLDCONSUMPTION"]),
        _series("copper price", "economy", 1951, copper["COPPERPRICE"]),
    ]


def _firms(datasets: Any) -> list[YearlySeries]:
    firms = datasets.grunfeld.load_pandas().data
    return [
        _series(str(name), "firm", rows["year"].iloc[0], rows["invest"])
        for name, rows in firms.groupby("firm")
    ]
