"""Tables of scores and their weights, checked before anything is computed from them."""

from __future__ import annotations

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd
from numpy.typing import NDArray

__all__ = ["numbers", "shares", "spelled"]


def numbers(
    frame: pd.DataFrame, lower_better: Collection[str], least_rows: int = 2
) -> NDArray[np.float64]:
    """Return the table as numbers, or refuse it in Chinese, naming the columns at fault."""
    if len(frame) < least_rows or frame.shape[1] == 0:
        raise ValueError(
            f"数据只有 {len(frame)} 行 {frame.shape[1]} 列，至少要 {least_rows} 行 1 列"
        )
    strange = [name for name in lower_better if name not in frame.columns]
    if strange:
        raise ValueError(f"lower_better 里有表中没有的指标：{'、'.join(strange)}")
    given = np.asarray(frame.apply(pd.to_numeric, errors="coerce"), dtype=np.float64)
    if not np.isfinite(given).all():
        gaps = spelled(frame, np.asarray(~np.isfinite(given).all(axis=0)))
        raise ValueError(f"有缺失或不是数字的值，不能计算：{gaps}；请补齐或移出")
    return given


def shares(frame: pd.DataFrame, weights: Mapping[str, float]) -> NDArray[np.float64]:
    """Return the weights in the order of the columns, with sum 1, or refuse them in Chinese."""
    if set(weights) != set(frame.columns):
        raise ValueError("权重须与数据的列一一对应")
    given = np.array([weights[name] for name in frame.columns], dtype=np.float64)
    if not np.isfinite(given).all() or (given < 0).any() or given.sum() == 0:
        raise ValueError("权重须为不小于 0 的数，且不能全为 0")
    return np.asarray(given / given.sum(), dtype=np.float64)


def spelled(frame: pd.DataFrame, columns: NDArray[np.bool_]) -> str:
    """Write the names of the columns that are marked."""
    return "、".join(str(name) for name in frame.columns[columns])
