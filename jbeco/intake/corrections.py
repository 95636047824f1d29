"""Corrections, conflict resolutions and superseded files: raw data stay, every change has a reason.

Each is a row of a table in the year's folder, with who decided, why and when. A row that no longer
fits what the source says does nothing and is reported. A figure that a correction calls wrong is
not used while the correction itself cannot be read or applied.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from ..problems import Level, Problem
from ..schema import exact
from ..tables import Row
from .bounds import WEAK
from .collector import Collector
from .consultant_rows import LostRow, whole_rows
from .dates import read_date
from .files import Arrived
from .numbers import PROVISIONAL
from .records import Amendment, Observation, SetAside, Source, Unread
from .resolutions import resolve, resolve_tasks

__all__ = [
    "AMENDMENTS",
    "CORRECTED",
    "CORRECTIONS",
    "RECEIVED",
    "RESOLUTIONS",
    "Amendments",
    "amend",
    "read_amendments",
]

CORRECTIONS = "corrections.csv"
RESOLUTIONS = "resolutions.csv"
RECEIVED = "received.csv"

COLUMNS = {
    CORRECTIONS: "department code series expect value reason who told_on".split(),
    RESOLUTIONS: "code series file cell reason who decided_on".split(),
    RECEIVED: "file received_on supersedes note".split(),
}
AMENDMENTS = tuple(COLUMNS)
"""Names of the three tables."""

CORRECTED = "已更正"
"""Flag of a figure that a correction confirmed or changed."""

DECIDED = {
    CORRECTIONS: ("reason", "who", "told_on"),
    RESOLUTIONS: ("reason", "who", "decided_on"),
    RECEIVED: ("received_on",),
}


@dataclass(frozen=True)
class Amendments:
    """The rows of one year's three tables, and what of the corrections could not be read."""

    corrections: tuple[Row, ...] = ()
    resolutions: tuple[Row, ...] = ()
    received: tuple[Row, ...] = ()
    lost_corrections: tuple[LostRow, ...] = ()


def read_amendments(files: Mapping[str, Arrived | Problem], into: Collector) -> Amendments:
    """Read those of the tables that are there.

    Parameters
    ----------
    files : mapping of Arrived or Problem
        Those of a year's folder by their own name, or why one could not be read.
    into : Collector
        Gets the problems.
    """
    rows: dict[str, tuple[Row, ...]] = {}
    lost: dict[str, tuple[LostRow, ...]] = {}
    everything = tuple(c.id for c in into.plan.criteria if c.applicable)
    for name in COLUMNS.keys() & files.keys():
        whole, torn = whole_rows(files[name], COLUMNS[name], everything, into)
        rows[name], lost[name] = tuple(whole), tuple(torn)
    return Amendments(
        corrections=rows.get(CORRECTIONS, ()),
        resolutions=rows.get(RESOLUTIONS, ()),
        received=rows.get(RECEIVED, ()),
        lost_corrections=lost.get(CORRECTIONS, ()),
    )


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
    kept = _correct(kept, amendments, into)
    decided = [row for row in amendments.resolutions if _is_decided(row, RESOLUTIONS, into)]
    into.tasks, decided = resolve_tasks(into.tasks, decided, into)
    kept, against = resolve(kept, decided, into)
    return kept, [*aside, *against]


def _supersede(
    observations: Sequence[Observation], rows: Sequence[Row], into: Collector
) -> tuple[list[Observation], list[SetAside]]:
    files = {Path(name).name for name, _ in into.files}
    replaced = {}
    replacing = {row["supersedes"]: row["file"] for row in rows if row["supersedes"]}
    for row in rows:
        _is_decided(row, RECEIVED, into)
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
    into.amendments += [_resubmission(row) for row in replaced.values()]
    _forget(set(replaced), into)
    return kept, aside


def _resubmission(row: Row) -> Amendment:
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
        source=Source(row.file, row.cell("file"), ""),
    )


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
    into.hours = [(file, hours) for file, hours in into.hours if used(file.partition("!")[0])]
    into.sections = [(file, months) for file, months in into.sections if used(file)]
    into.problems = [problem for problem in into.problems if used(problem.place[0])]
    into.unread = [unread for unread in into.unread if used(unread.where.partition("!")[0])]
    into.refused = [refused for refused in into.refused if used(refused.file)]


def _is_decided(row: Row, table: str, into: Collector) -> bool:
    """Whether a row says why, who and when; notes what it does not say."""
    code = row.texts.get("code", "")
    undated = [
        column
        for column in DECIDED[table]
        if column.endswith("_on") and row[column] and isinstance(read_date(row[column]), str)
    ]
    for column in undated:
        into.fault(row, column, "不是日期", "请写成 2025-03-01", code)
    blank = [column for column in DECIDED[table] if not row[column]]
    for column in blank:
        into.fault(row, column, "没有填", "更正与裁决须写明理由、何人、何时", code)
    return not blank and not undated


Fact = tuple[str, str, str]
"""Department, code and series."""


def _correct(
    observations: Sequence[Observation], amendments: Amendments, into: Collector
) -> list[Observation]:
    kept = list(observations)
    rows: dict[Fact, list[Row]] = {}
    for row in amendments.corrections:
        rows.setdefault((row["department"], row["code"], row["series"]), []).append(row)
    for fact, mine in rows.items():
        found = [seen for seen in kept if _fact(seen) == fact]
        amended = _corrected(found, mine, into)
        if amended is None:
            kept = _without(found, mine[-1].where("code"), kept, into)
        elif found:
            changed = dict(zip(map(id, found), amended, strict=True))
            kept = [changed.get(id(seen), seen) for seen in kept]
        else:
            kept += amended
    for lost in amendments.lost_corrections:
        doubted = [seen for seen in kept if _may_be_meant(seen, lost.cells, into)]
        kept = _without(doubted, lost.where, kept, into)
    return kept


def _fact(seen: Observation) -> Fact:
    return seen.department, seen.indicator, seen.series


def _may_be_meant(seen: Observation, cells: Sequence[str], into: Collector) -> bool:
    """Whether a correction that cannot be read may be about a department's figure."""
    codes = {cell.strip() for cell in cells} & set(into.plan.observations)
    return seen.department != "" and (seen.indicator in codes or not codes)


def _without(
    doubted: Sequence[Observation], where: str, kept: Sequence[Observation], into: Collector
) -> list[Observation]:
    """Return what is left when figures go that a correction calls wrong; they count as unread."""
    for seen in doubted:
        into.lose_one(seen.indicator, seen.series, seen.year, where)
    return [seen for seen in kept if not any(seen is one for one in doubted)]


def _corrected(
    found: Sequence[Observation], rows: Sequence[Row], into: Collector
) -> list[Observation] | None:
    """Return a figure's entries corrected; None when the correction cannot be applied."""
    row, code = rows[-1], rows[-1]["code"]
    good = all([_is_decided(one, CORRECTIONS, into) for one in rows])
    if len(rows) > 1:
        into.fault(row, "code", "有两条更正", "同一个数只能有一条更正，请删去一条", code)
        return None
    unread = None if found else _unread_of(row, into)
    if unread is not None:
        mended = _mended(row, unread, into) if good else None
        return None if mended is None else [mended]
    if not found:
        _name_idle(row, into)
    fits = any(_expected(seen, row) for seen in found)
    amended = [_amended(seen, row, into, fits) for seen in found]
    whole = [seen for seen in amended if seen is not None]
    return whole if good and len(whole) == len(amended) else None


def _name_idle(row: Row, into: Collector) -> None:
    """Say why a correction found nothing to correct."""
    fact = (row["code"], row["series"])
    unread = [u.where for u in into.unread if (u.indicator, u.series) == fact]
    if unread:
        what = f"更正没有用上：这个数在源里读不懂（{unread[0]}）"
        mend = "请先请部门改正原表"
        into.problem(row.where("code"), what, mend, Level.WARNING, row["code"])
    else:
        into.fault(row, "code", "没有这个部门的这个填报数", "请核对部门、代码与系列")


def _correction(row: Row, year: int, place: str, before: str) -> Amendment:
    return Amendment(
        kind="更正",
        year=year,
        code=row["code"],
        series=row["series"],
        place=place,
        before=before,
        after=row["value"],
        reason=row["reason"],
        who=row["who"],
        when=row["told_on"],
        source=Source(row.file, row.cell("value"), ""),
    )


def _unread_of(row: Row, into: Collector) -> Unread | None:
    """Return the cell that could not be read and that a correction is about; None without one."""
    fact = (row["department"], row["code"], row["series"])
    told = (u for u in into.unread if (u.department, u.indicator, u.series) == fact and u.entered)
    return next(told, None)


def _mended(row: Row, unread: Unread, into: Collector) -> Observation | None:
    """Return the figure that a correction gives for a cell that could not be read."""
    code = into.plan.observations[row["code"]]
    if unread.entered != row["expect"]:
        what = f"更正没有用上：源里现在是“{unread.entered}”，不是“{row['expect']}”"
        into.problem(row.where("expect"), what, "请照源里的写法填 expect", code=code.code)
        return None
    if code.kind == "state":
        if not into.choice(row, "value", code.states, code.code):
            return None
        number, state = None, row["value"]
    else:
        number, state = into.convert(row, "value", exact, "数", code.code), None
        if number is None:
            return None
    hashes = dict(into.files)
    file, _, cell = unread.where.partition("!")
    said = f"更正：原填“{unread.entered}”，{row['reason']}（{row['who']}，{row['told_on']}）"
    into.unread.remove(unread)
    into.problems = [
        replace(problem, what=f"{problem.what}；已更正", level=Level.NOTE, blocks=())
        if problem.where == unread.where
        else problem
        for problem in into.problems
    ]
    into.amendments.append(_correction(row, unread.year, unread.where, unread.entered))
    return Observation(
        criterion="",
        indicator=code.code,
        series=row["series"],
        year=unread.year,
        measure="state" if code.kind == "state" else "level",
        number=number,
        state=state,
        missing=None,
        unit=code.unit,
        data_year=unread.year,
        basis="",
        grade="B",
        document="",
        verbatim=unread.entered,
        note=said,
        source=Source(file, cell, hashes.get(file, "")),
        department=row["department"],
        entered=row["value"],
        flags=(CORRECTED,),
    )


def _expected(seen: Observation, row: Row) -> bool:
    """Whether an entry is the one that a correction is about, however the number is spelled."""
    return seen.entered.strip() == row["expect"] or _says(seen, row["expect"])


def _says(seen: Observation, text: str) -> bool:
    """Whether an entry says what a correction would make of it."""
    if seen.number is None:
        return text in (seen.entered, seen.state)
    with suppress(ValueError, ArithmeticError):
        return exact(text) == seen.number
    return False


def _amended(seen: Observation, row: Row, into: Collector, fits: bool) -> Observation | None:
    """Return an entry corrected; unchanged where the correction is of another one (``fits``)."""
    if not _expected(seen, row):
        what = f"更正没有用上：源里现在是“{seen.entered}”，不是“{row['expect']}”"
        if fits or _says(seen, row["value"]):
            mend = "源已改，请删去这条更正，或重新核对"
            into.problem(row.where("expect"), what, mend, Level.WARNING, row["code"])
            return seen
        mend = "源里的数与更正的数不同，两个都没有采用：请重新核对，改写或删去这条更正"
        into.problem(row.where("expect"), what, mend, code=row["code"])
        return None
    said = f"更正：原填“{seen.entered}”，{row['reason']}（{row['who']}，{row['told_on']}）"
    into.amendments.append(_correction(row, seen.year, str(seen.source), seen.entered))
    note = "；".join(part for part in (seen.note, said) if part)
    flags = (*(flag for flag in seen.flags if flag not in (*WEAK, PROVISIONAL)), CORRECTED)
    if seen.measure == "state":
        states = into.plan.observations[seen.indicator].states
        if not into.choice(row, "value", states, seen.indicator):
            return None
        return replace(seen, state=row["value"], missing=None, note=note, flags=flags)
    number = into.convert(row, "value", exact, "数", seen.indicator)
    if number is None:
        return None
    grade = min(seen.grade, "B")  # a rough or missing figure has become one that was stated
    return replace(
        seen,
        number=number,
        low=None,
        high=None,
        missing=None,
        grade=grade,
        note=note,
        flags=flags,
    )
