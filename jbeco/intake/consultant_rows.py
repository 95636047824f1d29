"""The rows of the tables that a consultant keeps as CSV: what cannot be read is named at its row.

One torn row costs that row and nothing else; only a file that is no such table is lost whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ..plan import Plan
from ..problems import Problem
from ..tables import Row, header_problem
from .collector import Collector
from .files import Arrived
from .textfile import SHOWN_ROWS, TextRow, TextTable, read_table

__all__ = ["LostRow", "named_criteria", "whole_rows"]


@dataclass(frozen=True)
class LostRow:
    """A row, or with no cells the whole table, that could not be read, and where that is said."""

    where: str
    cells: Sequence[str]


def whole_rows(
    file: Arrived | Problem,
    columns: Sequence[str],
    blocks: Sequence[str],
    into: Collector,
    optional: Sequence[str] = (),
) -> tuple[list[Row], list[LostRow]]:
    """Read a table whose columns must be just those named, in that order.

    Parameters
    ----------
    file : Arrived or Problem
        The CSV, UTF-8 or GB18030; or why it could not be read.
    columns : sequence of str
        The header that is required.
    blocks : sequence of str
        Criteria that the table as a whole may touch.
    into : Collector
        Gets the problems; one of a row names the criteria that the row itself names.
    optional : sequence of str, optional
        Columns that may follow, each or none of them, in that order; empty where they do not.

    Returns
    -------
    list of Row, list of LostRow
        Cell texts stripped of surrounding white space; and what was lost.
    """
    table, problems = _table(file, columns, optional, into)
    if table is None or isinstance(file, Problem):
        into.problems += [replace(problem, blocks=tuple(blocks)) for problem in problems]
        return [], [LostRow(problems[0].where, ())]
    into.problems += problems
    broken = [row for row in table.rows if any("\n" in c or "\r" in c for c in row.cells)]
    whole = [row for row in table.rows if row not in broken]
    lost = [
        *_name(file.name, table.torn, f"格数不是表头的 {len(table.header)} 格", blocks, into),
        *_name(file.name, broken, "格内有换行", blocks, into),
    ]
    absent = dict.fromkeys(optional, "")
    texts = [dict(zip(table.header, map(str.strip, row.cells), strict=True)) for row in whole]
    rows = [
        Row(file.name, row.line, cells | {c: t for c, t in absent.items() if c not in cells})
        for row, cells in zip(whole, texts, strict=True)
    ]
    return rows, lost


def _table(
    file: Arrived | Problem, columns: Sequence[str], optional: Sequence[str], into: Collector
) -> tuple[TextTable | None, tuple[Problem, ...]]:
    if isinstance(file, Problem):
        return None, (file,)
    table, problems = read_table(file, into.plan.methods.limits)
    if table is not None:
        header = [*columns, *(name for name in optional if name in table.header)]
        if list(table.header) != header:
            problem = header_problem(file.name, table.header, header)
            return None, (replace(problem, where=f"{file.name}!A1（表头）"),)
    return table, problems


def named_criteria(plan: Plan, cells: Iterable[str]) -> tuple[str, ...]:
    """Return the applicable criteria that a row names, itself or by an indicator or a code."""
    words = {cell.strip() for cell in cells}
    fed = {i for word in words & set(plan.observations) for i in plan.observations[word].indicators}
    return tuple(
        c.id
        for c in plan.criteria
        if c.applicable and (c.id in words or c.indicator in words | fed)
    )


def _name(
    file: str, rows: Sequence[TextRow], what: str, blocks: Sequence[str], into: Collector
) -> list[LostRow]:
    """Name the first rows that cannot be read, with the criteria they touch; count the rest."""
    mend = "请检查逗号、引号与换行"
    lost = [LostRow(f"{file}!A{row.line}（整行）", row.cells) for row in rows]
    for row in lost[:SHOWN_ROWS]:
        touched = named_criteria(into.plan, row.cells) or blocks
        into.problem(row.where, f"{what}，这一行没有读入", mend, blocks=touched)
    rest = lost[SHOWN_ROWS:]
    if rest:
        cells = [cell for row in rest for cell in row.cells]
        touched = named_criteria(into.plan, cells) or blocks
        said = f"自这一行起另有 {len(rest)} 行{what}，没有读入"
        into.problem(rest[0].where, said, mend, blocks=touched)
    return lost
