"""Parquet is read as the CSV of the same hours: equal tables, the same words for what is wrong."""

import io
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jbeco.intake.collect import collect
from jbeco.intake.files import Arrived
from jbeco.intake.parquetfile import read_parquet_table
from jbeco.pipeline.evaluate import assess_year
from jbeco.plan import Plan

pyarrow = pytest.importorskip("pyarrow", reason="要 pip install pyarrow")

YEAR = 2024
TABLES = ("air_hourly", "air_days", "air_year", "values", "verdicts")
HOURS = pd.DataFrame(
    {
        "站点": [name for name in ("一站", "二站") for _ in range(24 * 40)],
        "时间": [*pd.date_range("2024-01-01 01:00", periods=24 * 40, freq="h")] * 2,
        "so2": 9.0,
        "no2": [float(40 + n % 7) for n in range(24 * 80)],
        "co": [0.7 + n % 3 / 10 for n in range(24 * 80)],
        "o3": [None if n % 50 == 0 else float(60 + n % 24) for n in range(24 * 80)],
        "pm10": [float(70 + n % 11) for n in range(24 * 80)],
        "pm25": [35.5 + n % 5 for n in range(24 * 80)],
    }
)
HOURS["co"] = HOURS["co"].round(1)


def arrived(frame: pd.DataFrame) -> Arrived:
    content = io.BytesIO()
    frame.to_parquet(content, index=False)
    return Arrived("2024/air_hourly.parquet", content.getvalue())


def texts(frame: pd.DataFrame, plan: Plan) -> list[list[str]]:
    table, problems = read_parquet_table(arrived(frame), plan.methods.limits)
    assert problems == ()
    assert table is not None
    return [list(row.cells) for row in table.rows]


@pytest.mark.parametrize(
    "write",
    [
        lambda frame, folder: frame.to_parquet(folder / "air_hourly.parquet", index=False),
        lambda frame, folder: frame.astype({"co": "float32", "pm25": "float32"}).to_parquet(
            folder / "air_hourly.parquet", index=False
        ),
        lambda frame, folder: [
            part.to_parquet(folder / f"air_hourly-{number}.parquet", index=False)
            for number, (_, part) in enumerate(frame.groupby("站点", sort=False))
        ],
    ],
    ids=["one file", "32 bits", "a file for each station"],
)
def test_the_same_hours_give_the_same_tables(
    write: Callable[[pd.DataFrame, Path], Any],
    county_plan: Path,
    county_data: Path,
) -> None:
    folder = county_data / str(YEAR)
    HOURS.to_csv(folder / "air_hourly.csv", index=False, encoding="utf-8")
    wanted = assess_year(YEAR, county_data, county_plan).tables
    before = {name: wanted[name].drop(columns="file", errors="ignore") for name in TABLES}
    assert len(before["air_hourly"]) == len(HOURS)
    (folder / "air_hourly.csv").unlink()
    write(HOURS, folder)
    found = assess_year(YEAR, county_data, county_plan).tables
    files = found["air_hourly"].groupby("station")["file"].unique()
    assert all(len(names) == 1 and (county_data / names[0]).is_file() for names in files)
    for name, table in before.items():
        table = table.replace(r"air_hourly\.csv", "F", regex=True)
        mine = found[name].drop(columns="file", errors="ignore")
        mine = mine.replace(r"air_hourly\S*\.parquet", "F", regex=True)
        pd.testing.assert_frame_equal(mine, table)


def test_what_is_wrong_is_named_at_its_cell(county_data: Path, real_plan: Plan) -> None:
    frame = HOURS[:3].astype({"no2": "str"}).assign(no2=["40", "四十", "-5"])
    frame.to_parquet(county_data / str(YEAR) / "air_hourly.parquet", index=False)
    problems = collect(county_data, YEAR, real_plan)["reading_problems"]
    mine = problems[problems["where"].str.contains("parquet")]
    assert list(zip(mine["where"], mine["what"], strict=True)) == [
        ("2024/air_hourly.parquet!D3", "“四十”不是数"),
        ("2024/air_hourly.parquet!D4", "“-5”是负数"),
    ]


def test_two_files_of_one_station_are_not_put_together(county_data: Path, real_plan: Plan) -> None:
    for name, rows in (("甲", HOURS[:24]), ("乙", HOURS[:30])):
        rows.to_parquet(county_data / str(YEAR) / f"air_hourly-{name}.parquet", index=False)
    tables = collect(county_data, YEAR, real_plan)
    assert len(tables["air_hourly"]) == 0
    assert tables["reading_problems"]["what"].str.contains("两处都没有采用").any()


def test_a_time_with_a_zone_is_told_by_the_clock_of_china(real_plan: Plan) -> None:
    utc = pd.DataFrame({"t": pd.to_datetime(["2024-12-31 17:00"]).tz_localize("UTC")})
    assert texts(utc, real_plan) == [["2025-01-01 01:00:00"]]


def test_what_is_missing_is_empty_and_numbers_are_as_typed(real_plan: Plan) -> None:
    frame = pd.DataFrame({"a": [0.1, None, 35.0], "b": ["x", None, "缺测"]})
    assert texts(frame, real_plan) == [["0.1", "x"], ["", ""], ["35", "缺测"]]
    single = pd.DataFrame({"a": [0.1, 12.3]}, dtype="float32")
    assert texts(single, real_plan) == [["0.1"], ["12.3"]]


def test_a_file_that_holds_too_much_or_is_none_is_refused(real_plan: Plan) -> None:
    limits = replace(real_plan.methods.limits, cells=len(HOURS))
    table, (problem,) = read_parquet_table(arrived(HOURS), limits)
    assert table is None
    assert f"{HOURS.size} 个单元格" in problem.what
    table, (problem,) = read_parquet_table(Arrived("a.parquet", b"PAR1 no"), limits)
    assert table is None
    assert "不是能读的 Parquet" in problem.what


def test_without_pyarrow_it_says_what_to_install(
    real_plan: Plan, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = arrived(HOURS[:1])
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    table, (problem,) = read_parquet_table(file, real_plan.methods.limits)
    assert table is None
    assert "jbeco[parquet]" in problem.mend
