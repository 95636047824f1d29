"""One page for each of the plan's systems: where it stands, what is missing, why, its measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ...assessment import AssessedYear, Verdict
from ..action_progress import action_rows
from ..blocks import Block, Cell, Column, Figure, Heading, Paragraph, Strong, Table, cell
from ..front_page import Lagging, front_page
from ..misprints import as_printed
from ..system_panels import panels_chart, system_panels
from ..twins import by_indicator, twin_name
from ..value_text import value_text
from ..wording import verdict_sentence
from .measures import MEASURE_COLUMNS, measure_cells, states_sentence
from .overall import system_sentence
from .parts import badge, links_to, target_text

__all__ = ["INDICATOR_COLUMNS", "indicator_cells", "systems"]

INDICATOR_COLUMNS = (
    Column("指标", 34),
    Column("属性", 9, short=True),
    Column("目标（原文）", 24),
    Column("本年", 18),
    Column("判定", 14),
    Column("一句话", 40),
)


def systems(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the pages of the systems."""
    lagging = front_page(assessment).lagging
    return tuple(
        block
        for system, name in assessment.plan.systems.items()
        for block in _system(assessment, system, name, lagging)
    )


def _system(
    assessment: AssessedYear, system: str, name: str, lagging: Sequence[Lagging]
) -> Iterator[Block]:
    verdicts = [
        v for v in assessment.verdicts if v.criterion.domain == system and v.criterion.applicable
    ]
    rows = [row for row in action_rows(assessment) if row.system == system]
    mine = [line for line in lagging if line.leaves[0].criterion.domain == system]
    yield Heading(name, f"system-{system}", new_page=True)
    yield Paragraph((Strong("完成情况："), system_sentence(assessment, system)))
    yield Paragraph((Strong("差距与原因："), *_gaps(mine)))
    yield Paragraph((Strong("措施："), states_sentence(rows) if rows else "规划没有列措施。"))
    yield Table(f"{name}的指标", INDICATOR_COLUMNS, indicator_cells(assessment, verdicts))
    panels = system_panels(assessment, system)
    if panels:
        yield Figure(partial(panels_chart, name, panels), f"{name}各指标的历年值与目标")
    if rows:
        rows.sort(key=lambda row: not row.is_overdue)
        yield Table(f"{name}的措施与承诺", MEASURE_COLUMNS, measure_cells(rows))


def _gaps(lagging: Sequence[Lagging]) -> Iterator[str]:
    if not lagging:
        yield "已能判定的指标没有未达标或滞后的。"
    for line in lagging:
        causes = [f"{one.cause}（{one.author}）" for one in line.remarks if one.cause]
        yield f"{line.name}：{line.says}；{'；'.join(causes) or f'原因待{line.department}填写'}。"


def indicator_cells(
    assessment: AssessedYear, verdicts: Sequence[Verdict]
) -> tuple[tuple[Cell, ...], ...]:
    """Return indicators, twins as one row, as the cells of `INDICATOR_COLUMNS`."""
    return tuple(_indicator(assessment, leaves) for leaves in by_indicator(verdicts))


def _indicator(assessment: AssessedYear, leaves: tuple[Verdict, ...]) -> tuple[Cell, ...]:
    words = assessment.plan.methods.words
    first = leaves[0]
    attributes = dict.fromkeys(words.attribute[v.criterion.attribute] for v in leaves)
    targets = dict.fromkeys(
        as_printed(assessment.plan, target_text(assessment, v.criterion)) for v in leaves
    )
    codes = dict.fromkeys(v.code for v in leaves)
    same = len(codes) == 1
    return (
        cell((twin_name(assessment, leaves),), links_to(sorted(leaves, key=_id))),
        cell(*attributes),
        cell(*targets),
        cell(value_text(assessment, first)),
        cell(
            *(
                [badge(assessment, first.code)]
                if same
                else [(f"{v.criterion.id} ", badge(assessment, v.code)) for v in leaves]
            )
        ),
        cell(verdict_sentence(assessment, first)),
    )


def _id(verdict: Verdict) -> str:
    return verdict.criterion.id
