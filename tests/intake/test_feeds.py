"""Public feeds: recognised by their header, exchanged ozone columns found, real extracts."""

from pathlib import Path

import pandas as pd
import pytest

from jbeco.intake.feeds import MEASURED, agreement_problem, choose_o3, hour_texts
from jbeco.intake.files import read_file
from jbeco.intake.layout import AIR, AIR_POLLUTANTS
from jbeco.intake.textfile import TextRow, read_table
from jbeco.problems import Level
from jbeco.standards.air import hourly_aqi

DATA = Path(__file__).resolve().parents[1] / "data"
REAL_TIME = DATA / "air_hourly_202004.csv"
WIDE = DATA / "air_hourly_wide_20220515T20.csv"


def rows_of(text: str) -> tuple[list[str], list[TextRow]]:
    header, *lines = text.split()
    rows = [TextRow(n, line.split(",")) for n, line in enumerate(lines, start=2)]
    return header.split(","), rows


@pytest.fixture
def published(real_plan):
    """The hours of a real extract as numbers, with what was published of them."""

    def read(path: Path) -> pd.DataFrame:
        limits = real_plan.methods.limits
        table, problems = read_table(read_file(path, path.name, limits), limits)
        assert problems == ()
        header = ["" if name in ("city", "area") else name for name in table.header]
        found = hour_texts(header, table.rows)
        known = [role for role in MEASURED if role in found.columns]
        numbers = {r: pd.to_numeric(pd.Series(found.columns[r])) for r in known}
        day = pd.DatetimeIndex([pd.Timestamp(2020, 4, 2)] * len(numbers["co"]))
        return pd.DataFrame(numbers).set_index(day)

    return read


def test_the_real_time_feed_gives_its_own_index(published) -> None:
    hours = published(REAL_TIME)
    assert len(hours) > 200
    known = hours[hours["aqi"].notna()]
    assert (hourly_aqi(known.rename(columns={"o3": "o3_1h"}))["aqi"] == known["aqi"]).all()
    assert agreement_problem(hours, "源.csv") is None


def test_a_feed_that_is_not_what_it_seems_is_doubted(published) -> None:
    hours = published(REAL_TIME).assign(pm10=500.0)
    problem = agreement_problem(hours, "源.csv")
    assert (problem.level, "公布的 AQI 只有" in problem.what) == (Level.WARNING, True)
    assert agreement_problem(hours.assign(aqi=float("nan")), "源.csv") is None


def test_the_exchanged_ozone_columns_are_found_and_said(published) -> None:
    hours = published(WIDE)
    assert agreement_problem(hours, WIDE.name).level is Level.WARNING
    mended, problem = choose_o3(hours, WIDE.name)
    assert agreement_problem(mended, WIDE.name) is None
    assert (problem.level, "对调" in problem.what) == (Level.WARNING, True)
    assert mended["o3"].tolist()[0] == 93
    assert hours["o3"].tolist()[0] == 105  # what was given is not changed
    same, none = choose_o3(mended, WIDE.name)
    assert none is None
    pd.testing.assert_frame_equal(same, mended)


def test_too_few_rows_leave_the_columns_as_named(published) -> None:
    hours = published(WIDE).iloc[:5]
    same, problem = choose_o3(hours, WIDE.name)
    assert problem.level is Level.NOTE
    assert same is hours


@pytest.mark.parametrize(
    ("header", "time"),
    [
        (",".join(AIR.columns), "time"),
        ("timepoint,stationcode,area,positionname,aqi,pm10,pm2_5,o3,no2,so2,co,co_24h", "time"),
        ("city,Date,Hour,WatchPoint,AQI,PM2.5,PM10,CO,NO2,O3_1h,O3_8h,SO2", "date"),
        ("日期,小时,监测点,二氧化硫,二氧化氮,一氧化碳,臭氧,PM10,细颗粒物", "date"),
    ],
)
def test_every_known_header_is_recognised(header: str, time: str) -> None:
    names = header.split(",")
    found = hour_texts(names, [TextRow(7, names)])
    assert {"station", time, *AIR_POLLUTANTS} <= set(found.columns)
    for role, (text,) in found.columns.items():
        assert found.cell(0, role) == f"{chr(ord('A') + names.index(text))}7"


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("甲,乙", "缺少列 时间、站点、so2、no2、co、o3、pm10、pm25"),
        ("站点,so2,no2,co,o3,pm10,pm25", "缺少列 时间"),
        ("时间,so2,no2,co,o3,pm10,pm25", "缺少列 站点"),
        ("站点,date,so2,no2,co,o3,pm10,pm25", "缺少列 时间"),
        ("站点,时间,so2,no2,o3,pm10,pm25", "缺少列 co"),
        ("站点,时间,so2,no2,co,o3,pm10,pm25,PM2.5", "有几列都是 pm25"),
        ("hour,type,1001A", "缺少列 时间"),
    ],
)
def test_another_header_says_what_is_missing(header: str, says: str) -> None:
    assert hour_texts(header.split(","), []) == says


def test_stations_of_other_cities_are_not_taken_for_ours() -> None:
    head = "area,站点,时间,so2,no2,co,o3,pm10,pm25"
    one = f"{head} 宁波市,甲,2025,1,1,1,1,1,1"
    assert "area" not in hour_texts(*rows_of(one)).columns
    assert "有 2 个城市" in hour_texts(*rows_of(f"{one} 杭州市,乙,2025,1,1,1,1,1,1"))


LONG = """date,hour,type,1001A,1002A
20250101,1,AQI,21,30
20250101,1,CO,0.9,0.8
20250101,1,PM2.5,11,
20250101,1,PM2.5_24h,13,14
20250101,2,CO,,
"""


def test_the_long_form_has_a_row_per_hour_and_station_with_its_cells() -> None:
    found = hour_texts(*rows_of(LONG))
    columns = found.columns
    assert columns["station"] == ["1001A", "1002A"]  # the second hour says nothing of either
    assert (columns["date"], columns["hour"]) == (["20250101"] * 2, ["1", "1"])
    assert (columns["co"], columns["pm25"], columns["so2"]) == (
        ["0.9", "0.8"],
        ["11", ""],
        ["", ""],
    )
    assert columns["aqi"] == ["21", "30"]
    assert [found.cell(1, role) for role in ("co", "date", "station")] == ["E3", "A2", "E1"]


def test_a_type_twice_in_an_hour_is_refused() -> None:
    again = f"{LONG}20250101,1,CO,0.9,0.8\n"
    assert hour_texts(*rows_of(again)) == "第 7 行与前面的行是同一小时的同一项"
