"""The sections of METHODS.md on bases, and on what each kind of evidence can carry."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from pathlib import Path

from jbeco.plan import Plan, parse_rule, reading

from .methods_tables import table

__all__ = ["EVIDENCE_RULES", "bases_section", "evidence_section"]

EVIDENCE_RULES = Path(__file__).parents[1] / "docs" / "evidence_rules.csv"
"""One row for each kind of evidence and each rule; the tests judge every one of them."""

KINDS = {
    "standard": "标准版本",
    "prices": "价格基期",
    "survey": "调查",
    "census": "普查修订",
    "stations": "站点",
    "sections": "断面名单",
    "list": "名录与划定版本",
    "scope": "统计范围",
}

BASES = """## 十一、口径

部门在“口径”一栏写的文字按下表认成代码（`jbeco/indicators/bases.csv`，本区自己的名单在
`jbeco/plan/jiangbei/bases.csv`）；填报的原文照留。没有写的不算另一个口径；表里没有的文字代表它自己，
其余文字里的年份、系数不同也算不同（与数据同年的“某某年”除外）。

- **同一类里口径不同，或两个口径毫无共同之处，就不能比**：“持续”“逐年”“保持”、序时进度、
  比上年的幅度、与全省比，一律无法判定（口径变更，由咨询单位处理）。
  只看当年一个数的门槛（如 ≥ 25）照判。
- **衔接**：`data/<年份>/bridges.csv` 一行写明指标、两个口径、系数（`factor`）或重叠年份在
  两个口径下的数（`overlap`）、依据、由谁决定、何时决定。换算用精确分数，等级不高于 B；
  后来的决定代替先前的。
- **连乘**：有上级核定的年下降率的（PM2.5、能耗、两项用水），跨口径或缺水平数时用下降率连乘，
  等级不高于 B。
- **现价**：用水两项的水平是现价的数，比升降只看按可比价核定的下降率（口径认定 R47）。
- **认错了的口径**：EQI 填进 EI、省调查得分填进人数百分比，是另一个指标的数，不判。
- **停发的指标**：EI 发布到 2020 年，以后各年按 EQI 判，等级不高于 C（口径认定 R45）。
"""

EVIDENCE = """## 十二、证据与规则：凭什么判，判成什么

由 `docs/evidence_rules.csv` 生成；每一格都是一个测试（`tests/assessment/test_evidence_rules.py`，
编号为“代号-规则-属性”）。各行的前提是：数本身好到足以达标，只看证据撑不撑得住。“判，A”是判得出，
数据等级为 A；没有注明属性的，约束性与参考性相同。
"""


def bases_section(plan: Plan) -> str:
    """List the bases of a plan, and which basis some indicators have by default."""
    rows = [
        (
            f"`{basis.code}`",
            KINDS[basis.kind],
            basis.family,
            basis.name,
            "、".join(basis.spellings),
            basis.source or "—",
        )
        for basis in plan.bases.values()
    ]
    listed = table(["代码", "种类", "类", "口径", "认得的写法", "来源"], rows)
    stated = [(f"`{i.id}`", i.name, i.basis) for i in plan.indicators.values() if i.basis]
    usual = table(["指标量", "名称", "没有另写时的口径"], stated)
    return f"{BASES}\n{listed}\n### 各指标的口径\n\n{usual}"


def evidence_section(plan: Plan) -> str:
    """Print the table of every kind of evidence and every kind of rule."""
    with EVIDENCE_RULES.open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    rules = list(dict.fromkeys(cell["rule"] for cell in cells))
    kinds = dict.fromkeys((cell["id"], cell["evidence"]) for cell in cells)
    rows = []
    for ident, name in kinds:
        mine = [cell for cell in cells if cell["id"] == ident]
        ways = dict.fromkeys(cell["way_out"] for cell in mine if cell["way_out"])
        said = [_said(plan, [c for c in mine if c["rule"] == rule]) for rule in rules]
        rows.append((f"`{ident}`", name, *said, "；".join(ways) or "—"))
    header = ["代号", "证据", *(f"`{rule}`" for rule in rules), "出路"]
    read = "；".join(f"`{rule}` {reading(parse_rule(rule))}" for rule in rules)
    return f"{EVIDENCE}\n{table(header, rows)}\n规则读作：{read}。\n"


def _said(plan: Plan, cells: Sequence[Mapping[str, str]]) -> str:
    """Write the word and grade of one kind of evidence under one rule, for either attribute."""
    words = plan.methods.words
    said = []
    for cell in cells:
        known = cell["code"] in ("met", "not_met")
        word = f"判，{cell['grade']}" if known else words.verdict[cell["code"]]
        why = f"（{words.reason[cell['reason']]}）" if cell["reason"] and not known else ""
        whose = f"{words.attribute[cell['attribute']]} " if len(cells) > 1 else ""
        said.append(f"{whose}{word}{why}")
    return "；".join(said) or "—"
