"""Applies the consultant's acts to a year's figures: raw data stay, every change has a reason.

Each is a row of a table in the year's folder, with who decided, why and when. A row that no longer
fits what the source says does nothing and is reported. A figure that a correction calls wrong is
not used while the correction itself cannot be read or applied.
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import replace
from difflib import get_close_matches

from ..problems import Level
from ..schema import exact
from ..tables import Row
from .amendment_layout import CORRECTIONS, RECEIVED, RESOLUTIONS
from .amendment_tables import Amendments, is_decided
from .bounds import WEAK
from .cell_corrections import settle_cell_corrections
from .collector import Collector
from .numbers import PROVISIONAL
from .records import Amendment, Observation, Source, Unread
from .resolutions import resolve, resolve_tasks
from .resubmissions import supersede

__all__ = ["CORRECTED", "amend"]

CORRECTED = "已更正"
"""Flag of a figure that a correction confirmed or changed."""


def amend(amendments: Amendments, into: Collector) -> None:
    """Apply a year's acts to what was read: later files, then corrections, then rulings.

    Parameters
    ----------
    amendments : Amendments
        The year's rows.
    into : Collector
        Its observations become those that are used; ``set_aside`` gets what is kept in the record
        without being used, each with its reason.
    """
    into.set_aside = supersede(amendments.rows[RECEIVED], into)
    settle_cell_corrections(into)
    into.observations = _correct(into.observations, amendments, into)
    decided = [r for r in amendments.rows[RESOLUTIONS] if is_decided(r, RESOLUTIONS, into)]
    into.tasks, decided = resolve_tasks(into.tasks, decided, into)
    into.observations, against = resolve(into.observations, decided, into)
    into.set_aside += against


Fact = tuple[str, str, str]
"""Department, code and series."""


def _correct(
    observations: Sequence[Observation], amendments: Amendments, into: Collector
) -> list[Observation]:
    kept = list(observations)
    rows: dict[Fact, list[Row]] = {}
    corrections = [row for row in amendments.rows[CORRECTIONS] if not row["sheet"]]
    for row in (*corrections, *into.figure_corrections):
        rows.setdefault((row["department"], row["code"], row["series"]), []).append(row)
    for fact, mine in rows.items():
        found = [seen for seen in kept if _fact(seen) == fact]
        before = len(into.problems)
        amended = _corrected(found, mine, into)
        if amended is None:
            said = [p.where for p in into.problems[before:] if p.level is Level.ERROR]
            kept = _without(found, said[0], kept, into)
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
    good = all([is_decided(one, CORRECTIONS, into) for one in rows])
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
    """Say why a correction found nothing to correct, and what it may have meant."""
    fact = (row["code"], row["series"])
    unread = [u.where for u in into.unread if (u.indicator, u.series) == fact]
    if unread:
        what = f"更正没有用上：这个数在源里读不懂（{unread[0]}），读不到是哪一格"
        mend = f"请写“{row.label('sheet')}”与“{row.label('cell')}”，或请部门重报"
        into.problem(row.where("code"), what, mend, code=row["code"])
        return
    near = _candidates(row, into)
    mend = f"最接近的是 {'、'.join(near)}" if near else "请核对部门、代码与系列"
    into.fault(row, "code", "没有这个部门的这个填报数", mend)


def _candidates(row: Row, into: Collector) -> list[str]:
    """Return up to three figures that a correction may have meant: department, code and series."""
    reported = {_fact(seen) for seen in into.observations if seen.department}
    close = get_close_matches(row["code"], sorted({code for _, code, _ in reported}), 3, 0.7)
    own = [f for f in sorted(reported) if f[0] == row["department"] and f[1] in close]
    others = [f for f in sorted(reported) if f[1] == row["code"] and f not in own]
    names = into.plan.departments
    return [
        " ".join(part for part in (names[department].name, code, series) if part)
        for department, code, series in (*others, *own)[:3]
    ]


def _correction(row: Row, year: int, place: str, before: str, into: Collector) -> Amendment:
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
        source=into.source(row, "value"),
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
        into.problem(
            row.where("expect"), what, f"请照源里的写法填“{row.label('expect')}”", code=code.code
        )
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
    _note_corrected(unread.where, into)
    into.amendments.append(_correction(row, unread.year, unread.where, unread.entered, into))
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
        basis=unread.basis,
        grade="B",
        document=unread.document,
        document_number=unread.document_number,
        verbatim=unread.entered,
        note=said,
        source=Source(file, cell, hashes.get(file, "")),
        department=row["department"],
        entered=row["value"],
        flags=(CORRECTED,),
    )


def _note_corrected(where: str, into: Collector) -> None:
    """Keep what was said of a cell that was put right as a note."""
    into.problems = [
        replace(problem, what=f"{problem.what}；已更正", level=Level.NOTE, blocks=())
        if problem.where == where
        else problem
        for problem in into.problems
    ]


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
    amended = _with_value(seen, row, into)
    if amended is None:
        return None
    _note_corrected(str(seen.source), into)
    into.amendments.append(_correction(row, seen.year, str(seen.source), seen.entered, into))
    said = f"更正：原填“{seen.entered}”，{row['reason']}（{row['who']}，{row['told_on']}）"
    note = "；".join(part for part in (seen.note, said) if part)
    flags = (*(flag for flag in seen.flags if flag not in (*WEAK, PROVISIONAL)), CORRECTED)
    return replace(amended, note=note, flags=flags)


def _with_value(seen: Observation, row: Row, into: Collector) -> Observation | None:
    """Return an entry with the value that a correction gives it; None, and an error, without."""
    if seen.measure == "state":
        states = into.plan.observations[seen.indicator].states
        good = into.choice(row, "value", states, seen.indicator)
        return replace(seen, state=row["value"], missing=None) if good else None
    number = into.convert(row, "value", exact, "数", seen.indicator)
    if number is None:
        return None
    grade = min(seen.grade, "B")  # a rough or missing figure has become one that was stated
    return replace(seen, number=number, low=None, high=None, missing=None, grade=grade)
