"""Whether a plan's tables fit together; what could not be read is not said to be missing."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from ..indicators import BASES, INDICATORS
from ..problems import Problem
from ..schema import cell_problem, faults_of
from ..tables import Row
from .asked import missing_reporters, unused_reporters
from .criteria import base_value_faults
from .methods import Methods, entry_texts
from .models import Criterion, Indicator
from .rulings import Standing, effect_faults
from .sources import Sources
from .successors import succession_faults

__all__ = ["plan_faults"]


def plan_faults(
    sources: Sources,
    indicators: Mapping[str, Indicator],
    criteria: Sequence[Criterion],
    methods: Methods | None,
) -> Iterator[Problem]:
    """Name every reference to nothing, and everything that is missing."""
    yield from _leaf_faults(sources)
    yield from _reference_faults(sources)
    others = {e.other for _, e in sources.rulings.effects.pairs if e.field == "indicator"}
    complete = sources.leaf_ids is not None and others <= set(INDICATORS)
    complete &= sources.successions.whole
    yield from unused_reporters(sources.reporters, indicators, complete)
    if sources.reporters.whole:
        yield from missing_reporters(sources.reporter_of, indicators, criteria)
    yield from succession_faults(sources.successions, indicators)
    yield from _base_value_faults(sources, indicators, criteria, methods)
    yield from effect_faults(sources.rulings, _standing(sources))


def _leaf_faults(sources: Sources) -> Iterator[Problem]:
    """Compare the published sets with the declarations and with what the plan promised."""
    first: dict[str, Row] = {}
    for _, ident, row, _ in sources.leaves:
        if ident in first:
            what = f"：子项 {ident} 与第 {first[ident].line} 行重复"
            yield cell_problem(row, "number", what, "每个子项只能有一行")
        first.setdefault(ident, row)
    for table in sources.frameworks.values():
        rows = [row for row, _ in table.pairs]
        mend = "请改正，或在 plan.toml 补上它的中文名"
        what = "不在 plan.toml 的 [systems] 里"
        yield from faults_of(rows, "system", sources.header.systems, what, mend)
        mend = "请在 jbeco/indicators 里写函数与声明，或改正这个名字"
        yield from faults_of(rows, "indicator", INDICATORS, "没有这个指标", mend)
    mend = "请对照 plan.toml 所用指标体系的序号与子项"
    rows = list(sources.promises.rows)
    yield from faults_of(rows, "id", sources.leaf_ids, "不是指标体系里的子项", mend)
    promised = sources.promises.known("id")
    for _, ident, _, leaf in sources.leaves:
        if promised is not None and ident not in promised:
            what = f"缺少子项 {ident}（{leaf.name}）"
            yield Problem("criteria.csv", what, "请加一行；不适用的，applicable 填 no")


def _reference_faults(sources: Sources) -> Iterator[Problem]:
    departments = sources.departments.known("id")
    mend = "请对照 departments.csv 的 id"
    for rows in (sources.reporters.rows, sources.actions.rows):
        yield from faults_of(rows, "department", departments, "没有这个部门", mend)
    systems = {**sources.header.systems, **sources.header.safeguard}
    listed = f"可选：{'、'.join(systems)}"
    yield from faults_of(sources.actions.rows, "system", systems, "没有这个体系", listed)
    for row, action in sources.actions.pairs:
        for name in action.serves:
            if name not in INDICATORS:
                mend = "请对照 jbeco/indicators 里的函数名"
                yield cell_problem(row, "serves", f"没有指标 {name}", mend)
    actions = sources.actions.known("id")
    mend = "请对照 actions.csv 的 id"
    yield from faults_of(sources.commitments.rows, "action", actions, "没有这条措施", mend)
    mend = "请对照 criteria.csv 的 id"
    leaves = sources.leaf_ids
    yield from faults_of(sources.base_values.rows, "criterion", leaves, "没有这个子项", mend)
    for row in sources.bases.rows:
        if row["code"] in BASES:
            mend = "请换一个编号，或删去这一行"
            yield cell_problem(row, "code", "已在各区共用的口径表里", mend)
    declared = set(INDICATORS)
    for name in sources.header.series:
        if name not in declared:
            where = f"plan.toml [series] {name}"
            yield Problem(where, "没有这个指标", "请对照 jbeco/indicators 里的函数名")


def _base_value_faults(
    sources: Sources,
    indicators: Mapping[str, Indicator],
    criteria: Sequence[Criterion],
    methods: Methods | None,
) -> Iterator[Problem]:
    known = {criterion.id: criterion for criterion in criteria}
    reasons = methods.words.reason if methods else None
    year = sources.header.base_year
    first: dict[tuple[str, str, str], Row] = {}
    for row, value in sources.base_values.pairs:
        key = (value.criterion, value.series, value.measure)
        if key in first:
            what = f"的这个系列、这种量与第 {first[key].line} 行重复"
            yield cell_problem(row, "criterion", what, "请只留一行")
        first.setdefault(key, row)
        if value.criterion in known:
            indicator = indicators[known[value.criterion].indicator]
            yield from base_value_faults(row, value, indicator, year, reasons)
    if not sources.base_values.complete:
        return
    for one in criteria:
        indicator = indicators[one.indicator]
        for series in indicator.series if one.applicable else ():
            if (one.id, series, indicator.measure) not in first:
                name = f"{one.id}（{series}）" if series else one.id
                what = f"适用的子项 {name} 没有基准年的一行"
                yield Problem("base_values.csv", what, "有数填 value，没有数填 missing")


def _standing(sources: Sources) -> Standing:
    """Return what rulings may change, as it stands in the files."""
    tables = {
        name: _by_key(sources.keyed(name)) if table.whole else None
        for name, table in sources.ruled.items()
    }
    resolutions = {
        declared.id: [{"resolution": _plain(declared.resolution)}]
        for declared in INDICATORS.values()
        if declared.resolution is not None
    }
    methods = None
    if sources.methods is not None:
        methods = {name: [texts] for name, texts in entry_texts(sources.methods).items()}
    return {**tables, "indicators": resolutions, "methods": methods}


def _by_key(rows: Sequence[tuple[str, Row]]) -> dict[str, list[Mapping[str, str]]]:
    found: dict[str, list[Mapping[str, str]]] = {}
    for key, row in rows:
        found.setdefault(key, []).append(row.texts)
    return found


def _plain(number: Fraction) -> str:
    return f"{Decimal(number.numerator) / number.denominator:f}"
