"""How much a yearly trend's p-value would change if the years were not independent.

Eleven values are too few to estimate an autocorrelation, and the corrections that do so reject
too often; so p is shown for assumed values instead.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .mann_kendall import kendall_s
from .many import mann_kendall_many
from .series import MIN_POINTS, Values, check_alternative, joined, notes_on, read_series

__all__ = ["ASSUMED", "AssumedAutocorrelation", "ar1_noise", "assumed_autocorrelation"]

Floats = NDArray[np.float64]

ASSUMED = (0.0, 0.2, 0.4)
"""Lag-1 autocorrelations that are assumed in turn."""

MOST_REPLICATES = 200_000


@dataclass(frozen=True)
class AssumedAutocorrelation:
    """p-value of the Mann–Kendall test under one assumed autocorrelation.

    Parameters
    ----------
    phi : float
        Lag-1 autocorrelation that was assumed.
    p : float or None
        (1 + k)/(1 + replicates); None with fewer than five valid values.
    standard_error : float or None
        Of p, from the number of replicates.
    n, replicates, seed : int
        Valid values, simulated series, seed.
    method : str
        ``simulation``.
    alternative : str
        ``two-sided``, ``increasing`` or ``decreasing``.
    note : str
        In Chinese; empty when nothing.
    """

    phi: float
    p: float | None
    standard_error: float | None
    n: int
    replicates: int
    seed: int
    method: str
    alternative: str
    note: str


def ar1_noise(innovations: Floats, phi: float) -> Floats:
    """Return stationary AR(1) series x_t = φ x_{t−1} + e_t of variance 1 along the last axis."""
    noise = np.empty_like(innovations)
    noise[..., 0] = innovations[..., 0]
    share = (1.0 - phi**2) ** 0.5
    for i in range(1, innovations.shape[-1]):
        noise[..., i] = phi * noise[..., i - 1] + share * innovations[..., i]
    return noise


def assumed_autocorrelation(
    x: Values,
    seed: int,
    alternative: str = "two-sided",
    phis: tuple[float, ...] = ASSUMED,
    replicates: int = 20_000,
) -> tuple[AssumedAutocorrelation, ...]:
    """Return the p-value of the Mann–Kendall test under assumed autocorrelations.

    Parameters
    ----------
    x : array_like of float, shape (n,)
        Yearly values in order of time; None or NaN where missing.
    seed : int
        Seed of the simulation; the same seed gives the same figures.
    alternative : {"two-sided", "increasing", "decreasing"}
        Direction.
    phis : tuple of float
        Lag-1 autocorrelations, each above −1 and below 1.
    replicates : int
        Simulated series, 100 to 200,000.

    Returns
    -------
    tuple of AssumedAutocorrelation
        One for each of ``phis``, from the same random numbers.

    Raises
    ------
    ValueError
        Faults of the series, unknown ``alternative``, ``phis`` or ``replicates`` out of range.

    Notes
    -----
    Trendless Gaussian AR(1) series keep the gaps of the observed one; the observed values, ties
    and all, are put in the order of the simulated ones. So φ = 0 gives the exact p-value of
    `mann_kendall` but for the error of simulation.
    """
    check_alternative(alternative)
    if any(not -1.0 < phi < 1.0 for phi in phis):
        raise ValueError(f"自相关系数应在 −1 与 1 之间，现在是 {phis}")
    if not 100 <= replicates <= MOST_REPLICATES:
        raise ValueError(f"模拟次数应在 100 与 {MOST_REPLICATES} 之间，现在是 {replicates}")
    series, length = read_series(x), len(np.asarray(cast(ArrayLike, x), dtype=np.float64))
    note, observed = joined(*notes_on(series)), kendall_s(series.values)
    shape = (replicates, length)
    innovations = np.random.default_rng(seed).standard_normal(shape)
    results = []
    for phi in phis:
        p = error = None
        if series.n >= MIN_POINTS:
            noise = ar1_noise(innovations, phi)[:, series.positions.astype(np.int64)]
            simulated = _simulated_s(noise, series.values)
            p = (1 + _as_far(simulated, observed, alternative)) / (1 + replicates)
            error = (p * (1.0 - p) / replicates) ** 0.5
        record = (phi, p, error, series.n, replicates, seed, "simulation", alternative, note)
        results.append(AssumedAutocorrelation(*record))
    return tuple(results)


def _simulated_s(noise: Floats, values: Floats) -> NDArray[np.int64]:
    """Return S of the observed values put in the order of each simulated series."""
    ranks = np.argsort(np.argsort(noise, axis=1), axis=1)
    return mann_kendall_many(np.sort(values)[ranks], method="normal").s


def _as_far(simulated: NDArray[np.int64], observed: int, alternative: str) -> int:
    """Count the simulated S that lie at least as far out as the observed one."""
    if alternative == "two-sided":
        return int((np.abs(simulated) >= abs(observed)).sum())
    if alternative == "increasing":
        return int((simulated >= observed).sum())
    return int((simulated <= observed).sum())
