"""生态制度: one function per indicator; arguments are the codes of observations.csv."""

from __future__ import annotations

from fractions import Fraction

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


def eco_plan(eco_plan: str) -> str:
    """State of the ecological plan: adopted, in force and not expired at the end of the year.

    Formula: the reported rung of the ladder.
    Unit: none. Source: 生态文明建设示范市县建设指标（2019）指标解释 1 (已核).
    Valid: Needs the number and date of the adopting document as evidence.
    """
    return eco_plan


def party_deployment(
    party_deployment: str, inspection_issues_overdue: Exact | None = None
) -> str | Gap:
    """Whether party committee and government study, deploy, rectify and look into local problems.

    Formula: the reported rung, refuted when inspection_issues_overdue > 0.
    Unit: none. Source: 同上，指标解释 2 (已核).
    Valid: ``有效开展`` is refuted by inspection issues that are overdue.
    """
    return refuted_by(party_deployment, "有效开展", above(inspection_issues_overdue, 0))


def eco_assessment_share(eco_assessment_points: Exact, assessment_total_points: Exact) -> Result:
    """Share of ecological items in the performance assessment of towns and streets.

    Formula: 100 × eco_assessment_points ÷ assessment_total_points.
    Unit: %. Source: 同上，指标解释 3 (已核).
    Valid: Once for urban streets and once for rural towns; both points with or both without
    bonus points.
    """
    return percent(eco_assessment_points, assessment_total_points)


def river_chief(river_chief: str) -> str:
    """State of the river chief system at district, town and village level.

    Formula: the reported rung of the ladder.
    Unit: none. Source: 关于全面推行河长制的意见 (回忆).
    Valid: Needs the result of the year's own assessment as evidence.
    """
    return river_chief


def env_disclosure_rate(disclosure_done: Exact, disclosure_due: Exact) -> Result:
    """Share of environmental information due for disclosure that was disclosed.

    Formula: 100 × disclosure_done ÷ disclosure_due.
    Unit: %. Source: 政府信息公开条例 (回忆).
    Valid: The list of what is due rests on named laws; nothing due is no 100 %.
    """
    return percent(disclosure_done, disclosure_due)


def planning_eia_rate(planning_eia_done: Exact, planning_eia_due: Exact) -> Result:
    """Share of plans due for an environmental assessment that have one.

    Formula: 100 × planning_eia_done ÷ planning_eia_due.
    Unit: %. Source: 规划环境影响评价条例 (回忆).
    Valid: Counts plans with a review opinion; none due is no 100 %.
    """
    return percent(planning_eia_done, planning_eia_due)


def env_damage_compensation(env_damage_compensation: str) -> str:
    """State of the compensation for ecological damage.

    Formula: the reported rung of the ladder.
    Unit: none. Source: 生态环境损害赔偿管理规定 (推断).
    Valid: A year without cases needs evidence that leads were looked for.
    """
    return env_damage_compensation


def green_loans(green_loans: Exact) -> Fraction:
    """Balance of green loans at the end of the year, 亿元.

    Formula: as reported.
    Unit: 亿元. Source: 绿色贷款专项统计制度 (推断).
    Valid: A balance, not the loans of the year; editions of the statistic are not compared.
    """
    return exact(green_loans)
