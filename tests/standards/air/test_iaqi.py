"""IAQI: exact on every legal concentration, for both editions."""

import math
from fractions import Fraction
from itertools import pairwise

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards import air
from jbeco.standards.air.iaqi import COLUMNS, index_table
from jbeco.standards.reference import read_table

ROWS = read_table("aqi_breakpoints.csv", COLUMNS)
TABLES = sorted({(r["edition"], r["pollutant"], r["averaging"]) for r in ROWS})


def points(edition: str, pollutant: str, averaging: str) -> list[tuple[Fraction, int]]:
    wanted = (edition, pollutant, averaging)
    return [
        (Fraction(r["concentration"]), int(r["iaqi"]))
        for r in ROWS
        if (r["edition"], r["pollutant"], r["averaging"]) == wanted
    ]


def by_rule(concentration: Fraction, known: list[tuple[Fraction, int]]) -> int:
    """The formula of HJ 633 in rational numbers, rounded up."""
    if concentration == 0:
        return 0
    for (low, low_index), (high, high_index) in pairwise(known):
        if low < concentration <= high:
            slope = Fraction(high_index - low_index) / (high - low)
            return math.ceil(slope * (concentration - low) + low_index)
    raise AssertionError(concentration)


@pytest.mark.parametrize("table", TABLES, ids="-".join)
def test_every_legal_concentration_equals_rational_arithmetic(table) -> None:
    edition, pollutant, averaging = table
    known = points(*table)
    scale = 10 if pollutant == "co" else 1
    steps = range(int(known[-1][0] * scale) + 1)
    found = air.iaqi(np.array(steps) / scale, pollutant, averaging, edition)
    assert list(found) == [by_rule(Fraction(step, scale), known) for step in steps]


def test_all_of_the_13410_points_of_each_edition_are_held_against_the_rule() -> None:
    for edition in ("2012", "2026"):
        sizes = [index_table(p, a, e).beyond for e, p, a in TABLES if e == edition]
        assert sum(sizes) == 13410


@pytest.mark.parametrize(
    ("concentration", "pollutant", "averaging", "edition", "index"),
    [
        (8, "SO2", "24h", "2012", 8),
        (12, "NO2", "24h", "2012", 15),
        (27, "PM10", "24h", "2012", 27),
        (11, "PM2.5", "24h", "2012", 16),
        (112, "O3", "8h", "2012", 60),
        (0.5, "CO", "24h", "2012", 13),
        (201, "o3", "8h", "2012", 138),
        (523, "so2", "24h", "2012", 158),
        (60, "pm25", "24h", "2026", 100),
        (60.5, "pm25", "24h", "2026", 100),
        (60.6, "pm25", "24h", "2026", 101),
        (120, "pm10", "24h", "2026", 100),
        (900, "so2", "1h", "2026", 200),
        (900, "o3", "8h", "2026", 300),
        (200, "no2", "1h", "2026", 100),
        (4, "co", "24h", "2026", 100),
        (500, "pm25", "24h", "2026", 500),
        (75, "pm25", "24h", "2012", 100),
        (75, "pm25", "24h", "2026", 114),
        (150, "pm10", "24h", "2012", 100),
        (150, "pm10", "24h", "2026", 112),
        (121, "pm10", "24h", "2012", 86),
        (121, "pm10", "24h", "2026", 101),
        (2.2, "co", "24h", "2012", 55),
        (65.4, "co", "1h", "2012", 218),
        (4.1, "co", "24h", "2012", 101),
        (81, "no2", "24h", "2012", 101),
    ],
)
def test_published_and_exact_values(concentration, pollutant, averaging, edition, index) -> None:
    assert air.iaqi(concentration, pollutant, averaging, edition) == index


def test_floats_would_be_wrong_on_co() -> None:
    assert math.ceil(50 / 2 * (2.2 - 0) + 0) == 56  # exact: 55
    assert air.iaqi(2.2, "co", "24h", "2012") == 55


def test_beyond_the_scale() -> None:
    assert air.iaqi(5000, "pm25", "24h", "2012") == 500
    assert list(air.beyond_scale([500, 501, np.nan], "pm25")) == [False, True, False]
    assert math.isnan(air.iaqi(801, "so2", "1h", "2012"))
    assert math.isnan(air.iaqi(801, "o3", "8h", "2012"))
    assert air.iaqi(800, "o3", "8h", "2012") == 300


def test_shapes_are_kept() -> None:
    series = pd.Series([75.0, np.nan], index=["a", "b"], name="pm25")
    found = air.iaqi(series, "pm25", "24h", "2012")
    assert list(found.index) == ["a", "b"]
    assert found["a"] == 100
    assert math.isnan(found["b"])
    assert air.iaqi(np.zeros((2, 3)), "pm25").shape == (2, 3)
    assert air.iaqi([], "pm25").shape == (0,)
    assert isinstance(air.iaqi(10, "pm25"), float)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        ((-1, "pm25"), "负值"),
        (([5, -0.1, np.nan], "co"), "负值"),
        ((1, "tsp"), "没有这个污染物"),
        ((1, "pm25", "1h"), "没有“1h”这种平均时间"),
        ((1, "pm25", "24h", "1996"), "没有这个空气标准版本"),
        ((1, "pm25", "24h", "2031"), "2031 年以后的版本未见"),
    ],
)
def test_what_cannot_be_is_refused_in_chinese(call, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        air.iaqi(*call)


@pytest.mark.parametrize(
    "name", ["2026", 2026, "HJ 633-2026", "HJ633-2026", "GB 3095-2026 过渡阶段"]
)
def test_an_edition_has_several_names(name) -> None:
    assert air.iaqi(75, "PM₂.₅", "24h", name) == 114


tables = st.sampled_from(TABLES)
amounts = st.floats(min_value=0, max_value=4000, allow_nan=False)


@given(tables, amounts, amounts)
def test_more_is_never_better(table, first, second) -> None:
    edition, pollutant, averaging = table
    low, high = sorted((first, second))
    a, b = air.iaqi([low, high], pollutant, averaging, edition)
    assert math.isnan(b) or a <= b


@given(st.sampled_from([t[1:] for t in TABLES if t[0] == "2012"]), amounts)
def test_editions_agree_where_their_tables_agree(table, amount) -> None:
    pollutant, averaging = table
    if points("2012", *table) == points("2026", *table):
        old, new = (air.iaqi(amount, pollutant, averaging, e) for e in ("2012", "2026"))
        assert math.isnan(old) or old == new


@given(st.integers(0, 15000))
def test_half_a_unit_goes_to_the_even_one(tenths: int) -> None:
    co = tenths / 100
    exact = round(Fraction(tenths, 10))  # half to even, in tenths of mg/m³
    assert air.iaqi(co, "co", "1h") == air.iaqi(exact / 10, "co", "1h")
