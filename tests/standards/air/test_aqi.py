"""AQI of days and hours: published reports, ties, editions, and what is missing."""

import csv
import re
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards import air

DATA = Path(__file__).parents[2] / "data"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "air"
NAMES = {"PM2.5": "pm25", "PM10": "pm10", "SO2": "so2", "CO": "co", "NO2": "no2"}
CHINESE = {
    "颗粒物(PM10)": "PM10",
    "细颗粒物(PM2.5)": "PM2.5",
    "二氧化氮": "NO2",
    "二氧化硫": "SO2",
    "一氧化碳": "CO",
    "臭氧1小时": "O3",
    "臭氧8小时": "O3",
}


def daily_file(path: Path) -> pd.DataFrame:
    frame = pd.read_csv(path).rename(columns={**NAMES, "O3": "o3_8h"})
    return frame[frame["质量等级"] != "无"]


def hourly_file(path: Path) -> pd.DataFrame:
    with path.open(encoding="utf-8-sig", newline="") as file:
        frame = pd.DataFrame(list(csv.DictReader(file))).rename(columns=NAMES)
    for column in ("AQI", "so2", "no2", "co", "O3_1h", "pm10", "pm25"):
        frame[column] = pd.to_numeric(frame[column], errors="coerce")
    frame = frame.rename(columns={"O3_1h": "o3_1h"})
    return frame[frame["AQI"].notna()]


def published(primary: str) -> set[str]:
    words = re.split(r"[\s,，]+", primary.strip())
    return {CHINESE[word] for word in words if word not in ("", "—")}


def check_daily(frame: pd.DataFrame) -> None:
    found = air.daily_aqi(frame, "2012")
    assert list(found["aqi"]) == list(frame["AQI"])
    assert list(found["level"].astype(str)) == list(frame["质量等级"])


def check_hourly(frame: pd.DataFrame) -> tuple[float, float, float]:
    found = air.hourly_aqi(frame, "2012")
    same_primary = [
        set(filter(None, ours.split(","))) == published(theirs)
        for ours, theirs in zip(
            found["primary"].astype(str), frame["PrimaryPollution"], strict=True
        )
    ]
    return (
        float((found["aqi"] == frame["AQI"]).mean()),
        float((found["level"].astype(str) == frame["Level"]).mean()),
        float(np.mean(same_primary)),
    )


def test_published_days_of_2016() -> None:
    check_daily(daily_file(DATA / "air_daily_beijing_2016.csv"))


def test_published_hours_of_2020() -> None:
    assert min(check_hourly(hourly_file(DATA / "air_hourly_china_202004.csv"))) >= 0.99


@pytest.mark.skipif(not SHARED.is_dir(), reason="the whole files are not on this machine")
def test_all_364_published_days_of_2016() -> None:
    frame = daily_file(SHARED / "daily_with_published_aqi_beijing_2016.csv")
    assert len(frame) == 364
    check_daily(frame)


@pytest.mark.skipif(not SHARED.is_dir(), reason="the whole files are not on this machine")
def test_all_published_hours_of_2020() -> None:
    frame = hourly_file(SHARED / "hourly_with_published_aqi_202004.csv")
    index, level, primary = check_hourly(frame)
    assert len(frame) == 9140
    assert index >= 0.999
    assert level >= 0.999
    assert primary >= 0.999


def day(**values: float) -> pd.DataFrame:
    usual = {"so2": 8, "no2": 12, "co": 0.5, "o3_1h": 120, "o3_8h": 112, "pm10": 27, "pm25": 11}
    return pd.DataFrame([usual | values])


def test_a_published_exercise() -> None:
    (found,) = air.daily_aqi(day(), "2012").to_dict("records")
    assert (found["aqi"], found["level"], found["primary"]) == (60, "良", "O3")
    table = air.iaqi_table(day(), "2012").iloc[0]
    assert table.to_dict() == {"so2": 8, "no2": 15, "co": 13, "o3": 60, "pm10": 27, "pm25": 16}


def test_nothing_is_primary_up_to_50() -> None:
    (found,) = air.daily_aqi(day(o3_8h=92, o3_1h=100, pm10=24), "2012").to_dict("records")
    assert (found["aqi"], found["level"], found["primary"]) == (46, "优", "")


def test_ties_are_named_together() -> None:
    (found,) = air.daily_aqi(day(pm10=150, pm25=75), "2012").to_dict("records")
    assert (found["aqi"], found["primary"]) == (100, "PM10,PM2.5")


def test_one_hour_of_ozone_counts_in_2012_only() -> None:
    frame = day(o3_1h=250, o3_8h=100)
    assert air.daily_aqi(frame, "2012")["aqi"].iloc[0] == 125
    assert air.daily_aqi(frame, "2026")["aqi"].iloc[0] == 50


def test_ozone_of_8_hours_above_800_leaves_the_hour_in_2012() -> None:
    (old,) = air.daily_aqi(day(o3_8h=900, o3_1h=900), "2012").to_dict("records")
    (new,) = air.daily_aqi(day(o3_8h=900, o3_1h=900), "2026").to_dict("records")
    assert (old["aqi"], old["primary"], old["beyond_scale"]) == (350, "O3", True)
    assert (new["aqi"], new["primary"]) == (300, "O3")


def test_the_edition_follows_the_day() -> None:
    frame = pd.concat([day(pm25=75)] * 4)
    frame.index = pd.DatetimeIndex(["2026-03-01", "2026-02-28", "2030-12-31", "2025-06-01"])
    assert list(air.daily_aqi(frame)["aqi"]) == [114, 100, 114, 100]
    assert list(air.daily_aqi(frame).index) == list(frame.index)


def test_an_hour_that_ends_at_midnight_belongs_to_the_day_before() -> None:
    frame = pd.DataFrame({"pm25": [75.0, 75.0], "so2": 1.0, "no2": 1.0, "co": 0.1, "o3": 1.0})
    frame["pm10"] = 1.0
    frame.index = pd.DatetimeIndex(["2026-03-01 00:00", "2026-03-01 01:00"])
    assert list(air.hourly_aqi(frame)["aqi"]) == [100, 114]


def test_without_date_and_edition_nothing_is_guessed() -> None:
    with pytest.raises(ValueError, match="没有指明标准版本"):
        air.daily_aqi(day())
    late = day().set_index(pd.DatetimeIndex(["2031-05-01"]))
    with pytest.raises(ValueError, match="2031 年以后的版本未见"):
        air.daily_aqi(late)
    with pytest.raises(ValueError, match="没有可用的列"):
        air.daily_aqi(pd.DataFrame({"x": [1]}), "2012")


def test_what_is_missing_in_each_edition() -> None:
    frame = day(pm10=np.nan)
    old, new = (air.daily_aqi(frame, edition).iloc[0] for edition in ("2012", "2026"))
    assert (old["aqi"], old["complete"]) == (60, False)
    assert np.isnan(new["aqi"])
    polluted = air.daily_aqi(day(pm10=np.nan, pm25=100), "2026").iloc[0]
    assert polluted["aqi"] == 137
    excused = air.daily_aqi(frame, "2026", not_monitored=["pm10"]).iloc[0]
    assert (excused["aqi"], excused["complete"]) == (60, True)
    nothing = air.daily_aqi(day() * np.nan, "2012").iloc[0]
    assert np.isnan(nothing["aqi"])
    assert pd.isna(nothing["level"])


def test_levels() -> None:
    words = ["优", "优", "良", "良", "轻度污染", "中度污染", "重度污染", "重度污染", "严重污染"]
    assert list(air.aqi_level([0, 50, 51, 100, 101, 200, 201, 300, 301])) == words


concentrations = st.fixed_dictionaries(
    {name: st.integers(0, 700) for name in ("so2", "no2", "co", "o3_1h", "o3_8h", "pm10", "pm25")}
)


@given(concentrations, st.sampled_from(["so2", "no2", "co", "o3_1h", "pm10", "pm25"]))
def test_more_of_anything_never_improves_the_day(values, name) -> None:
    for edition in ("2012", "2026"):
        before = air.daily_aqi(day(**values), edition)["aqi"].iloc[0]
        after = air.daily_aqi(day(**values | {name: values[name] + 25}), edition)["aqi"].iloc[0]
        assert after >= before


@given(concentrations, st.sampled_from(["so2", "no2", "co", "pm10", "pm25"]))
def test_a_gap_never_makes_a_day_good_in_2026(values, name) -> None:
    whole = air.daily_aqi(day(**values), "2026")["aqi"].iloc[0]
    gap = air.daily_aqi(day(**values | {name: np.nan}), "2026")["aqi"].iloc[0]
    assert np.isnan(gap) or (gap > 100 and whole >= gap)


@given(st.permutations(range(6)))
def test_the_order_of_rows_does_not_matter(order) -> None:
    rows = pd.concat([day(pm25=v, pm10=400 - v) for v in (0, 35, 75, 76, 115, 400)])
    rows.index = range(6)
    found = air.daily_aqi(rows, "2012")
    mixed = air.daily_aqi(rows.iloc[list(order)], "2012").loc[range(6)]
    assert list(mixed["aqi"]) == list(found["aqi"])
    assert list(mixed["primary"].astype(str)) == list(found["primary"].astype(str))
