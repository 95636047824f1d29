"""Mann–Kendall: published results, exact p-values, gaps, small samples, and where others differ."""

import numpy as np
import pymannkendall
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from jbeco.statistics.trend import mann_kendall

numbers = st.floats(-1e6, 1e6, allow_nan=False, width=32)
series = st.lists(numbers | st.sampled_from([0.0, 1.0, 2.0]), min_size=5, max_size=25)


def test_r_trend_on_the_discharge_at_maxau(published, column) -> None:
    expected, result = published["trend mk.test(maxau Q)"], mann_kendall(column("maxau", "Q"))
    assert (result.s, result.n, result.method) == (expected["S"], expected["n"], "normal")
    assert result.var == expected["varS"]
    assert result.tau == pytest.approx(expected["tau"], abs=5e-8)
    assert result.z == pytest.approx(expected["z"], abs=5e-5)
    assert result.p == pytest.approx(expected["p"], abs=5e-5)


def test_r_wql_on_the_nile(published, column) -> None:
    expected, result = published["wql mannKen(Nile)"], mann_kendall(column("nile", "value"))
    assert result.s == expected["S"]
    assert result.var == pytest.approx(expected["varS"], abs=0.05)
    assert result.p == pytest.approx(expected["p"], rel=5e-7)


def test_r_envstats_on_sulfate(published, column) -> None:
    expected = published["EnvStats kendallTrendTest, EPA.09.Ex.17.6 Sulfate.ppm ~ Sampling.Date"]
    result = mann_kendall(column("sulfate", "Sulfate.ppm"), method="normal")
    assert result.n == expected["n"]
    assert result.tau == pytest.approx(expected["tau"], abs=5e-8)  # S over all pairs, not tau-b
    assert result.z == pytest.approx(expected["z"], abs=5e-7)
    assert result.p == pytest.approx(expected["p"], rel=5e-7)


def test_the_exact_p_is_the_standard_beyond_the_normal_one(column) -> None:
    sulfate = column("sulfate", "Sulfate.ppm")
    exact, normal = mann_kendall(sulfate), mann_kendall(sulfate, method="normal")
    assert (exact.method, exact.s, exact.z) == ("exact", normal.s, normal.z)
    assert exact.p < normal.p


@pytest.mark.parametrize(
    ("values", "s", "p"),
    [
        ([1.700, 1.722, 1.648, 1.695, 1.505], -6, 28 / 120),
        ([1, 2, 3, 4, 5], 10, 2 / 120),
        ([1, 2, 3, 4, 5, 6], 15, 2 / 720),
        ([5, 4, 3, 2, 1], -10, 2 / 120),
        ([1, 1, 1, 1, 2], 4, 2 / 5),
    ],
)
def test_exact_by_hand(values: list[float], s: int, p: float) -> None:
    result = mann_kendall(values)
    assert (result.s, result.method) == (s, "exact")
    assert result.p == pytest.approx(p)


def test_one_sided_in_the_direction_of_the_plan() -> None:
    rising = [79.5, 82.0, 81.0, 84.0, 86.0, 87.1]
    assert mann_kendall(rising, "increasing").p == pytest.approx(mann_kendall(rising).p / 2)
    assert mann_kendall(rising, "decreasing").p > 0.99


@given(series)
def test_one_sided_tails_mirror_each_other(values: list[float]) -> None:
    mirrored = [-value for value in values]
    for method in ("exact", "normal"):
        up = mann_kendall(values, "increasing", method)
        down = mann_kendall(mirrored, "decreasing", method)
        assert (up.s, up.p) == (-down.s, down.p)


@given(series)
def test_s_variance_z_and_normal_p_equal_pymannkendall(values: list[float]) -> None:
    ours, theirs = mann_kendall(values, method="normal"), pymannkendall.original_test(values)
    assert ours.s == theirs.s
    assert ours.var == pytest.approx(theirs.var_s)
    assert ours.tau == pytest.approx(theirs.Tau)
    if ours.var > 0:
        assert ours.p == pytest.approx(theirs.p, abs=1e-12)


@given(st.lists(numbers, min_size=5, max_size=30, unique=True))
def test_exact_p_without_ties_equals_scipy(values: list[float]) -> None:
    theirs = stats.kendalltau(range(len(values)), values, method="exact")
    ours = mann_kendall(values)
    assert ours.p == pytest.approx(theirs.pvalue, rel=1e-9)


def test_pymannkendall_is_too_large_for_five_rising_values() -> None:
    assert pymannkendall.original_test([1, 2, 3, 4, 5]).p == pytest.approx(0.0275, abs=5e-5)
    assert mann_kendall([1, 2, 3, 4, 5]).p == pytest.approx(1 / 60)


def test_pymannkendall_corrections_break_down_on_short_series() -> None:
    """Estimated autocorrelation: no p-value at all, or significance on mere noise."""
    noise = np.random.default_rng(4).normal(size=(150, 8))
    with np.errstate(invalid="ignore", divide="ignore"):
        rao = [pymannkendall.hamed_rao_modification_test(row).p for row in noise]
        yue = [pymannkendall.yue_wang_modification_test(row).p for row in noise]
    assert np.isnan(rao).any()
    assert np.mean(np.array(yue) < 0.05) > 0.2
    assert np.mean([mann_kendall(row).p < 0.05 for row in noise]) < 0.08


def test_missing_years_are_left_out_and_told() -> None:
    gaps = mann_kendall([1.0, None, 2.0, float("nan"), 3.0, 5.0, 4.0])
    whole = mann_kendall([1.0, 2.0, 3.0, 5.0, 4.0])
    assert (gaps.s, gaps.n, gaps.p) == (whole.s, whole.n, whole.p)
    assert "略去缺测 2 个" in gaps.note


@pytest.mark.parametrize(
    ("n", "word", "told"),
    [(4, "不作趋势判断", False), (5, "样本量小", True), (7, "样本量小", True)],
)
def test_short_series_say_what_they_cannot(n: int, word: str, told: bool) -> None:
    result = mann_kendall(range(n))
    assert word in result.note
    assert (result.p is not None) is told


def test_eight_values_need_no_warning() -> None:
    assert mann_kendall(range(8)).note == ""


def test_equal_values_have_no_trend() -> None:
    for method in ("exact", "normal"):
        result = mann_kendall([100.0] * 6, method=method)
        assert (result.s, result.z, result.p, result.tau) == (0, 0.0, 1.0, 0.0)
        assert "数值全部相同" in result.note


@pytest.mark.parametrize("values", [[], [1.0], [None]])
def test_nothing_to_compare(values: list[float | None]) -> None:
    result = mann_kendall(values)
    assert (result.s, result.p, result.tau) == (0, None, None)


def test_faults_are_told_in_chinese() -> None:
    with pytest.raises(ValueError, match="备择假设"):
        mann_kendall([1, 2], "up")
    with pytest.raises(ValueError, match="方法"):
        mann_kendall([1, 2], method="hamed-rao")
    with pytest.raises(ValueError, match="一维"):
        mann_kendall([[1, 2], [3, 4]])
    with pytest.raises(ValueError, match="不是数字"):
        mann_kendall([1, "约 2", 3])
    with pytest.raises(ValueError, match="无穷大"):
        mann_kendall([1, 2, float("inf")])
