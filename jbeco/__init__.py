"""What the plan promised, held against what the departments measured."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .year import Year

__all__ = ["__version__", "open"]

__version__ = "0.2.0"

# python-docx brings lxml, with which openpyxl would write other bytes and read without defusedxml.
os.environ["OPENPYXL_LXML"] = "False"


def open(
    year: int,
    data: str | Path = "data/raw",
    plan: str | Path = "",
    review: str = "",
    tables: str | Path = "",
) -> Year:
    """Open a year for analysis.

    Parameters
    ----------
    year : int
        From the plan's base year to its final year.
    data : str or Path
        Folder with one folder of submissions per year.
    plan : str or Path
        Another district's plan folder; by default the one in the package.
    review : str
        ``annual``, ``midterm`` or ``final``; by default what the year calls for.
    tables : str or Path
        A folder with the tables of a run, to be read instead of evaluating ``data``: such as
        ``reports/2025-midterm/tables``.

    Returns
    -------
    Year
        ``.tables`` (also as attributes: ``.observations``, ``.values``, ``.verdicts`` …),
        ``.why("N29")``, ``.judge(values=changed)``.

    Raises
    ------
    JbecoError
        When the plan cannot be read, the year has no submissions, or the review does not fit.
    """
    # pandas takes a third of a second: `jbeco --help` and an import for the version do without.
    from .year import open_year

    return open_year(year, data, plan, review, tables)
