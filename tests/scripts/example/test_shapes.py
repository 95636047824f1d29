from decimal import Decimal
from fractions import Fraction

import pytest

from scripts.example.shapes import dip, grown, lagging, number, part, reaching, share, steady, wave


def test_steady_moves_evenly_from_the_base_year_to_the_midterm() -> None:
    assert [steady(year, "79.5", "82.5") for year in (2019, 2021, 2025)] == [
        Fraction("79.5"),
        Fraction("80.5"),
        Fraction("82.5"),
    ]


def test_steady_goes_half_as_far_after_the_midterm_or_to_the_value_that_is_told() -> None:
    assert [steady(year, 80, 90) for year in (2025, 2027, 2030)] == [90, 92, 95]
    assert [steady(year, 97, 100, 100) for year in (2025, 2027, 2030)] == [100, 100, 100]


def test_grown_compounds() -> None:
    assert grown(2021, 100, 10) == 121
    assert grown(2020, 100, "-5") == 95


def test_dip_falls_first_recovers_to_the_midterm_and_goes_on() -> None:
    told = [dip(year, 80, 70, 90, 95) for year in (2019, 2020, 2025, 2026, 2030)]
    assert told == [80, 70, 90, 91, 95]


def test_lagging_stops_short_of_the_target_and_goes_on() -> None:
    told = [lagging(year, 96, 98, "0.5", 99) for year in (2025, 2027, 2030)]
    assert told == [97, Fraction("97.8"), 99]


def test_reaching_stays_at_the_target() -> None:
    assert [reaching(year, 94, 100, 2022) for year in (2019, 2021, 2022, 2025)] == [
        94,
        98,
        100,
        100,
    ]


@pytest.mark.parametrize("year", range(2020, 2026))
def test_wave_stays_near_one_and_repeats(year: int) -> None:
    assert abs(wave("straw", year, 2) - 1) <= Fraction(2, 100)
    assert wave("straw", year, 2) == wave("straw", year, 2)


def test_wave_differs_between_figures_and_years() -> None:
    drawn = {wave(about, year, 5) for about in ("a", "b") for year in (2020, 2021)}
    assert len(drawn) == 4


def test_numbers_are_rounded_half_to_even() -> None:
    assert number(Fraction("98.75"), 1) == Decimal("98.8")
    assert number(Fraction("98.85"), 1) == Decimal("98.8")
    assert part(200, "1.25", 1) == Decimal("2.5")


def test_share_is_what_the_department_prints() -> None:
    assert share(79, 80, 1) == Decimal("98.8")
    assert str(share(80, 80, 2)) == "100.00"
