"""HJ 633 个体空气质量指数 (IAQI): exact on every concentration that the standard knows.

A concentration has only some thousands of legal values once it is rounded, so each table is
computed once in whole numbers and a concentration is then looked up, not computed.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from itertools import pairwise
from typing import Any, overload

import numpy as np
import pandas as pd
from numpy.typing import ArrayLike, NDArray

from ..reference import read_table
from .editions import Edition, edition_named
from .pollutants import pollutant_named

__all__ = [
    "BLOCK",
    "MISSING",
    "Scale",
    "above_last",
    "aqi_edition",
    "as_concentrations",
    "iaqi",
    "look_up",
    "scale",
]

COLUMNS = (
    "edition",
    "pollutant",
    "averaging",
    "unit",
    "iaqi",
    "concentration",
    "source",
    "confidence",
)

MISSING = -1
"""Entry of a table for no IAQI; below every IAQI, so that a maximum passes it over."""

HIGHEST = 500
"""IAQI at which a complete table ends and stays (HJ 633, 已核)."""

NONE_ABOVE = ("2012",)
"""Editions in which a table that ends below 500 gives no IAQI above its end: another average of
the pollutant is used instead. From 2026 on its last IAQI stays: 200 for SO2 1 h, 300 for O3 8 h
(已核)."""

SNAP = 1.5 * 2.0**24
WHOLE = 1.5 * 2.0**52
"""Adding `SNAP` leaves multiples of 2⁻²⁸ (a mean that missed its tie by a float's error meets it
again); adding `WHOLE` leaves whole numbers, half to even, and they stand in the low bits."""
WHOLE_BITS = int(np.float64(WHOLE).view(np.int64))

BLOCK = 32_768
"""Values at a time: the working array stays in the processor's cache."""


@dataclass(frozen=True, eq=False)
class Scale:
    """The IAQI of every legal concentration of one pollutant, average and edition.

    ``steps`` legal concentrations make one unit (1, for CO 10), ``last`` is the number of the
    highest one. ``entries`` holds no value, the IAQI of 0 … ``last``, the IAQI above, no value.
    """

    pollutant: str
    averaging: str
    edition: str
    steps: int
    last: int
    entries: NDArray[np.int16]
    numbers: NDArray[np.float64]


def aqi_edition(edition: str | int) -> Edition:
    """Return the edition of a name; `ValueError` in Chinese when it has no AQI table."""
    held = edition_named(edition)
    if not held.aqi_document:
        raise ValueError(
            f"{held.name}（{held.valid_from:%Y-%m-%d} 起）还没有公布 AQI 分级表："
            "HJ 633-2026 的表只与过渡阶段限值配套；请指定 edition 为 2012 或 2026"
        )
    return held


@cache
def scale(pollutant: str, averaging: str, edition: str | int) -> Scale:
    """Return the table of one pollutant, average and edition, computed exactly.

    Raises
    ------
    ValueError
        In Chinese, when the standard has no such table.
    """
    found = pollutant_named(pollutant)
    held = aqi_edition(edition)
    points = _points(held.id, found.key, averaging)
    if not points:
        raise ValueError(
            f"{held.aqi_document} 没有 {found.name} 的 {averaging} 分级表；"
            f"可用 {'、'.join(_averages(held.id, found.key))}"
        )
    steps = 10**found.decimals
    last = int(points[-1][0] * steps)
    inside = [_exact(points, Fraction(step, steps)) for step in range(last + 1)]
    top = inside[-1]
    above = MISSING if top < HIGHEST and held.id in NONE_ABOVE else top
    entries = np.array([MISSING, *inside, above, MISSING], dtype=np.int16)
    numbers = np.where(entries == MISSING, np.nan, entries).astype(np.float64)
    return Scale(found.key, averaging, held.id, steps, last, entries, numbers)


def _points(edition: str, pollutant: str, averaging: str) -> list[tuple[Fraction, int]]:
    return [
        (Fraction(row["concentration"]), int(row["iaqi"]))
        for row in read_table("aqi_breakpoints.csv", COLUMNS)
        if (row["edition"], row["pollutant"], row["averaging"]) == (edition, pollutant, averaging)
    ]


def _averages(edition: str, pollutant: str) -> list[str]:
    rows = read_table("aqi_breakpoints.csv", COLUMNS)
    own = (row for row in rows if (row["edition"], row["pollutant"]) == (edition, pollutant))
    return list(dict.fromkeys(row["averaging"] for row in own))


def _exact(points: list[tuple[Fraction, int]], concentration: Fraction) -> int:
    """Return the linear IAQI between two points, rounded up."""
    for (low, at_low), (high, at_high) in pairwise(points):
        if concentration <= high:
            rise = (at_high - at_low) / (high - low) * (concentration - low)
            return at_low - (-rise.numerator // rise.denominator)
    raise ValueError(f"{concentration} 超出分级表")


def look_up(values: NDArray[np.float64], table: Scale, out: NDArray[Any], first: int = 0) -> bool:
    """Write the IAQI of each concentration into ``out``; say whether one may be beyond the table.

    Parameters
    ----------
    values : ndarray of float64, shape (n,)
        NaN is missing.
    table : Scale
        The table.
    out : ndarray of int16 or float64, shape (n,)
        Gets the IAQI; `MISSING` or NaN where there is none.
    first : int
        How many values stand before these, for what is said of one.

    Raises
    ------
    ValueError
        In Chinese, for a negative or infinite concentration: neither is a measurement.
    """
    entries = table.entries if out.dtype == np.int16 else table.numbers
    work = np.empty(min(BLOCK, len(values)))
    beyond = False
    for start in range(0, len(values), BLOCK):
        block = values[start : start + BLOCK]
        scaled = work[: len(block)]
        highest = np.fmax.reduce(block)
        if np.fmin.reduce(block) < 0 or highest == np.inf:
            _refuse(values, table.pollutant, first)
        above = bool(highest * table.steps > table.last)
        places = _places(block, table, above, scaled)
        entries.take(places, out=out[start : start + BLOCK], mode="clip")
        beyond = beyond or above
    return beyond


def _places(
    values: NDArray[np.float64], table: Scale, above: bool, work: NDArray[np.float64]
) -> NDArray[np.int64]:
    """Return where in the entries each value stands; the bits of a NaN point outside of them."""
    if table.steps != 1:
        values = np.multiply(values, table.steps, out=work)
    if above:
        values = np.minimum(values, table.last + 1, out=work)
    np.add(values, SNAP, out=work)
    np.add(work, WHOLE - SNAP, out=work)
    places = work.view(np.int64)
    np.subtract(places, WHOLE_BITS - 1, out=places)
    return places


def _refuse(values: NDArray[np.float64], pollutant: str, first: int) -> None:
    place = int(np.flatnonzero((values < 0) | np.isinf(values))[0])
    name = pollutant_named(pollutant).name
    raise ValueError(
        f"{name} 第 {first + place + 1} 个浓度是 {values[place]:g}，不是可用的浓度；"
        "负值与无穷大请先改为缺测（NaN）"
    )


def as_concentrations(values: Any, what: str) -> NDArray[np.float64]:
    """Return numbers as float64 with NaN for what is missing.

    Raises
    ------
    ValueError
        In Chinese, for texts: reading texts is not the work of a standard.
    """
    if isinstance(values, pd.Series):
        plain = isinstance(values.dtype, np.dtype)
        values = values.to_numpy() if plain else values.to_numpy(dtype=object, na_value=np.nan)
    given = np.asarray(values)
    if given.dtype.kind == "O":
        given = _without_none(given, what)
    if given.dtype.kind not in "fiu":
        raise ValueError(f"{what} 的浓度不是数（{given.dtype}）；请先读成数")
    return given.astype(np.float64, copy=False)


def _without_none(given: NDArray[Any], what: str) -> NDArray[np.float64]:
    if any(isinstance(value, str | bytes | bool) for value in given.flat):
        raise ValueError(f"{what} 的浓度里有文字；请先读成数，缺测写 NaN")
    missing = np.asarray(pd.isna(given))
    return np.where(missing, np.nan, given).astype(np.float64)


@overload
def iaqi(
    concentration: float, pollutant: str, averaging: str, edition: str | int
) -> int | float: ...
@overload
def iaqi(
    concentration: pd.Series, pollutant: str, averaging: str, edition: str | int
) -> pd.Series: ...
@overload
def iaqi(
    concentration: ArrayLike, pollutant: str, averaging: str, edition: str | int
) -> NDArray[np.float64] | int | float: ...
def iaqi(concentration: Any, pollutant: str, averaging: str, edition: str | int) -> Any:
    """Return the IAQI of concentrations.

    Parameters
    ----------
    concentration : float, array_like of float or Series
        µg/m³, CO in mg/m³; NaN is missing. Rounded half to even to whole µg/m³, CO to 0.1 mg/m³,
        before the index is computed.
    pollutant : str
        ``so2``, ``no2``, ``co``, ``o3``, ``pm10``, ``pm25``, also as people write them.
    averaging : str
        ``1h``, ``8h`` or ``24h``, as the table of the standard is headed.
    edition : str or int
        ``2012`` or ``2026``, also ``HJ 633-2012``.

    Returns
    -------
    int, float, ndarray of float64 or Series
        In the shape that was given, a Series with its index; a single IAQI is an int, a single
        missing one NaN. Above the last concentration of the table it is 500;
        where the table ends earlier (SO2 1 h and O3 8 h above 800) there is none in 2012 (NaN: the
        24-h and the 1-h average count instead), in 2026 it stays 200 and 300.

    Raises
    ------
    ValueError
        In Chinese: no such pollutant, edition or table, no numbers, a negative or infinite one.

    Notes
    -----
    HJ 633-2012 表1 and formula (1), HJ 633-2026 表1, 4.2.2 (rounding) and 4.2.6 (upwards): 已核.
    Rounding before the index is not in the text of 2012; the same is customary (旁证).
    """
    table = scale(pollutant, averaging, edition)
    values = as_concentrations(concentration, table.pollutant)
    flat = np.ascontiguousarray(values).reshape(-1)
    found = np.empty(flat.shape)
    look_up(flat, table, found)
    if values.ndim == 0:
        return found[0].item() if np.isnan(found[0]) else int(found[0])
    return _like(concentration, found.reshape(values.shape))


def above_last(values: NDArray[np.float64], table: Scale) -> NDArray[np.bool_]:
    """Say which values, rounded, are above the last concentration of a table."""
    places = _places(values, table, True, np.empty(values.shape))
    found: NDArray[np.bool_] = places == len(table.entries) - 2
    return found


def _like(given: Any, result: NDArray[Any]) -> Any:
    if isinstance(given, pd.Series):
        return pd.Series(result, index=given.index, name=given.name)
    return result
