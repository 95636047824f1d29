"""Which of a department's several files each figure that is used comes from."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from ..plan import Plan

__all__ = ["versions"]

FACT = ["department", "indicator", "series"]


def versions(plan: Plan, tables: Mapping[str, pd.DataFrame], year: int) -> pd.DataFrame:
    """List the figures of departments that sent more than one file.

    Parameters
    ----------
    plan : Plan
        Names departments and figures.
    tables : mapping of DataFrame
        ``observations`` and ``set_aside``.
    year : int
        The year whose files are meant.

    Returns
    -------
    DataFrame
        One row per figure that is used: department, indicator and its ``name``, series,
        ``entered``, ``source``, and ``before`` and ``before_source``, what an earlier file said in
        its place; empty where it said nothing.
    """
    used, aside = (_of_year(tables[name], year) for name in ("observations", "set_aside"))
    files = pd.concat([used, aside]).groupby("department")["file"].nunique()
    several = files.index[files > 1]
    used = used[used["department"].isin(several)]
    earlier = aside.drop_duplicates(FACT, keep="last")[[*FACT, "entered", "source"]]
    earlier = earlier.rename(columns={"entered": "before", "source": "before_source"})
    found = used[[*FACT, "entered", "source"]].merge(earlier, how="left", on=FACT)
    known = {code.code: code.name for code in plan.observations.values()}
    owners = {department.id: department.name for department in plan.departments.values()}
    found = found.fillna({"before": "", "before_source": ""}).reset_index(drop=True)
    return found.assign(
        department=found["department"].map(owners), name=found["indicator"].map(known)
    )


def _of_year(frame: pd.DataFrame, year: int) -> pd.DataFrame:
    mine = frame[(frame["year"] == year) & (frame["department"] != "")]
    return mine.assign(file=mine["source"].str.split("!").str[0])
