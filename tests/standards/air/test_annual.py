"""Stations to district, and a year of days."""

from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards import air
from jbeco.standards.air.annual import _percentile


def year_of(year: int = 2025, **columns) -> pd.DataFrame:
    index = pd.date_range(f"{year}-01-01", f"{year}-12-31")
    return pd.DataFrame(
        {n: np.broadcast_to(v, len(index)) for n, v in columns.items()}, index=index
    )


def daily(values, start: str = "2025-01-01") -> pd.DataFrame:
    index = pd.date_range(start, periods=len(values))
    return pd.DataFrame({"pm25": values}, index=index, dtype=float)


# stations


def test_the_district_is_the_mean_of_its_stations_rounded_half_even() -> None:
    found = air.district_days({"a": daily([10, 11]), "b": daily([11, 12])})
    assert list(found["pm25"]) == [10, 12]


@pytest.mark.parametrize(
    ("stations", "missing", "valid"),
    [
        (3, 1, True),
        (3, 2, False),
        (2, 1, True),
        (4, 1, True),
        (4, 2, False),
        (8, 2, True),
        (8, 3, False),
    ],
)
def test_enough_stations_must_be_valid(stations: int, missing: int, valid: bool) -> None:
    frames = {str(n): daily([np.nan if n < missing else 20]) for n in range(stations)}
    assert air.district_days(frames)["pm25"].notna().iloc[0] == valid


def test_a_station_that_did_not_run_counts_as_missing() -> None:
    frames = {"a": daily([20, 20]), "b": daily([40]), "c": daily([60])}
    assert list(air.district_days(frames)["pm25"].isna()) == [False, True]


def test_without_a_station_there_is_no_district() -> None:
    with pytest.raises(ValueError, match="没有站点"):
        air.district_days({})


# a year


@pytest.mark.parametrize(
    ("share", "expected"), [(0.90, 328.6), (0.95, 346.8), (0.98, 357.72), (0.5, 183)]
)
def test_percentiles(share: float, expected: float) -> None:
    assert _percentile(range(1, 366), share) == pytest.approx(expected)
    assert _percentile([*range(1, 366), np.nan], share) == pytest.approx(expected)


def test_a_year_that_complies() -> None:
    frame = year_of(pm25=35.4, pm10=70, so2=60, no2=40, co=4, o3_8h=160)
    found = air.annual_statistics(frame, "2012")
    assert list(found["complies"]) == [True] * 6  # 35.4 is published as 35
    assert found.loc["pm25", ["days", "mean_limit", "percentile_limit"]].tolist() == [365, 35, 75]
    assert pd.isna(found.loc["co", "mean_limit"])


def test_the_same_year_on_the_other_editions() -> None:
    frame = year_of(pm25=33, pm10=65)
    complies = {
        e: air.annual_statistics(frame, e)["complies"].tolist() for e in ("2012", "2026", "2031")
    }
    assert complies == {"2012": [True, True], "2026": [False, False], "2031": [False, False]}


def test_the_percentile_decides_too() -> None:
    frame = year_of(pm25=20.0)
    frame.iloc[:25, 0] = 100
    found = air.annual_statistics(frame, "2012").loc["pm25"]
    assert (found["mean"] < 35, found["percentile"] > 75) == (True, True)
    assert (found["complies"], found["exceeded_days"]) == (False, 25)


def test_too_few_days_decide_nothing_and_say_where() -> None:
    frame = year_of(pm25=20.0)
    frame.loc["2025-02-01":"2025-02-04", "pm25"] = np.nan
    found = air.annual_statistics(frame, "2012").loc["pm25"]
    assert (found["valid"], found["complies"]) == (False, None)
    assert "2 月" in found["why"]
    frame.iloc[-60:, 0] = np.nan
    assert "少于 324 个" in air.annual_statistics(frame, "2012").loc["pm25", "why"]


def test_a_year_is_one_year() -> None:
    with pytest.raises(ValueError, match="跨了"):
        air.annual_statistics(daily([1] * 400), "2012")


# good days


def report(good: int, exceeded: int, gaps: int = 0) -> pd.DataFrame:
    aqi = [50.0] * good + [101.0] * exceeded + [np.nan] * gaps
    return pd.DataFrame({"aqi": aqi, "complete": True, "beyond_scale": False})


@pytest.mark.parametrize(
    ("good", "exceeded", "gaps", "percent"),
    [
        (27, 2, 1, "93.1"),
        (28, 2, 0, "93.3"),
        (86, 5, 0, "94.5"),
        (342, 23, 0, "93.7"),
        (290, 75, 0, "79.5"),
    ],
)
def test_published_shares_divide_by_valid_days(good, exceeded, gaps, percent) -> None:
    days = air.good_days(report(good, exceeded, gaps))
    assert round(float(days.share), 1) == float(percent)
    assert (days.valid, days.invalid) == (good + exceeded, gaps)


def test_322_of_366_is_exact() -> None:
    assert air.good_days(report(322, 44)).share == Fraction(32200, 366)
    assert air.good_days(report(0, 0, 3)).share is None


def test_a_day_with_a_gap_is_no_good_day() -> None:
    frame = report(2, 0).assign(complete=[True, False])
    assert (air.good_days(frame).good, air.good_days(frame).invalid) == (1, 1)


def test_a_polluted_day_counts_whatever_else_is_missing() -> None:
    frame = report(0, 1, 1).assign(complete=False, beyond_scale=[False, True])
    assert (air.good_days(frame).exceeded, air.good_days(frame).invalid) == (2, 0)


@given(st.integers(0, 300), st.integers(1, 60))
def test_a_gap_never_raises_the_number_of_good_days(good: int, exceeded: int) -> None:
    whole = report(good, exceeded)
    gap = whole.assign(complete=[False, *[True] * (len(whole) - 1)])
    assert air.good_days(gap).good <= air.good_days(whole).good


# composite index


@pytest.mark.parametrize(
    ("values", "index"),
    [
        ((3, 13, 16, 13, "0.9", 87), "1.73"),
        ((9, 14, 77, 23, "1.1", 96), "3.14"),
        ((11, 16, 40, 16, "0.6", 139), "2.63"),
        ((12, 31, 74, 37, "1.4", 168), "4.50"),  # published as 4.48: the counter-example
    ],
)
def test_composite_index(values, index: str) -> None:
    named = dict(zip(("so2", "no2", "pm10", "pm25", "co", "o3"), values, strict=True))
    assert air.composite_index(named) == Decimal(index)


def test_five_of_six_make_no_index() -> None:
    with pytest.raises(ValueError, match="缺 o3"):
        air.composite_index({"so2": 1, "no2": 1, "pm10": 1, "pm25": 1, "co": 1})


def test_a_change_of_edition_within_the_year_is_said() -> None:
    assert air.transition_note(pd.date_range("2025-01-01", "2025-12-31")) == ""
    note = air.transition_note(pd.date_range("2026-01-01", "2026-12-31"))
    assert "GB 3095-2012 换为 GB 3095-2026" in note
    assert "未核" in note
