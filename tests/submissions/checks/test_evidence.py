import pytest

from jbeco.problems import Level
from jbeco.submissions.checks.evidence import check_evidence


def test_a_binding_criterion_needs_a_document(desk):
    plan = desk.plan(*desk.share())
    rows = [desk.row("part", 1, 2), desk.row("rate", 50, 7)]
    problem = desk.one(check_evidence, plan, *rows)
    assert problem.where == "2025/2025-ecology-生态局.xlsx!数据!J7"  # 文号 of the ready-made value
    assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))
    assert "没有佐证" in problem.what


def test_any_document_of_the_indicator_will_do(desk, bench):
    plan = desk.plan(*desk.share())
    value = desk.row("rate", 50)
    for proof in (
        desk.evidence(),
        desk.evidence(number=""),
        desk.row("whole", 2, 4, document_number="甬环〔2025〕1号"),
        bench.task(2025, "met", indicator="rate", document="甬政〔2025〕2号"),
    ):
        assert desk.find(check_evidence, plan, value, proof) == [], proof


def test_what_is_no_proof(desk, bench):
    plan = desk.plan(*desk.share())
    value = desk.row("rate", 50)
    for proof in (
        desk.evidence(title="", number=""),
        desk.evidence(year=2024),
        desk.evidence("P99"),
        desk.row("rate", 50, year=2024, document_number="甬环〔2024〕1号"),
        bench.task(2025, "met", indicator="rate", document=" "),
        bench.task(2025, "met", document="甬政〔2025〕2号"),
    ):
        assert len(desk.find(check_evidence, plan, value, proof)) == 1, proof


def test_evidence_under_the_twin_criterion_counts(desk, bench):
    criteria = tuple(bench.criterion(id=i, indicator="rate") for i in ("N01", "P02"))
    plan = desk.plan(*desk.share(), criteria=criteria)
    assert desk.one(check_evidence, plan, desk.row("rate", 50)).blocks == ("N01", "P02")
    assert desk.find(check_evidence, plan, desk.row("rate", 50), desk.evidence("P02")) == []


@pytest.mark.parametrize("changes", [{"attribute": "reference"}, {"applicable": False}])
def test_other_criteria_need_none(desk, bench, changes):
    plan = desk.plan(*desk.share(), criteria=(bench.criterion(indicator="rate", **changes),))
    assert desk.find(check_evidence, plan, desk.row("rate", 50)) == []


def test_what_was_not_reported_needs_none(desk):
    plan = desk.plan(*desk.share())
    assert desk.find(check_evidence, plan, desk.row("rate")) == []
    assert desk.find(check_evidence, plan) == []


def test_the_method_profile_may_ask_for_none(desk):
    plan = desk.plan(*desk.share(), binding_needs_evidence=False)
    assert desk.find(check_evidence, plan, desk.row("rate", 50)) == []
