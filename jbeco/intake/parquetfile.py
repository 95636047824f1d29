"""Reads a Parquet file as a table of texts, so that one way of reading serves it and a CSV.

What a file holds is asked of its footer before anything is unpacked.
"""

from __future__ import annotations

from typing import Any

from ..plan.methods import Limits
from ..problems import Problem
from .files import Arrived
from .textfile import TextRow, TextTable

__all__ = ["read_parquet_table"]

CLOCK = "Asia/Shanghai"
"""Whose clock a time with a zone is told by."""


def read_parquet_table(
    file: Arrived, limits: Limits
) -> tuple[TextTable | None, tuple[Problem, ...]]:
    """Read a Parquet file as `jbeco.intake.textfile.read_table` reads a CSV.

    Parameters
    ----------
    file : Arrived
        The file; a row of it is named as if the header were row 1 of a sheet.
    limits : Limits
        How many cells it may hold.

    Returns
    -------
    tuple
        The table, None when the file is refused, and the problem that says why.
    """
    try:
        import pyarrow
        import pyarrow.parquet
    except ImportError:
        mend = '请安装：pip install "jbeco[parquet]"，或另存为 CSV'
        return None, (Problem(file.name, "读 Parquet 要 pyarrow，没有装", mend),)
    try:
        opened = pyarrow.parquet.ParquetFile(pyarrow.BufferReader(file.content))
        cells = opened.metadata.num_rows * opened.metadata.num_columns
        if cells > limits.cells:
            what = f"有 {cells} 个单元格，超过上限 {limits.cells} 个"
            return None, (Problem(file.name, what, "请一个站点一个文件"),)
        read = opened.read()
        columns = [_texts(pyarrow, column) for column in read.columns]
    except pyarrow.ArrowException as error:
        said = str(error).splitlines()[0]
        return None, (Problem(file.name, f"不是能读的 Parquet：{said}", "请重新导出"),)
    rows = [TextRow(line, cells) for line, cells in enumerate(zip(*columns, strict=True), start=2)]
    return TextTable(tuple(read.column_names), tuple(rows), ()), ()


def _texts(pyarrow: Any, column: Any) -> list[str]:
    """Return a column as a person would type it; what is missing is empty."""
    import pyarrow.compute as compute

    kind = column.type
    if pyarrow.types.is_timestamp(kind):
        if kind.tz is not None:
            column = compute.local_timestamp(column.cast(pyarrow.timestamp(kind.unit, CLOCK)))
        texts = compute.strftime(column.cast(pyarrow.timestamp("s")), "%Y-%m-%d %H:%M:%S")
    elif pyarrow.types.is_floating(kind):
        missing = compute.is_nan(column).fill_null(True)
        texts = compute.if_else(missing, None, column).cast(pyarrow.string())
    else:
        texts = column.cast(pyarrow.string())
    return [text or "" for text in texts.to_pylist()]
