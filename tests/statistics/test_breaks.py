"""Breaks at a known date: by hand, against two fits apart, and against a published figure."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st

from jbeco.statistics.breaks import KNOWN_DATE, chow, step_and_slope

NILE = Path(__file__).resolve().parents[2].parent / "shared/data/statistics/rdatasets_Nile.csv"


def months(values, start: str = "2018-01") -> pd.Series:
    index = pd.period_range(start, periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index=index)


def noise(n: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal(0, 1, n)


def rss(y, x) -> float:
    return float(sm.OLS(y, sm.add_constant(x)).fit().ssr)


def test_f_is_that_of_two_lines_fitted_apart() -> None:
    y, t = noise(40), np.arange(40)
    apart = rss(y[:15], t[:15]) + rss(y[15:], t[15:])
    expected = (rss(y, t) - apart) / 2 / (apart / 36)
    found = chow(months(y), "2019-04")
    assert found.f == pytest.approx(expected)
    assert (found.df_model, found.df_residual) == (2, 36)
    assert (found.n_before, found.n_after) == (15, 25)


def test_a_level_by_hand() -> None:
    # 12 × (9, 11 …) and 12 × (19, 21 …): within 24, between 24·25 = 600, F = 600 / (24/22)
    found = chow(months([9, 11] * 6 + [19, 21] * 6), "2019-01", model="level")
    assert found.f == pytest.approx(550)
    assert found.p < 1e-15


@pytest.mark.skipif(not NILE.is_file(), reason="the series is not on this machine")
def test_the_nile_gives_the_published_f() -> None:
    nile = pd.read_csv(NILE).set_index("time")["value"]
    found = chow(nile, 1899, model="level")
    assert round(found.f, 2) == 75.93
    assert (found.n_before, found.n_after) == (28, 72)


def test_a_step_and_a_bend_come_back() -> None:
    t = np.arange(48)
    after = t >= 24
    line = 50 - 0.2 * t - 8 * after + 0.5 * np.maximum(t - 24, 0)
    found = step_and_slope(months(line + 0.01 * noise(48)), "2020-01")
    assert found.step == pytest.approx(-8, abs=0.05)
    assert found.slope_before == pytest.approx(-0.2, abs=0.01)
    assert found.bend == pytest.approx(0.5, abs=0.01)
    assert found.step_p < 1e-6
    assert found.lags == 3


def test_a_season_hides_no_step_and_makes_none() -> None:
    season = months(10 * np.cos(2 * np.pi * np.arange(42) / 12) + 0.3 * noise(42))
    fallen = season - 2.0 * (season.index >= pd.Period("2020-01", "M"))
    assert chow(fallen, "2020-01").p > 0.3
    assert chow(fallen, "2020-01", seasonal=True).p < 1e-6
    assert step_and_slope(fallen, "2020-01", seasonal=True).step == pytest.approx(-2, abs=0.5)
    assert chow(season, "2020-01", seasonal=True).p > 0.05
    assert abs(step_and_slope(season, "2020-01").step) > 2
    assert abs(step_and_slope(season, "2020-01", seasonal=True).step) < 0.5


def test_without_a_break_few_are_found() -> None:
    found = [chow(months(noise(24, seed)), "2019-01").p < 0.05 for seed in range(300)]
    assert 0.02 <= np.mean(found) <= 0.09


def test_correlated_residuals_are_warned_of() -> None:
    y = np.zeros(60)
    for k, e in enumerate(noise(60)[1:], start=1):
        y[k] = 0.9 * y[k - 1] + e
    found = chow(months(y), "2020-01")
    assert found.warnings[0] == KNOWN_DATE
    assert found.warnings[1].startswith(f"残差滞后一期自相关 {found.residual_autocorrelation:.2f}")
    assert chow(months(noise(60)), "2020-01").warnings == (KNOWN_DATE,)


def test_missing_months_are_left_out_and_time_goes_on() -> None:
    y = months(np.arange(48.0))
    y.iloc[[3, 30]] = np.nan
    found = step_and_slope(y + 1e-3 * noise(48), "2020-01")
    assert (found.n_before, found.n_after) == (23, 23)
    assert found.slope_before == pytest.approx(1, abs=1e-3)
    dropped = step_and_slope((y + 1e-3 * noise(48)).dropna(), "2020-01")
    assert dropped == found


@given(st.floats(-100, 100), st.floats(0.1, 100))
def test_f_does_not_depend_on_the_unit(shift: float, factor: float) -> None:
    y = noise(30)
    assert chow(months(shift + factor * y), "2019-04").f == pytest.approx(
        chow(months(y), "2019-04").f, rel=1e-6
    )


@pytest.mark.parametrize(
    ("series", "at", "says"),
    [
        (pd.Series(noise(11), index=range(2015, 2026)), 2020, "之前有 5 个值、之后有 6 个值"),
        (months(noise(24)), "2018-12", "之前有 11 个值、之后有 13 个值"),
        (months(noise(24)), "2019-02", "之前有 13 个值、之后有 11 个值"),
        (pd.Series(noise(30), index=list("abcde") * 6), "2020-01", "索引须为日期或月份"),
        (pd.Series([1.0, 2.0], index=[2020, 2020]), 2020, "同一年有两个值：2020"),
    ],
)
def test_too_few_points_or_no_time_are_refused(series, at, says: str) -> None:
    for test in (chow, step_and_slope):
        with pytest.raises(ValueError, match=says):
            test(series, at)


def test_wrong_models_are_refused() -> None:
    with pytest.raises(ValueError, match="line 或 level"):
        chow(months(noise(24)), "2019-01", model="cubic")
    yearly = pd.Series(noise(30), index=range(1990, 2020))
    with pytest.raises(ValueError, match="没有季节项"):
        chow(yearly, 2005, seasonal=True)
    holes = months(noise(48))
    holes[holes.index.month == 5] = np.nan
    with pytest.raises(ValueError, match="有的月份没有数据"):
        chow(holes, "2020-01", seasonal=True)
