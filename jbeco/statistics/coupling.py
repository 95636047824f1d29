"""Coupling coordination of systems, in the corrected form, with its warning; never a verdict."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .score_table import numbers, shares, spelled

__all__ = ["COUPLING_WARNING", "Coupling", "coupling_coordination"]

COUPLING_WARNING = (
    "耦合协调度取决于各系统得分的归一化方法与权重，不同研究之间不可比；等级名称没有统一标准"
)

Form = Literal["wang2021", "standard"]


@dataclass(frozen=True)
class Coupling:
    """Coupling C, development T and coordination D by row, columns ``C, T, D`` of ``table``."""

    table: pd.DataFrame
    form: Form
    warnings: tuple[str, ...]


def coupling_coordination(
    frame: pd.DataFrame, weights: Mapping[str, float] | None = None, form: Form = "wang2021"
) -> Coupling:
    """Return coupling, development and coordination of systems.

    Parameters
    ----------
    frame : DataFrame
        Rows are years or objects, columns systems (2 or more), scores 0 to 1.
    weights : mapping of str to float, optional
        Weights of the systems in T; equal if left out. They have no place in C.
    form : {"wang2021", "standard"}
        The corrected coupling of 王淑佳等 (2021), or the standard one it replaces.

    Returns
    -------
    Coupling
        ``T = Σ αᵢUᵢ`` and ``D = sqrt(C T)``. ``standard``: ``C = [Π Uᵢ / (Σ Uᵢ/n)ⁿ]^(1/n)``.
        ``wang2021``: ``C = sqrt{[1 − Σ|Uᵢ − Uⱼ| / (n(n−1)/2)] · (Π Uᵢ/max U)^(1/(n−1))}``.
        Where all scores are 0, C is NaN and D is 0.

    Raises
    ------
    ValueError
        In Chinese, for scores outside 0 to 1, fewer than two systems or wrong weights.

    Notes
    -----
    Both formulas as the vignette of the R package ``coupling`` prints them (旁证); the values that
    王淑佳等 (自然资源学报 2021, 36(3): 793), Table 8, print for both fit them.
    Wrong forms found in about half of the papers are not offered: without the n-th root, without
    the factor n (C then ends at 1/n), with weights inside C.
    """
    if form not in ("wang2021", "standard"):
        raise ValueError(f"form 只能是 wang2021 或 standard：{form}")
    given = numbers(frame, (), least_rows=1)
    n = given.shape[1]
    if n < 2:
        raise ValueError("耦合协调度至少要有两个系统")
    if (given < 0).any() or (given > 1).any():
        raise ValueError(f"系统得分须在 0 到 1 之间：{spelled(frame, _outside(given))}")
    share = np.full(n, 1 / n) if weights is None else shares(frame, weights)
    some = given.max(axis=1) > 0
    coupling = np.full(len(given), np.nan)
    coupling[some] = (_wang2021 if form == "wang2021" else _standard)(given[some])
    development = given @ share
    coordination = np.where(some, np.sqrt(np.where(some, coupling, 0) * development), 0.0)
    table = pd.DataFrame({"C": coupling, "T": development, "D": coordination}, index=frame.index)
    return Coupling(table, form, (COUPLING_WARNING,))


def _standard(u: NDArray[np.float64]) -> NDArray[np.float64]:
    # dividing before multiplying keeps the product of many small scores from underflowing
    ratio = u / u.mean(axis=1, keepdims=True)
    return np.asarray(ratio.prod(axis=1) ** (1 / u.shape[1]), dtype=np.float64)


def _wang2021(u: NDArray[np.float64]) -> NDArray[np.float64]:
    n = u.shape[1]
    first, second = np.triu_indices(n, k=1)
    apart = np.abs(u[:, first] - u[:, second]).mean(axis=1)
    # the largest score itself gives the factor 1, so the product has n − 1 factors that count
    even = (u / u.max(axis=1, keepdims=True)).prod(axis=1) ** (1 / (n - 1))
    return np.asarray(np.sqrt((1 - apart) * even), dtype=np.float64)


def _outside(given: NDArray[np.float64]) -> NDArray[np.bool_]:
    return np.asarray(((given < 0) | (given > 1)).any(axis=0))
