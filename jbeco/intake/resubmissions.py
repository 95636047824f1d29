"""Second versions: a file that was sent again replaces what it contains, and the rest stays.

A row of the table 重报 says which file replaces which. Of one department's two workbooks the later
one replaces row by row what it answers; ``整份``, or a file that is no workbook of the same
department, replaces the earlier file whole.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TypeVar

import pandas as pd

from ..problems import Level, Problem
from ..tables import Row
from .amendment_layout import RECEIVED, SCOPES
from .amendment_tables import is_decided
from .collector import Collector
from .layout import ACTIONS, AIR, EVIDENCE, NUMBERS, TASKS, WATER
from .records import (
    Amendment,
    Evidence,
    Observation,
    Progress,
    Remark,
    SetAside,
    Source,
    Task,
    Unread,
)

__all__ = ["supersede"]

Record = TypeVar("Record", Task, Evidence, Progress, Remark)
Place = tuple[str, str, str]
"""File, sheet and line of a row."""

Told = Mapping[tuple[str, str], Mapping[str, Observation | Unread]]
"""By code and series, then by file: what it says, or what of it could not be read."""

NOT_REPORTED = "not_reported"
HOUR_KEY, SECTION_KEY = ("站点", "时间"), ("断面", "月份")


@dataclass
class Versions:
    """Which file, by its own name, replaces which, and what was replaced so far."""

    of: Mapping[str, Row]
    whole: frozenset[str]
    replaced: set[Place] = field(default_factory=set)

    def ahead(self, file: str) -> list[str]:
        """Return the files that replace one, the latest first."""
        found: list[str] = []
        while file in self.of:
            file = self.of[file]["file"]
            found.insert(0, file)
        return found

    def gone(self, file: str) -> Row | None:
        """Return the row by which nothing of a file counts; None where some of it may."""
        while file in self.of:
            row = self.of[file]
            if file in self.whole:
                return row
            file = row["file"]
        return None


def supersede(rows: Sequence[Row], into: Collector) -> list[SetAside]:
    """Leave out what a later file replaced.

    Parameters
    ----------
    rows : sequence of Row
        The year's rows of the table of files that were sent again.
    into : Collector
        What was read of all files; gets the problems and the acts.

    Returns
    -------
    list of SetAside
        Figures that a later file replaced. ``into.replaced`` holds the rows they stood in.
    """
    of = _valid(rows, into)
    versions = Versions(of, frozenset(old for old, row in of.items() if _is_whole(row, into)))
    aside = _replace_figures(versions, into)
    into.tasks = _latest(into.tasks, versions, lambda task: task.indicator)
    into.evidence = _latest(
        into.evidence, versions, lambda proof: (proof.criterion, proof.title, proof.number)
    )
    into.remarks = _latest(into.remarks, versions, lambda said: (said.criterion, said.author))
    silent = [step for step in into.progress if _is_blank(step)]
    told = [step for step in into.progress if not _is_blank(step)]
    kept = _latest(told, versions, lambda step: step.id)
    answered = {step.id for step in kept}
    into.progress = [*kept, *(s for s in silent if s.id not in answered and not _old(s, versions))]
    into.hours = _merged(into.hours, versions, HOUR_KEY)
    into.sections = _merged(into.sections, versions, SECTION_KEY)
    _forget(versions, into)
    into.amendments += [_file_act(row, aside, into) for row in of.values()]
    into.replaced = versions.replaced
    return aside


def _valid(rows: Sequence[Row], into: Collector) -> dict[str, Row]:
    """Return the row by which each file is replaced; a row that does not fit is named."""
    files = {Path(name).name for name, _ in into.files}
    replacing = {row["supersedes"]: row["file"] for row in rows if row["supersedes"]}
    found = {}
    for row in rows:
        is_decided(row, RECEIVED, into)
        if row["supersedes"] and _in_a_circle(row["supersedes"], replacing):
            into.fault(row, "supersedes", "与别的行互相取代", "请核对哪一份是最后收到的")
            continue
        unknown = [c for c in ("file", "supersedes") if row[c] and row[c] not in files]
        for column in unknown:
            into.fault(row, column, "没有收到这个文件", "请核对文件名")
        into.choice(row, "scope", tuple(SCOPES))
        if row["supersedes"] and not unknown:
            found[row["supersedes"]] = row
    return found


def _in_a_circle(file: str, replacing: Mapping[str, str]) -> bool:
    seen = set()
    while file in replacing and file not in seen:
        seen.add(file)
        file = replacing[file]
    return file in seen


def _is_whole(row: Row, into: Collector) -> bool:
    """Whether nothing of the earlier file is to count."""
    if row["scope"]:
        return SCOPES.get(row["scope"], True)
    owners = [
        {d for d, files in into.departments.items() if row[column] in map(_own_name, files)}
        for column in ("file", "supersedes")
    ]
    refused = {_own_name(book.file) for book in into.refused}
    return not (owners[0] and owners[0] == owners[1]) and not refused & {
        row["file"],
        row["supersedes"],
    }


def _own_name(file: str) -> str:
    return Path(file.partition("!")[0]).name


def _place(source: Source) -> Place:
    sheet, _, cell = source.cell.rpartition("!")
    return _own_name(source.file), sheet, cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")


def _old(record: Record, versions: Versions) -> bool:
    return _own_name(record.source.file) in versions.of


def _replace_figures(versions: Versions, into: Collector) -> list[SetAside]:
    """Keep of each figure what the latest file says that says anything."""
    said = _said(into)
    kept: list[Observation] = []
    aside: list[SetAside] = []
    for seen in into.observations:
        file = _own_name(seen.source.file)
        told = said.get((seen.indicator, seen.series), {})
        later = next((told[f] for f in versions.ahead(file) if _says(told.get(f))), None)
        by = versions.gone(file) or (versions.of[file] if later else None)
        if by is not None:
            versions.replaced.add(_place(seen.source))
            if seen.missing != NOT_REPORTED:
                aside.append(_set_aside(seen, later, by, versions, into))
        elif seen.missing != NOT_REPORTED or not _older_says(file, told, versions):
            kept.append(seen)
    into.observations = kept
    into.unread = [lost for lost in into.unread if not _is_replaced(lost, said, versions)]
    return aside


def _said(into: Collector) -> Told:
    """Return by code and series what each file says, or what of it could not be read."""
    found: dict[tuple[str, str], dict[str, Observation | Unread]] = {}
    for lost in into.unread:
        fact = found.setdefault((lost.indicator, lost.series), {})
        fact[_own_name(lost.where)] = lost
    for seen in into.observations:
        if seen.missing != NOT_REPORTED and not seen.criterion:
            fact = found.setdefault((seen.indicator, seen.series), {})
            fact[_own_name(seen.source.file)] = seen
    return found


def _says(told: Observation | Unread | None) -> bool:
    """Whether a file answers a question, be it that the one cell cannot be read."""
    return told is not None and (isinstance(told, Observation) or told.entered != "")


def _older_says(file: str, told: Iterable[str], versions: Versions) -> bool:
    """Whether a file that was left blank in a row was sent after one that was not."""
    return any(file in versions.ahead(old) for old in told if versions.gone(old) is None)


def _is_replaced(lost: Unread, said: Told, versions: Versions) -> bool:
    """Whether a later file says what could not be read; its row is out of use then."""
    file = _own_name(lost.where)
    told = said.get((lost.indicator, lost.series), {})
    if not any(_says(told.get(later)) for later in versions.ahead(file)):
        return versions.gone(file) is not None
    if lost.entered:
        versions.replaced.add(_place(Source(*lost.where.partition("!")[::2], "")))
    return True


def _set_aside(
    seen: Observation,
    later: Observation | Unread | None,
    by: Row,
    versions: Versions,
    into: Collector,
) -> SetAside:
    """Keep a replaced figure in the record; where the later file says something else, as an act."""
    if later is not None and later.entered != seen.entered:
        place = str(later.source) if isinstance(later, Observation) else later.where
        source = into.source(by, "file")
        into.amendments.append(
            replace(
                _act(by, source),
                code=seen.indicator,
                series=seen.series,
                place=place,
                before=seen.entered or "（没有数）",
                after=later.entered or "（没有数）",
            )
        )
    latest = versions.ahead(_own_name(seen.source.file))[0] if later is not None else by["file"]
    return SetAside(seen, f"被 {latest}（{by['received_on']} 收到）取代")


def _act(row: Row, source: Source) -> Amendment:
    return Amendment(
        kind="重报",
        year=int(row.file.partition("/")[0]),
        code="",
        series="",
        place=row["file"],
        before=row["supersedes"],
        after=row["file"],
        reason=row["note"],
        who="",
        when=row["received_on"],
        source=source,
    )


def _file_act(row: Row, aside: Sequence[SetAside], into: Collector) -> Amendment:
    """Return the act of a whole file, with the number of figures that it replaced."""
    mine = [one for one in aside if _own_name(one.observation.source.file) == row["supersedes"]]
    act = _act(row, into.source(row, "file"))
    return replace(act, after=f"{row['file']}（取代 {len(mine)} 个数）")


def _latest(
    records: Iterable[Record], versions: Versions, key: Callable[[Record], Hashable]
) -> list[Record]:
    """Keep the records that no later file says something about."""
    records = list(records)
    told: dict[Hashable, set[str]] = {}
    for record in records:
        told.setdefault(key(record), set()).add(_own_name(record.source.file))
    kept = []
    for record in records:
        file = _own_name(record.source.file)
        later = told[key(record)].intersection(versions.ahead(file))
        if later or versions.gone(file) is not None:
            versions.replaced.add(_place(record.source))
        else:
            kept.append(record)
    return kept


def _is_blank(step: Progress) -> bool:
    said = (step.state, step.share, step.done)
    return all(one is None for one in said) and not step.document_number and not step.note


def _merged(
    found: Sequence[tuple[str, pd.DataFrame]], versions: Versions, key: tuple[str, str]
) -> list[tuple[str, pd.DataFrame]]:
    """Put the rows of a later file in the place of those of the earlier one, hour by hour."""
    kept = {_own_name(file): (file, frame) for file, frame in found}
    if len(kept) < len(found) or not versions.of.keys() & kept.keys():
        return list(found)
    for name in sorted(kept, key=lambda n: -len(versions.ahead(n))):
        later = [other for other in versions.ahead(name) if other in kept and len(kept[other][1])]
        if versions.gone(name) is not None:
            del kept[name]
        elif later:
            file, frame = kept[later[-1]]
            both = pd.concat([kept.pop(name)[1], frame], ignore_index=True)
            columns = [column for column in key if column in both]
            kept[later[-1]] = (file, both.drop_duplicates(columns, keep="last", ignore_index=True))
    return list(kept.values())


def _forget(versions: Versions, into: Collector) -> None:
    """Leave out what is wrong in rows that no longer count, and workbooks that were refused."""
    into.refused = [r for r in into.refused if _own_name(r.file) not in versions.of]
    lost = {unread.where for unread in into.unread}
    into.problems = [
        problem for problem in into.problems if _still_matters(problem, lost, versions, into)
    ]


def _still_matters(problem: Problem, lost: set[str], versions: Versions, into: Collector) -> bool:
    """Whether a problem is about something that counts: its row, or what its sheet still holds."""
    file, sheet, cell = problem.place
    name = _own_name(file)
    if name not in versions.of:
        return True
    if versions.gone(name) is not None:
        return False
    if cell and sheet in (NUMBERS.name, TASKS.name, EVIDENCE.name, ACTIONS.name):
        line = cell.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return (name, sheet, line) not in versions.replaced
    if problem.level is not Level.ERROR:
        return False
    if sheet == NUMBERS.name:
        return problem.where in lost
    return sheet in (AIR.name, WATER.name) or not _says_anything(sheet, versions.ahead(name), into)


def _says_anything(sheet: str, files: Sequence[str], into: Collector) -> bool:
    """Whether later files say anything on a sheet other than 数据."""
    records: dict[str, Sequence[Task | Evidence | Progress]] = {
        TASKS.name: into.tasks,
        EVIDENCE.name: into.evidence,
        ACTIONS.name: [step for step in into.progress if not _is_blank(step)],
    }
    return any(_own_name(record.source.file) in files for record in records.get(sheet, ()))
