"""Keeps ``index.html`` beside the published reports: what is published, what each year judged."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pandas as pd

from ..assessment.year import REVIEWS
from ..intake.layout import EXAMPLE_MARK
from ..places import system_fault
from ..plan import Plan
from ..problems import JbecoError, Problem
from ..report.index_page import INDEX, ListedReport, index_html
from ..stage_tables import read_table
from .earlier import plan_name
from .editions import Edition, current, editions_of, row_in_history

__all__ = ["check_index", "check_page", "check_plan", "is_marked", "write_index"]

OURS = b'<meta name="generator" content="jbeco">'
"""What tells our own page from one that somebody put there."""

NAME = re.compile(rf"(\d{{4}})-({'|'.join(REVIEWS)})")
MARKED = ("observations", "tasks", "comparators")
"""Tables in whose notes invented rows are marked."""


def check_index(reports: Path) -> None:
    """Refuse a folder whose ``index.html`` we did not write; to be asked before a run.

    Raises
    ------
    JbecoError
        When there is one.
    """
    check_page(reports / INDEX)


def check_page(place: Path) -> None:
    """Refuse to write over a page that we did not write.

    Raises
    ------
    JbecoError
        When there is one.
    """
    if place.is_symlink() or (place.exists() and not _is_ours(place)):
        mend = "请移走或改名，或换一个文件夹；没有改动任何文件"
        raise JbecoError([Problem(str(place), "不是 jbeco 生成的，不能覆盖", mend)])


def check_plan(report: Path, plan: Plan) -> None:
    """Refuse a report of another plan, whose page would be written under this plan's name.

    Raises
    ------
    JbecoError
        When the report's tables name another plan; what cannot be read is not refused here.
    """
    name = plan.name
    with suppress(JbecoError):
        name = plan_name(report)
    if name != plan.name:
        mend = f"请用 --plan 给出“{name}”的文件夹；没有改动任何文件"
        raise JbecoError([Problem(str(report), f"依据的是另一份规划“{name}”", mend)])


def write_index(reports: Path, plan: Plan) -> None:
    """Write the page over the reports of a plan anew.

    Parameters
    ----------
    reports : Path
        Folder of all reports.
    plan : Plan
        Reports of another plan in the same folder are not listed.

    Raises
    ------
    JbecoError
        When the page is not ours, or cannot be written; the reports stay as they are.
    """
    check_index(reports)
    content = index_html(plan, list(_listed(reports, plan)))
    half = reports / f".{INDEX}.{os.getpid()}"
    try:
        for leftover in reports.glob(f".{INDEX}.*"):  # of one that was killed
            leftover.unlink()
        half.write_text(content, encoding="utf-8", newline="\n")
        os.replace(half, reports / INDEX)
    except OSError as error:
        half.unlink(missing_ok=True)
        what = f"没有更新：{system_fault(error)}"
        mend = "报告都在；请检查权限，下一次 jbeco run 会再写"
        raise JbecoError([Problem(str(reports / INDEX), what, mend)]) from None


def _is_ours(place: Path) -> bool:
    return place.is_file() and OURS in place.read_bytes()


def _listed(reports: Path, plan: Plan) -> Iterator[ListedReport]:
    """Yield the editions of the plan's reports, in the order of their years."""
    matches = (NAME.fullmatch(path.name.partition("-r")[0]) for path in reports.iterdir())
    kinds = {(int(match[1]), match[2]) for match in matches if match}
    for year, review in sorted(kinds, key=lambda kind: (kind[0], REVIEWS.index(kind[1]))):
        editions = editions_of(reports, f"{year}-{review}")
        holding = current(editions)
        for edition in editions:
            # An edition whose tables cannot be read is not ours to describe: `verify` says why.
            with suppress(JbecoError):
                if plan_name(edition.folder) == plan.name:
                    yield _report(edition, year, review, holds=edition is holding)


def _report(edition: Edition, year: int, review: str, holds: bool) -> ListedReport:
    tables, told = edition.folder / "tables", row_in_history(edition)
    verdicts = read_table(tables, "verdicts")
    return ListedReport(
        folder=edition.folder.name,
        year=year,
        review=review,
        number=edition.number,
        dated=str(told["dated"]),
        reason=str(told["reason"]),
        withdrawn=edition.withdrawn,
        holds=holds,
        is_example=is_marked(tables),
        files=tuple(sorted(path.name for path in edition.folder.iterdir() if path.is_file())),
        codes=dict(zip(verdicts["criterion"], verdicts["code"], strict=True)),
    )


def is_marked(tables: Path) -> bool:
    """Whether any row of a report's tables is marked as invented."""
    notes = pd.concat([read_table(tables, name)["note"] for name in MARKED])
    return bool(notes.fillna("").str.startswith(EXAMPLE_MARK).any())
