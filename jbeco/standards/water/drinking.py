"""Drinking-water sources: which meet class III with the supplementary items, and their share."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pandas as pd

from ..reference import read_table
from .section import section_class

__all__ = ["drinking_source_meets", "source_share"]

COLUMNS = ("item", "name", "unit", "limit", "kind", "source", "confidence")
GOOD_CLASS = 3


def drinking_source_meets(frame: pd.DataFrame, lake: bool = False) -> pd.Series:
    """Tell which surface-water sources meet GB 3838-2002: 表1 class III, 表2 and the given 表3.

    Parameters
    ----------
    frame : DataFrame
        One row per source; items of 表1 as in `section_class`, ``so4 cl no3n fe mn`` of 表2 and
        ``t3_01`` … of 表3, mg/L.
    lake : bool
        Whether the sources are lakes or reservoirs.

    Returns
    -------
    Series of boolean
        Missing where 表1 has no class or an item of 表2 is missing, unless another item fails.

    Notes
    -----
    GB 3838-2002 5.3, 表2 and 表3 (已核); which items of 表3 apply is chosen by the authorities.
    """
    classes = section_class(frame, lake)
    meets = (classes <= GOOD_CLASS).astype("boolean")
    for row in read_table("drinking_source_limits.csv", COLUMNS):
        if row["item"] not in frame and row["kind"] == "specific":
            continue
        if row["item"] in frame:
            values = frame[row["item"]]
            within = (values <= float(row["limit"])).astype("boolean").mask(values.isna())
        else:
            within = pd.Series(pd.NA, index=frame.index, dtype="boolean")
        meets = meets & within
    return meets.rename("meets")


def source_share(meets: pd.Series, weights: pd.Series | None = None) -> Fraction | None:
    """Give the share of sources that meet the standard in percent, by number.

    Parameters
    ----------
    meets : Series of boolean
        None may be missing.
    weights : Series of int, optional
        Volumes taken, for the schemes that weigh by volume (回忆); by default every source counts
        the same, as 76 号文的同名指标 says (旁证).

    Raises
    ------
    ValueError
        In Chinese, when a source could not be judged: it must not drop out of the denominator.
    """
    if bool(meets.isna().any()):
        names = "、".join(map(str, meets.index[meets.isna()]))
        raise ValueError(f"水源地 {names} 无法评价，不能从分母中去掉")
    given = np.ones(len(meets), dtype=int) if weights is None else weights.reindex(meets.index)
    exact = [Fraction(str(weight)) for weight in given]
    total = sum(exact)
    good = sum(w for w, ok in zip(exact, meets, strict=True) if ok)
    return Fraction(100 * good / total) if total else None
