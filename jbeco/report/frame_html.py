"""DataFrames as JupyterLab should show them: whole, texts to the left, gaps as a dash.

JupyterLab aligns every cell to the right, and pandas cuts a text after 50 characters and a table
after 60 rows: Chinese sentences become unreadable.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pandas as pd

__all__ = ["frame_html"]

MOST_ROWS = 200
"""Longer tables are shown by their ends; a plan's criteria and a year's figures are shown whole."""

LONG = 24
"""Characters from which on the cells of a column are broken into lines."""


def frame_html(frame: pd.DataFrame) -> str:
    """Return a table as HTML, with the rules of style for its columns."""
    if frame.empty:
        return "<p>（没有一行）</p>"
    kinds = "".join(_kinds(frame))
    name = f"jbeco-{kinds}"  # tables of the same kinds of columns share their rules
    with pd.option_context("display.max_colwidth", None):
        html = frame.apply(_with_dashes).to_html(
            border=0, classes=name, max_rows=MOST_ROWS, na_rep="—", float_format=_number
        )
    style = "".join(_rules(name, kinds, frame.index.nlevels))
    cut = f"<p>共 {len(frame)} 行，只显示首尾</p>" if len(frame) > MOST_ROWS else ""
    return f"<style>{style}</style>{html}{cut}"


def _with_dashes(column: pd.Series) -> pd.Series:
    """Write the gaps of a column as dashes, where pandas writes its own words whatever `na_rep`."""
    if isinstance(column.dtype, np.dtype) and column.dtype.kind == "f":
        return column
    gaps = column.isna()
    if not gaps.any():
        return column
    shown = column.astype(str) if column.dtype.kind == "M" else column.astype(object)
    return shown.mask(gaps, "—")


def _kinds(frame: pd.DataFrame) -> Iterator[str]:
    """Yield for each column whether it holds numbers (n), short texts (s) or long ones (l)."""
    for place, kind in enumerate(frame.dtypes):
        if pd.api.types.is_numeric_dtype(kind):
            yield "n"
        else:
            longest = frame.iloc[:, place].astype(str).str.len().max()
            yield "l" if longest > LONG else "s"


def _rules(name: str, kinds: str, index_columns: int) -> Iterator[str]:
    yield f".{name} :is(td,th){{white-space:nowrap;vertical-align:baseline!important}}"
    yield f"table.{name} tbody th:nth-child(n){{text-align:left}}"
    for place, kind in enumerate(kinds, start=1):
        cells = f"table.{name} td:nth-of-type({place})"
        heading = f"table.{name} tr:first-child th:nth-child({index_columns + place})"
        if kind != "n":
            yield f"{cells},{heading}{{text-align:left}}"
        if kind == "l":
            yield f"{cells}{{white-space:normal;min-width:14em}}"


def _number(value: float) -> str:
    """Write a number to look at: six digits, and large ones whole."""
    value += 0.0  # no minus before a zero
    return f"{value:.0f}" if abs(value) >= 100_000 else f"{value:.6g}"
