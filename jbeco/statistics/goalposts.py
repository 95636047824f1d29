"""Values between the plan's own base (0) and target (100), which never move with the data."""

from __future__ import annotations

import numpy as np
import pandas as pd

__all__ = ["beyond_goalposts", "normalise"]

COLUMNS = ("base", "target", "direction", "weight")
DIRECTIONS = ("higher", "lower")


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


def beyond_goalposts(scores: pd.DataFrame) -> pd.DataFrame:
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
