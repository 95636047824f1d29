"""Mann–Kendall and Sen's slope of many short series at once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .kendall_distribution import exact_p, kendall_variance, kendall_z, normal_p
from .mann_kendall import EXACT_UP_TO, check_method
from .series import MIN_POINTS, check_alternative

__all__ = ["MannKendallMany", "mann_kendall_many", "sen_slope_many"]

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]

CHUNK = 1 << 20
"""Pairs of values that are held in memory at one time."""


@dataclass(frozen=True)
class MannKendallMany:
    """Result of `mann_kendall_many`: arrays with one entry per series.

    ``s``, ``var``, ``z``, ``p``, ``tau`` and ``n`` are as in `MannKendall`, NaN instead of None;
    ``exact`` says by which method p was found; ``alternative`` is one for all.
    """

    s: Ints
    var: Floats
    z: Floats
    p: Floats
    tau: Floats
    n: Ints
    exact: NDArray[np.bool_]
    alternative: str


def _matrix(matrix: ArrayLike) -> Floats:
    values = np.asarray(matrix, dtype=np.float64)
    if values.ndim != 2:
        raise ValueError(f"应是“序列 × 时间”的二维表，现在是 {values.ndim} 维")
    if np.isinf(values).any():
        raise ValueError("表里有无穷大；请改为数字，缺测留空")
    return values


def _chunks(rows: int, size: int) -> Iterator[slice]:
    """Yield slices of the rows, each of about `CHUNK` elements when a row has ``size``."""
    step = max(1, CHUNK // max(1, size))
    for start in range(0, rows, step):
        yield slice(start, start + step)


def mann_kendall_many(
    matrix: ArrayLike, alternative: str = "two-sided", method: str = "auto"
) -> MannKendallMany:
    """Test every row for a monotone trend.

    Parameters
    ----------
    matrix : array_like of float, shape (series, times)
        Values in order of time; NaN where missing.
    alternative : {"two-sided", "increasing", "decreasing"}
        Direction, the same for all.
    method : {"auto", "exact", "normal"}
        As in `mann_kendall`.

    Returns
    -------
    MannKendallMany
        The same figures as `mann_kendall` gives row by row.

    Raises
    ------
    ValueError
        Not two-dimensional, infinite values, unknown ``alternative`` or ``method``.
    """
    check_alternative(alternative)
    check_method(method)
    values = _matrix(matrix)
    n = (~np.isnan(values)).sum(axis=1)
    s, untied = _signs(values)
    pairs = n * (n - 1) // 2
    tied = np.flatnonzero(untied < pairs)
    groups = _group_sizes(values, tied) if tied.size else {}
    exact = n <= EXACT_UP_TO if method == "auto" else np.full(n.shape, method == "exact")
    var, p = np.zeros(n.shape), np.full(n.shape, np.nan)
    for rows, count, ties in _patterns(n, groups):
        var[rows] = kendall_variance(count, ties)
        if count >= MIN_POINTS and exact[rows[0]]:
            p[rows] = exact_p(s[rows], count, ties, alternative)
    by_normal = ~exact & (n >= MIN_POINTS)
    p[by_normal] = normal_p(s[by_normal], var[by_normal], alternative)
    tau = np.divide(s, pairs, out=np.full(n.shape, np.nan), where=pairs > 0)
    return MannKendallMany(s, var, kendall_z(s, var), p, tau, n, exact, alternative)


def _signs(values: Floats) -> tuple[Ints, Ints]:
    """Return S and the number of untied pairs of each row; comparisons with NaN count nothing."""
    rows, length = values.shape
    s, untied = np.zeros(rows, dtype=np.int64), np.zeros(rows, dtype=np.int64)
    for part in _chunks(rows, length * (length - 1) // 2):
        columns = np.ascontiguousarray(values[part].T)
        for i in range(length - 1):
            up = (columns[i + 1 :] > columns[i]).view(np.int8)
            down = (columns[i + 1 :] < columns[i]).view(np.int8)
            s[part] += np.add.reduce(up - down, axis=0, dtype=np.int32)
            untied[part] += np.add.reduce(up + down, axis=0, dtype=np.int32)
    return s, untied


def _group_sizes(values: Floats, tied: Ints) -> dict[tuple[int, ...], list[Ints]]:
    """Return the rows by their tie sizes, for the rows that have ties."""
    columns = np.ascontiguousarray(values[tied].T)
    sizes = np.ones(columns.shape, dtype=np.int32)
    for i in range(columns.shape[0] - 1):
        equal = columns[i + 1 :] == columns[i]
        sizes[i + 1 :] += equal
        sizes[i] += np.add.reduce(equal.view(np.int8), axis=0, dtype=np.int32)
    rows = np.sort(sizes.T, axis=1)
    # Whole rows compared as bytes: many times faster than np.unique by rows.
    keys = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.itemsize * rows.shape[1])))
    _, first, which = np.unique(keys.ravel(), return_index=True, return_inverse=True)
    found: dict[tuple[int, ...], list[Ints]] = {}
    for index, row in enumerate(first):
        # A group of k equal values shows k times the size k.
        kinds, counts = np.unique(rows[row][rows[row] > 1], return_counts=True)
        ties = tuple(int(kind) for kind in np.repeat(kinds, counts // kinds))
        found.setdefault(ties, []).append(tied[which == index])
    return found


def _patterns(
    n: Ints, groups: dict[tuple[int, ...], list[Ints]]
) -> Iterator[tuple[Ints, int, tuple[int, ...]]]:
    """Yield rows that share n and tie sizes, with both."""
    untied = np.ones(n.shape, dtype=bool)
    for ties, parts in groups.items():
        rows = np.concatenate(parts)
        untied[rows] = False
        for count in np.unique(n[rows]):
            yield rows[n[rows] == count], int(count), ties
    for count in np.unique(n[untied]):
        yield np.flatnonzero(untied & (n == count)), int(count), ()


def sen_slope_many(matrix: ArrayLike, t: ArrayLike | None = None) -> Floats:
    """Return Sen's slope of every row.

    Parameters
    ----------
    matrix : array_like of float, shape (series, times)
        Values; NaN where missing.
    t : array_like of float, shape (times,), optional
        Times that all rows share; by default 0, 1, 2 ….

    Returns
    -------
    ndarray of float64, shape (series,)
        The slope that `sen_slope` gives row by row; NaN where a row has none.

    Raises
    ------
    ValueError
        Not two-dimensional, infinite values, times that do not fit.
    """
    values = _matrix(matrix)
    rows, length = values.shape
    times = np.arange(length, dtype=np.float64) if t is None else np.asarray(t, np.float64)
    if times.shape != (length,) or not np.isfinite(times).all():
        raise ValueError(f"时间应有 {length} 个且没有空值，现在的形状是 {times.shape}")
    first, second = np.triu_indices(length, 1)
    lasting = times[second] != times[first]
    first, second = first[lasting], second[lasting]
    spans = (times[second] - times[first])[:, np.newaxis]
    result = np.full(rows, np.nan)
    for part in _chunks(rows, first.size):
        columns = np.ascontiguousarray(values[part].T)
        slopes = (columns[second] - columns[first]) / spans
        result[part] = _medians(np.ascontiguousarray(slopes.T))
    return result


def _medians(slopes: Floats) -> Floats:
    """Return the median of each row, leaving out NaN; partitions the array in place."""
    result = np.full(slopes.shape[0], np.nan)
    sizes = slopes.shape[1] - np.isnan(slopes).sum(axis=1)
    for size in np.unique(sizes[sizes > 0]):
        rows = sizes == size
        parts = slopes if rows.all() else slopes[rows]
        low, high = int(size - 1) // 2, int(size) // 2
        # NaN goes to the end, behind the places that are asked for.
        parts.partition(low if low == high else (low, high), axis=1)
        result[rows] = (parts[:, low] + parts[:, high]) / 2.0
    return result
