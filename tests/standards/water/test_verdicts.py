"""Readings, means over months and sections, basins, change between periods."""

from fractions import Fraction

import numpy as np
import pandas as pd
import pytest

from jbeco.standards import water
from jbeco.standards.water.readings import mean_ph


def test_below_the_detection_limit_half_of_it_counts() -> None:
    assert water.half_of_limit(Fraction("0.04")) == Fraction("0.02")


def test_ph_is_averaged_through_hydrogen_ions() -> None:
    assert round(mean_ph([6.5, 7.9, 8.8, 9, 6.78, 8.87]), 2) == 7.08
    assert np.isnan(mean_ph([np.nan]))


def test_a_year_needs_eight_months() -> None:
    index = pd.MultiIndex.from_product([["甲", "乙"], range(1, 13)])
    months = pd.DataFrame({"codmn": [4.0] * 12 + [5.0] * 7 + [np.nan] * 5, "ph": 7.0}, index=index)
    found = water.annual_means(months)
    assert found.loc["甲", "codmn"] == 4
    assert np.isnan(found.loc["乙", "codmn"])
    assert found.loc["乙", "ph"] == pytest.approx(7)


def test_shares_are_exact_and_skip_what_has_no_class() -> None:
    shares = water.class_shares(pd.Series([1, 2, 3, 4, 6, 3, None], dtype="Int64"))
    assert (shares.counts, shares.sections) == ((1, 1, 2, 1, 0, 1), 6)
    assert (shares.good, shares.inferior) == (Fraction(400, 6), Fraction(100, 6))
    assert water.class_shares(pd.Series([], dtype="Int64")).good is None


@pytest.mark.parametrize(
    ("good", "inferior", "word"),
    [
        (92, 0, "优"),
        (90, 10, "优"),
        (80, 5, "良好"),
        (75, 25, "良好"),
        (70, 10, "轻度污染"),
        (60, 25, "中度污染"),
        (60, 40, "重度污染"),
        (50, 45, "重度污染"),
    ],
)
def test_basins(good: int, inferior: int, word: str) -> None:
    assert water.basin_verdict(Fraction(good), Fraction(inferior)) == word


def test_few_sections_are_averaged() -> None:
    frame = pd.DataFrame({"codmn": [2.0, 8.0], "do": [8.0, 8.0]})
    assert water.few_sections_class(frame) == 3
    with pytest.raises(ValueError, match="按比例评价"):
        water.few_sections_class(pd.DataFrame({"do": [8.0] * 5}))


@pytest.mark.parametrize(
    ("before", "after", "word"),
    [
        (3, 3, "无明显变化"),
        (4, 3, "有所好转"),
        (5, 3, "明显好转"),
        (2, 3, "有所下降"),
        (1, 6, "明显下降"),
    ],
)
def test_change_of_a_section(before: int, after: int, word: str) -> None:
    assert water.section_change(before, after) == word


@pytest.mark.parametrize(
    ("good", "inferior", "word"),
    [
        (10, 0, "无明显变化"),
        (8, -4, "有所好转"),
        (15, -6, "明显好转"),
        (-11, 0, "有所下降"),
        (0, 21, "明显下降"),
    ],
)
def test_change_of_a_basin(good: int, inferior: int, word: str) -> None:
    assert water.basin_change(Fraction(good), Fraction(inferior)) == word
