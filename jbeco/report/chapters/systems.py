"""One page for each of the plan's systems: where it stands, what is missing, why, its measures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import partial

from ...assessment import AssessedYear, Verdict
from ..action_progress import ActionRow, action_rows
from ..blocks import (
    Block,
    Cell,
    Column,
    Figure,
    Heading,
    Line,
    Paragraph,
    Small,
    Strong,
    Table,
    cell,
)
from ..front_page import Lagging, front_page
from ..misprints import as_printed
from ..system_panels import panels_chart, system_panels
from ..twins import by_indicator, none_lagging, twin_name
from ..value_text import value_text
from ..wording import verdict_in_full
from .measures import MEASURE_COLUMNS, measure_cells, states_sentence
from .overall import system_sentence
from .parts import badge, links_to, succeeded, target_text

__all__ = ["indicator_table", "systems"]

REACHED = {True: "达到", False: "未达到", None: "无法判定"}


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
    due = by_indicator(v for v in verdicts if v.code != "not_applicable")
    is_base = assessment.year == assessment.plan.base_year
    gaps = [_gap(line, is_base) for line in mine] or [none_lagging(assessment, due)]
    yield Paragraph((Strong("差距：" if is_base else "差距与原因："), *gaps))
    yield Paragraph((Strong("措施："), _measures(assessment, rows)))
    yield indicator_table(assessment, f"{name}的指标", verdicts)
    panels = system_panels(assessment, system)
    if panels:
        years = f" {assessment.year} 年的" if is_base else "历年"
        yield Figure(partial(panels_chart, name, panels), f"{name}各指标的{years}值与目标")
    if rows:
        rows.sort(key=lambda row: not row.is_overdue)
        yield Table(f"{name}的措施与承诺", MEASURE_COLUMNS, measure_cells(rows))


def _measures(assessment: AssessedYear, rows: Sequence[ActionRow]) -> str:
    if not rows:
        return "规划没有列措施。"
    if assessment.year == assessment.plan.base_year:
        return "规划列有措施与承诺，基准年不填报进展。"
    return states_sentence(rows)


def _gap(line: Lagging, is_base: bool) -> str:
    if is_base:
        return f"{line.name}：{line.says}。"
    causes = [f"{one.cause}（{one.author}）" for one in line.remarks if one.cause]
    return f"{line.name}：{line.says}；{'；'.join(causes) or f'原因待{line.department}填写'}。"


def indicator_table(assessment: AssessedYear, caption: str, verdicts: Sequence[Verdict]) -> Table:
    """Return a table of indicators, twins as one row."""
    due = assessment.plan.target_year(assessment.year)
    is_base = assessment.year == assessment.plan.base_year
    columns = (
        Column("指标", 34),
        Column("属性", 9, short=True),
        Column("指标值（原文）" if is_base else f"{due} 年目标、指标值（原文）", 28),
        Column("本年", 18),
        Column("判定", 14),
        Column("一句话", 40),
    )
    rows = tuple(_indicator(assessment, leaves) for leaves in by_indicator(verdicts))
    return Table(caption, columns, rows)


def _indicator(assessment: AssessedYear, leaves: tuple[Verdict, ...]) -> tuple[Cell, ...]:
    words = assessment.plan.methods.words
    first = leaves[0]
    attributes = dict.fromkeys(words.attribute[v.criterion.attribute] for v in leaves)
    targets: dict[str, list[str]] = {}
    for leaf in sorted(leaves, key=_id):
        text = as_printed(assessment.plan, target_text(assessment, leaf.criterion))
        targets.setdefault(text, []).append(leaf.criterion.id)
    told = [f"{'、'.join(ids)}：{t}" if len(targets) > 1 else t for t, ids in targets.items()]
    codes = dict.fromkeys(v.code for v in leaves)
    same = len(codes) == 1
    return (
        cell((twin_name(assessment, leaves),), links_to(sorted(leaves, key=_id))),
        cell(*attributes),
        cell(*told, *_standards(assessment, leaves)),
        cell(value_text(assessment, first)),
        cell(
            *(
                [badge(assessment, first.code)]
                if same
                else [(f"{v.criterion.id} ", badge(assessment, v.code)) for v in leaves]
            ),
            *_contested(assessment, leaves),
        ),
        cell(*_sentences(assessment, leaves), *_sampled(assessment, first)),
    )


def _standards(assessment: AssessedYear, leaves: tuple[Verdict, ...]) -> list[Line]:
    """Say the framework's own standard beside the target, and whether it is met."""
    if assessment.year == assessment.plan.base_year:
        return []  # the column holds it
    told: dict[str, list[str]] = {}
    for leaf in sorted(leaves, key=_id):
        text = as_printed(assessment.plan, leaf.criterion.standard.text)
        is_told = text in target_text(assessment, leaf.criterion)
        if leaf.standard is not None and leaf.code != "not_applicable" and not is_told:
            reached = REACHED[leaf.meets_standard]
            said = succeeded(assessment, leaf) or f"指标值：{text}"
            told.setdefault(f"{said}（{reached}）", []).append(leaf.criterion.id)
    if [len(ids) for ids in told.values()] == [len(leaves)]:
        return [(Small(said),) for said in told]
    return [(Small(f"{'、'.join(ids)} {said}"),) for said, ids in told.items()]


def _sampled(assessment: AssessedYear, first: Verdict) -> list[Line]:
    """Say where to read whether a difference between two surveys is more than chance."""
    compared = {
        one["indicator"]
        for one in assessment.records("surveys")
        if one["year"] == assessment.year and one["other"] is not None
    }
    said = "按公布的得分；差别是否超出抽样误差，见“公众调查”一章"
    return [(Small(said),)] if first.criterion.indicator in compared else []


def _contested(assessment: AssessedYear, leaves: tuple[Verdict, ...]) -> list[Line]:
    """Say of which leaves another plausible reading of the plan's text would give another word."""
    contested = {c.criterion for c in assessment.contests if c.ruling.plausible}
    mine = [leaf.criterion.id for leaf in sorted(leaves, key=_id) if leaf.criterion.id in contested]
    which = f"{'、'.join(mine)} " if len(mine) < len(leaves) else ""
    return [(Small(f"{which}取决于口径认定"),)] if mine else []


def _sentences(assessment: AssessedYear, leaves: tuple[Verdict, ...]) -> list[str]:
    """Say the verdicts of twins, once where they say the same or one says more than the other."""
    said = {v.criterion.id: verdict_in_full(assessment, v) for v in sorted(leaves, key=_id)}
    told = {
        name: text
        for name, text in said.items()
        if not any(other != text and other.startswith(text) for other in said.values())
    }
    if len(set(told.values())) == 1:
        return [next(iter(told.values()))]
    return [f"{name}：{text}" for name, text in told.items()]


def _id(verdict: Verdict) -> str:
    return verdict.criterion.id
