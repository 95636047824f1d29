"""生态文化: one function per indicator; arguments are the codes of observations.csv."""

from __future__ import annotations

from fractions import Fraction

from .formula import Exact, Result, exact, percent

__all__ = [
    "cadre_training_share",
    "public_participation",
    "public_satisfaction",
]


def cadre_training_share(cadres_trained: Exact, cadres: Exact) -> Result:
    """Share of leading cadres who took part in ecological training.

    Formula: 100 × cadres_trained ÷ cadres.
    Unit: %. Source: — (回忆).
    Valid: People, not attendances.
    """
    return percent(cadres_trained, cadres)


def public_satisfaction(public_satisfaction: Exact) -> Fraction:
    """Score of public satisfaction in the provincial survey.

    Formula: as reported.
    Unit: 分. Source: 省公众满意度调查方案 (旁证).
    Valid: A score, not a share of people; with its sampling error in statistics.survey.
    """
    return exact(public_satisfaction)


def public_participation(public_participation: Exact) -> Fraction:
    """Score of public participation in the same survey.

    Formula: as reported.
    Unit: 分. Source: 省公众满意度调查方案 (旁证).
    Valid: A score, not a share of people; with its sampling error in statistics.survey.
    """
    return exact(public_participation)
