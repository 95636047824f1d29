"""Folders of the user's and folders of our own: nothing is removed that we did not write."""

from __future__ import annotations

import errno
import shutil
from itertools import permutations
from pathlib import Path

from .problems import JbecoError, Problem

__all__ = [
    "MARK",
    "check_apart",
    "check_free",
    "check_ours",
    "check_outside",
    "is_foreign",
    "is_own",
    "not_ours",
    "own_folder",
    "remove_own",
    "system_fault",
    "system_problem",
]

MARK = ".jbeco"
"""File that says that a folder is our own: its content may be made anew at any time."""

MARK_TEXT = "这个文件夹由 jbeco 生成，内容随时会重新生成；请不要把自己的文件放在这里。\n"


FAULTS = {
    errno.ENOSPC: "磁盘满了",
    errno.EDQUOT: "磁盘配额用完了",
    errno.EACCES: "没有权限，或正被别的程序打开",
    errno.EPERM: "没有权限，或正被别的程序打开",
    errno.EROFS: "这个磁盘只能读",
    errno.ENOENT: "不存在，或刚刚被移走",
    errno.ENOTDIR: "路径中间有一段不是文件夹",
    errno.EISDIR: "是文件夹，不是文件",
    errno.EEXIST: "已有同名文件",
    errno.EIO: "磁盘读写出错",
}
"""What the system says when it does not read or write, in the user's words."""


def system_fault(error: OSError) -> str:
    """Say in Chinese what the system says when it refuses a file."""
    return FAULTS.get(error.errno or 0) or f"系统错误：{error.strerror or error}"


def system_problem(error: OSError) -> Problem:
    """Say which file the system refused, and why."""
    mend = "请照原因处理后再运行；已发布的报告没有改动"
    return Problem(str(error.filename or "磁盘"), system_fault(error), mend)


def is_own(folder: Path) -> bool:
    """Whether a folder carries our mark; a link to one does not."""
    return not folder.is_symlink() and (folder / MARK).is_file()


def is_foreign(folder: Path) -> bool:
    """Whether something is in the place of a folder that we did not write: a file, or files."""
    if is_own(folder) or not (folder.is_symlink() or folder.exists()):
        return False
    return folder.is_symlink() or not folder.is_dir() or any(folder.iterdir())


def own_folder(folder: Path) -> None:
    """Make a folder our own: one that is not there yet, is empty, or carries our mark already.

    Raises
    ------
    JbecoError
        When there is anything else in it.
    OSError
        When it cannot be written.
    """
    check_ours(folder)
    folder.mkdir(parents=True, exist_ok=True)
    if not is_own(folder):
        (folder / MARK).write_text(MARK_TEXT, encoding="utf-8", newline="\n")


def remove_own(folder: Path) -> None:
    """Remove a folder of our own, its mark last: killed half-way, what is left is still ours.

    Raises
    ------
    OSError
        When something in it cannot be removed.
    """
    for path in [path for path in folder.iterdir() if path.name != MARK]:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()
    shutil.rmtree(folder)


def not_ours(folder: Path) -> Problem:
    """Return the problem that a folder holds files that we did not write."""
    mend = "请换一个文件夹，或先把里面的文件移走；没有改动任何文件"
    return Problem(str(folder), "里面有不是 jbeco 生成的文件，不能覆盖", mend)


def check_ours(*folders: Path) -> None:
    """Refuse folders that hold what we did not write; to be asked before anything is written."""
    problems = [not_ours(folder) for folder in folders if is_foreign(folder)]
    if problems:
        raise JbecoError(problems)


def check_free(*paths: Path) -> None:
    """Refuse to write over files, or links, that somebody put into a folder that is not ours."""
    mend = "可能是您自己的；请移走，或用 --out 换一个空文件夹（以后会更新它）"
    there = [path for path in paths if path.is_symlink() or path.exists()]
    if there:
        raise JbecoError([Problem(str(path), "已有同名文件", mend) for path in there])


def check_apart(places: dict[str, Path]) -> None:
    """Refuse folders that lie in one another, or are the same.

    Parameters
    ----------
    places : dict
        Folders by the option that named them, such as ``--data``.
    """
    options = list(places)
    problems = [
        _nested(outer, inner, places)
        for outer, inner in permutations(options, 2)
        if _lies_in(places[inner], places[outer])
        # The same folder lies in itself both ways round: said once.
        and (options.index(outer) < options.index(inner) or not _same(places[inner], places[outer]))
    ]
    if problems:
        raise JbecoError(problems)


def check_outside(inner: str, outer: str, places: dict[str, Path]) -> None:
    """Refuse one folder inside another one, such as ``--out`` inside ``--data``."""
    if _lies_in(places[inner], places[outer]):
        raise JbecoError([_nested(outer, inner, places)])


def _nested(outer: str, inner: str, places: dict[str, Path]) -> Problem:
    same = _same(places[inner], places[outer])
    what = f"与 {outer} 是同一个文件夹" if same else f"在 {outer} {places[outer]} 里面"
    return Problem(f"{inner} {places[inner]}", what, "请分开放；没有改动任何文件")


def _lies_in(inner: Path, outer: Path) -> bool:
    return inner.resolve().is_relative_to(outer.resolve())


def _same(one: Path, other: Path) -> bool:
    return one.resolve() == other.resolve()
