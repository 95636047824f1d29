"""Readings of water: below detection, the items that are always measured, and means over months."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

__all__ = ["BASIC_ITEMS", "MONTHS_OF_YEAR", "annual_means", "half_of_limit"]

MONTHS_OF_YEAR = 8
"""Months that a yearly mean needs (环办〔2011〕22 号，回忆)."""

BASIC_ITEMS = ("ph", "do", "codmn", "nh3n", "tp")
"""Judged items that every section measures every month: those of automatic stations (旁证)."""


def half_of_limit(limit: Fraction) -> Fraction:
    """Return what stands for a value below the detection limit (环办监测函〔2020〕82 号，旁证)."""
    return limit / 2


def mean_ph(values: ArrayLike) -> float:
    """Average pH through the concentration of hydrogen ions; NaN does not count (旁证)."""
    kept = np.asarray(values, dtype=np.float64)
    kept = kept[~np.isnan(kept)]
    return float(-np.log10(np.mean(10.0**-kept))) if kept.size else float("nan")


def annual_means(months: pd.DataFrame, least_months: int = MONTHS_OF_YEAR) -> pd.DataFrame:
    """Average the monthly values of sections over a year.

    Parameters
    ----------
    months : DataFrame
        Index levels section and month; columns are items, NaN where nothing was measured.
    least_months : int
        An item with fewer months has no yearly mean.

    Returns
    -------
    DataFrame
        One row per section: arithmetic means, pH through hydrogen ions.
    """
    grouped = months.groupby(level=0, sort=False)
    means = grouped.mean()
    if "ph" in months:
        means["ph"] = grouped["ph"].apply(mean_ph)
    return means.where(grouped.count() >= least_months)
