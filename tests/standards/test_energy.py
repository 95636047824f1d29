"""Energy per GDP: published vectors, signs, constant prices across the change of the price base."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards.carbon import carbon_intensity, co2_emissions, grid_factor
from jbeco.standards.energy import (
    annual_rate_for,
    cumulative_decline,
    decline,
    definition_of,
    intensity,
    same_definition,
    standard_coal,
)
from jbeco.standards.gdp import (
    chain_constant_price,
    deflator,
    identity_gap,
    implied_gdp_growth,
    switch_base,
)
from jbeco.standards.rounding import round_half_even

rates = st.decimals(-20, 20, places=2)
indices = st.lists(st.decimals(80, 130, places=1), min_size=1, max_size=12)


def shown(value: Fraction, decimals: int) -> str:
    return str(round_half_even(value, decimals))


def test_standard_coal_of_a_mix() -> None:
    # 1000 kg × 0.7143 + 500 kg × 1.4571 + 10000 kWh × 0.1229 = 2671.85 kgce
    assert standard_coal({"原煤": 1000, "柴油": 500, "电力(当量)": 10000}) == Fraction("2.67185")


def test_an_unknown_fuel_names_those_that_are_known() -> None:
    with pytest.raises(ValueError, match="没有这种能源：木炭；可选 原煤、洗精煤"):
        standard_coal({"原煤": 1, "木炭": 1})


def test_one_carrier_under_two_conventions_is_refused() -> None:
    with pytest.raises(ValueError, match="电力同时用了两种折标口径"):
        standard_coal({"电力(当量)": 1, "电力(旧等价)": 1})


def test_the_published_intensity_of_chongqing() -> None:
    assert shown(intensity("8874.54", "25002.79"), 3) == "0.355"


def test_the_published_target_of_2025_at_constant_prices() -> None:
    gdp = chain_constant_price(2020, "25002.79", {year: 106 for year in range(2021, 2026)})
    assert shown(gdp[2025], 2) == "33459.37"
    assert shown(intensity("10213.48", gdp[2025]), 3) == "0.305"


def test_nominal_gdp_gives_another_figure_and_is_not_what_is_computed() -> None:
    # The page puts 2021 at 0.332 with nominal GDP; at 14 % in five years it would be 0.344.
    start = intensity("8874.54", "25002.79")
    on_path = start * (1 - Fraction(annual_rate_for(14, 5)) / 100)
    assert shown(on_path, 3) == "0.344"
    nominal_too_low = Fraction("0.332")
    assert (1 - nominal_too_low / start) * 100 > 2 * Fraction(annual_rate_for(14, 5))


def test_price_rises_look_like_saved_energy_unless_prices_are_constant() -> None:
    real = decline(100, 104, 105)
    nominal = decline(100, 104, 110)
    assert shown(real, 2) == "0.95"
    assert shown(nominal, 2) == "5.45"


def test_the_decline_is_positive_when_intensity_falls() -> None:
    assert decline(100, 100, 125) == 20
    assert decline(100, 125, 100) == -25


def test_the_plans_base_year_rose() -> None:
    # Energy +8.9 %, GDP +7.93 %: intensity +0.9 %, in the plan's sign −0.9.
    assert shown(decline(100, "108.9", "107.93"), 1) == "-0.9"


def test_the_published_annual_rate() -> None:
    assert annual_rate_for(14, 5) == pytest.approx(2.97, abs=0.005)


def test_five_equal_years_are_not_five_times_one() -> None:
    assert cumulative_decline([10, 10]) == 19
    assert cumulative_decline([]) == 0
    assert shown(cumulative_decline(["2.97"] * 5), 1) == "14.0"


@given(st.decimals(-50, 90, places=1), st.integers(1, 15))
def test_the_annual_rate_adds_up_to_the_cumulative_one(cumulative, years: int) -> None:
    rate = Fraction(annual_rate_for(cumulative, years))
    assert float(cumulative_decline([rate] * years)) == pytest.approx(float(cumulative), abs=1e-9)


@pytest.mark.parametrize(("cumulative", "years"), [(100, 5), (120, 5), (14, 0)])
def test_an_annual_rate_that_does_not_exist(cumulative: int, years: int) -> None:
    with pytest.raises(ValueError, match="无法折算年均降幅"):
        annual_rate_for(cumulative, years)


@given(st.lists(rates, max_size=8))
def test_the_order_of_the_years_does_not_matter(yearly) -> None:
    assert cumulative_decline(yearly) == cumulative_decline(list(reversed(yearly)))


@pytest.mark.parametrize(("before", "index"), [(0, 105), (100, 0)])
def test_a_zero_denominator_is_refused(before: int, index: int) -> None:
    with pytest.raises(ValueError, match="为 0"):
        decline(before, 100, index)


def test_chaining_goes_backwards_too() -> None:
    gdp = chain_constant_price(2020, 1100, {2020: 110, 2021: 120})
    assert gdp == {2019: 1000, 2020: 1100, 2021: 1320}


def test_a_gap_in_the_indices_is_named() -> None:
    with pytest.raises(ValueError, match="缺少 2021、2022 年的生产总值指数"):
        chain_constant_price(2020, 100, {2020: 105, 2023: 105})
    with pytest.raises(ValueError, match="价格基期 2015 年不在指数的年份 2019–2020 内"):
        chain_constant_price(2015, 100, {2020: 105})
    with pytest.raises(ValueError, match="2020 年生产总值指数应大于 0"):
        chain_constant_price(2020, 100, {2020: 0})


def test_the_switch_from_2015_to_2020_prices() -> None:
    old = chain_constant_price(2015, 1000, {year: 107 for year in range(2016, 2022)})
    new = switch_base(old, 2020, 1500)
    assert new[2020] == 1500
    assert new[2021] / new[2020] == old[2021] / old[2020] == Fraction("1.07")
    with pytest.raises(ValueError, match="没有新的价格基期 2025 年"):
        switch_base(old, 2025, 1)


@given(indices, st.integers(0, 12), st.integers(500, 5000))
def test_growth_is_the_same_at_the_prices_of_any_year(values, offset: int, current: int) -> None:
    by_year = {2016 + i: value for i, value in enumerate(values)}
    base = 2015 + offset % (len(values) + 1)
    chained = chain_constant_price(base, current, by_year)
    assert chained[base] == current
    for year, value in by_year.items():
        assert chained[year] / chained[year - 1] * 100 == Fraction(value)
    switched = switch_base(chain_constant_price(2015, 777, by_year), base, current)
    assert switched == chained


def test_the_deflator() -> None:
    assert deflator(1320, 1200) == 110


def test_the_growth_that_the_plan_implies() -> None:
    assert shown(implied_gdp_growth("8.9", "0.9"), 2) == "7.93"
    assert shown(identity_gap("8.9", "0.9", "7.9"), 2) == "-0.03"


@given(rates, rates)
def test_the_identity_holds_where_the_decline_was_computed(energy, gdp) -> None:
    change = -decline(100, 100 + energy, 100 + gdp)
    assert identity_gap(energy, change, gdp) == 0 or energy == -100


def test_the_definition_breaks_in_2021() -> None:
    assert definition_of(2020).deducted == ()
    assert definition_of(2021).deducted == ("原料用能", "非化石能源消费")
    assert not same_definition(2020, 2021)
    assert same_definition(2021, 2026)
    assert [definition_of(year).price_base for year in (2019, 2025, 2030)] == [2015, 2020, 2025]
    with pytest.raises(ValueError, match="没有 2031 年的能耗统计口径"):
        definition_of(2031)


def test_the_grid_factor_is_that_of_the_year_and_the_series() -> None:
    assert grid_factor(2022) == Fraction("0.5366")
    assert grid_factor(2022, "企业报告电网因子") == Fraction("0.5703")
    with pytest.raises(ValueError, match="没有 2024 年的电力平均因子（已有 2021、2022、2023）"):
        grid_factor(2024)


def test_co2_of_a_mix() -> None:
    # 100 × 2.64 + 50 × 2.08 + 10 × 1.63 + 1e6 kWh × 0.5 / 1000
    mix = {"煤炭": 100, "石油": 50, "天然气": 10}
    assert co2_emissions(mix, 1_000_000, "0.5") == Fraction("884.3")
    assert carbon_intensity(Fraction("884.3"), 1000) == Fraction("0.8843")
    with pytest.raises(ValueError, match="没有这种燃料：氢"):
        co2_emissions({"氢": 1}, 0, 0)
