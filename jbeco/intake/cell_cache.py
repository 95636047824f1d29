"""Keeps what was read of a workbook by the hash of its bytes, so that it is opened once only.

An entry is plain JSON behind its own hash; one that is torn, edited or made by another reader does
not count, and the workbook is read again.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import astuple
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Any

from ..plan.methods import Limits

__all__ = ["kept"]

READERS = (
    "cell_cache.py",
    "files.py",
    "member_scan.py",
    "older_workbook.py",
    "package.py",
    "sheet_values.py",
    "workbook.py",
)
"""Files of this package whose change may change what is read."""


def kept(folder: Path | None, sha256: str, limits: Limits, read: Callable[[], Any]) -> Any:
    """Return what ``read`` gives, from the folder when it is known there.

    Parameters
    ----------
    folder : Path or None
        Where entries are kept; None keeps none.
    sha256 : str
        Hash of the bytes that are read.
    limits : Limits
        The bounds that they were held to.
    read : callable
        Reads them; gives what JSON can hold.
    """
    if folder is None:
        return read()
    path = folder / _reader(limits) / f"{sha256}.json"
    content = _entry(path)
    if content is None:
        content = read()
        _keep(path, content)
    return content


def _entry(path: Path) -> Any:
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
        return json.loads(body) if digest == _digest(body) else None
    except (OSError, ValueError):
        return None


def _keep(path: Path, content: Any) -> None:
    """Write an entry beside its place and move it there; a full disk only costs the next run."""
    body = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()
    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent)
        try:
            with open(handle, "wb") as file:
                file.write(_digest(body) + b"\n" + body)
            os.replace(name, path)
        except OSError:
            os.unlink(name)
            raise


def _digest(body: bytes) -> bytes:
    return hashlib.sha256(body).hexdigest().encode("ascii")


def _reader(limits: Limits) -> str:
    """Name the reader with its bounds: other code, calamine or limits have another name."""
    return hashlib.sha256(f"{_code()} {astuple(limits)}".encode()).hexdigest()[:16]


@cache
def _code() -> str:
    code = hashlib.sha256()
    for name in READERS:
        code.update((Path(__file__).parent / name).read_bytes())
    return f"{code.hexdigest()} {version('python-calamine')}"
