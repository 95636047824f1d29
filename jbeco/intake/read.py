"""Reads ``data/raw``: each year's folder up to the assessed one, every number with its cell.

A cell that cannot be read becomes a problem, never a guess; the other cells are still read, so that
all problems show at once. Nothing depends on the order of files.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ..plan import Plan
from ..problems import JbecoError, Problem
from ..standards.rounding import exact_text
from ..tables import file_sha256, read_rows
from .collector import Collector
from .consultant_tables import COLUMNS, base_observations, read_house_row
from .corrections import CORRECTIONS, RECEIVED, RESOLUTIONS, amend, read_amendments
from .department import read_department
from .monitoring import AIR_FILE, check_air, read_air
from .records import Monitoring, Observation, SetAside, Submissions
from .weather import WEATHER_FILE, read_weather
from .workbook import read_workbook

__all__ = ["check_year_folder", "previous_values", "read_submissions", "with_base_values"]

AMENDMENTS = (CORRECTIONS, RESOLUTIONS, RECEIVED)
WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".et")


def read_submissions(data: Path, year: int, plan: Plan) -> Submissions:
    """Read everything that was reported for the years from the base year to ``year``.

    Parameters
    ----------
    data : Path
        Folder with one folder per year.
    year : int
        The year to be assessed.
    plan : Plan
        Names what may be reported.

    Returns
    -------
    Submissions
        With the problems met on the way; nothing is dropped without one. Problems of earlier
        years' files are not repeated: they were dealt with in their own year.

    Raises
    ------
    JbecoError
        When the year has no folder, or lies outside the plan.
    """
    check_year_folder(data, year, plan)
    observations = base_observations(plan)
    aside: list[SetAside] = []
    monitoring: dict[int, Monitoring] = {}
    whole = Collector(plan)
    for folder_year in range(plan.base_year, year + 1):
        folder = data / str(folder_year)
        if not folder.is_dir():
            continue
        found = _read_folder(folder, folder_year, plan)
        amended, set_aside = _amended(folder, found)
        observations += amended
        whole.tasks += found.tasks
        whole.comparators += found.comparators
        whole.evidence += found.evidence
        whole.progress += found.progress
        whole.files += found.files
        monitoring[folder_year] = found.monitoring
        if folder_year == year:
            aside = set_aside
            whole.problems = found.problems
            whole.departments = found.departments
    return Submissions(
        year=year,
        observations=tuple(observations),
        tasks=tuple(whole.tasks),
        comparators=tuple(whole.comparators),
        files=tuple(whole.files),
        problems=tuple(whole.problems),
        evidence=tuple(whole.evidence),
        progress=tuple(whole.progress),
        departments={k: tuple(v) for k, v in whole.departments.items()},
        set_aside=tuple(aside),
        monitoring=monitoring,
    )


def with_base_values(submissions: Submissions, plan: Plan) -> Submissions:
    """Return the same submissions with the base year's own values of another plan.

    Parameters
    ----------
    submissions : Submissions
        As read under the plan as it is.
    plan : Plan
        With a ruling read the other way; the observation codes must be the same.
    """
    own = base_observations(plan)
    sources = {seen.source.file for seen in own}
    others = (seen for seen in submissions.observations if seen.source.file not in sources)
    return replace(submissions, observations=(*own, *others))


def check_year_folder(data: Path, year: int, plan: Plan) -> None:
    """Refuse a year outside the plan, or without a folder of submissions."""
    span = f"{plan.base_year}–{plan.final_year}"
    if not plan.base_year <= year <= plan.final_year:
        what = f"{year} 年不在规划期 {span} 内"
        raise JbecoError([Problem("YEAR", what, "请改用规划期内的年份")])
    if not (data / str(year)).is_dir():
        have = sorted(p.name for p in data.glob("[0-9]" * 4) if p.is_dir()) if data.is_dir() else []
        found = f"现有：{'、'.join(have)}" if have else "一年也没有"
        mend = f"请把 {year} 年的填报放进 {data.name}/{year}，或用 --data 指定文件夹"
        raise JbecoError([Problem(f"{data.name}/{year}", f"没有这一年的填报（{found}）", mend)])


def _read_folder(folder: Path, year: int, plan: Plan) -> Collector:
    into = Collector(plan)
    for path in sorted(folder.iterdir()):
        name = f"{folder.name}/{path.name}"
        if path.name.startswith((".", "~$")):
            continue
        if path.is_symlink() or not path.is_file():
            into.problem(name, "不是普通文件", "请只放文件；子文件夹与链接请移出")
        elif path.name in COLUMNS:
            _read_house_table(path, name, year, into)
        elif path.name in AMENDMENTS:
            into.files.append((name, file_sha256(path)))
        elif path.name == AIR_FILE:
            into.files.append((name, file_sha256(path)))
            _read_air(path, name, year, into)
        elif path.name == WEATHER_FILE:
            into.files.append((name, file_sha256(path)))
            into.monitoring = replace(into.monitoring, weather=read_weather(path, name, year, into))
        elif path.suffix.lower() in WORKBOOK_ENDINGS:
            _read_workbook(path, name, year, into)
        else:
            into.problem(name, "不认识这个文件", "请移出，或改成规定的文件名")
    return into


def _read_air(path: Path, name: str, year: int, into: Collector) -> None:
    frame = read_air(path, name, into)
    if frame is not None:
        check_air(frame, name, year, into)
        into.monitoring = replace(into.monitoring, air=frame, air_file=name)


def _read_house_table(path: Path, name: str, year: int, into: Collector) -> None:
    sha256 = file_sha256(path)
    into.files.append((name, sha256))
    try:
        rows = read_rows(path, COLUMNS[path.name], name)
    except JbecoError as error:
        into.problems += error.problems
        return
    for row in rows:
        read_house_row(path.name, row, sha256, year, into)


def _read_workbook(path: Path, name: str, year: int, into: Collector) -> None:
    sha256 = file_sha256(path)
    into.files.append((name, sha256))
    sheets, problems = read_workbook(path, name, into.plan.methods.limits)
    into.problems += problems
    if not sheets:
        return
    department = read_department(name, sha256, year, sheets, into)
    if department is not None:
        into.departments.setdefault(department, []).append(name)


def _amended(folder: Path, found: Collector) -> tuple[list[Observation], list[SetAside]]:
    try:
        amendments = read_amendments(folder, found)
    except JbecoError as error:
        found.problems += error.problems
        return found.observations, []
    return amend(found.observations, amendments, found)


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
