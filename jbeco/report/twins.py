"""National and provincial criteria on one indicator as one: a reader is told of it once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from ..assessment import AssessedYear, Verdict

__all__ = [
    "GOOD",
    "LAGGING",
    "LAGGING_WORD",
    "OPEN",
    "Twins",
    "by_indicator",
    "counted",
    "is_binding",
    "none_lagging",
    "twin_name",
]

LAGGING = ("regressed", "not_met", "behind")
OPEN = ("unknown", "doubtful")
GOOD = ("met", "already_met", "on_track")
GRAVITY = (*LAGGING, *OPEN, "partly", "on_track", "already_met", "met", "not_applicable")
"""Codes from the gravest; of several leaves on one indicator the gravest is told."""

LAGGING_WORD = {True: "未达标", False: "滞后或倒退"}
"""What they are called, by whether something is due this year."""

Twins = tuple[Verdict, ...]


def by_indicator(verdicts: Iterable[Verdict]) -> list[Twins]:
    """Return the leaves by indicator in the order of the plan, the gravest of each first."""
    found: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        found.setdefault(verdict.criterion.indicator, []).append(verdict)
    return [tuple(sorted(leaves, key=gravity)) for leaves in found.values()]


def gravity(verdict: Verdict) -> int:
    """Return how grave a verdict is; 0 is the gravest."""
    return GRAVITY.index(verdict.code)


def is_binding(leaves: Sequence[Verdict]) -> bool:
    """Whether one of the leaves is binding."""
    return any(leaf.criterion.attribute == "binding" for leaf in leaves)


def twin_name(assessment: AssessedYear, leaves: Sequence[Verdict]) -> str:
    """Return the indicator's name."""
    return assessment.plan.indicators[leaves[0].criterion.indicator].name


def counted(groups: Sequence[Twins], due: bool) -> str:
    """Say how many indicators stand where: ``达标 51 项，未达标 3 项``.

    Parameters
    ----------
    groups : sequence of tuple of Verdict
        The leaves of each indicator, the gravest first.
    due : bool
        Whether a target is due this year; before that the words are those of the pace.
    """
    words = (
        {GOOD: "达标", LAGGING: LAGGING_WORD[due], OPEN: "尚不能判定"}
        if due
        else {
            GOOD: "已达标或符合序时",
            ("partly",): "基本符合",
            LAGGING: LAGGING_WORD[due],
            OPEN: "尚不能判定",
        }
    )
    numbers = {
        word: sum(group[0].code in codes for group in groups) for codes, word in words.items()
    }
    return "，".join(f"{word} {number} 项" for word, number in numbers.items() if number) or "没有"


def none_lagging(assessment: AssessedYear, groups: Sequence[Twins]) -> str:
    """Say that none of some indicators lags; never more than is known of them."""
    if not groups:
        return "当年没有应判的指标。"
    if all(group[0].code in OPEN for group in groups):
        return "没有可以判定的指标。"
    among = "已能判定的指标里，" if any(group[0].code in OPEN for group in groups) else ""
    partly = [twin_name(assessment, group) for group in groups if group[0].code == "partly"]
    beside = f"；基本符合 {len(partly)} 项：{'、'.join(partly)}" if partly else ""
    return f"{among}没有{LAGGING_WORD[assessment.is_due]}的指标{beside}。"
