"""How much must be measured before a statistic counts, and the limits that it is held against."""

from __future__ import annotations

from functools import cache

from ..reference import read_table
from .editions import edition_named

__all__ = ["least", "limit", "percentiles"]

VALIDITY = ("statistic", "least", "of", "source", "confidence")
LIMITS = (
    "edition",
    "pollutant",
    "averaging",
    "unit",
    "grade1",
    "grade2",
    "source",
    "confidence",
)
PERCENTILES = ("pollutant", "column", "percentile", "by_mean", "source", "confidence")


@cache
def least(statistic: str) -> int:
    """Return how many values a statistic of ``air_validity.csv`` needs."""
    rows = {row["statistic"]: row for row in read_table("air_validity.csv", VALIDITY)}
    return int(rows[statistic]["least"])


@cache
def limit(pollutant: str, averaging: str, edition: str, grade: int = 2) -> float | None:
    """Return a limit of GB 3095 in µg/m³ (CO in mg/m³); None where the edition sets none."""
    name = edition_named(edition).id
    for row in read_table("air_limits.csv", LIMITS):
        if (row["edition"], row["pollutant"], row["averaging"]) == (name, pollutant, averaging):
            return float(row[f"grade{grade}"])
    return None


@cache
def percentiles() -> tuple[tuple[str, str, float, bool], ...]:
    """Return pollutant, daily column, percentile and whether the annual mean is judged too."""
    rows = read_table("air_percentiles.csv", PERCENTILES)
    return tuple(
        (r["pollutant"], r["column"], float(r["percentile"]) / 100, r["by_mean"] == "yes")
        for r in rows
    )
