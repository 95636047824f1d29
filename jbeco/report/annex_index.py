"""The annex's composite index between the plan's own base values and targets."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from ..assessment import AssessedYear
from ..plan import SINGLE, Criterion
from ..plan.rules import bounds
from ..statistics.composite import composite, composite_with_interval

__all__ = ["annex_rows", "goalposts"]

SEED = 20251124


def annex_rows(assessment: AssessedYear) -> tuple[list[dict[str, str]], tuple[str, ...]]:
    """Return the index by year with the range of weights and method, and what limits it."""
    meta = goalposts(assessment)
    years = range(assessment.plan.base_year + 1, assessment.year + 1)
    values = pd.DataFrame(
        {
            year: {
                name: _value(assessment, str(indicator), year)
                for name, indicator in meta["of"].items()
            }
            for year in years
        },
        index=meta.index,
        dtype=float,
    )
    complete = values.dropna(how="any")
    if len(complete) < 2 or not len(years):
        return [], ("有起点、数值目标与逐年数值的指标不足两个，不编综合指数",)
    used = meta.loc[complete.index, ["base", "target", "direction", "weight"]]
    index = composite(complete, used)
    ranged = composite_with_interval(complete, used, SEED)
    rows = []
    for year in complete.columns:
        low, high = (float(ranged.table[end].to_dict()[year]) for end in ("low", "high"))
        rows.append(
            {
                "年份": str(year),
                "算术平均": _text(index.arithmetic[year]),
                "几何平均": _text(index.geometric[year]),
                "权数与方法变动的 90% 范围": f"{low:.1f}–{high:.1f}",
            }
        )
    listed = "、".join(str(name) for name in complete.index)
    final = assessment.plan.final_year
    notes = (
        f"收入 {len(complete)} 个指标（{listed}）："
        f"规划给出基准值和 {final} 年数值目标、且历年有数的；"
        "基准为 0、目标为 100，等权，不截断。缺任何一年的指标不收入。",
        f"范围由 Dirichlet 权数与两种平均得出（种子 {SEED}），只含方法的不确定，不含数据误差。",
        *index.warnings,
        *index.reasons,
    )
    return rows, notes


def goalposts(assessment: AssessedYear) -> pd.DataFrame:
    """Return base, target, direction and weight of the criteria that have both as numbers."""
    final = assessment.plan.final_year
    found: dict[str, dict[str, object]] = {}
    for criterion in assessment.plan.criteria:
        target = _target(criterion, final)
        base = criterion.base_values.get(SINGLE)
        if not criterion.applicable or target is None or base is None:
            continue
        ahead = target < base if criterion.direction == "lower" else target > base
        if ahead and criterion.indicator not in {record["of"] for record in found.values()}:
            found[criterion.id] = {
                "of": criterion.indicator,
                "base": float(base),
                "target": float(target),
                "direction": criterion.direction,
                "weight": 1.0,
            }
    return pd.DataFrame.from_dict(
        found, orient="index", columns=["of", "base", "target", "direction", "weight"]
    )


def _target(criterion: Criterion, year: int) -> Fraction | None:
    rule = criterion.targets[year].rule
    numbers = bounds(rule) if rule is not None else []
    return Fraction(numbers[0].number) if len(numbers) == 1 else None


def _value(assessment: AssessedYear, indicator: str, year: int) -> float:
    value = assessment.facts.values.get(indicator, SINGLE, "level", year)
    return float("nan") if value is None or value.number is None else float(value.number)


def _text(value: float) -> str:
    return "无定义" if value != value else f"{value:.1f}"
