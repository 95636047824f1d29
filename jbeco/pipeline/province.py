"""Lays what a batch published side by side: a page for each year, and all tables as Parquet.

Only what is published, current and as it was sealed is shown; nothing here is judged anew.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Sequence
from pathlib import Path

import pandas as pd

from ..assessment import default_review
from ..places import system_fault
from ..plan import Plan, load_plan
from ..problems import JbecoError, Problem
from ..report.index_page import INDEX
from ..report.province_page import Member, province_html
from ..stage_tables import frame_of, read_table
from .batch import PLAN, REPORTS, Job
from .earlier import plan_name
from .editions import current, editions_of
from .parquet import write_parquet
from .reports_index import check_page, is_marked
from .sealed import is_unaltered

__all__ = ["write_province"]

PROVINCE, TABLES = "province", "tables"
"""Folder of the view beside the districts', and that of the tables, in it as in each report."""

NOT_INSTALLED = '没有写 Parquet；要写请安装：pip install "jbeco[parquet]"，再运行同一条命令'

SHOWN = {
    "verdicts": ["criterion", "code", "verdict"],
    "values": ["indicator", "series", "measure", "year", "exact", "provisional", "bases"],
    "comparators": ["indicator", "region", "year", "exact"],
}
"""The tables that the page is made from, and their columns: no more of a report is kept."""


def write_province(districts: Path, jobs: Sequence[Job]) -> list[str]:
    """Write the view over the current reports of some districts and years.

    Parameters
    ----------
    districts : Path
        Folder with a folder for each district.
    jobs : sequence of Job
        The districts and years.

    Returns
    -------
    list of str
        What was written, and what to install for what was not; without a report, nothing.

    Raises
    ------
    JbecoError
        When a page that we did not write is in the way, or something cannot be written. What else
        could be written is there.
    """
    found = _members(districts, jobs)
    if not found:
        return []
    folder = districts / PROVINCE
    latest = max(found)
    pages = {year: INDEX if year == latest else f"{year}.html" for year in sorted(found)}
    for name in pages.values():
        check_page(folder / name)
    try:
        (folder / TABLES).mkdir(parents=True, exist_ok=True)
        for year, name in pages.items():
            _put(folder / name, province_html(year, found[year], pages))
        shown = [one for year in pages for one in found[year] if one.report]
        is_written = write_parquet(districts, shown, folder / TABLES)
    except OSError as error:
        mend = "报告都在；请照原因处理后再运行同一条命令"
        what = f"全省一览没有写完：{system_fault(error)}"
        raise JbecoError([Problem(str(folder), what, mend)]) from None
    tables = f"各份报告的表：{folder / TABLES}" if is_written else NOT_INSTALLED
    return [f"全省一览：{folder / INDEX}", tables]


def _put(place: Path, content: str) -> None:
    half = place.with_name(f".{place.name}.{os.getpid()}")
    half.write_text(content, encoding="utf-8", newline="\n")
    os.replace(half, place)


def _members(districts: Path, jobs: Iterable[Job]) -> dict[int, list[Member]]:
    """Return the districts of each year for which anything is published."""
    plans: dict[Path, Plan | None] = {}
    found: dict[int, list[Member]] = {}
    for job in jobs:
        if job.folder not in plans:
            plans[job.folder] = _plan(job.folder)
        plan = plans[job.folder]
        if plan is not None and plan.base_year <= job.year <= plan.final_year:
            found.setdefault(job.year, []).append(_member(districts, job, plan))
    return {year: members for year, members in found.items() if any(m.report for m in members)}


def _plan(folder: Path) -> Plan | None:
    """Return a district's plan; one that cannot be read was told of as a fault of its jobs."""
    try:
        return load_plan(folder / PLAN)
    except JbecoError:
        return None


def _member(districts: Path, job: Job, plan: Plan) -> Member:
    review = default_review(plan, job.year)
    edition = current(editions_of(job.folder / REPORTS, f"{job.year}-{review}"))
    if edition is None:
        lacking = "没有已发布的报告"
    elif not is_unaltered(edition.folder):
        lacking = "报告发布之后有改动，不列"
    elif plan_name(edition.folder) != plan.name:
        lacking = "报告依据的是另一份规划，不列"
    else:
        lacking = ""
    tables = edition.folder / TABLES if edition and not lacking else None
    return Member(
        district=job.district,
        plan=plan,
        year=job.year,
        review=review,
        report=tables.parent.relative_to(districts).as_posix() if tables else "",
        lacking=lacking,
        is_example=tables is not None and is_marked(tables),
        **{name: _columns(tables, name) for name in SHOWN},
    )


def _columns(tables: Path | None, name: str) -> pd.DataFrame:
    whole = read_table(tables, name) if tables else frame_of(name, [])
    return whole[SHOWN[name]].copy()
