"""q-values of Benjamini and Hochberg: how many of the trends called significant may be chance."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from .series import Values

__all__ = ["q_values", "q_values_by_family"]


def q_values(p: Values) -> NDArray[np.float64]:
    """Return the q-values of one family of tests.

    Parameters
    ----------
    p : array_like of float, shape (m,)
        p-values; None or NaN where no test was made, which does not count in m.

    Returns
    -------
    ndarray of float64
        min over larger p of p·m/rank, at most 1; NaN where no test was made.

    Raises
    ------
    ValueError
        Not one-dimensional, or a p-value outside 0 … 1.

    Notes
    -----
    Benjamini and Hochberg (1995), as ``scipy.stats.false_discovery_control`` (已核). Holds for
    tests that are independent or positively dependent.
    """
    given = np.asarray(cast(ArrayLike, p), dtype=np.float64)
    if given.ndim != 1:
        raise ValueError(f"p 值应是一维的，现在是 {given.ndim} 维；请每个指标族分别计算")
    tested = ~np.isnan(given)
    values = given[tested]
    if np.any((values < 0.0) | (values > 1.0)):
        raise ValueError("p 值应在 0 与 1 之间；请核对各检验的结果")
    order = np.argsort(values, kind="stable")
    ratios = values[order] * values.size / np.arange(1, values.size + 1)
    smallest = np.minimum.accumulate(ratios[::-1])[::-1]
    adjusted = np.empty(values.size)
    adjusted[order] = np.minimum(1.0, smallest)
    result = np.full(given.shape, np.nan)
    result[tested] = adjusted
    return result


def q_values_by_family(
    p: Mapping[str, float | None], families: Mapping[str, str]
) -> dict[str, float | None]:
    """Return the q-value of each series within its own family, such as 约束性 and 参考性.

    Parameters
    ----------
    p : mapping of str to float or None
        p-value by series; a series that stands in two tables of the plan has one name, so it is
        tested once. None where no test was made.
    families : mapping of str to str
        Family of each series.

    Returns
    -------
    dict of str to float or None
        In the order of ``p``; None where no test was made.

    Raises
    ------
    ValueError
        A series without a family.
    """
    homeless = [name for name in p if name not in families]
    if homeless:
        raise ValueError(f"{'、'.join(homeless)} 没有指明指标族；请在 families 里补上")
    result: dict[str, float | None] = dict.fromkeys(p)
    for family in {families[name] for name in p}:
        names = [name for name in p if families[name] == family and p[name] is not None]
        values = q_values([p[name] for name in names])
        for name, q in zip(names, values, strict=True):
            result[name] = None if np.isnan(q) else float(q)
    return result
