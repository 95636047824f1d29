"""The reviewer's part: methods, what was done to what was sent, the annex, sources and versions."""

from __future__ import annotations

from collections.abc import Iterator

from ... import __version__
from ...assessment import AssessedYear, Verdict
from ...intake.records import Amendment
from ...standards.rounding import exact_text
from ..amended import amended_criteria
from ..blocks import (
    Block,
    Bullets,
    Cell,
    Column,
    Folded,
    Inline,
    Paragraph,
    Small,
    Strong,
    Table,
    cell,
    joined,
)
from ..edition import Edition, edition_of, short_hash
from ..misprints import as_printed
from ..value_text import value_text
from ..why import conclusion_words
from .parts import criterion_link, department_of, succeeded, verdict_badge

__all__ = ["amendments", "annex", "methods", "provenance"]


def methods(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return thresholds, the pass rule, data grades, and the formulas that are unverified."""
    plan = assessment.plan
    rules = plan.methods
    words = rules.words
    number = exact_text
    word = words.verdict
    used = sorted({v.criterion.indicator for v in assessment.verdicts if v.criterion.applicable})
    unverified = [plan.indicators[name] for name in used if not plan.indicators[name].verified]
    years = "、".join(map(str, plan.milestones))
    lines: tuple[tuple[str, str], ...] = (
        (
            "三个结论，一个判定。",
            "每个子项分别回答：是否达到指标值、是否达到规划目标、上级任务是否完成；基准年只按指标值判，"
            f"{years} 年须指标值和目标都达到，其他年份按序时进度。"
            "复合项由最差的子项决定。不设总分。",
        ),
        (
            "缺数怎么判。",
            "缺一个数，结论就是“无法判定”，除非其余部分已经足以决定。",
        ),
        (
            "按全数值比较。",
            "比较用未修约的数；显示按 GB/T 8170 四舍六入五成双，显示与判定看似矛盾时自动加位。",
        ),
        (
            "序时进度比",
            " r = P ÷ τ，P =（当年 − 基准）÷（目标 − 基准），"
            "τ =（当年 − 基准年）÷（目标年 − 基准年）："
            f"r ≥ {number(rules.on_track)} {word['on_track']}，r ≥ {number(rules.partly)} "
            f"{word['partly']}，r ≥ 0 {word['behind']}，r < 0 {word['regressed']}。"
            "基准等于目标或已达目标的按“保持”判，不算序时进度。",
        ),
        (
            "“持续”“保持”“逐年”是三个词。",
            "相差不超过最小有效变化 ε 为持平，升降同一尺度。“持续提高”：优于基准年，守住历年"
            f"最好进步的 {number(rules.kept_share)}，没有连续 {rules.falls_in_a_row} 年退步；"
            f"“保持”：不劣于基准年，没有连续 {rules.falls_in_a_row} 年退步；"
            "“逐年提高”：每一年都优于上年，合起来没有提高的也就没有逐年提高。",
        ),
        (
            "目标不是数的",
            "（状态、持续）没有序时进度比：到期前没有退步的，时间进度不超过 "
            f"{number(rules.unmoved_until)} 判{word['partly']}，超过判{word['behind']}。"
            "近期目标的数到期后仍须守住。",
        ),
        (
            "总体要求",
            f"：约束性全部达标且参考性达标比例 ≥ {number(rules.reference_share)}"
            f"（{rules.pass_rule_confidence}：{rules.pass_rule_source}）。",
        ),
        (
            "数据等级",
            "：" + "；".join(f"{grade} {text}" for grade, text in words.grade.items()) + "。",
        ),
        (
            "指标公式",
            f"：本报告用到 {len(used)} 个指标，其中 {len(unverified)} 个的公式没有读到标准原文，"
            "在名称后以“※”标出，名单如下。",
        ),
    )
    names = tuple((f"{one.name}：{one.formula}（{one.confidence}）",) for one in unverified)
    version = f"评估规则版本 {rules.version}：{rules.versions[rules.version]}。"
    return (
        Paragraph((version,)),
        Bullets(tuple((Strong(head), text) for head, text in lines)),
        Folded(f"公式未核的指标 {len(unverified)} 个", (Bullets(names),)),
        Folded("名词对照", (_glossary(),)),
    )


GLOSSARY = (
    ("口径认定", "规划文字有两种读法时，本报告采用哪一种、为什么；须由有关单位确认"),
    ("采用口径、另一口径", "规划文字的两种读法里，本报告采用的和没有采用的"),
    ("裁决", "两处填报说法不一致时，编制单位采用哪一处、为什么"),
    ("序时进度比", "已完成的份额与已过去的时间份额之比；等于 1 即恰好按序时进度"),
    ("最小有效变化", "小于它的变化视为持平"),
    ("已达上限", "已到不能再高（或再低）的数，如 100%"),
    (
        "已核、旁证、推断、回忆",
        "公式、标准的出处核对到哪一步：已对照原文；据别的公开材料；据相近规定推得；没有见到原文",
    ),
    ("子项", "指标体系的一项有几个数的，每个数是一个子项"),
    (
        "“基本完成”“实施中”等用词",
        "措施进展的用词由责任部门选填，没有统一的数量界限；有完成比例、完成数量的一并列出",
    ),
    ("尚不能判定", "“无法判定”与“存疑”的合称：缺数，或填报与检查对不上"),
    (
        "国家、省级同一指标只计一次",
        "两套体系里的同一个指标合计为一项；判定不同的取较差的，属性不同的按约束性计",
    ),
)


def _glossary() -> Table:
    columns = (Column("名词", 26), Column("意思", 74))
    rows = tuple((cell(word), cell(meaning)) for word, meaning in GLOSSARY)
    return Table("名词对照", columns, rows)


def amendments(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return every act on what was sent: what it changed, why, who and when."""
    acts = assessment.submissions.amendments
    if not acts:
        is_base = assessment.year == assessment.plan.base_year
        told = "规划所列的数" if is_base else "部门填报的数"
        text = f"没有更正、裁决、重报或口径衔接：{told}都没有改动。"
        return (Paragraph((text,)),)
    columns = tuple(
        Column(head, width)
        for head, width in (
            ("年", 6), ("处理", 8), ("数或指标", 26), ("文件与单元格", 28), ("原来写", 16),
            ("采用", 16), ("理由", 26), ("何人", 10), ("何时", 12), ("记在", 22),
        )
    )  # fmt: skip
    rows = tuple(_act(assessment, act) for act in acts)
    intro = (
        "原始填报从不改动。下面是编制单位的每一次处理：改了哪一格，原来写什么，采用什么，"
        "理由、何人、何时。"
    )
    table = Table("更正、裁决、重报与衔接", columns, rows, sheet="更正与裁决", wide=True)
    return (Paragraph((intro,)), table)


def _act(assessment: AssessedYear, act: Amendment) -> tuple[Cell, ...]:
    plan = assessment.plan
    known = plan.observations.get(act.code) or plan.indicators.get(act.code)
    series = f"（{act.series}）" if act.series else ""
    about = "整份填报表" if known is None else f"{known.name}{series}"
    touched = amended_criteria(plan, act)
    links = joined(criterion_link(plan.criterion(name)) for name in touched)
    return (
        cell(str(act.year)),
        cell(act.kind),
        cell(about, links) if touched else cell(about),
        cell(act.place),
        cell(act.before),
        cell(act.after),
        cell(act.reason),
        cell(act.who),
        cell(act.when),
        cell(str(act.source)),
    )


def annex(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the master table of each framework."""
    return tuple(_leaves(assessment, name) for name in assessment.plan.frameworks)


def _leaves(assessment: AssessedYear, framework: str) -> Table:
    plan = assessment.plan
    columns = (
        Column("编号", 8, short=True), Column("指标（规划所列名称）", 30),
        Column("属性", 8, short=True), Column("指标值（原文）", 20),
        Column(f"现状（{plan.base_year}，原文）", 18),
        *(Column(f"{year} 目标（原文）", 20) for year in plan.milestones),
        Column(f"{assessment.year} 年值", 16), Column("判定", 12), Column("达到指标值", 9),
        Column("达到目标", 8), Column("上级任务", 8), Column("等级", 6), Column("责任部门", 18),
    )  # fmt: skip
    leaves = [
        v
        for system in plan.systems
        for v in assessment.verdicts
        if (v.criterion.framework, v.criterion.domain) == (framework, system)
    ]
    groups: dict[int, str] = {}
    for place, verdict in enumerate(leaves):
        groups.setdefault(place, plan.systems[verdict.criterion.domain])
    starts = {
        place: name for place, name in groups.items() if place == 0 or groups[place - 1] != name
    }
    rows = tuple(_leaf(assessment, verdict) for verdict in leaves)
    short = f"指标 {plan.frameworks[framework].partition('（')[0]}"
    return Table(
        plan.frameworks[framework],
        columns,
        rows,
        sheet=short,
        groups=starts,
        kind="annex",
        wide=True,
    )


def _leaf(assessment: AssessedYear, verdict: Verdict) -> tuple[Cell, ...]:
    plan, criterion = assessment.plan, verdict.criterion
    mark: tuple[Inline, ...] = (" ⚑",) if verdict.findings else ()
    is_used = criterion.applicable and not plan.indicators[criterion.indicator].verified
    unverified = "※" if is_used else ""
    now = succeeded(assessment, verdict)
    succession = [(Small(now),)] if now else []
    return (
        cell(criterion_link(criterion)),
        cell(criterion.full_name + unverified),
        cell(plan.methods.words.attribute[criterion.attribute]),
        cell(as_printed(plan, criterion.standard.text), *succession),
        cell(as_printed(plan, criterion.base_text)),
        *(cell(as_printed(plan, demand.text)) for demand in criterion.targets.values()),
        cell(value_text(assessment, verdict) if criterion.applicable else "—"),
        cell((verdict_badge(assessment, verdict), *mark)),
        *(cell(word) for word in conclusion_words(assessment, verdict)),
        cell(verdict.grade or "—"),
        cell(department_of(assessment, criterion)),
    )


def provenance(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the editions, what changed, and what a reviewer needs to re-run the report."""
    return tuple(_provenance(assessment))


def _provenance(assessment: AssessedYear) -> Iterator[Block]:
    plan = assessment.plan
    edition = edition_of(plan, assessment.tables)
    if edition is not None:
        yield _history(edition)
        if edition.changes:
            summary = f"修订表：与 {edition.before} 相比 {len(edition.changes)} 处变化"
            yield Folded(summary, (_changes(edition),))
    files = [(f"填报 {name}", digest) for name, digest in assessment.submissions.files]
    files += [(f"规划 {name}", digest) for name, digest in plan.files]
    columns = (Column("文件", 40), Column("sha256", 60))
    rows = tuple((cell(name), cell(digest)) for name, digest in files)
    table = Table("输入文件", columns, rows, sheet="数据来源", kind="hashes")
    yield Folded(f"输入文件 {len(files)} 个，各附 sha256", (table,))
    yield _problems(assessment)
    yield Paragraph(
        (
            f"{_hash(assessment)}评估年 {assessment.year}，jbeco {__version__}，"
            f"评估规则版本 {plan.methods.version}，规划文本：{plan.source}。"
            "逐个判定的未修约数与单元格、全部输出的 sha256，"
            "见与本报告同一文件夹的 results.json 和 manifest.json。",
        ),
        "note",
    )


def _hash(assessment: AssessedYear) -> str:
    short = short_hash(assessment.tables)
    return f"指纹 {short}（jbeco verify {short} 找到并复核本报告）。" if short else ""


def _history(edition: Edition) -> Table:
    columns = (
        Column("版次", 10), Column("文件夹", 24), Column("日期", 14), Column("为什么修订", 40),
        Column("撤回", 30),
    )  # fmt: skip
    rows = tuple(
        (
            cell("首次发布" if row["number"] == 1 else f"r{row['number']}"),
            cell(row["name"]),
            cell(row["dated"] or "—"),
            cell(row["reason"] or "—"),
            cell(row["withdrawn"] or "—"),
        )
        for row in edition.history
    )
    return Table("版本沿革", columns, rows, sheet="版本沿革")


def _changes(edition: Edition) -> Table:
    columns = (
        Column("类别", 10), Column("对象", 40), Column("原来", 24), Column("现在", 24),
        Column("由什么引起", 44),
    )  # fmt: skip
    rows = tuple(
        tuple(cell(row[key]) for key in ("kind", "what", "before", "after", "why"))
        for row in edition.changes
    )
    return Table("修订表", columns, rows, sheet="修订")


def _problems(assessment: AssessedYear) -> Block:
    if not assessment.problems:
        return Paragraph(("数据检查没有发现问题。",), "note")
    columns = (
        Column("级别", 8), Column("位置", 40), Column("问题", 50), Column("怎么改", 40),
    )  # fmt: skip
    rows = tuple(
        (cell(str(p.level)), cell(p.where), cell(p.what), cell(p.mend)) for p in assessment.problems
    )
    table = Table("检查发现的问题", columns, rows, sheet="检查发现")
    return Folded(f"检查发现的问题 {len(assessment.problems)} 个", (table,))
