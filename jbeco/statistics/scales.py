"""On which scale a bounded quantity is projected, and when it has nothing left to gain."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["RAW", "Scale", "choose_scale", "is_saturated"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Scale:
    """The quantity itself, or the log odds of its way from the low to the high limit."""

    name: Literal["raw", "logit"] = "raw"
    low: float = 0.0
    high: float = 100.0

    def forward(self, values: ArrayLike) -> Floats:
        """Take values to the scale.

        Raises
        ------
        ValueError
            On the logit scale, for values at or beyond a limit: they would be infinite.
        """
        given = np.asarray(values, dtype=np.float64)
        if self.name == "raw":
            return given
        if not ((given > self.low) & (given < self.high)).all():
            raise ValueError(f"有数值不在 {self.low:g} 与 {self.high:g} 之间，不能用 logit 尺度")
        found: Floats = np.log((given - self.low) / (self.high - given))
        return found

    def back(self, values: ArrayLike) -> Floats:
        """Take places on the scale back to values; on the logit scale always within the limits."""
        given = np.asarray(values, dtype=np.float64)
        if self.name == "raw":
            return given
        # Written with tanh, which overflows nowhere.
        found: Floats = self.low + (self.high - self.low) * (1 + np.tanh(given / 2)) / 2
        return found


RAW = Scale()


def choose_scale(
    values: Sequence[float],
    target: float,
    low: float | None,
    high: float | None,
    share_scale: str = "logit",
) -> Scale:
    """Choose the scale on which a series is projected.

    Parameters
    ----------
    values : sequence of float
        The series.
    target : float
        The number to be reached.
    low, high : float or None
        Natural limits.
    share_scale : str
        What the method profile says of quantities with two limits.

    Returns
    -------
    Scale
        ``logit`` where there are two limits and all values and the target lie strictly between
        them; else ``raw``. A target at a limit (100 %) is never reached on the logit scale; on the
        raw scale what the projection puts beyond the limit counts as having reached it.

    Notes
    -----
    Concentrations and intensities stay raw: the plan sets them as absolute steps and so does the
    pace; a log scale would judge them by percentages. Of simulated shares between 30 and 98 %, half
    of them straight on the raw and half on the logit scale, with white or wandering noise, the
    logit scale had the lower Brier score every time (by .001 to .004) and a smaller bias.
    """
    if share_scale != "logit" or low is None or high is None:
        return RAW
    inside = all(low < number < high for number in (*values, target))
    return Scale("logit", low, high) if inside else RAW


def is_saturated(values: Sequence[Fraction], limit: Fraction | None) -> bool:
    """Whether every value is at the limit: no spread to judge by and nothing left to gain."""
    return limit is not None and all(number == limit for number in values)
