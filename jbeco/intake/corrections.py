"""Corrections, conflict resolutions and superseded files: raw data stay, every change has a reason.

Each is a row of a table in the year's folder, with who decided, why and when; a row that no longer
fits what the source says does nothing and is reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..problems import Level
from ..schema import exact
from ..standards.rounding import exact_text
from ..tables import Row, read_rows
from .collector import Collector
from .records import Observation, SetAside

__all__ = [
    "CORRECTIONS",
    "RECEIVED",
    "RESOLUTIONS",
    "Amendments",
    "Revision",
    "amend",
    "read_amendments",
    "revisions",
]

CORRECTIONS = "corrections.csv"
RESOLUTIONS = "resolutions.csv"
RECEIVED = "received.csv"

COLUMNS = {
    CORRECTIONS: "department code series expect value reason who told_on".split(),
    RESOLUTIONS: "code series file cell reason who decided_on".split(),
    RECEIVED: "file received_on supersedes note".split(),
}
DECIDED = {
    CORRECTIONS: ("reason", "who", "told_on"),
    RESOLUTIONS: ("reason", "who", "decided_on"),
    RECEIVED: ("received_on",),
}


@dataclass(frozen=True)
class Amendments:
    """The rows of one year's three tables."""

    corrections: tuple[Row, ...]
    resolutions: tuple[Row, ...]
    received: tuple[Row, ...]


def read_amendments(folder: Path, into: Collector) -> Amendments:
    """Read the tables that are there; a row without a reason, a name or a date is an error."""
    tables = {}
    for name, columns in COLUMNS.items():
        path = folder / name
        rows = read_rows(path, columns, f"{folder.name}/{name}") if path.is_file() else []
        tables[name] = tuple(rows)
        for row in tables[name]:
            for column in DECIDED[name]:
                if not row[column]:
                    into.fault(row, column, "没有填", "更正与裁决须写明理由、何人、何时")
    return Amendments(tables[CORRECTIONS], tables[RESOLUTIONS], tables[RECEIVED])


def amend(
    observations: Sequence[Observation], amendments: Amendments, into: Collector
) -> tuple[list[Observation], list[SetAside]]:
    """Apply a year's amendments to its observations.

    Returns
    -------
    list of Observation, list of SetAside
        What is used, and what is kept in the record without being used, each with its reason.
    """
    kept, aside = _supersede(observations, amendments.received, into)
    kept = _correct(kept, amendments.corrections, into)
    kept, decided = _resolve(kept, amendments.resolutions, into)
    return kept, [*aside, *decided]


def _supersede(
    observations: Sequence[Observation], rows: Sequence[Row], into: Collector
) -> tuple[list[Observation], list[SetAside]]:
    files = {Path(name).name for name, _ in into.files}
    replaced = {}
    replacing = {row["supersedes"]: row["file"] for row in rows if row["supersedes"]}
    for row in rows:
        if row["supersedes"] and _in_a_circle(row["supersedes"], replacing):
            into.fault(row, "supersedes", "与别的行互相取代", "请核对哪一份是最后收到的")
            continue
        for column in ("file", "supersedes"):
            if row[column] and row[column] not in files:
                into.fault(row, column, "没有收到这个文件", "请核对文件名")
        if row["supersedes"]:
            replaced[row["supersedes"]] = row
    kept: list[Observation] = []
    aside: list[SetAside] = []
    for seen in observations:
        by = replaced.get(Path(seen.source.file).name)
        if by is None:
            kept.append(seen)
        else:
            aside.append(SetAside(seen, f"被 {by['file']}（{by['received_on']} 收到）取代"))
    _forget(set(replaced), into)
    return kept, aside


def _in_a_circle(file: str, replacing: dict[str, str]) -> bool:
    seen = set()
    while file in replacing and file not in seen:
        seen.add(file)
        file = replacing[file]
    return file in seen


def _forget(files: set[str], into: Collector) -> None:
    """Leave out what a superseded file says beside its numbers, and what is wrong in it."""

    def used(file: str) -> bool:
        return Path(file).name not in files

    into.tasks = [task for task in into.tasks if used(task.source.file)]
    into.evidence = [proof for proof in into.evidence if used(proof.source.file)]
    into.progress = [progress for progress in into.progress if used(progress.source.file)]
    into.problems = [problem for problem in into.problems if used(problem.place[0])]


def _correct(
    observations: Sequence[Observation], rows: Sequence[Row], into: Collector
) -> list[Observation]:
    corrected = list(observations)
    facts = [(row["department"], row["code"], row["series"]) for row in rows]
    for number, (row, wanted) in enumerate(zip(rows, facts, strict=True)):
        if facts.count(wanted) > 1 and facts.index(wanted) == number:
            continue  # said once, at the later row
        if facts.count(wanted) > 1:
            into.fault(row, "code", "有两条更正", "同一个数只能有一条更正，请删去一条", row["code"])
            continue
        places = [
            place
            for place, seen in enumerate(corrected)
            if (seen.department, seen.indicator, seen.series) == wanted
        ]
        if not places:
            into.fault(row, "code", "没有这个部门的这个填报数", "请核对部门、代码与系列")
        for place in places:
            seen = corrected[place]
            if seen.entered != row["expect"]:
                what = f"更正没有用上：源里现在是“{seen.entered}”，不是“{row['expect']}”"
                mend = "源已改，请删去这条更正，或重新核对"
                into.problem(row.where("expect"), what, mend, Level.WARNING, row["code"])
                continue
            corrected[place] = _corrected(seen, row, into)
    return corrected


def _corrected(seen: Observation, row: Row, into: Collector) -> Observation:
    said = f"更正：原填“{seen.entered}”，{row['reason']}（{row['who']}，{row['told_on']}）"
    note = "；".join(part for part in (seen.note, said) if part)
    flags = (*seen.flags, "已更正")
    if seen.measure == "state":
        states = into.plan.observations[seen.indicator].states
        if not into.choice(row, "value", states, seen.indicator):
            return seen
        return replace(seen, state=row["value"], missing=None, note=note, flags=flags)
    number = into.convert(row, "value", exact, "数", seen.indicator)
    if number is None:
        return seen
    return replace(seen, number=number, missing=None, note=note, flags=flags)


def _resolve(
    observations: Sequence[Observation], rows: Sequence[Row], into: Collector
) -> tuple[list[Observation], list[SetAside]]:
    kept = list(observations)
    aside: list[SetAside] = []
    for row in rows:
        about = [s for s in kept if (s.indicator, s.series) == (row["code"], row["series"])]
        chosen = [
            seen
            for seen in about
            if (Path(seen.source.file).name, seen.source.cell) == (row["file"], row["cell"])
        ]
        if len(about) < 2 or not chosen:
            what = "裁决没有用上：" + ("没有矛盾" if chosen else "没有这个文件与单元格")
            into.problem(
                row.where("code"), what, "请核对，或删去这一行", Level.WARNING, row["code"]
            )
            continue
        reason = (
            f"裁决采信 {chosen[0].source}：{row['reason']}（{row['who']}，{row['decided_on']}）"
        )
        kept = [seen for seen in kept if seen not in about or seen in chosen]
        aside += [SetAside(seen, reason) for seen in about if seen not in chosen]
    return kept, aside


@dataclass(frozen=True)
class Revision:
    """One fact whose entry was replaced, decided upon, or taken back."""

    code: str
    series: str
    before: str
    after: str
    before_source: str
    after_source: str
    why: str


def revisions(used: Sequence[Observation], aside: Sequence[SetAside]) -> tuple[Revision, ...]:
    """List every set-aside entry that says something else than the one used.

    Parameters
    ----------
    used : sequence of Observation
        What the year is judged by.
    aside : sequence of SetAside
        What was superseded or decided against.
    """
    by_fact = {(seen.year, seen.indicator, seen.series, seen.measure): seen for seen in used}
    found = []
    for item in aside:
        old = item.observation
        new = by_fact.get((old.year, old.indicator, old.series, old.measure))
        if new is None or said(new) != said(old):
            found.append(
                Revision(
                    code=old.indicator,
                    series=old.series,
                    before=said(old),
                    after="（撤回）" if new is None else said(new),
                    before_source=str(old.source),
                    after_source="" if new is None else str(new.source),
                    why=item.why,
                )
            )
    return tuple(found)


def said(seen: Observation) -> str:
    """Return what an entry says: its number, its word, or its reason code."""
    if seen.number is not None:
        return exact_text(seen.number)
    return seen.state or f"缺（{seen.missing}）"
