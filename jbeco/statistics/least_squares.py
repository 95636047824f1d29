"""Ordinary least squares with the figures that the NIST reference data certify."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

__all__ = ["LeastSquares", "least_squares"]

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class LeastSquares:
    """Result of `least_squares`.

    Parameters
    ----------
    coefficients, standard_errors : ndarray of float64
        One per column; errors are NaN without degrees of freedom.
    ssr : float
        Sum of squared residuals.
    residual_sd : float or None
        √(ssr/df); None without degrees of freedom.
    r2 : float or None
        About the mean where the columns hold a constant, else about 0; None for a flat response.
    df : int
        Residual degrees of freedom.
    n : int
        Observations.
    """

    coefficients: Floats
    standard_errors: Floats
    ssr: float
    residual_sd: float | None
    r2: float | None
    df: int
    n: int


def least_squares(design: ArrayLike, response: ArrayLike) -> LeastSquares:
    """Fit a linear model.

    Parameters
    ----------
    design : array_like of float, shape (n, k)
        Columns of the model; a constant must be among them if one is wanted.
    response : array_like of float, shape (n,)
        What is explained.

    Returns
    -------
    LeastSquares
        Coefficients and the usual figures.

    Raises
    ------
    ValueError
        Shapes that do not fit, missing values, fewer rows than columns, dependent columns.

    Notes
    -----
    QR decomposition of the columns scaled to equal length, then one step of refinement. Reaches
    the certified values of the NIST StRD sets Norris and NoInt1 to 1e-12 and of Longley to 1e-9
    (已核).
    """
    columns, values = _checked(design, response)
    n, k = columns.shape
    scale = np.sqrt((columns**2).sum(axis=0))
    scale[scale == 0.0] = 1.0
    q, r = np.linalg.qr(columns / scale)
    pivots = np.abs(np.diag(r))
    if pivots.min() <= max(n, k) * np.finfo(np.float64).eps * pivots.max():
        raise ValueError("自变量的列线性相关，系数不唯一；请去掉多余的列")
    scaled = np.linalg.solve(r, q.T @ values)
    scaled += np.linalg.solve(r, q.T @ (values - columns @ (scaled / scale)))
    residuals = values - columns @ (scaled / scale)
    ssr, df = float(residuals @ residuals), n - k
    sd = (ssr / df) ** 0.5 if df else None
    inverse = np.linalg.inv(r)
    errors = np.sqrt((inverse**2).sum(axis=1)) / scale * (np.nan if sd is None else sd)
    constant = bool(np.any(np.ptp(columns, axis=0) == 0.0))
    about = values - values.mean() if constant else values
    total = float(about @ about)
    r2 = 1.0 - ssr / total if total > 0.0 else None
    return LeastSquares(scaled / scale, errors, ssr, sd, r2, df, n)


def _checked(design: ArrayLike, response: ArrayLike) -> tuple[Floats, Floats]:
    columns, values = np.asarray(design, np.float64), np.asarray(response, np.float64)
    if columns.ndim != 2 or values.shape != columns.shape[:1]:
        raise ValueError(f"自变量 {columns.shape} 与因变量 {values.shape} 的形状对不上")
    if not (np.isfinite(columns).all() and np.isfinite(values).all()):
        raise ValueError("回归的数据里有空值或无穷大；请先去掉这些行")
    if columns.shape[0] < columns.shape[1]:
        raise ValueError(f"{columns.shape[0]} 个观测定不出 {columns.shape[1]} 个系数")
    return columns, values
