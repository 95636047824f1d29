"""Exact scalars: what was written, and zero denominators that are named."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards.exact import exact, not_negative, quotient


@pytest.mark.parametrize("value", [Fraction(1, 10), Decimal("0.1"), 0.1, "0.1", "1/10"])
def test_one_tenth_is_one_tenth_however_it_is_written(value) -> None:
    assert exact(value) == Fraction(1, 10)


@pytest.mark.parametrize(
    "value", [float("nan"), float("inf"), Decimal("NaN"), "无", "", "1/0", None]
)
def test_what_is_no_finite_number_is_refused(value) -> None:
    with pytest.raises(ValueError, match="用水量不是有限的数"):
        exact(value, "用水量")


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_a_float_is_the_decimal_that_is_printed(value: float) -> None:
    assert exact(value) == Fraction(repr(value))


def test_a_zero_denominator_is_named() -> None:
    with pytest.raises(ValueError, match="地区生产总值为 0"):
        quotient(1, 0, "地区生产总值")


def test_a_negative_amount_is_named() -> None:
    with pytest.raises(ValueError, match="产生量不能为负：-1"):
        not_negative(-1, "产生量")
