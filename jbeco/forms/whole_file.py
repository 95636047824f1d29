"""Writes a file whole or not at all, and archives whose bytes hang on no clock."""

from __future__ import annotations

import os
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from ..places import system_fault
from ..problems import JbecoError, Problem

__all__ = ["fixed_zip", "write_whole"]

ZIP_DATE = (1980, 1, 1, 0, 0, 0)


def fixed_zip(loose: BytesIO) -> bytes:
    """Return an archive with the same members and one date for all of them."""
    fixed = BytesIO()
    with ZipFile(loose) as source, ZipFile(fixed, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            member = ZipInfo(name, ZIP_DATE)
            member.compress_type = ZIP_DEFLATED
            member.create_system = 0
            target.writestr(member, source.read(name))
    return fixed.getvalue()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that it appears whole or not at all.

    Parameters
    ----------
    path : Path
        Its folder is made if needed; a file of that name is replaced.
    content : bytes
        All of it.

    Raises
    ------
    JbecoError
        When the file cannot be written, such as one that is open in Excel or Word on Windows.
    """
    half = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        half.write_bytes(content)
        os.replace(half, path)
    except OSError as error:
        with suppress(OSError):
            half.unlink(missing_ok=True)
        what = f"写不进去：{system_fault(error)}"
        mend = "请关闭正打开它的 Excel、Word 或 WPS，并检查文件夹与磁盘空间"
        raise JbecoError([Problem(str(path), what, mend)]) from None
