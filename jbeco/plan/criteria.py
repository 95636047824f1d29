"""Puts a leaf of a published set and what the plan promised on it together to a criterion."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from ..frameworks import Leaf
from ..problems import Problem
from ..schema import OptionalWhole, YesNo, cell_problem, is_exact
from ..tables import Row
from .models import BaseValue, Criterion, Demand, Indicator
from .rules import (
    MEND,
    Bound,
    BoundEveryYear,
    ForSeries,
    Kept,
    Rule,
    RuleError,
    Status,
    parse_rule,
    rule_for,
    walk,
)

__all__ = ["Pair", "Promise", "base_value_faults", "criterion", "promise_columns"]


@dataclass(frozen=True)
class Promise:
    """What the plan's own table adds to one leaf; the targets are read with their years.

    ``standard_rule`` is how the district reads a standard that has several tiers; empty where it is
    as published.
    """

    id: str
    applicable: YesNo
    base_year: OptionalWhole
    base_text: str
    standard_rule: str
    note: str


def promise_columns(milestones: Sequence[int]) -> list[str]:
    """Return the header of ``criteria.csv``; the target columns are named by milestone year."""
    targets = [f"target_{year}_{what}" for year in milestones for what in ("text", "rule")]
    return ["id", "applicable", "base_year", "base_text", "standard_rule", *targets, "note"]


@dataclass(frozen=True)
class Pair:
    """One leaf and its promise, each with the row that it was read from."""

    framework: str
    leaf_row: Row
    leaf: Leaf
    row: Row
    promise: Promise


def criterion(
    pair: Pair,
    indicator: Indicator,
    years: tuple[int, int, int],
    values: Sequence[BaseValue],
    problems: list[Problem],
) -> Criterion:
    """Return the criterion, with its rules parsed; faults of the rules are noted.

    Parameters
    ----------
    pair : Pair
        The leaf and the promise.
    indicator : Indicator
        What the leaf is set on.
    years : tuple of int
        Base year, mid-term and final year.
    values : sequence of BaseValue
        The base values of this criterion.
    problems : list of Problem
        Gets the faults.
    """
    leaf, promise = pair.leaf, pair.promise
    demanded = promise.applicable
    own = pair.row if promise.standard_rule else pair.leaf_row
    read = _demand(own, "standard", indicator, demanded, problems)
    standard = Demand(leaf.standard_text, read.rule)
    targets = {
        year: _demand(pair.row, f"target_{year}", indicator, demanded, problems)
        for year in years[1:]
    }
    words = [value.value for value in values if value.measure == "state"]
    return Criterion(
        id=promise.id,
        framework=pair.framework,
        number=leaf.number,
        part=leaf.part,
        domain=leaf.system,
        task=leaf.task,
        row_name=leaf.row_name,
        name=leaf.name,
        unit_text=leaf.unit_text,
        unit=indicator.unit,
        attribute=leaf.attribute,
        applicable=promise.applicable,
        indicator=indicator.id,
        direction=indicator.direction,
        limit_low=indicator.limit_low,
        limit_high=indicator.limit_high,
        decimals=indicator.decimals,
        resolution=indicator.resolution,
        base_year=promise.base_year or years[0],
        base_text=promise.base_text,
        base_value_text=words[0] if words else "",
        base_values=MappingProxyType(_numbers(values)),
        standard=standard,
        targets=MappingProxyType(targets),
        department=indicator.department,
        note="；".join(note for note in (leaf.note, promise.note) if note),
    )


def _numbers(values: Sequence[BaseValue]) -> dict[str, Fraction]:
    return {v.series: v.number for v in values if v.measure == "level" and v.number is not None}


def _demand(
    row: Row, what: str, indicator: Indicator, demanded: bool, problems: list[Problem]
) -> Demand:
    column = f"{what}_rule"
    rule: Rule | None = None
    if row[column] == "":
        if demanded:
            problems.append(Problem(row.where(column), "适用的子项缺少规则", "请补上这条规则"))
    else:
        try:
            rule = parse_rule(row[column])
        except RuleError as error:
            problems.append(Problem(row.where(column), str(error), MEND))
        else:
            problems += _misused(row, column, rule, indicator)
    return Demand(row.texts.get(f"{what}_text", ""), rule)


def _misused(row: Row, column: str, rule: Rule, indicator: Indicator) -> Iterator[Problem]:
    """Name parts of a rule that make no sense for the kind of indicator, or for its series."""
    unasked = [series for series in indicator.series if rule_for(rule, series) is None]
    if unasked:
        what = f"对系列“{'、'.join(unasked)}”没有要求"
        yield cell_problem(row, column, what, "请为每个系列写明要求")
    for node in walk(rule):
        if isinstance(node, Status) and node.word not in indicator.states:
            ladder = "、".join(indicator.states) or "（此指标量是数值）"
            what = f"用了梯级里没有的词“{node.word}”"
            yield cell_problem(row, column, what, f"可用：{ladder}")
        if isinstance(node, ForSeries) and node.series not in indicator.series:
            series = "、".join(indicator.series) or "（没有分系列）"
            what = f"用了没有的系列“{node.series}”"
            yield cell_problem(row, column, what, f"可用：{series}")
        if isinstance(node, Kept) and indicator.kind == "number":
            what = "给数值型指标量用了 kept"
            yield cell_problem(row, column, what, "请改用数值规则，如 not worse")
        if isinstance(node, Bound | BoundEveryYear) and indicator.kind == "state":
            what = "给状态型指标量设了数值界限"
            yield cell_problem(row, column, what, "请改用 status >= 或 kept")


def base_value_faults(
    row: Row,
    value: BaseValue,
    indicator: Indicator,
    base_year: int,
    reasons: Mapping[str, str] | None,
) -> Iterator[Problem]:
    """Name what does not fit the indicator in one row of ``base_values.csv``."""
    if value.series not in indicator.series:
        series = "、".join(indicator.series) or "（空）"
        yield cell_problem(row, "series", "不是这个指标的系列", f"可选：{series}")
    if (value.measure == "state") != (indicator.kind == "state"):
        need = "state" if indicator.kind == "state" else "level 或 decline"
        yield cell_problem(row, "measure", "与指标的类别不符", f"应为 {need}")
    elif value.value and value.measure == "state" and value.value not in indicator.states:
        yield cell_problem(row, "value", "不在梯级里", f"可用：{'、'.join(indicator.states)}")
    elif value.value and value.measure != "state" and not is_exact(value.value):
        yield cell_problem(row, "value", "不是数", "基准值只写数，文字放在 base_text")
    if (value.value == "") == (value.missing == ""):
        mend = "有数填 value，没有数填 missing"
        yield cell_problem(row, "value", "：值与缺数原因须且只须填一个", mend)
    if value.missing and reasons is not None and value.missing not in reasons:
        mend = "可选：见 methods.toml 的 [words.reason]"
        yield cell_problem(row, "missing", "不是缺数原因的代码", mend)
    if value.missing == "no_object" and not indicator.can_be_absent:
        mend = f"“{indicator.name}”不会没有对象；没有数请填 not_reported 等原因"
        yield cell_problem(row, "missing", "在这个指标上不成立", mend)
    if value.data_year > base_year:
        yield cell_problem(row, "data_year", "晚于基准年", f"不应晚于 {base_year}")
