"""What should be looked at again in an entered plan: it can be meant, and rarely is."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import log10

from ..indicators import Declaration
from ..plan import parse_rule
from ..plan.figures import numbers_in
from ..plan.rules import Bound, bounds
from ..problems import Level, Problem
from ..schema import is_exact
from ..tables import Row
from .plan_layout import TERMS

__all__ = ["commitment_doubts", "target_doubts", "year_doubts"]

LONGEST_PLAN = 20
"""Years from the base to the end that a plan rarely exceeds."""
OLDEST_BASE = 3
"""Years before the plan's base year from which a figure may stand for it."""
TENFOLD = 1.7
"""Powers of ten between base and target from which a unit is doubted: about fifty times."""
WRONG_WAY = {"higher": ("<=", "<"), "lower": (">=", ">")}


def _doubt(row: Row, column: str, what: str, mend: str) -> Problem:
    return Problem(row.where(column), f"“{row[column]}”{what}", mend, Level.WARNING)


def year_doubts(rows: Sequence[Row], years: Mapping[str, str]) -> Iterator[Problem]:
    """Yield what is odd about the years of a plan, which are given by entry."""
    if not all(years.values()):
        return
    base, middle, final = (int(years[f"{name}_year"]) for name in ("base", "midterm", "final"))
    last = next(row for row in rows if row["项目"] == "远期目标年")
    if final - base > LONGEST_PLAN:
        yield _doubt(last, "内容", f"离基准年 {base} 有 {final - base} 年", "请核对年份")
    if not base < middle < final:
        what = f"与近期 {middle}、基准 {base} 的先后不对"
        yield Problem(last.where("内容"), f"“{final}”{what}", "请照规划改正年份")


def target_doubts(
    row: Row, indicator: Declaration, years: Sequence[str], rules: Sequence[str]
) -> Iterator[Problem]:
    """Yield what is odd about one leaf: its base year, its figure, and its rules.

    Parameters
    ----------
    row : Row
        Of the sheet 目标.
    indicator : Declaration
        What it is about.
    years : sequence of str
        Base year and milestones of the plan.
    rules : sequence of str
        The rules of the targets that were taken; empty where none was.
    """
    yield from _own_year(row, years)
    base = _figure(row["现状值"])
    goals: list[Fraction] = []
    for term, rule in zip(TERMS, rules, strict=True):
        found = bounds(parse_rule(rule)) if rule else []
        if row[term.rule]:
            yield from _against_wording(row, term.rule, row[term.text], found)
        for bound in found:
            if bound.operator in WRONG_WAY.get(indicator.direction, ()):
                better = "越高" if indicator.direction == "higher" else "越低"
                yield _doubt(
                    row, term.text, f"的方向与指标（{better}越好）相反", "请核对规则的方向"
                )
        if len(found) == 1:
            goals.append(Fraction(found[0].number))
            yield from _size(row, term.text, base, goals[-1])
    if len(goals) == len(TERMS) and _is_worse(goals[1], goals[0], indicator):
        yield _doubt(row, TERMS[1].text, "比近期目标退步", "请与规划原文核对")


def _own_year(row: Row, years: Sequence[str]) -> Iterator[Problem]:
    own, base = row["基准年"], years[0]
    if own.isdigit() and base and not int(base) - OLDEST_BASE <= int(own) <= int(base):
        yield _doubt(row, "基准年", f"离规划的基准年 {base} 太远", "请核对；与规划相同的空着")


def _figure(text: str) -> Fraction | None:
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("%")
    return Fraction(Decimal(plain)) if is_exact(plain) else None


def _against_wording(row: Row, column: str, text: str, found: Sequence[Bound]) -> Iterator[Problem]:
    """Doubt a rule that somebody wrote with other numbers than the wording has."""
    said = numbers_in(text)
    if said and found and not said & {bound.number for bound in found}:
        yield _doubt(row, column, f"里的数不在原文“{text}”里", "请核对规则与原文")


def _size(row: Row, column: str, base: Fraction | None, goal: Fraction) -> Iterator[Problem]:
    """Doubt a figure that is some fifty times its target or more, or a fiftieth."""
    if base and goal and abs(log10(abs(float(base / goal)))) > TENFOLD:
        times = float(max(base / goal, goal / base))
        what = f"与{column}相差约 {times:.0f} 倍"
        yield _doubt(row, "现状值", what, "请核对单位：百分数写 36.8，不写 0.368")


def _is_worse(goal: Fraction, before: Fraction, indicator: Declaration) -> bool:
    if indicator.direction == "higher":
        return goal < before
    return indicator.direction == "lower" and goal > before


def commitment_doubts(rows: Sequence[Row], years: Sequence[str]) -> Iterator[Problem]:
    """Yield what is odd about commitments: years outside the plan, demands without an amount."""
    for row in rows:
        due = unicodedata.normalize("NFKC", row["期限年"])
        if due.isdigit() and all(years) and not int(years[0]) < int(due) <= int(years[-1]):
            yield _doubt(row, "期限年", "不在规划期内", f"规划期是 {years[0]}—{years[-1]} 年")
        amount = _figure(row["数量"])
        if row["要求"] in ("等于", "不低于") and amount is None:
            what = f"“{row['要求']}”没有数量"
            yield Problem(row.where("数量"), what, "请写数量；没有数量的“要求”选“完成”")
        if row["单位"] == "%" and amount is not None and 0 < amount <= 1:
            yield _doubt(row, "数量", "单位是 %，疑为小数", "95% 写 95")
