"""Publishes a finished run in one move; what was published before is never overwritten."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from pathlib import Path

from ..places import check_ours, is_own, own_folder, remove_own, system_fault
from ..problems import JbecoError, Problem
from ..stage_tables import read_table, records_of
from ..tables import table_text
from .page_pdf import ONE_PAGE_PDF
from .seal import SEAL, file_hashes
from .sealed import WITHDRAWAL

__all__ = [
    "CHANGES",
    "NOT_COMPARED",
    "publish",
    "replace_folder",
    "same_outputs",
    "taken_places",
    "write_changes",
]

CHANGES = "修订表.csv"
NOT_COMPARED = {CHANGES, SEAL, WITHDRAWAL, ONE_PAGE_PDF}
"""What the same inputs need not give again: it depends on other reports, the clock, a browser."""


def same_outputs(finished: Path, published: Path) -> bool:
    """Whether two reports hold the same bytes now, apart from seal, changes and printed page."""
    first, second = (
        {n: digest for n, digest in file_hashes(report).items() if n not in NOT_COMPARED}
        for report in (finished, published)
    )
    return first == second


def write_changes(report: Path, previous: str) -> None:
    """Write the table of changes of a revision for a reader of spreadsheets."""
    words = {"kind": "类别", "what": "对象", "before": f"原（{previous}）", "after": "现"}
    words["why"] = "由什么引起"
    rows = records_of("changes", read_table(report / "tables", "changes"))
    texts = [{words[key]: text for key, text in row.items()} for row in rows]
    (report / CHANGES).write_text(table_text(texts), encoding="utf-8", newline="")


def publish(finished: Path, place: Path) -> Path:
    """Move a finished report to its place; it is on the disk before it has its name.

    Raises
    ------
    JbecoError
        When the place was taken in the meantime or cannot be written; nothing is lost then.
    """
    try:
        for path in (*finished.rglob("*"), finished):
            _flush(path)
        os.rename(finished, place)
        _flush(place.parent)
    except OSError as error:
        what = f"不能发布：{system_fault(error)}"
        mend = "请关闭正在打开的报告文件，确认没有另一个运行，然后重试"
        raise JbecoError([Problem(str(place.name), what, mend)]) from None
    return place


def _flush(path: Path) -> None:
    """See that a file, or a folder's list of names, is on the disk and not on its way there."""
    if path.is_dir() and os.name == "nt":
        return  # Windows writes the list of names by itself
    descriptor = os.open(path, os.O_RDONLY if path.is_dir() else os.O_RDWR)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


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
                remove_own(leftover)
        own_folder(fresh)
        # A copy, not a move: the tables may lie on another disk than the run.
        for table in new.iterdir():
            shutil.copy2(table, fresh)
        if place.exists():
            os.rename(place, old)
        os.rename(fresh, place)
    except OSError as error:
        if old.exists() and not place.exists():
            os.rename(old, place)
        what = f"报告已发布，但结果表没有更新：{system_fault(error)}"
        mend = "请关闭正打开结果表的程序，再运行一次"
        raise JbecoError([Problem(str(place), what, mend)]) from None
    with suppress(OSError):
        remove_own(old)
