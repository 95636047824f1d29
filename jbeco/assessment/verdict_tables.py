"""The stage ``verdicts``: from values to verdicts with their whole reasons, as tables and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from ..intake.collect import (
    bridges_of,
    comparators_of,
    evidence_of,
    observations_of,
    problems_of,
    source_of,
    tasks_of,
)
from ..plan import Plan, Ruling, in_force
from ..plan.methods import method_texts
from ..plan.rules import parse_rule
from ..problems import Level, Problem
from ..stage_tables import frame_of, records_of
from ..values.values_table import values_of
from .evidence import Facts, Finding
from .pace import Pace
from .summary import PassConclusion, pass_conclusion
from .verdicts import RowVerdict, Verdict, judge, row_verdicts

__all__ = [
    "METHOD",
    "METHODS_VERSION",
    "facts_of",
    "verdict_stage",
    "verdicts_of",
]

METHODS_VERSION = "评估规则"
METHOD = "方法 "
"""How the table of what was judged names the version of the methods, and each threshold."""

Tables = Mapping[str, pd.DataFrame]
Barred = tuple[str, str, int]
PACE = "target_year base_year base value goal progress elapsed".split()
ABOUT = ("standard", "target", "task")


def verdict_stage(plan: Plan, year: int, tables: Tables) -> dict[str, pd.DataFrame]:
    """Judge a year.

    Parameters
    ----------
    plan : Plan
        What was promised, under the readings that are taken.
    year : int
        The assessed year.
    tables : mapping of DataFrame
        Those that the stage reads (`jbeco.stages`).

    Returns
    -------
    dict of DataFrame
        ``verdicts``, ``readings``, ``rows``, ``conclusions``, ``rulings``, ``about``.
    """
    verdicts = judge(facts_of(plan, year, tables))
    rows, words = row_verdicts(verdicts), plan.methods.words.verdict
    return {
        "verdicts": frame_of("verdicts", (_verdict_row(v, words) for v in verdicts)),
        "readings": frame_of("readings", (r for v in verdicts for r in _reading_rows(v))),
        "rows": frame_of("rows", (_row_row(row, words) for row in rows)),
        "conclusions": frame_of(
            "conclusions",
            (_conclusion_row(pass_conclusion(plan, rows, name)) for name in plan.frameworks),
        ),
        "rulings": frame_of("rulings", (_ruling_row(ruling) for ruling in plan.rulings)),
        "about": frame_of("about", _about_rows(plan, year)),
    }


def facts_of(plan: Plan, year: int, tables: Tables) -> Facts:
    """Put together what is accepted: values, tasks and comparators, and what the checks found."""
    problems = problems_of("problems", tables["problems"])
    return Facts(
        plan=plan,
        year=year,
        values=values_of(tables),
        tasks=tasks_of(tables),
        comparators=comparators_of(tables),
        barred=_barred(plan, year, problems),
        findings=_touching(problems, year),
        contradicted=_touching((p for p in problems if p.contradicts), year),
        documented=frozenset(_documented(plan, tables)),
        bridges=bridges_of(tables),
    )


def _barred(plan: Plan, year: int, problems: Iterable[Problem]) -> dict[Barred, str]:
    """Return what cannot be used, by what of which indicator and year it is."""
    found: dict[Barred, str] = {}
    for problem in problems:
        if problem.level is Level.ERROR and problem.about:
            for criterion in problem.blocks:
                at = problem.year or year
                read = in_force(plan, plan.criterion(criterion), at)
                if read is not None:
                    key = (problem.about, read.indicator, at)
                    found.setdefault(key, f"{problem.where} {problem.what}")
    return found


def _touching(problems: Iterable[Problem], year: int) -> dict[str, tuple[str, ...]]:
    """Return the findings about the assessed year by criterion; notes are no findings."""
    found: dict[str, tuple[str, ...]] = {}
    for problem in problems:
        if problem.level is not Level.NOTE and problem.year in (None, year):
            for criterion in problem.blocks:
                said = f"{problem.where} {problem.what}"
                found[criterion] = (*found.get(criterion, ()), said)
    return found


def _documented(plan: Plan, tables: Tables) -> Iterator[tuple[str, int]]:
    """Yield the indicators and years behind which a document stands.

    A row of the evidence with title or number, issuer and date; or number and date beside a figure
    of the indicator. A date after the next year is none.
    """
    indicator_of = {criterion.id: criterion.indicator for criterion in plan.criteria}
    for proof in evidence_of(tables):
        named = (proof.title or proof.number) and proof.issuer
        if named and proof.dated is not None and proof.dated.year <= proof.year + 1:
            yield indicator_of[proof.criterion], proof.year
    for seen in observations_of(tables):
        if seen.document_number and seen.dated is not None:
            code = plan.observations.get(seen.indicator)
            for indicator in (seen.indicator,) if code is None else code.indicators:
                yield indicator, seen.year


def verdicts_of(plan: Plan, tables: Tables) -> tuple[Verdict, ...]:
    """Return the verdicts that the tables hold, each with its findings."""
    hashes = dict(zip(tables["files"]["file"], tables["files"]["sha256"], strict=True))
    findings: dict[tuple[str, str], dict[str, dict[str, Any]]] = {}
    for row in records_of("readings", tables["readings"]):
        key = (row.pop("criterion"), row.pop("about"))
        findings.setdefault(key, {})[row.pop("path")] = row
    return tuple(
        _verdict(plan, row, {a: findings.get((row["criterion"], a), {}) for a in ABOUT}, hashes)
        for row in records_of("verdicts", tables["verdicts"])
    )


def _verdict_row(verdict: Verdict, words: Mapping[str, str]) -> dict[str, Any]:
    criterion = verdict.criterion
    pace = {} if verdict.pace is None else asdict(verdict.pace)
    return {
        "criterion": criterion.id,
        "name": criterion.full_name,
        "framework": criterion.framework,
        "system": criterion.domain,
        "attribute": criterion.attribute,
        "year": verdict.year,
        "code": verdict.code,
        "verdict": words[verdict.code],
        "meets_standard": verdict.meets_standard,
        "meets_target": verdict.meets_target,
        "task_met": verdict.task_met,
        "task_asked": verdict.task_asked,
        "reason": verdict.reason,
        "reason_code": verdict.reason_code,
        "owed_by": verdict.owed_by,
        "grade": verdict.grade,
        "findings": verdict.findings,
        **{f"pace_{name}": pace.get(name) for name in PACE},
    }


def _reading_rows(verdict: Verdict) -> Iterator[dict[str, Any]]:
    for about in ABOUT:
        finding: Finding | None = getattr(verdict, about)
        if finding is not None:
            for path, part in _walk(finding, ""):
                yield {
                    "criterion": verdict.criterion.id,
                    "about": about,
                    "path": path,
                    "rule": part.rule,
                    "reading": part.reading,
                    "truth": part.truth,
                    "says": part.says,
                    "reason": part.reason,
                    "compared": part.value,
                    "against": part.bound,
                    "grade": part.grade,
                    "since": part.since,
                    "sources": tuple(map(str, part.sources)),
                }


def _walk(finding: Finding, path: str) -> Iterator[tuple[str, Finding]]:
    """Yield a finding and its parts, each with its place such as ``0.1``."""
    yield path, finding
    for number, part in enumerate(finding.parts):
        yield from _walk(part, f"{path}.{number}".lstrip("."))


def _row_row(row: RowVerdict, words: Mapping[str, str]) -> dict[str, Any]:
    first = row.first
    return {
        "row": row.row,
        "name": row.name,
        "framework": first.framework,
        "system": first.domain,
        "attribute": first.attribute,
        "code": row.code,
        "verdict": words[row.code],
        "decided_by": row.decided_by,
    }


def _conclusion_row(conclusion: PassConclusion) -> dict[str, Any]:
    return asdict(conclusion) | {"whole": conclusion.whole}


def _ruling_row(ruling: Ruling) -> dict[str, Any]:
    reading = ruling.default_reading if ruling.taken == "default" else ruling.other_reading
    names = ("question", "taken", "status", "plausible", "plausibility")
    row = {name: getattr(ruling, name) for name in names}
    return row | {"ruling": ruling.id, "reading": reading}


def _about_rows(plan: Plan, year: int) -> list[dict[str, str]]:
    """Say what was judged, and by which version of the methods."""
    told = {
        "规划": plan.name,
        "地区": plan.district,
        "评估年": str(year),
        METHODS_VERSION: plan.methods.version,
        "评估规则改了什么": plan.methods.versions[plan.methods.version],
        **{f"{METHOD}{name}": text for name, text in method_texts(plan.methods).items()},
    }
    return [{"name": name, "value": value} for name, value in told.items()]


def _verdict(
    plan: Plan,
    row: Mapping[str, Any],
    readings: Mapping[str, Mapping[str, dict[str, Any]]],
    hashes: Mapping[str, str],
) -> Verdict:
    pace = {name: row[f"pace_{name}"] for name in PACE}
    kept = "year code meets_standard meets_target task_met task_asked reason reason_code".split()
    kept += ["owed_by", "findings"]
    found: dict[str, Any] = {
        about: _finding(rows, "", hashes) if rows else None for about, rows in readings.items()
    }
    criterion = plan.criterion(row["criterion"])
    return Verdict(
        criterion=in_force(plan, criterion, row["year"]) or criterion,
        grade=row["grade"],
        pace=None if pace["goal"] is None else Pace(**pace),
        **{name: row[name] for name in kept},
        **found,
    )


def _finding(rows: Mapping[str, dict[str, Any]], path: str, hashes: Mapping[str, str]) -> Finding:
    row = rows[path]
    parts = sorted((p for p in rows if p and _parent(p) == path), key=_last_number)
    return Finding(
        node=parse_rule(row["rule"]),
        truth=row["truth"],
        says=row["says"],
        reason=row["reason"],
        value=row["compared"],
        bound=row["against"],
        grade=row["grade"],
        since=row["since"],
        sources=tuple(source_of(text, hashes) for text in row["sources"]),
        parts=tuple(_finding(rows, part, hashes) for part in parts),
    )


def _parent(path: str) -> str:
    return path.rpartition(".")[0]


def _last_number(path: str) -> int:
    return int(path.rpartition(".")[2])
