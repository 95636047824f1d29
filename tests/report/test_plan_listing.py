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
    national, provincial = counts["frameworks"]["national"], counts["frameworks"]["provincial"]
    assert (national["rows"], national["rows_applicable"]) == (40, 32)
    assert (provincial["rows"], provincial["rows_applicable"]) == (49, 42)
    assert (counts["criteria"], counts["criteria_applicable"]) == (116, 95)
    assert (national["leaves"], provincial["leaves"]) == (52, 64)
    assert counts["actions"] == 78
    assert counts["actions_by_system"]["safeguard"] == 5
    assert sum(counts["actions_by_system"].values()) == 78
    for found in (national, provincial):
        assert found["binding"] + found["reference"] == found["rows_applicable"]
        assert sum(found["systems"].values()) == found["rows_applicable"]


def test_text_says_the_same_counts(real_plan: Plan) -> None:
    text = plan_text(real_plan)
    for said in ("40 项，适用 32 项", "49 项，适用 42 项", "116 个，适用 95 个", "78 条"):
        assert said in text
    assert real_plan.name in text
    assert "safeguard" not in text


def test_every_criterion_is_listed_with_its_rules(record: dict[str, Any]) -> None:
    criteria = {entry["id"]: entry for entry in record["criteria"]}
    assert len(criteria) == 116
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
