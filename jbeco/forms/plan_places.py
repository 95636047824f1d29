"""Where in 规划录入.xlsx a fault stands that was found in the tables made from it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from ..problems import Problem
from ..tables import Row
from .plan_layout import ABOUT, DEPARTMENTS, TABLES, TARGETS, TERMS
from .plan_reading import Entered

__all__ = ["in_the_workbook"]

PLACE = re.compile(r"(\w+\.csv)!?[A-Z]*(\d+)?(?:（(\w+)）)?")
TARGET = re.compile(r"target_(\d{4})_(text|rule)")
TARGET_COLUMNS = {
    "id": "编号",
    "applicable": "适用",
    "base_year": "基准年",
    "base_text": "现状",
    "standard_rule": "指标值规则",
    "note": "备注",
}
"""Columns of the sheet 目标 by those of ``criteria.csv``; the targets' have the year in them."""


def in_the_workbook(problem: Problem, entered: Entered) -> Problem:
    """Return a fault with its place in the workbook; as it is where that is not known.

    Parameters
    ----------
    problem : Problem
        Of a table in the plan's folder.
    entered : Entered
        What the tables were written from, row by row.
    """
    found = PLACE.fullmatch(problem.where)
    if found is None or found[2] is None:
        return problem
    file, place, field = found[1], int(found[2]) - 2, found[3] or ""
    for table in TABLES:
        if file == table.file:
            rows = entered.rows[table.name]
            if table is DEPARTMENTS:
                rows = tuple(row for row in rows if row["名称"])
            columns = {one.name: one.column for one in table.fields}
            return _moved(problem, rows, place, columns.get(field, ""))
    if file == "criteria.csv":
        return _moved(problem, entered.rows[TARGETS.name], place, _target_column(entered, field))
    return problem


def _target_column(entered: Entered, field: str) -> str:
    """Return the column of a target's text or rule, as ``target_2035_rule``, or another's."""
    found = TARGET.fullmatch(field)
    if found is None:
        return TARGET_COLUMNS.get(field, "")
    years = {row["内容"]: row["项目"] for row in entered.rows[ABOUT.name]}
    for term in TERMS:
        if years.get(found[1]) == f"{term.name}目标年":
            return term.text if found[2] == "text" else term.rule
    return ""


def _moved(problem: Problem, rows: Sequence[Row], place: int, column: str) -> Problem:
    if not 0 <= place < len(rows) or not column:
        return problem
    return replace(problem, where=rows[place].where(column))
