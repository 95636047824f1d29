"""Seasonal tests: R trend's results on Nottingham's temperatures, gaps, and scipy beside them."""

import numpy as np
import pytest
from scipy.stats import mstats, norm

from jbeco.statistics import mann_kendall, seasonal_mann_kendall, seasonal_sen_slope


def test_r_smk(published, column) -> None:
    expected = published["trend smk.test(nottem)"]
    result = seasonal_mann_kendall(column("nottem", "value"), 12)
    assert (result.s, result.n) == (expected["S"], 240)
    assert result.var == pytest.approx(expected["varS"], abs=0.5)
    assert result.z == pytest.approx(expected["z"], abs=5e-5)
    assert result.p == pytest.approx(expected["p"], abs=5e-6)


def test_r_csmk(published, column) -> None:
    expected = published["trend csmk.test(nottem)"]
    result = seasonal_mann_kendall(column("nottem", "value"), 12, correlated=True)
    assert result.s == expected["S"]
    assert result.var == pytest.approx(expected["varS"], abs=0.005)
    assert result.z == pytest.approx(expected["z"], abs=5e-5)
    assert result.p == pytest.approx(expected["p"], abs=5e-5)


def test_r_sea_sens_slope(published, column) -> None:
    result = seasonal_sen_slope(column("nottem", "value"), 12)
    assert result.slope == pytest.approx(published["trend sea.sens.slope(nottem)"]["slope"])
    assert result.lower is None
    assert "不给区间" in result.note


def test_scipy_agrees_on_the_correlated_variance(column) -> None:
    values = np.array(column("nottem", "value")).reshape(20, 12)
    theirs = mstats.kendalltau_seasonal(values)
    ours = seasonal_mann_kendall(values.ravel(), 12, correlated=True)
    # scipy corrects for continuity here too, R trend does not
    corrected = (ours.s - 1) / ours.var**0.5
    assert float(theirs["global p-value (dep)"]) == pytest.approx(2 * norm.sf(corrected))


def test_scipy_agrees_on_the_slope(column) -> None:
    values = np.array(column("nottem", "value"))
    _, theirs = mstats.sen_seasonal_slopes(values.reshape(20, 12))
    assert seasonal_sen_slope(values, 12).slope == pytest.approx(float(theirs))


def test_one_season_of_a_series_without_others_is_the_plain_test() -> None:
    """Two seasons of which one is missing throughout."""
    values = [3.0, 1.0, 4.0, 1.0, 5.0, 9.0, 2.0]
    padded = [part for value in values for part in (value, None)]
    plain = mann_kendall(values, method="normal")
    for correlated in (False, True):
        seasonal = seasonal_mann_kendall(padded, 2, correlated=correlated)
        assert (seasonal.s, seasonal.n) == (plain.s, plain.n)
        assert seasonal.var == pytest.approx(plain.var)


def test_gaps_and_an_unfinished_cycle_keep_their_place(column) -> None:
    values = column("nottem", "value")[:235]
    values[17] = float("nan")
    result = seasonal_mann_kendall(values, 12)
    by_month = [mann_kendall(values[month::12], method="normal") for month in range(12)]
    assert result.s == sum(month.s for month in by_month)
    assert result.var == pytest.approx(sum(month.var for month in by_month))
    assert "略去缺测 1 个" in result.note


def test_correlated_months_widen_the_variance() -> None:
    """Twelve copies of one year's value: twelve times the spread, not √12 times."""
    years = np.array([1.0, 3.0, 2.0, 5.0, 4.0, 7.0, 6.0, 9.0, 8.0, 10.0])
    values = np.repeat(years, 12)
    plain = mann_kendall(years, method="normal")
    result = seasonal_mann_kendall(values, 12, correlated=True)
    assert result.var == pytest.approx(144 * plain.var)
    assert seasonal_mann_kendall(values, 12).var == pytest.approx(12 * plain.var)


def test_few_cycles_carry_no_statement() -> None:
    result = seasonal_mann_kendall(range(48), 12)
    assert result.p is None
    assert "没有一个季节有 5 个有效值" in result.note
    assert "协方差估计不稳" in seasonal_mann_kendall(range(72), 12, correlated=True).note


def test_constant_and_empty_series() -> None:
    assert seasonal_mann_kendall([2.0] * 72, 12, correlated=True).p == 1.0
    assert seasonal_mann_kendall([], 12).p is None
    assert seasonal_sen_slope([1.0, 2.0], 2).slope is None


def test_a_period_below_two_is_refused() -> None:
    for period in (1, 0):
        with pytest.raises(ValueError, match="周期"):
            seasonal_mann_kendall([1.0, 2.0], period)
