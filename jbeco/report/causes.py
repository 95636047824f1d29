"""Why a verdict or a number changed from one edition to the next: the cells behind it that did."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd

from ..plan import Plan
from .changes import Change

__all__ = ["with_causes"]

Tables = Mapping[str, pd.DataFrame]

FACTS = {
    "observations": (
        ("indicator", "series", "year", "measure", "department", "criterion"),
        ("exact", "low_exact", "high_exact", "state", "missing"),
        "entered",
    ),
    "tasks": (
        ("indicator", "year"),
        ("result", "required_exact", "reached_exact", "decided"),
        "result",
    ),
    "comparators": (("indicator", "region", "year"), ("exact", "low_exact", "high_exact"), "exact"),
}
"""Tables of what was reported: what names a row, what of it counts, and what is shown of it."""

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
    for name, spec in FACTS.items():
        for code, text in _facts_changed(before.get(name), after.get(name), *spec):
            told.setdefault(code, []).append(text)
    for code, text in _new_acts(before, after):
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
    shown: str,
) -> Iterator[tuple[str, str]]:
    """Yield code and text of each reported fact that is another one now."""
    rows = [_by_key(frame, key) for frame in (before, after)]
    for name in {**rows[0], **rows[1]}:
        old, new = (found.get(name) for found in rows)
        facts = [None if row is None else tuple(row[c] for c in counted) for row in (old, new)]
        if facts[0] == facts[1]:
            continue
        texts = [_shown(row, shown) for row in (old, new)]
        place = (new or old or {})["source"]
        yield name[0], f"{place}：{texts[0]} → {texts[1]}"


def _by_key(
    frame: pd.DataFrame | None, key: Sequence[str]
) -> dict[tuple[str, ...], dict[str, Any]]:
    if frame is None:
        return {}
    rows = frame.astype("str").fillna("").to_dict("records")
    return {tuple(row[part] for part in key): row for row in rows}  # type: ignore[misc]


def _shown(row: Mapping[str, Any] | None, column: str) -> str:
    if row is None:
        return "（没有）"
    text = str(row[column])
    return RESULTS.get(text, text) or "（没有数）"


def _new_acts(before: Tables, after: Tables) -> Iterator[tuple[str, str]]:
    """Yield code and text of what the consultant did since."""
    frames = [tables.get("amendments") for tables in (before, after)]
    rows = [
        [] if frame is None else frame.astype("str").fillna("").to_dict("records")
        for frame in frames
    ]
    for act in rows[1]:
        if act not in rows[0]:
            by = "，".join(text for text in (act["who"], act["when"]) if text)
            yield act["code"], f"{act['kind']}：{act['reason']}（{by}）"


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
    methods = [change for change in changes if change.kind in ("裁定", "方法与规划")]
    if not methods:
        return "填报、裁定与方法都没有变；读入、检查或程序的变化"
    return "、".join(
        f"{one.kind} {one.what}：{one.before} → {one.after}" for one in methods[:NAMED]
    )
