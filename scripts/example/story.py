"""The whole story of one year: every answer.

The numbers follow from a few rules per figure (`shapes`); nothing is drawn twice, so the same fact
asked of two departments gets the same number.
"""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

from jbeco.plan import ObservationCode, Plan

from .air import air
from .economy import economy
from .farming import farming
from .institution import culture, institutions
from .living import living
from .nature import nature, space
from .risks import risks
from .sections import water
from .shapes import FIRST, LAST, Answer, Gap

__all__ = ["SILENT", "UNTOLD", "YEARS", "answer", "answers", "unasked"]

YEARS = range(FIRST, LAST + 1)

SILENT = MappingProxyType({2024: ("health",)})
"""Departments that never reply, by year."""

UNTOLD = Gap("not_yet", "这个数还没有编进示例")
"""The answer to what was added to the plan and not yet to the story."""

CHAPTERS = (institutions, air, water, nature, risks, space, economy, farming, living, culture)


@cache
def answers(year: int) -> MappingProxyType[str, Answer]:
    """Return all answers of one year by observation code; ``code@series`` where there are series.

    Raises
    ------
    ValueError
        When two chapters of the story answer the same code.
    """
    told: dict[str, Answer] = {}
    for chapter in CHAPTERS:
        for code, said in chapter(year).items():
            if code in told:
                raise ValueError(f"{code} is told twice in {year}")
            told[code] = said
    return MappingProxyType(told)


def answer(year: int, code: ObservationCode, series: str) -> Answer:
    """Return what is reported for one code and series; a gap where the story says nothing of it."""
    return answers(year).get(f"{code.code}@{series}" if series else code.code, UNTOLD)


def unasked(plan: Plan) -> list[str]:
    """Return the codes that the story answers and the plan does not ask for."""
    asked = {
        f"{code.code}@{series}" if series else code.code
        for code in plan.asked
        for series in code.series
    }
    return sorted(set(answers(FIRST)) - asked)
