"""The Mann–Kendall test and the outlook's projection of very many short series at once.

The package works series by series; a calibration needs millions. The tests hold both side by side.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

from jbeco.statistics.kendall_distribution import exact_p
from jbeco.statistics.projection import NO_SPREAD, Projection

__all__ = ["mann_kendall_p", "project_many"]

Floats = NDArray[np.float64]


def mann_kendall_p(noise: Floats, alternative: str = "two-sided") -> Floats:
    """Return the exact p-value of each row, shape (series, times), without gaps or ties."""
    n = noise.shape[1]
    first, second = np.triu_indices(n, 1)
    signs = np.sign(noise[:, second] - noise[:, first]).astype(np.int8)
    return exact_p(signs.sum(axis=1, dtype=np.int64), n, (), alternative)


def project_many(years: ArrayLike, values: Floats, target_year: float, weight: float) -> Projection:
    """Project every row of ``values``, shape (series, years), as `projection.project` does one.

    The line's point and the standard error of a new value are written out in closed form.
    """
    t = np.asarray(years, dtype=np.float64)
    n, horizon, span = t.size, target_year - t[-1], t[-1] - t[0]
    noise = NO_SPREAD * np.abs(values).max(axis=1)
    away, ahead = t - t.mean(), target_year - t.mean()
    mean, squares = values.mean(axis=1), float(away @ away)
    slope = values @ away / squares
    residuals = values - mean[:, None] - slope[:, None] * away
    spread = np.sqrt((residuals**2).sum(axis=1) / (n - 2))
    steps, gaps = np.diff(values, axis=1), np.diff(t)
    drift = (values[:, -1] - values[:, 0]) / span
    wander = np.sqrt((((steps - drift[:, None] * gaps) ** 2) / gaps).sum(axis=1) / (n - 2))
    return Projection(
        trend_centre=mean + slope * ahead,
        trend_scale=np.where(spread > noise, spread, 0.0) * np.sqrt(1 + 1 / n + ahead**2 / squares),
        walk_centre=values[:, -1] + drift * horizon,
        walk_scale=np.where(wander > noise, wander, 0.0) * np.sqrt(horizon + horizon**2 / span),
        freedom=n - 2,
        weight=weight,
    )
