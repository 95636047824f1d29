"""Whether the targets ahead are within reach: the pace needed beside the pace of late."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from functools import partial
from typing import Any

from ...assessment import AssessedYear
from ...assessment.evaluate import COMPARE
from ...plan import Criterion, Ruling
from ...plan.figures import numbers_in
from ...plan.rules import bounds
from ...standards.rounding import shown
from ..blocks import (
    Block,
    Cell,
    Column,
    Figure,
    Folded,
    Line,
    Link,
    Paragraph,
    Small,
    Strong,
    Table,
    cell,
    joined,
)
from ..outlook_figures import outlook_chart
from ..signed import with_minus
from ..wording import BOUNDS, change, exact_quantity, quantity
from .parts import criterion_link
from .pressure import pressures

__all__ = ["carrying", "out_of_reach", "outlook", "pace_text", "silent_targets", "slipping"]

Record = Mapping[str, Any]
SIGNS = {">=": "≥", "<=": "≤"}


def outlook(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the chapter; nothing when no target is ahead."""
    records = assessment.records("outlook")
    if not any(one["target_year"] and one["target_year"] > assessment.year for one in records):
        return ()
    return tuple(_outlook(assessment, records))


def _outlook(assessment: AssessedYear, records: Sequence[Record]) -> Iterator[Block]:
    numeric = [one for one in records if one["needed"] is not None]
    words = assessment.plan.methods.words.outlook
    open_ways = _once(assessment, [one for one in numeric if one["code"] != "saturated"])
    yield Paragraph(
        (
            f"{_what_it_is(assessment)}“今后年均需”从最近的年度值算到目标年，"
            f"{_recent_told(assessment)}按未修约数计算；"
            "以 % 计的，年均变动是百分点；年度值不足、口径中断、定性或依赖上级任务的目标不作推断"
            f"{_straight(assessment)}。",
        ),
        "note",
    )
    if open_ways:
        columns: tuple[Column, ...] = (
            Column("指标", 30), Column("子项", 14), Column("目标", 24),
            Column("最近的年度值", 14, number=True), Column("今后年均需", 14, number=True),
            Column("近年年均", 14, number=True), Column("近年进度", 18),
            Column("前景", 24),
        )  # fmt: skip
        rows = tuple(_row(assessment, one, ids, words) for one, ids in open_ways)
        caption = "数值目标：今后年均需要的变动"
        if assessment.year == assessment.plan.base_year:  # there is no pace of late yet
            columns, rows = columns[:5], tuple(row[:5] for row in rows)
        else:
            caption += "与近年的变动"
        yield Table(caption, columns, rows, sheet="达标形势")
        if any(one["probability"] is not None for one in records):
            yield Paragraph((_words(assessment),), "note")
            yield Figure(partial(outlook_chart, assessment, records), "数值目标的达标形势")
    reached = _once(assessment, [one for one in numeric if one["code"] == "saturated"])
    if reached:
        names = joined((_named(assessment, ids) for _, ids in reached), "；")
        said = f"历年都在上限或下限、须守住的目标 {len(reached)} 个："
        yield Paragraph((said, *names, "。"))
    yield from pressures(assessment)
    silent = _silent(assessment, records)
    if silent:
        yield Folded(
            f"没有列入上文的目标 {sum(map(len, silent.values()))} 个及其理由",
            _reasons(silent),
        )


def _once(
    assessment: AssessedYear, records: Sequence[Record]
) -> list[tuple[Record, tuple[str, ...]]]:
    """Return each indicator, series and bound once, with all criteria that share them."""
    found: dict[tuple[str, str, str], tuple[Record, list[str]]] = {}
    for one in records:
        criterion = assessment.plan.criterion(one["criterion"])
        key = (criterion.indicator, one["series"], one["bound"])
        found.setdefault(key, (one, []))[1].append(criterion.id)
    return [(one, tuple(ids)) for one, ids in found.values()]


def _row(
    assessment: AssessedYear, one: Record, ids: Sequence[str], words: Mapping[str, str]
) -> tuple[Cell, ...]:
    criteria = [assessment.verdict(name).criterion for name in ids]
    digits = criteria[0].decimals or 0
    operator, _, number = one["bound"].partition(" ")
    series = f"（{one['series']}）" if one["series"] else ""
    unit = one["unit"] if one["unit"] in ("", "%") else f" {one['unit']}"
    return (
        cell(assessment.plan.indicators[criteria[0].indicator].name + series),
        cell(joined(map(criterion_link, criteria))),
        cell(
            f"{one['target_year']} 年 {SIGNS.get(operator, operator)} {number}{unit}",
            *_carried(assessment, criteria[0], one["target_year"]),
            *_missed(assessment, ids, one["target_year"]),
        ),
        cell(_latest(assessment, one, digits)),
        cell("已达到" if one["needed"] == 0 else with_minus(shown(one["needed"], digits + 1))),
        cell(with_minus(shown(one["recent"], digits + 1)) if _tells(assessment, one) else "—"),
        cell(_at_this_pace(one)),
        cell(one["word"] if one["probability"] is not None else words[one["code"]]),
    )


def _words(assessment: AssessedYear) -> str:
    """Say which probabilities the words of the last column stand for."""
    words = assessment.plan.methods.words.outlook
    bins = assessment.plan.methods.outlook.bins()[::-1]
    told = "、".join(f"{words[code]} {round(100 * low)}% 以上" for code, low, _ in bins[:-1])
    return f"前景的用词按推算的概率：{told}，更低为{words[bins[-1][0]]}；分档是本报告的约定。"


def _what_it_is(assessment: AssessedYear) -> str:
    """Say what the chapter rests on: in the base year nothing lies behind it."""
    if assessment.year == assessment.plan.base_year:
        return "本章只算从基准年到目标年今后年均需要的变动，不作外推，不改变判定。"
    return "本章是统计推测，只按往年的数外推，没有计入今后的工程和对策，不改变判定。"


def _straight(assessment: AssessedYear) -> str:
    if assessment.year == assessment.plan.base_year:
        return ""
    said = "历年的数与直线相差都不超过最小有效变化的（近于直线），只比较进度，不估计概率"
    return f"，{said}"


def _recent_told(assessment: AssessedYear) -> str:
    """Say what stands in the column that the base year does not have yet."""
    if assessment.year == assessment.plan.base_year:
        return ""
    return "“近年年均”是历年变化的中位数，目标已经达到、按近年变化仍守得住的不填；两者都"


def _tells(assessment: AssessedYear, one: Record) -> bool:
    """Whether the pace of late says something: where the number ahead is not safely reached."""
    return one["recent"] is not None and (one["needed"] != 0 or _slips(assessment, one))


def _carried(assessment: AssessedYear, criterion: Criterion, year: int) -> list[Line]:
    """Say that a number is that of the earlier target, held on to by a reading of the plan."""
    links = joined(Link(one.id, one.id) for one in carrying(assessment, criterion, year))
    return [(Small("原文没有写数，沿用近期目标："), *links)] if links else []


def carrying(assessment: AssessedYear, criterion: Criterion, year: int) -> list[Ruling]:
    """Return the readings that put a number into a target whose own wording has none."""
    rule = criterion.targets[year].rule
    asked = set() if rule is None else {bound.number for bound in bounds(rule)}
    if asked & numbers_in(criterion.targets[year].text):
        return []
    changed = (criterion.id, f"target_{year}_rule")
    return [
        ruling
        for ruling in assessment.plan.rulings
        for effect in ruling.effects
        if (effect.row, effect.field) == changed
        and asked & (numbers_in(effect.default) - numbers_in(effect.other))
    ]


def _latest(assessment: AssessedYear, one: Record, digits: int, unit: str = "") -> str:
    """Write the latest number, with its year where that is not the assessed one."""
    if one["value"] is None:
        return "—"
    year = max((int(when) for when in one["years"]), default=assessment.year)
    when = "" if year == assessment.year else f"（{year} 年）"
    return f"{with_minus(quantity(one['value'], digits, unit))}{when}"


def _missed(assessment: AssessedYear, ids: Sequence[str], target_year: int) -> list[str]:
    """Say that the target that was due this year was missed."""
    missed = any(assessment.verdict(name).code == "not_met" for name in ids)
    is_due = assessment.year in assessment.plan.milestones and assessment.year < target_year
    return [f"（{assessment.year} 年目标未达到）"] if missed and is_due else []


def _named(assessment: AssessedYear, ids: Sequence[str], series: str = "") -> Line:
    """Return twins by the name of their indicator, each as a link; a series behind them."""
    criteria = [assessment.verdict(name).criterion for name in ids]
    name = assessment.plan.indicators[criteria[0].indicator].name
    return (f"{name}（", *joined(map(criterion_link, criteria)), f"{series and f'，{series}'}）")


def _at_this_pace(one: Record) -> str:
    """Say whether the pace of late, kept up, is enough; arithmetic only."""
    needed, recent = one["needed"], one["recent"]
    if needed == 0:
        return "须守住"
    if recent is None:
        return "—"
    return "按近年进度可达到" if _is_enough(needed, recent) else "按近年进度不能达到"


def _is_enough(needed: float, recent: float) -> bool:
    return recent >= needed if needed > 0 else recent <= needed


def out_of_reach(assessment: AssessedYear) -> list[Criterion]:
    """Return the criteria with a number ahead that the pace of late, kept up, does not reach."""
    return [
        assessment.verdict(one["criterion"]).criterion
        for one in assessment.records("outlook")
        if one["target_year"] and one["target_year"] > assessment.year
        and one["needed"] and one["recent"] is not None
        and not _is_enough(one["needed"], one["recent"])
    ]  # fmt: skip


def pace_text(assessment: AssessedYear, criterion: Criterion) -> str:
    """Say where a number ahead stands: ``现为 4.91%，目标不低于 4.5%，近年每年减少 …``."""
    [one] = [
        one
        for one in assessment.records("outlook")
        if one["criterion"] == criterion.id and one["needed"] is not None
    ][:1]
    digits, unit = criterion.decimals or 0, one["unit"]
    operator, _, number = one["bound"].partition(" ")
    needed, recent = (
        # A 下降率 that falls would be read as good news.
        change(Fraction(0), Fraction(one[name]), digits + 1, unit, ("增加", "减少"))
        for name in ("needed", "recent")
    )
    parts = (
        f"现为 {_latest(assessment, one, digits, unit)}",
        f"目标{BOUNDS[True][operator]} {exact_quantity(Fraction(number), unit)}",
        f"今后每年须{needed}" if one["needed"] else "",
        f"近年每年{recent}",
    )
    return "，".join(filter(None, parts))


def silent_targets(assessment: AssessedYear) -> int:
    """Return of how many targets ahead nothing is said, twins once."""
    records = assessment.records("outlook")
    return sum(map(len, _silent(assessment, records).values()))


def slipping(assessment: AssessedYear) -> list[Criterion]:
    """Return the criteria whose number ahead is reached now and lost at the pace of late."""
    return [
        assessment.verdict(one["criterion"]).criterion
        for one in assessment.records("outlook")
        if _slips(assessment, one)
    ]


def _slips(assessment: AssessedYear, one: Record) -> bool:
    """Whether a number ahead is reached now and lost at the pace of late."""
    ahead = (one["target_year"] or 0) - assessment.year
    if ahead <= 0 or one["needed"] != 0 or not one["recent"] or one["value"] is None:
        return False
    criterion = assessment.verdict(one["criterion"]).criterion
    operator, _, number = one["bound"].partition(" ")
    then = Fraction(one["value"]) + ahead * Fraction(one["recent"])
    if criterion.limit_high is not None:
        then = min(then, Fraction(criterion.limit_high))
    if criterion.limit_low is not None:
        then = max(then, Fraction(criterion.limit_low))
    return not COMPARE[operator](then, Fraction(number))


def _silent(assessment: AssessedYear, records: Sequence[Record]) -> dict[str, list[Line]]:
    """Return by reason the indicators of which nothing is said, twins once."""
    found: dict[tuple[str, str, str], list[Criterion]] = {}
    for one in records:
        if one["needed"] is None and one["code"] not in ("no_target", "reached"):
            verdict = assessment.verdict(one["criterion"])
            criterion, is_due = verdict.criterion, verdict.code != "not_applicable"
            word = one["word"] if is_due else "本年不适用"
            key = (word, criterion.indicator, one["series"])
            found.setdefault(key, []).append(criterion)
    told: dict[str, list[Line]] = {}
    for (word, _, series), mine in found.items():
        ids = [criterion.id for criterion in mine]
        told.setdefault(word, []).append(_named(assessment, ids, series))
    return told


def _reasons(silent: Mapping[str, Sequence[Line]]) -> tuple[Block, ...]:
    return tuple(
        Paragraph((Strong(f"{word}（{len(names)} 个）："), *joined(names, "；"), "。"))
        for word, names in sorted(silent.items(), key=lambda one: -len(one[1]))
    )
