"""What a department owes, told from the plan alone."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jbeco.intake.duties import departments_owing, duties_of
from jbeco.plan import Plan, load_plan
from jbeco.plan.rules import parse_rule
from jbeco.problems import JbecoError

YEAR = 2025


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def test_every_code_measure_and_criterion_is_owed_by_just_its_department(plan: Plan) -> None:
    all_duties = [duties_of(plan, department, YEAR) for department in plan.departments]
    codes = [code.code for duties in all_duties for code in duties.codes]
    actions = [action.id for duties in all_duties for action in duties.actions]
    criteria = {criterion.id for duties in all_duties for criterion in duties.criteria}
    assert sorted(codes) == sorted(code.code for code in plan.asked)
    assert sorted(actions) == sorted(action.id for action in plan.actions)
    assert criteria == {criterion.id for criterion in plan.criteria if criterion.applicable}


def test_a_department_that_feeds_a_number_may_give_evidence_for_its_criterion(plan: Plan) -> None:
    code = next(
        code for code in plan.asked if plan.indicators[code.indicator].department != code.department
    )
    fed = {c.id for c in plan.criteria if c.indicator == code.indicator and c.applicable}
    assert fed
    assert fed <= {criterion.id for criterion in duties_of(plan, code.department, YEAR).criteria}


@pytest.mark.parametrize(
    "change",
    [
        lambda c, task, none: replace(c, standard=task),
        lambda c, task, none: replace(c, targets={2025: none, 2030: task}),
    ],
)
def test_a_task_in_the_standard_or_in_any_target_is_asked_for(
    plan: Plan, change: Callable[..., object]
) -> None:
    criterion = plan.criterion("N29")
    assert criterion.indicator not in {
        i.id for i in duties_of(plan, criterion.department, YEAR).tasks
    }
    task = replace(criterion.standard, rule=parse_rule(">= 85 and task met"))
    none = replace(criterion.standard, rule=None)
    other = replace(plan, criteria=(change(criterion, task, none),))
    tasks = duties_of(other, plan.indicators[criterion.indicator].department, YEAR).tasks
    assert [indicator.id for indicator in tasks] == [criterion.indicator]
    hidden = replace(other, criteria=(replace(other.criteria[0], applicable=False),))
    assert duties_of(hidden, criterion.department, YEAR).tasks == ()


def test_departments_without_any_duty_are_left_out(plan: Plan) -> None:
    owing = departments_owing(plan, YEAR)
    assert "ecology" in owing
    assert "superior" not in owing
    bare = replace(plan, observations={}, actions=(), criteria=())
    assert departments_owing(bare, YEAR) == ()


def test_who_reports_what_stations_measure_owes_monitoring(plan: Plan) -> None:
    assert [d for d in plan.departments if duties_of(plan, d, YEAR).monitoring] == ["ecology"]
    measured = {c.code: replace(c, department="finance") for c in plan.asked if c.monitored}
    moved = replace(plan, observations={**plan.observations, **measured})
    assert [d for d in moved.departments if duties_of(moved, d, YEAR).monitoring] == ["finance"]


def test_an_unknown_department_is_refused_with_the_known_ones(plan: Plan) -> None:
    with pytest.raises(JbecoError, match=r"没有这个部门.*finance"):
        duties_of(plan, "nobody", YEAR)
