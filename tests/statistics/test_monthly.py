"""Monthly series taken apart: known parts come back, gaps are named, 2020 is shown both ways."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jbeco.statistics.monthly import by_month, classical, stl, with_and_without

NOTTEM = Path(__file__).resolve().parents[2].parent / "shared/data/statistics/rdatasets_nottem.csv"
SEASON = np.array([9, 7, 3, 0, -3, -6, -8, -7, -4, 0, 3, 6], dtype=float)


def months(values, start: str = "2019-01") -> pd.Series:
    index = pd.period_range(start, periods=len(values), freq="M")
    return pd.Series(np.asarray(values, dtype=float), index=index)


def known(years: int = 4) -> pd.Series:
    """A straight line of −0.1 a month and a season that adds up to 0."""
    return months(40 - 0.1 * np.arange(12 * years) + np.tile(SEASON, years))


def test_the_moving_average_finds_a_line_and_a_season_exactly() -> None:
    table = classical(known()).table
    inner = table.iloc[6:-6]
    assert inner["trend"].tolist() == pytest.approx((40 - 0.1 * np.arange(6, 42)).tolist())
    assert table["seasonal"].tolist() == pytest.approx(np.tile(SEASON, 4).tolist())
    assert inner["remainder"].abs().max() < 1e-9
    assert table["trend"].isna().sum() == 12


@pytest.mark.parametrize("method", [stl, classical])
def test_the_parts_add_up_and_their_strength_is_seen(method) -> None:
    noisy = known(6) + np.random.default_rng(2).normal(0, 1, 72)
    found = method(noisy)
    parts = found.table[["trend", "seasonal", "remainder"]].sum(axis=1, skipna=False).dropna()
    assert parts.tolist() == pytest.approx(noisy[parts.index].tolist())
    assert found.seasonal_strength > 0.9
    assert 0.5 < found.trend_strength <= 1


def test_stl_finds_a_line_and_a_season_nearly() -> None:
    table = stl(known()).table
    assert (table["seasonal"] - np.tile(SEASON, 4)).abs().max() < 0.2
    assert table["trend"].iloc[-1] < table["trend"].iloc[0] - 4
    assert not table.isna().any().any()


def test_one_polluted_month_does_not_change_the_season() -> None:
    odd = known(6)
    odd.iloc[30] += 60
    found = stl(odd).table
    assert found["remainder"].iloc[30] > 50
    assert abs(found["seasonal"].iloc[42] - SEASON[6]) < 1


def test_a_series_without_season_shows_none() -> None:
    flat = months(np.random.default_rng(4).normal(0, 1, 120))
    assert classical(flat).seasonal_strength < 0.3
    assert stl(months([35.0] * 24)).trend_strength == 0


@pytest.mark.parametrize(
    ("series", "says"),
    [
        (known(2).iloc[:23], "只有 23 个月，季节分解至少要 24 个月"),
        (known().drop(pd.Period("2020-05", "M")), "缺 2020-05"),
        (known().where(known().index != pd.Period("2021-02", "M")), "缺 2021-02"),
        (pd.concat([known(), known().iloc[:1]]), "同一月份有两个值：2019-01"),
        (pd.Series([1.0] * 24), "索引须为日期或月份"),
    ],
)
def test_what_cannot_be_taken_apart_is_refused(series, says: str) -> None:
    for method in (stl, classical):
        with pytest.raises(ValueError, match=says):
            method(series)


def test_dates_become_months_in_order() -> None:
    dates = pd.to_datetime(["2020-02-29", "2020-01-01"])
    found = by_month(pd.Series([2, 1], index=dates))
    assert [str(month) for month in found.index] == ["2020-01", "2020-02"]
    assert found.tolist() == [1, 2]


def test_2020_is_left_out_and_said() -> None:
    yearly = pd.Series([35.0, 20.0, 33.0], index=[2019, 2020, 2021])
    found = with_and_without(yearly, lambda s: float(s.mean()))
    assert found.with_year == pytest.approx(88 / 3)
    assert found.without_year == 34
    assert found.sentence == "分列含 2020 年与不含 2020 年（去掉 1 个值）的结果"


def test_2020_is_left_out_of_months_and_dates() -> None:
    series = known()
    dated = series.set_axis(series.index.to_timestamp())
    for each in (series, dated):
        found = with_and_without(each, len)
        assert (found.with_year, found.without_year) == (48, 36)


def test_a_series_without_the_year_says_so() -> None:
    found = with_and_without(pd.Series([1.0], index=[2021]), len)
    assert (found.with_year, found.without_year) == (1, None)
    assert found.sentence == "序列不含 2020 年，无须另算"


@pytest.mark.skipif(not NOTTEM.is_file(), reason="the series is not on this machine")
def test_a_real_series_is_mostly_season() -> None:
    values = pd.read_csv(NOTTEM)["value"]
    found = stl(months(values, start="1920-01"))
    assert found.seasonal_strength > 0.9
    july = found.table["seasonal"].to_numpy().reshape(-1, 12)[:, 6]
    assert july.min() > 8  # °F above the mean
