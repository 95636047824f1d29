"""Trends, families of tests and what short series can and cannot say; never a verdict."""

from __future__ import annotations

from .autocorrelation import AssumedAutocorrelation, assumed_autocorrelation
from .families import q_values, q_values_by_family
from .least_squares import LeastSquares, least_squares
from .regression import LineTrend, glsar_trend, hac_trend, ols_trend
from .trend import (
    MannKendall,
    MannKendallMany,
    Pettitt,
    SeasonalMannKendall,
    SenSlope,
    SpearmanTrend,
    mann_kendall,
    mann_kendall_many,
    pettitt,
    seasonal_mann_kendall,
    seasonal_sen_slope,
    sen_slope,
    sen_slope_many,
    spearman_trend,
)

__all__ = [
    "AssumedAutocorrelation",
    "LeastSquares",
    "LineTrend",
    "MannKendall",
    "MannKendallMany",
    "Pettitt",
    "SeasonalMannKendall",
    "SenSlope",
    "SpearmanTrend",
    "assumed_autocorrelation",
    "glsar_trend",
    "hac_trend",
    "least_squares",
    "mann_kendall",
    "mann_kendall_many",
    "ols_trend",
    "pettitt",
    "q_values",
    "q_values_by_family",
    "seasonal_mann_kendall",
    "seasonal_sen_slope",
    "sen_slope",
    "sen_slope_many",
    "spearman_trend",
]
