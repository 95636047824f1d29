"""The results of a year as canonical JSON and tables: what a reviewer compares digit by digit."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ..assessment import Finding, Pace, Verdict, YearAssessment
from ..intake import Observation
from ..problems import problem_record
from ..standards.rounding import exact_text

__all__ = ["results", "verdict_record"]


def verdict_record(verdict: Verdict) -> dict[str, Any]:
    """Return the formal verdict of one leaf as plain data."""
    return {
        "id": verdict.criterion.id,
        "year": verdict.year,
        "verdict_code": verdict.code,
        "meets_standard": verdict.meets_standard,
        "meets_target": verdict.meets_target,
        "task_met": verdict.task_met,
        "reason": verdict.reason,
        "reason_code": verdict.reason_code,
        "owed_by": verdict.owed_by,
        "grade": verdict.grade,
        "pace": None if verdict.pace is None else float(verdict.pace.ratio),
    }


def verdict_records(assessment: YearAssessment) -> list[dict[str, Any]]:
    """Return all verdicts of a year, each with its Chinese word under ``verdict``."""
    words = assessment.plan.methods.words.verdict
    return [
        verdict_record(verdict) | {"verdict": words[verdict.code]}
        for verdict in assessment.verdicts
    ]


def results(assessment: YearAssessment) -> dict[str, Any]:
    """Return everything that was concluded and why, as plain data; numbers as exact text."""
    plan = assessment.plan
    return {
        "plan": plan.name,
        "district": plan.district,
        "year": assessment.year,
        "review": assessment.review,
        "methods_version": plan.methods.version,
        "plan_files": [{"file": name, "sha256": digest} for name, digest in plan.files],
        "inputs": [
            {"file": name, "sha256": digest} for name, digest in assessment.submissions.files
        ],
        "problems": [problem_record(problem) for problem in assessment.problems],
        "counts": [
            {
                "framework": group.framework,
                "system": group.system,
                "attribute": group.attribute,
                "applicable": group.applicable,
                "judged": group.judged,
                "verdicts": group.counts,
            }
            for group in assessment.groups
        ],
        "conclusions": [
            conclusion.__dict__ | {"whole": conclusion.whole}
            for conclusion in assessment.conclusions
        ],
        "rows": [
            {"row": row.row, "verdict": row.code, "decided_by": row.decided_by}
            for row in assessment.rows
        ],
        "verdicts": [
            record | _evidence(verdict)
            for record, verdict in zip(
                verdict_records(assessment), assessment.verdicts, strict=True
            )
        ],
        "rulings": [
            {"id": ruling.id, "taken": ruling.taken, "status": ruling.status}
            for ruling in plan.rulings
        ],
        "contests": [
            {
                "ruling": contest.ruling.id,
                "criterion": contest.criterion,
                "taken": contest.taken,
                "other": contest.other,
            }
            for contest in assessment.contests
        ],
    }


def verdict_table(assessment: YearAssessment) -> list[dict[str, Any]]:
    """Return one row per leaf for ``verdicts.csv``."""
    plan = assessment.plan
    words = plan.methods.words
    return [
        {
            "编号": verdict.criterion.id,
            "指标": verdict.criterion.full_name,
            "属性": words.attribute[verdict.criterion.attribute],
            "评估年": verdict.year,
            "判定": words.verdict[verdict.code],
            "达标准": conclusion_word(assessment, verdict.meets_standard, verdict.standard),
            "达规划目标": conclusion_word(assessment, verdict.meets_target, verdict.target),
            "上级任务完成": conclusion_word(assessment, verdict.task_met, verdict.task),
            "数据等级": verdict.grade or "",
            "理由": verdict.reason,
            "责任部门": plan.departments[verdict.criterion.department].name,
        }
        for verdict in assessment.verdicts
    ]


def observation_table(observations: Iterable[Observation]) -> list[dict[str, Any]]:
    """Return one row per reported number or state for ``observations.csv``."""
    return [
        {
            "编号": seen.criterion,
            "指标量": seen.indicator,
            "系列": seen.series,
            "年份": seen.year,
            "数据年份": seen.data_year,
            "类别": {"level": "数值", "decline": "同比下降率", "state": "状态"}[seen.measure],
            "值": seen.state or (exact_text(seen.number) if seen.number is not None else ""),
            "单位": seen.unit,
            "缺数原因": seen.missing or "",
            "等级": seen.grade,
            "出处": seen.document,
            "原文": seen.verbatim,
            "文件与格": str(seen.source),
        }
        for seen in observations
    ]


def conclusion_word(assessment: YearAssessment, truth: bool | None, finding: Finding | None) -> str:
    """Return the word for one of the three conclusions."""
    words = assessment.plan.methods.words.conclusion
    if finding is None:
        return words["not_asked"]
    return words["unknown" if truth is None else "true" if truth else "false"]


def _pace_record(pace: Pace) -> dict[str, Any]:
    return {
        "target_year": pace.target_year,
        "base_year": pace.base_year,
        "base": exact_text(pace.base),
        "value": exact_text(pace.value),
        "goal": exact_text(pace.goal),
        "progress": exact_text(pace.progress),
        "elapsed": exact_text(pace.elapsed),
        "ratio": exact_text(pace.ratio),
    }


def _evidence(verdict: Verdict) -> dict[str, Any]:
    criterion = verdict.criterion
    return {
        "standard_text": criterion.standard.text,
        "standard_rule": _rule_text(criterion.standard.rule),
        "target_rules": {str(y): _rule_text(d.rule) for y, d in criterion.targets.items()},
        "pace_detail": None if verdict.pace is None else _pace_record(verdict.pace),
        "standard": _finding_record(verdict.standard),
        "target": _finding_record(verdict.target),
        "task": _finding_record(verdict.task),
    }


def _rule_text(rule: object) -> str | None:
    return None if rule is None else str(rule)


def _finding_record(finding: Finding | None) -> dict[str, Any] | None:
    if finding is None:
        return None
    return {
        "rule": finding.rule,
        "reading": finding.reading,
        "truth": finding.truth,
        "says": finding.says,
        "reason": finding.reason,
        "value": finding.value,
        "bound": finding.bound,
        "grade": finding.grade,
        "sources": [
            {"file": source.file, "cell": source.cell, "sha256": source.sha256}
            for source in finding.sources
        ],
        "parts": [_finding_record(part) for part in finding.parts],
    }
