from datetime import date

import pytest

from jbeco.problems import Level
from jbeco.submissions.checks.dates import check_dates


@pytest.mark.parametrize(
    ("dated", "outside"),
    [
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), True),
        (None, False),
    ],
)
def test_a_figure_is_issued_in_its_year_or_the_next(desk, dated, outside):
    plan = desk.plan(desk.code("a"))
    found = desk.find(check_dates, plan, desk.row("a", 5, 3, dated=dated))
    assert len(found) == outside
    for problem in found:
        assert problem.where == "2025/2025-ecology-生态局.xlsx!数据!K3"
        assert str(dated) in problem.what
        assert problem.expected == "2025-01-01 至 2026-12-31"
        assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))


def test_last_year_s_dates_are_last_year_s(desk):
    plan = desk.plan(desk.code("a"))
    assert desk.find(check_dates, plan, desk.row("a", 5, year=2020, dated=date(2020, 5, 1))) == []


def test_evidence_may_be_older_but_not_from_the_future(desk):
    plan = desk.plan(desk.code("a"))
    assert desk.find(check_dates, plan, desk.evidence(dated=date(2019, 3, 1))) == []
    assert desk.find(check_dates, plan, desk.evidence(dated=None)) == []
    problem = desk.one(check_dates, plan, desk.evidence(dated=date(2027, 1, 1)))
    assert problem.where == "2025/2025-ecology-生态局.xlsx!佐证!D3"
    assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))
    assert desk.find(check_dates, plan, desk.evidence(dated=date(2026, 12, 31))) == []
    assert desk.find(check_dates, plan, desk.evidence(dated=date(2027, 1, 1), year=2024)) == []
