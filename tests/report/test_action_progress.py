"""Measures and commitments with the year's progress, as the departments say."""

from collections import Counter
from collections.abc import Callable

import pytest

from jbeco.assessment import AssessedYear
from jbeco.report import document
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
        if row.state != "见下列承诺":
            assert (row.state == "未填报") == (id not in told or told[id].state is None)


def test_no_state_is_made_up_for_a_measure_with_commitments(example_year: Example) -> None:
    rows = {row.id: row for row in action_rows(example_year(2025))}
    for action in example_year(2025).plan.actions:
        assert (rows[action.id].state == "见下列承诺") == bool(action.commitments)


def test_counts_are_of_all_that_is_asked(example_year: Example) -> None:
    counts = state_counts(action_rows(example_year(2025)))
    single = sum(not action.commitments for action in example_year(2025).plan.actions)
    assert sum(count for _, count in counts) == 68 + single


def test_a_year_without_reports_on_measures_has_no_such_table(
    example_year: Example, base_year: AssessedYear, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown = []
    monkeypatch.setattr(document, "_show", lambda template, *_, **__: shown.append(template))
    document.annex(example_year(2025))
    document.annex(base_year)
    assert shown == ["annex.html", "annex_actions.html", "annex.html"]
