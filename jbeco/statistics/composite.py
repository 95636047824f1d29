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

__all__ = [
    "WARNINGS",
    "CompositeIndex",
    "IndexInterval",
    "composite",
    "composite_with_interval",
    "normalise",
]

WARNINGS = (
    "综合指数只作附录参考，不用于判定，也不用于排名",
    "指数取决于权重与合成方法，须与区间一并引用",
    "算术平均允许以优补劣；几何平均不允许，但任一指标仍在基期水平时为 0，有倒退时无定义",
)
BEYOND_WARNING = "有分值低于 0（比基期差）或高于 100（超过目标），未作截断，见超出清单"

COLUMNS = ("base", "target", "direction", "weight")
DIRECTIONS = ("higher", "lower")

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


def normalise(values: pd.DataFrame, meta: pd.DataFrame) -> pd.DataFrame:
    """Place values between the base (0) and the target (100) of the plan.

    Parameters
    ----------
    values : DataFrame
        Indicators as rows, years as columns, each row in its own unit; NaN where missing.
    meta : DataFrame
        The same indicators as rows; ``base`` and ``target`` in the unit of the value,
        ``direction`` ``higher`` or ``lower``, ``weight`` 0 or more.

    Returns
    -------
    DataFrame
        ``100 (y − base) / (target − base)``, of the shape of ``values``; nothing is clipped.

    Raises
    ------
    ValueError
        In Chinese, naming all indicators at fault: not in both tables, no number, a wrong direction
        or weight, a target that the base had reached already (its way has no length).
    """
    _check(values, meta)
    base = meta.loc[values.index, "base"].to_numpy(dtype=np.float64)
    target = meta.loc[values.index, "target"].to_numpy(dtype=np.float64)
    given = values.to_numpy(dtype=np.float64)
    scores = 100 * (given - base[:, None]) / (target - base)[:, None]
    return pd.DataFrame(scores, index=values.index, columns=values.columns)


def composite(values: pd.DataFrame, meta: pd.DataFrame) -> CompositeIndex:
    """Return the arithmetic and the geometric mean of the normalised scores by year.

    Parameters
    ----------
    values, meta
        As for `normalise`. Equal weights are the default of the method: put 1 everywhere.

    Returns
    -------
    CompositeIndex
        A year with a missing value has no mean; nor has the geometric mean with a negative score.

    Raises
    ------
    ValueError
        As `normalise`.

    Notes
    -----
    Fixed goalposts, equal weights and geometric mean follow the OECD/JRC handbook (旁证); the
    choice of base and target as goalposts is the house's own (推断).
    """
    scores = normalise(values, meta)
    weights = meta.loc[values.index, "weight"].to_numpy(dtype=np.float64)
    given = scores.to_numpy(dtype=np.float64)
    beyond = _beyond(scores)
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
        As for `normalise`.
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
        As `normalise`; for a ``level`` outside 0 to 1, or no draws.
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


def _beyond(scores: pd.DataFrame) -> pd.DataFrame:
    """List the scores below 0 or above 100: columns ``indicator, year, score``."""
    rows = [
        (name, year, float(score))
        for name, row in scores.iterrows()
        for year, score in row.items()
        if score < 0 or score > 100
    ]
    return pd.DataFrame(rows, columns=["indicator", "year", "score"])


def _check(values: pd.DataFrame, meta: pd.DataFrame) -> None:
    lacking = [name for name in COLUMNS if name not in meta.columns]
    if lacking:
        raise ValueError(f"指标表缺少列：{'、'.join(lacking)}")
    faults = [f"{name} 重复" for name in values.index[values.index.duplicated()]]
    faults += [f"{name} 在指标表里重复" for name in meta.index[meta.index.duplicated()]]
    faults += [f"{name} 不在两张表里" for name in values.index.symmetric_difference(meta.index)]
    if not faults:
        faults = [fault for name, row in meta.iterrows() for fault in _row_faults(str(name), row)]
    if not faults and not meta["weight"].sum() > 0:
        faults = ["权重全为 0"]
    if faults:
        raise ValueError("综合指数不能计算：" + "；".join(faults))


def _row_faults(name: str, row: pd.Series) -> list[str]:
    base, target, direction, weight = (row[column] for column in COLUMNS)
    if direction not in DIRECTIONS:
        return [f"{name} 的方向应为 higher 或 lower，现为 {direction}"]
    numbers = pd.to_numeric(pd.Series([base, target, weight]), errors="coerce")
    if not np.isfinite(numbers.to_numpy(dtype=np.float64)).all() or numbers[2] < 0:
        return [f"{name} 的基期值、目标值须为数，权重须为不小于 0 的数"]
    way = float(numbers[1] - numbers[0])
    if way == 0 or (way > 0) != (direction == "higher"):
        return [f"{name} 基期 {base} 已达目标 {target}，没有进程可言，请移出指数"]
    return []
