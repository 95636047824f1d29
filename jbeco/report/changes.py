"""What changed between two published reports: verdicts, reasons and inputs, one row each."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..problems import JbecoError, Problem

__all__ = ["Change", "changes_between", "read_results"]


@dataclass(frozen=True)
class Change:
    """One difference; ``kind`` is 判定, 理由 or 输入."""

    kind: str
    what: str
    before: str
    after: str


def read_results(report: Path) -> dict[str, Any]:
    """Read the results of a published report's folder.

    Raises
    ------
    JbecoError
        When it is not a report's folder.
    """
    try:
        content = json.loads((report / "results.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        content = None
    if not isinstance(content, dict) or "verdicts" not in content:
        mend = "请给出 reports/ 下的一个报告文件夹"
        what = "不是报告文件夹（没有可读的 results.json）"
        raise JbecoError([Problem(str(report), what, mend)])
    return content


def changes_between(before: Mapping[str, Any], after: Mapping[str, Any]) -> list[Change]:
    """List what differs from one report's results to another's.

    Parameters
    ----------
    before, after : mapping
        As `read_results` gives them.
    """
    return [
        *_changes("判定", _by_id(before, "verdict"), _by_id(after, "verdict")),
        *_changes("理由", _by_id(before, "reason"), _by_id(after, "reason")),
        *_changes("输入", _inputs(before), _inputs(after)),
        *_changes("裁定", _rulings(before), _rulings(after)),
        *_changes("方法档案", _version(before), _version(after)),
    ]


def _changes(kind: str, before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    names = [*before, *(name for name in after if name not in before)]
    return [
        Change(kind, name, before.get(name, "（无）"), after.get(name, "（无）"))
        for name in names
        if before.get(name) != after.get(name)
    ]


def _by_id(results: Mapping[str, Any], field: str) -> dict[str, str]:
    return {verdict["id"]: verdict[field] for verdict in results["verdicts"]}


def _inputs(results: Mapping[str, Any]) -> dict[str, str]:
    listed = [*results.get("inputs", ()), *results.get("plan_files", ())]
    return {entry["file"]: entry["sha256"] for entry in listed}


def _rulings(results: Mapping[str, Any]) -> dict[str, str]:
    return {ruling["id"]: ruling["taken"] for ruling in results.get("rulings", ())}


def _version(results: Mapping[str, Any]) -> dict[str, str]:
    return {"版本": results.get("methods_version", "（无）")}
