"""The plan for a reader and for a program."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

from jbeco.plan import Plan, load_plan
from jbeco.report.plan_listing import plan_counts, plan_record, plan_text


@pytest.fixture(scope="module")
def record(real_plan: Plan) -> dict[str, Any]:
    return dict(json.loads(json.dumps(plan_record(real_plan), ensure_ascii=False)))


def test_counts_of_the_plan(real_plan: Plan) -> None:
    counts = plan_counts(real_plan)
    applicable = [c for c in real_plan.criteria if c.applicable]
    assert counts["criteria"] == len(real_plan.criteria)
    assert counts["criteria_applicable"] == len(applicable)
    assert counts["actions"] == sum(counts["actions_by_system"].values()) == len(real_plan.actions)
    for name, found in counts["frameworks"].items():
        leaves = [c for c in real_plan.criteria if c.framework == name]
        assert found["leaves"] == len(leaves)
        assert found["rows"] == len({c.row for c in leaves})
        assert found["rows_applicable"] == len({c.row for c in leaves if c.applicable})
        assert found["binding"] + found["reference"] == found["rows_applicable"]
        assert sum(found["systems"].values()) == found["rows_applicable"]


def test_text_says_the_same_counts(real_plan: Plan) -> None:
    text = plan_text(real_plan)
    counts = plan_counts(real_plan)
    for found in counts["frameworks"].values():
        assert f"{found['rows']} 项，适用 {found['rows_applicable']} 项" in text
    assert f"{counts['criteria']} 个，适用 {counts['criteria_applicable']} 个" in text
    assert f"{counts['actions']} 条" in text
    assert real_plan.name in text
    assert "safeguard" not in text


def test_every_criterion_is_listed_with_its_rules(real_plan: Plan, record: dict[str, Any]) -> None:
    criteria = {entry["id"]: entry for entry in record["criteria"]}
    assert list(criteria) == [criterion.id for criterion in real_plan.criteria]
    row = criteria["N29"]
    assert (row["framework"], row["number"], row["part"]) == ("national", 29, None)
    assert (row["unit"], row["base_year"], row["base_value"]) == ("%", 2019, "96.29")
    assert row["standard_rule"] == ">= 85"
    assert row["target_2025_rule"] == ">= 97"
    assert row["target_2030_rule"] == ">= 97 and rising"
    assert row["indicator"] == criteria["P37"]["indicator"]
    assert (criteria["N07-1"]["number"], criteria["N07-1"]["part"]) == (7, 1)
    assert criteria["N09"]["applicable"] is False
    assert criteria["N09"]["standard_rule"] is None or criteria["N09"]["target_2025_rule"] is None
    assert criteria["N03"]["base_value"] == {"城区街道": "26.6", "涉农街道（镇）": "31.6"}
    assert criteria["N01"]["base_value"] == "制定实施"


def test_everything_named_is_listed(record: dict[str, Any]) -> None:
    indicators = {entry["id"] for entry in record["indicators"]}
    departments = {entry["id"] for entry in record["departments"]}
    for criterion in record["criteria"]:
        assert criterion["indicator"] in indicators
        assert criterion["department"] in departments
    assert all(isinstance(entry["verified"], bool) for entry in record["indicators"])
    assert len({ruling["id"] for ruling in record["rulings"]}) == record["counts"]["rulings"]
    commitments = [c for action in record["actions"] for c in action["commitments"]]
    assert len(commitments) == record["counts"]["commitments"] > 50
    amounts = [c["amount"] for c in commitments if c["amount"] is not None]
    assert amounts
    assert all(re.fullmatch(r"-?\d+(\.\d+)?|\d+/\d+", amount) for amount in amounts)


def test_milestones_name_the_target_columns(county_plan: Path) -> None:
    record = plan_record(load_plan(county_plan))
    [first, *_] = record["criteria"]
    assert first["target_2027_rule"] == ">= 90"
    assert first["target_2032_rule"] == ">= 95"
    assert record["counts"]["criteria"] == 4
    assert "县级指标体系：3 项" in plan_text(load_plan(county_plan))
