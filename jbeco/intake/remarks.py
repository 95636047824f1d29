"""Why a criterion lags and what is to be done about it: what departments and the consultant say.

The report repeats it with its author; where nobody said anything it says so and makes nothing up.
"""

from __future__ import annotations

from ..problems import Problem
from ..tables import Row
from .collector import Collector
from .consultant_rows import whole_rows
from .files import Arrived
from .records import Remark, Source
from .sheet_lines import Line

__all__ = ["REMARKS_FILE", "read_remark_line", "read_remarks"]

REMARKS_FILE = "remarks.csv"
COLUMNS = "criterion cause proposal owner due author note".split()
MEND = "请填 N28、P33-2 这样的编号"
SAYING = ("存在的问题与原因", "拟采取的措施")


def read_remarks(file: Arrived | Problem, year: int, into: Collector) -> None:
    """Read the consultant's table; a row about no criterion, or without author, is an error."""
    rows, _ = whole_rows(file, COLUMNS, (), into)
    known = {criterion.id for criterion in into.plan.criteria}
    for row in rows:
        assert isinstance(file, Arrived)
        if row["criterion"] not in known:
            into.fault(row, "criterion", "不是子项编号", MEND)
        elif not row["author"]:
            into.problem(row.where("author"), "没有写是谁说的", "请写单位或姓名")
        else:
            into.remarks.append(_of_row(row, year, file.sha256))


def _of_row(row: Row, year: int, sha256: str) -> Remark:
    texts = {name: row[name] for name in COLUMNS}
    return Remark(year=year, source=Source(row.file, row.cell("criterion"), sha256), **texts)


def read_remark_line(line: Line, year: int, department: str, into: Collector) -> None:
    """Read one row of the sheet 原因与对策; one that says nothing is none."""
    if not any(line.text(column) for column in SAYING):
        return
    known = {criterion.id for criterion in into.plan.criteria}
    if line.text("子项编号") not in known:
        what = f"“{line.text('子项编号')}”不是子项编号"
        into.problem(line.where("子项编号"), what, MEND)
        return
    into.remarks.append(
        Remark(
            criterion=line.text("子项编号"),
            year=year,
            cause=line.text("存在的问题与原因"),
            proposal=line.text("拟采取的措施"),
            owner=line.text("责任单位"),
            due=line.text("完成时限"),
            author=into.plan.departments[department].name,
            note=line.text("备注"),
            source=line.source("子项编号"),
        )
    )
