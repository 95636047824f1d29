"""Sizes under no trend: exact tests keep 5 %, the table read both ways and HAC do not."""

import numpy as np
import pytest
from statsmodels.api import OLS, add_constant

from jbeco.statistics import mann_kendall, spearman_trend
from jbeco.statistics.kendall_distribution import exact_p, smallest_significant
from scripts.calibration import sizes


@pytest.fixture(scope="module")
def measured() -> dict[tuple[str, int, float], sizes.TestSize]:
    return {(row.test, row.n, row.phi): row for row in sizes.test_sizes(20190101, 4000)}


@pytest.mark.parametrize("n", sizes.LENGTHS)
def test_exact_mann_kendall_has_the_size_of_its_distribution(measured, n: int) -> None:
    expected = float(exact_p(smallest_significant(n, (), 0.025), n))
    row = measured["Mann–Kendall 精确", n, 0.0]
    assert abs(row.size - expected) <= 4 * row.standard_error


@pytest.mark.parametrize("n", sizes.LENGTHS)
def test_what_keeps_its_level_and_what_does_not(measured, n: int) -> None:
    for name in ("Mann–Kendall 精确", "Mann–Kendall 精确（单侧，上升）", "Spearman 精确", "OLS t"):
        row = measured[name, n, 0.0]
        assert row.size <= 0.05 + 4 * row.standard_error, name
    assert measured["HAC z（滞后 1）", n, 0.0].size > 0.15
    assert measured["OLS t", n, 0.4].size > measured["OLS t", n, 0.0].size


def test_the_printed_table_is_one_sided(measured) -> None:
    for n in sizes.LENGTHS:
        assert measured["秩相关临界值表（单侧，上升）", n, 0.0].size < 0.06
        assert measured["秩相关临界值表（上升或下降）", n, 0.0].size > 0.05


def test_the_shortcuts_are_the_tests_themselves() -> None:
    noise = np.random.default_rng(3).normal(size=(12, 8))
    rejected = sizes._rejections(noise)
    rs, _ = sizes._spearman(noise)
    ordinary, robust = sizes._line_tests(noise)
    for i, row in enumerate(noise):
        assert rejected["Mann–Kendall 精确"][i] == (mann_kendall(row).p <= 0.05)
        assert rs[i] == pytest.approx(spearman_trend(row).rs, abs=5e-4)
        plain = OLS(row, add_constant(np.arange(8.0))).fit()
        assert ordinary[i] == pytest.approx(plain.pvalues[1])
        fit = OLS(row, add_constant(np.arange(8.0))).fit(cov_type="HAC", cov_kwds={"maxlags": 1})
        assert robust[i] == pytest.approx(fit.pvalues[1])


def test_the_seed_decides_and_the_work_is_bounded() -> None:
    assert sizes.test_sizes(1, 100) == sizes.test_sizes(1, 100)
    for replicates in (10, 10**7):
        with pytest.raises(ValueError, match="模拟次数"):
            sizes.test_sizes(1, replicates)
