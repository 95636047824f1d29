"""Entropy weights and TOPSIS: asked for by custom, given with warnings.

Neither enters a verdict. Each result carries the warning that must be printed with it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from .score_table import numbers, shares, spelled

__all__ = [
    "ENTROPY_WARNING",
    "TOPSIS_WARNING",
    "Topsis",
    "Weights",
    "entropy_weights",
    "topsis",
]

ENTROPY_WARNING = (
    "熵权只反映数据的离散程度，不反映重要性：单个区县的年度序列里，始终达标、不变的指标权重为 0"
)
TOPSIS_WARNING = (
    "理想解取自本样本，增删一个年份或对象都会改变全部贴近度，甚至改变先后；贴近度不是完成程度"
)


@dataclass(frozen=True)
class Weights:
    """Entropy weights by indicator (sum 1), the entropies, and the warnings to print."""

    weights: pd.Series
    entropy: pd.Series
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Topsis:
    """Closeness to the ideal (0 to 1) by object, and the distances it is made of."""

    closeness: pd.Series
    to_best: pd.Series
    to_worst: pd.Series
    warnings: tuple[str, ...]


def entropy_weights(frame: pd.DataFrame, lower_better: Collection[str] = ()) -> Weights:
    """Return entropy weights of indicators.

    Parameters
    ----------
    frame : DataFrame
        Rows are years or objects (2 or more), columns indicators, each in its own unit.
    lower_better : collection of str
        Indicators for which a lower value is better.

    Returns
    -------
    Weights
        After min-max scaling in the better direction ``p = x / Σx``,
        ``e = −Σ p ln p / ln m`` with 0 ln 0 = 0, ``w = (1 − e) / Σ(1 − e)``. An indicator that does
        not vary gets weight 0 and is named in a warning.

    Raises
    ------
    ValueError
        In Chinese, for missing values, fewer than two rows, or if no indicator varies.

    Notes
    -----
    The usual form in Chinese evaluation papers (回忆). No small number is added to zeros, as some
    papers do: it changes the weights.
    """
    given = numbers(frame, lower_better)
    upward = np.where([name in lower_better for name in frame.columns], -given, given)
    span = np.ptp(upward, axis=0)
    flat = span == 0
    if flat.all():
        raise ValueError("所有指标都没有变化，熵权无定义；请用等权")
    scaled = (upward - upward.min(axis=0)) / np.where(flat, 1.0, span)
    share = np.where(flat, 1 / len(given), scaled / np.where(flat, 1.0, scaled.sum(axis=0)))
    logs = np.log(np.where(share > 0, share, 1.0))
    entropy = np.where(flat, 1.0, -(share * logs).sum(axis=0) / np.log(len(given)))
    names = [str(name) for name in frame.columns[flat]]
    no_say = (f"没有变化、权重为 0 的指标：{'、'.join(names)}",) if names else ()
    return Weights(
        weights=pd.Series((1 - entropy) / (1 - entropy).sum(), index=frame.columns),
        entropy=pd.Series(entropy, index=frame.columns),
        warnings=(ENTROPY_WARNING, *no_say),
    )


def topsis(
    frame: pd.DataFrame, weights: Mapping[str, float], lower_better: Collection[str] = ()
) -> Topsis:
    """Return the closeness of each row to the best of the sample.

    Parameters
    ----------
    frame, lower_better
        As for `entropy_weights`.
    weights : mapping of str to float
        Of each column, 0 or more; scaled to sum 1.

    Returns
    -------
    Topsis
        ``d⁻ / (d⁺ + d⁻)`` on weighted columns ``x / sqrt(Σx²)``.

    Raises
    ------
    ValueError
        In Chinese, for missing values, wrong weights, a column of zeros, or rows all alike.

    Notes
    -----
    Hwang and Yoon (1981) with vector normalisation (回忆).
    """
    given = numbers(frame, lower_better)
    share = shares(frame, weights)
    length = np.sqrt((given**2).sum(axis=0))
    if (length == 0).any():
        raise ValueError(f"整列为 0，无法归一化：{spelled(frame, length == 0)}")
    scaled = given / length * share
    low, high = scaled.min(axis=0), scaled.max(axis=0)
    downward = np.array([name in lower_better for name in frame.columns])
    best, worst = np.where(downward, low, high), np.where(downward, high, low)
    to_best = np.sqrt(((scaled - best) ** 2).sum(axis=1))
    to_worst = np.sqrt(((scaled - worst) ** 2).sum(axis=1))
    if not (to_best + to_worst > 0).all():
        raise ValueError("各行完全相同，贴近度无定义")
    found = (pd.Series(d, index=frame.index) for d in (to_best, to_worst))
    best_distance, worst_distance = found
    closeness = worst_distance / (best_distance + worst_distance)
    return Topsis(closeness, best_distance, worst_distance, (TOPSIS_WARNING,))
