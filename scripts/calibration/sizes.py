"""How often each trend test cries wolf: its size on short series that have no trend."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.special import ndtr, stdtr

from jbeco.standards.rounding import round_array
from jbeco.statistics.spearman import TABLE_DECIMALS, critical_value

from .many import mann_kendall_p
from .rank_sums import rank_sum_tail

__all__ = ["LENGTHS", "TestSize", "test_sizes"]

Floats = NDArray[np.float64]

LENGTHS = (6, 8, 11)
"""Yearly values of the plan after its half-way and at its end: 2019–2024, –2026, –2029."""

PHIS = (0.0, 0.4)
"""Independent years, and years as correlated as environmental ones may be."""

NOMINAL = 0.05
MOST_REPLICATES = 200_000


@dataclass(frozen=True)
class TestSize:
    """Share of trendless series in which a test at nominal 5 % finds a trend.

    ``test`` names it in Chinese; ``size`` is None where it does not apply, such as a length that
    the printed table lacks; ``standard_error`` is that of the simulation.
    """

    __test__ = False  # no test case, whatever pytest makes of the name

    test: str
    n: int
    phi: float
    size: float | None
    standard_error: float | None
    replicates: int


def test_sizes(seed: int, replicates: int) -> tuple[TestSize, ...]:
    """Measure the size of every trend test on Gaussian noise of 6, 8 and 11 values.

    Parameters
    ----------
    seed : int
        Seed of the simulation.
    replicates : int
        Series per length and autocorrelation, 100 to 200,000; 10,000 take a second or two.

    Returns
    -------
    tuple of TestSize
        By length, autocorrelation and test.

    Raises
    ------
    ValueError
        ``replicates`` out of range.

    Notes
    -----
    Two-sided at 5 % unless the name says otherwise. HAC is measured here with the normal
    distribution and without correction, as it is most often printed.
    """
    if not 100 <= replicates <= MOST_REPLICATES:
        raise ValueError(f"模拟次数应在 100 与 {MOST_REPLICATES} 之间，现在是 {replicates}")
    random = np.random.default_rng(seed)
    results = []
    for n in LENGTHS:
        innovations = random.standard_normal((replicates, n))
        for phi in PHIS:
            for name, rejected in _rejections(ar1_noise(innovations, phi)).items():
                size = None if rejected is None else float(rejected.mean())
                error = None if size is None else (size * (1.0 - size) / replicates) ** 0.5
                results.append(TestSize(name, n, phi, size, error, replicates))
    return tuple(results)


test_sizes.__test__ = False  # type: ignore[attr-defined]  # as above


def ar1_noise(innovations: Floats, phi: float) -> Floats:
    """Return stationary AR(1) series x_t = φ x_{t−1} + e_t of variance 1 along the last axis."""
    noise = np.empty_like(innovations)
    noise[..., 0] = innovations[..., 0]
    share = (1.0 - phi**2) ** 0.5
    for i in range(1, innovations.shape[-1]):
        noise[..., i] = phi * noise[..., i - 1] + share * innovations[..., i]
    return noise


def _rejections(noise: Floats) -> dict[str, NDArray[np.bool_] | None]:
    """Return, by test, which of the series it calls trending."""
    n = noise.shape[1]
    kendall = mann_kendall_p(noise)
    rising = mann_kendall_p(noise, "increasing")
    rs, spearman = _spearman(noise)
    ordinary, robust = _line_tests(noise)
    critical = critical_value(n)
    return {
        "Mann–Kendall 精确": kendall <= NOMINAL,
        "Mann–Kendall 精确（单侧，上升）": rising <= NOMINAL,
        "OLS t": ordinary <= NOMINAL,
        "Spearman 精确": spearman <= NOMINAL,
        "秩相关临界值表（单侧，上升）": None if critical is None else rs >= critical.wp_05,
        "秩相关临界值表（上升或下降）": (
            None if critical is None else np.abs(rs) >= critical.wp_05
        ),
        "HAC z（滞后 1）": robust <= NOMINAL,
    }


def _spearman(noise: Floats) -> tuple[Floats, Floats]:
    """Return rs as it is compared with the table, and the exact two-sided p-value."""
    n = noise.shape[1]
    ranks = np.argsort(np.argsort(noise, axis=1), axis=1) + 1
    sums = 2 * (ranks @ np.arange(1, n + 1))
    rs = (sums / 2 - n * (n + 1) ** 2 / 4) / (n * (n**2 - 1) / 12)
    tail = rank_sum_tail(tuple(range(2, 2 * n + 1, 2)))
    p = np.minimum(1.0, 2.0 * tail[np.maximum(sums, n * (n + 1) ** 2 - sums)])
    return round_array(rs, TABLE_DECIMALS), p


def _line_tests(noise: Floats) -> tuple[Floats, Floats]:
    """Return the two-sided p-values of the slope: Student's t, and z with HAC of one lag."""
    n = noise.shape[1]
    times = np.arange(n) - (n - 1) / 2.0
    squares = float(times @ times)
    centred = noise - noise.mean(axis=1, keepdims=True)
    slope = centred @ times / squares
    residuals = centred - slope[:, np.newaxis] * times
    ordinary = np.sqrt((residuals**2).sum(axis=1) / (n - 2) / squares)
    scores = residuals * times
    # Bartlett's weight of lag 1 is a half, and the lag counts twice.
    long_run = (scores**2).sum(axis=1) + (scores[:, 1:] * scores[:, :-1]).sum(axis=1)
    robust = np.sqrt(long_run) / squares
    student: Floats = 2.0 * stdtr(n - 2, -np.abs(slope / ordinary))
    return student, 2.0 * ndtr(-np.abs(slope / robust))
