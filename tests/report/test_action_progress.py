"""Measures and commitments with the year's progress, as the departments say."""

from collections import Counter
from collections.abc import Callable

from jbeco.assessment import AssessedYear
from jbeco.report.action_progress import action_rows, state_counts

Example = Callable[[int], AssessedYear]


def test_all_78_measures_and_68_commitments_are_listed_in_the_plans_order(
    example_year: Example,
) -> None:
    rows = action_rows(example_year(2025))
    assert [row.id for row in rows if row.is_action] == [
        a.id for a in example_year(2025).plan.actions
    ]
    assert Counter(row.is_action for row in rows) == {True: 78, False: 68}


def test_a_row_says_what_the_department_said(example_year: Example) -> None:
    rows = {row.id: row for row in action_rows(example_year(2025))}
    told = {p.id: p for p in example_year(2025).submissions.progress if p.year == 2025}
    assert rows["M22-1"].share == "67%"
    assert rows["M22-1"].state == "实施中"
    assert rows["M22-1"].document_number == told["M22-1"].document_number
    for id, row in rows.items():
        if row.state != "见所列承诺":
            assert (row.state == "未填报") == (id not in told or told[id].state is None)


def test_no_state_is_made_up_for_a_measure_with_commitments(example_year: Example) -> None:
    rows = {row.id: row for row in action_rows(example_year(2025))}
    for action in example_year(2025).plan.actions:
        assert (rows[action.id].state == "见所列承诺") == bool(action.commitments)


def test_counts_are_of_all_that_is_asked(example_year: Example) -> None:
    counts = state_counts(action_rows(example_year(2025)))
    single = sum(not action.commitments for action in example_year(2025).plan.actions)
    assert sum(count for _, count in counts) == 68 + single


def test_what_was_delivered_stands_beside_what_was_promised(example_year: Example) -> None:
    rows = {row.id: row for row in action_rows(example_year(2025))}
    promised = {c.id: c for a in example_year(2025).plan.actions for c in a.commitments}
    told = {p.id: p for p in example_year(2025).submissions.progress if p.year == 2025}
    for name, promise in promised.items():
        if promise.amount is not None:
            assert "承诺" in rows[name].done
        late = promise.due_year is not None and promise.due_year <= 2025
        assert rows[name].is_overdue == (late and told[name].state != 4)
    assert any(row.is_overdue for row in rows.values())


def test_a_standing_task_is_done_for_a_year_never_for_good(example_year: Example) -> None:
    rows = {row.id: row for row in action_rows(example_year(2025))}
    for action in example_year(2025).plan.actions:
        for promise in action.commitments:
            standing = rows[promise.id].state.startswith("年度任务")
            assert not standing or promise.recurring
            assert rows[promise.id].state != "已完成" or not promise.recurring


def test_what_the_plan_misprints_is_marked(base_year: AssessedYear) -> None:
    texts = {row.id: row.text for row in action_rows(base_year)}
    assert texts["M44"] == "打造的服务业集聚平台〔原文如此〕"
    assert [name for name, text in texts.items() if "〔原文如此〕" in text] == [
        "M38-1",
        "M39-1",
        "M44",
    ]
