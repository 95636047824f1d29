"""Sub-indices of EI from raw areas, water and emissions, each worked by hand once."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards.land_cover import (
    biological_abundance,
    effective_water_resources,
    habitat_quality,
    land_stress_index,
    pollution_load_index,
    vegetation_index,
    water_network_index,
)

EMITTED = {"COD": 100, "NH3N": 10, "SO2": 50, "烟粉尘": 20, "NOx": 80, "固体废物": 1000}


def test_a_district_all_of_forest() -> None:
    # 511.2642131067 × 0.35 × 0.6
    assert habitat_quality({"有林地": 208}, 208) == Fraction("107.365484752407")


def test_half_paddy_half_town() -> None:
    # 511.2642131067 × (0.11 × 0.6 × 0.5 + 0.04 × 0.3 × 0.5) = 511.2642131067 × 0.039
    quality = habitat_quality({"水田": 50, "城镇建设用地": 50}, 100)
    assert quality == Fraction("511.2642131067") * Fraction("0.039")


def test_unknown_land_and_too_much_land_are_refused() -> None:
    with pytest.raises(ValueError, match="没有这种土地覆盖类型：稻田"):
        habitat_quality({"稻田": 1}, 10)
    with pytest.raises(ValueError, match="大于行政区面积"):
        habitat_quality({"水田": 11}, 10)
    with pytest.raises(ValueError, match="行政区面积为 0"):
        habitat_quality({}, 0)


@given(st.integers(1, 1000), st.integers(1, 1000), st.integers(1, 50))
def test_the_unit_of_area_does_not_matter(forest: int, water: int, factor: int) -> None:
    areas = {"有林地": forest, "河流(渠)": water}
    larger = {name: area * factor for name, area in areas.items()}
    total = forest + water + 7
    assert habitat_quality(areas, total) == habitat_quality(larger, total * factor)


def test_biological_abundance_is_the_mean_of_two() -> None:
    assert biological_abundance(40, "50.5") == Fraction("45.25")


def test_vegetation_takes_ndvi_times_ten_thousand() -> None:
    assert vegetation_index(6000) == Fraction("72.6990744")
    with pytest.raises(ValueError, match="请乘以 10000"):
        vegetation_index(0.6)


@pytest.mark.parametrize(
    ("volume", "counts"), [(100, 100), (140, 140), (190, 50), (240, 0), (300, 0)]
)
def test_a_very_wet_year_does_not_count_in_full(volume: int, counts: int) -> None:
    assert effective_water_resources(volume, 100) == counts


def test_the_water_network_is_the_mean_of_three_densities() -> None:
    index = water_network_index(208, "20.8", 104, 208)
    expected = Fraction("84.3704083981") + Fraction("59.17908642005") + Fraction("43.19347741405")
    assert index == expected / 3


def test_land_stress_of_a_built_up_district() -> None:
    assert land_stress_index({"建设用地": 50}, 100) == Fraction("236.0435677948") / 10
    with pytest.raises(ValueError, match="没有这种土地胁迫类型：轻度侵蚀"):
        land_stress_index({"轻度侵蚀": 1}, 100)


def test_the_pollution_load_by_hand() -> None:
    load = pollution_load_index(EMITTED, 100, 1000)
    by_hand = (
        0.2 * 4.3937397289 * 100 / 1e5
        + 0.2 * 40.1764754986 * 10 / 1e5
        + 0.2 * 0.0648660287 * 50 / 100
        + 0.1 * 4.0904459321 * 20 / 100
        + 0.2 * 0.5103049278 * 80 / 100
        + 0.1 * 0.0749894283 * 1000 / 100
    )
    assert float(load) == pytest.approx(by_hand, rel=1e-14)


def test_a_pollutant_left_out_is_not_taken_for_zero() -> None:
    with pytest.raises(ValueError, match="缺少污染物排放量：NOx、固体废物"):
        pollution_load_index({k: EMITTED[k] for k in list(EMITTED)[:4]}, 100, 1000)
    with pytest.raises(ValueError, match="降水总量为 0"):
        pollution_load_index(EMITTED, 100, 0)
