"""Hours to days to the figures of a year; what can be no measurement is named and taken out."""

from fractions import Fraction

import numpy as np
import pandas as pd
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jbeco.stage_tables import TABLES, frame_of
from jbeco.standards import air
from jbeco.values import monitored_air
from jbeco.values.monitored_air import FLOOR, AirTables, usable_days, usable_hours

USUAL = {"so2": 8.0, "no2": 30.0, "co": 0.8, "o3": 60.0, "pm10": 50.0, "pm25": 30.0}


def air_tables(given: pd.DataFrame, daily: pd.DataFrame | None = None) -> AirTables:
    return monitored_air.air_tables(given, frame_of("air_daily", []) if daily is None else daily)


def hours(days: int = 1, year: int = 2025, **changed: float) -> pd.DataFrame:
    """Hours of all stations from 1 January on, one more and one less than the value in turn."""
    times = pd.date_range(f"{year}-01-01 01:00", periods=24 * days, freq="h")
    parts = [
        pd.DataFrame({"year": year, "file": "air.csv", "station": name, "time": times})
        for name in "甲乙丙"
    ]
    given = pd.concat(parts, ignore_index=True).assign(**{**USUAL, **changed})
    return in_motion(given)


def in_motion(given: pd.DataFrame) -> pd.DataFrame:
    """Let values above the floor vary, as those of an instrument that works do."""
    moving = given[list(USUAL)].gt(pd.Series(FLOOR)) & given[list(USUAL)].lt(9000)
    swing = np.where(given["time"].dt.hour % 2, 1.0, -1.0)
    return given.assign(**{item: given[item] + swing * moving[item] for item in USUAL})


def figure(tables, statistic: str, pollutant: str = "", basis: str = "in_force", year: int = 2025):
    rows = tables.figures
    mine = rows[
        (rows["statistic"] == statistic)
        & (rows["pollutant"] == pollutant)
        & (rows["basis"] == basis)
        & (rows["year"] == year)
    ]
    return mine.iloc[0]


def test_the_tables_are_those_that_are_declared() -> None:
    tables = air_tables(hours())
    assert list(tables.days.columns) == TABLES["air_days"].stored
    assert list(tables.figures.columns) == TABLES["air_year"].stored
    assert tables.days.dtypes.equals(frame_of("air_days", []).dtypes)


def test_one_day_by_hand() -> None:
    (day,) = air_tables(hours()).days.to_dict("records")
    assert (day["stations"], day["whole_stations"], day["edition"]) == (3, 3, "2012")
    assert (day["pm25"], day["o3_8h"], day["co"]) == (30, 60, 0.8)
    # PM10 50 gives 50, PM2.5 30 gives 43: the AQI is 50, 优, without a primary pollutant
    assert (day["aqi"], day["level"], day["kind"]) == (50, "优", "good")
    assert pd.isna(day["primary"])


def test_a_year_by_hand() -> None:
    given = hours(365)
    january = (given["time"] - pd.Timedelta(hours=1)).dt.month == 1
    given.loc[january, "pm25"] += 50.0  # 80 on average, over 75
    tables = air_tables(given)
    assert figure(tables, "good_days")["exact"] == "334"
    assert figure(tables, "exceeded_days")["exact"] == "31"
    assert figure(tables, "good_share")["exact"] == str(Fraction(33400, 365))
    row = figure(tables, "annual_mean", "pm25")
    assert row["exact"] == str(Fraction(31 * 80 + 334 * 30, 365))
    assert (row["limit"], bool(row["complies"]), bool(row["valid"])) == (35, False, True)
    assert figure(tables, "percentile_95", "pm25")["value"] == 80


def test_the_annual_mean_is_exact() -> None:
    tables = air_tables(hours(3, pm25=30.0).assign(pm25=lambda t: t["time"].dt.day.map(float)))
    row = figure(tables, "annual_mean", "pm25")
    assert row["exact"] == "2"
    assert not row["valid"]
    assert "有效日均值 3 个，少于 324 个" in row["why"]


def test_tenths_are_tenths_and_no_binary_fractions() -> None:
    tables = air_tables(hours(3).assign(co=lambda t: t["time"].dt.day.map({1: 0.7}).fillna(0.8)))
    # midnight of the first day has 0.8: 23 of 0.7 and one of 0.8 are published as 0.7
    assert figure(tables, "annual_mean", "co")["exact"] == "23/30"


def test_several_years_stand_below_one_another() -> None:
    both = pd.concat([hours(2, year=2024), hours(1)], ignore_index=True)
    tables = air_tables(both)
    assert tables.days["year"].tolist() == [2024, 2024, 2025]
    assert figure(tables, "valid_days", year=2024)["value"] == 2


def test_no_hours_give_empty_tables() -> None:
    tables = air_tables(frame_of("air_hourly", []))
    assert (len(tables.days), len(tables.figures), tables.faults) == (0, 0, ())


def test_both_editions_are_counted_from_2026_on() -> None:
    tables = air_tables(hours(365, year=2027, pm25=70.0))
    assert figure(tables, "exceeded_days", year=2027)["value"] == 365  # 60 from 2026 on
    assert figure(tables, "good_days", basis="plan", year=2027)["value"] == 365
    assert figure(tables, "good_days", year=2027)["edition"] == "2026"
    assert "标准在年内" in figure(air_tables(hours(365, year=2026)), "good_days", year=2026)["why"]


# what can be no measurement


def one_station(given: pd.DataFrame, station: str, **changed: float) -> pd.DataFrame:
    spoilt = given.copy()
    for item, value in changed.items():
        spoilt.loc[spoilt["station"] == station, item] = value
    return spoilt


def test_carbon_monoxide_in_micrograms_is_named_by_station_and_span() -> None:
    tables = air_tables(one_station(hours(2), "甲", co=800.0))
    (fault,) = tables.faults
    assert str(fault) == (
        "甲 2025-01-01 01:00 至 2025-01-03 00:00 有 48 个小时的 CO 高于 50，"
        "疑以微克/立方米填报，这些小时不参与计算"
    )
    assert tables.days["co"].tolist() == [0.8, 0.8]  # of the two other stations
    assert tables.days["kind"].tolist() == ["good", "good"]
    assert tables.days["whole_stations"].tolist() == [2, 2]


def test_carbon_monoxide_of_all_stations_leaves_days_without_an_aqi() -> None:
    tables = air_tables(hours(2, co=800.0))
    assert len(tables.faults) == 3
    assert tables.days["kind"].tolist() == ["invalid", "invalid"]
    assert figure(tables, "good_share")["exact"] != figure(tables, "good_share")["exact"]  # none


def test_a_placeholder_is_no_concentration() -> None:
    given = hours()
    given.loc[given["time"].dt.hour == 5, "pm25"] = 9999.0
    tables = air_tables(given)
    assert [fault.station for fault in tables.faults] == ["甲", "乙", "丙"]
    assert "2025-01-01 05:00 至 2025-01-01 05:00 有 1 个小时的 PM2.5 是 9999" in str(
        tables.faults[0]
    )
    assert tables.days["pm25"].tolist() == [30]


def test_a_placeholder_in_carbon_monoxide_is_not_called_a_wrong_unit() -> None:
    (fault,) = air_tables(one_station(hours(), "甲", co=9999.0)).faults
    assert "占位数" in str(fault)


def test_hours_of_six_zeros_are_an_instrument_that_stands_still() -> None:
    tables = air_tables(one_station(hours(), "乙", **dict.fromkeys(USUAL, 0.0)))
    (fault,) = tables.faults
    assert "乙 2025-01-01 01:00 至 2025-01-02 00:00 有 24 个小时六项全是 0" in str(fault)
    assert tables.days["whole_stations"].tolist() == [2]
    assert air_tables(hours(co=0.0, so2=0.0)).faults == ()


def standing(hours_in_a_row: int, **values: float) -> pd.DataFrame:
    """Three days of which one station stands still for so many hours from 06:00 on."""
    given = hours(3)
    first = pd.Timestamp("2025-01-01 06:00")
    last = first + pd.Timedelta(hours=hours_in_a_row - 1)
    mine = (given["station"] == "甲") & given["time"].between(first, last)
    return given.assign(**{i: given[i].mask(mine, value) for i, value in values.items()})


def test_a_value_that_stands_still_for_a_day_is_taken_out_and_named() -> None:
    tables = air_tables(standing(24, no2=43.0))
    (fault,) = tables.faults
    assert str(fault) == (
        "甲 2025-01-01 06:00 至 2025-01-02 05:00 有 24 个小时的 NO2 连续 24 小时以上一个数不变，"
        "仪器疑卡滞，这些小时不参与计算"
    )
    assert tables.days["no2"].tolist() == [30, 30, 30]  # of the two other stations
    assert tables.days["whole_stations"].tolist() == [2, 2, 3]  # 19 hours are left of the second


def test_a_shorter_standstill_and_one_at_the_floor_are_weather() -> None:
    assert air_tables(standing(23, no2=43.0)).faults == ()
    assert air_tables(standing(48, no2=10.0, so2=4.0, co=0.4, o3=2.0)).faults == ()
    assert len(air_tables(standing(48, co=1.1)).faults) == 1


def test_a_gap_ends_a_standstill() -> None:
    given = standing(30, pm25=60.0)
    given.loc[(given["station"] == "甲") & (given["time"] == "2025-01-01 20:00"), "pm25"] = np.nan
    assert air_tables(given).faults == ()
    missing = given["time"] != pd.Timestamp("2025-01-01 20:00")
    assert air_tables(given[missing]).faults == ()


def test_hours_that_were_named_while_reading_go_without_another_word() -> None:
    given = hours()
    given.loc[0, "pm25"] = -3.0
    given.loc[1, "time"] = pd.NaT
    given.loc[2, "time"] = pd.Timestamp("2025-01-01 03:30")
    given.loc[3, "time"] = pd.Timestamp("2026-05-01 04:00")
    given = pd.concat([given, given.iloc[[10]]], ignore_index=True)
    kept, faults = usable_hours(given)
    assert faults == ()
    assert len(kept) == 24 * 3 - 3
    assert np.isnan(kept.loc[0, "pm25"])


def test_the_last_hour_of_a_year_belongs_to_it() -> None:
    given = hours(365)
    kept, _ = usable_hours(given)
    assert kept["time"].max() == pd.Timestamp("2026-01-01 00:00")
    assert len(air_tables(given).days) == 365


def test_days_are_those_of_the_standards_own_functions() -> None:
    random = np.random.default_rng(5)
    given = hours(20)
    for item in USUAL:
        given[item] = np.round(given[item] * random.uniform(0.5, 2.5, len(given)), 1)
    stations = {
        name: air.daily_from_hourly(rows.set_index("time")[list(air.POLLUTANTS)])
        for name, rows in given.groupby("station")
    }
    days = air.district_days(stations)
    report = air.daily_aqi(days)
    tables = air_tables(given)
    assert tables.days["pm25"].tolist() == days["pm25"].tolist()
    assert tables.days["aqi"].tolist() == report["aqi"].tolist()
    assert tables.days["primary"].tolist() == report["primary"].astype(str).tolist()
    counted = air.good_days(report)
    assert figure(tables, "good_share")["exact"] == str(counted.share)


anything = st.sampled_from([0.0, -1.0, 9999.0, 99999.0, 1e308, 60.0, float("nan")]) | st.floats(
    allow_infinity=False
)


@settings(max_examples=30, deadline=None)
@drawn(arrays(np.float64, (48 * 3, 6), elements=anything))
def test_whatever_an_instrument_writes_gives_tables_and_no_traceback(values: np.ndarray) -> None:
    spoilt = hours(2).assign(**dict(zip(USUAL, values.T, strict=True)))
    tables = air_tables(spoilt)
    assert len(tables.days) == 2
    assert set(tables.days["kind"]) <= {"good", "exceeded", "invalid"}


# the second form: daily values

DAY = {"so2": 8.0, "no2": 30.0, "co": 0.8, "o3_8h": 60.0, "pm10": 50.0, "pm25": 30.0}
NO_HOURS = frame_of("air_hourly", [])


def days(count: int = 3, station: str = "甲", **changed: float) -> pd.DataFrame:
    dates = pd.date_range("2025-01-01", periods=count)
    head = {"year": 2025, "file": "2025/air_daily.csv", "station": station, "date": dates}
    return pd.DataFrame(head).assign(**{**DAY, **changed})


def test_daily_values_give_the_same_days_as_their_hours() -> None:
    sent = air_tables(NO_HOURS, days(1)).days.to_dict("records")[0]
    own = air_tables(hours()).days.to_dict("records")[0]
    for column in ("so2", "no2", "co", "o3_8h", "pm10", "pm25", "aqi", "kind", "plan_aqi"):
        assert sent[column] == own[column], column
    assert (sent["stations"], own["stations"]) == (1, 3)


def test_a_day_without_ozone_counts_only_where_it_exceeds() -> None:
    given = days(2, pm25=[30.0, 90.0], o3_8h=float("nan"))
    assert air_tables(NO_HOURS, given).days["kind"].tolist() == ["invalid", "exceeded"]


def test_a_day_in_both_forms_counts_once() -> None:
    tables = air_tables(hours(), days(2))
    assert tables.days["stations"].tolist() == [3, 3]
    assert tables.days["whole_stations"].tolist() == [3, 1]
    assert tables.faults == ()  # of the first day both say the same


def test_two_forms_that_differ_are_named_and_neither_counts() -> None:
    tables = air_tables(hours(), days(2, pm25=32.0, co=0.9))
    (fault,) = tables.faults
    assert str(fault) == (
        "甲 2025-01-01 至 2025-01-01 有 1 天由小时值算得的与所报的日值不同，这些天不参与计算"
    )
    assert tables.days["whole_stations"].tolist() == [2, 1]
    # within a unit of the last digit (31 against 30, 0.9 against 0.8) the hours count
    near = air_tables(hours(), days(1, pm25=31.0, co=0.9))
    assert near.faults == ()
    assert near.days["pm25"].tolist() == [30]


def test_a_daily_value_fills_a_day_with_too_few_hours() -> None:
    given = hours()
    few = given[given["time"].dt.hour.between(1, 12)]
    tables = air_tables(few, days(1))
    assert tables.faults == ()
    assert tables.days["whole_stations"].tolist() == [1]


def test_pm10_below_pm25_is_named_and_stays() -> None:
    tables = air_tables(NO_HOURS, days(3, pm10=[50.0, 20.0, 50.0]))
    assert [str(fault) for fault in tables.faults] == [
        "甲 2025-01-02 至 2025-01-02 有 1 天的 PM10 低于 PM2.5，两台仪器有出入，仍参与计算"
    ]
    assert tables.days["pm10"].tolist() == [50, 20, 50]


def test_days_that_can_be_no_measurement_are_taken_out() -> None:
    given = days(3, co=[0.8, 800.0, 0.8], pm10=[9999.0, 50.0, 50.0])
    kept, faults = usable_days(given)
    assert kept["pm10"].isna().tolist() == [True, False, False]
    assert kept["co"].isna().tolist() == [False, True, False]
    said = [str(fault) for fault in faults]
    assert said == [
        "甲 2025-01-01 至 2025-01-01 有 1 天的 PM10 是 9999 一类的占位数，这些天不参与计算",
        "甲 2025-01-02 至 2025-01-02 有 1 天的 CO 高于 50，疑以微克/立方米填报，这些天不参与计算",
    ]
