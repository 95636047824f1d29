"""The formal verdict (layer 1): three conclusions for each leaf, then one word.

Nothing statistical enters here. What is not known stays 无法判定, with the reason and the
department that owes the figure; it never becomes 达标 or 未达标 by default.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..indicators import Value
from ..plan import Criterion, Plan, Rule, in_force
from ..plan.rules import TaskMet, rule_for, walk
from .evaluate import evaluate
from .evidence import Case, Facts, Finding, Truth, all_of, joined_clauses, worst_grade
from .pace import Pace, slowest_pace, standing
from .requests import request

__all__ = ["RowVerdict", "Verdict", "judge", "row_verdicts"]

WORST_FIRST = [
    "regressed",
    "not_met",
    "behind",
    "unknown",
    "doubtful",
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
    ``findings`` are what the checks found about it; no 达标 is shown without them.
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
    findings: tuple[str, ...] = ()


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
        return _blank(criterion, facts.year, "not_listed", f"{word}（规划表中为“-”）")
    read = in_force(facts.plan, criterion, facts.year)
    if read is None:
        return _ended(criterion, facts)
    criterion = read
    cases = [
        Case(facts, criterion, series, facts.year)
        for series in facts.plan.indicators[criterion.indicator].series
    ]
    absent = _no_object(cases)
    if absent is not None:
        return absent
    cases = [case for case in cases if not _is_absent(case)]
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
    formal = _formal(verdict, standard, target, cases)
    return _with_findings(_on_successor(formal, facts.plan), facts)


def _on_successor(verdict: Verdict, plan: Plan) -> Verdict:
    """Say that a verdict is on the indicator that took another's place; grade C at best."""
    before = plan.indicators[plan.criterion(verdict.criterion.id).indicator]
    if before.id == verdict.criterion.indicator:
        return verdict
    now = plan.indicators[verdict.criterion.indicator]
    said = f"{before.name}只发布到 {before.ended} 年，按{now.name}判"
    unknown = "无法判定，因为 "
    if verdict.reason.startswith(unknown):
        reason = f"{unknown}{said}：{verdict.reason.removeprefix(unknown)}"
    else:
        reason = f"{said}：{verdict.reason}"
    return replace(verdict, reason=reason, grade=worst_grade([verdict.grade, "C"]))


def _with_findings(verdict: Verdict, facts: Facts) -> Verdict:
    """Put beside a verdict what the checks found; what two ways tell differently is not believed.

    A binding criterion is then 无法判定, a reference one 存疑, until a resolution decides.
    """
    name = verdict.criterion.id
    verdict = replace(verdict, findings=facts.findings.get(name, ()))
    doubts = facts.contradicted.get(name, ())
    if not doubts or verdict.code in ("unknown", "not_applicable"):
        return verdict
    word = facts.plan.methods.words.reason["contradicted"]
    if verdict.criterion.attribute == "binding":
        reason = f"无法判定，因为{word}：{doubts[0]}；请编制单位核实并裁决"
        return replace(
            verdict, code="unknown", reason=reason, reason_code="contradicted", grade="D"
        )
    reason = f"{verdict.reason}；但{word}：{doubts[0]}"
    return replace(verdict, code="doubtful", reason=reason, reason_code="contradicted", grade="C")


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


def _ended(criterion: Criterion, facts: Facts) -> Verdict:
    """Return 无法判定 for a criterion whose indicator is no longer published."""
    plan = facts.plan
    declared = plan.indicators[criterion.indicator]
    owed_by, asked = request(plan, criterion, "unruled")
    said = f"{declared.name}只发布到 {declared.ended} 年，{plan.methods.words.reason['unruled']}"
    return replace(
        _blank(criterion, facts.year, "unruled", f"无法判定，因为 {said}；{asked}"),
        code="unknown",
        owed_by=owed_by,
        grade="D",
    )


def _no_object(cases: Sequence[Case]) -> Verdict | None:
    """Return 不适用 when no series has an object, and the object really can be absent.

    That there is none needs a document; the base year's is the plan.
    """
    told = [value for case in cases if (value := _absence(case)) is not None]
    if len(told) < len(cases):
        return None
    case, value = cases[0], told[0]
    words = case.plan.methods.words.reason
    note = f"（{value.note}）" if value.note else ""
    blank = _blank(
        case.criterion, case.year, "no_object", f"不适用：当年{words['no_object']}{note}"
    )
    if not case.plan.indicators[case.criterion.indicator].can_be_absent:
        code = "cannot_be_absent"
    elif not case.documented:
        code = "no_document"
    else:
        return replace(blank, grade=value.grade)
    reason = f"无法判定，因为 {case.year} 年填“{words['no_object']}”，但{words[code]}；请{{}}核实"
    return replace(
        blank,
        code="unknown",
        reason=reason.format(case.plan.departments[case.criterion.department].name),
        reason_code=code,
        owed_by=case.criterion.department,
        grade="D",
    )


def _is_absent(case: Case) -> bool:
    return _absence(case) is not None


def _absence(case: Case) -> Value | None:
    """Return the value by which a department says that there is no such object."""
    found = (case.level(case.year), case.state())
    return next((v for v in found if v is not None and v.missing == "no_object"), None)


def _over_series(rule: Rule | None, cases: Sequence[Case]) -> Finding:
    if rule is None:
        raise ValueError(f"{cases[0].criterion.id} 适用而没有规则")
    asked = [rule_for(rule, case.series) or rule for case in cases]
    findings = [evaluate(own, case) for own, case in zip(asked, cases, strict=True)]
    if len(findings) == 1:
        return findings[0]
    truth = all_of(finding.truth for finding in findings)
    deciding = [finding for finding in findings if finding.truth is truth]
    return Finding(
        node=rule,
        truth=truth,
        says=joined_clauses(deciding),
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
        reason=joined_clauses(deciding),
        grade=worst_grade([finding.grade for finding in deciding]),
    )


def _unknown(verdict: Verdict, plan: Plan, code: str, finding: Finding) -> Verdict:
    said = joined_clauses([finding])
    if code == "no_task":
        return replace(
            verdict,
            code="not_applicable",
            reason=f"当年不适用：{said}",
            reason_code=code,
            grade="B",
        )
    owed_by, asked = request(plan, verdict.criterion, code)
    reason = f"无法判定，因为 {said}；{asked}"
    return replace(verdict, reason=reason, reason_code=code, owed_by=owed_by, grade="D")
