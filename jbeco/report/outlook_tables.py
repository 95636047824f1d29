"""The rows of the outlook in the report: likelihoods, and why there is none."""

from __future__ import annotations

from collections.abc import Sequence

from ..assessment import AssessedYear
from ..standards.rounding import shown
from ..statistics.outlook import Outlook

__all__ = ["outlook_rows", "silent_counts"]

Row = dict[str, str]


def outlook_rows(assessment: AssessedYear, outlooks: Sequence[Outlook]) -> list[Row]:
    """Return one row for each target that has a probability or a stated reason for none."""
    return [_outlook_row(assessment, one) for one in outlooks]


def _outlook_row(assessment: AssessedYear, one: Outlook) -> Row:
    criterion = assessment.plan.criterion(one.criterion)
    digits = criterion.decimals or 0
    unit = criterion.unit
    given = one.probability is not None
    return {
        "编号": one.criterion,
        "指标": criterion.full_name + (f"（{one.series}）" if one.series else ""),
        "目标年": str(one.target_year or ""),
        "目标": f"{_signs(one.bound)} {unit}".strip(),
        "年度值个数": str(one.n) if one.n else "",
        "最近值": "" if one.value is None else shown(one.value, digits),
        "前景": one.word,
        "概率": "" if one.probability is None else f"{one.probability:.2f}",
        "不含 2020 年": "" if one.probability_without is None else f"{one.probability_without:.2f}",
        "80% 预测区间": f"{one.low:.{digits}f}–{one.high:.{digits}f}" if given else "",
        "还须每年": "" if one.needed is None else shown(one.needed, digits + 1),
        "近来每年": "" if one.recent is None else shown(one.recent, digits + 1),
        "说明": "；".join(text for text in (one.reason, *one.notes) if text and text != one.word),
    }


def _signs(bound: str) -> str:
    return bound.replace(">=", "≥").replace("<=", "≤")


def silent_counts(outlooks: Sequence[Outlook]) -> list[tuple[str, int]]:
    """Count the reasons why no probability is given, most frequent first."""
    words = [one.word for one in outlooks if one.probability is None]
    return sorted(((word, words.count(word)) for word in set(words)), key=lambda w: (-w[1], w[0]))
