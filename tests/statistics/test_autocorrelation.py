"""p under assumed autocorrelation: exact at 0, larger above, the same for the same seed."""

import numpy as np
import pytest

from jbeco.statistics import assumed_autocorrelation, mann_kendall
from jbeco.statistics.autocorrelation import ar1_noise

RISING = [79.5, 82.0, 81.0, 84.0, 86.0, 87.1, 86.5]
TIED = [79.5, 82.0, 81.0, 84.0, 86.0, 86.0, 86.0]
GAPS = [79.5, None, 81.0, 82.0, None, 86.0, 87.1, 84.0]


@pytest.mark.parametrize("values", [RISING, TIED, GAPS])
@pytest.mark.parametrize("alternative", ["two-sided", "increasing", "decreasing"])
def test_independent_years_give_the_exact_p(values: list[float], alternative: str) -> None:
    free = assumed_autocorrelation(values, 1, alternative, phis=(0.0,))[0]
    exact = mann_kendall(values, alternative)
    assert abs(free.p - exact.p) <= 4 * free.standard_error + 1e-4
    assert (free.n, free.alternative, free.note) == (exact.n, alternative, exact.note)


def test_p_grows_with_the_assumed_autocorrelation() -> None:
    p = [row.p for row in assumed_autocorrelation(RISING, 1)]
    assert p == sorted(p)
    assert p[2] > 1.5 * p[0]


def test_years_far_apart_are_as_good_as_independent() -> None:
    """Five missing years after each value leave 0.4⁶ of the autocorrelation."""
    sparse = [part for value in RISING for part in (value, *[None] * 5)]
    row = assumed_autocorrelation(sparse, 1, phis=(0.4,))[0]
    assert abs(row.p - mann_kendall(RISING).p) <= 4 * row.standard_error


def test_the_seed_decides() -> None:
    assert assumed_autocorrelation(RISING, 5) == assumed_autocorrelation(RISING, 5)
    assert assumed_autocorrelation(RISING, 5) != assumed_autocorrelation(RISING, 6)


def test_noise_is_stationary_with_the_wanted_autocorrelation() -> None:
    noise = ar1_noise(np.random.default_rng(0).standard_normal((20_000, 4)), 0.4)
    assert noise.std(axis=0) == pytest.approx(np.ones(4), abs=0.03)
    assert np.corrcoef(noise.T)[0] == pytest.approx([1, 0.4, 0.16, 0.064], abs=0.03)


def test_short_series_carry_no_p() -> None:
    assert [row.p for row in assumed_autocorrelation([1.0, 2.0, 3.0], 1)] == [None] * 3


def test_faults_are_told_in_chinese() -> None:
    with pytest.raises(ValueError, match="自相关系数"):
        assumed_autocorrelation(RISING, 1, phis=(1.0,))
    with pytest.raises(ValueError, match="模拟次数"):
        assumed_autocorrelation(RISING, 1, replicates=10)
