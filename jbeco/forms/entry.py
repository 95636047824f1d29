"""What a cell accepts: dropdowns, numbers and dates, each with a Chinese prompt and error text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from fractions import Fraction

from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from ..problems import JbecoError, Problem
from ..standards.rounding import exact_text

__all__ = [
    "accept_date",
    "accept_hour",
    "accept_listed",
    "accept_measurement",
    "accept_number",
    "accept_text",
    "accept_whole",
    "accept_word",
]

LONGEST_LIST = 255
"""Characters of a dropdown that is written into its cell, by the format."""
LONGEST_TEXT = 250
"""Characters of a prompt or an error text; the format allows 255."""
LARGEST = "1E+15"


def accept_word(sheet: Worksheet, cells: str, words: Sequence[str], prompt: str) -> None:
    """Offer a dropdown of words, and accept nothing else.

    Raises
    ------
    JbecoError
        When the words do not fit into a dropdown: too long together, or one holds a comma.
    """
    joined = ",".join(words)
    if len(joined) > LONGEST_LIST or any("," in word for word in words):
        what = f"这些选项放不进下拉列表（共 {len(joined)} 字，上限 {LONGEST_LIST}；不得含半角逗号）"
        raise JbecoError([Problem(f"{sheet.title}!{cells}", what, f"请改短：{joined[:60]}…")])
    formula = '"' + joined.replace('"', '""') + '"'
    _accept(sheet, cells, "list", formula, None, prompt, "请从下拉列表里选一项，不要自己写。")


def accept_listed(sheet: Worksheet, cells: str, source: str, prompt: str) -> None:
    """Offer a dropdown of the texts in a range, such as ``封面!$A$20:$A$40``."""
    _accept(sheet, cells, "list", source, None, prompt, "请从下拉列表里选一项，不要自己写。")


def accept_number(
    sheet: Worksheet,
    cells: str,
    low: Fraction | None,
    high: Fraction | None,
    prompt: str,
) -> None:
    """Ask for a number within its natural limits; another entry must be confirmed.

    It is a question, not a bar: “低于检出限” and a wrong limit must not stop the department.
    """
    says = f"这里应填{_limits_text(low, high)}，不写单位。确实要这样填，请点“是”并在备注说明。"
    formulas = (f"-{LARGEST}" if low is None else _text(low), _text(high))
    _accept(sheet, cells, "decimal", *formulas, prompt, says, style="warning")


def accept_measurement(sheet: Worksheet, cells: str, prompt: str) -> None:
    """Ask for what an instrument or a laboratory writes; another entry must be confirmed.

    That is a number, a detection limit with an L (``0.05L``), or ``/`` or ``—`` for none.
    """
    first = cells.partition(":")[0]
    formula = (
        f'OR({first}="/",{first}="—",IFERROR(VALUE(SUBSTITUTE(UPPER({first}),"L",""))>=0,FALSE))'
    )
    says = "这里应填不小于 0 的数、带 L 的检出限、“/”或“—”。确实要这样填，请点“是”并在备注说明。"
    _accept(sheet, cells, "custom", formula, None, prompt, says, style="warning")


def accept_whole(sheet: Worksheet, cells: str, low: int, high: int, prompt: str) -> None:
    """Accept a whole number between two numbers, both included."""
    says = f"请填 {low}–{high} 的整数。"
    _accept(sheet, cells, "whole", str(low), str(high), prompt, says)


def accept_date(sheet: Worksheet, cells: str, first: date, last: date, prompt: str) -> None:
    """Accept a date between two dates, both included."""
    says = f"请填 {first} 至 {last} 之间的日期，写成 {last.year}-03-01 的样子。"
    _accept(sheet, cells, "date", _serial(first), _serial(last), prompt, says)


def accept_hour(sheet: Worksheet, cells: str, year: int, prompt: str) -> None:
    """Accept the end of an hour of the year; another entry must be confirmed."""
    first, last = date(year, 1, 1), date(year + 1, 1, 1)
    says = f"请填 {year} 年的小时末，写成 {year}-01-01 01:00 的样子。"
    _accept(sheet, cells, "date", _serial(first), _serial(last), prompt, says, style="warning")


def accept_text(sheet: Worksheet, cells: str, prompt: str) -> None:
    """Accept anything; only show what is asked for."""
    validation = DataValidation(allow_blank=True, showInputMessage=True, showErrorMessage=False)
    validation.promptTitle, validation.prompt = "填报提示", _short(prompt)
    validation.add(cells)
    sheet.add_data_validation(validation)


def _accept(
    sheet: Worksheet,
    cells: str,
    kind: str,
    first: str,
    last: str | None,
    prompt: str,
    says: str,
    style: str = "stop",
) -> None:
    validation = DataValidation(
        type=kind,  # type: ignore[arg-type]
        operator=None if last is None else "between",
        formula1=first,
        formula2=last,
        allow_blank=True,
        showInputMessage=True,
        showErrorMessage=True,
        errorStyle=style,  # type: ignore[arg-type]
        promptTitle="填报提示",
        prompt=_short(prompt),
        errorTitle="请核对",
        error=_short(says),
    )
    validation.add(cells)
    sheet.add_data_validation(validation)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST_TEXT else f"{text[: LONGEST_TEXT - 1]}…"


def _text(limit: Fraction | None) -> str:
    if limit is None:
        return LARGEST
    return exact_text(limit) if "/" not in exact_text(limit) else repr(float(limit))


def _limits_text(low: Fraction | None, high: Fraction | None) -> str:
    if low is None and high is None:
        return "一个数"
    if low is None or high is None:
        return f"不小于 {exact_text(low)} 的数" if low is not None else f"不大于 {_text(high)} 的数"
    return f"{exact_text(low)} 至 {exact_text(high)} 的数"


def _serial(day: date) -> str:
    return str((day - date(1899, 12, 30)).days)
