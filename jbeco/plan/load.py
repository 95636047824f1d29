"""Reads a plan folder and refuses a bad one with all its faults at once, by row and column."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Collection, Mapping, Sequence
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar

from ..problems import JbecoError, Problem
from ..tables import Row, file_sha256, read_rows
from .methods import LAYOUT, Methods, load_methods
from .model import (
    SINGLE,
    Action,
    Commitment,
    Criterion,
    Demand,
    Department,
    Effect,
    Indicator,
    Plan,
    Ruling,
)
from .rules import Bound, Rule, RuleError, Status, parse_rule, walk

__all__ = ["PACKAGE_PLAN", "PLAN_FILES", "load_plan"]

PACKAGE_PLAN = Path(__file__).parent
"""The plan that the package ships: 宁波市江北区."""

PLAN_FILES = (
    "plan.toml",
    "methods.toml",
    "criteria.csv",
    "indicators.csv",
    "actions.csv",
    "commitments.csv",
    "departments.csv",
    "rulings.csv",
    "ruling_effects.csv",
)

INDICATOR_COLUMNS = [
    "indicator",
    "name",
    "kind",
    "unit",
    "series",
    "states",
    "department",
    "formula",
    "standard_document",
    "confidence",
]
ACTION_COLUMNS = [
    "id",
    "system",
    "chapter",
    "section_number",
    "section",
    "name",
    "text",
    "lead",
    "note",
]
COMMITMENT_COLUMNS = [
    "id",
    "action",
    "kind",
    "text",
    "what",
    "relation",
    "amount",
    "unit",
    "due_year",
    "due_text",
    "recurring",
    "note",
]
DEPARTMENT_COLUMNS = ["id", "name", "kind", "status", "note"]
RULING_COLUMNS = [
    "id",
    "trap",
    "question",
    "default_reading",
    "why",
    "other_reading",
    "what_would_change",
    "confirm_by",
    "status",
    "taken",
]
EFFECT_COLUMNS = ["ruling", "table", "row", "field", "default", "other"]
PLAN_ENTRIES = {
    "name": str,
    "district": str,
    "leading_group": str,
    "province": str,
    "source": str,
    "base_year": int,
    "midterm_year": int,
    "final_year": int,
    "frameworks": dict,
    "systems": dict,
    "safeguard": dict,
}
CONFIDENCES = ("已核", "旁证", "回忆", "推断")

Changes = Mapping[tuple[str, str], Mapping[str, tuple[str, str]]]
"""``(table, row)`` to ``field`` to the default that must stand there and the text taken instead."""

T = TypeVar("T")


def criteria_columns(midterm_year: int, final_year: int) -> list[str]:
    """Return the header of ``criteria.csv``; the target columns are named by milestone year."""
    years = (midterm_year, final_year)
    return [
        *[
            "id",
            "framework",
            "number",
            "part",
            "domain",
            "task",
            "row_name",
            "name",
            "unit_text",
            "unit",
            "attribute",
        ],
        *[
            "applicable",
            "indicator",
            "direction",
            "limit_low",
            "limit_high",
            "decimals",
            "resolution",
        ],
        *["base_year", "base_value", "standard_text", "base_text"],
        *(f"target_{year}_text" for year in years),
        "standard_rule",
        *(f"target_{year}_rule" for year in years),
        *["department", "note"],
    ]


def load_plan(folder: Path | None = None, flipped: Collection[str] = ()) -> Plan:
    """Load a plan.

    Parameters
    ----------
    folder : Path, optional
        A folder of the same shape as `PACKAGE_PLAN`, which is the default.
    flipped : collection of str
        Ids of rulings to read the other way round than recorded, to see what would change.

    Raises
    ------
    JbecoError
        All faults of all tables, each with file, row and column.
    """
    folder = folder or PACKAGE_PLAN
    if not folder.is_dir():
        mend = "请检查 --plan 后面的路径"
        raise JbecoError([Problem(str(folder), "没有这个规划文件夹", mend)])
    faults = _Faults()
    header = faults.collect(lambda: _read_header(folder / "plan.toml"), {})
    years = (header.get("midterm_year", 2025), header.get("final_year", 2030))
    tables: dict[str, list[Row]] = {
        name: faults.collect(partial(read_rows, folder / name, columns), [])
        for name, columns in {
            "criteria.csv": criteria_columns(*years),
            "indicators.csv": INDICATOR_COLUMNS,
            "actions.csv": ACTION_COLUMNS,
            "commitments.csv": COMMITMENT_COLUMNS,
            "departments.csv": DEPARTMENT_COLUMNS,
            "rulings.csv": RULING_COLUMNS,
            "ruling_effects.csv": EFFECT_COLUMNS,
        }.items()
    }
    rulings = _rulings(tables["rulings.csv"], tables["ruling_effects.csv"], faults)
    faults.unique(tables["rulings.csv"], "id")
    changes = _changes(rulings, flipped)
    methods: Methods | None = faults.collect(
        lambda: load_methods(folder / "methods.toml", _method_changes(changes)), None
    )
    if faults.problems and not (header and all(tables.values())):
        raise JbecoError(faults.problems)
    departments = _departments(tables["departments.csv"], faults)
    indicators = _indicators(tables["indicators.csv"], departments, faults)
    scope = _Scope(header, years, indicators, departments)
    criteria = _criteria(tables["criteria.csv"], scope, changes, faults)
    actions = _actions(tables["actions.csv"], tables["commitments.csv"], header, faults)
    _check_effect_rows(tables["ruling_effects.csv"], criteria, rulings, faults)
    if faults.problems or methods is None:
        raise JbecoError(faults.problems)
    return Plan(
        **{key: header[key] for key in PLAN_ENTRIES if key not in ("safeguard",)},
        indicators=indicators,
        criteria=criteria,
        actions=actions,
        departments=departments,
        rulings=tuple(rulings),
        methods=methods,
        files=tuple((name, file_sha256(folder / name)) for name in PLAN_FILES),
        baseline_changes=tuple(
            Effect("baseline", row, field, default, other)
            for (table, row), fields in changes.items()
            if table == "baseline"
            for field, (default, other) in fields.items()
        ),
    )


class _Faults:
    """Collects problems while reading goes on."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, where: str, what: str, mend: str) -> None:
        self.problems.append(Problem(where, what, mend))

    def collect(self, read: Callable[[], Any], fallback: Any) -> Any:
        try:
            return read()
        except JbecoError as error:
            self.problems += error.problems
            return fallback

    def cell(self, row: Row, column: str, what: str, mend: str) -> None:
        self.add(row.where(column), f"“{row[column]}”{what}", mend)

    def unique(self, rows: Sequence[Row], column: str) -> None:
        first: dict[str, Row] = {}
        for row in rows:
            if row[column] in first:
                line = first[row[column]].line
                self.cell(row, column, f"与第 {line} 行重复", "每个编号只能用一次")
            first.setdefault(row[column], row)

    def choice(self, row: Row, column: str, options: Collection[str]) -> str:
        if row[column] not in options:
            shown = "、".join(option or "（空）" for option in options)
            self.cell(row, column, "不在可选值里", f"可选：{shown}")
        return row[column]

    def convert(self, row: Row, column: str, kind: Callable[[str], T], need: str) -> T | None:
        if row[column] == "":
            return None
        try:
            return kind(row[column])
        except (ValueError, InvalidOperation):
            self.cell(row, column, "读不懂", f"应为{need}")
            return None


class _Scope:
    """What the rows of ``criteria.csv`` may refer to."""

    def __init__(
        self,
        header: Mapping[str, Any],
        milestones: tuple[int, int],
        indicators: Mapping[str, Indicator],
        departments: Mapping[str, Department],
    ) -> None:
        self.header = header
        self.milestones = milestones
        self.indicators = indicators
        self.departments = departments


def _read_header(path: Path) -> dict[str, Any]:
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise JbecoError([Problem(path.name, "缺少这个文件", "请放到规划文件夹里")]) from None
    except tomllib.TOMLDecodeError as error:
        raise JbecoError([Problem(path.name, f"TOML 格式有误：{error}", "请改正后重试")]) from None
    bad = [n for n, kind in PLAN_ENTRIES.items() if type(content.get(n)) is not kind]
    bad += [name for name in content if name not in PLAN_ENTRIES]
    if bad:
        raise JbecoError(
            [Problem(f"{path.name} {n}", "缺少、多余或类型不对", "请对照随附的规划") for n in bad]
        )
    if not content["base_year"] < content["midterm_year"] < content["final_year"]:
        what = "基准年、近期、远期的先后不对"
        raise JbecoError([Problem(path.name, what, "应为基准年 < 近期 < 远期")])
    return content


def _rulings(rows: Sequence[Row], effect_rows: Sequence[Row], faults: _Faults) -> list[Ruling]:
    effects: dict[str, list[Effect]] = {}
    known = {row["id"] for row in rows}
    for row in effect_rows:
        if row["ruling"] not in known:
            faults.cell(row, "ruling", "没有这条裁定", "请在 rulings.csv 补上，或删去此行")
        faults.choice(row, "table", ("criteria", "baseline", "methods"))
        fields = {name: row[name] for name in EFFECT_COLUMNS[1:]}
        effects.setdefault(row["ruling"], []).append(Effect(**fields))  # type: ignore[arg-type]
    rulings = []
    for row in rows:
        faults.choice(row, "status", ("待确认", "已确认"))
        faults.choice(row, "taken", ("default", "other"))
        if row["taken"] == "other" and row["id"] not in effects:
            faults.cell(row, "taken", "没有可改的内容", "请先在 ruling_effects.csv 写明改哪一格")
        texts = {name: row[name] for name in RULING_COLUMNS}
        mine = tuple(effects.get(row["id"], ()))
        rulings.append(Ruling(**texts, effects=mine))  # type: ignore[arg-type]
    return rulings


def _changes(rulings: Sequence[Ruling], flipped: Collection[str]) -> Changes:
    changes: dict[tuple[str, str], dict[str, tuple[str, str]]] = {}
    for ruling in rulings:
        if (ruling.taken == "other") != (ruling.id in flipped):
            for effect in ruling.effects:
                fields = changes.setdefault((effect.table, effect.row), {})
                fields[effect.field] = (effect.default, effect.other)
    return changes


def _method_changes(changes: Changes) -> dict[tuple[str, str], str]:
    return {
        (row, field): other
        for (table, row), fields in changes.items()
        if table == "methods"
        for field, (_, other) in fields.items()
    }


def _check_effect_rows(
    rows: Sequence[Row],
    criteria: Sequence[Criterion],
    rulings: Sequence[Ruling],
    faults: _Faults,
) -> None:
    ids = {criterion.id for criterion in criteria}
    for row in rows:
        if row["table"] == "methods":
            if row["field"] not in LAYOUT.get(row["row"], {}):
                faults.cell(row, "field", "方法档案里没有这一项", "请对照 methods.toml")
        elif row["row"] not in ids:
            faults.cell(row, "row", "没有这个子项", "请对照 criteria.csv 的 id")


def _departments(rows: Sequence[Row], faults: _Faults) -> Mapping[str, Department]:
    faults.unique(rows, "id")
    records = (Department(**{n: row[n] for n in DEPARTMENT_COLUMNS}) for row in rows)
    return MappingProxyType({record.id: record for record in records})


def _indicators(
    rows: Sequence[Row], departments: Mapping[str, Department], faults: _Faults
) -> Mapping[str, Indicator]:
    faults.unique(rows, "indicator")
    indicators = {}
    for row in rows:
        kind = faults.choice(row, "kind", ("number", "state"))
        faults.choice(row, "department", departments)
        faults.choice(row, "confidence", CONFIDENCES)
        states = _split(row["states"])
        if (kind == "state") != bool(states):
            faults.cell(row, "states", "与 kind 不符", "state 须列出由低到高的用词，number 须为空")
        indicators[row["indicator"]] = Indicator(
            id=row["indicator"],
            name=row["name"],
            kind=kind,  # type: ignore[arg-type]
            unit=row["unit"],
            series=_split(row["series"]) or (SINGLE,),
            states=states,
            department=row["department"],
            formula=row["formula"],
            standard_document=row["standard_document"],
            confidence=row["confidence"],
        )
    return MappingProxyType(indicators)


def _criteria(
    rows: Sequence[Row], scope: _Scope, changes: Changes, faults: _Faults
) -> tuple[Criterion, ...]:
    faults.unique(rows, "id")
    criteria = []
    for row in rows:
        row = _reread(row, changes.get(("criteria", row["id"]), {}), faults)
        criterion = _criterion(row, scope, faults)
        if criterion is not None:
            criteria.append(criterion)
    return tuple(criteria)


def _reread(row: Row, fields: Mapping[str, tuple[str, str]], faults: _Faults) -> Row:
    texts = dict(row.texts)
    for field, (default, other) in fields.items():
        if texts.get(field) != default:
            what = f"裁定的默认值“{default}”与表中“{texts.get(field)}”不一致"
            faults.add(f"{row.file} 第 {row.line} 行 {field}", what, "请同步 ruling_effects.csv")
        texts[field] = other
    return Row(row.file, row.line, texts)


def _criterion(row: Row, scope: _Scope, faults: _Faults) -> Criterion | None:
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
        limit_low=faults.convert(row, "limit_low", _fraction, "数"),
        limit_high=faults.convert(row, "limit_high", _fraction, "数"),
        decimals=faults.convert(row, "decimals", int, "整数"),
        resolution=faults.convert(row, "resolution", _fraction, "数"),
        base_year=base_year,
        base_text=row["base_text"],
        base_value_text=row["base_value"],
        base_values=MappingProxyType(base_values),
        standard=standard,
        targets=MappingProxyType(targets),
        department=row["department"],
        note=row["note"],
    )


def _rule(row: Row, column: str, indicator: Indicator, faults: _Faults) -> Rule | None:
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
        if isinstance(node, Bound) and indicator.kind == "state":
            faults.cell(row, column, "给状态型指标量设了数值界限", "请改用 status >= 或 kept")
    return rule


def _base_values(row: Row, indicator: Indicator, faults: _Faults) -> dict[str, Fraction]:
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
        return {name: _fraction(number) for name, number in found.items()}
    except (ValueError, InvalidOperation):
        faults.cell(row, "base_value", "不是数", "基准值只写数，文字放在 base_text")
        return {}


def _actions(
    rows: Sequence[Row], commitment_rows: Sequence[Row], header: Mapping[str, Any], faults: _Faults
) -> tuple[Action, ...]:
    faults.unique(rows, "id")
    faults.unique(commitment_rows, "id")
    systems = {**header["systems"], **header["safeguard"]}
    known = {row["id"] for row in rows}
    commitments: dict[str, list[Commitment]] = {}
    for row in commitment_rows:
        if row["action"] not in known:
            faults.cell(row, "action", "没有这条措施", "请对照 actions.csv 的 id")
        faults.choice(row, "recurring", ("yes", "no"))
        texts = {
            n: row[n]
            for n in ["id", "kind", "text", "what", "relation", "unit", "due_text", "note"]
        }
        commitments.setdefault(row["action"], []).append(
            Commitment(
                **texts,
                amount=faults.convert(row, "amount", _fraction, "数"),
                due_year=faults.convert(row, "due_year", int, "年份"),
                recurring=row["recurring"] == "yes",
            )
        )
    actions = []
    for row in rows:
        faults.choice(row, "system", systems)
        texts = {
            n: row[n]
            for n in ["id", "system", "chapter", "section", "name", "text", "lead", "note"]
        }
        section_number = faults.convert(row, "section_number", int, "整数") or 0
        mine = tuple(commitments.get(row["id"], ()))
        actions.append(Action(**texts, section_number=section_number, commitments=mine))
    return tuple(actions)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _fraction(text: str) -> Fraction:
    number = Decimal(text)
    if not number.is_finite():
        raise ValueError(text)
    return Fraction(number)
