"""Annex index of one district: distance to the plan's own targets, and the range of its choices.

An index is no verdict and never a ranking: one district is not compared with another, and a high
score of one indicator may hide the failure of another.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from .goalposts import beyond_goalposts, normalise

__all__ = [
    "WARNINGS",
    "CompositeIndex",
    "IndexInterval",
    "composite",
    "composite_with_interval",
]

WARNINGS = (
    "综合指数只作附录参考，不用于判定，也不用于排名",
    "指数取决于权重与合成方法，须与区间一并引用",
    "算术平均允许以优补劣；几何平均不允许，但任一指标仍在基期水平时为 0，有倒退时无定义",
)
BEYOND_WARNING = "有分值低于 0（比基期差）或高于 100（超过目标），未作截断，见超出清单"

Method = Literal["geometric", "arithmetic"]


@dataclass(frozen=True)
class CompositeIndex:
    """Scores and both means by year.

    ``scores`` has indicators as rows and years as columns, 0 at base and 100 at target; ``beyond``
    lists every score outside 0 to 100 (columns ``indicator, year, score``); where a mean is NaN,
    ``reasons`` says why, in Chinese, by year.
    """

    scores: pd.DataFrame
    arithmetic: pd.Series
    geometric: pd.Series
    beyond: pd.DataFrame
    reasons: tuple[str, ...]
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class IndexInterval:
    """Index with the range that weights and method leave open.

    ``table`` has the columns ``value, low, high, text`` by year; ``value`` is the mean with
    the given weights by ``method``. ``notes`` says where the geometric mean has no value.
    """

    table: pd.DataFrame
    method: Method
    draws: int
    seed: int
    level: float
    notes: tuple[str, ...]
    warnings: tuple[str, ...]


def composite(values: pd.DataFrame, meta: pd.DataFrame) -> CompositeIndex:
    """Return the arithmetic and the geometric mean of the normalised scores by year.

    Parameters
    ----------
    values, meta
        As for `goalposts.normalise`. Equal weights are the default of the method: put 1 everywhere.

    Returns
    -------
    CompositeIndex
        A year with a missing value has no mean; nor has the geometric mean with a negative score.

    Raises
    ------
    ValueError
        As `goalposts.normalise`.

    Notes
    -----
    Fixed goalposts, equal weights and geometric mean follow the OECD/JRC handbook (旁证); the
    choice of base and target as goalposts is the house's own (推断).
    """
    scores = normalise(values, meta)
    weights = meta.loc[values.index, "weight"].to_numpy(dtype=np.float64)
    given = scores.to_numpy(dtype=np.float64)
    beyond = beyond_goalposts(scores)
    return CompositeIndex(
        scores=scores,
        arithmetic=pd.Series(_mean(given, weights, "arithmetic"), index=scores.columns),
        geometric=pd.Series(_mean(given, weights, "geometric"), index=scores.columns),
        beyond=beyond,
        reasons=_reasons(scores[weights > 0]),
        warnings=WARNINGS + ((BEYOND_WARNING,) if len(beyond) else ()),
    )


def composite_with_interval(
    values: pd.DataFrame,
    meta: pd.DataFrame,
    seed: int,
    draws: int = 2000,
    level: float = 0.90,
    method: Method = "geometric",
) -> IndexInterval:
    """Vary weights and method, and return the index with the range of the outcomes.

    Parameters
    ----------
    values, meta
        As for `goalposts.normalise`.
    seed : int
        Of the generator; the same seed gives the same digits.
    draws : int
        How many weightings; each is used with both methods.
    level : float
        Share of the outcomes that the interval holds.
    method : {"geometric", "arithmetic"}
        Of the index itself.

    Returns
    -------
    IndexInterval
        Weights are drawn from a Dirichlet distribution around the given ones (with equal weights
        each weighting is equally likely). The interval covers the choices of the method only, not
        the errors of the data. An indicator of weight 0 stays out.

    Raises
    ------
    ValueError
        As `goalposts.normalise`; for a ``level`` outside 0 to 1, or no draws.
    """
    if not 0 < level < 1 or draws < 1:
        raise ValueError(f"level 须在 0 与 1 之间、draws 须为正整数：{level}、{draws}")
    index = composite(values, meta)
    used = meta.loc[values.index, "weight"].to_numpy(dtype=np.float64)
    scores = index.scores.to_numpy(dtype=np.float64)[used > 0]
    outcomes = _outcomes(scores, used[used > 0], seed, draws)
    own = index.geometric if method == "geometric" else index.arithmetic
    tail = (1 - level) / 2
    rows = []
    for value, column in zip(own, outcomes.T, strict=True):
        known = column[~np.isnan(column)]
        low, high = np.quantile(known, [tail, 1 - tail]) if len(known) else (np.nan, np.nan)
        rows.append((float(value), float(low), float(high), _text(value, low, high)))
    table = pd.DataFrame(rows, columns=["value", "low", "high", "text"], index=own.index)
    return IndexInterval(table, method, draws, seed, level, index.reasons, index.warnings)


def _outcomes(
    scores: NDArray[np.float64], weights: NDArray[np.float64], seed: int, draws: int
) -> NDArray[np.float64]:
    # len(weights) · share is 1 for equal weights, which makes the draws uniform over all weightings
    drawn = np.random.default_rng(seed).dirichlet(weights / weights.sum() * len(weights), draws)
    return np.vstack([_mean(scores, drawn, "arithmetic"), _mean(scores, drawn, "geometric")])


def _mean(
    scores: NDArray[np.float64], weights: NDArray[np.float64], method: Method
) -> NDArray[np.float64]:
    """Weighted means by year; ``weights`` may have one row per draw."""
    share = weights / weights.sum(axis=-1, keepdims=True)
    # an indicator of weight 0 has no say, whether its value is missing or negative
    counts = (share > 0).any(axis=0) if share.ndim > 1 else share > 0
    scores, share = scores[counts], share[..., counts]
    if method == "arithmetic":
        return np.asarray(share @ scores, dtype=np.float64)
    with np.errstate(divide="ignore", invalid="ignore"):
        return np.asarray(np.exp(share @ np.log(scores)), dtype=np.float64)


def _reasons(scores: pd.DataFrame) -> tuple[str, ...]:
    found = []
    for year in scores.columns:
        column = scores[year]
        missing = [str(name) for name in scores.index[column.isna()]]
        below = [str(name) for name in scores.index[column < 0]]
        if missing:
            found.append(f"{year} 年缺 {'、'.join(missing)}，不合成")
        elif below:
            found.append(f"{year} 年 {'、'.join(below)} 比基期差，几何平均无定义，只有算术平均")
    return tuple(found)


def _text(value: float, low: float, high: float) -> str:
    if np.isnan(low):
        return "无法合成"
    shown = "无定义" if np.isnan(value) else f"{value:.1f}"
    return f"{shown}（{low:.1f}～{high:.1f}）"
