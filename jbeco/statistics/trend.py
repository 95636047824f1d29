"""The trend tests under one name: what other parts of the package import."""

from __future__ import annotations

from .mann_kendall import MannKendall, mann_kendall
from .many import MannKendallMany, mann_kendall_many, sen_slope_many
from .pettitt import Pettitt, pettitt
from .seasonal import SeasonalMannKendall, seasonal_mann_kendall, seasonal_sen_slope
from .sen import SenSlope, sen_slope
from .spearman import SpearmanTrend, spearman_trend

__all__ = [
    "MannKendall",
    "MannKendallMany",
    "Pettitt",
    "SeasonalMannKendall",
    "SenSlope",
    "SpearmanTrend",
    "mann_kendall",
    "mann_kendall_many",
    "pettitt",
    "seasonal_mann_kendall",
    "seasonal_sen_slope",
    "sen_slope",
    "sen_slope_many",
    "spearman_trend",
]
