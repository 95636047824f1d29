"""Superiors' tasks: a word against its own numbers, and tasks of which nobody says how they ended.

Which way a requirement goes stands in its wording; where it does not, better is what the indicator
says, and the finding says so. Where only the wording says how much, its one number is taken.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from fractions import Fraction
from unicodedata import normalize

from ..intake.duties import criteria_that_ask, duties_of
from ..intake.layout import TASKS, place
from ..intake.records import Task
from ..plan import Indicator
from ..plan.rules import TaskMet
from ..problems import Level, Problem
from ..standards.rounding import exact_text
from .context import CheckContext

__all__ = [
    "check_task_dates",
    "check_task_numbers",
    "check_tasks_without_result",
    "tasks_without_result",
]

AT_LEAST = "不低于|不少于|不小于|以上|≥|>=|达到|提高|上升|增长|增加|下降|降低|减少|削减"
AT_MOST = "不高于|不超过|不大于|不多于|以下|以内|≤|<=|控制在"
DIRECTION = re.compile(f"(?P<most>{AT_MOST})|(?P<least>{AT_LEAST})")
NO_AMOUNT = re.compile(r"PM\s*(?:2\.5|10)|\d{4}\s*[年—–-]|第\s*\d+", re.IGNORECASE)
"""What holds digits in a wording and is not how much is required."""

AMOUNT = re.compile(r"(?<![\w.-])(\d+(?:\.\d+)?)(\s*%)?(?![\d.,]|\s*[万亿])", re.ASCII)
ANY_DIGITS = re.compile(r"\d+")
WORDS = {"met": "完成", "not_met": "未完成"}


def check_task_numbers(context: CheckContext) -> Iterator[Problem]:
    """Find tasks whose result says something else than what was required and reached.

    None of the two is believed until a resolution confirms the word.
    """
    for task in context.submissions.tasks:
        if task.year != context.year or task.result not in WORDS or task.decided:
            continue
        met = _is_met(task, context)
        if met is None or met == (task.result == "met"):
            continue
        rule = "不低于" if _at_least(task, context) else "不高于"
        wanted = f"要求值 {_number(task.required)}"
        if task.required is None:
            wanted = f"要求原文“{task.required_text}”"
        what = (
            f"{task.name or '上级任务'}的考核结果写“{WORDS[task.result]}”，"
            f"与{wanted}、完成值 {_number(task.reached)}{_cells(task)}不符"
            f"（按“{rule}”要求值比）"
        )
        mend = (
            "请核对三格，改成一致；要求是降幅或上限的，请在要求原文写明“下降不少于”“不高于”；"
            "以考核结果为准的，请在“更正与裁决”的“裁决”表写明这一格"
        )
        blocks = _asking(context, task.indicator)
        yield Problem(
            str(task.source), what, mend, Level.WARNING, blocks, about="", contradicts=True
        )


def _is_met(task: Task, context: CheckContext) -> bool | None:
    """Tell from its numbers whether a task was met; None where they do not tell."""
    at_least, required = _at_least(task, context), _required(task, context)
    if required is None or task.reached is None or at_least is None:
        return None
    return task.reached >= required if at_least else task.reached <= required


def _required(task: Task, context: CheckContext) -> Fraction | None:
    """Return how much is required: 要求值, else the only number of the wording in its unit."""
    if task.required is not None:
        return task.required
    text = NO_AMOUNT.sub(" ", normalize("NFKC", task.required_text))
    found = AMOUNT.search(text)
    if found is None or len(AMOUNT.findall(text)) != 1 or DIRECTION.search(text) is None:
        return None
    if ANY_DIGITS.search(text[: found.start()] + text[found.end() :]):
        return None
    in_percent = context.plan.indicators[task.indicator].unit == "%"
    return Fraction(found[1]) if in_percent == bool(found[2]) else None


def _at_least(task: Task, context: CheckContext) -> bool | None:
    """Tell whether the required number is the least that is wanted, or the most."""
    said = DIRECTION.search(task.required_text)
    if said is not None:
        return said["least"] is not None
    direction = context.plan.indicators[task.indicator].direction
    return {"higher": True, "lower": False}.get(direction)


def _cells(task: Task) -> str:
    """Name the two cells of a workbook; in the consultant's table they stand in the same row."""
    if not task.source.cell.startswith(f"{TASKS.name}!"):
        return ""
    columns = ("要求原文" if task.required is None else "要求值", "完成值")
    return f"（{'、'.join(place(task.source, column, TASKS) for column in columns)}）"


def _number(number: Fraction | None) -> str:
    return "" if number is None else exact_text(number)


def check_tasks_without_result(context: CheckContext) -> Iterator[Problem]:
    """Find superiors' tasks of departments that answered, on none of which a result was stated.

    A sheet on which nothing stands at all is told once, with all of its tasks.
    """
    for department, files in sorted(context.submissions.departments.items()):
        lacking = list(tasks_without_result(context, department))
        sheet = f"{min(files)}!{TASKS.name}"
        if len(lacking) > 1 and not any(row for _, row, _ in lacking):
            names = "、".join(f"“{indicator.name}”" for indicator, _, _ in lacking)
            what = f"{len(lacking)} 项上级任务都没有填考核结果：{names}"
            blocks = tuple(dict.fromkeys(c for _, _, mine in lacking for c in mine))
            yield Problem(sheet, what, RESULT_MEND, Level.WARNING, blocks, about="task")
            continue
        for indicator, row, blocks in lacking:
            what = f"上级任务“{indicator.name}”没有填考核结果"
            yield Problem(row or sheet, what, RESULT_MEND, Level.WARNING, blocks, about="task")


RESULT_MEND = "请选完成、未完成或未下达，并写文号、发文单位与日期"


def tasks_without_result(
    context: CheckContext, department: str
) -> Iterator[tuple[Indicator, str, tuple[str, ...]]]:
    """Yield the tasks of a department on which no result was stated.

    Each with the first place of a row on it, empty where there is none, and the criteria that ask
    for it. What reading found at fault was said there.
    """
    given = [task for task in context.submissions.tasks if task.year == context.year]
    told = {task.indicator for task in given if task.result != "unstated"}
    faulty = {c for p in context.submissions.problems if p.about == "task" for c in p.blocks}
    for indicator in duties_of(context.plan, department, context.year).tasks:
        blocks = _asking(context, indicator.id)
        if indicator.id not in told and not faulty.issuperset(blocks):
            rows = [str(task.source) for task in given if task.indicator == indicator.id]
            yield indicator, min(rows, default=""), blocks


def check_task_dates(context: CheckContext) -> Iterator[Problem]:
    """Find superiors' tasks whose document is dated after the year that follows theirs."""
    for task in context.submissions.tasks:
        if task.year == context.year and task.dated is not None and task.dated.year > task.year + 1:
            name = context.plan.indicators[task.indicator].name
            what = f"上级任务“{name}”的文件日期是 {task.dated}，晚于 {task.year + 1} 年"
            blocks = _asking(context, task.indicator)
            yield Problem(str(task.source), what, "请核对日期", blocks=blocks, about="task")


def _asking(context: CheckContext, indicator: str) -> tuple[str, ...]:
    """Return the applicable criteria that ask for the superior's task on an indicator."""
    plan = context.plan
    asking = criteria_that_ask(plan, TaskMet)
    return tuple(c for c in asking if plan.criterion(c).indicator == indicator)
