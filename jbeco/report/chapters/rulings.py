"""Where the plan's text can be read in two ways: what was taken, what the other would change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...assessment import AssessedYear
from ...plan import Ruling
from ..blocks import Block, Cell, Column, Folded, Link, Paragraph, Table, cell, joined
from .parts import badge, criterion_link

__all__ = ["rulings"]

SIGNATURE = "　　　　　　　　　　"


def rulings(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the chapter on readings of the plan's text."""
    return tuple(_rulings(assessment))


def _rulings(assessment: AssessedYear) -> Iterator[Block]:
    plan = assessment.plan
    plausible = [c for c in assessment.contests if c.ruling.plausible]
    others = len(assessment.contests) - len(plausible)
    if plausible:
        columns = (
            Column("口径认定", 10), Column("问题", 30), Column("子项", 10),
            Column("现在的判定", 13), Column("另一口径", 26), Column("判定会变为", 13),
            Column("有关单位确认（签字、日期）", 24),
        )  # fmt: skip
        rows = tuple(
            (
                cell(Link(c.ruling.id, c.ruling.id)),
                cell(c.ruling.question),
                cell(criterion_link(plan.criterion(c.criterion))),
                cell(badge(assessment, c.taken)),
                cell(c.ruling.other_reading),
                cell(badge(assessment, c.other)),
                cell(SIGNATURE),
            )
            for c in plausible
        )
        caption = f"换一种口径，{assessment.year} 年的判定会变、且可能有人这样理解的子项"
        yield Table(caption, columns, rows, sheet="口径认定")
    else:
        told = "列明了改动哪个数的口径认定里，" if _uncounted(plan.rulings) else ""
        yield Paragraph((f"{told}凡可能有不同理解的，换一种口径都不改变本年的判定。",))
    uncounted = _uncounted(plan.rulings)
    if uncounted:
        names = joined(Link(ruling.id, ruling.id) for ruling in uncounted)
        said = (
            f"另有 {len(uncounted)} 条也可能有不同理解，没有换口径逐项测算，上表不包括；"
            "可能的变化见全表“会改变什么”一栏："
        )
        yield Paragraph((said, *names, "。"), "note")
    if others:
        text = f"另有 {others} 处判定在另一口径下会变，但一般不会有人这样理解，见下面的全表。"
        yield Paragraph((text,), "note")
    numbers = [int(ruling.id[1:]) for ruling in plan.rulings if ruling.id[1:].isdecimal()]
    gone = [f"R{n:02d}" for n in range(1, max(numbers, default=0)) if n not in numbers]
    if gone:
        text = f"编号 {'、'.join(gone)} 空缺。"
        yield Paragraph((text,), "note")
    table = _all(plan.rulings)
    yield Folded(f"全部 {len(plan.rulings)} 条口径认定：规划文字的歧义，采用的口径与理由", (table,))


def _uncounted(rulings: Sequence[Ruling]) -> list[Ruling]:
    """Return the plausible readings of which nobody wrote what they change, cell by cell."""
    return [ruling for ruling in rulings if ruling.plausible and not ruling.effects]


def _all(rulings: tuple[Ruling, ...]) -> Table:
    columns = tuple(
        Column(head, width)
        for head, width in (
            ("编号", 8), ("问题", 30), ("采用口径", 30), ("理由", 30), ("另一口径", 26),
            ("会改变什么", 30), ("是否可能有不同理解", 24), ("谁来确认", 16), ("状态", 9),
        )
    )  # fmt: skip
    return Table(
        "全部口径认定",
        columns,
        tuple(_row(ruling) for ruling in rulings),
        sheet="口径认定全表",
        anchors=tuple(ruling.id for ruling in rulings),
        wide=True,
    )


def _row(ruling: Ruling) -> tuple[Cell, ...]:
    readings = [ruling.default_reading, ruling.other_reading]
    taken, other = readings if ruling.taken == "default" else reversed(readings)
    likely = "可能" if ruling.plausible else "一般不会"
    return (
        cell(ruling.id),
        cell(ruling.question),
        cell(taken),
        cell(ruling.why),
        cell(other),
        cell(ruling.what_would_change),
        cell(f"{likely}：{ruling.plausibility}"),
        cell(ruling.confirm_by),
        cell(ruling.status),
    )
