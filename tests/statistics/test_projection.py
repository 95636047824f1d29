"""The two models by hand and against statsmodels, their mixture, and the scales."""

from fractions import Fraction

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from jbeco.statistics.projection import (
    prediction_interval,
    probability_many,
    probability_of_attaining,
    project,
)
from jbeco.statistics.scales import RAW, Scale, choose_scale, is_saturated

YEARS = [1, 2, 3, 4, 5]
VALUES = [1, 2, 4, 5, 8]
SHARE = Scale("logit", 0.0, 100.0)


def series(size: int = 7):
    number = st.floats(-1000, 1000).map(lambda x: round(x, 3))
    return st.lists(number, min_size=size, max_size=size)


# by hand


def test_the_line_by_hand() -> None:
    # mean 4, slope 17/10, residuals .4 -.3 0 -.7 .6, s² = 1.1/3; at 7: 1 + 1/5 + 16/10 = 2.8
    found = project(YEARS, VALUES, 7)
    assert found.trend_centre == pytest.approx([10.8])
    assert found.trend_scale == pytest.approx([np.sqrt(1.1 / 3 * 2.8)])
    assert found.freedom == 3


def test_the_walk_by_hand() -> None:
    # steps 1 2 1 3, drift 7/4, s² = 2.75/3; two years ahead: 2 s² (1 + 2/4)
    found = project(YEARS, VALUES, 7)
    assert found.walk_centre == pytest.approx([11.5])
    assert found.walk_scale == pytest.approx([np.sqrt(2 * 2.75 / 3 * 1.5)])


def test_the_walk_over_a_gap() -> None:
    # steps 2 over two years and 3 over one: drift 5/3, s² = ((2-10/3)²/2 + (3-5/3)²/1)/1
    found = project([1, 3, 4], [0, 2, 5], 6)
    assert found.walk_centre == pytest.approx([5 + 10 / 3])
    spread = (2 - 10 / 3) ** 2 / 2 + (3 - 5 / 3) ** 2
    assert found.walk_scale == pytest.approx([np.sqrt(spread * (2 + 4 / 3))])


def test_the_probability_is_the_mean_of_the_two() -> None:
    line = stats.t(3, 10.8, np.sqrt(1.1 / 3 * 2.8)).sf(12)
    walk = stats.t(3, 11.5, np.sqrt(2.75)).sf(12)
    given = (YEARS, VALUES, 7, 12, "higher")
    assert probability_of_attaining(*given) == pytest.approx((line + walk) / 2)
    assert probability_of_attaining(*given, weight=1) == pytest.approx(line)
    assert probability_of_attaining(*given, weight=0) == pytest.approx(walk)
    assert probability_of_attaining(YEARS, VALUES, 7, 12, "lower") == pytest.approx(
        1 - (line + walk) / 2
    )


@pytest.mark.parametrize("ahead", [1, 3, 6])
def test_the_line_is_that_of_statsmodels(ahead: int) -> None:
    rng = np.random.default_rng(5)
    years, values = np.arange(2014, 2024), rng.normal(80, 3, 10)
    fit = sm.OLS(values, sm.add_constant(years)).fit()
    frame = fit.get_prediction([[1, 2023 + ahead]]).summary_frame(alpha=0.2)
    low, median, high = prediction_interval(years, values, 2023 + ahead, 0.8, weight=1)
    expected = frame[["obs_ci_lower", "mean", "obs_ci_upper"]].to_numpy()[0]
    assert [low, median, high] == pytest.approx(expected)


# properties


@given(series(), st.floats(-2000, 2000), st.integers(1, 6))
def test_higher_and_lower_make_one(values, target, ahead) -> None:
    given = (range(7), values, 6 + ahead, target)
    up, down = (probability_of_attaining(*given, way) for way in ("higher", "lower"))
    if project(range(7), values, 6 + ahead).has_spread.all():
        assert up + down == pytest.approx(1)
    assert 0 <= up <= 1


@given(series(), st.floats(-2000, 2000), st.floats(0, 100))
def test_a_harder_target_is_no_likelier(values, target, more) -> None:
    easy, hard = (
        probability_of_attaining(range(7), values, 9, goal, "higher")
        for goal in (target, target + more)
    )
    assert hard <= easy


@given(series(), st.floats(-1000, 1000), st.integers(-3, 3))
def test_units_and_origin_do_not_matter(values, target, power) -> None:
    target = round(target, 3)
    before = probability_of_attaining(range(7), values, 9, target, "higher")
    changed = [2.0**power * value for value in values]
    after = probability_of_attaining(
        range(2000, 2007), changed, 2009, 2.0**power * target, "higher"
    )
    assert after == pytest.approx(before, abs=1e-6)


@given(series(), st.floats(0.01, 0.99), st.integers(1, 6))
def test_the_quantile_turns_the_probability_round(values, share, ahead) -> None:
    found = project(range(7), values, 6 + ahead)
    if found.has_spread.all():
        assert found.attaining(found.quantile(share), "lower") == pytest.approx([share])


@given(series())
def test_the_interval_is_in_order_and_widens(values) -> None:
    low, median, high = prediction_interval(range(7), values, 9)
    wider = prediction_interval(range(7), values, 9, level=0.95)
    assert wider[0] <= low <= median <= high <= wider[2]


def test_many_are_as_each_alone() -> None:
    rng = np.random.default_rng(6)
    values, targets = rng.normal(size=(20, 8)), rng.normal(size=20)
    many = probability_many(range(8), values, 10, targets, "lower", weight=0.3)
    alone = [
        probability_of_attaining(range(8), row, 10, goal, "lower", weight=0.3)
        for row, goal in zip(values, targets, strict=True)
    ]
    assert many == pytest.approx(alone, rel=1e-12)


# series without spread, and what is refused


@pytest.mark.parametrize(
    ("target", "way", "expected"),
    [(88, "higher", 1), (88.001, "higher", 0), (88, "lower", 1), (87.999, "lower", 0)],
)
def test_a_straight_line_is_a_step(target, way, expected) -> None:
    straight = [80, 81, 82, 83, 84]
    assert not project(range(5), straight, 8).has_spread.any()
    assert probability_of_attaining(range(5), straight, 8, target, way) == expected
    assert prediction_interval(range(5), straight, 8) == pytest.approx((88, 88, 88))


def test_rounding_errors_are_no_spread() -> None:
    thirds = [1000 + year / 3 for year in range(9)]
    assert not project(range(2010, 2019), thirds, 2020).has_spread.any()


@pytest.mark.parametrize(
    ("years", "values", "target_year", "weight", "says"),
    [
        ([1, 2], [1, 2], 3, 0.5, "只有 2 个年度值"),
        ([1, 2, 3], [1, 2], 4, 0.5, "对不上"),
        ([1, 3, 2], [1, 2, 4], 5, 0.5, "没有从早到晚"),
        ([1, 2, 2], [1, 2, 4], 5, 0.5, "没有从早到晚"),
        ([1, 2, 3], [1, np.nan, 4], 5, 0.5, "空缺"),
        ([1, 2, 3], [1, 2, 4], 3, 0.5, "不晚于"),
        ([1, 2, 3], [1, 2, 4], 5, 1.5, "权重"),
    ],
)
def test_what_is_refused(years, values, target_year, weight, says) -> None:
    with pytest.raises(ValueError, match=says):
        project(years, values, target_year, weight)


def test_a_side_and_a_level_that_are_none() -> None:
    with pytest.raises(ValueError, match="方向"):
        probability_of_attaining(YEARS, VALUES, 7, 12, "up")
    with pytest.raises(ValueError, match="区间概率"):
        prediction_interval(YEARS, VALUES, 7, level=80)


# scales


def test_the_logit_scale_there_and_back() -> None:
    assert SHARE.forward([50, 75]) == pytest.approx([0, np.log(3)])
    assert SHARE.back(SHARE.forward([0.01, 42, 99.99])) == pytest.approx([0.01, 42, 99.99])
    assert SHARE.back([-1e6, 1e6]) == pytest.approx([0, 100])
    with pytest.raises(ValueError, match="不能用 logit"):
        SHARE.forward([50, 100])


@pytest.mark.parametrize(
    ("values", "target", "low", "high", "profile", "name"),
    [
        ([90, 95], 97, 0, 100, "logit", "logit"),
        ([90, 95], 100, 0, 100, "logit", "raw"),
        ([90, 100], 97, 0, 100, "logit", "raw"),
        ([90, 101], 97, 0, 100, "logit", "raw"),
        ([30, 40], 25, 0, None, "logit", "raw"),
        ([90, 95], 97, None, 100, "logit", "raw"),
        ([90, 95], 97, 0, 100, "raw", "raw"),
    ],
)
def test_which_scale(values, target, low, high, profile, name) -> None:
    assert choose_scale(values, target, low, high, profile).name == name


def test_a_share_never_leaves_its_limits() -> None:
    values = [90, 93, 95.5, 98, 99]
    low, median, high = prediction_interval(YEARS, values, 8, scale=SHARE)
    assert 0 < low < median < high < 100
    assert prediction_interval(YEARS, values, 8, scale=RAW)[1] > 100


def test_saturated() -> None:
    full, limit = [Fraction(100)] * 5, Fraction(100)
    assert is_saturated(full, limit)
    assert not is_saturated([*full[1:], Fraction(9999, 100)], limit)
    assert not is_saturated(full, None)
