"""The table ``outlook`` as a reader of the report sees it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from ..plan import Plan
from ..standards.rounding import shown

__all__ = ["outlook_rows", "silent_counts"]

Row = dict[str, str]
Records = Sequence[Mapping[str, Any]]


def outlook_rows(plan: Plan, outlooks: Records) -> list[Row]:
    """Return one row for each target that has a probability or a stated reason for none."""
    return [_outlook_row(plan.criterion(one["criterion"]).decimals or 0, one) for one in outlooks]


def _outlook_row(digits: int, one: Mapping[str, Any]) -> Row:
    given = one["probability"] is not None
    likely, without = one["probability"], one["probability_without"]
    return {
        "编号": one["criterion"],
        "指标": one["name"] + (f"（{one['series']}）" if one["series"] else ""),
        "目标年": str(one["target_year"] or ""),
        "目标": f"{_signs(one['bound'])} {one['unit']}".strip(),
        "年度值个数": str(one["n"]) if one["n"] else "",
        "最近值": "" if one["value"] is None else shown(one["value"], digits),
        "前景": one["word"],
        "概率": f"{likely:.2f}" if given else "",
        "不含 2020 年": "" if without is None else f"{without:.2f}",
        "80% 预测区间": f"{one['low']:.{digits}f}–{one['high']:.{digits}f}" if given else "",
        "还须每年": "" if one["needed"] is None else shown(one["needed"], digits + 1),
        "近来每年": "" if one["recent"] is None else shown(one["recent"], digits + 1),
        "说明": "；".join(t for t in (one["reason"], *one["notes"]) if t and t != one["word"]),
    }


def _signs(bound: str) -> str:
    return bound.replace(">=", "≥").replace("<=", "≤")


def silent_counts(outlooks: Records) -> list[tuple[str, int]]:
    """Count the reasons why no probability is given, most frequent first."""
    words = Counter(one["word"] for one in outlooks if one["probability"] is None)
    return sorted(words.items(), key=lambda pair: (-pair[1], pair[0]))
