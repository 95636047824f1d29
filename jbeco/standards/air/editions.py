"""Which edition of the air standards holds on a day, its limits, and how much must be measured."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from ..reference import read_table

__all__ = [
    "Edition",
    "edition_named",
    "edition_on",
    "editions",
    "editions_of_days",
    "least",
    "limit",
    "percentiles",
]

COLUMNS = (
    "edition",
    "valid_from",
    "valid_to",
    "limits_document",
    "aqi_document",
    "statistics_document",
    "name",
    "source",
    "confidence",
)
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


@dataclass(frozen=True)
class Edition:
    """One edition of the three air standards that belong together.

    ``limits_document`` is the GB 3095 that holds, ``aqi_document`` the HJ 633 (empty where none is
    known) and ``statistics_document`` the HJ 663. ``id`` is ``2012``, ``2026`` (transition limits
    up to the end of 2030) or ``2031``.
    """

    id: str
    valid_from: date
    valid_to: date
    limits_document: str
    aqi_document: str
    statistics_document: str
    name: str


@cache
def editions() -> tuple[Edition, ...]:
    """Return all editions, oldest first."""
    return tuple(
        Edition(
            id=row["edition"],
            valid_from=date.fromisoformat(row["valid_from"]),
            valid_to=date.fromisoformat(row["valid_to"]),
            limits_document=row["limits_document"],
            aqi_document=row["aqi_document"],
            statistics_document=row["statistics_document"],
            name=row["name"],
        )
        for row in read_table("air_editions.csv", COLUMNS)
    )


def edition_named(name: str | int) -> Edition:
    """Return the edition of an id (``2012``) or of a document (``HJ 633-2012``).

    Raises
    ------
    ValueError
        In Chinese, when there is no such edition.
    """
    wanted = str(name).replace(" ", "")
    for edition in editions():
        documents = (edition.limits_document, edition.aqi_document, edition.statistics_document)
        if wanted in (edition.id, *(d.replace(" ", "") for d in documents if d)):
            return edition
    known = "、".join(edition.id for edition in editions())
    raise ValueError(f"没有这个空气标准版本：{name}；可选 {known}")


def edition_on(day: date) -> Edition:
    """Return the edition in force on a day.

    Raises
    ------
    ValueError
        In Chinese, for a day before the first edition.
    """
    for edition in editions():
        if edition.valid_from <= day <= edition.valid_to:
            return edition
    raise ValueError(f"{day.isoformat()} 早于 GB 3095-2012，没有可用的标准版本")


def editions_of_days(days: pd.DatetimeIndex) -> NDArray[np.object_]:
    """Return the edition id in force on each day; `ValueError` where there is none."""
    found = np.empty(len(days), dtype=object)
    for edition in editions():
        inside = (days >= pd.Timestamp(edition.valid_from)) & (
            days.normalize() <= pd.Timestamp(min(edition.valid_to, date(2200, 1, 1)))
        )
        found[inside] = edition.id
    if len(days) and any(value is None for value in found):
        first = min(day for day, value in zip(days, found, strict=True) if value is None)
        raise ValueError(f"{first:%Y-%m-%d} 没有可用的空气标准版本")
    return found


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
