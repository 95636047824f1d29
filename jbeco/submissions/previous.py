"""Last year's accepted values, shown in this year's templates for comparison."""

from __future__ import annotations

from pathlib import Path

from ..plan import Plan
from ..standards.rounding import exact_text
from .read import read_submissions

__all__ = ["previous_values"]


def previous_values(plan: Plan, data: Path, year: int) -> dict[tuple[str, str], str]:
    """Return what was accepted for the year before, as text by code and series.

    Parameters
    ----------
    plan : Plan
        What was asked.
    data : Path
        Folder with one folder per year.
    year : int
        The year that the templates are for.

    Returns
    -------
    dict
        Empty where the year before has no folder. A fact that was reported in two ways is left
        out, since none of the two was accepted.
    """
    before = year - 1
    if before < plan.base_year or not (data / str(before)).is_dir():
        return {}
    said: dict[tuple[str, str], set[str]] = {}
    for seen in read_submissions(data, before, plan).observations:
        if seen.year == before and seen.missing is None and seen.measure != "decline":
            text = seen.state or ("" if seen.number is None else exact_text(seen.number))
            said.setdefault((seen.indicator, seen.series), set()).add(text)
    return {fact: texts.pop() for fact, texts in said.items() if len(texts) == 1}
