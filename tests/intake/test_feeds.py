"""Public feeds: words for missing, times, the exchanged ozone columns, real extracts."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jbeco.intake.feeds import (
    agreement_problem,
    choose_o3,
    clean_numbers,
    long_to_wide,
    primary_names,
    read_feed,
    reproduced_share,
    tidy_feed,
)
from jbeco.problems import JbecoError, Level
from jbeco.standards.air import daily_aqi, hourly_aqi

DATA = Path(__file__).resolve().parents[1] / "data"
REAL_TIME = DATA / "air_hourly_202004.csv"
WIDE = DATA / "air_hourly_wide_20220515T20.csv"


def feed_of(text: str):
    lines = [line.split(",") for line in text.split()]
    return tidy_feed(pd.DataFrame(lines[1:], columns=lines[0], dtype=str), "源.csv")


def test_the_real_time_feed_comes_out_exactly() -> None:
    feed = read_feed(REAL_TIME)
    values = feed.values
    assert reproduced_share(values) == 1.0
    assert agreement_problem(values, REAL_TIME.name) is None
    published = values[values["aqi"].notna()]
    found = hourly_aqi(published)
    assert (found["aqi"] == published["aqi"]).all()
    assert (found["level"].astype(str) == published["level"]).all()
    assert (found["primary"].astype(str) == published["primary"]).all()
    assert published["primary"].str.contains(",").any()
    assert feed.problems == ()
    assert values["level"].isna().any()  # — and empty cells


def test_the_name_of_an_hour_is_its_end() -> None:
    feed = feed_of("date,hour,SO2 20200402,8,3 2020-04-02,24,4 2020年4月3日,0,5 2020/4/3,1,6")
    assert feed.values.index.tolist() == [
        pd.Timestamp("2020-04-02 08:00"),
        pd.Timestamp("2020-04-03 00:00"),
        pd.Timestamp("2020-04-03 00:00"),
        pd.Timestamp("2020-04-03 01:00"),
    ]


def test_hours_that_cannot_be_read_are_left_out_and_named() -> None:
    feed = feed_of("date,hour,SO2 20200402,8,3 20201302,8,4 20200402,25,5 20200402,x,6")
    assert feed.values["so2"].tolist() == [3]
    assert [str(problem) for problem in feed.problems] == [
        "警告｜源.csv｜time 列有 3 格（“20201302”、“20200402”）的时间读不懂，已略去｜请核对来源"
    ]


def test_what_stands_for_no_value() -> None:
    texts = pd.Series([*"12 １３ -999 9999 -1 — NA / ━━ inf -5 x".split(), ""], name="so2")
    numbers, marks, problems = clean_numbers(texts, "源.csv")
    assert numbers.dropna().tolist() == [12, 13]
    assert marks[marks].index.tolist() == [7]
    says = [(problem.level, problem.what) for problem in problems]
    assert says == [
        (Level.NOTE, "so2 列有 3 格（“-999”、“9999”、“-1”）是占位数，按缺测"),
        (Level.WARNING, "so2 列有 1 格（“-5”）是负数，按缺测"),
        (Level.WARNING, "so2 列有 2 格（“inf”、“x”）不是数，按缺测"),
    ]


def test_not_monitored_is_kept_apart_from_missing() -> None:
    feed = feed_of("timepoint,station,SO2,CO 2026-03-02T08:00:00,A,/,0.5 2026-03-02T09:00:00,A,—,/")
    assert feed.values[["so2", "co"]].isna().to_numpy().tolist() == [[True, False], [True, True]]
    assert feed.not_monitored.to_numpy().tolist() == [[True, False], [False, True]]
    assert feed.not_monitored.columns.tolist() == ["so2", "co"]


def test_a_row_of_zeros_is_missing() -> None:
    feed = feed_of("date,hour,aqi,SO2,CO 20160906,1,0,0,0.0 20160906,2,0,0,0.1 20160906,3,,0,0")
    assert feed.values["so2"].isna().tolist() == [True, False, False]
    assert "全是 0" in feed.problems[0].what


def test_carbon_monoxide_in_micrograms_is_asked_about() -> None:
    feed = feed_of("date,hour,CO 20160906,1,300 20160906,2,900")
    assert [(p.level, "µg/m³" in p.what) for p in feed.problems] == [(Level.ERROR, True)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("\n   二氧化氮\n     \n   颗粒物(PM10)\n", "NO2,PM10"),
        ("颗粒物(PM10),细颗粒物(PM2.5)", "PM10,PM2.5"),
        ("细颗粒物(PM2.5)、臭氧8小时", "O3,PM2.5"),
        ("O3_8H", "O3"),
        ("—", ""),
        ("NA", ""),
        ("", ""),
        ("花粉 PM10", "PM10,花粉"),
    ],
)
def test_primary_pollutants(text: str, expected: str) -> None:
    assert primary_names(pd.Series([text])).tolist() == [expected]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_every_usual_encoding_is_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "源.csv"
    path.write_bytes(REAL_TIME.read_text(encoding="utf-8").encode(encoding))
    pd.testing.assert_frame_equal(read_feed(path).values, read_feed(REAL_TIME).values)


def test_the_exchanged_ozone_columns_are_found_and_said() -> None:
    values = read_feed(WIDE).values
    assert reproduced_share(values) < 0.5
    assert agreement_problem(values, WIDE.name).level is Level.WARNING
    mended, problem = choose_o3(values, WIDE.name)
    assert reproduced_share(mended) == 1.0
    assert problem.level is Level.WARNING
    assert "对调" in problem.what
    assert mended["o3_1h"].tolist()[0] == 93
    assert mended.columns.tolist() == values.columns.tolist()
    assert values["o3_1h"].tolist()[0] == 105  # what was given is not changed


def test_ozone_columns_that_are_right_stay() -> None:
    right, _ = choose_o3(read_feed(WIDE).values, WIDE.name)
    same, problem = choose_o3(right, WIDE.name)
    assert problem is None
    pd.testing.assert_frame_equal(same, right)


def test_too_few_rows_leave_the_columns_as_named() -> None:
    values = read_feed(WIDE).values.iloc[:5]
    same, problem = choose_o3(values, WIDE.name)
    assert problem.level is Level.NOTE
    assert same is values


def test_one_ozone_column_is_no_question() -> None:
    values = read_feed(REAL_TIME).values
    assert choose_o3(values, REAL_TIME.name) == (values, None)


def test_the_long_form_is_the_same_feed() -> None:
    values = read_feed(WIDE).values
    types = {"AQI": "aqi", "PM2.5": "pm25", "PM2.5_24h": "pm25_24h", "PM10": "pm10", "SO2": "so2"}
    types |= {"NO2": "no2", "O3": "o3_1h", "O3_24h": "o3_24h", "O3_8h_24h": "o3_8h_24h", "CO": "co"}
    rows = [
        ["20220515", "20", word, *(f"{x:g}" if x == x else "" for x in values[column])]
        for word, column in types.items()
    ]
    raw = pd.DataFrame(rows, columns=["date", "hour", "type", *values["station"]])
    long = tidy_feed(raw, "长表.csv").values
    for column in types.values():
        np.testing.assert_array_equal(long[column], values[column])
    assert long["station"].tolist() == values["station"].tolist()
    assert set(long.index) == {pd.Timestamp("2022-05-15 20:00")}


def test_a_type_twice_in_an_hour_is_refused() -> None:
    raw = pd.DataFrame([["1", "1", "CO", "1"]] * 2, columns=["date", "hour", "type", "1001A"])
    with pytest.raises(JbecoError, match=r"第 3 行.*两次"):
        long_to_wide(raw, "长表.csv")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("station,SO2 A,3", "没有时间列"),
        ("date,hour,PM2.5,pm25 20200402,8,3,4", "有几列都是 pm25"),
        ("hour,type,1001A 8,CO,4", "长表缺少列 date"),
    ],
)
def test_tables_that_are_no_feed_are_refused(text: str, says: str) -> None:
    with pytest.raises(JbecoError, match=says):
        feed_of(text)


def test_an_empty_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "空.csv"
    path.write_text("", encoding="utf-8")
    with pytest.raises(JbecoError, match="空"):
        read_feed(path)


def test_the_share_of_days_and_of_nothing() -> None:
    index = pd.to_datetime(["2025-01-01", "2025-01-02", "2025-01-03", "2025-01-04"])
    day = {"so2": 8, "no2": 12, "co": 0.5, "o3_8h": 40, "pm10": 27, "pm25": 11}
    frame = pd.DataFrame([day] * 4, index=index).assign(aqi=[27, 28, 29, np.nan])
    assert reproduced_share(frame, daily_aqi) == pytest.approx(2 / 3)
    assert np.isnan(reproduced_share(frame.assign(aqi=np.nan), daily_aqi))
    assert agreement_problem(frame.assign(aqi=np.nan), "日报.csv", daily_aqi) is None
    assert "66.7%" in agreement_problem(frame, "日报.csv", daily_aqi).what
