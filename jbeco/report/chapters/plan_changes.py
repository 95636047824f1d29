"""What changed around the plan, and what of it asks for an adjustment: only where a rule finds it.

Each proposal names the rule that found it and the criteria it is about, so that it can be traced.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ...assessment import AssessedYear
from ...plan import SINGLE, Criterion
from ...plan.rules import bounds
from ..blocks import Block, Column, Paragraph, Table, cell
from .outlook import slipping
from .parts import named_links

__all__ = ["plan_changes"]

LACKING = {
    "no_task": ("上级没有下达任务，目标无从考核", "请上级下达任务，或改为区级数值目标"),
    "no_task_record": (
        "没有收到上级任务与考核结果，目标无从考核",
        "请责任部门报送任务文件与考核结果；确未下达的，请上级下达，或改为区级数值目标",
    ),
    "no_base": ("规划没有基准年的数，不能衡量变化", "补齐基准年同口径的数，或另定起算年"),
    "basis_break": (
        "指标口径已经变更而未衔接，前后不能比较",
        "商定新旧口径的衔接办法，或按新口径重新核定起点和目标",
    ),
}
"""What a verdict lacks, by its reason: what was found, and what may be proposed."""

OF_TASKS = ("no_task", "no_task_record")
"""Reasons that leave a target without anything to be judged by only where it has no number."""


@dataclass(frozen=True)
class Proposal:
    """What was found, for which criteria, and what may be proposed."""

    found: str
    criteria: tuple[Criterion, ...]
    proposal: str


def plan_changes(assessment: AssessedYear) -> tuple[Block, ...]:
    """Return the chapter; nothing where no rule finds anything, nor in the base year."""
    if assessment.year == assessment.plan.base_year:
        return ()
    found = [one for one in _proposals(assessment) if one.criteria]
    if not found:
        return ()
    is_over = assessment.year >= assessment.plan.final_year
    proposed = "下一轮规划可以考虑" if is_over else "可以考虑的调整"
    columns = (Column("发现", 40), Column("涉及的子项", 50), Column(proposed, 46))
    rows = tuple(
        (
            cell(one.found),
            cell(named_links(assessment, one.criteria)),
            cell(one.proposal),
        )
        for one in found
    )
    note = "下列各条依据本年数据与规划原文查得，" + (
        "规划期已满，供编制下一轮规划参考。"
        if is_over
        else "供讨论是否按程序调整规划；未经批准的调整不影响本报告的判定。"
    )
    return (
        Paragraph((note,), "note"),
        Table("形势变化与调整建议", columns, rows, sheet="调整建议"),
    )


def _proposals(assessment: AssessedYear) -> Iterator[Proposal]:
    plan = assessment.plan
    judged = [v.criterion for v in assessment.verdicts if v.criterion.applicable]
    listed = [plan.criterion(c.id) for c in judged]
    slips = slipping(assessment)
    started = tuple(c for c in judged if _reached_at_start(c) and c not in slips)
    yield Proposal(
        "指标停止发布，规划没有写替代指标",
        tuple(c for c in listed if _has_ended(assessment, c)),
        "商请上级主管部门明确替代指标和目标，写入规划",
    )
    yield Proposal(
        "规划的数值目标在基准年已经达到或超过，只要求守住，不再要求改进",
        started,
        _raise_or_keep(started),
    )
    yield Proposal(
        "规划的数值目标宽于基准年的数，近年逐步退向目标值",
        tuple(c for c in judged if _reached_at_start(c) and c in slips),
        "先守住现状；修订规划时按现状重新核定目标",
    )
    records = assessment.records("outlook")
    full = {one["criterion"] for one in records if one["code"] == "saturated"}
    yield Proposal(
        "历年都在上限，目标不再有区分作用",
        tuple(c for c in judged if c.id in full and not _reached_at_start(c)),
        "改为保持性要求，另选能反映质量的指标",
    )
    for reason, (found, proposal) in LACKING.items():
        mine = _with_reason(assessment, reason)
        if reason in OF_TASKS:
            mine = tuple(c for c in mine if not _has_number(assessment, c))
        yield Proposal(found, mine, proposal)
    editions = assessment.tables["air_days"]["edition"][
        assessment.tables["air_days"]["year"] == assessment.year
    ]
    if editions.nunique() and _changed_standard(assessment):
        yield Proposal(
            "空气质量评价标准的版本已经更新，与规划制定时不同",
            tuple(c for c in judged if plan.indicators[c.indicator].monitored.startswith("air.")),
            "按新标准重新核定目标值，新旧口径并列一段时间",
        )


def _has_ended(assessment: AssessedYear, criterion: Criterion) -> bool:
    ended = assessment.plan.indicators[criterion.indicator].ended
    return ended is not None and assessment.year > ended


def _reached_at_start(criterion: Criterion) -> bool:
    """Whether every numeric target was already reached by the base value."""
    base = criterion.base_values.get(SINGLE)
    rules = [demand.rule for demand in criterion.targets.values() if demand.rule is not None]
    numbers = [bound for rule in rules for bound in bounds(rule)]
    if base is None or not numbers or criterion.direction not in ("higher", "lower"):
        return False
    higher = criterion.direction == "higher"
    return all(base >= bound.number if higher else base <= bound.number for bound in numbers)


def _raise_or_keep(criteria: Iterable[Criterion]) -> str:
    """Return what to do about targets that were reached at the start: whether any can be raised."""
    ends = {c.base_values[SINGLE] in (c.limit_low, c.limit_high) for c in criteria}
    steps = {False: "还能提高的，提高目标值", True: "已到上限或下限的，改为“保持”并写明退步的界限"}
    return "；".join(step for is_end, step in steps.items() if is_end in ends)


def _with_reason(assessment: AssessedYear, reason: str) -> tuple[Criterion, ...]:
    return tuple(v.criterion for v in assessment.verdicts if v.reason_code == reason)


def _has_number(assessment: AssessedYear, criterion: Criterion) -> bool:
    """Whether the target that is judged has a number of its own."""
    demand = criterion.targets[assessment.plan.target_year(assessment.year)]
    return demand.rule is not None and bool(bounds(demand.rule))


def _changed_standard(assessment: AssessedYear) -> bool:
    """Whether the year's air was judged by another edition than the plan was made under."""
    table = assessment.tables["air_year"]
    mine = table[table["year"] == assessment.year]
    by_basis = {basis: set(rows["edition"]) for basis, rows in mine.groupby("basis")}
    return by_basis.get("plan", set()) != by_basis.get("in_force", set())
