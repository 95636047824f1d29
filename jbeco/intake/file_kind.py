"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

__all__ = ["other_kind", "too_large"]

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
