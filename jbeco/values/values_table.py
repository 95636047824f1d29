"""The stage ``indicators``: from what was reported to one value per indicator, series and year."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from ..indicators import Key, Value, Values, collect_values
from ..intake.collect import source_of
from ..intake.records import Observation
from ..plan import Plan
from ..stage_tables import frame_of, records_of
from .monitored_figures import all_observations

__all__ = ["indicator_values", "indicators", "values_of", "values_table"]

SIDES = {"": "by_key", "reported_": "reported", "computed_": "worked_out"}
"""Prefix of the columns of each side, and the field of `Values` that it holds."""

COLUMNS = (
    "value state missing data_year basis grade sources note low high provisional bases "
    "open_days open_low open_high".split()
)
KEY = "indicator series measure year".split()


def indicators(plan: Plan, tables: Mapping[str, pd.DataFrame]) -> dict[str, pd.DataFrame]:
    """Work out the values of all years.

    Parameters
    ----------
    plan : Plan
        Names the indicators and how they are worked out.
    tables : mapping of DataFrame
        ``files`` and ``observations``, and what the stations give: ``air_year``, ``water_year`` and
        ``water_monthly``.

    Returns
    -------
    dict of DataFrame
        ``values``: what was reported, what was computed, and which of them stands.
    """
    return {"values": values_table(indicator_values(plan, all_observations(plan, tables)))}


def indicator_values(plan: Plan, observations: Iterable[Observation]) -> Values:
    """Put observations together and work out the plan's indicators."""
    tolerance, indicators = plan.methods.same_fact_tolerance, plan.indicators.values()
    return collect_values(observations, tolerance, indicators, plan.bases)


def values_table(values: Values) -> pd.DataFrame:
    """Put values into the table ``values``; `values_of` gives them back."""
    keys = sorted({*values.by_key, *values.reported, *values.worked_out})
    return frame_of("values", (_row(key, values) for key in keys))


def values_of(tables: Mapping[str, pd.DataFrame]) -> Values:
    """Return the values that the table holds; the standing columns are what verdicts rest on."""
    hashes = dict(zip(tables["files"]["file"], tables["files"]["sha256"], strict=True))
    found: dict[str, dict[Key, Value]] = {name: {} for name in SIDES.values()}
    for row in records_of("values", tables["values"]):
        key: Key = (row["indicator"], row["series"], row["measure"], row["year"])
        for prefix, side in SIDES.items():
            value = _value(row, prefix, hashes)
            if value is not None:
                found[side][key] = value
    return Values(**found)


def _row(key: Key, values: Values) -> dict[str, Any]:
    row: dict[str, Any] = dict(zip(KEY, key, strict=True))
    standing = values.by_key.get(key)
    own = values.reported.get(key)
    row["standing"] = "" if standing is None else "reported" if standing is own else "computed"
    for prefix, side in SIDES.items():
        row |= _cells(prefix, getattr(values, side).get(key))
    return row


def _cells(prefix: str, value: Value | None) -> dict[str, Any]:
    if value is None:
        nothing: dict[str, Any] = {"basis": "", "grade": "", "sources": (), "note": "", "bases": ()}
        return {f"{prefix}{name}": nothing.get(name) for name in COLUMNS}
    cells = {name: getattr(value, "number" if name == "value" else name) for name in COLUMNS}
    cells["sources"] = tuple(map(str, value.sources))
    return {f"{prefix}{name}": cell for name, cell in cells.items()}


def _value(row: Mapping[str, Any], prefix: str, hashes: Mapping[str, str]) -> Value | None:
    cells = {name: row[f"{prefix}{name}"] for name in COLUMNS}
    if cells["data_year"] is None:
        return None
    cells["sources"] = tuple(source_of(text, hashes) for text in cells["sources"])
    return Value(number=cells.pop("value"), **cells)
