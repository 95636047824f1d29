"""The first page: one sentence, what lags and why and what to do, what is not known, the whole."""

from __future__ import annotations

from collections.abc import Iterator

from ...assessment import AssessedYear, PassConclusion
from ..blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Line,
    Paragraph,
    Small,
    Strong,
    Table,
    cell,
    joined,
)
from ..front_page import FrontPage, Lagging, Unknown, front_page
from ..marks import ORDER
from ..misprints import as_printed
from ..twins import LAGGING, LAGGING_WORD, OPEN
from ..wording import WHOLE, whole_conclusion
from .front_points import points
from .parts import (
    badge,
    bare_reason,
    links_to,
    proposed_departments,
    short_name,
    target_text,
)

__all__ = ["MOST_UNKNOWN", "REST", "front"]

TWO_MEASURES = (
    "目标是本规划定的，指标值是示范区指标体系自己的门槛；两者都达到才判达标，"
    "只按指标值的结论供对照示范区标准。"
)

REST = "rest"
"""Kind of the paragraph that names what the table leaves out; one sheet of paper has no room."""

MOST_NAMED = 4
"""Binding rows that the sentence on the whole names; the rest of them are counted."""

MOST_UNKNOWN = 8
"""Indicators without a verdict that the first page lists; the rest of them are counted."""

MOST_LISTED = 12
"""Of the rest, as many are named as a reader takes in; the list of what is owed has them all."""


def front(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the first page."""
    page = front_page(assessment)
    return (
        Paragraph((page.sentence,), "message"),
        *_whole(assessment),
        *_lagging(assessment, page),
        *_unknown(assessment, page),
        _frameworks(assessment),
        Bullets(tuple(points(assessment))),
    )


def _lagging(assessment: AssessedYear, page: FrontPage) -> Iterator[Block]:
    if not page.lagging:
        yield Paragraph((page.none_lagging,))
        return
    if assessment.year == assessment.plan.base_year:
        yield _gaps(assessment, page)
        return
    which = LAGGING_WORD[assessment.is_due]
    steps = "（基准 → 本年 → 目标）" if any(line.step for line in page.lagging) else ""
    head = f"{which}的指标{steps}"
    columns = (Column(head, 36), Column("为什么", 32), Column("怎么办", 32))
    rows = tuple((_what(assessment, line), _why(line), _what_to_do(line)) for line in page.lagging)
    yield Table(f"哪些{which}，为什么，怎么办", columns, rows, sheet="问题与对策", kind="front")


def _gaps(assessment: AssessedYear, page: FrontPage) -> Table:
    """Return what the base year stands apart from: nobody is asked yet why and what to do."""
    plan = assessment.plan
    columns = (
        Column("未达标的指标", 34), Column("现状与指标值", 34),
        Column(f"{plan.midterm_year} 年目标（原文）", 32),
    )  # fmt: skip
    rows = tuple(
        (
            cell(_head(assessment, line), _answers(line)),
            cell(line.says),
            cell(
                *dict.fromkeys(
                    leaf.criterion.targets[plan.midterm_year].text for leaf in line.leaves
                )
            ),
        )
        for line in page.lagging
    )
    return Table("哪些未达标，规划要达到什么", columns, rows, sheet="问题", kind="front")


def _what(assessment: AssessedYear, line: Lagging) -> Cell:
    return cell(
        _head(assessment, line),
        line.step or line.says,
        *([] if line.step else [Small(f"目标（原文）：{_aim(assessment, line)}")]),
        *([Small(line.short_of)] if line.short_of else []),
        _answers(line),
    )


def _aim(assessment: AssessedYear, line: Lagging) -> str:
    """Return the wording of the target where it is no number to go to."""
    texts = (as_printed(assessment.plan, target_text(assessment, v.criterion)) for v in line.leaves)
    return "；".join(dict.fromkeys(texts))


def _head(assessment: AssessedYear, line: Lagging) -> Line:
    binding = "（约束性）" if line.is_binding else ""
    return (Strong(line.name), binding, " ", badge(assessment, line.code))


def _answers(line: Lagging) -> Line:
    return (Small(f"{line.department}；"), *links_to(line.leaves))


def _why(line: Lagging) -> Cell:
    said: list[Line | str] = [
        (one.cause, Small(f"（{one.author}）")) for one in line.remarks if one.cause
    ]
    return cell(
        *(said or [f"原因待{line.department}填写"]),
        *([Small(f"相关措施填报的进展：{'；'.join(line.measures)}")] if line.measures else []),
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
        yield Paragraph((f"另有 {len(rest)} 项尚不能判定，见报告的待补资料清单。",), "note")
    if 0 < len(rest) <= MOST_LISTED:
        names = joined(((f"{line.name}（", *links_to(line.leaves), "）") for line in rest), "；")
        yield Paragraph(("它们是：", *names, "。"), REST)


def _open_row(assessment: AssessedYear, line: Unknown) -> tuple[Cell, ...]:
    first = line.leaves[0]
    return (
        cell(
            (line.name, " ", badge(assessment, first.code), " ", *links_to(line.leaves)),
            *_others(assessment, line),
        ),
        cell(bare_reason(first.reason)),
        cell(line.request),
    )


def _others(assessment: AssessedYear, line: Unknown) -> list[Line]:
    """Say how the same indicator stands where the other framework can judge it."""
    mine = {leaf.criterion.id for leaf in line.leaves}
    others = [
        verdict
        for verdict in assessment.verdicts
        if verdict.criterion.indicator == line.leaves[0].criterion.indicator
        and verdict.criterion.id not in mine
        and verdict.code != "not_applicable"
    ]
    words = assessment.plan.methods.words.verdict
    told = "；".join(f"{one.criterion.id} {words[one.code]}" for one in others)
    return [(Small(f"同一指标 {told}，合计按较差的计"),)] if told else []


def _whole(assessment: AssessedYear) -> Iterator[Block]:
    """Yield whether the frameworks' overall demand is met, by the targets and by the standards."""
    by_target = zip(assessment.conclusions, assessment.standard_conclusions, strict=True)
    said = "；".join(_whole_of(assessment, one, standard) for one, standard in by_target)
    share = int(assessment.plan.methods.reference_share * 100)
    source = assessment.plan.methods.pass_rule_confidence
    source = "" if source == "已核" else f"；这一门槛没有与原文核对{_other_share(assessment)}"
    asked = f"约束性全部达标，参考性达标不低于 {share}%；只看规划列入、本年应判的"
    head = f"总体要求（{asked}{source}）："
    yield Paragraph((Strong(head), f"{said}。"), "overall")
    if assessment.is_due and assessment.year > assessment.plan.base_year:
        yield Paragraph((TWO_MEASURES, proposed_departments(assessment.plan)), "note")


def _whole_of(assessment: AssessedYear, one: PassConclusion, standard: PassConclusion) -> str:
    name = short_name(assessment.plan.frameworks[one.framework])
    said = name + whole_conclusion(assessment, one, standard, _because(assessment, one))
    is_apart = assessment.is_due and standard.whole and one.whole is not True
    is_base = assessment.year == assessment.plan.base_year
    reference = f"参考性达到 {standard.reference_met}/{standard.reference_due}"
    told = f"（应判的约束性都达到指标值，{reference}{_left_out(assessment, one.framework)}）"
    return f"{said}{told}" if is_apart and not is_base else said


def _left_out(assessment: AssessedYear, framework: str) -> str:
    """Say how many binding rows of a framework the plan does not list: nobody judges them."""
    left_out = sum(
        not row.listed
        for row in assessment.rows
        if (row.first.framework, row.first.attribute) == (framework, "binding")
    )
    return f"；另有约束性 {left_out} 项规划没有列入，未作判定" if left_out else ""


def _other_share(assessment: AssessedYear) -> str:
    """Name the reading by which the share of reference indicators is another."""
    rulings = [
        ruling.id
        for ruling in assessment.plan.rulings
        if any(effect.field == "reference_share" for effect in ruling.effects)
    ]
    return f"，见口径认定 {'、'.join(rulings)}" if rulings else ""


def _because(assessment: AssessedYear, one: PassConclusion) -> str:
    """Name the binding rows that keep a framework from passing, in brackets."""
    binding = [
        row
        for row in assessment.rows
        if (row.first.framework, row.first.attribute) == (one.framework, "binding")
    ]
    parts = []
    for word, codes in (("未达标", LAGGING), ("尚不能判定", OPEN)):
        leaves = [v.criterion for row in binding for v in row.leaves if v.code in codes]
        known = assessment.plan.indicators
        names = list(dict.fromkeys(known[leaf.indicator].name for leaf in leaves))
        if names and one.whole is not True:
            rest = f"等 {len(names)} 个子项" if len(names) > MOST_NAMED else ""
            rows = sum(any(v.code in codes for v in row.leaves) for row in binding)
            parts.append(f"约束性{word} {rows} 项：{'、'.join(names[:MOST_NAMED])}{rest}")
    if one.reference is False or (parts and one.reference):
        parts.append(f"参考性达标 {one.reference_met}/{one.reference_due}")
    return f"（{'；'.join(parts)}）" if parts else ""


def _frameworks(assessment: AssessedYear) -> Table:
    due = assessment.plan.target_year(assessment.year)
    is_base = assessment.year == assessment.plan.base_year
    aim = "指标值" if is_base else f" {due} 年目标"
    columns = (
        Column("指标体系", 22),
        Column("列入、应判", 18),
        Column(f"约束性（按{aim}）", 24),
        Column(f"参考性（按{aim}）", 24),
        *([] if is_base else [Column(f"总体要求·按{aim}", 15)]),
        Column("总体要求·按指标值", 15),
    )
    both = zip(assessment.conclusions, assessment.standard_conclusions, strict=True)
    rows = tuple(_framework(assessment, one, standard) for one, standard in both)
    caption = "各指标体系的总体情况（按指标体系的项计）"
    return Table(caption, columns, rows, sheet="总体情况", kind="whole")


def _framework(
    assessment: AssessedYear, one: PassConclusion, standard: PassConclusion
) -> tuple[Cell, ...]:
    rows = [row for row in assessment.rows if row.first.framework == one.framework]
    due = [row for row in rows if row.code != "not_applicable"]
    listed = sum(row.listed for row in rows)

    def counted(attribute: str) -> Cell:
        mine = [row.code for row in due if row.first.attribute == attribute]
        tally = [(code, mine.count(code)) for code in ORDER if code in mine]
        lines = ((badge(assessment, code), f" {number} 项") for code, number in tally)
        return cell(f"{len(mine)} 项", *lines)

    whole = WHOLE[one.whole] if assessment.is_due else "尚未到期"
    is_base = assessment.year == assessment.plan.base_year
    return (
        cell(assessment.plan.frameworks[one.framework]),
        cell(f"全表 {len(rows)} 项，列入 {listed} 项，应判 {len(due)} 项"),
        counted("binding"),
        counted("reference"),
        *([] if is_base else [cell(Strong(whole))]),
        cell(Strong(WHOLE[standard.whole])),
    )
