"""Reads the sheet 目标: which leaf is promised what, and which rules a person has confirmed.

A rule is taken only where 确认 says so, beside a suggestion that was made for the wording that
stands there now.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from ..frameworks import Leaf
from ..indicators import INDICATORS, Declaration
from ..plan import parse_rule, reading
from ..plan.rules import RuleError
from ..plan.suggest import suggest_rules
from ..problems import Problem
from ..schema import cell_problem, is_exact
from ..tables import Row
from .plan_doubts import target_doubts
from .plan_layout import CONFIRMED, TERMS, YES_NO, Term

__all__ = ["EnteredTargets", "Marks", "read_targets"]

Marks = dict[str, str]
"""What is to be written into cells of the sheet, by their names."""

SEVERAL = 5
"""Rows that lack the same, of which each is named."""
NOTATION_MEND = "写法照“规则写法”表，如 >= 92；不写 %，不写中文"

APART = re.compile("[;；、]")
TYPED = str.maketrans({"≥": ">=", "≤": "<=", "＝": "=", "＞": ">", "＜": "<", "\u3000": " "})
"""How people type the signs of a rule; ``＝`` also because a spreadsheet takes = for a formula."""


@dataclass
class EnteredTargets:
    """What the sheet says: rows of two tables, who answers for a leaf, and what is to mend.

    ``marks`` are the suggestions that do not stand in the workbook yet.
    """

    criteria: list[dict[str, str]] = field(default_factory=list)
    base_values: list[dict[str, str]] = field(default_factory=list)
    series: dict[str, list[str]] = field(default_factory=dict)
    leads: dict[str, str] = field(default_factory=dict)
    marks: Marks = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def read_targets(
    rows: Sequence[Row],
    leaves: Mapping[str, Leaf],
    years: Sequence[str],
    departments: Mapping[str, str],
    reasons: Mapping[str, str],
) -> EnteredTargets:
    """Read the rows of the sheet.

    Parameters
    ----------
    rows : sequence of Row
        As they stand in the workbook.
    leaves : mapping
        The leaves of the plan's sets, by id.
    years : sequence of str
        Base year and the milestones.
    departments : mapping
        Id by name.
    reasons : mapping
        Code by word of why a figure is missing.
    """
    found = EnteredTargets()
    seen = {row["编号"]: row for row in rows}
    for row in rows:
        if row["编号"] not in leaves:
            mend = "请恢复原来的编号；灰格不用改"
            found.problems.append(cell_problem(row, "编号", "不是这些指标体系的子项", mend))
    for ident, twice in _repeated(rows):
        places = "、".join(f"第 {row.line} 行" for row in twice)
        what = f"子项 {ident} 写了 {len(twice)} 行：{places}"
        found.problems.append(Problem(twice[-1].where("编号"), what, "请恢复原来的编号"))
    blank = [row for row in rows if row["编号"] in leaves and not row["适用"]]
    if len(blank) > SEVERAL:
        what = f"还有 {len(blank)} 行没有选“适用”，由第 {blank[0].line} 行起"
        found.problems.append(Problem("规划录入.xlsx!目标", what, "从下拉列表里选“是”或“否”"))
    for ident, leaf in leaves.items():
        if ident not in seen:
            mend = "请恢复这一行；不适用的选“否”"
            found.problems.append(Problem("规划录入.xlsx!目标", f"缺少子项 {ident} 的一行", mend))
            continue
        if seen[ident] in blank and len(blank) > SEVERAL:
            continue
        _Reader(seen[ident], INDICATORS[leaf.indicator], years, found).read(
            leaf, departments, reasons
        )
    return found


def _repeated(rows: Sequence[Row]) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["编号"], []).append(row)
    return [(ident, mine) for ident, mine in found.items() if ident and len(mine) > 1]


@dataclass
class _Reader:
    """One row, the indicator that it is about, and where to what is read goes."""

    row: Row
    indicator: Declaration
    years: Sequence[str]
    into: EnteredTargets

    def read(self, leaf: Leaf, departments: Mapping[str, str], reasons: Mapping[str, str]) -> None:
        row = self.row
        if row["适用"] not in YES_NO:
            self.problem("适用", "不是“是”或“否”" if row["适用"] else "还没有选", "从下拉列表里选")
        applicable = row["适用"] == "是"
        criterion = {
            "id": row["编号"],
            "applicable": YES_NO.get(row["适用"], "no"),
            "base_year": row["基准年"] if applicable else "",
            "base_text": row["现状"] or row["现状值"] or "-",
            "standard_rule": row["指标值规则"].translate(TYPED),
        }
        rules = self.settled() if applicable else ["", ""]
        for term, year, rule in zip(TERMS, self.years[1:], rules, strict=True):
            criterion[f"target_{year}_text"] = row[term.text] or "-"
            criterion[f"target_{year}_rule"] = rule
        self.into.criteria.append({**criterion, "note": row["备注"]})
        if not applicable:
            return
        self.check_standard(leaf)
        self.take_base_values(leaf, reasons)
        self.into.problems += target_doubts(row, self.indicator, self.years, rules)
        if row["牵头部门"] in departments:
            self.into.leads[row["编号"]] = departments[row["牵头部门"]]
        else:
            what = "不在“部门”表里" if row["牵头部门"] else "还没有选"
            self.problem("牵头部门", what, "从下拉列表里选；没有的先在“部门”表里加")

    def problem(self, column: str, what: str, mend: str) -> None:
        """Note what is wrong with a cell, with what stands there if anything does."""
        told = f"“{self.row[column]}”" if self.row[column] else ""
        name = f"{self.row['指标']}：" if self.row["指标"] else ""
        said = f"{name}{told}{what}"
        self.into.problems.append(Problem(self.row.where(column), said, mend))

    def check_standard(self, leaf: Leaf) -> None:
        """Name a rule of the standard that is lacking or cannot be read."""
        rule = self.row["指标值规则"].translate(TYPED)
        if rule:
            self.parsed("指标值规则", rule)
        elif not leaf.standard_rule:
            self.problem(
                "指标值规则", "空着，而指标值没有读到", "请照印发件写规则，写法见“规则写法”"
            )

    def settled(self) -> list[str]:
        """Return the rules of the targets that a person has confirmed, empty where not."""
        texts = [self.row[term.text] for term in TERMS]
        told: list[str] = []
        for number, term in enumerate(TERMS):
            guess = suggest_rules(texts[: number + 1], self.indicator, told)[number]
            waits = "" in told
            told.append(self.taken(term, guess, waits))
        return told

    def taken(self, term: Term, guess: str, waits: bool) -> str:
        """Return the rule of one target; note what hinders, and mark the suggestion.

        It ``waits`` where the target before it has no rule yet, on which its own may rest.
        """
        text, own = self.row[term.text], self.row[term.rule].translate(TYPED)
        said = _said(text, guess)
        standing = self.row[term.suggestion]
        confirmed = self.row[term.confirmation] == CONFIRMED
        if standing != said:
            self.into.marks[self.row.cell(term.suggestion)] = said
        if text == "":
            self.problem(term.text, "还没有写", "请照规划原文写；规划不要求的，“适用”选“否”")
            return ""
        if own and not self.parsed(term.rule, own):
            return ""
        if not own and not guess:
            mend = f"请写规则，并在“{term.confirmation}”选“是”"
            what = f"“{text}”要等近期的规则定了才读" if waits else f"读不准“{text}”，没有建议"
            self.problem(term.rule, what, "请先定近期的规则，再读入一次" if waits else mend)
            return ""
        # A rule of one's own stands as long as the wording does, whatever is suggested beside it.
        of_text = standing == "" or standing.startswith(f"“{text}”")
        stale = not of_text if own else standing != said
        if confirmed and stale:
            self.into.marks[self.row.cell(term.confirmation)] = ""
            what = "作废：原文或前一条规则改过，建议跟着变了"
            self.problem(term.confirmation, what, f"请看过新的建议再选“是”：{said}")
            return ""
        if not confirmed:
            read = reading(parse_rule(own or guess))
            what = f"还没有确认：“{text}”读作“{read}”"
            self.problem(term.confirmation, what, "对的选“是”；不对的先写规则")
            return ""
        return str(parse_rule(own or guess))

    def parsed(self, column: str, rule: str) -> bool:
        try:
            parse_rule(rule)
        except RuleError as error:
            self.into.problems.append(Problem(self.row.where(column), str(error), NOTATION_MEND))
            return False
        return True

    def take_base_values(self, leaf: Leaf, reasons: Mapping[str, str]) -> None:
        """Take the figures of the base year, one for each class that is reported apart."""
        row = self.row
        classes = [part.strip() for part in APART.split(row["分类"]) if part.strip()]
        if classes:
            self.into.series[self.indicator.id] = classes
        values = APART.split(row["现状值"]) if classes else [row["现状值"]]
        if row["缺数原因"] and row["缺数原因"] not in reasons:
            self.problem("缺数原因", "不在可选值里", "从下拉列表里选")
        reason = reasons.get(row["缺数原因"], "")
        if classes and not reason and len(values) != len(classes):
            self.problem("现状值", f"不是 {len(classes)} 个数", "请照“分类”的次序写，用分号隔开")
            return
        if bool(row["现状值"]) == bool(reason):
            self.problem("现状值", "与缺数原因须且只须填一个", "有数写数，没有数选原因")
            return
        for number, series in enumerate(classes or [""]):
            value = "" if reason else self.figure(values[number])
            self.into.base_values.append(
                {
                    "criterion": row["编号"],
                    "series": series,
                    "measure": self.indicator.measure,
                    "value": value,
                    "data_year": row["基准年"] or self.years[0],
                    "basis": "",
                    "missing": reason,
                    "grade": "D" if reason else "B",
                    "document": "规划",
                    "document_row": f"序号 {leaf.number}",
                    "note": "",
                }
            )

    def figure(self, text: str) -> str:
        """Return a figure as a plain number, or a word of the ladder as it is."""
        text = text.strip()
        if self.indicator.kind == "state":
            if text not in self.indicator.states:
                ladder = "、".join(self.indicator.states)
                self.problem("现状值", "不在梯级里", f"可选：{ladder}")
            return text
        unit = self.indicator.unit
        plain = unicodedata.normalize("NFKC", text).removesuffix(unit) if unit else text
        if not is_exact(plain):
            self.problem("现状值", "不是数", "只写数，文字写在“现状”")
            return plain
        low, high = self.indicator.limit_low, self.indicator.limit_high
        if (low is not None and Decimal(plain) < low) or (
            high is not None and Decimal(plain) > high
        ):
            limits = f"{'' if low is None else low}～{'' if high is None else high}"
            self.problem("现状值", f"超出可能的范围 {limits}", "请核对数与单位")
        return plain


def _said(text: str, rule: str) -> str:
    """Return what the column 建议 says: the wording that it is about, how it is read, the rule."""
    if text == "":
        return ""
    return f"“{text}”：{f'{reading(parse_rule(rule))}｜{rule}' if rule else '读不准，请写规则'}"
