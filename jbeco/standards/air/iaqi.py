"""Individual air quality index (IAQI) by HJ 633, exact on every legal concentration.

The index is rounded up, so a float that is 1e-16 too large costs a whole point. All legal
concentrations are whole µg/m³ (CO: tenths of mg/m³), so the index of each is worked out once in
integers and looked up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..reference import read_table
from ..rounding import round_array
from .editions import edition_named
from .pollutants import DECIMALS, NAMES, pollutant_named

__all__ = ["HIGHEST", "IndexTable", "beyond_scale", "iaqi", "index_table"]

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
HIGHEST = 500
"""Where both editions cap the index (表1)."""

NO_INDEX = {("2012", "so2", "1h"), ("2012", "o3", "8h")}
"""Above the table's end HJ 633-2012 uses the other average; HJ 633-2026 keeps the last index."""


@dataclass(frozen=True)
class IndexTable:
    """The index of every legal concentration of one pollutant and averaging time.

    ``values[i]`` is the IAQI of concentration ``i / scale``; the last but one entry stands for all
    beyond the scale, the last for a missing concentration.
    """

    values: NDArray[np.float64]
    scale: int
    top: float

    @property
    def beyond(self) -> int:
        """Position of the entry for concentrations beyond the scale."""
        return len(self.values) - 2


@cache
def index_table(pollutant: str, averaging: str, edition: str) -> IndexTable:
    """Work out the index of every legal concentration in integers.

    Raises
    ------
    ValueError
        In Chinese: the edition has no such average, or no AQI table is known for it.
    """
    points = _breakpoints(pollutant, averaging, edition)
    scale: int = 10 ** DECIMALS[pollutant]
    steps = [(int(Decimal(concentration) * scale), index) for concentration, index in points]
    values = [0]
    for (low, low_index), (high, high_index) in pairwise(steps):
        run, rise = high - low, high_index - low_index
        # -(-a // b) is the ceiling of a / b without leaving the integers.
        values += [low_index - (-rise * part // run) for part in range(1, run + 1)]
    end = _beyond(pollutant, averaging, edition, steps[-1][1])
    table = np.array([*values, end, np.nan], dtype=np.float64)
    return IndexTable(table, scale, steps[-1][0] / scale)


def iaqi(
    concentration: Any, pollutant: str, averaging: str = "24h", edition: str | int = "2012"
) -> Any:
    """Give the individual air quality index of concentrations.

    Parameters
    ----------
    concentration : float, array_like or Series
        µg/m³, CO in mg/m³; NaN is missing. Rounded half to even to whole µg/m³ (CO: one digit)
        before the index is taken (HJ 633-2026 4.2.2, 已核; customary for HJ 633-2012, 回忆).
    pollutant : str
        ``so2 no2 co o3 pm10 pm25``; ``PM2.5`` and the like are understood.
    averaging : str
        ``1h``, ``24h`` or, for ozone, ``8h``.
    edition : str or int
        ``2012`` (HJ 633-2012) or ``2026`` (HJ 633-2026).

    Returns
    -------
    float, ndarray or Series
        Of the shape of ``concentration``: whole numbers up to 500, rounded up; NaN where missing,
        and where HJ 633-2012 gives no index to the average (SO2 1 h and O3 8 h above 800 µg/m³).

    Raises
    ------
    ValueError
        In Chinese, for an unknown pollutant, average or edition, and for negative concentrations.

    Notes
    -----
    HJ 633-2012 4.1 and 表1, HJ 633-2026 4.2 and 表1, both read in the original (已核). Above the
    end of the scale the index is 500; `beyond_scale` tells where.
    """
    table = index_table(pollutant_named(pollutant), averaging.lower(), edition_named(edition).id)
    given = np.asarray(concentration, dtype=np.float64)
    found = table.values.take(_positions(given, table, pollutant))
    if isinstance(concentration, pd.Series):
        return pd.Series(found, index=concentration.index, name=concentration.name)
    return float(found) if given.ndim == 0 else found


def beyond_scale(
    concentration: Any, pollutant: str, averaging: str = "24h", edition: str | int = "2012"
) -> NDArray[np.bool_]:
    """Tell which concentrations lie above the end of the table of their average."""
    table = index_table(pollutant_named(pollutant), averaging.lower(), edition_named(edition).id)
    given = np.asarray(concentration, dtype=np.float64)
    beyond: NDArray[np.bool_] = _positions(given, table, pollutant) == table.beyond
    return beyond


def _breakpoints(pollutant: str, averaging: str, edition: str) -> Sequence[tuple[str, int]]:
    rows = [row for row in read_table("aqi_breakpoints.csv", COLUMNS) if row["edition"] == edition]
    if not rows:
        known = edition_named(edition)
        raise ValueError(
            f"{known.limits_document} 没有对应的 AQI 分级表：HJ 633-2026 的表只对应过渡阶段限值，"
            "2031 年以后的版本未见；请先补入 aqi_breakpoints.csv"
        )
    points = [
        (row["concentration"], int(row["iaqi"]))
        for row in rows
        if (row["pollutant"], row["averaging"]) == (pollutant, averaging)
    ]
    if not points:
        averages = "、".join(
            dict.fromkeys(row["averaging"] for row in rows if row["pollutant"] == pollutant)
        )
        raise ValueError(f"{NAMES[pollutant]} 没有“{averaging}”这种平均时间；可选 {averages}")
    return points


def _beyond(pollutant: str, averaging: str, edition: str, last: int) -> float:
    """Return the index beyond the scale: 500, the last index of a short scale, or none."""
    return float("nan") if (edition, pollutant, averaging) in NO_INDEX else float(last)


def _positions(given: NDArray[np.float64], table: IndexTable, name: str) -> NDArray[np.intp]:
    """Return the table entry of each concentration."""
    scaled = given * table.scale if table.scale > 1 else given
    with np.errstate(invalid="ignore"):  # NaN has no integer; the comparison then fails
        positions: NDArray[Any] = scaled.astype(np.int32)
    # Nearly always all is there, whole and on the scale: a few passes over small integers tell.
    whole = bool(scaled.size) and bool((positions == scaled).all())
    if whole and positions.min() >= 0 and positions.max() < table.beyond:
        return positions
    return _careful_positions(given, table, name)


def _careful_positions(
    given: NDArray[np.float64], table: IndexTable, name: str
) -> NDArray[np.intp]:
    """Return the entries where something is missing, not yet rounded or beyond the scale."""
    missing = np.isnan(given)
    if bool((given < 0).any()):
        worst = float(np.nanmin(given))
        raise ValueError(f"{NAMES[pollutant_named(name)]} 的浓度有负值（{worst:g}），请先核对数据")
    # Far beyond the scale a number may not fit an integer; a little beyond says the same.
    within = np.minimum(np.where(missing, 0.0, given), table.top + 1.0)
    rounded = np.rint(round_array(within, len(str(table.scale)) - 1) * table.scale)
    positions = np.minimum(rounded, table.beyond).astype(np.intp)
    return np.where(missing, table.beyond + 1, positions)
