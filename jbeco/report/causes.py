"""Why a verdict or a number changed from one edition to the next: the cells behind it that did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from fractions import Fraction
from typing import Any

import pandas as pd

from ..plan import Plan
from ..standards.rounding import exact_text
from .changes import Change

__all__ = ["with_causes"]

Tables = Mapping[str, pd.DataFrame]

FACTS = {
    "observations": (
        ("indicator", "series", "year", "measure", "department", "criterion"),
        ("exact", "low_exact", "high_exact", "state", "missing"),
        ("exact", "state", "entered"),
    ),
    "tasks": (
        ("indicator", "year"),
        ("result", "required_exact", "reached_exact", "decided"),
        ("result",),
    ),
    "comparators": (
        ("indicator", "region", "year"),
        ("exact", "low_exact", "high_exact"),
        ("exact",),
    ),
}
"""Tables of what was reported: what names a row, what of it counts, and what of it is shown."""

NAMED = 3
"""Causes that a change names; the rest of them are counted."""

RESULTS = {"met": "完成", "not_met": "未完成", "none": "未下达", "unstated": "没有结果"}
EXPLAINED = ("判定", "理由", "数值")


def with_causes(
    changes: Sequence[Change], plan: Plan, before: Tables, after: Tables
) -> list[Change]:
    """Say of each changed verdict, reason and number by what it changed.

    Parameters
    ----------
    changes : sequence of Change
        From ``before`` to ``after``.
    plan : Plan
        Says which figures an indicator rests on.
    before, after : mapping of DataFrame
        The tables of the two editions.

    Returns
    -------
    list of Change
        The same; ``why`` names the cells that say something else now, and what the consultant did.
        Where none does, the methods, the rulings or the program changed.
    """
    told: dict[str, list[str]] = {}
    acts = _new_acts(before, after)
    for act in acts:
        told.setdefault(act["code"], []).append(_act_text(act))
    done = {act["place"] for act in acts}
    for name, spec in FACTS.items():
        for code, place, text in _facts_changed(before.get(name), after.get(name), *spec):
            if place not in done:
                told.setdefault(code, []).append(text)
    otherwise = _otherwise(changes)
    return [
        replace(change, why=_why(_codes(change, plan), told, otherwise))
        if change.kind in EXPLAINED
        else change
        for change in changes
    ]


def _facts_changed(
    before: pd.DataFrame | None,
    after: pd.DataFrame | None,
    key: Sequence[str],
    counted: Sequence[str],
    shown: Sequence[str],
) -> Iterator[tuple[str, str, str]]:
    """Yield code, place and text of each reported fact that is another one now."""
    rows = [_by_key(frame, key) for frame in (before, after)]
    for name in {**rows[0], **rows[1]}:
        old, new = (found.get(name) for found in rows)
        facts = [None if row is None else tuple(row[c] for c in counted) for row in (old, new)]
        if facts[0] == facts[1]:
            continue
        texts = [_shown(row, shown) for row in (old, new)]
        place = (new or old or {})["source"]
        yield name[0], place, f"{place}：{texts[0]} → {texts[1]}"


def _by_key(
    frame: pd.DataFrame | None, key: Sequence[str]
) -> dict[tuple[str, ...], dict[str, Any]]:
    if frame is None:
        return {}
    rows = frame.astype("str").fillna("").to_dict("records")
    return {tuple(row[part] for part in key): row for row in rows}  # type: ignore[misc]


def _shown(row: Mapping[str, Any] | None, columns: Sequence[str]) -> str:
    """Write the first of the columns in which something stands, a number as a decimal."""
    if row is None:
        return "（没有）"
    column, text = next(((c, str(row[c])) for c in columns if row[c]), ("", ""))
    if column.endswith("exact"):
        return exact_text(Fraction(text))
    return RESULTS.get(text, text) or "（没有数）"


def _new_acts(before: Tables, after: Tables) -> list[dict[str, str]]:
    """Return what the consultant did since."""
    frames = [tables.get("amendments") for tables in (before, after)]
    rows: list[list[dict[str, str]]] = [
        [] if frame is None else frame.astype("str").fillna("").to_dict("records")  # type: ignore[misc]
        for frame in frames
    ]
    return [act for act in rows[1] if act not in rows[0]]


def _act_text(act: Mapping[str, str]) -> str:
    by = "，".join(text for text in (act["reason"], act["who"], act["when"]) if text)
    return f"{act['kind']} {act['place']}：{act['before'] or '（没有）'} → {act['after']}（{by}）"


def _codes(change: Change, plan: Plan) -> set[str]:
    """Return the criterion, its indicator and every code that it rests on."""
    named = change.what.split(" ")[0]
    criteria = [c for c in plan.criteria if c.id == named]
    indicators = {named, *(criterion.indicator for criterion in criteria)}
    codes = {o.code for o in plan.observations.values() if indicators & {*o.indicators}}
    return indicators | codes


def _why(codes: set[str], told: Mapping[str, Sequence[str]], otherwise: str) -> str:
    found = [text for code in sorted(codes) for text in told.get(code, ())]
    if not found:
        return otherwise
    more = f"；等 {len(found)} 处" if len(found) > NAMED else ""
    return "；".join(found[:NAMED]) + more


def _otherwise(changes: Sequence[Change]) -> str:
    """Say what may have changed a verdict of which no cell changed."""
    methods = [change for change in changes if change.kind in ("口径认定", "方法与规划")]
    if not methods:
        return "填报、口径认定与方法都没有变；读入、检查或程序的变化"
    return "、".join(
        f"{one.kind} {one.what}：{one.before} → {one.after}" for one in methods[:NAMED]
    )
