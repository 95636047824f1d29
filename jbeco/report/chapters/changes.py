"""What became of the verdicts since the report before: real turns only, revised data apart."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ...assessment import AssessedYear, Verdict
from ..blocks import Block, Cell, Column, Paragraph, Table, cell
from ..twins import GOOD, LAGGING, OPEN
from ..wording import verdict_sentence
from .parts import badge, named_link

__all__ = ["changes", "last_report", "turned"]

SIDES = (GOOD, LAGGING, OPEN, ("partly",), ("not_applicable",))
"""Verdicts on one side say the same of a criterion: from 已达标 to 达标 nothing turned."""


def changes(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the chapter; nothing where no earlier report is published."""
    earlier = last_report(assessment)
    if not earlier:
        return ()
    first = earlier[0]
    turns = turned(assessment)
    review = str(first["report"]).partition("-")[2].partition("-")[0]
    kind = assessment.plan.methods.words.review.get(review, "")
    intro = f"与上一份报告（{first['year']} 年{kind}）相比，"
    if not turns:
        return (Paragraph((f"{intro}没有判定发生实质变化（“已达标”与“达标”不算变化）。",)),)
    columns = (
        Column("子项", 34), Column(f"{first['year']} 年", 14),
        Column(f"{assessment.year} 年", 14), Column("本年", 44), Column("是否因数据更正", 34),
    )  # fmt: skip
    rows = tuple(_row(assessment, verdict, before) for verdict, before in turns)
    better = sum(verdict.code in GOOD for verdict, _ in turns)
    worse = sum(verdict.code in LAGGING for verdict, _ in turns)
    rest = len(turns) - better - worse
    said = f"{len(turns)} 个子项的判定发生了实质变化：转好 {better} 个，转差 {worse} 个"
    said += f"，其余 {rest} 个。" if rest else "。"
    return (
        Paragraph((intro + said,)),
        Table("与上一份报告相比判定发生变化的子项", columns, rows, sheet="判定变化"),
    )


def last_report(assessment: AssessedYear) -> list[Mapping[str, Any]]:
    """Return the verdicts of the report before; none where none is published."""
    records = assessment.records("earlier_verdicts")
    last = max((one["year"] for one in records), default=None)
    return [one for one in records if one["year"] == last]


def turned(assessment: AssessedYear) -> list[tuple[Verdict, Mapping[str, Any]]]:
    """Return the verdicts that are on another side than in the report before, with that one."""
    before = {one["criterion"]: one for one in last_report(assessment)}
    return [
        (verdict, before[verdict.criterion.id])
        for verdict in assessment.verdicts
        if verdict.criterion.id in before
        and _side(verdict.code) != _side(before[verdict.criterion.id]["code"])
    ]


def _side(code: str) -> int:
    return next(number for number, side in enumerate(SIDES) if code in side)


def _row(assessment: AssessedYear, verdict: Verdict, before: Mapping[str, Any]) -> tuple[Cell, ...]:
    revised = "；".join(_revised(assessment, verdict, before["year"], before["numbers"]))
    return (
        cell(named_link(assessment, verdict.criterion)),
        cell(badge(assessment, before["code"])),
        cell(badge(assessment, verdict.code)),
        cell(verdict_sentence(assessment, verdict)),
        cell(revised or "否"),
    )


def _revised(
    assessment: AssessedYear, verdict: Verdict, year: int, numbers: tuple[str, ...]
) -> Iterator[str]:
    """Yield how the earlier year's number was revised since it was reported."""
    told = dict(entry.rsplit("=", 1) for entry in numbers)
    values = assessment.tables["values"]
    mine = values[
        (values["indicator"] == verdict.criterion.indicator)
        & (values["year"] == year)
        & (values["measure"] == "level")
    ]
    for series, exact in zip(mine["series"].fillna(""), mine["exact"].fillna(""), strict=True):
        was = told.get(series, "")
        if was and exact and was != exact:
            yield f"{year} 年的数{f'（{series}）' if series else ''}由 {was} 改为 {exact}"
