"""From a row of the sheet 上级任务 to the record of a superior's task."""

from __future__ import annotations

from fractions import Fraction
from unicodedata import normalize

from ..problems import Level
from .bounds import Spelled
from .collector import Collector
from .layout import TASK_RESULTS, TASKS
from .numbers import PROVISIONAL, read_number
from .records import Task
from .sheet_lines import Line, dated

__all__ = ["read_task_row"]

ANSWERS = tuple(column for column in TASKS.open_columns if column != "任务名称")
"""Columns of which one at least must say something, that there is a record."""


def read_task_row(line: Line, year: int, department: str, into: Collector) -> None:
    """Read one row into a task, or note every reason why it cannot be."""
    indicator = line.text("指标量")
    if indicator not in into.plan.indicators:
        into.problem(line.where("指标量"), f"“{indicator}”不是指标量编号", "请从模板恢复这一行")
        return
    if not any(line.text(column) for column in ANSWERS):
        return
    result = TASK_RESULTS.get(line.text("考核结果") or "没有结果")
    required, reached = (_number(line, c, indicator, into) for c in ("要求值", "完成值"))
    day = dated(line, "日期", into, indicator, about="task")
    if result is None:
        mend = f"可选：{'、'.join(TASK_RESULTS)}"
        name = into.plan.indicators[indicator].name
        what = f"{name}：“{line.text('考核结果')}”不是规定的考核结果"
        into.problem(line.where("考核结果"), what, mend, code=indicator, about="task")
        return
    issuer, number = line.text("发文单位"), line.text("文号")
    into.tasks.append(
        Task(
            indicator=indicator,
            year=year,
            name=line.text("任务名称"),
            required=_one_of(required),
            required_text=line.text("要求原文"),
            result="unstated" if PROVISIONAL in reached.flags else result,  # type: ignore[arg-type]
            document=" ".join(part for part in (issuer, number) if part),
            verbatim=line.text("要求原文"),
            note=line.text("备注"),
            source=line.source("考核结果"),
            reached=reached.number,
            document_number=number,
            issuer=issuer,
            dated=day,
        )
    )


def _number(line: Line, column: str, indicator: str, into: Collector) -> Spelled:
    """Read 要求值 or 完成值 in the row's unit, or in percent where that is written (a decline)."""
    cell = line.cells.get(column)
    if cell is None:
        return Spelled()
    in_percent = "%" in normalize("NFKC", f"{cell.value}{cell.number_format}")
    spelled = read_number(cell.value, cell.number_format, "%" if in_percent else line.text("单位"))
    where, text = line.where(column), line.text(column)
    if spelled.error is not None:
        mend = "请填数；文字写在“要求原文”" if column == "要求值" else "请填考核认定的数"
        into.problem(where, spelled.error, mend, code=indicator, about="task")
    elif column == "完成值" and PROVISIONAL in spelled.flags:
        what = f"完成值“{text}”不是正式数，这项任务按没有考核结果处理"
        into.problem(where, what, "请填考核认定的数", Level.WARNING, indicator, about="task")
    elif column == "完成值" and spelled.interval is not None and spelled.number is None:
        what = f"完成值“{text}”只是界限，没有与要求值核对"
        into.problem(where, what, "请填考核认定的数", Level.WARNING, indicator, about="task")
    return spelled


def _one_of(required: Spelled) -> Fraction | None:
    """Return what is required: the number, or the one bound of ``≥87``; of a range nothing."""
    known = [n for n in (required.number, required.low, required.high) if n is not None]
    return known[0] if required.number is not None or len(known) == 1 else None
