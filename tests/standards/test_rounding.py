"""GB/T 8170: half to even on exact numbers, and digits that never contradict a comparison."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards.rounding import exact_text, round_half_even, shown

fractions = st.fractions(-1000, 1000, max_denominator=400)
near_hundred = st.integers(-50, 50).map(lambda k: 100 + Fraction(k, 7000))


@pytest.mark.parametrize(
    ("value", "decimals", "text"),
    [
        ("2.5", 0, "2"),
        ("3.5", 0, "4"),
        ("-2.5", 0, "-2"),
        ("-3.5", 0, "-4"),
        ("1.005", 2, "1.00"),
        ("1.015", 2, "1.02"),
        ("2.675", 2, "2.68"),
        ("0.125", 2, "0.12"),
        ("0.135", 2, "0.14"),
        ("12.1498", 1, "12.1"),
        ("10.502", 0, "11"),
        ("1268", 2, "1268.00"),
        ("99.96", 1, "100.0"),
        ("99.94999", 1, "99.9"),
    ],
)
def test_the_examples_of_the_clause(value: str, decimals: int, text: str) -> None:
    assert str(round_half_even(Fraction(value), decimals)) == text


@pytest.mark.parametrize("decimals", [0, 1, 2])
def test_every_tie_goes_to_the_even_digit(decimals: int) -> None:
    half = Fraction(1, 2 * 10**decimals)
    for k in range(-3000, 3000):
        tie = Fraction(2 * k + 1, 2 * 10**decimals)
        rounded = round_half_even(tie, decimals)
        assert abs(Fraction(rounded) - tie) == half
        assert int(rounded.scaleb(decimals)) % 2 == 0


def test_every_thousandth_is_rounded_to_the_nearest_hundredth() -> None:
    for k in range(-5000, 5001):
        rounded = round_half_even(Fraction(k, 1000), 2)
        assert abs(Fraction(rounded) - Fraction(k, 1000)) <= Fraction(5, 1000)
        assert rounded.as_tuple().exponent == -2


@given(fractions, st.integers(0, 8))
def test_rounding_moves_by_half_a_unit_at_most(value: Fraction, decimals: int) -> None:
    rounded = round_half_even(value, decimals)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**decimals)
    assert -rounded.as_tuple().exponent == decimals


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Fraction("79.5"), "79.5"),
        (Fraction("84.40"), "84.4"),
        (Fraction(100), "100"),
        (Fraction(32200, 366), "16100/183"),
        (Fraction(1, 3), "1/3"),
        (Fraction("-0.9"), "-0.9"),
        (Fraction("0.000000000001"), "0.000000000001"),
    ],
)
def test_exact_text_rounds_nothing(value: Fraction, text: str) -> None:
    assert exact_text(value) == text


@given(st.fractions())
def test_exact_text_says_the_very_number(value: Fraction) -> None:
    assert Fraction(exact_text(value)) == value


@pytest.mark.parametrize(
    ("value", "decimals", "against", "text"),
    [
        (Fraction(32200, 366), 1, Fraction(88), "87.98"),
        (Fraction(32200, 366), 1, None, "88.0"),
        (Fraction("99.96"), 1, Fraction(100), "99.96"),
        (Fraction("25.0"), 0, Fraction(25), "25"),
        (Fraction("25.004"), 0, Fraction(25), "25.004"),
        (Fraction("24.6"), 0, Fraction(25), "24.6"),
        (Fraction("96.29"), 2, Fraction(85), "96.29"),
        (100 - Fraction(1, 10**20), 1, Fraction(100), f"{10**22 - 1}/{10**20}"),
    ],
)
def test_digits_are_added_until_the_comparison_shows(value, decimals, against, text) -> None:
    assert shown(value, decimals, against) == text


def order(a: Fraction, b: Fraction) -> str:
    return "<" if a < b else ">" if a > b else "="


@given(fractions | near_hundred, st.integers(0, 3), fractions | st.just(Fraction(100)))
def test_what_is_shown_never_contradicts_its_comparison(value, decimals, against) -> None:
    assert order(Fraction(shown(value, decimals, against)), against) == order(value, against)


@given(near_hundred, st.integers(0, 3))
def test_no_more_digits_are_added_than_needed(value: Fraction, decimals: int) -> None:
    text = shown(value, decimals, Fraction(100))
    digits = len(text.partition(".")[2])
    assert digits >= decimals
    if digits > decimals:
        unit = Fraction(1, 10 ** (digits - 1))
        one_less = round(value / unit) * unit
        assert order(one_less, Fraction(100)) != order(value, Fraction(100))
