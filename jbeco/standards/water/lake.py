"""Trophic level index (TLI) of lakes and reservoirs."""

from __future__ import annotations

from collections.abc import Mapping
from math import log

from ..reference import read_table

__all__ = ["trophic_index", "trophic_level", "trophic_weights"]

STATE = ("item", "r_squared", "intercept", "slope", "unit", "source", "confidence")
LEVELS = ("below", "word", "source", "confidence")


def trophic_weights() -> dict[str, float]:
    """Return the weight of each item: its r² with chlorophyll a over the sum of all five."""
    squares = {r["item"]: float(r["r_squared"]) for r in read_table("trophic_state.csv", STATE)}
    return {item: square / sum(squares.values()) for item, square in squares.items()}


def trophic_index(values: Mapping[str, float]) -> float:
    """Give the TLI from ``chla`` (mg/m³), ``tp tn codmn`` (mg/L) and ``sd`` (m).

    Raises
    ------
    ValueError
        In Chinese, when one of the five is missing or not above 0.

    Notes
    -----
    TLI(j) = 10·(a + b·ln x), weighted by r² (总站生字〔2001〕090 号，旁证).
    """
    rows = read_table("trophic_state.csv", STATE)
    wanting = [row["item"] for row in rows if not values.get(row["item"], 0) > 0]
    if wanting:
        raise ValueError(f"营养状态指数须五项齐全且大于 0，缺 {'、'.join(wanting)}")
    weights = trophic_weights()
    return sum(
        weights[row["item"]]
        * 10
        * (float(row["intercept"]) + float(row["slope"]) * log(values[row["item"]]))
        for row in rows
    )


def trophic_level(index: float) -> str:
    """Give the word for a TLI: 贫营养 below 30, 中营养 up to 50, then three levels of 富营养.

    Raises
    ------
    ValueError
        In Chinese, for an index above 100.
    """
    for row in read_table("trophic_levels.csv", LEVELS):
        bound = float(row["below"])
        # 50 itself is still 中营养, and 30 no longer 贫营养; above, the upper end belongs below.
        if index < bound or (bound > 30 and index == bound):
            return row["word"]
    raise ValueError(f"营养状态指数 {index:g} 超出 0–100，请核对输入的单位")
