"""Reads ``criteria.csv``: every leaf of both frameworks, with its parsed rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import InvalidOperation
from fractions import Fraction
from types import MappingProxyType
from typing import Any

from ..tables import Row
from .faults import Faults, exact, exact_or_none
from .load_rulings import Changes
from .model import Criterion, Demand, Department, Indicator
from .rules import Bound, Kept, Rule, RuleError, Status, parse_rule, walk

__all__ = ["Scope", "criteria"]


@dataclass(frozen=True)
class Scope:
    """What the rows of ``criteria.csv`` may refer to."""

    header: Mapping[str, Any]
    milestones: tuple[int, int]
    indicators: Mapping[str, Indicator]
    departments: Mapping[str, Department]


def criteria(
    rows: Sequence[Row], scope: Scope, changes: Changes, faults: Faults
) -> tuple[Criterion, ...]:
    """Read all leaves, with the changes that rulings make."""
    faults.unique(rows, "id")
    read = []
    for row in rows:
        row = _reread(row, changes.get(("criteria", row["id"]), {}))
        criterion = _criterion(row, scope, faults)
        if criterion is not None:
            read.append(criterion)
    return tuple(read)


def _reread(row: Row, fields: Mapping[str, tuple[str, str]]) -> Row:
    taken = {field: other for field, (_, other) in fields.items()}
    return Row(row.file, row.line, {**row.texts, **taken})


def _criterion(row: Row, scope: Scope, faults: Faults) -> Criterion | None:
    number = faults.convert(row, "number", int, "整数")
    part = faults.convert(row, "part", int, "整数")
    base_year = faults.convert(row, "base_year", int, "年份")
    framework = faults.choice(row, "framework", scope.header["frameworks"])
    faults.choice(row, "domain", scope.header["systems"])
    faults.choice(row, "attribute", ("binding", "reference"))
    faults.choice(row, "applicable", ("yes", "no"))
    faults.choice(row, "direction", ("higher", "lower", "state", ""))
    faults.choice(row, "department", scope.departments)
    indicator = scope.indicators.get(row["indicator"])
    if indicator is None:
        faults.cell(row, "indicator", "没有这个指标量", "请在 indicators.csv 补一行，或改正编号")
        return None
    if number is None or base_year is None:
        faults.add(f"{row.file} 第 {row.line} 行", "序号或基准年为空", "请补上")
        return None
    expected = f"{framework[:1].upper()}{number:02d}" + (f"-{part}" if part else "")
    if row["id"] != expected:
        faults.cell(row, "id", "与指标体系、序号、子项不符", f"应为 {expected}")
    if row["unit"] != indicator.unit:
        faults.cell(row, "unit", "与指标量的单位不符", f"应为“{indicator.unit}”")
    standard = Demand(row["standard_text"], _rule(row, "standard_rule", indicator, faults))
    targets = {
        year: Demand(
            row[f"target_{year}_text"], _rule(row, f"target_{year}_rule", indicator, faults)
        )
        for year in scope.milestones
    }
    applicable = row["applicable"] == "yes"
    if applicable and any(demand.rule is None for demand in (standard, *targets.values())):
        faults.add(f"{row.file} 第 {row.line} 行", "适用的子项缺少规则", "三条规则都要有")
    base_values = _base_values(row, indicator, faults)
    _check_numbers(row, faults)
    return Criterion(
        id=row["id"],
        framework=framework,
        number=number,
        part=part,
        domain=row["domain"],
        task=row["task"],
        row_name=row["row_name"],
        name=row["name"],
        unit_text=row["unit_text"],
        unit=row["unit"],
        attribute=row["attribute"],  # type: ignore[arg-type]
        applicable=applicable,
        indicator=row["indicator"],
        direction=row["direction"],  # type: ignore[arg-type]
        limit_low=exact_or_none(row["limit_low"]),
        limit_high=exact_or_none(row["limit_high"]),
        decimals=faults.convert(row, "decimals", int, "整数"),
        resolution=exact_or_none(row["resolution"]),
        base_year=base_year,
        base_text=row["base_text"],
        base_value_text=row["base_value"],
        base_values=MappingProxyType(base_values),
        standard=standard,
        targets=MappingProxyType(targets),
        department=row["department"],
        note=row["note"],
    )


def _check_numbers(row: Row, faults: Faults) -> None:
    low, high = (faults.convert(row, name, exact, "数") for name in ("limit_low", "limit_high"))
    if low is not None and high is not None and low > high:
        faults.cell(row, "limit_low", "大于上限", "请核对 limit_low 与 limit_high")
    for column in ("decimals", "resolution"):
        number = faults.convert(row, column, exact, "数")
        if number is not None and number < 0:
            faults.cell(row, column, "是负数", "应为 0 或正数")


def _rule(row: Row, column: str, indicator: Indicator, faults: Faults) -> Rule | None:
    if row[column] == "":
        return None
    try:
        rule = parse_rule(row[column])
    except RuleError as error:
        faults.add(row.where(column), str(error), "请对照 METHODS.md 的“规则语言”")
        return None
    for node in walk(rule):
        if isinstance(node, Status) and node.word not in indicator.states:
            ladder = "、".join(indicator.states) or "（此指标量是数值）"
            faults.cell(row, column, f"用了梯级里没有的词“{node.word}”", f"可用：{ladder}")
        if isinstance(node, Kept) and indicator.kind == "number":
            faults.cell(row, column, "给数值型指标量用了 kept", "请改用数值规则，如 not worse")
        if isinstance(node, Bound) and indicator.kind == "state":
            faults.cell(row, column, "给状态型指标量设了数值界限", "请改用 status >= 或 kept")
    return rule


def _base_values(row: Row, indicator: Indicator, faults: Faults) -> dict[str, Fraction]:
    text = row["base_value"]
    if indicator.kind == "state":
        if text and text not in indicator.states:
            faults.cell(row, "base_value", "不在梯级里", f"可用：{'、'.join(indicator.states)}")
        return {}
    if text == "":
        return {}
    pairs = [p.rpartition("=") for p in text.split(";")]
    found = {name: number for name, _, number in pairs}
    if tuple(found) != indicator.series:
        expected = ";".join(f"{name}=数" for name in indicator.series)
        faults.cell(row, "base_value", "与指标量的系列不符", f"应为 {expected.removeprefix('=')}")
        return {}
    try:
        return {name: exact(number) for name, number in found.items()}
    except (ValueError, InvalidOperation):
        faults.cell(row, "base_value", "不是数", "基准值只写数，文字放在 base_text")
        return {}
