"""The rule language: what a criterion demands, as a short expression with typed nodes.

A rule is parsed once, when the plan is loaded, and judged by `jbeco.assessment.evaluate`. Two
Chinese wordings that differ in law are different words here: ``rising`` (持续提高, overall) and
``rising every year`` (逐年提高, each year).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Literal

from lark import Lark, Token, Transformer
from lark.exceptions import UnexpectedInput, UnexpectedToken

__all__ = [
    "MEND",
    "And",
    "Bound",
    "BoundEveryYear",
    "Change",
    "ForSeries",
    "Kept",
    "NotWorse",
    "Or",
    "Province",
    "Rule",
    "RuleError",
    "Status",
    "TaskMet",
    "Trend",
    "bounds",
    "parse_rule",
    "reading",
    "rule_for",
    "walk",
]

GRAMMAR = r"""
?either: all ("or" all)*                -> either
?all: part ("and" part)*                -> all
?part: leaf
     | leaf "for" SERIES                -> for_series
?leaf: OPERATOR NUMBER                  -> bound
     | OPERATOR NUMBER "every" "year"   -> bound_every_year
     | OPERATOR "province"              -> province
     | CHANGE ">" "province"            -> change
     | TREND                            -> trend
     | TREND "every" "year"             -> trend_every_year
     | "not" "worse"                    -> not_worse
     | "kept"                           -> kept
     | "task" "met"                     -> task_met
     | "status" ">=" WORD               -> status
     | "(" either ")"

OPERATOR: ">=" | "<=" | ">" | "<" | "="
CHANGE: "rise" | "fall"
TREND: "rising" | "falling"
NUMBER: /-?\d+(\.\d+)?/
WORD: /[\u4e00-\u9fff]+/
SERIES: /[\u4e00-\u9fff（）]+/
%ignore " "
"""

Operator = Literal[">=", "<=", ">", "<", "="]

OPERATOR_WORDS = {
    ">=": "不低于",
    "<=": "不高于",
    ">": "高于",
    "<": "低于",
    "=": "等于",
    "!=": "不等于",
}


MEND = "请对照 METHODS.md 的“规则语言”"
"""What to do about a rule that does not parse."""


class RuleError(ValueError):
    """A rule that does not parse; the message says where, in Chinese."""


@dataclass(frozen=True)
class Bound:
    """``>= 88``: the unrounded value against a number."""

    operator: Operator
    number: Decimal

    def __str__(self) -> str:
        return f"{self.operator} {self.number:f}"


@dataclass(frozen=True)
class BoundEveryYear:
    """``> 0 every year``: the number of each year since the base, that year included."""

    operator: Operator
    number: Decimal

    def __str__(self) -> str:
        return f"{self.operator} {self.number:f} every year"


@dataclass(frozen=True)
class Province:
    """``> province``: the value against the province's figure of the same year and basis."""

    operator: Operator

    def __str__(self) -> str:
        return f"{self.operator} province"


@dataclass(frozen=True)
class Change:
    """``rise > province``: the change since last year against the province's change."""

    direction: Literal["rise", "fall"]

    def __str__(self) -> str:
        return f"{self.direction} > province"


@dataclass(frozen=True)
class Trend:
    """``rising`` (持续, overall) or ``rising every year`` (逐年, strict)."""

    direction: Literal["rising", "falling"]
    every_year: bool

    def __str__(self) -> str:
        return self.direction + (" every year" if self.every_year else "")


@dataclass(frozen=True)
class NotWorse:
    """``not worse``: 保持稳定或持续改善."""

    def __str__(self) -> str:
        return "not worse"


@dataclass(frozen=True)
class Kept:
    """``kept``: 面积不减少、性质不改变、功能不降低, and their like."""

    def __str__(self) -> str:
        return "kept"


@dataclass(frozen=True)
class TaskMet:
    """``task met``: the superior's task of the year, by the superior's own result."""

    def __str__(self) -> str:
        return "task met"


@dataclass(frozen=True)
class Status:
    """``status >= 建立``: a rung of the indicator's ladder of states."""

    word: str

    def __str__(self) -> str:
        return f"status >= {self.word}"


@dataclass(frozen=True)
class ForSeries:
    """``>= 30 for 涉农街道（镇）``: what is demanded of one series, and of no other."""

    part: Rule
    series: str

    def __str__(self) -> str:
        inner = f"({self.part})" if isinstance(self.part, And | Or) else str(self.part)
        return f"{inner} for {self.series}"


@dataclass(frozen=True)
class And:
    """All parts must hold."""

    parts: tuple[Rule, ...]

    def __str__(self) -> str:
        return " and ".join(f"({p})" if isinstance(p, And | Or) else str(p) for p in self.parts)


@dataclass(frozen=True)
class Or:
    """One part must hold."""

    parts: tuple[Rule, ...]

    def __str__(self) -> str:
        return " or ".join(f"({p})" if isinstance(p, And | Or) else str(p) for p in self.parts)


Rule = (
    Bound
    | BoundEveryYear
    | Province
    | Change
    | Trend
    | NotWorse
    | Kept
    | TaskMet
    | Status
    | ForSeries
    | And
    | Or
)


class _Builder(Transformer[Token, Rule]):
    """Turns lark's tree into the nodes above."""

    def either(self, parts: list[Rule]) -> Rule:
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def all(self, parts: list[Rule]) -> Rule:
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def for_series(self, parts: list[Rule | Token]) -> Rule:
        return ForSeries(parts[0], str(parts[1]))  # type: ignore[arg-type]

    def bound(self, tokens: list[Token]) -> Rule:
        return Bound(str(tokens[0]), Decimal(tokens[1]))  # type: ignore[arg-type]

    def bound_every_year(self, tokens: list[Token]) -> Rule:
        return BoundEveryYear(str(tokens[0]), Decimal(tokens[1]))  # type: ignore[arg-type]

    def province(self, tokens: list[Token]) -> Rule:
        return Province(str(tokens[0]))  # type: ignore[arg-type]

    def change(self, tokens: list[Token]) -> Rule:
        return Change(str(tokens[0]))  # type: ignore[arg-type]

    def trend(self, tokens: list[Token]) -> Rule:
        return Trend(str(tokens[0]), every_year=False)  # type: ignore[arg-type]

    def trend_every_year(self, tokens: list[Token]) -> Rule:
        return Trend(str(tokens[0]), every_year=True)  # type: ignore[arg-type]

    def not_worse(self, _: list[Token]) -> Rule:
        return NotWorse()

    def kept(self, _: list[Token]) -> Rule:
        return Kept()

    def task_met(self, _: list[Token]) -> Rule:
        return TaskMet()

    def status(self, tokens: list[Token]) -> Rule:
        return Status(str(tokens[0]))


@cache
def _parser() -> Lark:
    return Lark(GRAMMAR, start="either", parser="lalr", transformer=_Builder())


@cache
def parse_rule(text: str) -> Rule:
    """Parse a rule.

    Parameters
    ----------
    text : str
        Such as ``>= 85 or (rising and rise > province)``.

    Returns
    -------
    Rule
        Typed nodes; ``str(rule)`` gives the same rule back.

    Raises
    ------
    RuleError
        With the place of the first word that does not fit.
    """
    try:
        return _parser().parse(text)  # type: ignore[return-value]
    except UnexpectedInput as error:
        ended = isinstance(error, UnexpectedToken) and error.token.type == "$END"
        place = 0 if ended else getattr(error, "column", 0)
        rest = text[place - 1 :] if isinstance(place, int) and place > 0 else ""
        at = f"从“{rest}”起" if rest else "在末尾处"
        raise RuleError(f"规则“{text}”{at}读不懂") from None


def walk(rule: Rule) -> Iterator[Rule]:
    """Yield a rule and all its parts, outermost first."""
    yield rule
    if isinstance(rule, And | Or):
        for part in rule.parts:
            yield from walk(part)
    if isinstance(rule, ForSeries):
        yield from walk(rule.part)


def rule_for(rule: Rule, series: str) -> Rule | None:
    """Return what a rule demands of one series; None when that is nothing."""
    match rule:
        case ForSeries(part, mine):
            return part if mine == series else None
        case And(parts) | Or(parts):
            kept = [one for part in parts if (one := rule_for(part, series)) is not None]
            if len(kept) < 2:
                return kept[0] if kept else None
            return And(tuple(kept)) if isinstance(rule, And) else Or(tuple(kept))
    return rule


def bounds(rule: Rule) -> list[Bound]:
    """Return the numeric bounds that a rule holds, in their order."""
    return [node for node in walk(rule) if isinstance(node, Bound)]


def reading(rule: Rule) -> str:
    """Say in Chinese how a rule is read; printed beside the plan's own words."""
    match rule:
        case Bound(operator, number):
            return f"{OPERATOR_WORDS[operator]} {number:f}"
        case BoundEveryYear(operator, number):
            return f"每一年都{OPERATOR_WORDS[operator]} {number:f}"
        case Province(operator):
            return f"{OPERATOR_WORDS[operator]}同年全省平均"
        case Change(direction):
            return f"比上年{'提高' if direction == 'rise' else '下降'}的幅度大于全省"
        case Trend(direction, every_year):
            word = "提高" if direction == "rising" else "下降"
            if every_year:
                return f"逐年{word}（每一年都优于上年）"
            return f"持续{word}（优于基准年，守住历年最好进步的大部分，没有连续几年退步）"
        case NotWorse():
            return "保持稳定或持续改善（不劣于基准年，没有连续几年退步）"
        case Kept():
            return "保持（不减少、不改变、不降低）"
        case TaskMet():
            return "完成上级任务（以考核结果为准）"
        case Status(word):
            return f"达到“{word}”"
        case ForSeries(part, series):
            return f"{series}{reading(part)}"
        case And(parts):
            return "，并且".join(
                f"（{reading(p)}）" if isinstance(p, Or) else reading(p) for p in parts
            )
        case Or(parts):
            return "，或者".join(
                f"（{reading(p)}）" if isinstance(p, And) else reading(p) for p in parts
            )
