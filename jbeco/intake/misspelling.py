"""Why a text is not one number, said so that the department can mend it."""

from __future__ import annotations

import re

__all__ = ["explain", "looks_like_dates", "shown"]

N = r"[+-]?[0-9][0-9,.]*%?"
"""Something like a number, for the patterns below."""

BOUNDS = "<|>|≥|≤|≧|≦|⩾|⩽|不低于|不少于|不超过|超过|高于|低于|超|近|小于|大于"
CHANGES = "上升|下降|增长|增加|减少|提高|降低|同比|环比"
CHINESE_DIGITS = "零〇一二两三四五六七八九十百千万亿点半分之壹贰叁肆伍陆柒捌玖拾佰仟"

REASONS = (
    (r"#(?:DIV|REF|VALUE|NAME|NUM|NULL|SPILL|CALC).*", "是公式算出的错误；请改正公式"),
    (r"[=@].*", "是公式的文字；请填算好的数"),
    (r"[+-]?(?:nan|NaN|NAN|inf|Inf|INF|infinity|Infinity|∞)", "不是有限的数"),
    (r"(?:19|20)[0-9]{2}([-/.])[0-9]{1,2}(?:\1[0-9]{1,2})?", "是日期，应是数"),
    (r"(?:[0-9]{4}年)?[0-9]{1,2}月(?:[0-9]{1,2}[日号])?", "是日期，应是数"),
    (r"\(.*[0-9].*\)", "用括号表示数（会计负数写法或注）；请写成 -12 或 12"),
    (rf"{N}\s*[^0-9]{{0,4}}\s*(?:-|--|~|–|—|至|到)\s*{N}.*", "是范围，应是一个数"),
    (rf"{N}\s*/\s*{N}", "是分数式；请填算好的数，分子分母另填"),
    (rf"{N}\s*:\s*{N}", "是比例或时间，应是一个数"),
    (rf"{N}\s*±.*", "带正负误差；请只填数值，误差写在备注"),
    (rf"(?:{BOUNDS}).*", "是界限，不是实际的数"),
    (r".*[0-9](?:多|余|\+|以上|以下|以内).*", "是界限，不是实际的数"),
    (rf".*(?:{CHANGES}).*", "含升降文字，分不清正负；请按填报要求的方向只填数"),
    (rf"[{CHINESE_DIGITS}]+", "是中文数字；请填阿拉伯数字"),
    (r"[+-]?[0-9]*(?:\.[0-9]+){2,}", "有几个小数点"),
    (r"[+-]?[0-9][0-9,.]*,[0-9,.]*.*", "的逗号分不清是千分位还是小数点；小数点请用“.”"),
    (r"[+-]?[0-9]+[。·'][0-9]+.*", "的小数点写法不清；小数点请用“.”"),
    (rf"(?:{N})(?:\s+{N})+", "数字之间有空格或换行，分不清是一个数还是几个数"),
)
"""What a whole text may look like and what is wrong with it; the first that fits is said."""

PHONE_OR_ID = re.compile(r"[0-9０-９]{11,}[XxＸ]?")
LONGEST_QUOTE = 40


def shown(text: str) -> str:
    """Quote a text in a message: one line, short, without what may be a phone or ID number."""
    line = "".join(char if char.isprintable() else " " for char in text).strip()
    masked = PHONE_OR_ID.sub("●●●", line)
    return masked if len(masked) <= LONGEST_QUOTE else f"{masked[:LONGEST_QUOTE]}…"


def looks_like_dates(first: str, second: str, unit: str) -> bool:
    """Whether two numbers with a hyphen between them may be month and day, or years."""
    if unit or not (first.isdecimal() and second.isdecimal()):
        return False
    is_year = 1900 <= int(first) <= 2100 and (int(second) <= 12 or 1900 <= int(second) <= 2100)
    return is_year or (1 <= int(first) <= 12 and 1 <= int(second) <= 31)


def explain(entered: str, text: str, rest: str = "") -> str:
    """Say why a text is no number.

    Parameters
    ----------
    entered : str
        The text as typed, for the quotation.
    text : str
        The same in plain (half-width) signs.
    rest : str
        What stands behind a number that could be read; it is then taken for an unknown unit.

    Returns
    -------
    str
        The reason, in Chinese, and what to do where that is not plain.
    """
    for pattern, reason in REASONS:
        if re.fullmatch(pattern, text):
            return f"“{shown(entered)}”{reason}"
    numbers = re.findall(r"[0-9]+(?:\.[0-9]+)?", text)
    if len(numbers) > 1:
        return f"“{shown(entered)}”一格里有几个数（{shown('、'.join(numbers[:4]))}）"
    if rest:
        return f"“{shown(entered)}”里不认识单位“{shown(rest)}”；请按应填单位填数，单位不写在格内"
    return f"“{shown(entered)}”认不出是数"
