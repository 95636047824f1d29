"""What lies in a year's folder: plain files within bounds, each read once; all else is named."""

from __future__ import annotations

import errno
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from zipfile import BadZipFile
from zlib import error as ZlibError  # noqa: N812

from ..plan.methods import Limits
from ..problems import Problem
from .hidden_characters import has_hidden, show_hidden

__all__ = [
    "ATTACHMENTS",
    "DAMAGED_ARCHIVE",
    "LARGEST_MB",
    "WORKBOOK_ENDINGS",
    "Arrived",
    "files_below",
    "names_in",
    "other_kind",
    "read_file",
    "too_large",
]

DAMAGED_ARCHIVE = (
    BadZipFile,
    ZlibError,
    EOFError,
    NotImplementedError,  # a packing that Python has no reader for
    RuntimeError,  # a password
    OSError,
    ValueError,  # a date or an offset that cannot be
)
"""What zipfile and zlib raise on damaged, cut or unusually packed archives."""

IGNORED = (".", "~$")
"""Starts of names that a system or an office program makes beside the files of people."""

LEFT_BY_SYSTEMS = frozenset(("thumbs.db", "desktop.ini", "ehthumbs.db"))
"""Files that Windows leaves in folders, in small letters."""

ATTACHMENTS = "附件"
"""Folder of a year for scans, letters and archives: listed and hashed, never read."""

LARGEST_MB = 200
"""No file beside the submissions is larger; what is larger is named, not read to its end."""

WORKBOOK_ENDINGS = (".xlsx", ".xlsm", ".xls", ".et", ".ods")

ERRORS = {
    errno.EACCES: "没有权限",
    errno.EPERM: "没有权限",
    errno.ENOENT: "文件刚刚不见了",
    errno.EIO: "磁盘读不出来",
}
"""What the system says when it does not hand out a file."""

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""The container of xls, doc and of encrypted workbooks."""

ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
MAGIC = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"%PDF", "PDF 文件"),
    (b"{\\rtf", "RTF 文档"),
    (b"\x1f\x8b", "gzip 压缩文件"),
    (b"Rar!", "RAR 压缩文件"),
    (b"7z\xbc\xaf", "7z 压缩文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
)
MARKUP = (b"<html", b"<!doctype", b"<?xml", b"<table", b"<meta")


@dataclass(frozen=True)
class Arrived:
    """A file as it was read.

    Parameters
    ----------
    name : str
        Its path below the data folder, as messages call it.
    content : bytes
        The whole file.
    """

    name: str
    content: bytes

    @cached_property
    def sha256(self) -> str:
        """Hash of the content, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()


def names_in(folder: Path) -> Iterator[Path]:
    """Yield what lies in a folder in the order of names, apart from what programs leave there.

    Raises
    ------
    OSError
        When the folder cannot be listed.
    """
    for path in sorted(folder.iterdir()):
        if not path.name.startswith(IGNORED) and path.name.lower() not in LEFT_BY_SYSTEMS:
            yield path


def files_below(folder: Path) -> Iterator[Path]:
    """Yield every file of a folder and of the folders in it, links and what programs leave apart.

    Raises
    ------
    OSError
        When one of the folders cannot be listed.
    """
    for path in names_in(folder):
        if path.is_symlink():
            continue
        if path.is_dir():
            yield from files_below(path)
        elif path.is_file():
            yield path


def read_file(path: Path, name: str, limits: Limits) -> Arrived | Problem:
    """Read a file whole; its size is looked at first.

    Parameters
    ----------
    path : Path
        Where it lies.
    name : str
        How messages call it.
    limits : Limits
        How large it may be.

    Returns
    -------
    Arrived or Problem
        The problem when it is a link, a folder or a pipe, too large or unreadable. A link is
        refused because what it points to may lie outside the folder that a run seals.
    """
    if has_hidden(name):
        what = "文件名里有看不见的控制字符，没有读"
        return Problem(show_hidden(name), what, "请改名")
    if path.is_symlink():
        return Problem(name, "是链接，没有读", "请把链接换成它所指的文件")
    if not path.is_file():
        return Problem(name, "不是普通文件，没有读", "请只放文件；子文件夹请移出")
    try:
        large = too_large(path.stat().st_size, limits.file_mb)
        if large:
            return Problem(name, large, "请删去无关的内容，或分成几个文件后重报")
        with path.open("rb") as file:
            return Arrived(name, file.read(limits.file_mb * 1024 * 1024))
    except OSError as error:
        why = ERRORS.get(error.errno or 0, f"系统错误 {error.errno}")
        return Problem(name, f"打不开（{why}）", "请检查权限，或关掉正在用它的程序")


def other_kind(content: bytes) -> str:
    """Name what a file is: ``zip``, a Chinese name of another known kind, or ``""`` for text.

    Parameters
    ----------
    content : bytes
        The whole file.
    """
    if content.startswith(OLE):
        return "加了密码的工作簿" if ENCRYPTED in content else "旧版 Office 文件（.xls 之类）"
    for magic, kind in MAGIC:
        if content.startswith(magic):
            return kind
    head = content[:200].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith(MARKUP):
        return "网页或 XML 文件"
    return "二进制文件" if b"\0" in content and not _is_utf16(content) else ""


def too_large(size: int, megabytes: int) -> str:
    """Say that a file is larger than the limit, in Chinese; empty when it is not."""
    if size <= megabytes * 1024 * 1024:
        return ""
    return f"文件有 {size / 1024 / 1024:.1f} MB，超过上限 {megabytes} MB"


def _is_utf16(content: bytes) -> bool:
    return content.startswith((b"\xff\xfe", b"\xfe\xff"))
