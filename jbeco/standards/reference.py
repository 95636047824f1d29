"""Reads the tables that standards print: the only file access of this layer, of its own data."""

from __future__ import annotations

from functools import cache
from importlib.resources import as_file, files

from ..tables import Row, read_rows

__all__ = ["read_table"]


@cache
def read_table(name: str, columns: tuple[str, ...]) -> tuple[Row, ...]:
    """Read a table of ``jbeco/standards/tables``.

    Parameters
    ----------
    name : str
        File name, such as ``air_limits.csv``.
    columns : tuple of str
        The header that the table must have.

    Returns
    -------
    tuple of Row
        In the order of the file; each knows its line.

    Raises
    ------
    JbecoError
        When the file of the installed package is not as it should be.
    """
    with as_file(files("jbeco.standards") / "tables" / name) as path:
        return tuple(read_rows(path, columns, f"standards/tables/{name}"))
