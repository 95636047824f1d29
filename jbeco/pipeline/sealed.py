"""Holds published reports against their seals: what was altered since, and which one a hash means.

A report that was altered is never taken for what was published: it is neither compared with nor
revised, until it is restored or withdrawn.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ..problems import JbecoError, Problem
from .seal import SEAL, SHORT_HASH, file_hashes, inputs_hash, stable_hash

__all__ = [
    "WITHDRAWAL",
    "altered",
    "check_unaltered",
    "find_report",
    "is_unaltered",
    "outcome",
    "read_seal",
]

WITHDRAWAL = "撤回.json"
"""File that says of a report that it was withdrawn; the one file that may come after the seal."""

NAMED = 5
"""Altered files that a problem names; the rest of them are counted."""

MEND = "请从备份恢复这份报告；恢复不了的，用 jbeco withdraw 撤回，再运行 jbeco run"


def read_seal(report: Path) -> dict[str, Any]:
    """Return the stable part of a report's seal.

    Raises
    ------
    JbecoError
        When the folder has no seal, or one that cannot be read or was altered.
    """
    path = report / SEAL
    if not path.is_file():
        mend = "请给出 reports/ 下的一个报告文件夹"
        raise JbecoError([Problem(str(report), "不是已发布的报告", mend)])
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
        stable: dict[str, Any] = manifest["stable"]
        whole = manifest["sha256"] == stable_hash(stable)
        whole = whole and manifest["inputs_sha256"] == inputs_hash(stable)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        raise JbecoError([Problem(str(path), "封存清单读不出来", MEND)]) from None
    if not whole:
        raise JbecoError([Problem(str(path), "封存清单被改动过", MEND)])
    return stable


def outcome(stable: Mapping[str, Any]) -> dict[str, str]:
    """Return the sealed hashes of a report's tables and other files by name."""
    return {**stable["tables"], **stable["outputs"]}


def altered(report: Path, stable: Mapping[str, Any]) -> list[str]:
    """Say of each file of a report what happened to it since it was sealed; nothing if none."""
    now, then = file_hashes(report), outcome(stable)
    words = {
        "被改动": [name for name in then if name in now and now[name] != then[name]],
        "不见了": [name for name in then if name not in now],
        "是后来放进去的": [n for n in now if n not in then and n not in (SEAL, WITHDRAWAL)],
    }
    return [f"{name} {word}" for word, names in words.items() for name in sorted(names)]


def check_unaltered(report: Path) -> None:
    """Refuse a report that is not as it was sealed.

    Raises
    ------
    JbecoError
        Names what was altered, and the way out.
    """
    found = altered(report, read_seal(report))
    if found:
        more = f"等 {len(found)} 个文件" if len(found) > NAMED else ""
        what = f"发布之后有改动：{'、'.join(found[:NAMED])}{more}"
        raise JbecoError([Problem(str(report), what, MEND)])


def is_unaltered(report: Path) -> bool:
    """Whether a folder is a published report, as it was sealed."""
    try:
        check_unaltered(report)
    except JbecoError:
        return False
    return True


def find_report(asked: str, reports: Path) -> Path:
    """Return the report that a path or the short hash printed in it names.

    Raises
    ------
    JbecoError
        When there is none, or the hash fits several.
    """
    if Path(asked).is_dir():
        return Path(asked)
    published = sorted(reports.iterdir()) if reports.is_dir() else []
    found = [path for path in published if asked and _printed_hash(path).startswith(asked)]
    if len(found) == 1:
        return found[0]
    if found:
        names = "、".join(path.name for path in found)
        raise JbecoError([Problem(asked, f"不止一份报告有这个{SHORT_HASH}：{names}", "请给文件夹")])
    mend = "请给出报告文件夹，或印在报告里的短指纹；报告在别处的用 --reports 指定"
    raise JbecoError([Problem(asked, f"{reports} 里没有这份报告", mend)])


def _printed_hash(report: Path) -> str:
    """Return the hash of what a report was made from; empty where no seal can be read."""
    try:
        return str(json.loads((report / SEAL).read_text(encoding="utf-8"))["inputs_sha256"])
    except (OSError, ValueError, KeyError, TypeError):
        return ""
