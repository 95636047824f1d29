"""The editions of a report: which there are, what changed between them, which was withdrawn.

An edition is a folder such as ``2025-midterm-r2``. What is published stays as it is; that one was
withdrawn stands in a file beside its report.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path

import pandas as pd

from ..places import system_fault
from ..plan import Plan
from ..problems import JbecoError, Problem
from ..report.causes import with_causes
from ..report.changes import Change, changes_between, read_tables
from ..stage_tables import TABLES, frame_of, read_table, records_of, write_table
from ..stages import LEFT_BY_RUN
from ..tables import canonical_json
from .seal import SEAL
from .sealed import WITHDRAWAL

__all__ = [
    "LAYOUT_CHANGED",
    "Edition",
    "current",
    "editions_of",
    "keep_editions",
    "place_of_next",
    "row_in_history",
    "withdraw",
    "write_editions",
]

LAYOUT_CHANGED = Change("表", "（各表都没有变化）", "", "", "版式或程序有变化")


@dataclass(frozen=True)
class Edition:
    """One published edition; ``withdrawn`` says when, by whom and why, if it was."""

    folder: Path
    number: int
    withdrawn: str = ""


def editions_of(reports: Path, name: str) -> list[Edition]:
    """Return the published editions of a report, the first one first.

    Parameters
    ----------
    reports : Path
        Folder of all reports.
    name : str
        Such as ``2019-annual``; revisions are ``2019-annual-r2`` and so on.
    """
    pattern = re.compile(re.escape(name) + r"(?:-r(\d+))?")
    found = [
        Edition(path, int(match[1] or 1), _withdrawal(path))
        for path in (reports.iterdir() if reports.is_dir() else ())
        if (match := pattern.fullmatch(path.name)) and (path / SEAL).is_file()
    ]
    return sorted(found, key=lambda edition: edition.number)


def current(editions: Sequence[Edition]) -> Edition | None:
    """Return the newest edition that was not withdrawn; None without one."""
    return next((edition for edition in reversed(editions) if not edition.withdrawn), None)


def place_of_next(reports: Path, name: str, editions: Sequence[Edition]) -> Path:
    """Return where the next edition will be."""
    number = editions[-1].number + 1 if editions else 1
    return reports / (name if number == 1 else f"{name}-r{number}")


def write_editions(
    tables: Path,
    plan: Plan,
    place: Path,
    editions: Sequence[Edition],
    dated: str,
    reason: str,
    more: Sequence[Change] = (),
) -> bool:
    """Write the history of a report and what changed since the current edition.

    Parameters
    ----------
    tables : Path
        The run's tables.
    plan : Plan
        Under which the year was judged.
    place : Path
        Where the new edition will be.
    editions : sequence of Edition
        What is published.
    dated, reason : str
        When and why the report is revised.
    more : sequence of Change
        Changes that no table shows.

    Returns
    -------
    bool
        Whether this is a new edition; when no table changed, those of the current one are kept.
    """
    before = current(editions)
    changes: list[Change] = list(more)
    if before is not None:
        if not _are_same(before.folder / "tables", tables):
            earlier, now = read_tables(before.folder), read_tables(tables.parent)
            changes = [*with_causes(changes_between(earlier, now), plan, earlier, now), *more]
        if not changes:
            keep_editions(before.folder / "tables", tables)
            return False
    number = editions[-1].number + 1 if editions else 1
    own = {"number": number, "name": place.name, "dated": dated, "reason": reason, "withdrawn": ""}
    rows = [*(row_in_history(edition) for edition in editions), own]
    write_table(tables, "editions", frame_of("editions", rows))
    write_table(tables, "changes", frame_of("changes", map(asdict, changes)))
    return True


def _are_same(published: Path, tables: Path) -> bool:
    """Whether all tables that a year's stages leave are equal to the byte."""
    compared = [f"{name}.csv" for name in TABLES if name not in LEFT_BY_RUN]
    contents = (
        [path.read_bytes() if (path := folder / name).is_file() else None for name in compared]
        for folder in (published, tables)
    )
    before, now = contents
    return before == now


def keep_editions(published: Path, tables: Path) -> None:
    """Take over the history of the current edition, of which nothing changed."""
    for name in LEFT_BY_RUN:
        kept = published / f"{name}.csv"
        frame = read_table(published, name) if kept.is_file() else frame_of(name, [])
        write_table(tables, name, frame)


def withdraw(report: Path, dated: str, who: str, reason: str) -> None:
    """Say of a published edition that it no longer holds, today unless dated; it stays as it is.

    Raises
    ------
    JbecoError
        When the folder is no published report, was withdrawn before, or cannot be written.
    """
    if not (report / SEAL).is_file():
        mend = "请给出 reports/ 下的一个报告文件夹"
        raise JbecoError([Problem(str(report), "不是已发布的报告", mend)])
    if _withdrawal(report):
        what = f"已经撤回：{_withdrawal(report)}"
        raise JbecoError([Problem(str(report), what, "不用再撤回")])
    told = {"dated": dated or date.today().isoformat(), "who": who, "reason": reason}
    content = canonical_json(told)
    try:
        with (report / WITHDRAWAL).open("x", encoding="utf-8", newline="\n") as file:
            file.write(content)
    except OSError as error:
        what = f"写不进去：{system_fault(error)}"
        raise JbecoError([Problem(str(report), what, "请检查权限")]) from None


def row_in_history(edition: Edition) -> dict[str, object]:
    """Return an edition's own row of its history, with its withdrawal."""
    rows: list[dict[str, object]] = []
    if (edition.folder / "tables" / "editions.csv").is_file():
        frame: pd.DataFrame = read_table(edition.folder / "tables", "editions")
        rows = list(records_of("editions", frame))
    blank = {"dated": "", "reason": ""}
    own = next((row for row in rows if row["number"] == edition.number), blank)
    told = {"number": edition.number, "name": edition.folder.name, "withdrawn": edition.withdrawn}
    return {**own, **told}


def _withdrawal(report: Path) -> str:
    """Return when, by whom and why an edition was withdrawn; empty when it was not."""
    path = report / WITHDRAWAL
    if not path.is_file():
        return ""
    try:
        told = json.loads(path.read_text(encoding="utf-8"))
        return f"{told['dated']} {told['who']}：{told['reason']}"
    except (OSError, ValueError, KeyError, TypeError):
        return "撤回的说明读不出来"
