"""The stages air and water on the example: what cannot be measured is a problem."""

from functools import cache
from pathlib import Path

import pandas as pd

import jbeco
from jbeco.stage_tables import TABLES
from jbeco.values.monitoring import air, water

EXAMPLE = Path(__file__).resolve().parents[2] / "data" / "example"


@cache
def example():
    return jbeco.open(2025, EXAMPLE)


def hours(**changed: float) -> pd.DataFrame:
    """Return the example's hours with those of one station in 2025 multiplied."""
    spoilt = example().air_hourly.copy()
    mine = (spoilt["year"] == 2025) & (spoilt["station"] == "示例一站")
    for item, factor in changed.items():
        spoilt.loc[mine, item] *= factor
    return spoilt


def test_the_tables_are_those_that_are_declared() -> None:
    for found in (air(example().plan, example().tables), water(example().plan, example().tables)):
        for name, table in found.items():
            assert list(table.columns) == TABLES[name].stored


def test_the_example_has_no_fault() -> None:
    assert len(air(example().plan, example().tables)["air_problems"]) == 0
    assert len(water(example().plan, example().tables)["water_problems"]) == 0


def test_one_stations_carbon_monoxide_in_micrograms_is_named_and_stops_nothing() -> None:
    """A traceback ended every command: the column as a whole looked right."""
    again = example().judge(air_hourly=hours(co=1000.0))
    problem = again.problems[again.problems["what"].str.contains("CO")]
    assert problem["where"].tolist() == ["2025/air_hourly.csv"]
    what = problem["what"].item()
    assert what.startswith(
        "示例一站 2025-01-01 01:00 至 2026-01-01 00:00 有 8752 个小时的 CO 高于 50"
    )
    assert {"N07-1", "P08-1"} <= set(problem["blocks"].item().split("；"))
    days = again.air_days.query("year == 2025")
    assert days["kind"].value_counts().to_dict() == {"good": 327, "exceeded": 35, "invalid": 3}
    assert (days["whole_stations"] <= 2).all()  # two days on which another was out too


def test_a_faulty_reading_is_named_at_its_cell() -> None:
    spoilt = example().water_monthly.copy()
    mine = spoilt.index[spoilt["year"] == 2025]
    spoilt.loc[mine[3], "codmn"] = "约4"
    spoilt.loc[mine[5], "hg"] = "未检出"
    found = water(example().plan, {"water_monthly": spoilt})["water_problems"]
    assert found["where"].tolist() == [spoilt.loc[mine[n], "place"] for n in (3, 5)]
    assert "“约4”不是监测值" in found["what"].iloc[0]
    assert found["year"].tolist() == [2025, 2025]
    assert set(found["about"]) == {""}  # what was reported is not at fault
    assert "检出限" in found["what"].iloc[1]


def test_an_unfinished_year_is_said_and_not_compared() -> None:
    first_half = example().air_hourly.query("time < '2025-07-01'")
    problems = example().judge(air_hourly=first_half).problems
    said = problems[problems["what"].str.contains("空气监测只有 181 天，不足全年")]
    assert said["level"].tolist() == ["警告"]
    assert not problems["what"].str.contains("的监测值算得").any()


def test_a_figure_that_the_stations_contradict_is_a_warning() -> None:
    spoilt = hours(pm25=6.0)
    problems = example().judge(air_hourly=spoilt).problems
    said = problems[problems["what"].str.contains("的监测值算得")]
    assert set(said["level"]) == {"警告"}
    assert said["what"].str.contains("PM2.5").any()
    assert said["what"].str.contains("优良天数").any()
