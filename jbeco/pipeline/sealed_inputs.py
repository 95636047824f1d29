"""Finds the inputs of a sealed report again, each by its hash, wherever it lies now.

A report keeps no copy of the submissions: a report is handed on, and they hold names and phone
numbers. What was submitted is never edited, so it is still there; a plan lies in version control.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..intake.files import LARGEST_MB, too_large
from ..problems import JbecoError, Problem
from ..tables import file_sha256

__all__ = ["Places", "restore_inputs"]

MEND = "请从备份或版本库找回当时的文件，用 --data、--plan 指出它所在的文件夹"


@dataclass(frozen=True)
class Places:
    """The folders in which inputs are looked for, by the start of their sealed names."""

    folders: Mapping[str, Path]

    def find(self, name: str, digest: str) -> Path | None:
        """Return a file with a hash: the one of that name, or another with the same content."""
        for start, folder in self.folders.items():
            own = folder / name.removeprefix(f"{start}/")
            if name.startswith(f"{start}/") and own.is_file() and file_sha256(own) == digest:
                return own
        return self._by_hash.get(digest)

    @cached_property
    def _by_hash(self) -> dict[str, Path]:
        return {file_sha256(path): path for path in self._files()}

    def _files(self) -> Iterator[Path]:
        for folder in self.folders.values():
            for path in folder.rglob("*") if folder.is_dir() else ():
                if path.is_file() and not path.is_symlink() and not _is_large(path):
                    yield path


def _is_large(path: Path) -> bool:
    return bool(too_large(path.stat().st_size, LARGEST_MB))


def restore_inputs(folder: Path, inputs: Mapping[str, str], places: Places) -> None:
    """Put the inputs of a report into a folder, under the names they were sealed by.

    Parameters
    ----------
    folder : Path
        A fresh folder.
    inputs : mapping
        Sealed hashes by name.
    places : Places
        Where they are looked for.

    Raises
    ------
    JbecoError
        Names every input that is not found with the content it had.
    """
    found = {name: places.find(name, digest) for name, digest in inputs.items()}
    missing = [name for name, path in found.items() if path is None]
    if missing:
        raise JbecoError(_missing(missing, places))
    for name, path in found.items():
        if path is not None:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, folder / name)


def _missing(names: Sequence[str], places: Places) -> list[Problem]:
    looked = "、".join(str(folder) for folder in places.folders.values())
    what = f"在 {looked} 里找不到封存时的这个文件（同名的内容已经不同，或已移走）"
    return [Problem(name, what, MEND) for name in names]
