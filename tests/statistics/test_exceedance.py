"""Exceeding days by month and primary pollutant, by hand and on a published year."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jbeco.statistics.exceedance import UNNAMED, exceedance_by_primary

HOURLY = (
    Path(__file__).resolve().parents[2].parent
    / "shared/data/air/hourly_with_published_aqi_202004.csv"
)


def daily(*rows: tuple[str, float, str | None]) -> pd.DataFrame:
    days, aqi, primary = zip(*rows, strict=True)
    return pd.DataFrame(
        {"aqi": aqi, "primary": pd.Series(primary, dtype=object).to_numpy()},
        index=pd.to_datetime(list(days), format="ISO8601"),
    )


def counts(frame: pd.DataFrame) -> dict[str, dict[str, int]]:
    table = exceedance_by_primary(frame).by_pollutant
    return {str(month): {k: int(n) for k, n in row.items() if n} for month, row in table.iterrows()}


def test_days_are_counted_by_month_and_pollutant() -> None:
    table = daily(
        ("2024-01-03", 120, "PM2.5"),
        ("2024-01-04", 100, "PM2.5"),
        ("2024-01-05", 101, "PM10"),
        ("2024-03-01", 130, "O3"),
        ("2024-03-02", 40, None),
    )
    assert counts(table) == {
        "2024-01": {"PM2.5": 1, "PM10": 1},
        "2024-02": {},
        "2024-03": {"O3": 1},
    }
    found = exceedance_by_primary(table)
    assert found.days["exceeding"].tolist() == [2, 0, 1]
    assert found.days["valid"].tolist() == [3, 0, 2]
    assert found.statement == "超标 3 天，没有并列首要污染物"


@pytest.mark.parametrize(
    "text", ["PM2.5,O3", "PM2.5，O3", "PM2.5、O3", "PM2.5\nO3", "PM2.5; O3,O3"]
)
def test_a_day_with_two_counts_for_each_once_and_is_said(text: str) -> None:
    found = exceedance_by_primary(daily(("2024-06-01", 120, text), ("2024-06-02", 130, "O3")))
    assert found.by_pollutant.iloc[0].to_dict() == {"O3": 2, "PM2.5": 1}
    assert found.days["exceeding"].tolist() == [2]
    assert found.days["co_listed"].tolist() == [1]
    assert found.statement == ("超标 2 天，1 天并列的首要污染物各计 1 天，各污染物之和大于超标天数")


@pytest.mark.parametrize("text", [None, "", "无", "—", float("nan")])
def test_a_day_without_a_named_pollutant_is_kept_apart(text) -> None:
    assert counts(daily(("2024-06-01", 120, text))) == {"2024-06": {UNNAMED: 1}}


def test_a_day_without_aqi_is_missing_not_good() -> None:
    found = exceedance_by_primary(daily(("2024-06-01", np.nan, "O3"), ("2024-06-02", 50, None)))
    assert found.days.iloc[0].to_dict() == {
        "exceeding": 0,
        "valid": 1,
        "missing": 1,
        "co_listed": 0,
    }
    assert found.by_pollutant.shape == (1, 0)


def test_a_table_without_days_counts_nothing() -> None:
    found = exceedance_by_primary(daily(("2024-06-01", 50.0, None)).iloc[:0])
    assert (len(found.by_pollutant), len(found.days)) == (0, 0)
    assert found.statement == "超标 0 天，没有并列首要污染物"


def test_the_limit_may_be_another() -> None:
    table = daily(("2024-06-01", 180, "O3"), ("2024-06-02", 230, "O3"))
    assert exceedance_by_primary(table, limit=200).days["exceeding"].tolist() == [1]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (daily(("2024-06-01", 120, "O3")).drop(columns="primary"), "缺少列：primary"),
        (daily(("2024-06-01", 120, "O3")).reset_index(drop=True), "DatetimeIndex"),
        (
            daily(("2024-06-01", 90, None), ("2024-06-01 08:00", 80, None)),
            "同一天有两行：2024-06-01",
        ),
        (daily(("2024-06-01", "优", None)), "不是数字"),
        (daily(("2024-06-01", 0, None)), "2024-06-01 的 AQI 不大于 0"),
    ],
)
def test_tables_that_cannot_be_counted_are_refused(table, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        exceedance_by_primary(table)


@pytest.mark.skipif(not HOURLY.is_file(), reason="the file is not on this machine")
def test_real_lists_of_several_pollutants_are_taken_apart() -> None:
    hours = pd.read_csv(HOURLY)
    several = hours[hours["PrimaryPollution"].str.contains("\n", na=False)]
    assert len(several) > 0
    day = daily(("2020-04-01", 150, several["PrimaryPollution"].iloc[0]))
    assert exceedance_by_primary(day).days["co_listed"].tolist() == [1]
