"""Linear pace r = P / τ, by hand: from 79.5 in 2019 to 88 in 2025, and from 40 down to 30."""

from fractions import Fraction

import pytest

from jbeco.assessment.pace import pace


def ratio(bench, year: int, value, **criterion) -> Fraction | None:
    found = pace(bench.case(year, bench.level(year, value), **criterion))
    return None if found is None else found.ratio


def test_progress_time_and_gap(bench) -> None:
    # half of the way (4.25 of 8.5) after half of the time (3 of 6 years)
    case = bench.case(2022, bench.level(2022, "83.75"), base="79.5", midterm=">= 88 and task met")
    found = pace(case)
    assert (found.base, found.value, found.goal) == (Fraction("79.5"), Fraction("83.75"), 88)
    assert (found.base_year, found.target_year) == (2019, 2025)
    assert (found.progress, found.elapsed) == (Fraction(1, 2), Fraction(1, 2))
    assert found.ratio == 1
    assert found.gap_points == 0


@pytest.mark.parametrize(
    ("year", "value", "expected"),
    [
        (2021, "90", Fraction(3, 1)),  # P = 10/10, τ = 2/6
        (2022, "84", Fraction(4, 5)),  # P = 4/10, τ = 3/6
        (2022, "80", Fraction(0)),
        (2022, "79", Fraction(-1, 5)),
        (2024, "88", Fraction(24, 25)),  # P = 8/10, τ = 5/6
        (2025, "90", Fraction(1)),
    ],
)
def test_towards_more(bench, year, value, expected) -> None:
    assert ratio(bench, year, value, base="80", midterm=">= 90") == expected


def test_the_gap_is_in_points_of_time(bench) -> None:
    case = bench.case(2022, bench.level(2022, 84), base="80", midterm=">= 90")
    assert pace(case).gap_points == 10


@pytest.mark.parametrize(
    ("value", "expected"), [("35", Fraction(1)), ("38", Fraction(2, 5)), ("41", Fraction(-1, 5))]
)
def test_towards_less_needs_no_other_formula(bench, value, expected) -> None:
    assert ratio(bench, 2022, value, base="40", midterm="<= 30", direction="lower") == expected


def test_after_the_midterm_the_way_leads_to_the_final_year(bench) -> None:
    # from 80 in 2019 to 91 in 2030: after 8 of 11 years 88 is just on the line
    demand = {"base": "80", "midterm": ">= 85", "final": ">= 91"}
    assert ratio(bench, 2027, "88", **demand) == 1


def test_a_base_of_2018_has_a_longer_way(bench) -> None:
    # 7 years to 2025: after 4 of them 4/7 of the way is on the line
    demand = {"base": "2", "base_year": 2018, "midterm": ">= 9"}
    assert ratio(bench, 2022, "6", **demand) == 1


def test_a_base_that_was_reported_later(bench) -> None:
    reports = [bench.level(2019, 30), bench.level(2022, 28)]
    case = bench.case(2022, *reports, base=None, midterm="<= 25", direction="lower")
    assert pace(case).ratio == Fraction(2, 5) / Fraction(1, 2)


@pytest.mark.parametrize(
    ("why", "criterion"),
    [
        ("no number in the target", {"midterm": "rising"}),
        ("two numbers in the target", {"midterm": ">= 85 and <= 95"}),
        ("no base", {"base": None, "midterm": ">= 90"}),
        ("base equals target", {"base": "100", "midterm": "= 100"}),
        ("base is beyond the target", {"base": "8.48", "midterm": ">= 4.5"}),
        ("base is beyond the target, downwards", {"base": "14.7", "midterm": "<= 31"}),
    ],
)
def test_no_pace_where_it_has_no_meaning(bench, why, criterion) -> None:
    assert ratio(bench, 2022, "85", **criterion) is None, why


def test_no_pace_without_a_usable_value(bench) -> None:
    demand = {"base": "80", "midterm": ">= 90"}
    assert ratio(bench, 2022, None, **demand) is None
    old = bench.level(2022, 85, data_year=2021)
    assert pace(bench.case(2022, old, **demand)) is None
    assert pace(bench.case(2022, bench.level(2021, 85), **demand)) is None


def test_no_pace_in_the_base_year(bench) -> None:
    assert ratio(bench, 2019, "80", base="80", midterm=">= 90") is None
