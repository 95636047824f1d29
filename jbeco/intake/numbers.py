"""Numbers as people type them: each spelling is a value, bounds, a missing value or an error.

Nothing is guessed. What is understood but unusual leaves a flag; what can be read in two ways is an
error that says so. Numbers stay exact: ``79.5`` is 159/2; of what is only roughly known the bounds
are kept: ``约97`` is 96.5–97.5, ``84以上`` is 84 or more.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import replace
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction

from ..indicators.values import PROVISIONAL
from ..interval import Interval
from .bounds import Spelled, below_limit, figure, of_wider_area
from .dates import read_date
from .misspelling import shown
from .units import plain_unit
from .written import Cell, UnreadableError, refuse_placeholder

__all__ = [
    "PROVISIONAL",
    "Spelled",
    "missing_reason",
    "names_provisional",
    "read_date",
    "read_number",
    "spreadsheet_decimal",
]

FULL_WIDTH = "全角数字"
MINUS_SIGN = "非标准负号"
INVISIBLE = "不可见字符"
APOSTROPHE = "前导撇号"
PERCENT_FORMAT = "百分数格式"
ELLIPSIS = "省略号（年鉴中表示不足最小单位）"

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
FULL_WIDTH_SIGNS = re.compile("[０-９．，－＋％]")
RAISED_DIGIT = re.compile(r"[0-9０-９][⁰¹²³⁴-⁹₀-₉]")
CIRCLED_DIGIT = re.compile("[①-⓿❶-➓㉑-㊿]")

NOT_FINAL = (
    r"(?:预计|预估|估计|估算|测算|快报|暂估|暂定|初步(?:核算|统计|估算|测算)?)(?:数据|数|值)?"
)
BEFORE_PROVISIONAL = re.compile(rf"\(?{NOT_FINAL}(?:将|可)?(?:达到|达|为|是)?\)?\s*:?\s*")
AFTER_PROVISIONAL = re.compile(rf"\s*\(?{NOT_FINAL}\)?$")
PROVISIONAL_BASIS = re.compile("预计|预估|暂估|快报|初步核算|初步统计")
"""Words by which a basis says that its figure is not the final one."""

ANYTHING = Interval(None, None)
LONGEST = 64


def read_number(
    value: object, number_format: str, unit: str, limits: Interval = ANYTHING
) -> Spelled:
    """Read the number that stands in a cell.

    Parameters
    ----------
    value : object
        What the workbook reader gives: a number, a text, a date, true or false, or None.
    number_format : str
        The cell's number format; one with a percent sign multiplies by 100 when ``unit`` is ``%``.
    unit : str
        The unit that was asked for, ``""`` for none; a unit typed in the cell is converted to it.
    limits : Interval, optional
        Natural limits of the figure: what is said of a larger area (全市均为 100 %) holds for each
        part of it only there.

    Returns
    -------
    Spelled
        The number in ``unit`` or its bounds, or why there is none.
    """
    try:
        if value is None:
            return Spelled(missing="not_reported")
        if isinstance(value, str):
            return _from_text(value, unit, limits)
        return _from_cell_number(value, number_format, unit)
    except UnreadableError as refused:
        return Spelled(error=str(refused))


def spreadsheet_decimal(value: float) -> Decimal:
    """Return a stored float as the decimal that a spreadsheet means: 15 significant digits.

    A formula whose result is 80 may be stored as 79.999999999999986; Excel and WPS compute with at
    most 15 digits and show no more.
    """
    return Decimal(f"{value:.15g}")


def names_provisional(basis: str) -> bool:
    """Whether what stands under 口径 says that the figure is not the final one (快报数)."""
    return PROVISIONAL_BASIS.search(basis) is not None


def _from_cell_number(value: object, number_format: str, unit: str) -> Spelled:
    if isinstance(value, bool):
        raise UnreadableError("这里是逻辑值 TRUE/FALSE，不是数")
    if isinstance(value, date | time | timedelta):
        raise UnreadableError(
            f"这里是日期或时间（{value}），应是数；"
            "可能被 Excel 改成了日期，请把格式改为“常规”后重填"
        )
    if not isinstance(value, int | float):
        raise UnreadableError(f"“{shown(str(value))}”不是数")
    if not math.isfinite(value):
        raise UnreadableError("不是有限的数（溢出或非数）")
    number = Fraction(value) if isinstance(value, int) else Fraction(spreadsheet_decimal(value))
    refuse_placeholder(number, str(value))
    if not _is_percent_format(number_format):
        return Spelled(number)
    if plain_unit(unit) != "%":
        asked = unit or "（无单位）"
        raise UnreadableError(f"单元格是百分数格式，应填的单位是{asked}；请改格式后重填")
    return Spelled(number * 100, flags=(PERCENT_FORMAT,))


def _is_percent_format(number_format: str) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.|_.', "", number_format)


def _from_text(entered: str, unit: str, limits: Interval) -> Spelled:
    text, flags = _tidy(entered)
    missing = missing_reason(text)
    if missing:
        return Spelled(missing=missing, flags=(ELLIPSIS,) if text.startswith("...") else ())
    if len(text) > LONGEST:
        raise UnreadableError(f"“{shown(entered)}”太长，不像一个数；请只填一个数")
    cell = Cell(entered, unit)
    text, provisional = _strip_provisional(text)
    found = below_limit(text, cell) or of_wider_area(text, cell, limits) or figure(text, cell)
    return replace(found, flags=(*flags, *provisional, *found.flags))


def _tidy(entered: str) -> tuple[str, tuple[str, ...]]:
    """Return the text in plain signs, with flags on what was not plain."""
    if BIDI.search(entered):
        raise UnreadableError("含看不见的文字方向控制符，显示的数可能不是真的数；请删去重填")
    if CIRCLED_DIGIT.search(entered):
        raise UnreadableError(f"“{shown(entered)}”带①②之类的编号，一格只能填一个数；请分行填")
    if RAISED_DIGIT.search(entered):
        raise UnreadableError(f"“{shown(entered)}”的数字后有上标或下标（注号或乘方）；请去掉后重填")
    visible = ZERO_WIDTH.sub("", entered).strip()
    flags = [INVISIBLE] if ZERO_WIDTH.search(entered) else []
    if visible.startswith("'"):
        visible = visible[1:]
        flags.append(APOSTROPHE)
    if FULL_WIDTH_SIGNS.search(visible):
        flags.append(FULL_WIDTH)
    text = unicodedata.normalize("NFKC", visible).strip()
    if re.match("−[0-9.]", text):
        text = f"-{text[1:]}"
        flags.append(MINUS_SIGN)
    return text, tuple(flags)


def _strip_provisional(text: str) -> tuple[str, tuple[str, ...]]:
    """Take 预计, 快报 and the like off either end, in brackets or not."""
    bare = text[match.end() :] if (match := BEFORE_PROVISIONAL.match(text)) else text
    bare = AFTER_PROVISIONAL.sub("", bare)
    return (bare, (PROVISIONAL,)) if bare and bare != text else (text, ())


WORDS = {
    "not_reported": (
        "无 没有 无数据 没有数据 未报 未报送 未填 未填报 缺 缺失 缺报 空 不详 未知"
        " NA N/A N.A. N.A #N/A NULL NONE"
    ),
    "not_yet": (
        "暂无 暂无数据 暂缺 尚无 尚无数据 待定 待补 待补充 待报"
        " 未公布 尚未公布 未统计 尚未统计 未出"
    ),
    "not_monitored": "/ 未监测 未测 缺测 停测 未检测 未开展监测",
    "no_object": "无此类对象 无此类 无对象 不涉及 不适用",
    "drafting": "编制中 规划编制中",
    "no_task": "无任务 未下达 无管控目标 上级无管控目标 无上级管控目标",
}
REASON_OF = {word: reason for reason, words in WORDS.items() for word in words.split()}
NOTHING_BUT_SIGNS = re.compile(r"[-‐-―─━−]*|\.{3,}")


def missing_reason(text: str) -> str | None:
    """Return the reason code for a text that says there is no figure; None for any other text.

    A dash means here that nothing was reported: it may also stand for 不适用, which has to be said
    in words; ``/`` is the mark of HJ 633 for what was not monitored.
    """
    return "not_reported" if NOTHING_BUT_SIGNS.fullmatch(text) else REASON_OF.get(text.upper())
