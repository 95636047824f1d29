import pytest

from jbeco.problems import Level
from jbeco.submissions.checks.basis import check_basis


@pytest.mark.parametrize(
    ("matters", "basis", "found"), [(True, "", 1), (True, "HJ 633", 0), (False, "", 0)]
)
def test_a_basis_is_asked_for_where_it_matters(desk, matters, basis, found):
    plan = desk.plan(desk.code("a", basis_matters=matters))
    problems = desk.find(check_basis, plan, desk.row("a", 5, 3, basis=basis))
    assert len(problems) == found
    for problem in problems:
        assert problem.where == "2025/2025-ecology-生态局.xlsx!数据!H3"
        assert "没有写口径" in problem.what
        assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))


def test_a_missing_figure_needs_no_basis(desk):
    plan = desk.plan(desk.code("a", basis_matters=True))
    assert desk.find(check_basis, plan, desk.row("a")) == []


def test_a_word_may_need_a_basis(desk):
    plan = desk.plan(desk.code("a", kind="state", states=("实施",), basis_matters=True))
    assert len(desk.find(check_basis, plan, desk.row("a", "实施", measure="state"))) == 1


@pytest.mark.parametrize("matters", [True, False])
def test_a_change_of_basis_is_said(desk, matters):
    plan = desk.plan(desk.code("a", basis_matters=matters))
    rows = [
        desk.row("a", 5, year=2022, basis="EI"),
        desk.row("a", 5, year=2023, basis="EI（HJ 192-2015）"),
        desk.row("a", 5, year=2024),
        desk.row("a", 5, basis="EQI"),
    ]
    problem = desk.one(check_basis, plan, *rows)
    assert "口径变更：2023 年是“EI（HJ 192-2015）”，今年是“EQI”" in problem.what
    assert problem.level is Level.WARNING


def test_another_spelling_is_no_other_basis(desk):
    plan = desk.plan(desk.code("a"))
    rows = [
        desk.row("a", 5, year=2024, basis="EI（HJ 192-2015）"),
        desk.row("a", 5, basis="ei(HJ192-2015)"),
    ]
    assert desk.find(check_basis, plan, *rows) == []
