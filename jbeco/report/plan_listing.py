"""The plan for a reader and for a program: ``jbeco plan`` and ``jbeco plan --json``."""

from __future__ import annotations

from collections import Counter
from typing import Any

from ..plan import Action, Criterion, Indicator, Plan, Ruling
from ..standards.rounding import exact_text

__all__ = ["plan_counts", "plan_record", "plan_text"]


def plan_counts(plan: Plan) -> dict[str, Any]:
    """Count rows, leaves and actions: by framework, attribute and system."""
    counts: dict[str, Any] = {
        "criteria": len(plan.criteria),
        "criteria_applicable": sum(criterion.applicable for criterion in plan.criteria),
        "actions": len(plan.actions),
        "actions_by_system": dict(Counter(action.system for action in plan.actions)),
        "commitments": sum(len(action.commitments) for action in plan.actions),
        "rulings": len(plan.rulings),
        "frameworks": {},
    }
    for name in plan.frameworks:
        leaves = [criterion for criterion in plan.criteria if criterion.framework == name]
        # A row is applicable when any of its leaves is; framework, system, attribute are the row's.
        applicable = {c.row: c for c in leaves if c.applicable}.values()
        counts["frameworks"][name] = {
            "rows": len({criterion.row for criterion in leaves}),
            "rows_applicable": len(applicable),
            "binding": sum(criterion.attribute == "binding" for criterion in applicable),
            "reference": sum(criterion.attribute == "reference" for criterion in applicable),
            "leaves": len(leaves),
            "leaves_applicable": sum(criterion.applicable for criterion in leaves),
            "systems": dict(Counter(criterion.domain for criterion in applicable)),
        }
    return counts


def plan_text(plan: Plan) -> str:
    """Say the counts in Chinese."""
    counts = plan_counts(plan)
    lines = [f"{plan.name}（{plan.source}）", ""]
    for name, title in plan.frameworks.items():
        found = counts["frameworks"][name]
        lines.append(
            f"{title}：{found['rows']} 项，适用 {found['rows_applicable']} 项"
            f"（约束性 {found['binding']} + 参考性 {found['reference']}）；"
            f"子项 {found['leaves']} 个，适用 {found['leaves_applicable']} 个"
        )
        systems = "，".join(f"{plan.systems[s]} {n}" for s, n in found["systems"].items())
        lines.append(f"  适用项按体系：{systems}")
    chapters = {**plan.systems, "safeguard": "保障措施"}
    actions = "，".join(f"{chapters[s]} {n}" for s, n in counts["actions_by_system"].items())
    open_rulings = sum(ruling.status == "待确认" for ruling in plan.rulings)
    lines += [
        f"子项合计：{counts['criteria']} 个，适用 {counts['criteria_applicable']} 个",
        f"措施：{counts['actions']} 条（{actions}）",
        f"措施里有期限、数量或成果的承诺：{counts['commitments']} 条",
        f"口径认定：{counts['rulings']} 条，待确认 {open_rulings} 条；"
        f"评估规则 {plan.methods.version}",
    ]
    return "\n".join(lines)


def plan_record(plan: Plan) -> dict[str, Any]:
    """Return the whole plan as plain data; numbers as exact text."""
    return {
        "name": plan.name,
        "counts": plan_counts(plan),
        "criteria": [_criterion(criterion) for criterion in plan.criteria],
        "indicators": [_indicator(indicator) for indicator in plan.indicators.values()],
        "actions": [_action(action) for action in plan.actions],
        "departments": [department.__dict__ for department in plan.departments.values()],
        "rulings": [_ruling(ruling) for ruling in plan.rulings],
    }


def _criterion(criterion: Criterion) -> dict[str, Any]:
    record: dict[str, Any] = {
        "id": criterion.id,
        "framework": criterion.framework,
        "number": criterion.number,
        "part": criterion.part,
        "domain": criterion.domain,
        "task": criterion.task,
        "row_name": criterion.row_name,
        "name": criterion.name,
        "unit": criterion.unit or None,
        "unit_text": criterion.unit_text,
        "attribute": criterion.attribute,
        "applicable": criterion.applicable,
        "indicator": criterion.indicator,
        "direction": criterion.direction or None,
        "base_year": criterion.base_year,
        "base_value": _base_value(criterion),
        "base_text": criterion.base_text,
        "standard_text": criterion.standard.text,
        "standard_rule": _text(criterion.standard.rule),
        "department": criterion.department,
        "note": criterion.note,
    }
    for year, demand in criterion.targets.items():
        record[f"target_{year}_text"] = demand.text
        record[f"target_{year}_rule"] = _text(demand.rule)
    return record


def _base_value(criterion: Criterion) -> str | dict[str, str] | None:
    if not criterion.base_values:
        return criterion.base_value_text or None
    texts = {series: exact_text(number) for series, number in criterion.base_values.items()}
    return texts[""] if set(texts) == {""} else texts


def _indicator(indicator: Indicator) -> dict[str, Any]:
    return {
        "id": indicator.id,
        "name": indicator.name,
        "kind": indicator.kind,
        "unit": indicator.unit,
        "series": indicator.series,
        "states": indicator.states,
        "department": indicator.department,
        "formula": indicator.formula,
        "standard_document": indicator.document,
        "confidence": indicator.confidence,
        "verified": indicator.verified,
    }


def _action(action: Action) -> dict[str, Any]:
    commitments = [
        commitment.__dict__
        | {"amount": None if commitment.amount is None else exact_text(commitment.amount)}
        for commitment in action.commitments
    ]
    return action.__dict__ | {"commitments": commitments}


def _ruling(ruling: Ruling) -> dict[str, Any]:
    return ruling.__dict__ | {"effects": [effect.__dict__ for effect in ruling.effects]}


def _text(rule: object) -> str | None:
    return None if rule is None else str(rule)
