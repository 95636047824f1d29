"""The formal verdict (layer 1): three conclusions for each leaf, then one word.

Nothing statistical enters here. What is not known stays 无法判定, with the reason and the
department that owes the figure; it never becomes 达标 or 未达标 by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..plan import Criterion, Plan, Rule
from ..plan.rules import TaskMet, walk
from .evaluate import evaluate
from .evidence import Case, Facts, Finding, Truth, all_of, worst_grade
from .pace import Pace, slowest_pace, standing

__all__ = ["RowVerdict", "Verdict", "judge", "row_verdicts"]

WORST_FIRST = [
    "regressed",
    "not_met",
    "behind",
    "unknown",
    "partly",
    "on_track",
    "already_met",
    "met",
]
"""Order in which the leaves of a composite row decide it; a part that fails settles the row."""


@dataclass(frozen=True)
class Verdict:
    """The formal verdict of one leaf in one year.

    ``code`` is one of the words of ``methods.toml``. The three conclusions are true, false or
    None: unknown, or not asked where ``task_asked`` is false. ``reason`` is the Chinese sentence
    that a reader sees, ``reason_code`` and ``owed_by`` are set when the verdict is 无法判定.
    """

    criterion: Criterion
    year: int
    code: str
    meets_standard: Truth
    meets_target: Truth
    task_met: Truth
    task_asked: bool
    reason: str
    reason_code: str | None
    owed_by: str | None
    grade: str | None
    pace: Pace | None
    standard: Finding | None
    target: Finding | None
    task: Finding | None


@dataclass(frozen=True)
class RowVerdict:
    """The verdict of one row of a framework: its weakest leaf decides."""

    row: str
    name: str
    leaves: tuple[Verdict, ...]
    code: str
    decided_by: str

    @property
    def first(self) -> Criterion:
        """Criterion of the first leaf: framework, system and attribute are the row's own."""
        return self.leaves[0].criterion

    @property
    def listed(self) -> bool:
        """Whether the plan lists the row: whether any of its leaves is applicable."""
        return any(leaf.criterion.applicable for leaf in self.leaves)


def judge(facts: Facts, criteria: Iterable[Criterion] | None = None) -> tuple[Verdict, ...]:
    """Give the formal verdict of each of some criteria, by default of every leaf of the plan."""
    chosen = facts.plan.criteria if criteria is None else criteria
    return tuple(_verdict(criterion, facts) for criterion in chosen)


def row_verdicts(verdicts: Sequence[Verdict]) -> tuple[RowVerdict, ...]:
    """Put the leaves of each row together; the weakest leaf decides, all leaves stay visible."""
    rows: dict[str, list[Verdict]] = {}
    for verdict in verdicts:
        rows.setdefault(verdict.criterion.row, []).append(verdict)
    return tuple(_row(row, tuple(leaves)) for row, leaves in rows.items())


def _row(row: str, leaves: tuple[Verdict, ...]) -> RowVerdict:
    judged = [leaf for leaf in leaves if leaf.code != "not_applicable"]
    weakest = min(judged, key=lambda leaf: WORST_FIRST.index(leaf.code), default=leaves[0])
    name = leaves[0].criterion.row_name
    return RowVerdict(row, name, leaves, weakest.code, weakest.criterion.id)


def _verdict(criterion: Criterion, facts: Facts) -> Verdict:
    if not criterion.applicable:
        word = facts.plan.methods.words.reason["not_listed"]
        return _blank(criterion, facts.year, "not_listed", f"不适用：{word}（规划表中为“-”）")
    cases = [
        Case(facts, criterion, series, facts.year)
        for series in facts.plan.indicators[criterion.indicator].series
    ]
    absent = _no_object(cases)
    if absent is not None:
        return absent
    target_year = facts.plan.target_year(facts.year)
    standard = _over_series(criterion.standard.rule, cases)
    target = _over_series(criterion.targets[target_year].rule, cases)
    task = _task(criterion, cases[0])
    verdict = Verdict(
        criterion=criterion,
        year=facts.year,
        code="unknown",
        meets_standard=standard.truth,
        meets_target=target.truth,
        task_met=task.truth if task else None,
        task_asked=task is not None,
        reason="",
        reason_code=None,
        owed_by=None,
        grade=None,
        pace=slowest_pace(cases),
        standard=standard,
        target=target,
        task=task,
    )
    return _formal(verdict, standard, target, cases)


def _blank(criterion: Criterion, year: int, code: str, reason: str) -> Verdict:
    return Verdict(
        criterion=criterion,
        year=year,
        code="not_applicable",
        meets_standard=None,
        meets_target=None,
        task_met=None,
        task_asked=False,
        reason=reason,
        reason_code=code,
        owed_by=None,
        grade=None,
        pace=None,
        standard=None,
        target=None,
        task=None,
    )


def _no_object(cases: Sequence[Case]) -> Verdict | None:
    for case in cases:
        for value in (case.level(case.year), case.state()):
            if value is not None and value.missing == "no_object":
                word = case.plan.methods.words.reason["no_object"]
                note = f"（{value.note}）" if value.note else ""
                blank = _blank(case.criterion, case.year, "no_object", f"不适用：当年{word}{note}")
                return replace(blank, grade=value.grade)
    return None


def _over_series(rule: Rule | None, cases: Sequence[Case]) -> Finding:
    if rule is None:
        raise ValueError(f"{cases[0].criterion.id} 适用而没有规则")
    findings = [evaluate(rule, case) for case in cases]
    if len(findings) == 1:
        return findings[0]
    truth = all_of(finding.truth for finding in findings)
    deciding = [finding for finding in findings if finding.truth is truth]
    return Finding(
        node=rule,
        truth=truth,
        says="；".join(finding.says for finding in deciding),
        reason=deciding[0].reason,
        grade=worst_grade([finding.grade for finding in deciding]),
        sources=tuple(dict.fromkeys(s for finding in deciding for s in finding.sources)),
        parts=tuple(findings),
    )


def _task(criterion: Criterion, case: Case) -> Finding | None:
    rules = [criterion.standard.rule, *(demand.rule for demand in criterion.targets.values())]
    asked = any(isinstance(n, TaskMet) for rule in rules if rule is not None for n in walk(rule))
    return evaluate(TaskMet(), case) if asked or case.tasks() else None


def _formal(verdict: Verdict, standard: Finding, target: Finding, cases: Sequence[Case]) -> Verdict:
    """Give the one word that the three conclusions come to in the year."""
    plan, both = cases[0].plan, [standard, target]
    if verdict.year == plan.base_year:
        return _settle(verdict, plan, standard.truth, [standard])
    truth = all_of(finding.truth for finding in both)
    if verdict.year in plan.milestones or truth is None:
        return _settle(verdict, plan, truth, both)
    if truth is True:
        return replace(_settle(verdict, plan, True, both), code="already_met")
    found = standing(standard, target, verdict.pace, cases)
    if found.code is None:
        return _unknown(verdict, plan, found.finding.reason or "no_pace", found.finding)
    return replace(verdict, code=found.code, reason=found.says, grade=found.finding.grade)


def _settle(verdict: Verdict, plan: Plan, truth: Truth, findings: Sequence[Finding]) -> Verdict:
    deciding = [finding for finding in findings if finding.truth is truth]
    if truth is None:
        return _unknown(verdict, plan, deciding[0].reason or "not_reported", deciding[0])
    return replace(
        verdict,
        code="met" if truth else "not_met",
        reason="；".join(dict.fromkeys(finding.says for finding in deciding)),
        grade=worst_grade([finding.grade for finding in deciding]),
    )


def _unknown(verdict: Verdict, plan: Plan, code: str, finding: Finding) -> Verdict:
    if code == "no_task" and plan.methods.no_superior_target == "not_applicable":
        reason = f"不适用：{finding.says}"
        return replace(verdict, code="not_applicable", reason=reason, reason_code=code)
    department = plan.departments[verdict.criterion.department].name
    ask = "提供上级任务文件与考核结果" if code in ("no_task", "no_task_record") else "补报"
    reason = f"无法判定，因为 {finding.says}；请{department}{ask}"
    owed_by = verdict.criterion.department
    return replace(verdict, reason=reason, reason_code=code, owed_by=owed_by, grade="D")
