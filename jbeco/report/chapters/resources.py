"""Energy, water, fertiliser and green space per head: what moved them; and what people say."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from functools import partial
from itertools import groupby
from typing import Any

from ...assessment import AssessedYear
from ..blocks import Block, Column, Figure, Folded, Paragraph, Strong, Table, cell
from ..resource_charts import effects_chart, survey_chart
from ..signed import decimals_for, range_text, signed, unsigned, with_minus

__all__ = ["DECOMPOSED", "moved_sentences", "resources", "satisfaction"]

DECOMPOSED = "部分指标变动的因素分解"
"""Title of the chapter on what moved an indicator."""

Record = Mapping[str, Any]

CAPTION = "得分比上年、比对照地区的差与 95% 区间"


def resources(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return what moved the ratios since last year; nothing where it cannot be taken apart."""
    records = _records(assessment)
    return tuple(_resources(assessment, records)) if records else ()


def moved_sentences(assessment: AssessedYear, indicators: Set[str]) -> list[str]:
    """Say of some indicators what moved them since last year: ``下降 …；用水总量使它上升 …``."""
    groups = _groups(assessment, _records(assessment))
    return [_sentence(mine) for mine in groups if mine[0]["indicator"] in indicators]


def _records(assessment: AssessedYear) -> list[Record]:
    return [one for one in assessment.records("decomposition") if one["year"] == assessment.year]


def _groups(assessment: AssessedYear, records: list[Record]) -> list[list[Record]]:
    """Return the parts of each change together, with their words."""
    decimals = _decimals(records)
    return [
        _told(assessment, list(mine), decimals[name])
        for (name, _), mine in groupby(records, key=lambda one: (_name(one), _is_by_sector(one)))
    ]


def _sentence(mine: list[Record]) -> str:
    first = mine[0]
    digits = first["decimals"]
    parts = "，".join(
        f"{one['says']}使它{_moved(one['effect'], digits)} {one['unit']}" for one in mine
    )
    return f"{_moved(first['change'], digits)} {first['unit']}；{parts}"


def _resources(assessment: AssessedYear, records: list[Record]) -> Iterator[Block]:
    year = assessment.year
    yield Paragraph(
        (
            f"下面把各指标 {year} 年比 {year - 1} 年的变动分解到各因素"
            "（对数平均迪氏指数法，LMDI）：各因素的贡献相加等于总变动；按未修约数计算，"
            "表列数相加的尾差由修约造成。分解是描述，不是因果判断，也不改变判定。"
            f"{_of_totals(assessment, records)}{_of_prices(assessment, records)}",
        ),
        "note",
    )
    groups = _groups(assessment, records)
    for mine in groups:
        yield Paragraph((Strong(f"{mine[0]['title']}："), f"{_sentence(mine)}。"))
    yield Figure(partial(effects_chart, groups), f"{year} 年比 {year - 1} 年：各因素的贡献与总变动")
    columns = (
        Column("指标", 28), Column("单位", 16), Column("因素", 24),
        Column("贡献", 14, number=True), Column("总变动", 14, number=True),
    )  # fmt: skip
    rows = tuple(
        (
            cell(one["title"]),
            cell(one["unit"]),
            cell(one["says"]),
            cell(signed(one["effect"], one["decimals"])),
            cell(signed(one["change"], one["decimals"])),
        )
        for mine in groups
        for one in mine
    )
    caption = "各指标的变动与各因素的贡献"
    table = Table(caption, columns, rows, sheet="变动分解")
    yield Folded("变动与贡献的数表", (table,))


def _of_totals(assessment: AssessedYear, records: list[Record]) -> str:
    """Say which ratios are judged after something was taken off, and taken apart before."""
    plan = assessment.plan
    mine = {one["name"] for one in records}
    return "".join(
        f"{one.name}按总量分解，没有扣除"
        f"{'、'.join(plan.observations[c].name for c in one.optional)}，与判定所用的数不同。"
        for one in plan.indicators.values()
        if one.name in mine and one.optional
    )


def _of_prices(assessment: AssessedYear, records: list[Record]) -> str:
    """Say that ratios at current prices are judged by another change than the one taken apart."""
    known = assessment.plan.indicators
    mine = {one["indicator"] for one in records}
    if not any(known[name].at_current_prices for name in mine if name in known):
        return ""
    return "现价的强度含价格变动；判定升降看的是按可比价的下降率，与此处的变动不同。"


def _told(assessment: AssessedYear, records: list[Record], digits: int) -> list[Record]:
    """Return the parts of one change with their words, and how they are written."""
    first = records[0]
    plan = assessment.plan
    # What a part of it moved goes by its own code and the name of the whole.
    mine = {first["indicator"], first["name"]}
    declared = [one for one in plan.indicators.values() if mine & {one.id, one.name}]
    marks = ["现价，含价格变动"] * any(one.at_current_prices for one in declared)
    marks += ["总量口径"] * any(one.optional for one in declared)
    marks += ["分部门"] * _is_by_sector(first)
    title = f"{first['name']}（{'；'.join(marks)}）" if marks else str(first["name"])
    return [{**one, "title": title, "says": _of(one), "decimals": digits} for one in records]


def _decimals(records: list[Record]) -> dict[str, int]:
    """Return how the sizes of each ratio are written, taken apart one way or another."""
    found: dict[str, int] = {}
    for name, mine in groupby(sorted(records, key=_name), key=_name):
        sizes = list(mine)
        found[name] = decimals_for((one["effect"] for one in sizes), sizes[0]["change"])
    return found


def _name(one: Record) -> str:
    return str(one["name"])


def _of(one: Record) -> str:
    return f"{one['of']}（{one['factor']}）" if _is_by_sector(one) else str(one["of"])


def _is_by_sector(one: Record) -> bool:
    return one["factor"] in ("结构", "强度")


def _moved(size: float, decimals: int) -> str:
    return f"{'上升' if size > 0 else '下降'} {unsigned(size, decimals)}"


def satisfaction(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return what the public survey can bear; nothing where no sample is told."""
    records = [one for one in assessment.records("surveys") if one["year"] == assessment.year]
    if not records:
        return ()
    groups = [list(mine) for _, mine in groupby(records, key=lambda one: one["indicator"])]
    lines = tuple(Paragraph(_survey(mine)) for mine in groups)
    note = (
        "95% 区间只反映抽样误差。单个答卷的标准差没有公布时，按几种假设分别算；"
        "“若按比例”是把得分当作百分比、按二项分布算，区间最宽。"
        "判定按公布的得分比高低；差异在抽样误差内的，高低并不确定。"
    )
    columns = (
        Column("项目", 34), Column("对照", 14), Column("假设", 16),
        Column("有效样本", 10, number=True), Column("值（分）", 10, number=True),
        Column("95% 区间（分）", 20), Column("结论", 24),
    )  # fmt: skip
    rows = tuple(
        (
            cell(one["name"]),
            cell(one["against"]),
            cell(one["assumption"]),
            cell(str(one["n"])),
            cell(with_minus(f"{one['value']:.2f}")),
            cell(range_text(one["low"], one["high"], 2)),
            cell(one["sentence"] or "—"),
        )
        for one in records
    )
    table = Table("公众调查的抽样误差", columns, rows, sheet="公众调查")
    compared = [one for one in records if one["other"] is not None]
    figures = (Figure(partial(survey_chart, compared), CAPTION),) if compared else ()
    return (*lines, Paragraph((note,), "note"), *figures, table)


def _survey(mine: list[Record]) -> tuple:
    own = mine[0]
    said = f"{own['score']:.2f} 分（有效样本 {own['n']} 人，95% 区间最宽 {_widest(mine)}）"
    for against, rows in groupby(mine[1:], key=lambda one: one["against"]):
        if against == own["against"]:
            continue
        told = list(rows)
        sentences = dict.fromkeys(one["sentence"] for one in told)
        size = told[0]["value"]
        word = "高" if size > 0 else "低"
        conclusion = next(iter(sentences)) if len(sentences) == 1 else "是否超过抽样误差取决于假设"
        said += f"；{against}{word} {abs(size):.2f} 分，{conclusion}"
    return (Strong(f"{own['name']}："), f"{said}。")


def _widest(mine: list[Record]) -> str:
    own = [one for one in mine if one["against"] == mine[0]["against"]]
    widest = max(own, key=lambda one: one["high"] - one["low"])
    return f"{widest['low']:.2f}～{widest['high']:.2f} 分"
