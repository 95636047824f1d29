"""The two models by hand and against statsmodels, their mixture, and the scales."""

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from jbeco.statistics.projection import RAW, Scale, choose_scale, project

YEARS = [1, 2, 3, 4, 5]
VALUES = [1, 2, 4, 5, 8]
SHARE = Scale("logit", 0.0, 100.0)


def attaining(years, values, target_year, target, direction, weight=0.5, scale=RAW) -> float:
    found = project(years, scale.forward(values), target_year, weight)
    return float(found.attaining(scale.forward(target), direction))


def interval(years, values, target_year, level=0.8, weight=0.5, scale=RAW) -> list[float]:
    found = project(years, scale.forward(values), target_year, weight)
    return [float(scale.back(end)) for end in found.interval(level)]


def has_spread(found) -> bool:
    return found.trend_scale > 0 and found.walk_scale > 0


def series(size: int = 7):
    number = st.floats(-1000, 1000).map(lambda x: round(x, 3))
    return st.lists(number, min_size=size, max_size=size)


# by hand


def test_the_line_by_hand() -> None:
    # mean 4, slope 17/10, residuals .4 -.3 0 -.7 .6, s² = 1.1/3; at 7: 1 + 1/5 + 16/10 = 2.8
    found = project(YEARS, VALUES, 7)
    assert found.trend_centre == pytest.approx(10.8)
    assert found.trend_scale == pytest.approx(np.sqrt(1.1 / 3 * 2.8))
    assert found.freedom == 3


def test_the_walk_by_hand() -> None:
    # steps 1 2 1 3, drift 7/4, s² = 2.75/3; two years ahead: 2 s² (1 + 2/4)
    found = project(YEARS, VALUES, 7)
    assert found.walk_centre == pytest.approx(11.5)
    assert found.walk_scale == pytest.approx(np.sqrt(2 * 2.75 / 3 * 1.5))


def test_the_walk_over_a_gap() -> None:
    # steps 2 over two years and 3 over one: drift 5/3, s² = ((2-10/3)²/2 + (3-5/3)²/1)/1
    found = project([1, 3, 4], [0, 2, 5], 6)
    assert found.walk_centre == pytest.approx(5 + 10 / 3)
    spread = (2 - 10 / 3) ** 2 / 2 + (3 - 5 / 3) ** 2
    assert found.walk_scale == pytest.approx(np.sqrt(spread * (2 + 4 / 3)))


def test_the_probability_is_the_mean_of_the_two() -> None:
    line = stats.t(3, 10.8, np.sqrt(1.1 / 3 * 2.8)).sf(12)
    walk = stats.t(3, 11.5, np.sqrt(2.75)).sf(12)
    given = (YEARS, VALUES, 7, 12, "higher")
    assert attaining(*given) == pytest.approx((line + walk) / 2)
    assert attaining(*given, weight=1) == pytest.approx(line)
    assert attaining(*given, weight=0) == pytest.approx(walk)
    assert attaining(YEARS, VALUES, 7, 12, "lower") == pytest.approx(1 - (line + walk) / 2)


@pytest.mark.parametrize("ahead", [1, 3, 6])
def test_the_line_is_that_of_statsmodels(ahead: int) -> None:
    rng = np.random.default_rng(5)
    years, values = np.arange(2014, 2024), rng.normal(80, 3, 10)
    fit = sm.OLS(values, sm.add_constant(years)).fit()
    frame = fit.get_prediction([[1, 2023 + ahead]]).summary_frame(alpha=0.2)
    low, median, high = interval(years, values, 2023 + ahead, 0.8, weight=1)
    expected = frame[["obs_ci_lower", "mean", "obs_ci_upper"]].to_numpy()[0]
    assert [low, median, high] == pytest.approx(expected)


# properties


@given(series(), st.floats(-2000, 2000), st.integers(1, 6))
def test_higher_and_lower_make_one(values, target, ahead) -> None:
    given = (range(7), values, 6 + ahead, target)
    up, down = (attaining(*given, way) for way in ("higher", "lower"))
    if has_spread(project(range(7), values, 6 + ahead)):
        assert up + down == pytest.approx(1)
    assert 0 <= up <= 1


@given(series(), st.floats(-2000, 2000), st.floats(0, 100))
def test_a_harder_target_is_no_likelier(values, target, more) -> None:
    easy, hard = (
        attaining(range(7), values, 9, goal, "higher") for goal in (target, target + more)
    )
    assert hard <= easy


@given(series(), st.floats(-1000, 1000), st.integers(-3, 3))
def test_units_and_origin_do_not_matter(values, target, power) -> None:
    target = round(target, 3)
    before = attaining(range(7), values, 9, target, "higher")
    changed = [2.0**power * value for value in values]
    after = attaining(range(2000, 2007), changed, 2009, 2.0**power * target, "higher")
    assert after == pytest.approx(before, abs=1e-6)


@given(series(), st.floats(0.01, 0.99), st.integers(1, 6))
def test_the_quantile_turns_the_probability_round(values, share, ahead) -> None:
    found = project(range(7), values, 6 + ahead)
    if has_spread(found):
        assert found.attaining(found.quantile(share), "lower") == pytest.approx(share)


@given(series())
def test_the_interval_is_in_order_and_widens(values) -> None:
    low, median, high = interval(range(7), values, 9)
    wider = interval(range(7), values, 9, level=0.95)
    assert wider[0] <= low <= median <= high <= wider[2]


# series without spread, and what is refused


@pytest.mark.parametrize(
    ("target", "way", "expected"),
    [(88, "higher", 1), (88.001, "higher", 0), (88, "lower", 1), (87.999, "lower", 0)],
)
def test_a_straight_line_is_a_step(target, way, expected) -> None:
    straight = [80, 81, 82, 83, 84]
    assert not has_spread(project(range(5), straight, 8))
    assert attaining(range(5), straight, 8, target, way) == expected
    assert interval(range(5), straight, 8) == pytest.approx((88, 88, 88))


def test_rounding_errors_are_no_spread() -> None:
    thirds = [1000 + year / 3 for year in range(9)]
    assert not has_spread(project(range(2010, 2019), thirds, 2020))


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
        attaining(YEARS, VALUES, 7, 12, "up")
    with pytest.raises(ValueError, match="区间概率"):
        interval(YEARS, VALUES, 7, level=80)


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
    low, median, high = interval(YEARS, values, 8, scale=SHARE)
    assert 0 < low < median < high < 100
    assert interval(YEARS, values, 8, scale=RAW)[1] > 100
