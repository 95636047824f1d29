"""How far a year's collection has come, as printed lines and as plain data."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from ..problems import Level
from .progress import RECEIVED, SILENT, UNREADABLE, DepartmentProgress, OpenItem, ReceivedFile
from .shortfalls import Shortfall

__all__ = ["contact_text", "file_text", "progress_lines", "progress_record"]

NAMED = 12
"""Criteria that a line names; the rest of them are counted."""


def progress_lines(
    progress: Sequence[DepartmentProgress], missing: Sequence[Shortfall]
) -> Iterator[str]:
    """Yield a line per department, then a line per thing that is missing."""
    for one in progress:
        yield _line(one)
    if progress:
        states = Counter(one.state for one in progress)
        counted = "，".join(f"{word} {states[word]} 个" for word in (RECEIVED, UNREADABLE, SILENT))
        yield f"共 {len(progress)} 个部门：{counted}。"
    else:
        yield "基准年的数以规划为准，不向部门收填报表。"
    yield ""
    yield "【缺什么，少判什么】" if missing else "【缺什么，少判什么】没有判不了的子项。"
    for gap in missing:
        yield f"{gap.kind}｜{gap.what}｜{gap.who}｜{_criteria_text(gap)}"
    if missing:
        unknown = {criterion for gap in missing for criterion in gap.criteria}
        yield f"共 {len(unknown)} 个子项无法判定；一个子项可能缺几样，只缺一样的另行注明。"


def progress_record(
    progress: Sequence[DepartmentProgress], missing: Sequence[Shortfall]
) -> dict[str, Any]:
    """Return the same as plain data, as ``status --json`` prints it."""
    return {
        "departments": [_record(one) for one in progress],
        "missing": [
            {
                "kind": gap.kind,
                "what": gap.what,
                "who": gap.who,
                "criteria": list(gap.criteria),
                "alone": list(gap.alone),
            }
            for gap in missing
        ],
    }


def file_text(file: ReceivedFile) -> str:
    """Name a file, when it arrived, and whether a later one is in use in its place."""
    said = [f"{file.received_on} 收到"] if file.received_on else []
    said += [] if file.is_read else ["打不开"]
    said += [f"已被 {file.superseded_by} 取代"] if file.superseded_by else []
    return f"{file.name}（{'，'.join(said)}）" if said else file.name


def contact_text(one: DepartmentProgress) -> str:
    """Say when and how the last contact was; empty where none is known."""
    return "" if one.last is None else f"{one.last.day} {one.last.how}"


def _line(one: DepartmentProgress) -> str:
    counts = f"错误 {one.count(Level.ERROR)}，警告 {one.count(Level.WARNING)}，"
    files = "、".join(map(file_text, one.files)) or "没有文件"
    last = contact_text(one)
    return "｜".join(
        [
            one.department.name,
            one.state,
            f"{counts}待补 {len(one.open_items)}",
            files,
            f"最近联系 {last}" if last else "没有联系记录",
        ]
    )


def _criteria_text(gap: Shortfall) -> str:
    more = " 等" if len(gap.criteria) > NAMED else ""
    alone = f"（其中只缺这一样的 {len(gap.alone)} 项）" if gap.alone else ""
    named = "、".join(gap.criteria[:NAMED])
    return f"{len(gap.criteria)} 项判不了：{named}{more}{alone}"


def _record(one: DepartmentProgress) -> dict[str, Any]:
    return {
        "id": one.department.id,
        "name": one.department.name,
        "state": one.state,
        "files": [
            {
                "name": file.name,
                "received_on": None if file.received_on is None else str(file.received_on),
                "superseded_by": file.superseded_by or None,
                "is_read": file.is_read,
            }
            for file in one.files
        ],
        "errors": one.count(Level.ERROR),
        "warnings": one.count(Level.WARNING),
        "last_contact": None if one.last is None else str(one.last.day),
        "open": [_item(item) for item in one.open_items],
    }


def _item(item: OpenItem) -> dict[str, Any]:
    return {
        "kind": item.kind,
        "code": item.code,
        "what": item.what,
        "place": item.place,
        "blocks": list(item.blocks),
    }
