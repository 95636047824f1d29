"""Composite air quality index (综合指数) as bulletins publish it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from typing import Any

from ..rounding import round_half_even
from .editions import edition_named
from .validity import limit, percentiles

__all__ = ["composite_index"]

DIGITS = 2


def composite_index(
    values: Mapping[str, Any],
    edition: str | int = "2012",
    weights: Mapping[str, int | str] | None = None,
) -> Decimal:
    """Give the composite index of a year or month.

    Parameters
    ----------
    values : mapping
        ``so2 no2 pm10 pm25``: means in µg/m³; ``co``: 95th percentile in mg/m³; ``o3``: 90th
        percentile of the daily largest 8-hour means in µg/m³.
    edition : str or int
        Whose limits divide; those of 2012 keep the plan's years comparable.
    weights : mapping, optional
        By pollutant; 1 for those not named. Weights that one public project gives for HJ 663-2026
        are unverified (未核) and no default.

    Returns
    -------
    Decimal
        Sum of value ÷ limit, each rounded half to even to two digits first.

    Raises
    ------
    ValueError
        In Chinese, when a pollutant is missing: a sum of five is no index.

    Notes
    -----
    城市环境空气质量排名技术规定 环办〔2014〕64 号 (旁证). The rounding order was found by trying:
    three of four published indices are reproduced, the fourth (4.48) comes out as 4.50.
    """
    name = edition_named(edition).id
    missing = [p for p, *_ in percentiles() if p not in values or values[p] != values[p]]
    if missing:
        raise ValueError(f"综合指数须六项齐全，缺 {'、'.join(missing)}")
    total = Decimal(0)
    for pollutant, _, _, by_mean in percentiles():
        averaging = "year" if by_mean else ("8h" if pollutant == "o3" else "24h")
        bound = limit(pollutant, averaging, name)
        if bound is None:
            raise ValueError(f"{name} 版没有 {pollutant} 的限值")
        ratio = Fraction(str(values[pollutant])) / Fraction(str(bound))
        weight = Fraction((weights or {}).get(pollutant, 1))
        total += round_half_even(weight * ratio, DIGITS)
    return total
