"""The forms that indicators take: exact, and honest where there is no number."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.indicators import Gap
from jbeco.indicators.formula import above, below, exact, intensity_decline, percent, quotient
from jbeco.indicators.formula import refuted_by as refuted
from jbeco.standards.rounding import round_half_even


def test_nothing_of_nothing_is_no_number() -> None:
    assert quotient(3, 0) == Gap("zero_denominator")
    assert percent(0, 0) == Gap("zero_denominator")
    assert intensity_decline(1, 0, 106) == Gap("zero_denominator")
    assert intensity_decline(1, 1, 0) == Gap("zero_denominator")


def test_more_than_the_whole_is_not_clipped() -> None:
    assert percent(103, 100) == 103


@pytest.mark.parametrize("number", [0.1, "1", None, True])
def test_only_exact_numbers_are_taken(number) -> None:
    with pytest.raises(TypeError, match="精确数"):
        exact(number)


def test_a_rise_is_a_negative_decline() -> None:
    # 规划 2019 年：单位 GDP 能耗同比增长 0.9%，总能耗增长 8.9%，故可比价 GDP 指数为 107.93
    index = Fraction("108.9") / Fraction("100.9") * 100
    assert round_half_even(index, 2) == pytest.approx(Fraction("107.93"))
    assert intensity_decline(Fraction("108.9"), 100, index) == Fraction("-0.9")


def test_a_word_stands_while_no_number_contradicts_it() -> None:
    assert refuted("保持", "保持", below(100, 100)) == "保持"
    assert refuted("保持", "保持", below(None, 100)) == "保持"
    assert refuted("保持", "保持", below(99, 100)) == Gap("refuted")
    assert refuted("保持", "保持", False, above(1, 0)) == Gap("refuted")
    assert refuted("未保持", "保持", below(99, 100)) == "未保持"


positive = st.fractions(min_value=Fraction(1, 1000), max_value=10**6, max_denominator=1000)


@given(positive, positive, positive)
def test_a_share_does_not_depend_on_the_unit(part, whole, factor) -> None:
    assert percent(part * factor, whole * factor) == percent(part, whole)


@given(positive, positive, positive, positive)
def test_declines_chain(first, second, third, index) -> None:
    one = 1 - intensity_decline(second, first, index) / 100
    two = 1 - intensity_decline(third, second, index) / 100
    both = 1 - intensity_decline(third, first, index * index / 100) / 100
    assert one * two == both
