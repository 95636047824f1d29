"""Folders of the user's and folders of our own: nothing is removed that we did not write."""

from __future__ import annotations

from itertools import permutations
from pathlib import Path

from ..problems import JbecoError, Problem

__all__ = ["MARK", "check_apart", "is_own", "not_ours", "own_folder"]

MARK = ".jbeco"
"""File that says that a folder is our own: its content may be made anew at any time."""

MARK_TEXT = "这个文件夹由 jbeco 生成，内容随时会重新生成；请不要把自己的文件放在这里。\n"


def is_own(folder: Path) -> bool:
    """Whether a folder carries our mark."""
    return (folder / MARK).is_file()


def own_folder(folder: Path) -> None:
    """Make a folder our own: one that is not there yet, is empty, or carries our mark already.

    Raises
    ------
    JbecoError
        When there is anything else in it.
    OSError
        When it cannot be written.
    """
    if folder.is_dir() and not is_own(folder) and any(folder.iterdir()):
        raise JbecoError([not_ours(folder)])
    folder.mkdir(parents=True, exist_ok=True)
    if not is_own(folder):
        (folder / MARK).write_text(MARK_TEXT, encoding="utf-8", newline="\n")


def not_ours(folder: Path) -> Problem:
    """Return the problem that a folder holds files that we did not write."""
    mend = "请换一个文件夹，或先把里面的文件移走；没有改动任何文件"
    return Problem(str(folder), "里面有不是 jbeco 生成的文件，不能覆盖", mend)


def check_apart(places: dict[str, Path]) -> None:
    """Refuse folders that lie in one another.

    Parameters
    ----------
    places : dict
        Folders by the option that named them, such as ``--data``.
    """
    resolved = {option: path.resolve() for option, path in places.items()}
    problems = [
        Problem(f"{inner} {places[inner]}", f"在 {outer} {places[outer]} 里面", "请分开放")
        for outer, inner in permutations(resolved, 2)
        if resolved[inner].is_relative_to(resolved[outer])
    ]
    if problems:
        raise JbecoError(problems)
