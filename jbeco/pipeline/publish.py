"""Publishes a finished run in one move; what was published before is never overwritten."""

from __future__ import annotations

import os
import re
import shutil
from dataclasses import asdict
from pathlib import Path

from ..places import check_ours, is_own, own_folder
from ..problems import JbecoError, Problem
from ..report.changes import changes_between, read_tables
from ..tables import table_text
from .seal import SEAL, file_hashes

__all__ = [
    "CHANGES",
    "latest",
    "next_place",
    "publish",
    "replace_folder",
    "same_outputs",
    "taken_places",
    "write_changes",
]

CHANGES = "修订表.csv"
NOT_COMPARED = {CHANGES, SEAL}


def latest(reports: Path, name: str) -> Path | None:
    """Return the newest published revision of a report, or None.

    Parameters
    ----------
    reports : Path
        Folder of all reports.
    name : str
        Such as ``2019-annual``; revisions are ``2019-annual-r2`` and so on.
    """
    pattern = re.compile(re.escape(name) + r"(?:-r(\d+))?")
    found = [
        (int(match[1] or 1), path)
        for path in (reports.iterdir() if reports.is_dir() else ())
        if (match := pattern.fullmatch(path.name)) and (path / SEAL).is_file()
    ]
    return max(found)[1] if found else None


def same_outputs(finished: Path, published: Path) -> bool:
    """Whether two reports hold the same bytes now, apart from seal and change table."""
    first, second = (
        {n: digest for n, digest in file_hashes(report).items() if n not in NOT_COMPARED}
        for report in (finished, published)
    )
    return first == second


def write_changes(finished: Path, published: Path) -> None:
    """Write the change table of a revision against the one before it."""
    changes = changes_between(read_tables(published), read_tables(finished))
    words = {"kind": "类别", "what": "对象", "before": f"原（{published.name}）", "after": "现"}
    rows = [{words[key]: text for key, text in asdict(change).items()} for change in changes]
    rows = rows or [{"类别": "各表都没有变化；版式或程序有变化"}]
    (finished / CHANGES).write_text(table_text(rows), encoding="utf-8", newline="")


def next_place(reports: Path, name: str, previous: Path | None) -> Path:
    """Return where the next revision of a report will be."""
    number = 1 if previous is None else _revision(previous, name) + 1
    return reports / (name if number == 1 else f"{name}-r{number}")


def publish(finished: Path, place: Path) -> Path:
    """Move a finished report to its place.

    Raises
    ------
    JbecoError
        When the place was taken in the meantime or cannot be written; nothing is lost then.
    """
    try:
        os.rename(finished, place)
    except OSError as error:
        what = f"不能发布：{error.strerror}"
        mend = "请关闭正在打开的报告文件，确认没有另一个运行，然后重试"
        raise JbecoError([Problem(str(place.name), what, mend)]) from None
    return place


def taken_places(place: Path) -> tuple[Path, Path, Path]:
    """Return a folder that is to be replaced, where the old goes and where the new is made."""
    return place, place.with_name(f".{place.name}.old"), place.with_name(f".{place.name}.new")


def replace_folder(new: Path, place: Path) -> None:
    """Put a copy of regenerated tables in the place of the old ones.

    Raises
    ------
    JbecoError
        When there is something in the place that we did not write, or the old tables cannot be
        moved away, such as one that is open in Excel on Windows; they stay as they were then.
    """
    check_ours(*taken_places(place))
    _, old, fresh = taken_places(place)
    try:
        for leftover in (old, fresh):
            if is_own(leftover):
                shutil.rmtree(leftover)
        own_folder(fresh)
        # A copy, not a move: the tables may lie on another disk than the run.
        shutil.copytree(new, fresh, dirs_exist_ok=True)
        if place.exists():
            os.rename(place, old)
        os.rename(fresh, place)
    except OSError as error:
        if old.exists() and not place.exists():
            os.rename(old, place)
        what = f"报告已发布，但结果表没有更新：{error.strerror}"
        mend = "请关闭正打开结果表的程序，再运行一次"
        raise JbecoError([Problem(str(place), what, mend)]) from None
    shutil.rmtree(old, ignore_errors=True)


def _revision(report: Path, name: str) -> int:
    return int(report.name.removeprefix(f"{name}-r")) if report.name != name else 1
