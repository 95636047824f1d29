"""生态制度: one function per indicator, its declaration beside it."""

from __future__ import annotations

from fractions import Fraction

from .declaration import declared
from .formula import Exact, Gap, Result, above, exact, percent, refuted_by

__all__ = [
    "eco_assessment_share",
    "eco_plan",
    "env_damage_compensation",
    "env_disclosure_rate",
    "green_loans",
    "party_deployment",
    "planning_eia_rate",
    "river_chief",
]


@declared(
    name="生态文明建设规划",
    states=("未制定", "编制中", "已制定", "制定实施"),
    asked=(
        "填评估年年末的状态：规划经区人大（常委会）或区政府审议颁布、"
        "正在实施且在有效期内的填“制定实施”，已颁布而未施行的填“已制定”。文号、"
        "颁布日期和有效期写在佐证里。"
    ),
    formula="规划经同级人大（常委会）或政府审议颁布，且评估年在规划有效期内",
    document="生态文明建设示范市县建设指标（2019）指标解释 1",
    confidence="已核",
    source="76 号文指标解释第 1 条（转载）",
    address="http://www.hxland.com/library/3444.html",
    valid="须有颁布文件的文号、日期与有效期作佐证；正在编制不算制定",
)
def eco_plan(eco_plan: str) -> str:
    """State of the ecological plan: adopted, in force and not expired at the end of the year."""
    return eco_plan


@declared(
    name="党委政府对生态文明建设重大目标任务部署情况",
    states=("未开展", "部分开展", "有效开展"),
    asked=(
        "填当年状态：区委、区政府当年学习、部署、"
        "督察整改和研究本地突出问题四方面都有当年日期的佐证，填“有效开展”；"
        "只有一部分的填“部分开展”。"
    ),
    formula="党委政府研究学习、落实决策部署、落实督察整改、研究本地突出问题",
    document="同上，指标解释 2",
    confidence="已核",
    source="76 号文指标解释第 2 条（转载）",
    address="http://www.hxland.com/library/3444.html",
    valid="有逾期未完成的督察整改事项，就不是“有效开展”",
)
def party_deployment(
    party_deployment: str, inspection_issues_overdue: Exact | None = None
) -> str | Gap:
    """Whether party and government study, deploy, rectify and look into local problems."""
    return refuted_by(party_deployment, "有效开展", above(inspection_issues_overdue, 0))


@declared(
    name="生态文明建设工作占党政实绩考核的比例",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年镇（街道）党政领导班子实绩考核中生态文明类分值占总分值的比例，按类别"
        "（如城区街道、涉农街道）各填一个，名单用当年的。填百分数，保留1位小数。"
    ),
    formula=(
        "生态文明类考核分值 ÷ 考核总分值 × 100，城区街道与涉农街道（镇）各算一次，结论取较差一类"
    ),
    document="同上，指标解释 3",
    confidence="已核",
    source="76 号文指标解释第 3 条（转载）",
    address="http://www.hxland.com/library/3444.html",
    valid="各类分开算，取较差一类；分子与分母同含或同不含加分项",
)
def eco_assessment_share(eco_assessment_points: Exact, assessment_total_points: Exact) -> Result:
    """Share of ecological items in the performance assessment of towns and streets."""
    return percent(eco_assessment_points, assessment_total_points)


@declared(
    name="河长制",
    states=("未实施", "部分实施", "全面实施"),
    asked=(
        "填当年状态：区、镇（街道）、村三级河长全部到位且有当年考核结果的填“全面实施”；"
        "有缺级、缺段或没有当年考核结果的填“部分实施”。"
    ),
    formula="区、镇（街道）、村三级河长全覆盖且当年有考核结果",
    document="关于全面推行河长制的意见（县、乡两级）；村级依本省规定（未核）",
    confidence="回忆",
    source="水利部：省、市、县、乡四级河长；村级河长依本省规定，原文未读到",
    address="http://app.www.gov.cn/govdata/gov/201612/14/395014/article.html",
    valid="须有当年的考核结果作佐证",
)
def river_chief(river_chief: str) -> str:
    """State of the river chief system at district, town and village level."""
    return river_chief


@declared(
    name="生态环境信息公开率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年已公开的环境信息项占应公开项的比例，政府与企业合并计算。政府自身就有应公开项，"
        "应公开项不会为0；填百分数，保留2位小数。"
    ),
    formula="（已主动公开的政府环境信息项 + 企业强制公开项）÷ 应公开项 × 100",
    document="政府信息公开条例",
    confidence="回忆",
    valid="应公开清单逐项附法规依据；应公开项为 0 不是 100%",
)
def env_disclosure_rate(disclosure_done: Exact, disclosure_due: Exact) -> Result:
    """Share of environmental information due for disclosure that was disclosed."""
    return percent(disclosure_done, disclosure_due)


@declared(
    name="依法开展规划环境影响评价的比例",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年应开展环评的规划中已依法开展的比例。当年没有应开展的规划时本项留空，"
        "原因填“无此类对象”，不得填100；填百分数，保留2位小数。"
    ),
    formula="已开展规划环评数 ÷ 应开展数 × 100",
    document="规划环境影响评价条例",
    confidence="旁证",
    source="重庆市文件：执行环评的规划数 ÷ 应进行环评的规划数",
    address="https://fsou.net/html/text/lar/171295/17129571_5.html",
    valid="取得审查意见才算已开展；没有应开展的规划不是 100%",
    can_be_absent=True,
)
def planning_eia_rate(planning_eia_done: Exact, planning_eia_due: Exact) -> Result:
    """Share of plans due for an environmental assessment that have one."""
    return percent(planning_eia_done, planning_eia_due)


@declared(
    name="生态环境损害赔偿",
    states=("未实施", "部分实施", "全面实施"),
    asked=(
        "填当年状态：线索排查、调查、磋商或诉讼、"
        "结案各环节都已建立并有案件或排查佐证的填“全面实施”。当年没有案件的，"
        "须有线索排查的佐证。"
    ),
    formula="损害赔偿制度的实施程度",
    document="生态环境损害赔偿管理规定",
    confidence="推断",
    valid="没有案件的年份须有线索排查的佐证",
)
def env_damage_compensation(env_damage_compensation: str) -> str:
    """State of the compensation for ecological damage."""
    return env_damage_compensation


@declared(
    name="绿色贷款余额",
    unit="亿元",
    limits=(0, None),
    decimals=1,
    asked=(
        "当年年末绿色贷款余额，不是当年发放额。统计制度版本填在口径一栏；单位亿元，保留1位小数。"
    ),
    formula="年末绿色贷款余额（本外币，不是发放额）",
    document="绿色贷款专项统计制度",
    confidence="旁证",
    source="央行研究局报告：期末本外币余额",
    address="https://geidco.org.cn/2021/0707/3575.shtml",
    valid="是余额，不是当年发放额；统计制度不同版本之间不比较",
    basis_matters=True,
)
def green_loans(green_loans: Exact) -> Fraction:
    """Balance of green loans at the end of the year, 亿元."""
    return exact(green_loans)
