"""Comparators: natural limits, slips and jumps against the year before, place, and one figure."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jbeco.checks.comparators import (
    check_comparator_changes,
    check_comparator_limits,
    check_comparator_places,
    check_comparators,
)
from jbeco.intake import Source
from jbeco.problems import Level


@pytest.fixture
def plan(desk, bench):
    """N01 and P02 are held against the province's figure; P03 is not."""
    criteria = (
        bench.criterion(id="N01", standard="> province"),
        bench.criterion(id="P02", standard="rise > province", attribute="reference"),
        bench.criterion(id="P03", standard=">= 80"),
    )
    made = desk.plan(criteria=criteria)
    limits = {"limit_low": Fraction(0), "limit_high": Fraction(100), "direction": "higher"}
    declared = {name: replace(i, **limits) for name, i in made.indicators.items()}
    return replace(made, indicators=declared, province="某省", district="某市某区")


@pytest.fixture
def province(bench):
    def figure(number, line=2, year=2024, **changes):
        source = Source("2025/comparators.csv", f"D{line}", "")
        return bench.province(year, number, source=source, **changes)

    return figure


ASKING = ("N01", "P02")


def test_a_region_has_one_figure_a_year(desk, plan, province):
    same = [province(80, 2), province("80.0", 3)]
    other = [province(81, 4, region="某市"), province(82, 5, year=2023)]
    assert desk.find(check_comparators, plan, *same, *other) == []
    problem = desk.one(check_comparators, plan, *same, province(81, 4))
    assert problem.where == "2025/comparators.csv!D2"
    assert "某省 2024 年的“river_quality”有两个对照值" in problem.what
    assert problem.what.endswith("comparators.csv!D3 写 80%，2025/comparators.csv!D4 写 81%")
    assert (problem.level, problem.blocks) == (Level.ERROR, ASKING)
    assert (problem.about, problem.year) == ("comparator", 2024)


def test_bounds_that_meet_are_one_figure(desk, plan, province):
    rough = replace(province(80, 3), number=None, low=Fraction(79), high=Fraction(81))
    assert desk.find(check_comparators, plan, province(80, 2), rough) == []
    assert len(desk.find(check_comparators, plan, province(82, 2), rough)) == 1


@pytest.mark.parametrize(("number", "beyond"), [("100", False), ("100.1", True), ("-1", True)])
def test_natural_limits(desk, plan, province, number, beyond):
    found = desk.find(check_comparator_limits, plan, province(number, year=2022))
    assert bool(found) is beyond
    for problem in found:
        assert f"某省 2022 年的“river_quality”为 {number}%，超出可能的范围 0–100" in problem.what
        assert (problem.level, problem.blocks) == (Level.ERROR, ASKING)
        assert (problem.about, problem.year) == ("comparator", 2022)


@pytest.mark.parametrize(("region", "level"), [("某省", Level.ERROR), ("某市", Level.WARNING)])
def test_a_slip_against_the_year_before(desk, plan, province, region, level):
    pair = [province("8.05", 2, 2023, region=region), province(80, 3, region=region)]
    problem = desk.one(check_comparator_changes, plan, *pair)
    assert problem.where == "2025/comparators.csv!D3"
    assert "为 80%，2023 年是 8.05%，大到约 10 倍：疑为差10倍，小数点错位" in problem.what
    assert (problem.level, problem.about, problem.year) == (level, "comparator", 2024)


def test_a_jump_is_a_warning(desk, plan, province):
    problem = desk.one(check_comparator_changes, plan, province(50, 2, 2023), province(80, 3))
    assert (problem.level, "50%，增加 60%" in problem.what) == (Level.WARNING, True)
    assert desk.find(check_comparator_changes, plan, province(50, 2, 2023), province(65, 3)) == []


@pytest.mark.parametrize("year", [2022, 2024])
def test_only_the_year_before_is_compared_with(desk, plan, province, year):
    pair = [province(8, 2, 2022), province(80, 3, year)]
    assert desk.find(check_comparator_changes, plan, *pair) == []


@pytest.mark.parametrize(
    ("region", "ours"),
    [
        ("某省", True),
        ("某市", True),
        ("某市某区", True),
        ("别省", False),
        ("某", True),
        ("", False),
    ],
)
def test_a_figure_of_another_place_is_a_warning_with_its_place(desk, plan, province, region, ours):
    found = desk.find(check_comparator_places, plan, province(80, region=region))
    assert (found == []) is ours
    for problem in found:
        assert f"对照值写的是“{region}”，不是某省或某市某区所在的市" in problem.what
        assert problem.level is Level.WARNING
