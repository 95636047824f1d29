"""Decline of energy per GDP: signs, prices, the plan's base year."""

from fractions import Fraction

from jbeco.standards.energy import decline
from jbeco.standards.rounding import round_half_even


def shown(value: Fraction, decimals: int) -> str:
    return str(round_half_even(value, decimals))


def test_price_rises_look_like_saved_energy_unless_prices_are_constant() -> None:
    assert shown(decline(Fraction(100), Fraction(104), Fraction(105)), 2) == "0.95"
    assert shown(decline(Fraction(100), Fraction(104), Fraction(110)), 2) == "5.45"


def test_the_decline_is_positive_when_intensity_falls() -> None:
    assert decline(Fraction(100), Fraction(100), Fraction(125)) == 20
    assert decline(Fraction(100), Fraction(125), Fraction(100)) == -25


def test_the_plans_base_year_rose() -> None:
    # Energy +8.9 %, GDP +7.93 %: intensity +0.9 %, in the plan's sign −0.9.
    assert shown(decline(Fraction(100), Fraction("108.9"), Fraction("107.93")), 1) == "-0.9"
