"""Hours to days: labels, gaps, windows, and a naive count by hand."""

import math
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards import air
from jbeco.standards.air.daily import largest_window, mean_of_day

DATA = Path(__file__).parents[2] / "data"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "air"
NAMES = {"PM2.5": "pm25", "PM10": "pm10", "SO2": "so2", "CO": "co", "NO2": "no2", "O3": "o3"}


def hours(values, start: str = "2025-05-01 01:00", **others) -> pd.DataFrame:
    index = pd.date_range(start, periods=len(values), freq="h")
    return pd.DataFrame({"pm25": values, **others}, index=index, dtype=float)


def naive_mean(day: list[float | None]) -> Fraction | None:
    known = [Fraction(str(value)) for value in day if value is not None]
    return sum(known) / len(known) if len(known) >= 20 else None


def naive_window(day: list[float | None]) -> Fraction | None:
    windows = []
    for end in range(8, 25):
        known = [Fraction(str(value)) for value in day[end - 8 : end] if value is not None]
        if len(known) >= 6:
            windows.append(sum(known) / len(known))
    if not windows or (len(windows) < 14 and max(windows) <= 160):
        return None
    return max(windows)


day_of_hours = st.lists(st.one_of(st.none(), st.integers(0, 400)), min_size=24, max_size=24)


@given(day_of_hours)
def test_a_day_equals_a_count_by_hand(day) -> None:
    row = np.array([[math.nan if value is None else value for value in day]], dtype=float)
    for found, expected in (
        (mean_of_day(row)[0], naive_mean(day)),
        (largest_window(row)[0], naive_window(day)),
    ):
        if expected is None:
            assert math.isnan(found)
        else:
            assert found == pytest.approx(float(expected), rel=1e-12)


@given(st.lists(st.integers(0, 300), min_size=20, max_size=24))
def test_published_digits_are_half_even_on_the_exact_mean(values) -> None:
    found = air.daily_from_hourly(hours(values))["pm25"].iloc[0]
    assert found == round(Fraction(sum(values), len(values)))


def test_co_keeps_one_digit_half_even() -> None:
    values = [2.2, 2.3] * 12  # mean 2.25
    frame = hours([10] * 24, co=values)
    assert air.daily_from_hourly(frame)["co"].iloc[0] == 2.2
    assert air.daily_from_hourly(frame, rounded=False)["co"].iloc[0] == pytest.approx(2.25)


def test_midnight_belongs_to_the_day_before() -> None:
    found = air.daily_from_hourly(hours([10] * 24 + [90] * 24))
    assert list(found["pm25"]) == [10, 90]
    assert list(found.index) == [pd.Timestamp(2025, 5, 1), pd.Timestamp(2025, 5, 2)]


def test_labels_from_0_to_23_give_another_day() -> None:
    frame = hours([10] * 24 + [90] * 24)
    frame.index -= pd.Timedelta(hours=1)
    assert list(air.daily_from_hourly(frame)["pm25"])[1:] == [13, 90]


def test_twenty_hours_are_needed() -> None:
    enough, short = [30.0] * 20 + [math.nan] * 4, [30.0] * 19 + [math.nan] * 5
    assert air.daily_from_hourly(hours(enough))["pm25"].iloc[0] == 30
    assert math.isnan(air.daily_from_hourly(hours(short))["pm25"].iloc[0])
    absent = hours([30.0] * 24).iloc[:19]
    assert math.isnan(air.daily_from_hourly(absent)["pm25"].iloc[0])


def test_there_are_17_windows_within_the_day() -> None:
    evening = [0.0] * 16 + [80.0] * 8
    assert air.daily_from_hourly(hours([1] * 24, o3=evening))["o3_8h"].iloc[0] == 80
    over_midnight = hours([1] * 48, o3=[0.0] * 20 + [80.0] * 8 + [0.0] * 20)
    assert list(air.daily_from_hourly(over_midnight)["o3_8h"]) == [40, 40]


def test_a_short_ozone_day_counts_when_it_exceeds_the_limit() -> None:
    def morning(value: float) -> pd.DataFrame:
        return hours([1] * 24, o3=[value] * 10 + [math.nan] * 14)

    assert air.daily_from_hourly(morning(161))["o3_8h"].iloc[0] == 161
    assert math.isnan(air.daily_from_hourly(morning(160))["o3_8h"].iloc[0])


def test_the_largest_hour() -> None:
    frame = hours([1] * 24, o3=[10.0] * 23 + [99.0])
    assert air.daily_from_hourly(frame)["o3_1h"].iloc[0] == 99


def test_the_order_of_rows_does_not_matter() -> None:
    frame = hours(list(range(48)), o3=[float(n % 50) for n in range(48)])
    shuffled = frame.sample(frac=1, random_state=3)
    pd.testing.assert_frame_equal(air.daily_from_hourly(shuffled), air.daily_from_hourly(frame))


@pytest.mark.parametrize(
    ("spoil", "says"),
    [
        (lambda f: pd.concat([f, f.iloc[:1]]), "重复"),
        (lambda f: f.reset_index(drop=True), "以时间"),
        (lambda f: f.set_axis(f.index + pd.Timedelta(minutes=5)), "不在整点"),
        (lambda f: f.assign(pm25=-1), "负值"),
        (lambda f: f.assign(co=900.0), "单位疑为微克/立方米"),
        (lambda f: f.iloc[:0], "不能为空"),
    ],
)
def test_what_cannot_be_is_refused(spoil, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        air.daily_from_hourly(spoil(hours([1] * 24)))


def station(frame: pd.DataFrame) -> pd.DataFrame:
    ends = pd.to_datetime(frame[["year", "month", "day", "hour"]])
    named = frame.rename(columns=NAMES).set_axis(pd.DatetimeIndex(ends))
    return named[list(air.POLLUTANTS)].assign(co=lambda f: f["co"] / 1000)


def test_a_real_month_equals_a_count_by_hand() -> None:
    frame = station(pd.read_csv(DATA / "air_hours_aotizhongxin_201605.csv"))
    found = air.daily_from_hourly(frame)
    day = frame.loc["2016-05-10 01:00":"2016-05-11 00:00"]
    assert len(day) == 24
    for column, name, rule in (
        ("pm25", "pm25", naive_mean),
        ("no2", "no2", naive_mean),
        ("o3", "o3_8h", naive_window),
    ):
        values = [None if math.isnan(v) else v for v in day[column]]
        expected = rule(values)
        assert found.loc["2016-05-10", name] == round(expected)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the whole files are not on this machine")
def test_eleven_stations_come_close_to_the_published_city() -> None:
    table = pd.read_csv(SHARED / "hourly_stations_beijing_2013_2017.csv.gz")
    table = table[(table["station"] != "Dingling") & table["year"].isin([2015, 2016, 2017])]
    stations = {n: air.daily_from_hourly(station(g)) for n, g in table.groupby("station")}
    days = air.district_days(stations).loc["2016"]
    published = pd.read_csv(
        SHARED / "daily_with_published_aqi_beijing_2016.csv", index_col=0, parse_dates=True
    )
    least = {
        "pm25": ("PM2.5", 0.82, 0.93, 1),
        "no2": ("NO2", 0.84, 0.94, 1),
        "so2": ("SO2", 0.96, 0.997, 1),
        "co": ("CO", 0.92, 0.99, 0.1),
        "o3_8h": ("O3", 0.66, 0.82, 1),
    }
    for column, (name, exact, near, step) in least.items():
        difference = (days[column] - published[name]).dropna().abs()
        assert (difference < 1e-9).mean() >= exact
        assert (difference < step * 1.001).mean() >= near
