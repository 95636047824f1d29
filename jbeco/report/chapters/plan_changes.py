"""What changed around the plan, and what of it asks for an adjustment: only where a rule finds it.

Each proposal names the rule that found it and the criteria it is about, so that it can be traced.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ...assessment import AssessedYear
from ...plan import SINGLE, Criterion
from ...plan.rules import bounds
from ...stage_tables import records_of
from ..blocks import Block, Column, Paragraph, Table, cell, joined
from .parts import named_link

__all__ = ["plan_changes"]


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
    columns = (
        Column("发现", 40), Column("涉及的子项", 50), Column("可以考虑的调整", 46),
    )  # fmt: skip
    rows = tuple(
        (
            cell(one.found),
            cell(joined(map(named_link, one.criteria), "；")),
            cell(one.proposal),
        )
        for one in found
    )
    note = (
        "下列各条由规则从数据和规划文字里查出，供讨论是否按程序调整规划；"
        "未经批准的调整不影响本报告的判定。"
    )
    return (
        Paragraph((note,), "note"),
        Table("形势变化与规划调整建议", columns, rows, sheet="调整建议"),
    )


def _proposals(assessment: AssessedYear) -> Iterator[Proposal]:
    plan = assessment.plan
    judged = [v.criterion for v in assessment.verdicts if v.criterion.applicable]
    yield Proposal(
        "指标停止发布，规划没有写替代指标",
        tuple(c for c in judged if c.indicator in plan.successions),
        "商请上级主管部门明确替代指标和目标，写入规划",
    )
    yield Proposal(
        "规划的数值目标在基准年已经达到或超过，没有推动作用",
        tuple(c for c in judged if _reached_at_start(c)),
        "提高目标值，或改为“保持”并写明退步的界限",
    )
    records = records_of("outlook", assessment.tables["outlook"])
    full = {one["criterion"] for one in records if one["code"] == "saturated"}
    yield Proposal(
        "历年都在上限，目标不再有区分作用",
        tuple(c for c in judged if c.id in full and not _reached_at_start(c)),
        "改为保持性要求，另选能反映质量的指标",
    )
    yield Proposal(
        "上级没有下达任务，目标无从考核",
        _with_reason(assessment, ("no_task", "no_task_record")),
        "请上级下达任务，或改为区级数值目标",
    )
    yield Proposal(
        "规划没有基准年的数，不能衡量变化",
        _with_reason(assessment, ("no_base", "basis_break")),
        "补齐基准年同口径的数，或另定起算年",
    )
    editions = assessment.tables["air_days"]["edition"][
        assessment.tables["air_days"]["year"] == assessment.year
    ]
    if editions.nunique() and _changed_standard(assessment):
        yield Proposal(
            "空气质量评价标准的版本已经更新，与规划制定时不同",
            tuple(c for c in judged if plan.indicators[c.indicator].monitored.startswith("air.")),
            "按新标准重新核定目标值，新旧口径并列一段时间",
        )


def _reached_at_start(criterion: Criterion) -> bool:
    """Whether every numeric target was already reached by the base value."""
    base = criterion.base_values.get(SINGLE)
    rules = [demand.rule for demand in criterion.targets.values() if demand.rule is not None]
    numbers = [bound for rule in rules for bound in bounds(rule)]
    if base is None or not numbers or criterion.direction not in ("higher", "lower"):
        return False
    higher = criterion.direction == "higher"
    return all(base >= bound.number if higher else base <= bound.number for bound in numbers)


def _with_reason(assessment: AssessedYear, reasons: tuple[str, ...]) -> tuple[Criterion, ...]:
    return tuple(v.criterion for v in assessment.verdicts if v.reason_code in reasons)


def _changed_standard(assessment: AssessedYear) -> bool:
    """Whether the year's air was judged by another edition than the plan was made under."""
    table = assessment.tables["air_year"]
    mine = table[table["year"] == assessment.year]
    by_basis = {basis: set(rows["edition"]) for basis, rows in mine.groupby("basis")}
    return by_basis.get("plan", set()) != by_basis.get("in_force", set())
