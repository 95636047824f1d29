"""生态文化: one function per indicator, its declaration beside it."""

from __future__ import annotations

from fractions import Fraction

from .declaration import declared
from .formula import Exact, Result, exact, percent

__all__ = [
    "cadre_training_share",
    "public_participation",
    "public_satisfaction",
]


@declared(
    name="党政领导干部参加生态文明培训的人数比例",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年参加生态文明培训的副科级以上在职党政领导干部人数占总人数的比例，按人去重，"
        "不按人次。填百分数，保留2位小数。"
    ),
    formula="参训副科级以上在职党政领导干部人数（去重）÷ 总人数 × 100",
    confidence="回忆",
    valid="按人，不按人次",
)
def cadre_training_share(cadres_trained: Exact, cadres: Exact) -> Result:
    """Share of leading cadres who took part in ecological training."""
    return percent(cadres_trained, cadres)


@declared(
    name="公众对生态文明建设的满意度（得分）",
    unit="分",
    limits=(0, 100),
    decimals=2,
    asked=(
        "省组织的公众满意度调查中本区当年的满意度得分，是得分，不是满意人数的百分比。单位分，"
        "保留2位小数。"
    ),
    formula="省美丽办委托的公众满意度调查得分（不是百分比）",
    document="省公众满意度调查方案",
    confidence="旁证",
    valid="是得分，不是人数比例；抽样误差另列",
    basis_matters=True,
    sample="survey_sample_size",
)
def public_satisfaction(public_satisfaction: Exact) -> Fraction:
    """Score of public satisfaction in the provincial survey."""
    return exact(public_satisfaction)


@declared(
    name="公众对生态文明建设的参与度（得分）",
    unit="分",
    limits=(0, 100),
    decimals=2,
    asked=(
        "同一调查中本区当年的参与度分项得分，是得分，不是参与人数的百分比。单位分，保留2位小数。"
    ),
    formula="同一调查的参与度分项得分（不是百分比）",
    document="省公众满意度调查方案",
    confidence="旁证",
    valid="是得分，不是人数比例；抽样误差另列",
    basis_matters=True,
    sample="survey_sample_size",
)
def public_participation(public_participation: Exact) -> Fraction:
    """Score of public participation in the same survey."""
    return exact(public_participation)
