"""What a year's files come to when all of them were read, and what of it a later year must know."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pandas as pd

from ..plan import Plan
from ..problems import Level, Problem
from .collector import Collector, RefusedWorkbook
from .duties import criteria_on_stations, departments_owing, duties_of
from .monitoring import AIR_PARQUET, STATION
from .records import Unread

__all__ = ["carried_over", "settle"]

NAMED = 3
"""Lost figures, or departments, that a message names; the rest of them are counted."""

PLACES = ["位置", "file"]
"""Columns that say where a row stood, and so differ between two copies of one table."""


def settle(into: Collector, year: int) -> None:
    """Find out what refused workbooks cost, which monitoring data count, and what stays unread."""
    for refused in into.refused:
        _cost(refused, year, into)
    air_file, air = _only(_whole_feed(into.hours), "空气小时值", "air", into)
    sections_file, sections = _only(into.sections, "断面月值", "water", into)
    into.monitoring = replace(
        into.monitoring,
        air=air,
        air_file=air_file,
        sections=sections,
        sections_file=sections_file,
    )
    told = {(seen.criterion, seen.indicator, seen.series) for seen in into.observations}
    into.unread = sorted(
        unread
        for unread in set(into.unread)
        if (unread.criterion, unread.indicator, unread.series) not in told
    )


def _cost(refused: RefusedWorkbook, year: int, into: Collector) -> None:
    """Note what a workbook of which nothing was read holds up.

    Whose it is shows by what it says or by the name that `workbook_name` gave it; if neither tells,
    it may be of anybody who sent nothing else.
    """
    plan = into.plan
    named = (refused.department, _department_of(refused.file, year))
    known = [department for department in named if department in plan.departments][:1]
    silent = [d for d in departments_owing(plan, year) if d not in into.departments]
    suspects = known or (silent if year > plan.base_year else [])
    owed = [duties_of(plan, suspect, year) for suspect in suspects]
    codes = [code.code for duties in owed for code in duties.codes]
    blocks = into.blocks(*codes, *(task.id for duties in owed for task in duties.tasks))
    whose = "" if known else _suspicion([plan.departments[d].name for d in suspects])
    errors = [
        replace(problem, what=problem.what + whose)
        for problem in refused.problems
        if problem.level is Level.ERROR
    ]
    others = [problem for problem in refused.problems if problem.level is not Level.ERROR]
    into.problems += [*(replace(problem, blocks=blocks) for problem in errors), *others]
    for department in known:
        into.departments.setdefault(department, []).append(refused.file)
        into.lose(codes, year, errors[0].where)


def _suspicion(names: Sequence[str]) -> str:
    """Say who may have sent a file of which nobody's name can be read."""
    more = f"等 {len(names)} 个部门" if len(names) > NAMED else ""
    return f"；可能是{'、'.join(names[:NAMED])}{more}报送的" if names else ""


def _department_of(file: str, year: int) -> str:
    found = re.match(rf"{year}-([a-z_]+)-", Path(file).name)
    return found[1] if found else ""


def _whole_feed(found: Sequence[tuple[str, pd.DataFrame]]) -> list[tuple[str, pd.DataFrame]]:
    """Put the Parquet files of different stations together to one feed, each row with its file."""
    parts = [one for one in found if AIR_PARQUET.fullmatch(Path(one[0]).name)]
    stations = [name for _, frame in parts for name in frame[STATION].unique()]
    if len(parts) < 2 or len(set(stations)) < len(stations):
        return list(found)
    whole = pd.concat([frame.assign(file=place) for place, frame in parts], ignore_index=True)
    named = [place for place, _ in parts]
    return [*(one for one in found if one[0] not in named), (named[0], whole)]


def _only(
    found: Sequence[tuple[str, pd.DataFrame]], what: str, kind: str, into: Collector
) -> tuple[str, pd.DataFrame | None]:
    """Return the only data of a kind and their place; none, and a problem, when two disagree."""
    if not found:
        return "", None
    place, frame = found[0]
    same = frame.drop(columns=PLACES, errors="ignore")
    for other, frame_of_other in found[1:]:
        if not same.equals(frame_of_other.drop(columns=PLACES, errors="ignore")):
            said = f"与 {place} 里的{what}不一样，两处都没有采用"
            mend = "请只用其中一处；重报的请在“更正与裁决”的“重报”表写明取代哪一份"
            into.problem(other, said, mend, blocks=criteria_on_stations(into.plan, kind))
            return "", None
    return place, frame


def carried_over(found: Collector, year: int, assessed: int) -> Iterator[Problem]:
    """Yield what the assessed year must know of the problems of an earlier one.

    An error that holds up a criterion stays an error and says which figures are missing because of
    it; one that holds up none is a warning. A warning stays one where it touches a criterion. The
    rest is counted. What is carried over is about its own year.
    """
    rest: Counter[Level] = Counter()
    for problem in found.problems:
        about = problem.year or year
        if problem.level is Level.ERROR:
            lost = [unread for unread in found.unread if unread.where == problem.where]
            level = Level.ERROR if problem.blocks else Level.WARNING
            what = problem.what + _loss(lost, year, found.plan)
            yield replace(problem, what=what, level=level, year=about)
        elif problem.level is Level.WARNING and problem.blocks:
            yield replace(problem, year=about)
        else:
            rest[problem.level] += 1
    if rest:
        counts = "、".join(f"{level} {rest[level]} 条" for level in Level if rest[level])
        what = f"{year} 年的填报另有{counts}，不影响 {assessed} 年的判定"
        mend = f"要逐条看，请运行 jbeco check {year}"
        yield Problem(f"{year} 年填报", what, mend, Level.NOTE)


def _loss(lost: Sequence[Unread], year: int, plan: Plan) -> str:
    """Say which figures of an earlier year are missing; empty when none is."""
    if not lost:
        return ""
    names = list(dict.fromkeys(f"“{_name(unread, plan)}”" for unread in lost))
    more = f"等 {len(names)} 项" if len(names) > NAMED else ""
    return f"；{year} 年因此没有{'、'.join(names[:NAMED])}{more}"


def _name(unread: Unread, plan: Plan) -> str:
    if unread.criterion:
        name = f"{unread.criterion} {plan.criterion(unread.criterion).full_name}"
    else:
        name = plan.observations[unread.indicator].name
    return f"{name}（{unread.series}）" if unread.series else name
