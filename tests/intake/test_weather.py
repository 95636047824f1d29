"""Daily weather: read as numbers; a faulty cell is a gap and named, and never stops anything."""

from pathlib import Path

import pandas as pd
import pytest

from jbeco.intake.collector import Collector
from jbeco.intake.files import read_file
from jbeco.intake.read import read_submissions
from jbeco.intake.weather import read_weather
from jbeco.plan import load_plan
from jbeco.problems import Level

HEAD = "date,temperature_c,wind_ms,humidity_pct,rain_mm,note\n"
EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"


def read(folder: Path, *lines: str, head: str = HEAD):
    path = folder / "weather_daily.csv"
    path.write_text(head + "".join(f"{line}\n" for line in lines), encoding="utf-8")
    into = Collector(load_plan())
    file = read_file(path, "2025/weather_daily.csv", into.plan.methods.limits)
    read_weather(file, 2025, into)
    return into.monitoring.weather, into.problems


def test_a_day_by_hand(tmp_path: Path) -> None:
    table, problems = read(tmp_path, "2025-01-01,5.2,2.1,70,0,示例", "2025-01-02,,3,65,1.5,示例")
    assert problems == []
    assert table["date"].tolist() == [pd.Timestamp("2025-01-01"), pd.Timestamp("2025-01-02")]
    assert table.loc[0, ["temperature_c", "wind_ms", "humidity_pct", "rain_mm"]].tolist() == [
        5.2,
        2.1,
        70,
        0,
    ]
    assert pd.isna(table.loc[1, "temperature_c"])


@pytest.mark.parametrize(
    ("line", "where", "says"),
    [
        ("2025-01-02,5,2.1,700,0,", "D3", "“700”不是 0 与 100 之间的数"),
        ("2025-01-02,5,-1,70,0,", "C3", "“-1”不是 0 与 60 之间的数"),
        ("2025-01-02,约5,2,70,0,", "B3", "“约5”不是"),
        ("2025-01-02,nan,2,70,0,", "B3", "“nan”不是"),
    ],
)
def test_a_faulty_number_is_a_gap(tmp_path: Path, line: str, where: str, says: str) -> None:
    table, (problem,) = read(tmp_path, "2025-01-01,5,2,70,0,", line)
    assert problem.where.startswith(f"2025/weather_daily.csv!{where}")
    assert says in problem.what
    assert (problem.level, problem.blocks) == (Level.WARNING, ())
    assert table.loc[1].isna().sum() == 1


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("2025/1/2,5,2,70,0,", "不是“年-月-日”"),
        ("2024-01-02,5,2,70,0,", "不在 2025 年"),
        ("2025-01-01,5,2,70,0,", "重复"),
    ],
)
def test_a_faulty_day_is_left_out(tmp_path: Path, line: str, says: str) -> None:
    table, (problem,) = read(tmp_path, "2025-01-01,5,2,70,0,", line)
    assert says in problem.what
    assert len(table) == 1


def test_another_table_is_refused(tmp_path: Path) -> None:
    table, problems = read(tmp_path, head="日期,气温\n")
    assert table is None
    assert problems


def test_the_example_carries_it() -> None:
    sent = read_submissions(EXAMPLE, 2025, load_plan())
    days = {year: m.weather for year, m in sent.monitoring.items() if m.weather is not None}
    assert list(days) == list(range(2020, 2026))
    assert {len(days[year]) for year in (2021, 2022, 2023, 2025)} == {365}
    assert "2025/weather_daily.csv" in dict(sent.files)
