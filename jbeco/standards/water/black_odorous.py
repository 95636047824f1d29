"""Black and odorous waters: light, heavy or neither, by the worst of four items."""

from __future__ import annotations

from collections.abc import Mapping

from ...tables import Row
from ..reference import read_table

__all__ = ["black_odorous"]

COLUMNS = ("item", "name", "unit", "sense", "light", "heavy", "source", "confidence")
SHALLOW_CM = 25.0
SHALLOW_SHARE = 0.4
"""In water shallower than 25 cm transparency is held against 40 % of the depth (旁证)."""

WORDS = ("不黑臭", "轻度黑臭", "重度黑臭")


def black_odorous(values: Mapping[str, float], depth_cm: float | None = None) -> str:
    """Grade a point by ``sd`` (transparency, cm), ``do``, ``nh3n`` (mg/L) and ``orp`` (mV).

    Raises
    ------
    ValueError
        In Chinese, when none of the four is there.

    Notes
    -----
    城市黑臭水体整治工作指南, second-hand (旁证): any item decides. Better than the light limit
    is not black and odorous. How points make a whole water was not found (未核).
    """
    rows = [r for r in read_table("black_odorous_limits.csv", COLUMNS) if r["item"] in values]
    if not rows:
        raise ValueError(
            "没有可用的项目；应有透明度 sd、溶解氧 do、氧化还原电位 orp、氨氮 nh3n 之一"
        )
    return WORDS[max(_grade(row, values[row["item"]], depth_cm) for row in rows)]


def _grade(row: Row, value: float, depth_cm: float | None) -> int:
    light, heavy = float(row["light"]), float(row["heavy"])
    if row["item"] == "sd" and depth_cm is not None and depth_cm < SHALLOW_CM:
        light = SHALLOW_SHARE * depth_cm
    sign = 1 if row["sense"] == "max" else -1
    if sign * value > sign * heavy:
        return 2
    within = sign * value >= sign * light if row["sense"] == "max" else value <= light
    return 1 if within else 0
