"""One run at a time in a folder: a lock that dies with the process that holds it."""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from ..places import is_foreign, remove_own, system_fault
from ..problems import JbecoError, Problem

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

__all__ = ["LOCK", "SCRATCH_PREFIX", "clear_leftovers", "locked", "state_of"]

LOCK = ".jbeco-lock"
"""File that a run holds; it stays, empty, when nobody does."""

SCRATCH_PREFIX = ".running-"
"""Start of the name of a run's own folder."""

FAR = 1 << 30
"""Byte that is locked on Windows: far behind the text, so that others can read that."""


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold a folder; the system gives it free when the process ends, however it ends.

    Raises
    ------
    JbecoError
        When another run holds it: which process, on which machine, since when.
    """
    try:
        file = (folder / LOCK).open("a+b")
    except OSError as error:
        raise JbecoError([_not_lockable(folder, error)]) from None
    with file:
        try:
            _take(file)
        except (BlockingIOError, PermissionError):
            raise JbecoError([_held(folder, file)]) from None
        except OSError as error:
            raise JbecoError([_not_lockable(folder, error)]) from None
        since = datetime.now().astimezone().isoformat(sep=" ", timespec="seconds")
        file.truncate(0)
        file.write(f"{platform.node()} 上的进程 {os.getpid()}，{since} 开始".encode())
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def clear_leftovers(reports: Path) -> list[str]:
    """Remove what killed runs left; to be called by the holder of the lock. Return the names.

    Only the folders that a run marked as its own: the owner of each is dead, for the lock is here.
    """
    found = [path for path in sorted(reports.glob(f"{SCRATCH_PREFIX}*")) if not is_foreign(path)]
    for path in found:
        with suppress(OSError):
            remove_own(path)
    return [path.name for path in found]


def state_of(folder: Path) -> str:
    """Say who runs in a folder now, or that the last run there was killed; else nothing.

    A run that ends, well or not, empties its lock: a text that nobody holds is of a killed one.
    """
    holder = ""
    try:
        with (folder / LOCK).open("r+b") as file:
            holder = file.read().decode("utf-8", "replace")
            if holder:
                _take(file)
    except OSError:
        return holder and f"正在运行：{holder}。"
    mend = "已发布的报告没有受影响，请再运行 jbeco run"
    return holder and f"上一次运行没有做完（{holder}）：{mend}。"


def _take(file: BinaryIO) -> None:
    if sys.platform == "win32":
        file.seek(FAR)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
    else:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)


def _held(folder: Path, file: BinaryIO) -> Problem:
    file.seek(0)
    holder = file.read().decode("utf-8", "replace") or "不明"
    mend = "请等它结束再运行；它若中断，锁会自动解开"
    return Problem(str(folder), f"另一个运行正在用这个文件夹（{holder}）", mend)


def _not_lockable(folder: Path, error: OSError) -> Problem:
    mend = "请检查权限，或换到本机磁盘上的文件夹"
    return Problem(str(folder), f"不能加锁：{system_fault(error)}", mend)
