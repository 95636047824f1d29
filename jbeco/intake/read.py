"""Reads ``data/raw``: each year's folder up to the assessed one, every number with its cell.

A cell that cannot be read becomes a problem, never a guess; the other cells are still read, so that
all problems show at once. Nothing depends on the order of files, and every year that a verdict may
draw on is read with the same care.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from ..plan import Plan
from ..problems import JbecoError, Level, Problem
from ..standards.rounding import exact_text
from ..tables import file_sha256
from .air_daily import AIR_DAILY_FILE, read_days_file
from .amendment_layout import CORRECTIONS
from .amendment_tables import AMENDMENTS, read_amendments
from .bridges import BRIDGES, read_bridges
from .collector import Collector, RefusedWorkbook
from .consultant_tables import COLUMNS, base_observations, read_consultant_table
from .contacts import CONTACTS
from .corrections import amend
from .department import SentWorkbook, read_department
from .files import (
    ATTACHMENTS,
    LARGEST_MB,
    WORKBOOK_ENDINGS,
    Arrived,
    files_below,
    names_in,
    read_file,
    too_large,
)
from .hidden_characters import has_hidden, show_hidden
from .monitoring import AIR_FILE, AIR_PARQUET, read_hours_file
from .records import Observation, Submissions
from .remarks import REMARKS_FILE, read_remarks
from .settle import carried_over, settle
from .weather import WEATHER_FILE, read_weather
from .workbook import read_workbook

__all__ = ["check_year_folder", "previous_values", "read_submissions", "with_base_values"]

KNOWN_TABLES = {
    *COLUMNS,
    *AMENDMENTS,
    BRIDGES,
    AIR_FILE,
    AIR_DAILY_FILE,
    WEATHER_FILE,
    REMARKS_FILE,
}
"""Names of the tables that are read."""


def read_submissions(data: Path, year: int, plan: Plan, cells: Path | None = None) -> Submissions:
    """Read everything that was reported for the years from the base year to ``year``.

    Parameters
    ----------
    data : Path
        Folder with one folder per year.
    year : int
        The year to be assessed.
    plan : Plan
        Names what may be reported.
    cells : Path, optional
        Folder that keeps what was read of each workbook, by the hash of its bytes, so that none is
        opened twice; nothing is kept by default.

    Returns
    -------
    Submissions
        With the problems met on the way; nothing is dropped without one.

    Raises
    ------
    JbecoError
        When the year has no folder, or lies outside the plan.

    Notes
    -----
    An error of an earlier year stays an error when it holds up a criterion, since it may change a
    verdict of this year; it says which figures of its year are missing because of it. Without such
    a criterion it is a warning. A warning of an earlier year stays one when it touches a criterion
    (a correction that no longer fits). What else was noted there was dealt with in its own year: it
    is counted in one note per year.
    """
    check_year_folder(data, year, plan)
    years = {
        folder_year: _read_year(data / str(folder_year), folder_year, plan, cells)
        for folder_year in range(plan.base_year, year + 1)
        if (data / str(folder_year)).exists() or (data / str(folder_year)).is_symlink()
    }
    last = years.pop(year)
    before = [p for y, found in years.items() for p in carried_over(found, y, year)]
    whole = [*years.values(), last]
    return Submissions(
        year=year,
        observations=(
            *base_observations(plan),
            *(seen for found in whole for seen in found.observations),
        ),
        tasks=tuple(task for found in whole for task in found.tasks),
        comparators=tuple(figure for found in whole for figure in found.comparators),
        files=tuple(file for found in whole for file in found.files),
        problems=(*before, *last.problems),
        evidence=tuple(proof for found in whole for proof in found.evidence),
        progress=tuple(step for found in whole for step in found.progress),
        remarks=tuple(remark for found in whole for remark in found.remarks),
        departments={k: tuple(v) for k, v in last.departments.items()},
        refused=_refused(last),
        set_aside=tuple(last.set_aside),
        monitoring={y: found.monitoring for y, found in {**years, year: last}.items()},
        unread=tuple(unread for found in whole for unread in found.unread),
        bridges=tuple(bridge for found in whole for bridge in found.bridges),
        amendments=tuple(act for found in whole for act in found.amendments),
    )


def _refused(found: Collector) -> tuple[str, ...]:
    """Return the files of known departments of which nothing could be read."""
    refused = {workbook.file for workbook in found.refused}
    return tuple(file for files in found.departments.values() for file in files if file in refused)


def with_base_values(observations: Iterable[Observation], plan: Plan) -> tuple[Observation, ...]:
    """Return the same observations with the base year's own values of another plan.

    Parameters
    ----------
    observations : iterable of Observation
        As read under the plan as it is.
    plan : Plan
        With a ruling read the other way; the observation codes must be the same.
    """
    own = base_observations(plan)
    sources = {seen.source.file for seen in own}
    return (*own, *(seen for seen in observations if seen.source.file not in sources))


def check_year_folder(data: Path, year: int, plan: Plan) -> None:
    """Refuse a year outside the plan, or without a folder of submissions."""
    span = f"{plan.base_year}–{plan.final_year}"
    if not plan.base_year <= year <= plan.final_year:
        what = f"{year} 年不在规划期 {span} 内"
        raise JbecoError([Problem("评估年", what, "请改用规划期内的年份")])
    if not (data / str(year)).is_dir():
        have = sorted(p.name for p in data.glob("[0-9]" * 4) if p.is_dir()) if data.is_dir() else []
        found = f"现有：{'、'.join(have)}" if have else "一年也没有"
        mend = f"请把 {year} 年的填报放进 {data.name}/{year}，或用 --data 指定文件夹"
        raise JbecoError([Problem(f"{data.name}/{year}", f"没有这一年的填报（{found}）", mend)])


def _read_year(folder: Path, year: int, plan: Plan, cells: Path | None) -> Collector:
    """Read one year's folder and apply its corrections, resolutions and re-submissions."""
    into = Collector(plan)
    listed = _listed(folder, into)
    acts = {path.name: _arrived(path, folder, into) for path in listed if path.name in AMENDMENTS}
    amendments = read_amendments(acts, into, cells)
    into.cell_corrections = [row for row in amendments.rows[CORRECTIONS] if row["sheet"]]
    for path in listed:
        if path.name in (*AMENDMENTS, CONTACTS):
            continue  # a log of calls is no input: a call makes no revision of a report
        name = f"{folder.name}/{path.name}"
        meant = path.name in KNOWN_TABLES or path.suffix.lower() in WORKBOOK_ENDINGS
        if path.is_dir() and not path.is_symlink() and not meant:
            _list_attachments(path, folder, into)
            continue
        file = _arrived(path, folder, into)
        if path.name in COLUMNS:
            read_consultant_table(path.name, file, year, into)
        elif path.name == BRIDGES:
            read_bridges(file, into)
        elif path.name == AIR_FILE or AIR_PARQUET.fullmatch(path.name):
            read_hours_file(file, year, into)
        elif path.name == AIR_DAILY_FILE:
            read_days_file(file, year, into)
        elif path.name == WEATHER_FILE:
            read_weather(file, year, into)
        elif path.name == REMARKS_FILE:
            read_remarks(file, year, into)
        elif path.suffix.lower() in WORKBOOK_ENDINGS:
            _read_workbook(file, year, into, cells)
        elif isinstance(file, Problem):
            into.problems.append(file)
        else:
            place = f"{folder.name}/{ATTACHMENTS}"
            mend = f"扫描件、公函、压缩包请放进 {place}；是数据的请改成规定的文件名"
            into.problem(name, "不认识这个文件，没有读", mend, Level.WARNING)
    into.files.sort()
    amend(amendments, into)
    settle(into, year)
    return into


def _arrived(path: Path, folder: Path, into: Collector) -> Arrived | Problem:
    """Read a file of a year's folder; its hash is kept."""
    name = f"{folder.name}/{path.name}"
    file = read_file(path, name, into.plan.methods.limits)
    if isinstance(file, Arrived):
        into.files.append((name, file.sha256))
    return file


def _list_attachments(below: Path, folder: Path, into: Collector) -> None:
    """Hash every file of a folder inside a year's folder; nothing in it is read.

    What looks like a submission outside the folder of attachments is named: it may have been meant.
    """
    try:
        found = list(files_below(below))
    except OSError:
        name = f"{folder.name}/{below.name}"
        into.problem(name, "文件夹打不开，里面的附件没有登记", "请检查权限", Level.WARNING)
        return
    for path in found:
        name = f"{folder.name}/{path.relative_to(folder).as_posix()}"
        if has_hidden(name):
            what = "附件的文件名里有看不见的控制字符，没有登记"
            into.problem(show_hidden(name), what, "请改名", Level.WARNING)
            continue
        large = too_large(path.stat().st_size, LARGEST_MB)
        if large:
            into.problem(name, f"附件太大，没有登记：{large}", "请压缩或分成几个，或移出填报文件夹")
            continue
        into.files.append((name, file_sha256(path)))
        meant = path.suffix.lower() in WORKBOOK_ENDINGS or path.name in KNOWN_TABLES
        if below.name != ATTACHMENTS and meant:
            mend = f"是填报的请移到 {folder.name}；是附件的请移到 {folder.name}/{ATTACHMENTS}"
            into.problem(name, "在子文件夹里，只登记，没有读", mend, Level.WARNING)


def _listed(folder: Path, into: Collector) -> list[Path]:
    """Return what lies in a year's folder; nothing, and a problem, when it is closed to us."""
    everything = [criterion.id for criterion in into.plan.criteria if criterion.applicable]
    if folder.is_symlink() or not folder.is_dir():
        what = "不是普通文件夹（链接或文件），没有读"
        into.problem(folder.name, what, "请换成真的文件夹", blocks=everything)
        return []
    try:
        return list(names_in(folder))
    except OSError:
        into.problem(folder.name, "文件夹打不开，没有读", "请检查权限", blocks=everything)
        return []


def _read_workbook(file: Arrived | Problem, year: int, into: Collector, cells: Path | None) -> None:
    if isinstance(file, Problem):
        into.refused.append(RefusedWorkbook(file.where, "", (file,)))
        return
    sheets, problems = read_workbook(file, into.plan.methods.limits, cells)
    errors = [problem for problem in problems if problem.level is Level.ERROR]
    if any(problem.where == file.name for problem in errors):
        into.refused.append(RefusedWorkbook(file.name, "", problems))
        return
    by_name = {sheet.name: sheet for sheet in sheets}
    whole = {p.where.removeprefix(f"{file.name}!"): p for p in errors if not p.place[2]}
    unreadable = {name: problem for name, problem in whole.items() if name not in by_name}
    into.cell_faults = {p.where: p for p in errors if p.place[2]}
    later = {*unreadable.values(), *into.cell_faults.values()}
    into.problems += [problem for problem in problems if problem not in later]
    book = SentWorkbook(file.name, file.sha256, year, by_name, unreadable)
    department = read_department(book, into)
    into.problems += into.cell_faults.values()
    into.cell_faults = {}
    if department is not None:
        into.departments.setdefault(department, []).append(file.name)


def previous_values(plan: Plan, data: Path, year: int) -> dict[tuple[str, str], str]:
    """Return what was accepted for the year before, as text by code and series.

    Parameters
    ----------
    plan : Plan
        What was asked.
    data : Path
        Folder with one folder per year.
    year : int
        The year that the templates are for.

    Returns
    -------
    dict
        Empty where the year before has no folder. A fact that was reported in two ways is left
        out, since none of the two was accepted.
    """
    before = year - 1
    if before < plan.base_year or not (data / str(before)).is_dir():
        return {}
    said: dict[tuple[str, str], set[str]] = {}
    for seen in read_submissions(data, before, plan).observations:
        if seen.year == before and seen.missing is None and seen.measure != "decline":
            text = seen.state or ("" if seen.number is None else exact_text(seen.number))
            said.setdefault((seen.indicator, seen.series), set()).add(text)
    return {fact: texts.pop() for fact, texts in said.items() if len(texts) == 1}
