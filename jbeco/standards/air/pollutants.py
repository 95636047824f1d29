"""The six pollutants of GB 3095: their names, and in which units and digits they are given."""

from __future__ import annotations

__all__ = ["DECIMALS", "NAMES", "POLLUTANTS", "pollutant_named"]

POLLUTANTS = ("so2", "no2", "co", "o3", "pm10", "pm25")

NAMES = {"so2": "SO2", "no2": "NO2", "co": "CO", "o3": "O3", "pm10": "PM10", "pm25": "PM2.5"}
"""How a primary pollutant is written."""

DECIMALS = {"so2": 0, "no2": 0, "co": 1, "o3": 0, "pm10": 0, "pm25": 0}
"""Digits of a concentration in µg/m³, CO in mg/m³: HJ 633-2026 4.2.2 (已核), HJ 663-2013 (回忆)."""


def pollutant_named(name: str) -> str:
    """Return the code of a pollutant written in any usual way, such as ``PM2.5`` or ``SO₂``.

    Raises
    ------
    ValueError
        In Chinese, when there is no such pollutant.
    """
    plain = name.strip().lower().replace(".", "").replace("_", "")
    plain = plain.translate(str.maketrans("₀₁₂₃₅", "01235"))
    if plain not in POLLUTANTS:
        raise ValueError(f"没有这个污染物：{name}；可选 {'、'.join(NAMES.values())}")
    return plain
