"""The first page: one sentence, what lags and why and what to do, what is not known, the whole."""

from __future__ import annotations

from collections.abc import Iterator

from ...assessment import AssessedYear, PassConclusion
from ...plan import Ruling
from ..blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    Link,
    Paragraph,
    Small,
    Strong,
    Table,
    cell,
    joined,
)
from ..front_page import FrontPage, Lagging, Unknown, front_page
from ..marks import ORDER
from ..measured import air_in_short
from ..twins import GOOD
from .changes import turned
from .parts import badge, bare_reason, links_to, named_links

__all__ = ["MOST_UNKNOWN", "REST", "WHOLE", "front"]

REST = "rest"
"""Kind of the paragraph that names what the table leaves out; one sheet of paper has no room."""

MOST_UNKNOWN = 8
"""Indicators without a verdict that the first page lists; the rest of them are counted."""

NOT_APPLICABLE = {"no_object": "没有该类对象", "no_task": "上级没有下达管控目标"}
"""Why a listed criterion does not apply this year, as the first page says it."""

WHOLE = {True: "满足", False: "不满足", None: "无法判定"}


def front(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the first page."""
    page = front_page(assessment)
    return (
        Paragraph((page.sentence,), "message"),
        *_lagging(assessment, page, "未达标什么" if assessment.is_due else "滞后什么"),
        *_unknown(assessment, page),
        _frameworks(assessment),
        Bullets(tuple(_points(assessment))),
    )


def _lagging(assessment: AssessedYear, page: FrontPage, what: str) -> Iterator[Block]:
    if not page.lagging:
        yield Paragraph((page.none_lagging,))
        return
    columns = (Column(what, 36), Column("为什么", 32), Column("怎么办", 32))
    rows = tuple((_what(assessment, line), _why(line), _what_to_do(line)) for line in page.lagging)
    yield Table(f"{what}，为什么，怎么办", columns, rows, sheet="问题与对策", kind="front")


def _what(assessment: AssessedYear, line: Lagging) -> Cell:
    binding = "（约束性）" if line.is_binding else ""
    return cell(
        (Strong(line.name), binding, " ", badge(assessment, line.code)),
        line.step or line.says,
        (Small(f"{line.department}；"), *links_to(line.leaves)),
    )


def _why(line: Lagging) -> Cell:
    said: list[Line | str] = [
        (one.cause, Small(f"（{one.author}）")) for one in line.remarks if one.cause
    ]
    return cell(
        *(said or [f"原因待{line.department}填写"]), *(Small(text) for text in line.measures)
    )


def _what_to_do(line: Lagging) -> Cell:
    said: list[Line | str] = [
        (
            one.proposal,
            Small("（" + "，".join(filter(None, (one.owner or line.department, one.due))) + "）"),
        )
        for one in line.remarks
        if one.proposal
    ]
    return cell(*(said or [f"对策待{line.department}填写"]))


def _unknown(assessment: AssessedYear, page: FrontPage) -> Iterator[Block]:
    if not page.unknown:
        return
    columns = (Column("尚不能判定的指标", 30), Column("为什么", 38), Column("由谁补什么", 32))
    listed, rest = page.unknown[:MOST_UNKNOWN], page.unknown[MOST_UNKNOWN:]
    rows = tuple(_open_row(assessment, line) for line in listed)
    yield Table("尚不能判定的，缺什么、由谁补", columns, rows, kind="front")
    if rest:
        names = joined(((f"{line.name}（", *links_to(line.leaves), "）") for line in rest), "；")
        yield Paragraph((f"另有 {len(rest)} 项尚不能判定，见报告的待补资料清单。",), "note")
        yield Paragraph(("它们是：", *names, "。"), REST)


def _open_row(assessment: AssessedYear, line: Unknown) -> tuple[Cell, ...]:
    first = line.leaves[0]
    return (
        cell((line.name, " ", badge(assessment, first.code), " ", *links_to(line.leaves))),
        cell(bare_reason(first.reason)),
        cell(line.request),
    )


def _frameworks(assessment: AssessedYear) -> Table:
    share = int(assessment.plan.methods.reference_share * 100)
    source = assessment.plan.methods.pass_rule_confidence
    columns = (
        Column("指标体系", 24),
        Column("列入、应判", 18),
        Column("判定", 26),
        Column("约束性", 22),
        Column("参考性", 22),
        Column(f"总体要求（约束性全部达标，参考性不低于 {share}%，{source}）", 20),
    )
    rows = tuple(_framework(assessment, one) for one in assessment.conclusions)
    return Table(
        "各指标体系的总体情况（按指标体系的项计）", columns, rows, sheet="总体情况", kind="whole"
    )


def _framework(assessment: AssessedYear, one: PassConclusion) -> tuple[Cell, ...]:
    rows = [row for row in assessment.rows if row.first.framework == one.framework]
    due = [row for row in rows if row.code != "not_applicable"]
    words = assessment.plan.methods.words
    tally = [(code, sum(row.code == code for row in due)) for code in ORDER]
    listed = sum(row.listed for row in rows)

    def counted(attribute: str) -> str:
        mine = [row.code for row in due if row.first.attribute == attribute]
        numbers = [f"{words.verdict[code]} {mine.count(code)}" for code in ORDER if code in mine]
        return f"{len(mine)} 项" + (f"：{'、'.join(numbers)}" if numbers else "")

    return (
        cell(assessment.plan.frameworks[one.framework]),
        cell(f"全表 {len(rows)} 项，列入 {listed} 项，应判 {len(due)} 项"),
        cell(*((badge(assessment, code), f" {n} 项") for code, n in tally if n)),
        cell(counted("binding")),
        cell(counted("reference")),
        cell(Strong(WHOLE[one.whole])),
    )


def _points(assessment: AssessedYear) -> Iterator[Line]:
    """Yield what must be known beside the counts."""
    air = air_in_short(assessment)
    if air:
        yield Strong(f"{assessment.year} 年空气实测："), f"{air[1]}。"
    silent = assessment.silent
    if silent:
        names = "、".join(department.name for department in silent)
        yield Strong(f"{len(silent)} 个部门没有报送任何数据："), f"{names}。相关子项无法判定。"
    good = "达标" if assessment.is_due else "已达标或符合序时"
    marked = [v.criterion for v in assessment.verdicts if v.findings and v.code in GOOD]
    if marked:
        said = named_links(assessment, marked)
        yield Strong(f"{len(marked)} 个“{good}”有检查发现，须一并看："), *said, "。"
    for reason, why in NOT_APPLICABLE.items():
        mine = [v for v in assessment.verdicts if v.code == "not_applicable"]
        absent = [v.criterion for v in mine if v.reason_code == reason]
        if absent:
            said = named_links(assessment, absent)
            yield Strong(f"{len(absent)} 个子项当年{why}，不适用："), *said, "。"
    turns = [verdict.criterion for verdict, _ in turned(assessment)]
    if turns:
        said = named_links(assessment, turns)
        yield Strong(f"与上一份报告相比，{len(turns)} 个子项的判定变了："), *said, "。"
    for ruling, into in _turning(assessment):
        would = "有人会这样读" if ruling.plausible else "一般不会这样读"
        yield (
            Strong("总体要求是否满足，取决于口径认定："),
            Link(ruling.id, ruling.id),
            f" {ruling.question}。采用另一口径“{ruling.other_reading}”，{into}；"
            f"{would}：{ruling.plausibility}。",
        )
    contested = [c for c in assessment.contests if c.taken in GOOD and c.ruling.plausible]
    if contested:
        ids = dict.fromkeys(c.criterion for c in contested)
        said = named_links(assessment, (assessment.verdict(name).criterion for name in ids))
        yield Strong(f"{len(ids)} 个“{good}”取决于口径认定，须有关单位确认："), *said, "。"


def _turning(assessment: AssessedYear) -> list[tuple[Ruling, str]]:
    """Return the rulings whose other reading would turn an overall conclusion, and into what."""
    found: dict[Ruling, list[str]] = {}
    for turn in assessment.turns:
        said = f"{assessment.plan.frameworks[turn.framework]}{WHOLE[turn.other]}"
        found.setdefault(turn.ruling, []).append(said)
    return [(ruling, "、".join(said)) for ruling, said in found.items()]
