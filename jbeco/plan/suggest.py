"""Suggests the rule that a target's wording means, or says nothing; a person confirms each.

Only a wording that is understood to its last character gets a suggestion, and only one that fits
the indicator: its kind, its unit and which way is better. A wording that can be read in two ways
gets none.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal

from ..indicators import Declaration
from .rules import (
    And,
    Bound,
    Change,
    Kept,
    NotWorse,
    Operator,
    Or,
    Province,
    Rule,
    Status,
    TaskMet,
    Trend,
    bounds,
    parse_rule,
)

__all__ = ["suggest_rules"]

CIRCLED = "①②③④⑤⑥⑦⑧⑨"
BLANKS = ("", "-", "—", "/", "无")
"""What stands in a cell that demands nothing."""

OPERATORS: dict[str, Operator] = {
    **dict.fromkeys(("≥", ">=", "不低于", "不少于", "不小于", "大于等于", "大于或等于"), ">="),
    **dict.fromkeys(("≤", "<=", "不高于", "不超过", "不大于", "小于等于", "小于或等于"), "<="),
    **dict.fromkeys((">", "高于", "大于", "超过"), ">"),
    **dict.fromkeys(("<", "低于", "小于"), "<"),
}
SIGNS = "|".join(sorted(map(re.escape, OPERATORS), key=len, reverse=True))
MICROGRAM = ("μg/m3", "ug/m3", "微克/立方米")

VERBS: dict[str, Operator | None] = {
    **dict.fromkeys(("达到", "达", "稳定在", "保持在", "维持在"), None),
    **dict.fromkeys((a + b for a in ("提高", "提升", "增加", "上升") for b in "到至"), ">="),
    **dict.fromkeys(("增至", "升至"), ">="),
    **dict.fromkeys((a + b for a in ("下降", "降低", "减少") for b in "到至"), "<="),
    **dict.fromkeys(("降至", "减至", "控制在"), "<="),
}
"""What stands before a number, and on which side of it that leaves the value, if on one."""

NUMBER = re.compile(
    rf"({'|'.join(sorted(VERBS, key=len, reverse=True))})?({SIGNS})?"
    r"(\d+(?:\.\d+)?)([^\d以]+3?)?(以上|以内|以下)?"
)
COVERED = re.compile(r"(?:实现)?(?:100%)?全覆盖")
PROVINCE = re.compile(rf"({SIGNS}|优于)(?:同期|同年)?全省(?:平均)?(?:值|水平)?")
CHANGE = re.compile(
    r"(提高|上升|增长|下降|降低)幅度(?:高于|大于|超过)(?:同期|同年)?全省(?:平均)?(?:值|水平)?"
)
TREND = re.compile(r"(持续|逐步|稳步|不断|逐年)(提高|提升|上升|增加|增长|下降|降低|减少|改善)")
STABLE = re.compile(r"保持稳定(?:[或,、](?:者)?(?:持续|不断|有所)?改善)?")
TASK = re.compile(
    r"完成(?:国家|省|市|上级|年度|规定|下达|分解|的|考核|管控|能源|“双控”|审核|减煤|目标)*"
    r"(?:任务|目标|计划|指标|要求)"
)
KEPT = re.compile(r"(?:严格遵守|[^,;、不]*不(?:减少|减小|缩小|改变|降低|减退|退化|破坏|侵占|突破))")
UPWARD = ("提高", "提升", "上升", "增加", "增长")
CHANGE_ITSELF = re.compile("增量|幅度|下降率|降低率|增长率|增速")
"""Names of indicators that are themselves a change: that it rises is not what 提高 means there."""

OUTER = re.compile(r"[,;、]+(或者?|且|并且?)?")
"""A connective after a punctuation mark binds less than one without: ``A，或B且C``."""
INNER = re.compile(r"(或者?|并且|且)")
HIDDEN = "\N{OBJECT REPLACEMENT CHARACTER}"
"""Stands for 保持稳定或持续改善 while a wording is split: its 或 joins no demands."""


def suggest_rules(
    texts: Sequence[str], indicator: Declaration, confirmed: Sequence[str] = ()
) -> list[str]:
    """Suggest the rules of one criterion's targets, in the order of the milestones.

    Parameters
    ----------
    texts : sequence of str
        The wordings, such as ``≥88%，完成上级规定的考核任务``.
    indicator : Declaration
        What they demand something of.
    confirmed : sequence of str, optional
        Rules that a person confirmed already, empty where not; a later target builds on them.

    Returns
    -------
    list of str
        A rule for each wording; empty where there is none, or it is not understood for sure. What a
        target demanded as a number is demanded later too, where the later wording names no number.
    """
    found: list[str] = []
    earlier: str | None = None
    for number, text in enumerate(texts):
        found.append(_carried(_read(text, indicator), earlier))
        told = confirmed[number] if number < len(confirmed) else ""
        earlier = told or found[-1]
    return found


def _carried(rule: Rule | None, earlier: str | None) -> str:
    """Add the number that the target before this one demanded, when this one names none."""
    if rule is None:
        return ""
    if earlier is None or bounds(rule) or isinstance(rule, Kept | Status):
        return str(rule)
    if earlier == "":
        return ""  # nobody knows yet whether there is a number to keep
    before = parse_rule(earlier)
    parts = before.parts if isinstance(before, And) else (before,)
    numbers = tuple(part for part in parts if isinstance(part, Bound))
    if len(bounds(before)) > len(numbers):
        return ""  # it demanded the number in one case only
    own = rule.parts if isinstance(rule, And) else (rule,)
    return str(And((*numbers, *own))) if numbers else str(rule)


def _read(text: str, indicator: Declaration) -> Rule | None:
    text = text.strip()
    text = text[1:] if text[:1] and text[0] in CIRCLED else text
    if any(mark in text for mark in CIRCLED):
        return None  # several leaves in one cell
    text = unicodedata.normalize("NFKC", text).replace(" ", "").strip("。;,.")
    if text in BLANKS:
        return None
    whole = _state(text, indicator)
    return whole if whole is not None else _joined(text, indicator)


def _state(text: str, indicator: Declaration) -> Rule | None:
    """Read 不减少 and its like, or a rung of the ladder; what the indicator names may follow it."""
    clauses = re.split("[,;、]", text)
    if indicator.kind == "state" and "不" in text and all(map(KEPT.fullmatch, clauses)):
        return Kept()
    if text in indicator.states:
        return Status(text)
    rungs = [word for word in indicator.states if text.startswith(word)]
    if rungs and text.removeprefix(max(rungs, key=len)) in indicator.name:
        return Status(max(rungs, key=len))
    return None


def _joined(text: str, indicator: Declaration) -> Rule | None:
    text = STABLE.sub(HIDDEN, text)
    clauses, words = _split(OUTER, text)
    if len(words) > 1:
        return None  # ``A；B，或C`` can be read in two ways
    parts = [_clause(clause, indicator) for clause in clauses]
    return _together(parts, words)


def _clause(text: str, indicator: Declaration) -> Rule | None:
    parts, words = _split(INNER, text)
    if len(words) > 1:
        return None
    return _together([_demand(part, indicator) for part in parts], words)


def _split(by: re.Pattern[str], text: str) -> tuple[list[str], set[str]]:
    """Split a wording; return its parts and by which words they are joined, ``and`` or ``or``."""
    found = list(by.finditer(text))
    ends = [0, *(match.end() for match in found)]
    starts = [*(match.start() for match in found), len(text)]
    parts = [text[end:start] for end, start in zip(ends, starts, strict=True)]
    return parts, {"or" if (match[1] or "").startswith("或") else "and" for match in found}


def _together(parts: Sequence[Rule | None], words: set[str]) -> Rule | None:
    known = tuple(part for part in parts if part is not None)
    if len(known) < len(parts):
        return None
    if len(known) == 1:
        return known[0]
    if words == {"or"}:
        return Or(known)
    several = sum(isinstance(part, Bound) for part in known) > 1
    return None if several else And(known)  # two numbers at once are two tiers, or a slip


def _demand(text: str, indicator: Declaration) -> Rule | None:
    """Read one demand; None when it is not understood, or does not fit the indicator."""
    if TASK.fullmatch(text):
        return TaskMet()
    if indicator.kind == "state":
        return None
    if text == HIDDEN:
        return NotWorse() if indicator.direction else None
    for pattern, read in (
        (NUMBER, _bound),
        (COVERED, _covered),
        (PROVINCE, _province),
        (CHANGE, _change),
        (TREND, _trend),
    ):
        found = pattern.fullmatch(text)
        if found is not None:
            return read(found, indicator)
    return None


def _bound(found: re.Match[str], indicator: Declaration) -> Rule | None:
    verb, sign, digits, unit, ending = found.groups()
    if indicator.direction not in ("higher", "lower") or not _is_unit(unit, indicator.unit):
        return None
    number = Decimal(digits)
    best = indicator.limit_high if indicator.direction == "higher" else indicator.limit_low
    operator: Operator = ">=" if indicator.direction == "higher" else "<="
    if ending:
        operator = ">=" if ending == "以上" else "<="
    elif sign:
        operator = OPERATORS[sign]
    elif number == best:
        operator = "="  # nothing is better
    sides = {side[0] for side in (VERBS.get(verb), operator) if side not in (None, "=")}
    if len(sides) > 1 or (sign and ending) or not _fits(operator, indicator):
        return None
    return Bound(operator, number)


def _covered(found: re.Match[str], indicator: Declaration) -> Rule | None:
    """Read 全覆盖: all of a share."""
    whole = indicator.unit == "%" and indicator.limit_high == 100
    return Bound("=", Decimal(100)) if whole and indicator.direction == "higher" else None


def _is_unit(text: str | None, unit: str) -> bool:
    return text in (None, unit) or (text in MICROGRAM and unit in (*MICROGRAM, "μg/m³"))


def _fits(operator: Operator, indicator: Declaration) -> bool:
    """Whether a bound lies on the side on which it demands something."""
    return operator == "=" or (">" in operator) == (indicator.direction == "higher")


def _province(found: re.Match[str], indicator: Declaration) -> Rule | None:
    if indicator.direction not in ("higher", "lower"):
        return None
    better: Operator = ">" if indicator.direction == "higher" else "<"
    operator = OPERATORS.get(found[1], better)
    return Province(operator) if _fits(operator, indicator) else None


def _change(found: re.Match[str], indicator: Declaration) -> Rule | None:
    upward = found[1] in UPWARD
    if CHANGE_ITSELF.search(indicator.name) or upward != (indicator.direction == "higher"):
        return None
    return Change("rise" if upward else "fall")


def _trend(found: re.Match[str], indicator: Declaration) -> Rule | None:
    if CHANGE_ITSELF.search(indicator.name) or indicator.direction not in ("higher", "lower"):
        return None
    better = indicator.direction == "higher"
    upward = better if found[2] == "改善" else found[2] in UPWARD
    if upward != better:
        return None
    return Trend("rising" if upward else "falling", every_year=found[1] == "逐年")
