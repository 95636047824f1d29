"""Numbers as people type them: each spelling is a value, a missing value or an error.

Nothing is guessed. What is understood but unusual leaves a flag; what can be read in two ways is an
error that says so. Numbers stay exact: ``79.5`` is 159/2.
"""

from __future__ import annotations

import math
import re
import unicodedata
from dataclasses import dataclass
from datetime import date, time, timedelta
from fractions import Fraction

from .dates import read_date
from .misspelling import explain, shown
from .units import measures_content, plain_unit, unit_of

__all__ = ["Spelled", "missing_reason", "read_date", "read_number"]


@dataclass(frozen=True)
class Spelled:
    """What one cell says; just one of ``number``, ``missing`` and ``error`` is set.

    ``missing`` is a reason code of ``methods.toml`` like ``not_reported``; ``error`` is a Chinese
    text that quotes the cell; ``flags`` are Chinese words on how the value was spelled.
    """

    number: Fraction | None = None
    missing: str | None = None
    error: str | None = None
    flags: tuple[str, ...] = ()


FULL_WIDTH = "全角数字"
MINUS_SIGN = "非标准负号"
INVISIBLE = "不可见字符"
APOSTROPHE = "前导撇号"
THOUSANDS = "千分位"
PERCENT_FORMAT = "百分数格式"
UNIT_IN_CELL = "单元格内写了单位"
CONVERTED = "换算"
MULTIPLIED = "万亿后缀"
APPROXIMATE = "约数"
PROVISIONAL = "暂估"
HALF_OF_LIMIT = "低于检出限按一半计"
SCIENTIFIC = "科学记数法"
ELLIPSIS = "省略号（年鉴中表示不足最小单位）"

BIDI = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
ZERO_WIDTH = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")
FULL_WIDTH_SIGNS = re.compile("[０-９．，－＋％]")
RAISED_DIGIT = re.compile(r"[0-9０-９][⁰¹²³⁴-⁹₀-₉]")
CIRCLED_DIGIT = re.compile("[①-⓿❶-➓㉑-㊿]")

PLAIN = r"(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?|\.[0-9]+)"
NUMBER = re.compile(rf"(?P<digits>[+-]?{PLAIN}(?:[eE][+-]?[0-9]{{1,3}})?)(?P<rest>.*)")
BELOW = re.compile(rf"<\s*(?P<digits>{PLAIN})\s*(?P<unit>.*)")
ENDS_IN_L = re.compile(rf"(?P<digits>{PLAIN})\s*(?P<unit>)L")
NOT_DETECTED = re.compile(
    rf"(?:ND|N\.D\.|未检出|低于检出限)\s*\(\s*(?:检出限|DL)?\s*[:=<]?\s*(?P<digits>{PLAIN})"
    r"\s*(?P<unit>[^)]*?)\s*\)",
    re.IGNORECASE,
)
BEFORE_ABOUT = re.compile(r"(?:约为|大约|大概|约|≈|~)\s*")
AFTER_ABOUT = re.compile(r"\s*(?:左右|上下)")
PROVISIONAL_WORDS = ("暂估", "预计", "估算", "快报", "初步")

PLACEHOLDERS = tuple(Fraction(n) for n in (-9999, -999, -99, -99999, 9999, 99999, 999999))
NO_LIMIT_GIVEN = ("未检出", "ND", "N.D.", "BDL", "<DL", "低于检出限", "L")
LONGEST = 64
LARGEST_EXPONENT = 30


class _UnreadableError(Exception):
    """The text is no number; carries the Chinese error."""


def read_number(value: object, number_format: str, unit: str) -> Spelled:
    """Read the number that stands in a cell.

    Parameters
    ----------
    value : object
        What the workbook reader gives: a number, a text, a date, true or false, or None.
    number_format : str
        The cell's number format; one with a percent sign multiplies by 100 when ``unit`` is ``%``.
    unit : str
        The unit that was asked for, ``""`` for none; a unit typed in the cell is converted to it.

    Returns
    -------
    Spelled
        The number in ``unit``, or why there is none.
    """
    try:
        if value is None:
            return Spelled(missing="not_reported")
        if isinstance(value, str):
            return _from_text(value, unit)
        return _from_cell_number(value, number_format, unit)
    except _UnreadableError as refused:
        return Spelled(error=str(refused))


def _from_cell_number(value: object, number_format: str, unit: str) -> Spelled:
    if isinstance(value, bool):
        raise _UnreadableError("这里是逻辑值 TRUE/FALSE，不是数")
    if isinstance(value, date | time | timedelta):
        raise _UnreadableError(
            f"这里是日期或时间（{value}），应是数；"
            "可能被 Excel 改成了日期，请把格式改为“常规”后重填"
        )
    if not isinstance(value, int | float):
        raise _UnreadableError(f"“{shown(str(value))}”不是数")
    if not math.isfinite(value):
        raise _UnreadableError("不是有限的数（溢出或非数）")
    number = Fraction(str(value))
    _refuse_placeholder(number, str(value))
    if not _is_percent_format(number_format):
        return Spelled(number)
    if plain_unit(unit) != "%":
        asked = unit or "（无单位）"
        raise _UnreadableError(f"单元格是百分数格式，应填的单位是{asked}；请改格式后重填")
    return Spelled(number * 100, flags=(PERCENT_FORMAT,))


def _is_percent_format(number_format: str) -> bool:
    return "%" in re.sub(r'"[^"]*"|\\.|_.', "", number_format)


def _from_text(entered: str, unit: str) -> Spelled:
    text, flags = _tidy(entered)
    missing = missing_reason(text)
    if missing:
        return Spelled(missing=missing, flags=(ELLIPSIS,) if text.startswith("...") else ())
    if len(text) > LONGEST:
        raise _UnreadableError(f"“{shown(entered)}”太长，不像一个数；请只填一个数")
    below = _below_limit(text, entered, unit)
    if below:
        return Spelled(below.number, flags=(*flags, *below.flags))
    text, about = _strip_about(text)
    found = NUMBER.fullmatch(text)
    if found is None:
        raise _UnreadableError(explain(entered, text))
    number, how = _exact(found["digits"], entered)
    _refuse_placeholder(number, entered)
    number, scale = _in_unit(number, found["rest"].strip(), unit, entered, text)
    return Spelled(number, flags=(*flags, *about, *how, *scale))


def _tidy(entered: str) -> tuple[str, tuple[str, ...]]:
    """Return the text in plain signs, with flags on what was not plain."""
    if BIDI.search(entered):
        raise _UnreadableError("含看不见的文字方向控制符，显示的数可能不是真的数；请删去重填")
    if CIRCLED_DIGIT.search(entered):
        raise _UnreadableError(f"“{shown(entered)}”带①②之类的编号，一格只能填一个数；请分行填")
    if RAISED_DIGIT.search(entered):
        raise _UnreadableError(
            f"“{shown(entered)}”的数字后有上标或下标（注号或乘方）；请去掉后重填"
        )
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


def _below_limit(text: str, entered: str, unit: str) -> Spelled | None:
    """Half the detection limit, when the text says that nothing was detected."""
    if text.upper() in NO_LIMIT_GIVEN:
        raise _UnreadableError(f"“{shown(entered)}”没有写检出限；请写成“<检出限”，如 <0.05")
    litres = plain_unit(unit) in ("升", "L", "l")
    patterns = (BELOW, NOT_DETECTED) if litres else (ENDS_IN_L, BELOW, NOT_DETECTED)
    found = next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)
    if found is None:
        return None
    if unit and not measures_content(unit):
        raise _UnreadableError(
            f"“{shown(entered)}”像检出限的写法，但应填的单位是{unit}，不能按一半计；请填实际的数"
        )
    limit, how = _exact(found["digits"], entered)
    if limit == 0:
        raise _UnreadableError(f"“{shown(entered)}”的检出限是 0")
    behind = found["unit"].strip()
    limit, scale = _in_unit(limit, "" if behind == "L" else behind, unit, entered, text)
    return Spelled(limit / 2, flags=(HALF_OF_LIMIT, *how, *scale))


def _strip_about(text: str) -> tuple[str, tuple[str, ...]]:
    flags: list[str] = []
    for word in PROVISIONAL_WORDS:
        if text.endswith(f"({word})"):
            text, flags = text.removesuffix(f"({word})").rstrip(), [PROVISIONAL]
    bare = BEFORE_ABOUT.sub("", text, count=1) if BEFORE_ABOUT.match(text) else text
    bare = re.sub(rf"{AFTER_ABOUT.pattern}$", "", bare)
    return bare, (*([APPROXIMATE] if bare != text else []), *flags)


def _exact(digits: str, entered: str) -> tuple[Fraction, tuple[str, ...]]:
    flags = []
    if "," in digits:
        flags.append(THOUSANDS)
    mantissa, e, exponent = digits.replace(",", "").lower().partition("e")
    if e:
        flags.append(SCIENTIFIC)
        if abs(int(exponent)) > LARGEST_EXPONENT:
            raise _UnreadableError(f"“{shown(entered)}”的指数过大")
    return Fraction(mantissa) * Fraction(10) ** int(exponent or 0), tuple(flags)


def _refuse_placeholder(number: Fraction, entered: str) -> None:
    if number in PLACEHOLDERS:
        raise _UnreadableError(
            f"“{shown(entered)}”疑似占位数；没有数据请留空并写原因，确有此数请在备注说明"
        )


def _in_unit(
    number: Fraction, rest: str, unit: str, entered: str, text: str
) -> tuple[Fraction, tuple[str, ...]]:
    """Return the number in the unit that was asked for, given what is written behind it."""
    if bracketed := re.fullmatch(r"\((.+)\)", rest):
        rest = bracketed[1]
    typed, asked = plain_unit(rest), plain_unit(unit)
    if not typed:
        return number, ()
    if typed == asked:
        return number, (UNIT_IN_CELL,)
    from_unit, to_unit = unit_of(typed), unit_of(asked)
    if typed in ("万", "亿"):
        return _multiplied(number, typed, unit, entered)
    if from_unit is None:
        raise _UnreadableError(explain(entered, text, typed))
    if to_unit is None or from_unit.kind != to_unit.kind:
        wanted = unit or "（无单位）"
        raise _UnreadableError(f"“{shown(entered)}”的单位“{typed}”与应填的单位“{wanted}”不是一类")
    if from_unit.factor == to_unit.factor:
        return number, (UNIT_IN_CELL,)
    return number * from_unit.factor / to_unit.factor, (CONVERTED,)


def _multiplied(
    number: Fraction, word: str, unit: str, entered: str
) -> tuple[Fraction, tuple[str, ...]]:
    asked = unit_of(unit)
    if plain_unit(unit) == "%" or (asked is not None and asked.scaled):
        raise _UnreadableError(
            f"“{shown(entered)}”带“{word}”，而应填的单位是{unit}，分不清是否重复；请按{unit}填数"
        )
    return number * (10**4 if word == "万" else 10**8), (MULTIPLIED,)


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
