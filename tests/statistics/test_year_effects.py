"""Years of PM2.5 side by side: what was put in comes out, the weather apart."""

import numpy as np
import pandas as pd
import pytest

from jbeco.statistics.year_effects import MONTHS_ONLY, WITH_WEATHER, year_effects

YEARS = (2021, 2022, 2023)
SHARE = {2021: 1.0, 2022: 0.9, 2023: 0.8}


def air(noise: float = 0.05) -> pd.DataFrame:
    """Daily means with a season; each year is a known share of the first."""
    random = np.random.default_rng(7)
    date = pd.date_range(f"{YEARS[0]}-01-01", f"{YEARS[-1]}-12-31")
    season = 30 + 10 * np.cos(2 * np.pi * date.day_of_year / 365)
    pm25 = season * date.year.map(SHARE) * np.exp(random.normal(0, noise, len(date)))
    return pd.DataFrame({"year": date.year, "date": date, "pm25": pm25})


def weather(days: pd.DataFrame, calm: dict[int, float] | None = None) -> pd.DataFrame:
    random = np.random.default_rng(8)
    n = len(days)
    wind = random.uniform(1, 5, n) * days["year"].map(calm or dict.fromkeys(YEARS, 1.0))
    return pd.DataFrame(
        {
            "year": days["year"],
            "date": days["date"],
            "wind_ms": wind,
            "temperature_c": random.normal(15, 5, n),
            "humidity_pct": random.uniform(40, 90, n),
            "rain_mm": random.choice([0.0, 0.0, 3.0], n),
        }
    )


NONE = weather(air()).iloc[:0]


def changes(rows: list[dict], model: str) -> dict[int, float]:
    return {one["year"]: one["change_pct"] for one in rows if one["model"] == model}


def test_the_shares_that_were_put_in_come_out() -> None:
    rows = list(year_effects(air(), NONE, 2023))
    assert [one["model"] for one in rows] == [MONTHS_ONLY] * 2
    assert changes(rows, MONTHS_ONLY) == pytest.approx({2022: -10, 2023: -20}, abs=1)
    for one in rows:
        assert one["low_pct"] < one["change_pct"] < one["high_pct"]
        assert (one["against"], one["days"]) == (2021, 1095)


def test_a_year_that_was_only_windier_is_no_cleaner_year() -> None:
    days = air(0.02).assign(pm25=lambda table: table["pm25"] / table["year"].map(SHARE))
    blown = weather(days, {2021: 1.0, 2022: 1.0, 2023: 2.0})
    days["pm25"] = days["pm25"] / (blown["wind_ms"] + 0.1) ** 0.5
    rows = list(year_effects(days, blown, 2023))
    assert changes(rows, MONTHS_ONLY)[2023] < -20
    assert changes(rows, WITH_WEATHER)[2023] == pytest.approx(0, abs=1)


def test_later_years_and_a_single_year_are_left_out() -> None:
    assert changes(list(year_effects(air(), NONE, 2022)), MONTHS_ONLY).keys() == {2022}
    assert list(year_effects(air(), NONE, 2021)) == []
    assert list(year_effects(air().iloc[:0], NONE, 2023)) == []


def test_a_year_without_weather_is_not_compared_by_it() -> None:
    days = air()
    known = weather(days).query("year < 2023")
    assert changes(list(year_effects(days, known, 2023)), WITH_WEATHER) == {}


def test_order_of_rows_changes_nothing() -> None:
    days = air()
    shuffled = days.sample(frac=1, random_state=1)
    assert list(year_effects(shuffled, NONE, 2023)) == list(year_effects(days, NONE, 2023))


def test_it_is_what_statsmodels_says_of_dummies_by_hand() -> None:
    """The point estimates, from plain least squares on columns that are written out."""
    days = air()
    columns = [np.ones(len(days))]
    columns += [(days["date"].dt.month == month).astype(float) for month in range(2, 13)]
    columns += [(days["year"] == year).astype(float) for year in YEARS[1:]]
    solved = np.linalg.lstsq(np.column_stack(columns), np.log(days["pm25"]), rcond=None)[0]
    rows = changes(list(year_effects(days, NONE, 2023)), MONTHS_ONLY)
    assert [*rows.values()] == pytest.approx(100 * np.expm1(solved[-2:]), abs=0.006)
