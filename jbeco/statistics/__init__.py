"""Trends, outlook, surveys and index: what short series can and cannot say; never a verdict."""

from .seasonal import SeasonalMannKendall, seasonal_mann_kendall, seasonal_sen_slope
from .sen import SenSlope, sen_slope
from .spearman import SpearmanTrend, spearman_trend
from .trend import MannKendall, mann_kendall

__all__ = [
    "MannKendall",
    "SeasonalMannKendall",
    "SenSlope",
    "SpearmanTrend",
    "mann_kendall",
    "seasonal_mann_kendall",
    "seasonal_sen_slope",
    "sen_slope",
    "spearman_trend",
]
