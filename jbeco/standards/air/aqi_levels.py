"""The six classes of the air quality index, with the colours that HJ 633 gives them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..reference import read_table

__all__ = ["AqiLevel", "aqi_class", "aqi_levels", "level_dtype", "level_places"]

COLUMNS = (
    "level",
    "name",
    "aqi_from",
    "aqi_to",
    "red",
    "green",
    "blue",
    "source",
    "confidence",
)


@dataclass(frozen=True)
class AqiLevel:
    """One class: its name, the AQI from and to which it reaches, its colour (0–255 each)."""

    number: int
    name: str
    first: int
    last: int
    rgb: tuple[int, int, int]


@cache
def aqi_levels() -> tuple[AqiLevel, ...]:
    """Return the classes, best first: 优 良 轻度污染 中度污染 重度污染 严重污染 (表2, 已核)."""
    return tuple(
        AqiLevel(
            number=int(row["level"]),
            name=row["name"],
            first=int(row["aqi_from"]),
            last=int(row["aqi_to"]),
            rgb=(int(row["red"]), int(row["green"]), int(row["blue"])),
        )
        for row in read_table("aqi_levels.csv", COLUMNS)
    )


@cache
def level_dtype() -> pd.CategoricalDtype:
    """Return the ordered dtype of level columns, so that ``level <= "良"`` means a good day."""
    return pd.CategoricalDtype([level.name for level in aqi_levels()], ordered=True)


@cache
def level_places() -> NDArray[np.int8]:
    """Return the place of the class of every AQI from 0 on, and -1 (no class) at the end."""
    places = [place for place, level in enumerate(aqi_levels()) for _ in _span(level)]
    return np.array([*places, -1], dtype=np.int8)


def _span(level: AqiLevel) -> range:
    return range(level.first, level.last + 1)


def aqi_class(aqi: Any) -> Any:
    """Return the class of an AQI.

    Parameters
    ----------
    aqi : float, array_like of float or Series
        Whole numbers from 0 to 500; NaN is missing.

    Returns
    -------
    str or None, Categorical or Series
        One word for one number (None where missing), else an ordered categorical; a Series keeps
        its index.

    Raises
    ------
    ValueError
        In Chinese, for an AQI that is no whole number from 0 to 500.

    Notes
    -----
    HJ 633-2012 and HJ 633-2026 表2 (已核).
    """
    values = np.asarray(aqi, dtype=np.float64)
    last = aqi_levels()[-1].last
    missing = np.isnan(values)
    wrong = ~missing & ((values < 0) | (values > last) | (values != np.floor(values)))
    if wrong.any():
        raise ValueError(f"AQI 应是 0 到 {last} 的整数，不是 {values[wrong].flat[0]:g}")
    places = level_places()[np.where(missing, last + 1, values).astype(np.intp)]
    if values.ndim == 0:
        return None if missing else aqi_levels()[int(places)].name
    found = pd.Categorical.from_codes(places, dtype=level_dtype())
    return pd.Series(found, index=aqi.index) if isinstance(aqi, pd.Series) else found
