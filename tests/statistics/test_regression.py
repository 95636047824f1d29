"""Lines: NIST certified values, statsmodels beside ours, and what short series are refused."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats
from statsmodels.api import OLS, add_constant
from statsmodels.datasets import longley

from jbeco.statistics import glsar_trend, hac_trend, least_squares, ols_trend
from jbeco.statistics.regression import MIN_LONG

LONGLEY = {  # NIST StRD, certified
    "coefficients": [
        -3482258.63459582,
        15.0618722713733,
        -0.0358191792925910,
        -2.02022980381683,
        -1.03322686717359,
        -0.0511041056535807,
        1829.15146461355,
    ],
    "standard_errors": [
        890420.383607373,
        84.9149257747669,
        0.0334910077722432,
        0.488399681651699,
        0.214274163161675,
        0.226073200069370,
        455.478499142212,
    ],
    "residual_sd": 304.854073561965,
    "r2": 0.995479004577296,
}


def test_nist_norris(certified) -> None:
    data, values = certified["norris"], certified["norris"]["certified"]
    x, y = np.array(data["x"]), np.array(data["y"])
    line, fit = ols_trend(y, x), least_squares(add_constant(x), y)
    assert line.slope == pytest.approx(values["slope"], rel=1e-12)
    assert line.intercept == pytest.approx(values["intercept"], rel=1e-11)
    assert line.standard_error == pytest.approx(values["sd_slope"], rel=1e-12)
    assert fit.coefficients == pytest.approx([values["intercept"], values["slope"]], rel=1e-11)
    errors = [values["sd_intercept"], values["sd_slope"]]
    assert fit.standard_errors == pytest.approx(errors, rel=1e-12)
    assert fit.residual_sd == pytest.approx(values["residual_sd"], rel=1e-12)
    assert fit.ssr == pytest.approx(values["ssr"], rel=1e-12)
    assert fit.r2 == pytest.approx(values["r2"], rel=1e-14)
    assert line.t**2 == pytest.approx(values["F"], rel=1e-12)


def test_nist_noint1_through_the_origin(certified) -> None:
    data, values = certified["noint1"], certified["noint1"]["certified"]
    fit = least_squares(np.array(data["x"])[:, np.newaxis], data["y"])
    assert fit.coefficients[0] == pytest.approx(values["slope"], rel=1e-13)
    assert fit.standard_errors[0] == pytest.approx(values["sd_slope"], rel=1e-13)
    assert fit.ssr == pytest.approx(values["ssr"], rel=1e-13)


def test_nist_longley() -> None:
    """Nearly dependent columns: a plain solution of the normal equations loses six digits."""
    data = longley.load_pandas().data.to_numpy(dtype=float)
    fit = least_squares(add_constant(data[:, 1:]), data[:, 0])
    assert fit.coefficients == pytest.approx(LONGLEY["coefficients"], rel=1e-9)
    assert fit.standard_errors == pytest.approx(LONGLEY["standard_errors"], rel=1e-9)
    assert fit.residual_sd == pytest.approx(LONGLEY["residual_sd"], rel=1e-11)
    assert fit.r2 == pytest.approx(LONGLEY["r2"], rel=1e-13)


@given(
    st.lists(st.integers(-1000, 1000), min_size=5, max_size=20).filter(lambda v: len(set(v)) > 2)
)
def test_ols_equals_scipy(values: list[int]) -> None:
    years = np.arange(2019, 2019 + len(values))
    ours, theirs = ols_trend(values, years), stats.linregress(years, values)
    assert ours.slope == pytest.approx(theirs.slope, abs=1e-9)
    assert ours.intercept == pytest.approx(theirs.intercept, rel=1e-9, abs=1e-6)
    assert ours.standard_error == pytest.approx(theirs.stderr, rel=1e-6, abs=1e-9)
    assert ours.p == pytest.approx(theirs.pvalue, abs=1e-6)


def test_one_sided() -> None:
    values = [79.5, 82.0, 81.0, 84.0, 86.0, 87.1]
    both = ols_trend(values)
    assert ols_trend(values, alternative="increasing").p == pytest.approx(both.p / 2)
    assert ols_trend(values, alternative="decreasing").p == pytest.approx(1 - both.p / 2)
    assert both.lower < both.slope < both.upper


def test_flat_straight_and_tiny_series() -> None:
    flat = ols_trend([100.0] * 6)
    assert (flat.slope, flat.t, flat.p) == (0.0, 0.0, 1.0)
    assert ols_trend([1.0, 2.0, 3.0, 4.0, 5.0]).p < 1e-12
    two = ols_trend([1.0, 2.0])
    assert (two.slope, two.standard_error, two.p, two.df) == (1.0, None, None, 0)
    for values in ([], [3.0], [None, None]):
        assert ols_trend(values).slope is None


@pytest.fixture(scope="module")
def monthly() -> np.ndarray:
    random, noise = np.random.default_rng(11), [0.0]
    for shock in random.normal(size=71):
        noise.append(0.5 * noise[-1] + shock)
    return np.array(noise) + 0.03 * np.arange(72)


def test_hac_is_that_of_statsmodels(monthly) -> None:
    model = OLS(monthly, add_constant(np.arange(72.0)))
    theirs = model.fit(cov_type="HAC", cov_kwds={"maxlags": 3, "use_correction": True}, use_t=True)
    ours = hac_trend(monthly, 3)
    assert ours.slope == pytest.approx(theirs.params[1])
    assert ours.intercept == pytest.approx(theirs.params[0])
    assert ours.standard_error == pytest.approx(theirs.bse[1])
    assert ours.p == pytest.approx(theirs.pvalues[1])
    assert [ours.lower, ours.upper] == pytest.approx(theirs.conf_int()[1])
    assert (ours.method, ours.df) == ("hac(3)", 70)


def test_autocorrelation_widens_the_error(monthly) -> None:
    plain = ols_trend(monthly).standard_error
    assert hac_trend(monthly, 4).standard_error > plain
    assert glsar_trend(monthly).standard_error > plain
    assert glsar_trend(monthly).method == "glsar(1)"


def test_years_are_refused() -> None:
    for trend in (lambda: hac_trend(range(11), 1), lambda: glsar_trend(range(11))):
        with pytest.raises(ValueError, match="年度序列请用 mann_kendall"):
            trend()


def test_impossible_lags_and_flat_series_are_refused() -> None:
    for lags in (0, MIN_LONG):
        with pytest.raises(ValueError, match="滞后阶数"):
            hac_trend(range(MIN_LONG), lags)
    with pytest.raises(ValueError, match="全部相同"):
        hac_trend([1.0] * MIN_LONG, 1)


def test_gaps_are_told(monthly) -> None:
    with_gap = monthly.copy()
    with_gap[10] = np.nan
    assert "滞后按余下数值的先后计" in hac_trend(with_gap, 2).note


@pytest.mark.parametrize(
    ("design", "response", "words"),
    [
        ([[1, 2], [1, 2], [1, 2]], [1, 2, 3], "线性相关"),
        ([[1, 2]], [1], "定不出"),
        ([[1, 2], [1, 3]], [1, 2, 3], "形状"),
        ([[1, 2], [1, 3]], [1, np.nan], "空值"),
    ],
)
def test_models_without_solution_are_refused(design, response, words: str) -> None:
    with pytest.raises(ValueError, match=words):
        least_squares(design, response)
