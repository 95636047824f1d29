"""Which observations belong together in an analysis: the survey with its sample, energy by sector.

The codes stand here, beside the formulas, so that no other room knows them by heart.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ENERGY", "SURVEY", "SectorUse", "Survey"]


@dataclass(frozen=True)
class Survey:
    """One public survey: the scores that come from it, and the number of valid answers.

    ``counties`` is how many counties the province asks about as many people in each.
    """

    scores: tuple[str, ...]
    sample: str
    counties: int


@dataclass(frozen=True)
class SectorUse:
    """Use and value added of one sector beside the totals, value at constant prices of one base."""

    name: str
    sector: str
    rest: str
    sector_use: str
    total_use: str
    sector_value: str
    total_value: str
    unit: str


SURVEY = Survey(
    scores=("public_satisfaction", "public_participation"),
    sample="survey_sample_size",
    counties=90,  # 2022 年 36000 人（旁证）
)

ENERGY = SectorUse(
    name="单位地区生产总值能耗",
    sector="工业",
    rest="工业以外",
    sector_use="energy_industry",
    total_use="energy_consumption_total",
    sector_value="industrial_value_added_constant",
    total_value="gdp_constant",
    unit="吨标准煤/万元",
)
