"""Invented yearly series whose future is known: a line plus noise of three kinds, with targets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

__all__ = ["DESIGNS", "TRUTHS", "Design", "Simulated", "Truth", "simulate"]

Truth = Literal["iid", "ar1", "walk"]
Design = Literal["base", "close"]
Floats = NDArray[np.float64]

TRUTHS: tuple[Truth, ...] = ("iid", "ar1", "walk")
"""Noise of each year on its own, leaning on the year before, or adding up for ever."""

DESIGNS: tuple[Design, ...] = ("base", "close")
"""Targets set from the base year with no knowledge of the trend, or close to where it leads."""

PERSISTENCE = 0.4
"""Correlation of neighbouring years in the ``ar1`` truth."""

STEEPEST = 0.5
"""Largest slope per year, up or down, in standard deviations of the noise (or of its step)."""

FARTHEST = 1.0
"""Largest gain per year that a target asks for, in the same unit: twice the steepest slope."""

NEARNESS = 2.0
"""How far a ``close`` target lies from the expected value at most, in standard deviations."""


@dataclass(frozen=True)
class Simulated:
    """Series of one length with what came after.

    Parameters
    ----------
    values : ndarray, shape (m, n)
        What an assessor sees.
    future : ndarray, shape (m,)
        The value of the target year.
    targets : ndarray, shape (m,)
        To be reached from below.
    """

    values: Floats
    future: Floats
    targets: Floats

    @property
    def attained(self) -> NDArray[np.bool_]:
        """Whether the future reached the target."""
        found: NDArray[np.bool_] = self.future >= self.targets
        return found


def simulate(
    rng: np.random.Generator, truth: Truth, design: Design, years: int, horizon: int, count: int
) -> Simulated:
    """Draw series of ``years`` values and the value ``horizon`` years later.

    Parameters
    ----------
    rng : numpy.random.Generator
        Seeded by the caller.
    truth, design : str
        See `TRUTHS` and `DESIGNS`.
    years, horizon, count : int
        Length seen, distance of the target year, number of series.

    Notes
    -----
    Slopes are uniform, up and down, so "at least" stands for "at most" too. A ``base`` target is
    the first value plus a gain drawn without regard to the slope, as a plan sets it; many are then
    plainly within or out of reach. A ``close`` target is drawn around the value that only the
    truth knows to be expected: the hardest case for any method.
    """
    length = years + horizon
    slopes = rng.uniform(-STEEPEST, STEEPEST, count)
    paths = _noise(rng, truth, count, length) + slopes[:, None] * np.arange(length)
    if design == "base":
        targets = paths[:, 0] + rng.uniform(-FARTHEST, FARTHEST, count) * (length - 1)
    else:
        spread = np.sqrt(length) if truth == "walk" else 1.0
        targets = slopes * (length - 1) + rng.uniform(-NEARNESS, NEARNESS, count) * spread
    return Simulated(paths[:, :years], paths[:, -1], targets)


def _noise(rng: np.random.Generator, truth: Truth, count: int, length: int) -> Floats:
    """Return noise whose standard deviation is 1, or whose yearly step's is for ``walk``."""
    shocks = rng.standard_normal((count, length))
    if truth == "walk":
        walked: Floats = np.cumsum(shocks, axis=1)
        return walked
    if truth == "ar1":
        fresh = np.sqrt(1 - PERSISTENCE**2)
        for year in range(1, length):
            shocks[:, year] = PERSISTENCE * shocks[:, year - 1] + fresh * shocks[:, year]
    return shocks
