"""Readings of water: below detection, missing marks, and means over months."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from unicodedata import normalize

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike

__all__ = ["MONTHS_OF_YEAR", "Reading", "annual_means", "parse_reading"]

MISSING_MARKS = ("", "—", "－", "-", "/", "NA", "N/A", "━━━━")
NOT_DETECTED = ("未检出", "ND")
CONCENTRATION = re.compile(r"\d{1,9}(\.\d{0,12})?|\.\d{1,12}", re.ASCII)
"""What a concentration is written as: neither negative nor a fraction nor beyond all measure."""

MONTHS_OF_YEAR = 8
"""Months that a yearly mean needs (环办〔2011〕22 号，回忆)."""


@dataclass(frozen=True)
class Reading:
    """One reading: a value, whether it stands for less than the detection limit, or why none."""

    value: Fraction | None
    below_detection: bool
    why: str


def parse_reading(text: str, detection_limit: Fraction | None = None) -> Reading:
    """Read what a laboratory wrote: ``0.32``, ``0.05L``, ``<0.05``, ``未检出``, ``—``.

    Below the detection limit the value is half of it (环办监测函〔2020〕82 号，旁证). ``未检出``
    without a known limit has no value: zero would be made up.
    """
    plain = normalize("NFKC", text).strip().replace(" ", "")
    if plain in MISSING_MARKS:
        return Reading(None, False, "未监测" if plain == "/" else "缺测")
    if plain.upper() in NOT_DETECTED:
        if detection_limit is None:
            return Reading(None, True, f"“{text}”没有写检出限，请写成如 0.05L")
        return Reading(detection_limit / 2, True, "")
    below = plain.startswith("<") or plain.upper().endswith("L")
    number = plain.lstrip("<").rstrip("lL")
    if not CONCENTRATION.fullmatch(number):
        what = "不是可用的监测值" if number[:1] in tuple("-0123456789") else "不是数"
        return Reading(None, False, f"“{text}”{what}，请核对")
    value = Fraction(number)
    return Reading(value / 2 if below else value, below, "")


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
