"""Resolutions: which of several entries of one fact is believed, or that an unlikely one is right.

A row of ``resolutions.csv`` names one reported cell and says why, who and when. What it names
stands with the flag 已裁决; what says something else of the same fact is kept without being used.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from ..indicators.values import RESOLVED
from ..plan import Plan
from ..tables import Row
from .collector import Collector
from .records import Amendment, Observation, SetAside, Source, Task

__all__ = ["RESOLVED", "resolve", "resolve_tasks"]

Group = tuple[frozenset[str], str]
"""The codes that ask for one fact, and the series."""


def resolve(
    observations: Sequence[Observation], rows: Sequence[Row], into: Collector
) -> tuple[list[Observation], list[SetAside]]:
    """Apply a year's resolutions to its observations.

    Parameters
    ----------
    observations : sequence of Observation
        After corrections.
    rows : sequence of Row
        Each with reason, who and when; those that name a superior's task are left out.
    into : Collector
        Gets what does not fit.

    Returns
    -------
    list of Observation, list of SetAside
        What is used, and what was decided against. Where two departments are asked for one fact,
        the figure that is believed stands under both codes.
    """
    groups: dict[Group, list[Row]] = {}
    for row in rows:
        groups.setdefault((_asking(into.plan, row["code"]), row["series"]), []).append(row)
    kept = list(observations)
    aside: list[SetAside] = []
    for group, mine in groups.items():
        for row in mine[1:]:
            into.fault(row, "code", "有两条裁决", "同一事实只能有一条裁决，请删去一条", row["code"])
        if len(mine) == 1:
            kept, decided = _decide(kept, mine[0], group, into)
            aside += decided
    return kept, aside


def _asking(plan: Plan, code: str) -> frozenset[str]:
    """Return all codes that ask for the fact of a code, in its unit."""
    known = plan.observations.get(code)
    if known is None:
        return frozenset((code,))
    same = (other for other in plan.observations.values() if other.unit == known.unit)
    return frozenset(o.code for o in same if code in (o.code, o.same_as) or o.code == known.same_as)


def _decide(
    kept: list[Observation], row: Row, group: Group, into: Collector
) -> tuple[list[Observation], list[SetAside]]:
    codes, series = group
    about = [seen for seen in kept if seen.indicator in codes and seen.series == series]
    named = [seen for seen in about if _is_chosen(seen, row)]
    chosen = next((seen for seen in named if seen.missing is None), None)
    if chosen is None or len(named) > 1:
        _name_idle(row, named, about, into)
        return kept, []
    believed = _believed(chosen, row)
    against = [seen for seen in about if seen is not chosen and _says_else(seen, chosen)]
    stand_in = {
        seen.indicator: replace(believed, indicator=seen.indicator, department=seen.department)
        for seen in against
        if seen.indicator != chosen.indicator
    }
    why = f"裁决采信 {chosen.source}：{_words(row)}"
    before = "、".join(f"{seen.entered}（{seen.source}）" for seen in against)
    into.amendments.append(
        _resolution(row, chosen.year, str(chosen.source), before, chosen.entered, into)
    )
    changed = [believed if seen is chosen else seen for seen in kept if seen not in against]
    return [*changed, *stand_in.values()], [SetAside(seen, why) for seen in against]


def _is_chosen(seen: Observation, row: Row) -> bool:
    """Whether a resolution means a figure: by its file and cell, or by who sent it."""
    if row["file"] or row["cell"]:
        return _is_named(seen.source, row)
    return row["department"] != "" and seen.department == row["department"]


def _is_named(source: Source, row: Row) -> bool:
    return (Path(source.file).name, source.cell) == (row["file"], row["cell"])


def _says_else(seen: Observation, chosen: Observation) -> bool:
    """Whether an entry is to be set aside: another of the same question, or another answer."""
    if seen.indicator == chosen.indicator:
        return True
    told = (seen.number, seen.low, seen.high, seen.state)
    return seen.missing is None and told != (chosen.number, chosen.low, chosen.high, chosen.state)


def _believed(chosen: Observation, row: Row) -> Observation:
    note = "；".join(part for part in (chosen.note, f"裁决：{_words(row)}") if part)
    return replace(chosen, note=note, flags=(*chosen.flags, RESOLVED))


def _resolution(
    row: Row, year: int, place: str, before: str, after: str, into: Collector
) -> Amendment:
    return Amendment(
        kind="裁决",
        year=year,
        code=row["code"],
        series=row["series"],
        place=place,
        before=before,
        after=after,
        reason=row["reason"],
        who=row["who"],
        when=row["decided_on"],
        source=into.source(row, "code"),
    )


def _words(row: Row) -> str:
    return f"{row['reason']}（{row['who']}，{row['decided_on']}）"


def _name_idle(
    row: Row, named: Sequence[Observation], about: Sequence[Observation], into: Collector
) -> None:
    """Say why a resolution chose nothing, and what it may choose."""
    if len(named) > 1:
        what = f"这个部门有 {len(named)} 处填了这个数（{'、'.join(str(s.source) for s in named)}）"
    elif named:
        what = "这一格没有数"
    elif row["file"] or row["cell"]:
        what = "没有这个文件与单元格"
    else:
        what = "没有写采信哪个部门，或哪个文件与单元格；或这个部门没有填这个数"
    told = [s for s in about if s.missing is None]
    near = "、".join(f"{s.entered}（{s.source}）" for s in told)
    mend = f"可以采信的是 {near}" if near else "没有这个指标与系列的填报数，请核对，或删去这一行"
    into.problem(row.where("code"), f"裁决没有用上：{what}", mend, code=row["code"])


def resolve_tasks(
    tasks: Sequence[Task], rows: Sequence[Row], into: Collector
) -> tuple[list[Task], list[Row]]:
    """Note at superiors' tasks that their word was confirmed.

    Returns
    -------
    list of Task, list of Row
        The tasks, and the resolutions that name none of them.
    """
    words = {}
    rest = []
    for row in rows:
        named = [task for task in tasks if _is_named(task.source, row)]
        if named and named[0].indicator == row["code"]:
            task = named[0]
            words[task] = _words(row)
            into.amendments.append(
                _resolution(row, task.year, str(task.source), "", task.verbatim or task.name, into)
            )
        else:
            rest.append(row)
    return [replace(task, decided=words.get(task, "")) for task in tasks], rest
