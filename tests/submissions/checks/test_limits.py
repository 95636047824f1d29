from dataclasses import replace
from fractions import Fraction

import pytest

from jbeco.problems import Level
from jbeco.submissions import Source
from jbeco.submissions.checks.limits import check_house_limits, check_limits

CELL = "2025/2025-ecology-生态局.xlsx!数据!F2"


@pytest.mark.parametrize(
    ("number", "beyond"), [("0", False), ("100", False), ("-0.01", True), ("100.01", True)]
)
def test_limits_belong_to_what_can_be(desk, number, beyond):
    plan = desk.plan(*desk.share())
    found = desk.find(check_limits, plan, desk.row("rate", number, unit="%"))
    assert len(found) == beyond
    for problem in found:
        assert (problem.where, problem.level, problem.blocks) == (CELL, Level.ERROR, ("N01",))
        assert f"名称rate为 {number}%，超出自然界限 0–100" in problem.what
        assert problem.expected == "0–100"


def test_one_sided_limits_are_said(desk):
    plan = desk.plan(desk.code("a"))
    assert "不低于 0" in desk.one(check_limits, plan, desk.row("a", "-3")).what
    plan = desk.plan(desk.code("a", limit_low=None, limit_high=Fraction(100)))
    assert "不高于 100" in desk.one(check_limits, plan, desk.row("a", "100.5")).what


def test_without_limits_anything_goes(desk):
    plan = desk.plan(desk.code("a", limit_low=None))
    assert desk.find(check_limits, plan, desk.row("a", "-1e9")) == []


@pytest.mark.parametrize(("year", "days"), [(2024, 366), (2025, 365)])
def test_a_year_has_so_many_days(desk, year, days):
    plan = desk.plan(desk.code("d", unit="天", limit_high=Fraction(366)))
    rows = [desk.row("d", days, unit="天", year=year), desk.row("d", days + 1, 3, year=year)]
    problem = desk.one(check_limits, plan, *rows, year=year)
    assert problem.where.endswith("!数据!F3")
    assert f"0–{days}" in problem.what


def test_only_the_assessed_year_and_known_codes_are_looked_at(desk):
    plan = desk.plan(*desk.share())
    rows = [desk.row("rate", 200, year=2024), desk.row("unheard_of", -5), desk.row("rate")]
    assert desk.find(check_limits, plan, *rows) == []


def test_the_house_table_keeps_the_criterion_s_limits(desk, bench):
    plan = desk.plan()
    good = bench.level(2025, 100)
    bad = bench.level(2025, 101, source=Source("2025/plan_baseline.csv", "D9", ""))
    decline = replace(bad, measure="decline")
    problem = desk.one(check_house_limits, plan, good, bad, decline)
    assert problem.where == "2025/plan_baseline.csv!D9"
    assert "为 101，超出自然界限 0–100" in problem.what
    assert problem.blocks == ("N01",)
