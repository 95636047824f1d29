import pytest

from jbeco.problems import Level
from jbeco.submissions.checks.states import check_states


@pytest.fixture
def plan(desk):
    return desk.plan(
        desk.code("a", kind="state", unit="", states=("未实施", "实施")), desk.code("b")
    )


@pytest.mark.parametrize(
    ("said", "measure", "wrong"),
    [
        ("实施", "state", False),
        ("已实施", "state", True),
        (1, "level", True),
        (None, "state", False),
    ],
)
def test_a_qualitative_question_has_its_words(desk, plan, said, measure, wrong):
    found = desk.find(check_states, plan, desk.row("a", said, unit="", measure=measure))
    assert len(found) == wrong
    for problem in found:
        assert f"填“{said}”，不是规定的用词" in problem.what
        assert problem.expected == "未实施、实施"
        assert (problem.level, problem.blocks) == (Level.ERROR, ("N01",))


def test_a_quantity_is_no_word(desk, plan):
    problem = desk.one(check_states, plan, desk.row("b", "实施", measure="state"))
    assert "应填数，却填“实施”" in problem.what
    assert "“吨”" in problem.mend
