"""Sen's slope and its interval: published results, exact ranks, gaps, and where scipy differs."""

from fractions import Fraction
from itertools import permutations

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from scipy import stats

from jbeco.statistics.sen import pair_slopes, sen_slope

numbers = st.floats(-1e3, 1e3, allow_nan=False, width=32)


def test_r_trend_on_the_sediment_at_maxau(published, column) -> None:
    """R trend rounds the ranks of its interval; its slope is the same."""
    expected = published["trend sens.slope(maxau s)"]
    result = sen_slope(column("maxau", "s"))
    assert result.slope == pytest.approx(expected["slope"], abs=5e-8)
    assert [result.lower, result.upper] == pytest.approx(expected["ci95"], rel=2e-3)


def test_r_wql_on_the_nile(published, column) -> None:
    expected, result = published["wql mannKen(Nile)"], sen_slope(column("nile", "value"))
    assert result.slope == pytest.approx(expected["slope"])


def test_r_envstats_on_sulfate(published, column) -> None:
    expected = published["EnvStats kendallTrendTest, EPA.09.Ex.17.6 Sulfate.ppm ~ Sampling.Date"]
    result = sen_slope(column("sulfate", "Sulfate.ppm"), column("sulfate", "Sampling.Date"))
    assert result.slope == pytest.approx(expected["slope"], abs=5e-8)
    assert [result.lower, result.upper] == pytest.approx(expected["slope_ci95"], abs=5e-6)
    assert (result.method, result.n) == ("normal", expected["n"])


def test_four_points_have_no_interval_though_scipy_gives_one() -> None:
    result = sen_slope([1.0, 2.5, 2.0, 4.0])
    assert (result.lower, result.upper, result.method) == (None, None, "none")
    assert "给不出 95% 的区间" in result.note
    theirs = stats.theilslopes([1.0, 2.5, 2.0, 4.0], alpha=0.95)
    assert np.isfinite([theirs.low_slope, theirs.high_slope]).all()


def test_five_points_have_the_extreme_slopes_as_interval() -> None:
    values = np.array([3.0, 1.0, 4.0, 1.5, 5.0])
    slopes = [(values[j] - values[i]) / (j - i) for j in range(5) for i in range(j)]
    result = sen_slope(values)
    assert (result.lower, result.upper) == (min(slopes), max(slopes))
    assert result.coverage == pytest.approx(1 - 2 / 120)


@pytest.mark.parametrize("n", [5, 6, 7])
def test_exact_coverage_equals_the_count_of_all_orders(n: int) -> None:
    """Under slope 0 and any order of the errors, 0 lies inside just as often as is said."""
    errors = np.cumsum(1.0 / np.arange(3, 3 + n) ** 1.7)
    results = [sen_slope(order) for order in list(permutations(errors))[:: 7 if n == 7 else 1]]
    inside = np.mean([result.lower <= 0.0 <= result.upper for result in results])
    said = results[0].coverage
    assert said >= 0.95
    assert inside == pytest.approx(said, abs=0.01 if n == 7 else 1e-12)


@given(st.lists(numbers, min_size=2, max_size=25))
def test_slope_equals_scipy(values: list[float]) -> None:
    assert sen_slope(values).slope == pytest.approx(stats.theilslopes(values).slope, abs=1e-9)


@given(st.lists(numbers, min_size=6, max_size=15), st.floats(-5, 5), st.floats(0.5, 4))
def test_moves_with_the_series(values: list[float], tilt: float, scale: float) -> None:
    result, t = sen_slope(values), np.arange(len(values))
    moved = sen_slope(np.array(values) * scale + tilt * t)
    if result.method != "exact":
        assume(len(set(values)) == len(values))  # ties change the normal ranks
    expected = [result.slope * scale + tilt, result.lower * scale + tilt]
    assert [moved.slope, moved.lower] == pytest.approx(expected, abs=1e-6)
    assert result.lower <= result.slope <= result.upper


def test_gaps_count_with_their_length() -> None:
    years = [2019, 2020, 2021, 2022, 2023, 2024, 2025]
    values = [10.0, None, 12.0, 13.0, None, 15.0, 16.0]
    for result in (sen_slope(values), sen_slope(values, years)):
        assert (result.slope, result.lower, result.upper, result.n) == (1.0, 1.0, 1.0, 5)
        assert "略去缺测 2 个" in result.note


def test_exact_numbers_have_exact_slopes() -> None:
    assert pair_slopes([Fraction(3)], [1]) == []
    assert pair_slopes([Fraction(0), Fraction(1, 3)], [1, 2]) == [Fraction(1, 3)]
    assert pair_slopes([Fraction(0), Fraction(1), Fraction(9)], [1, 2, 4]) == [1, 3, 4]


def test_one_value_has_no_slope() -> None:
    result = sen_slope([1.0, None])
    assert (result.slope, result.lower, result.method) == (None, None, "none")
    assert "有效值不足两个" in result.note


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"confidence": 95}, "置信度"),
        ({"t": [1, 2]}, "一样多"),
        ({"t": [1, 2, None]}, "时间里有空值"),
        ({"t": [1, 3, 3]}, "没有从早到晚"),
    ],
)
def test_faults_are_told_in_chinese(arguments, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        sen_slope([1.0, 2.0, 3.0], **arguments)
