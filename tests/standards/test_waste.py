"""Waste and farming: published figures, the naive formulas that miss them, and balances."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards.agriculture import (
    StrawCrop,
    fertiliser_intensity,
    per_hectare,
    per_mu,
    pesticide_intensity,
    straw_collectable,
    straw_use_rate,
)
from jbeco.standards.rounding import round_half_even
from jbeco.standards.waste import (
    balance_gap,
    hazardous_due,
    hazardous_rate,
    hazardous_rate_of_due,
    industrial_waste_use_rate,
    stock_gap,
)

NATIONAL = {"used": "2004.6", "disposed": "698.2", "generated": "3465.2"}
FROM_STOCK = Fraction("84.5")  # 2004.6 + 698.2 + 846.9 stored − 3465.2 generated


def shown(value: Fraction, decimals: int) -> str:
    return str(round_half_even(value, decimals))


def test_the_national_hazardous_waste_of_2012() -> None:
    assert shown(hazardous_rate(**NATIONAL, used_previous=FROM_STOCK), 1) == "76.1"
    assert balance_gap("3465.2", FROM_STOCK, "2004.6", "698.2", "846.9") == 0


def test_both_kinds_of_old_stock_are_in_the_denominator() -> None:
    assert hazardous_rate(60, 60, 100, used_previous=10, disposed_previous=10) == 100


def test_dividing_by_generation_alone_misses_the_published_rate() -> None:
    assert shown(hazardous_rate(**NATIONAL), 1) == "78.0"


def test_the_plan_counts_compliant_storage_as_done() -> None:
    due = hazardous_due("3465.2", FROM_STOCK, "846.9")
    assert due == Fraction("2702.8")
    assert hazardous_rate_of_due("2004.6", "698.2", due) == 100


def test_nothing_due_is_not_100_percent() -> None:
    with pytest.raises(ValueError, match="应利用处置量为 0"):
        hazardous_rate_of_due(0, 0, 0)
    with pytest.raises(ValueError, match="不涉及"):
        industrial_waste_use_rate(0, 0, 0)


def test_the_industrial_waste_of_dexing() -> None:
    assert shown(industrial_waste_use_rate("502.49", "6323.75", 0), 2) == "7.95"
    assert industrial_waste_use_rate(110, 100, 10) == 100


def test_a_rate_above_100_is_not_clipped() -> None:
    assert industrial_waste_use_rate(120, 100, 0) == 120


amounts = st.integers(0, 10_000)


@given(amounts, amounts, amounts, amounts, amounts)
def test_the_gap_is_just_what_was_left_out(opening, used, disposed, closing, lost) -> None:
    generated = used + disposed + closing + lost
    assert stock_gap(opening, generated, used, disposed, closing) == opening + lost
    assert stock_gap(opening, generated, used, disposed, closing, opening + lost) == 0


def test_straw_by_hand() -> None:
    crops = [StrawCrop("水稻", 1000, "1.2", "0.8"), StrawCrop("油菜", 200, 2, "0.5")]
    assert straw_collectable(crops) == 1160
    assert straw_use_rate(1102, straw_collectable(crops)) == 95


def test_a_share_above_one_names_the_crop() -> None:
    with pytest.raises(ValueError, match="水稻收集系数应在 0 与 1 之间：80"):
        straw_collectable([StrawCrop("水稻", 1000, 1, 80)])


def test_no_straw_has_no_rate() -> None:
    with pytest.raises(ValueError, match="秸秆可收集量为 0"):
        straw_use_rate(0, straw_collectable([]))


def test_the_published_fertiliser_figure() -> None:
    assert shown(fertiliser_intensity("23683.9", 96669), 0) == "245"


def test_fifteen_mu_are_a_hectare() -> None:
    assert per_hectare("0.17") == Fraction("2.55")
    assert per_mu(per_hectare("0.17")) == Fraction("0.17")
    assert pesticide_intensity(17, 100) == Fraction("0.17")
