"""GB/T 8170 on arrays of floats and on significant digits; water never rounds to zero."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards.rounding import (
    round_array,
    round_half_even,
    round_keeping_nonzero,
    round_significant,
)

PUBLISHED = [
    ("12.1498", 0, "12"),
    ("12.1498", 1, "12.1"),
    ("10.5002", 0, "11"),
    ("1.050", 1, "1.0"),
    ("0.35", 1, "0.4"),
    ("15.4546", 0, "15"),
    ("28.175", 2, "28.18"),
    ("28.165", 2, "28.16"),
    ("28.2645", 1, "28.3"),
    ("28.350", 1, "28.4"),
    ("28.250", 1, "28.2"),
    ("28.050", 1, "28.0"),
    ("28.2501", 1, "28.3"),
    ("2.675", 2, "2.68"),
    ("-2.5", 0, "-2"),
]


@pytest.mark.parametrize(("value", "decimals", "expected"), PUBLISHED)
def test_published_examples(value: str, decimals: int, expected: str) -> None:
    assert round_array([float(value)], decimals)[0] == float(expected)
    assert round_half_even(Fraction(value), decimals) == Decimal(expected)


@given(st.integers(-(10**7), 10**7), st.integers(0, 4), st.integers(0, 3))
def test_an_array_rounds_as_exact_decimals_do(digits: int, places: int, keep: int) -> None:
    value = Fraction(digits, 10**places)
    expected = float(round_half_even(value, keep))
    assert round_array(float(value), keep) == expected


@given(st.lists(st.integers(0, 4000), min_size=20, max_size=24))
def test_means_of_whole_numbers_round_as_exact_means_do(values: list[int]) -> None:
    exact = round(Fraction(sum(values), len(values)))
    assert round_array(np.mean(np.array(values, dtype=float)), 0) == exact
    tenths = np.array(values) / 10
    mean = round_half_even(Fraction(sum(values), 10 * len(values)), 1)
    assert round_array(tenths.mean(), 1) == float(mean)


def test_shapes_missing_values_and_tens() -> None:
    found = round_array([[np.nan, 1.5], [2.5, -0.5]], 0)
    assert np.isnan(found[0, 0])
    assert found[0, 1] == 2
    assert found[1].tolist() == [2, 0]
    assert round_array([2500, 3500, 1250], -3).tolist() == [2000, 4000, 1000]


@pytest.mark.parametrize(
    ("value", "digits", "expected"),
    [
        ("8.53459", 3, "8.53"),
        ("2500", 1, "2E+3"),
        ("3500", 1, "4E+3"),
        ("-0.0365", 2, "-0.036"),
        ("0.00045", 1, "0.0004"),
        ("999.5", 3, "1.00E+3"),
        ("0", 3, "0"),
    ],
)
def test_significant_digits(value: str, digits: int, expected: str) -> None:
    assert round_significant(Fraction(value), digits) == Decimal(expected)


@pytest.mark.parametrize(
    ("value", "decimals", "expected"),
    [
        (0.00005, 3, 0.00005),
        (0.0035, 3, 0.004),
        (0.0045, 3, 0.004),
        (0.0034, 3, 0.003),
        (0.00049, 3, 0.0005),
        (0.0, 3, 0.0),
    ],
)
def test_water_never_rounds_to_zero(value: float, decimals: int, expected: float) -> None:
    assert round_keeping_nonzero([value], decimals)[0] == expected


def test_each_value_may_have_its_own_digits() -> None:
    assert round_keeping_nonzero([1.25, 1.25, np.nan], [0, 1, 1]).tolist()[:2] == [1.0, 1.2]


@given(st.floats(1e-7, 100), st.integers(0, 4))
def test_what_is_there_stays_there(value: float, decimals: int) -> None:
    assert round_keeping_nonzero([value], decimals)[0] > 0
