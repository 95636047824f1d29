"""AQI of days and hours: published figures, both editions, gaps, ties and the end of the scale."""

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jbeco.standards.air import (
    aqi_levels,
    daily_aqi,
    hourly_aqi,
    iaqi,
    iaqi_table,
    pollutant_and_average,
    pollutant_named,
)
from jbeco.standards.air.iaqi import BLOCK

DATA = Path(__file__).resolve().parents[2] / "data"
SHARED = Path(__file__).resolve().parents[3].parent / "shared" / "data" / "air"
DAY = ["so2", "no2", "co", "o3_8h", "pm10", "pm25"]
HOUR = ["so2", "no2", "co", "o3_1h", "pm10", "pm25"]
FEED = {
    "SO2": "so2",
    "NO2": "no2",
    "CO": "co",
    "O3_1h": "o3_1h",
    "O3_8h": "o3_8h",
    "PM10": "pm10",
    "PM2.5": "pm25",
}
TOP = {"so2": 3000, "no2": 1100, "co": 70, "o3_8h": 900, "pm10": 700, "pm25": 600}

concentrations = st.fixed_dictionaries({key: st.integers(0, top) for key, top in TOP.items()})
with_gaps = st.fixed_dictionaries(
    {key: st.integers(0, top // 4) | st.just(np.nan) for key, top in TOP.items()}
)


def days(*rows: dict[str, float], start: str = "2025-01-01") -> pd.DataFrame:
    index = pd.date_range(start, periods=len(rows), freq="D")
    return pd.DataFrame(list(rows), index=index, columns=DAY, dtype=float)


def clean(**changed: float) -> dict[str, float]:
    """Return a day whose AQI is 27 by PM10, with some values changed."""
    return {"so2": 8, "no2": 12, "co": 0.5, "o3_8h": 40, "pm10": 27, "pm25": 11} | changed


def vectors() -> list[dict[str, str]]:
    with (DATA / "air_aqi_vectors.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def pairs(text: str) -> dict[str, str]:
    return dict(part.split("=", 1) for part in text.split(";") if part)


def single(text: str, edition: str) -> float:
    (name, value), *rest = pairs(text).items()
    assert not rest
    key, averaging = pollutant_and_average(name)
    return iaqi(float(value), key, averaging, edition)


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["input"])
def test_the_published_and_hand_made_vectors(vector: dict[str, str]) -> None:
    kind, given_text = vector["kind"], vector["input"]
    expected = pairs(vector["expected"])
    if kind == "aqi_both":
        both = expected.get("both", "").partition(" ")[0]
        for edition in ("2012", "2026"):
            assert single(given_text, edition) == int(expected.get(edition, both))
    elif ";" not in given_text:
        assert single(given_text, kind.removeprefix("aqi")) == int(expected["IAQI"])
    else:
        row = {column_of(name): float(value) for name, value in pairs(given_text).items()}
        result = daily_aqi(days(row), "2012").iloc[0]
        assert result["aqi"] == int(expected["AQI"])
        assert result["primary"] == expected["primary"]
        if "IAQI" in expected:
            order = ["so2", "no2", "pm10", "pm25", "o3", "co"]
            found = iaqi_table(days(row), "2012")[order].iloc[0].astype(int)
            assert ",".join(map(str, found)) == expected["IAQI"]


def column_of(name: str) -> str:
    key, averaging = pollutant_and_average(name)
    return f"{key}_{averaging}" if averaging else key


def read_days(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return concentrations and what was published, without the days that are missing."""
    raw = pd.read_csv(path, index_col=0, parse_dates=True)
    raw = raw[raw["质量等级"] != "无"]
    return raw.rename(columns=FEED | {"O3": "o3_8h"}), raw


def read_hours(path: Path) -> tuple[pd.DataFrame, pd.DataFrame]:
    raw = pd.read_csv(path, dtype=str, keep_default_na=False)
    raw = raw[raw["AQI"] != ""].reset_index(drop=True)
    numbers = {to: pd.to_numeric(raw[name], errors="coerce") for name, to in FEED.items()}
    return pd.DataFrame(numbers), raw


def primary_set(text: str) -> frozenset[str]:
    words = text.replace(",", " ").split()
    return frozenset(pollutant_named(word).name for word in words if word != "—")


@pytest.mark.parametrize(
    ("path", "count"),
    [
        (DATA / "air_daily_beijing_2016.csv", 49),
        (SHARED / "daily_with_published_aqi_beijing_2016.csv", 364),
    ],
)
def test_published_days_come_out_exactly(path: Path, count: int) -> None:
    if not path.exists():
        pytest.skip("whole file not here")
    values, published = read_days(path)
    found = daily_aqi(values)
    assert len(found) == count
    assert found["aqi"].astype(int).tolist() == published["AQI"].tolist()
    assert found["level"].astype(str).tolist() == published["质量等级"].tolist()


@pytest.mark.parametrize(
    ("path", "count"),
    [
        (DATA / "air_hourly_202004.csv", 279),
        (SHARED / "hourly_with_published_aqi_202004.csv", 9140),
    ],
)
def test_published_hours_come_out_exactly(path: Path, count: int) -> None:
    if not path.exists():
        pytest.skip("whole file not here")
    values, published = read_hours(path)
    found = hourly_aqi(values, 2012)
    assert len(found) == count
    assert found["aqi"].tolist() == published["AQI"].astype(float).tolist()
    assert found["level"].astype(str).tolist() == published["Level"].tolist()
    primaries = found["primary"].map(primary_set, na_action=None).tolist()
    assert primaries == [primary_set(text) for text in published["PrimaryPollution"]]


def test_the_feed_does_not_count_the_sliding_mean_of_ozone() -> None:
    values, published = read_hours(DATA / "air_hourly_202004.csv")
    counted = hourly_aqi(values, 2012, with_o3_8h=True)["aqi"]
    assert (counted >= published["AQI"].astype(float)).all()
    assert (counted != published["AQI"].astype(float)).any()


def test_each_day_has_the_edition_in_force() -> None:
    found = daily_aqi(days(*[clean(pm25=75)] * 4, start="2026-02-27"))
    assert found["aqi"].tolist() == [100, 100, 114, 114]
    assert found["level"].tolist() == ["良", "良", "轻度污染", "轻度污染"]
    backwards = daily_aqi(days(*[clean(pm25=75)] * 4, start="2026-02-27").iloc[::-1])
    pd.testing.assert_frame_equal(backwards.iloc[::-1], found)


def test_the_hour_that_ends_at_midnight_belongs_to_the_day_before() -> None:
    index = pd.to_datetime(["2026-02-28 23:00", "2026-03-01 00:00", "2026-03-01 01:00"])
    frame = pd.DataFrame([clean(pm25=75, o3_1h=10)] * 3, index=index)
    assert hourly_aqi(frame)["aqi"].tolist() == [100, 100, 114]


def test_missing_days_of_2012_are_counted_from_what_is_there() -> None:
    found = daily_aqi(days(clean(), clean(pm10=np.nan), clean(o3_8h=np.nan, co=np.nan)), 2012)
    assert found["aqi"].tolist() == [27, 20, 27]
    assert found["complete"].tolist() == [True, False, False]
    nothing = daily_aqi(days(dict.fromkeys(DAY, np.nan)), 2012).iloc[0]
    assert np.isnan(nothing["aqi"])
    assert pd.isna(nothing["level"])
    assert pd.isna(nothing["primary"])
    assert not nothing["complete"]


def test_an_incomplete_day_of_2026_is_published_only_above_100() -> None:
    gap = {"pm10": np.nan}
    found = daily_aqi(days(clean(**gap), clean(**gap, pm25=60), clean(**gap, pm25=61)), 2026)
    assert found["aqi"].isna().tolist() == [True, True, False]
    assert found["aqi"].iloc[2] == 101
    assert found["primary"].tolist()[2] == "PM2.5"
    assert found["primary"].isna().tolist() == [True, True, False]
    assert found["complete"].tolist() == [False] * 3


def test_what_the_plan_does_not_monitor_makes_no_gap() -> None:
    frame = days(clean(so2=np.nan))
    assert daily_aqi(frame, 2026)["aqi"].isna().all()
    found = daily_aqi(frame.drop(columns="so2"), 2026, not_monitored=["SO2"])
    assert found["aqi"].tolist() == [27]
    assert found["complete"].all()
    assert daily_aqi(frame, 2026, not_monitored=["PM10"])["aqi"].isna().all()


def test_above_the_eight_hour_table_ozone_counts_by_its_hour_in_2012() -> None:
    frame = days(clean(o3_8h=900), clean(o3_8h=900)).assign(o3_1h=[1000.0, np.nan])
    found = daily_aqi(frame, 2012)
    assert found["aqi"].iloc[0] == 400
    assert found["primary"].iloc[0] == "O3"
    assert np.isnan(found["aqi"].iloc[1])  # not the 27 of PM10, which would hide the ozone
    assert found["beyond_scale"].tolist() == [True, True]
    assert daily_aqi(frame, 2026)["aqi"].tolist() == [300, 300]


def test_above_800_sulphur_dioxide_of_an_hour_counts_by_its_day_in_2012() -> None:
    rows = [clean(so2=900, o3_1h=10), clean(so2=700, o3_1h=10), clean(so2=900, o3_1h=10)]
    frame = pd.DataFrame(rows).assign(so2_24h=[475.0, 475.0, np.nan])
    found = hourly_aqi(frame, 2012)
    assert found["aqi"].tolist()[:2] == [150, iaqi(700, "so2", "1h", 2012)]
    assert np.isnan(found["aqi"].iloc[2])
    assert found["beyond_scale"].tolist() == [True, False, True]
    assert hourly_aqi(frame, 2026)["aqi"].tolist()[0] == 200


def test_the_scale_ends_at_500_and_says_so() -> None:
    found = daily_aqi(days(clean(pm25=500), clean(pm25=501)), 2012)
    assert found["aqi"].tolist() == [500, 500]
    assert found["beyond_scale"].tolist() == [False, True]
    assert found["level"].tolist() == ["严重污染"] * 2


def test_ties_are_all_named_in_a_fixed_order() -> None:
    found = daily_aqi(
        days(clean(pm10=150, pm25=75), clean(pm10=50), clean(pm10=51), clean(so2=150, co=4)), 2012
    )
    assert found["primary"].tolist() == ["PM10,PM2.5", "", "PM10", "SO2,CO"]
    assert found["aqi"].tolist() == [100, 50, 51, 100]


def test_ozone_of_either_average_is_called_ozone() -> None:
    frame = days(clean(o3_8h=10), clean(o3_8h=160)).assign(o3_1h=[190.0, 20.0])
    assert daily_aqi(frame, 2012)["primary"].tolist() == ["O3", "O3"]
    assert iaqi_table(frame, 2012)["o3"].tolist() == [88, 100]
    assert iaqi_table(frame, 2026)["o3"].tolist() == [5, 100]


def test_classes() -> None:
    words = ["优", "良", "轻度污染", "中度污染", "重度污染", "严重污染"]
    found = [(level.name, level.first, level.last) for level in aqi_levels()]
    ends = [(0, 50), (51, 100), (101, 150), (151, 200), (201, 300), (301, 500)]
    assert found == [(word, *end) for word, end in zip(words, ends, strict=True)]
    assert [level.rgb for level in aqi_levels()][1] == (255, 255, 0)


@pytest.mark.parametrize(
    ("frame", "options", "says"),
    [
        (days(clean()).reset_index(drop=True), {}, "没有日期"),
        (days(clean()).tz_localize("UTC"), {}, "带时区"),
        (days(clean()).set_index(pd.DatetimeIndex([None])), {}, "空值"),
        (days(clean(), start="2011-12-31"), {}, "早于 GB 3095-2012"),
        (days(clean(), start="2031-01-01"), {}, "还没有公布 AQI 分级表"),
        (days(clean()), {"edition": 2031}, "还没有公布 AQI 分级表"),
        (days(clean()).drop(columns="co"), {}, "缺少列 co"),
        (days(clean(no2=-3)), {}, "NO2 第 1 个浓度是 -3"),
        (days(clean()).astype(str), {}, "文字"),
        (days(clean())[[*DAY, "co"]], {}, "列 co 出现了 2 次"),
        (days(clean()), {"not_monitored": ["VOC"]}, "不认识的污染物"),
    ],
)
def test_refusals(frame: pd.DataFrame, options: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        daily_aqi(frame, **options)


def test_no_rows_give_no_rows() -> None:
    found = daily_aqi(days())
    assert found.columns.tolist() == ["aqi", "level", "primary", "complete", "beyond_scale"]
    assert len(found) == 0


@settings(deadline=None)
@given(concentrations, st.sampled_from(DAY), st.integers(1, 300), st.sampled_from([2012, 2026]))
def test_more_of_anything_is_never_better(row, column, more, edition) -> None:
    worse = row | {column: row[column] + more}
    aqi = daily_aqi(days(row, worse), edition)["aqi"]
    assert not aqi.iloc[1] < aqi.iloc[0]


@settings(deadline=None)
@given(st.lists(with_gaps, min_size=1, max_size=8), st.randoms(use_true_random=False))
def test_the_order_of_rows_changes_nothing(rows, random) -> None:
    frame = days(*rows, start="2026-02-26")
    frame.index.freq = None
    order = list(range(len(rows)))
    random.shuffle(order)
    mixed = daily_aqi(frame.iloc[order])
    pd.testing.assert_frame_equal(mixed.sort_index(), daily_aqi(frame), check_categorical=False)


@settings(deadline=None)
@given(with_gaps, st.sampled_from(DAY))
def test_a_gap_never_improves_a_day_of_2026(row, column) -> None:
    found = daily_aqi(days(row, row | {column: np.nan}), 2026)
    whole, gap = found["aqi"]
    # Without a value a day is either not published, or as polluted as the rest of it was.
    assert np.isnan(gap) or 100 < gap <= whole
    assert not found["complete"].iloc[1]


@settings(deadline=None)
@given(with_gaps, st.sampled_from([2012, 2026]))
def test_the_index_is_the_highest_and_its_owners_are_named(row, edition) -> None:
    frame = days(row)
    parts, found = iaqi_table(frame, edition).iloc[0], daily_aqi(frame, edition).iloc[0]
    if np.isnan(found["aqi"]):
        return
    assert found["aqi"] == parts.max()
    owners = [pollutant_named(key).name for key in parts.index[parts == parts.max()]]
    assert found["primary"] == (",".join(owners) if found["aqi"] > 50 else "")
    (level,) = [one for one in aqi_levels() if one.first <= found["aqi"] <= one.last]
    assert found["level"] == level.name


@settings(deadline=None)
@given(with_gaps)
def test_editions_agree_below_the_changed_limits(row) -> None:
    row = row | {"pm10": 50, "pm25": 35}
    old, new = (daily_aqi(days(row), edition)["aqi"].iloc[0] for edition in (2012, 2026))
    assert old == new or np.isnan(new)


def test_many_rows_are_as_few() -> None:
    """Rows are worked out some at a time: neither their number nor their place shows."""
    random = np.random.default_rng(7)
    count = 2 * BLOCK + 500
    columns = ("so2", "no2", "co", "pm10", "pm25", "o3_8h", "o3_1h")
    frame = pd.DataFrame({name: random.gamma(1, 150, count).round() for name in columns})
    frame["co"] /= 10
    frame = frame.mask(random.random(frame.shape) < 0.02)
    frame.index = pd.date_range("2015-01-01", periods=count, freq="2h")  # both editions
    whole = daily_aqi(frame)
    parts = [daily_aqi(frame.iloc[n : n + 999]) for n in range(0, count, 999)]
    for name in ("aqi", "complete", "beyond_scale"):
        assert whole[name].equals(pd.concat([part[name] for part in parts])), name
    for name in ("level", "primary"):
        texts = pd.concat([part[name].astype(object) for part in parts])
        assert whole[name].astype(object).equals(texts), name
    frame.iloc[BLOCK + 9, 0] = -1
    with pytest.raises(ValueError, match=f"SO2 第 {BLOCK + 10} 个浓度是 -1"):
        daily_aqi(frame, "2012")
