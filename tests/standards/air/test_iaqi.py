"""IAQI: equal to exact arithmetic on every legal concentration, in every shape that is given."""

import csv
from fractions import Fraction
from itertools import pairwise
from math import ceil, isnan
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards.air import (
    iaqi,
    pollutant_and_average,
    pollutant_named,
    pollutants,
)
from jbeco.standards.air.iaqi import above_last, scale
from jbeco.standards.rounding import round_array

TABLES = Path(__file__).resolve().parents[3] / "jbeco" / "standards" / "tables"
LEGAL_POINTS = 13_410
EDITIONS = ("2012", "2026")


def printed_tables() -> dict[tuple[str, str, str], list[tuple[int, int]]]:
    """Read the breakpoints again, apart from the package."""
    tables: dict[tuple[str, str, str], list[tuple[int, int]]] = {}
    with (TABLES / "aqi_breakpoints.csv").open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            key = row["edition"], row["pollutant"], row["averaging"]
            tables.setdefault(key, []).append((int(row["concentration"]), int(row["iaqi"])))
    return tables


PRINTED = printed_tables()
KEYS = sorted(PRINTED)
some_table = st.sampled_from(KEYS)


def steps_of(pollutant: str) -> int:
    return 10 if pollutant == "co" else 1


def by_hand(points: list[tuple[int, int]], concentration: Fraction) -> int:
    """Return formula (1) of HJ 633, rounded up, in exact numbers."""
    for (low, at_low), (high, at_high) in pairwise(points):
        if low <= concentration <= high:
            slope = Fraction(at_high - at_low, high - low)
            return ceil(slope * (concentration - low) + at_low)
    raise AssertionError(concentration)


@pytest.mark.parametrize("key", KEYS, ids="-".join)
def test_every_legal_value_is_the_exact_one(key: tuple[str, str, str]) -> None:
    edition, pollutant, averaging = key
    points, steps = PRINTED[key], steps_of(pollutant)
    legal = [Fraction(step, steps) for step in range(points[-1][0] * steps + 1)]
    found = iaqi([float(value) for value in legal], pollutant, averaging, edition)
    assert found.tolist() == [by_hand(points, value) for value in legal]


@pytest.mark.parametrize("edition", EDITIONS)
def test_that_is_all_legal_values(edition: str) -> None:
    tables = [(key, points) for key, points in PRINTED.items() if key[0] == edition]
    assert sum(points[-1][0] * steps_of(key[1]) + 1 for key, points in tables) == LEGAL_POINTS


@pytest.mark.parametrize(
    ("value", "pollutant", "averaging", "edition", "expected"),
    [
        (2.2, "co", "24h", 2012, 55),  # a ceiling of floats gives 56
        (65.4, "co", "1h", 2026, 218),  # a ceiling of floats gives 219
        (75, "pm25", "24h", 2012, 100),
        (75, "pm25", "24h", 2026, 114),
        (60.5, "PM2.5", "24h", "HJ 633-2026", 100),  # half to even: 60
        (60.6, "PM2.5", "24h", "HJ 633-2026", 101),
        (61.5, "pm25", "24h", "2012", 84),  # half to even: 62
        (0, "so2", "1h", 2026, 0),
        (-0.0, "so2", "1h", 2026, 0),
        (900, "so2", "1h", 2026, 200),
        (900, "o3", "8h", 2026, 300),
        (2620, "so2", "24h", 2012, 500),
        (2621, "so2", "24h", 2012, 500),
        (1e300, "co", "24h", 2026, 500),
    ],
)
def test_single_values(value, pollutant, averaging, edition, expected) -> None:
    found = iaqi(value, pollutant, averaging, edition)
    assert found == expected
    assert type(found) is int


@pytest.mark.parametrize(("pollutant", "averaging"), [("so2", "1h"), ("o3", "8h")])
def test_above_800_there_is_none_in_2012(pollutant: str, averaging: str) -> None:
    assert isnan(iaqi(801, pollutant, averaging, 2012))
    assert iaqi(800.5, pollutant, averaging, 2012) == iaqi(800, pollutant, averaging, 2012)


@pytest.mark.parametrize("key", KEYS, ids="-".join)
def test_beyond_the_scale_is_said(key: tuple[str, str, str]) -> None:
    edition, pollutant, averaging = key
    last, step = PRINTED[key][-1][0], 1 / steps_of(pollutant)
    values = [last - step, last, last + step / 2, last + step, 1e9, np.nan]
    found = above_last(np.array(values), scale(pollutant, averaging, edition))
    assert found.tolist() == [False, False, False, True, True, False]


def test_the_shape_is_kept() -> None:
    series = pd.Series([35, None, 75], index=["a", "b", "c"], name="pm25")
    found = iaqi(series, "pm25", "24h", 2012)
    pd.testing.assert_series_equal(
        found, pd.Series([50.0, np.nan, 100.0], index=["a", "b", "c"], name="pm25")
    )
    nullable = pd.Series([35, pd.NA], dtype="Int64")
    assert iaqi(nullable, "pm25", "24h", 2012).isna().tolist() == [False, True]
    for kind in ("int64", "float32", "Int64", "Float64", "object"):
        whole = pd.Series([35, 75], dtype=kind)
        assert iaqi(whole, "pm25", "24h", 2012).tolist() == [50, 100]
    square = np.array([[0, 35], [75, np.nan]])
    np.testing.assert_array_equal(
        iaqi(square, "pm25", "24h", 2012), np.array([[0, 50], [100, np.nan]])
    )
    np.testing.assert_array_equal(
        iaqi(square.T, "pm25", "24h", 2012), np.array([[0, 100], [50, np.nan]])
    )
    assert iaqi([], "pm25", "24h", 2012).shape == (0,)
    assert isnan(iaqi(np.nan, "pm25", "24h", 2012))
    assert isnan(iaqi(-np.nan, "pm25", "24h", 2012))
    assert isnan(iaqi(None, "pm25", "24h", 2012))


def test_what_was_given_is_not_changed() -> None:
    values = np.array([1.5, np.nan, 900.0, 2.25])
    before = values.copy()
    iaqi(values, "co", "24h", 2012)
    np.testing.assert_array_equal(values, before)


def test_a_long_array_is_the_same_as_its_values() -> None:
    legal = np.arange(0, 2700) * 1.0
    long = np.tile(np.append(legal, np.nan), 40)
    once = iaqi(np.append(legal, np.nan), "so2", "24h", 2012)
    np.testing.assert_array_equal(iaqi(long, "so2", "24h", 2012), np.tile(once, 40))


@given(some_table, st.integers(0, 45_000), st.sampled_from([1, 10, 100, 1000]))
def test_rounding_is_that_of_round_array(key, number, part) -> None:
    edition, pollutant = key[:2]
    value = number / part
    rounded = round_array(value, 1 if pollutant == "co" else 0)
    assert_same(iaqi(value, *key[1:], edition), iaqi(float(rounded), *key[1:], edition))


@pytest.mark.parametrize("pollutant", ["co", "pm25"])
def test_every_tie_goes_to_the_even_digit_also_from_a_mean(pollutant: str) -> None:
    steps = steps_of(pollutant)
    for step in range(60 * steps):
        tie = (2 * step + 1) / (2 * steps)
        even = (step + step % 2) / steps
        expected = iaqi(even, pollutant, "24h", 2026)
        for value in (tie, tie * (1 + 1e-15), tie * (1 - 1e-15)):
            assert iaqi(value, pollutant, "24h", 2026) == expected


@given(some_table, st.lists(st.floats(0, 5000), min_size=2, max_size=20))
def test_more_is_never_better(key, values) -> None:
    edition, pollutant, averaging = key
    found = iaqi(sorted(values), pollutant, averaging, edition)
    known = found[~np.isnan(found)]
    assert (np.diff(known) >= 0).all()
    assert not np.isnan(found[: len(known)]).any()  # only the highest can be without


@given(
    st.sampled_from(
        [k for k in KEYS if k[0] == "2012" and PRINTED[k] == PRINTED[("2026", *k[1:])]]
    ),
    st.floats(0, 800),
)
def test_editions_agree_where_their_tables_do(key, value) -> None:
    assert iaqi(value, *key[1:], 2012) == iaqi(value, *key[1:], 2026)


def test_the_editions_differ_in_two_breakpoints_only() -> None:
    differ = {key[1] for key in KEYS if PRINTED[key] != PRINTED[("2026", *key[1:])]}
    assert differ == {"pm10", "pm25"}


def test_a_ceiling_of_floats_is_wrong_on_carbon_monoxide_only() -> None:
    wrong: dict[str, int] = {}
    for (edition, pollutant, averaging), points in PRINTED.items():
        steps = steps_of(pollutant)
        legal = np.arange(points[-1][0] * steps + 1) / steps
        naive = np.ceil(np.interp(legal, *np.array(points, dtype=float).T))
        count = int((naive != iaqi(legal, pollutant, averaging, edition)).sum())
        wrong[pollutant] = wrong.get(pollutant, 0) + count
    assert {name for name, count in wrong.items() if count} == {"co"}


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ((-1, "co", "24h", 2012), "CO 第 1 个浓度是 -1"),
        (([3, np.nan, -0.1], "pm25", "24h", 2012), "PM2.5 第 3 个浓度是 -0.1"),
        (([3, np.inf], "so2", "24h", 2012), "SO2 第 2 个浓度是 inf"),
        ((1, "pm25", "1h", 2012), "没有 PM2.5 的 1h 分级表；可用 24h"),
        ((1, "pm25", "24h", 2031), "还没有公布 AQI 分级表"),
        ((1, "pm25", "24h", 2000), "没有这个空气标准版本"),
        ((1, "tsp", "24h", 2012), "不认识的污染物：tsp"),
        (("35", "pm25", "24h", 2012), "不是数"),
        ((["35", None], "pm25", "24h", 2012), "文字"),
        (([True], "pm25", "24h", 2012), "不是数"),
    ],
)
def test_refusals_say_what_and_where(arguments, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        iaqi(*arguments)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("PM2.5", ("pm25", "")),
        ("pm25", ("pm25", "")),
        ("PM₂.₅", ("pm25", "")),
        ("pm2_5", ("pm25", "")),
        ("ＰＭ１０", ("pm10", "")),
        ("O3_8h", ("o3", "8h")),
        ("O₃-8h", ("o3", "8h")),
        ("臭氧8小时", ("o3", "8h")),
        ("臭氧1小时", ("o3", "1h")),
        ("颗粒物(PM10)", ("pm10", "")),
        ("细颗粒物(PM2.5)", ("pm25", "")),
        ("PM2.5_24h", ("pm25", "24h")),
        ("PM10_24h", ("pm10", "24h")),
        ("二氧化硫", ("so2", "")),
    ],
)
def test_names_are_understood(text: str, expected: tuple[str, str]) -> None:
    assert pollutant_and_average(text) == expected
    assert pollutant_named(text).key == expected[0]


def test_the_six_and_their_digits() -> None:
    assert [p.name for p in pollutants()] == ["SO2", "NO2", "CO", "O3", "PM10", "PM2.5"]
    assert {p.key: (p.decimals, p.unit) for p in pollutants()}["co"] == (1, "mg/m3")
    assert {(p.decimals, p.unit) for p in pollutants() if p.key != "co"} == {(0, "ug/m3")}


def assert_same(one: float, other: float) -> None:
    assert one == other or (isnan(one) and isnan(other))
