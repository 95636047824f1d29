"""Weather taken out of an invented series whose trend it hides, and of a real station."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jbeco.statistics.meteorology import WARNINGS, normalise, over_seeds

WEATHER = ["wind", "temp"]
SMALL = {"trees": 40, "samples": 10}
BEIJING = (
    Path(__file__).resolve().parents[2].parent
    / "shared/data/air/hourly_stations_beijing_2013_2017.csv.gz"
)


@pytest.fixture(scope="module")
def invented() -> pd.DataFrame:
    """Three years: emissions fall by 5 a year, but the wind dies down and hides it."""
    rng = np.random.default_rng(11)
    days = np.arange(1096)
    wind = rng.gamma(4, 1, days.size) - 0.8 * days / 365
    temp = 15 + 10 * np.sin(2 * np.pi * days / 365.25) + rng.normal(0, 2, days.size)
    pm25 = 60 - 5 * days / 365 - 8 * wind - 0.5 * temp + rng.normal(0, 2, days.size)
    time = pd.date_range("2021-01-01", periods=days.size)
    return pd.DataFrame({"pm25": pm25, "wind": wind, "temp": temp}, index=time)


def yearly(series: pd.Series) -> list[float]:
    return series.groupby(pd.DatetimeIndex(series.index).year).mean().tolist()[:3]


@pytest.mark.parametrize("redraw", ["weather", "all but trend"])
def test_the_trend_that_the_weather_hides_comes_out(invented, redraw) -> None:
    found = normalise(invented, "pm25", WEATHER, seed=1, redraw=redraw, **SMALL)
    observed = yearly(found.table["observed"])
    normalised = yearly(found.table["normalised"])
    assert observed[0] < observed[1] < observed[2]
    assert normalised[0] > normalised[1] > normalised[2]
    assert found.r2 > 0.8
    assert found.warnings == WARNINGS


def test_less_scatter_remains_than_was_observed(invented) -> None:
    table = normalise(invented, "pm25", WEATHER, seed=1, **SMALL).table
    assert table["normalised"].std() < table["observed"].std() / 2


def test_the_same_seed_and_rows_give_the_same_digits_in_any_order(invented) -> None:
    once = normalise(invented, "pm25", WEATHER, seed=3, **SMALL)
    turned = invented.sample(frac=1, random_state=0)
    again = normalise(turned, "pm25", WEATHER, seed=3, **SMALL)
    other = normalise(invented, "pm25", WEATHER, seed=4, **SMALL)
    pd.testing.assert_frame_equal(once.table, again.table, check_exact=True, check_freq=False)
    assert once.r2 == again.r2 != other.r2


def test_incomplete_rows_are_left_out_and_counted(invented) -> None:
    holes = invented.copy()
    holes.iloc[5, 0] = np.nan
    holes.iloc[9, 1] = np.nan
    found = normalise(holes, "pm25", WEATHER, seed=1, trees=2, samples=1)
    assert (found.rows_used, found.rows_left_out) == (1094, 2)
    assert holes.index[5] not in found.table.index
    assert not found.table.isna().any().any()


def test_the_spread_over_seeds_is_reported(invented) -> None:
    found = over_seeds(invented, "pm25", WEATHER, seeds=[1, 2, 3], trees=10, samples=3)
    assert found.table.columns.tolist() == [1, 2, 3]
    assert found.r2.index.tolist() == [1, 2, 3]
    assert (found.sd > 0).all()
    assert found.mean.iloc[0] == pytest.approx(found.table.iloc[0].mean())


@pytest.mark.parametrize(
    ("change", "says"),
    [
        (lambda f: f.drop(columns="wind"), "缺少列：wind"),
        (lambda f: f.assign(wind="NNW"), "不是数字列：wind"),
        (lambda f: f.reset_index(drop=True), "DatetimeIndex"),
        (lambda f: pd.concat([f, f.iloc[:1]]), "时间重复：2021-01-01"),
        (lambda f: f.iloc[:99], "完整的行只有 99"),
        (lambda f: f.iloc[:300], "时段只有 300 天"),
        (lambda f: f.assign(pm25=35.0), "没有变化"),
    ],
)
def test_what_cannot_be_normalised_is_refused(invented, change, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        normalise(change(invented), "pm25", WEATHER, seed=1, **SMALL)


def test_weather_and_seeds_are_needed(invented) -> None:
    with pytest.raises(ValueError, match="至少一个气象变量"):
        normalise(invented, "pm25", [], seed=1)
    with pytest.raises(ValueError, match="redraw 只能是"):
        normalise(invented, "pm25", WEATHER, seed=1, redraw="season")
    with pytest.raises(ValueError, match="两个以上"):
        over_seeds(invented, "pm25", WEATHER, seeds=[1, 1])


def test_a_level_that_moved_is_warned_of() -> None:
    # a mild winter day is a smoggy one; summer warmth drawn into winter makes smog of every day
    winter = np.cos(2 * np.pi * np.arange(1096) / 365.25)
    mild = np.random.default_rng(1).normal(0, 6, 1096)
    pm25 = 20 + 10 * np.maximum(winter, 0) * np.maximum(mild, 0)
    time = pd.date_range("2021-01-01", periods=1096)
    smog = pd.DataFrame({"pm25": pm25, "temp": 15 - 15 * winter + mild}, index=time)
    kept = normalise(smog, "pm25", ["temp"], seed=1, **SMALL)
    moved = normalise(smog, "pm25", ["temp"], seed=1, redraw="weather", **SMALL)
    assert abs(kept.level_shift) < 0.03
    assert kept.warnings == WARNINGS
    table = moved.table
    assert moved.level_shift == table["normalised"].mean() / table["observed"].mean() - 1
    assert moved.level_shift > 0.05
    assert moved.warnings[-1].startswith(f"归一化后的均值比实测均值偏 {moved.level_shift:+.1%}")


@pytest.mark.skipif(not BEIJING.is_file(), reason="the station file is not on this machine")
def test_a_real_station() -> None:
    hours = pd.read_csv(BEIJING, nrows=35064)
    hours.index = pd.DatetimeIndex(pd.to_datetime(hours[["year", "month", "day", "hour"]]))
    weather = ["TEMP", "PRES", "DEWP", "RAIN", "WSPM"]
    days = hours[["PM2.5", *weather]].resample("D").mean()
    found = normalise(days, "PM2.5", weather, seed=1, **SMALL)
    assert found.level_shift == pytest.approx(0, abs=0.03)
    assert found.rows_used + found.rows_left_out == 1461
    assert 0.3 < found.r2 < 0.9
    table = found.table
    assert table["normalised"].std() < table["observed"].std() / 2
