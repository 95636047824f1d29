"""The workbook 更正与裁决.xlsx: its sheets and columns, for writer and reader.

Each sheet says the same as one of the CSV tables, in Chinese; the year's folder may hold either.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from .layout import Sheet

__all__ = [
    "AMENDMENT_BOOK",
    "AMENDMENT_SHEETS",
    "CORRECT",
    "CORRECTIONS",
    "EMPTY",
    "JOINED",
    "OPTIONAL",
    "RECEIVED",
    "REQUIRED",
    "RESENT",
    "RESOLUTIONS",
    "RESOLVE",
    "SCOPES",
    "AmendmentSheet",
]

AMENDMENT_BOOK = "更正与裁决.xlsx"

CORRECTIONS = "corrections.csv"
RESOLUTIONS = "resolutions.csv"
RECEIVED = "received.csv"

REQUIRED = {
    CORRECTIONS: "department code series expect value reason who told_on".split(),
    RESOLUTIONS: "code series file cell reason who decided_on".split(),
    RECEIVED: "file received_on supersedes note".split(),
}
"""Columns of the three tables."""

OPTIONAL = {CORRECTIONS: ("sheet", "cell"), RESOLUTIONS: ("department",), RECEIVED: ("scope",)}
"""Columns that may follow, in that order; tables without them are read as well."""

JOINED = "｜"
"""Between name and code of an indicator, as the dropdowns offer them."""

EMPTY = "（空）"
"""What is written for a cell without content."""

SCOPES = {"": False, "所报部分": False, "整份": True}
"""Whether a file that was sent again replaces the earlier one whole."""


@dataclass(frozen=True)
class AmendmentSheet:
    """One sheet: how it looks, which table it stands for, and what its columns are there."""

    table: str
    sheet: Sheet
    columns: Mapping[str, str]


def _sheet(name: str, table: str, columns: Mapping[str, str], more: str = "") -> AmendmentSheet:
    headers = (*columns.values(), *filter(None, [more]))
    return AmendmentSheet(table, Sheet(name, headers, headers), columns)


CORRECT = _sheet(
    "更正",
    CORRECTIONS,
    {
        "department": "部门",
        "code": "指标",
        "series": "系列",
        "sheet": "工作表",
        "cell": "单元格",
        "expect": "原来填的",
        "value": "改为",
        "reason": "理由",
        "who": "何人决定",
        "told_on": "何时告知部门",
    },
    "备注",
)
RESOLVE = _sheet(
    "裁决",
    RESOLUTIONS,
    {
        "code": "指标",
        "series": "系列",
        "department": "采信哪个部门",
        "file": "或采信哪个文件",
        "cell": "单元格",
        "reason": "理由",
        "who": "何人决定",
        "decided_on": "何时决定",
    },
    "备注",
)
RESENT = _sheet(
    "重报",
    RECEIVED,
    {
        "file": "新收到的文件",
        "received_on": "何时收到",
        "supersedes": "取代哪个文件",
        "scope": "取代多少",
        "note": "说明",
    },
)
AMENDMENT_SHEETS = (CORRECT, RESOLVE, RESENT)
