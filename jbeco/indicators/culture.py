"""生态文化: one function per indicator, its declaration beside it."""

from __future__ import annotations

from fractions import Fraction

from .declaration import declared
from .formula import Exact, Result, exact, percent

__all__ = [
    "cadre_training_share",
    "public_participation",
    "public_participation_share",
    "public_satisfaction",
    "public_satisfaction_share",
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
    positive=True,
    decimals=2,
    asked=(
        "省组织的公众满意度调查中本区当年的满意度得分，是得分，不是满意人数的百分比。单位分，"
        "保留2位小数。"
    ),
    formula="省美丽办委托的公众满意度调查得分（不是百分比）",
    document="省公众满意度调查方案",
    confidence="旁证",
    source="省级发布的是得分；同类地方调查在国家统计局备案",
    address=("https://www.stats.gov.cn/fw/dftjxmgl/dftjdczd/shx/202402/t20240208_1947600.html"),
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
    positive=True,
    decimals=2,
    asked=(
        "同一调查中本区当年的参与度分项得分，是得分，不是参与人数的百分比。单位分，保留2位小数。"
    ),
    formula="同一调查的参与度分项得分（不是百分比）",
    document="省公众满意度调查方案",
    confidence="旁证",
    source="浙江省生态环境厅 2022 年公众满意度发布（分项得分）",
    address="http://sthjt.zj.gov.cn/art/2023/1/19/art_1201344_58937567.html",
    valid="是得分，不是人数比例；抽样误差另列",
    basis_matters=True,
    sample="survey_sample_size",
)
def public_participation(public_participation: Exact) -> Fraction:
    """Score of public participation in the same survey."""
    return exact(public_participation)


@declared(
    name="公众对生态文明建设的满意度（人数百分比）",
    unit="%",
    limits=(0, 100),
    positive=True,
    decimals=2,
    asked=(
        "国家指标口径：抽样问卷中表示满意和比较满意的人数占有效问卷的百分比。不是省公众满意度"
        "调查的得分，没有作过这种问卷的留空，并写明原因；填百分数，保留2位小数。"
    ),
    formula="满意与比较满意的人数 ÷ 有效问卷数 × 100",
    document="国家生态文明建设示范市县建设指标（百分比、标准 80%）",
    confidence="旁证",
    source="商河县统计局 2021-04-01：国家示范县抽样问卷，满意度 98.06%，标准 80%",
    address="http://www.shanghe.gov.cn/art/2021/4/1/art_45312_4775299.html",
    valid="是人数百分比，省调查得分不能代替（口径认定 R08）",
    basis_matters=True,
    not_on=("score-province",),
)
def public_satisfaction_share(public_satisfaction_share: Exact) -> Fraction:
    """Share of the questioned who are satisfied, %."""
    return exact(public_satisfaction_share)


@declared(
    name="公众对生态文明建设的参与度（人数百分比）",
    unit="%",
    limits=(0, 100),
    positive=True,
    decimals=2,
    asked=(
        "国家指标口径：抽样问卷中参与过生态文明建设的人数占有效问卷的百分比。不是省公众满意度"
        "调查的分项得分，没有作过这种问卷的留空，并写明原因；填百分数，保留2位小数。"
    ),
    formula="参与过的人数 ÷ 有效问卷数 × 100",
    document="国家生态文明建设示范市县建设指标（百分比、标准 80%）",
    confidence="旁证",
    source="商河县统计局 2021-04-01：国家示范县抽样问卷，参与度 94.56%，标准 80%",
    address="http://www.shanghe.gov.cn/art/2021/4/1/art_45312_4775299.html",
    valid="是人数百分比，省调查得分不能代替（口径认定 R08）",
    basis_matters=True,
    not_on=("score-province",),
)
def public_participation_share(public_participation_share: Exact) -> Fraction:
    """Share of the questioned who took part, %."""
    return exact(public_participation_share)
