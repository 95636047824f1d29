"""Keeps what a finished step left; what it was made from decides whether that still holds."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from collections.abc import Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from ..intake.files import LARGEST_MB, too_large
from ..places import own_folder
from ..tables import canonical_json, file_sha256

__all__ = ["Store", "folder_hashes", "hashes_of", "key_of", "package_hash"]

PACKAGE = Path(__file__).parent.parent
RECORD = "made_from.json"


def key_of(parts: Mapping[str, Any]) -> str:
    """Return one hash for named hashes and texts."""
    return _sha256(canonical_json(parts).encode("utf-8"))


@cache
def package_hash() -> str:
    """Return one hash for all code and data of the package."""
    files = (p for p in PACKAGE.rglob("*") if p.is_file() and "__pycache__" not in p.parts)
    return key_of({p.relative_to(PACKAGE).as_posix(): file_sha256(p) for p in sorted(files)})


def folder_hashes(folder: Path) -> dict[str, str]:
    """Return what lies in a folder, and under ``.`` what it is itself; nothing where none is.

    Each file has its hash, one that is too large to be read its size and time; anything else, such
    as a link, the word for what it is.
    """
    if not (folder.is_symlink() or folder.exists()):
        return {}
    found = {".": _content(folder)}
    if found["."] == "folder":
        below = sorted(folder.rglob("*"))
        found |= {path.relative_to(folder).as_posix(): _content(path) for path in below}
    return found


def _content(path: Path) -> str:
    if path.is_symlink():
        return "link"
    try:
        if path.is_file():
            return _too_large(path) or file_sha256(path)
    except OSError:
        return "unreadable"
    return "folder" if path.is_dir() else "other"


def hashes_of(files: Mapping[str, bytes]) -> dict[str, str]:
    """Return the hash of each file by its name."""
    return {name: _sha256(content) for name, content in files.items()}


def _too_large(path: Path) -> str:
    found = path.stat()
    large = too_large(found.st_size, LARGEST_MB)
    return f"{large}，{found.st_mtime_ns}" if large else ""


@dataclass(frozen=True)
class Store:
    """A folder of our own with the files of each step: one set of files a step, the latest.

    A file whose bytes are not those that were kept is not given back; the step is done anew.
    """

    folder: Path

    def hashes(self, step: str, key: str, names: Collection[str]) -> dict[str, str] | None:
        """Return the hashes of a step's files when they were made from ``key``, else None."""
        try:
            record = json.loads((self.folder / step / RECORD).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        if not isinstance(record, dict) or record.get("key") != key:
            return None
        files = record.get("files")
        if not isinstance(files, dict) or files.keys() != set(names):
            return None
        return dict(files)

    def read(self, step: str, name: str, digest: str) -> bytes | None:
        """Return a kept file, None when it is not there or not as it was kept."""
        try:
            content = (self.folder / step / name).read_bytes()
        except OSError:
            return None
        return content if _sha256(content) == digest else None

    def read_all(self, step: str, key: str, names: Collection[str]) -> dict[str, bytes] | None:
        """Return all files of a step that were made from ``key``; None when one is missing."""
        hashes = self.hashes(step, key, names)
        if hashes is None:
            return None
        found = {name: self.read(step, name, digest) for name, digest in hashes.items()}
        whole = {name: content for name, content in found.items() if content is not None}
        return whole if len(whole) == len(found) else None

    def keep(self, step: str, key: str, files: Mapping[str, bytes]) -> None:
        """Keep the files of a step in place of those kept before.

        A store that cannot be written costs time the next time, and nothing else.
        """
        record = canonical_json({"key": key, "files": hashes_of(files)}).encode("utf-8")
        with suppress(OSError):
            self._write(step, {**files, RECORD: record})

    def _write(self, step: str, files: Mapping[str, bytes]) -> None:
        own_folder(self.folder)
        for leftover in self.folder.glob(f".{step}-*"):  # of a run that was killed
            shutil.rmtree(leftover, ignore_errors=True)
        fresh = Path(tempfile.mkdtemp(prefix=f".{step}-", dir=self.folder))
        try:
            for name, content in files.items():
                (fresh / name).write_bytes(content)
            shutil.rmtree(self.folder / step, ignore_errors=True)
            fresh.rename(self.folder / step)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()
