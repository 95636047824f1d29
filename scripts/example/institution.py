"""Story of the institutions and of culture: mostly saturated, the assessment's weight rises."""

from __future__ import annotations

from .shapes import Answers, number, share, steady, wave

__all__ = ["culture", "institutions"]


def institutions(year: int) -> Answers:
    """Answers on 生态制度 of one year."""
    return {
        "eco_plan": "制定实施",
        "party_deployment": "有效开展",
        "river_chief": "全面实施",
        "env_damage_compensation": "全面实施",
        **_inspection(year),
        **_assessment(year, "城区街道", "26.6", "29.0"),
        **_assessment(year, "涉农街道（镇）", "31.6", "34.0"),
        **_disclosure(year),
        "planning_eia_rate": number(100, 2),
        "planning_eia_done": number(3),
        "planning_eia_due": number(3),
        "green_loans": number(steady(year, "101.2", "236.8"), 1),
    }


def culture(year: int) -> Answers:
    """Answers on 生态文化 of one year: training is complete, the survey's scores rise."""
    cadres = number(612 + 2 * (year - 2019))
    return {
        "cadre_training_share": share(cadres, cadres, 2),
        "cadres_trained": cadres,
        "cadres": cadres,
        "cadre_training_attendances": number(1420 * wave("attendances", year, 6)),
        "public_satisfaction": number(steady(year, "84.40", "90.40"), 2),
        "public_participation": number(steady(year, "83.71", "87.60"), 2),
        "public_satisfaction_share": number(steady(year, "90.2", "93.8"), 2),
        "public_participation_share": number(steady(year, "86.5", "90.1"), 2),
        "survey_sample_size": number(405 * wave("sample", year, 2)),
    }


def _assessment(year: int, series: str, start: str, end: str) -> Answers:
    total = number(1000)
    points = number(10 * steady(year, start, end))
    return {
        f"eco_assessment_points@{series}": points,
        f"assessment_total_points@{series}": total,
        f"eco_assessment_share@{series}": share(points, total, 1),
    }


def _inspection(year: int) -> Answers:
    return {
        "inspection_issues": number(26 + (year - 2019)),
        "inspection_issues_overdue": number(0),
    }


def _disclosure(year: int) -> Answers:
    government, enterprise = 62, 140 + 3 * (year - 2019)
    due = number(government + enterprise)
    return {
        "disclosure_government_due": number(government),
        "disclosure_government_done": number(government),
        "disclosure_enterprise_due": number(enterprise),
        "disclosure_enterprise_done": number(enterprise),
        "disclosure_due": due,
        "disclosure_done": due,
        "env_disclosure_rate": share(due, due, 2),
    }
