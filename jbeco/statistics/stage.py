"""The stage ``outlook``: likelihoods, trends, survey errors, what moved and the air's years."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any

import pandas as pd

from ..indicators import Values
from ..plan import SINGLE, Indicator, Plan
from ..stage_tables import frame_of, records_of
from ..values.values_table import values_of
from .contributions import contributions
from .outlook import Outlook, outlook
from .survey import (
    Difference,
    Estimate,
    assumed_counties,
    assumed_sd,
    difference,
    if_share,
    score_estimate,
)
from .year_effects import year_effects
from .yearly_trends import YearlyTrend, yearly_trends

__all__ = ["outlook_stage"]

HIGHEST_SCORE = 100


def outlook_stage(
    plan: Plan, year: int, tables: Mapping[str, pd.DataFrame]
) -> dict[str, pd.DataFrame]:
    """Work out what the yearly values say beside the verdicts; none of it changes one.

    Parameters
    ----------
    plan : Plan
        Targets, natural limits and the method profile.
    year : int
        The assessed year.
    tables : mapping of DataFrame
        ``files``, ``values``, ``comparators``, ``air_days`` and ``weather_daily``.

    Returns
    -------
    dict of DataFrame
        ``outlook``, ``trends``, ``surveys``, ``decomposition`` and ``air_effects``.
    """
    values = values_of(tables)
    comparators = records_of("comparators", tables["comparators"])
    rows = {
        "outlook": (_outlook_row(plan, one) for one in outlook(plan, values, year)),
        "trends": (_trend_row(one) for one in yearly_trends(plan, values, year)),
        "surveys": _survey_rows(plan, values, comparators, year),
        "decomposition": contributions(plan, values, year),
        "air_effects": year_effects(tables["air_days"], tables["weather_daily"], year),
    }
    return {name: frame_of(name, records) for name, records in rows.items()}


def _outlook_row(plan: Plan, one: Outlook) -> dict[str, Any]:
    criterion = plan.criterion(one.criterion)
    return asdict(one) | {
        "name": criterion.full_name,
        "unit": criterion.unit,
        "n": one.n,
        "years": [str(year) for year in one.years],
    }


def _trend_row(one: YearlyTrend) -> dict[str, Any]:
    kendall, slope, ranks = one.kendall, one.slope, one.ranks
    return {
        "indicator": one.indicator.id,
        "name": one.indicator.name,
        "series": one.series,
        "family": one.family,
        "years": [str(year) for year in one.years],
        "n": one.n,
        "word": one.word,
        "slope": slope and slope.slope,
        "slope_low": slope and slope.lower,
        "slope_high": slope and slope.upper,
        "s": kendall and kendall.s,
        "p": kendall and kendall.p,
        "q": one.q,
        "p_without": one.without,
        "rs": ranks and ranks.rs,
        "table_verdict": ranks and ranks.verdict,
        "note": one.note,
    }


def _survey_rows(
    plan: Plan, values: Values, comparators: Iterable[Mapping[str, Any]], year: int
) -> Iterator[dict[str, Any]]:
    """Yield each score with its sampling error, and its difference from others, by assumption."""
    others = [one for one in comparators if one["year"] == year]
    for indicator in plan.indicators.values():
        now = _score(values, indicator, year)
        if now is None:
            continue
        head = {"indicator": indicator.id, "name": indicator.name, "year": year}
        yield from _errors(head, "本年得分", now, None)
        before = _score(values, indicator, year - 1)
        if before is not None:
            yield from _errors(head, f"比 {year - 1} 年", now, before)
        for other in others:
            if other["indicator"] == indicator.id and 0 <= other["value"] <= HIGHEST_SCORE:
                province = (float(other["value"]), assumed_counties() * now[1])
                yield from _errors(head, f"比{other['region']}", now, province)


def _errors(
    head: dict[str, Any], against: str, now: tuple[float, int], other: tuple[float, int] | None
) -> Iterator[dict[str, Any]]:
    """Yield one row for each assumption on the unknown spread of the single answers."""
    assumed = assumed_sd()
    for sd in (assumed.lowest, assumed.highest):
        own = score_estimate(now[0], sd, now[1])
        found = own if other is None else difference(own, score_estimate(other[0], sd, other[1]))
        yield _error_row(head, against, f"标准差 {sd:g}", now, other, found)
    own = if_share(*now)
    found = own if other is None else difference(own, if_share(*other))
    yield _error_row(head, against, "若按比例", now, other, found)


def _error_row(
    head: dict[str, Any],
    against: str,
    assumption: str,
    now: tuple[float, int],
    other: tuple[float, int] | None,
    found: Estimate | Difference,
) -> dict[str, Any]:
    return {
        **head,
        "against": against,
        "assumption": assumption,
        "score": now[0],
        "n": now[1],
        "other": other and other[0],
        "value": found.value,
        "low": found.low,
        "high": found.high,
        "sentence": found.sentence if isinstance(found, Difference) else "",
    }


def _score(values: Values, indicator: Indicator, year: int) -> tuple[float, int] | None:
    """Return a survey's score and sample of a year; None where there is no sample or no score."""
    score = values.get(indicator.id, SINGLE, "level", year)
    sample = values.get(indicator.sample, SINGLE, "level", year) if indicator.sample else None
    points, people = (value.number if value is not None else None for value in (score, sample))
    if points is None or people is None or not 0 <= points <= HIGHEST_SCORE or people < 2:
        return None  # what is out of its range was named by the checks
    return float(points), int(people)
