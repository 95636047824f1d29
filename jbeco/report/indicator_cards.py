"""What a reviewer reads of one indicator: inputs, formula, result, report, and which one counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..assessment import AssessedYear
from ..indicators import Calculation, Value, calculations
from ..intake.records import Measure
from ..plan import Indicator
from ..standards.rounding import shown

__all__ = ["IndicatorCard", "Input", "indicator_cards"]

MEASURES: tuple[Measure, ...] = ("level", "state")
DIGITS = 6
"""Digits after the point of a result that has no end."""


@dataclass(frozen=True)
class Input:
    """One input of a formula as it was reported."""

    code: str
    name: str
    text: str
    sources: str


@dataclass(frozen=True)
class IndicatorCard:
    """One indicator and series in one year, ready to be shown."""

    indicator: Indicator
    series: str
    criteria: str
    inputs: tuple[Input, ...]
    worked_out: str
    reported: str
    taken: str
    compared: str
    basis: str
    grade: str


def indicator_cards(assessment: AssessedYear) -> dict[str, list[IndicatorCard]]:
    """Return the cards of a year by system, for every indicator that an applicable leaf judges."""
    plan = assessment.plan
    found: dict[str, list[IndicatorCard]] = {system: [] for system in plan.systems}
    known = {calculation.indicator: calculation for calculation in calculations(plan)}
    for indicator in plan.indicators.values():
        judged = [c for c in plan.criteria if c.applicable and c.indicator == indicator.id]
        if judged:
            cards = _cards(assessment, indicator, known.get(indicator.id))
            ids = "、".join(criterion.id for criterion in judged)
            found[judged[0].domain] += [_with_criteria(card, ids) for card in cards]
    return found


def _with_criteria(card: IndicatorCard, criteria: str) -> IndicatorCard:
    return IndicatorCard(**(card.__dict__ | {"criteria": criteria}))


def _cards(
    assessment: AssessedYear, indicator: Indicator, calculation: Calculation | None
) -> Iterator[IndicatorCard]:
    measure: Measure = "state" if indicator.kind == "state" else "level"
    values = assessment.facts.values
    for series in indicator.series:
        key = (indicator.id, series, measure, assessment.year)
        taken, own = values.by_key.get(key), values.reported.get(key)
        worked_out = values.worked_out.get(key)
        yield IndicatorCard(
            indicator=indicator,
            series=series,
            criteria="",
            inputs=tuple(_inputs(assessment, calculation, series)),
            worked_out=_text(assessment, worked_out, indicator.unit) if worked_out else "—",
            reported=_text(assessment, own, indicator.unit) if own else "未填",
            taken=_text(assessment, taken, indicator.unit) if taken else "无",
            compared=_compared(calculation, own, worked_out, taken),
            basis=taken.basis if taken else "",
            grade=taken.grade if taken else "D",
        )


def _inputs(
    assessment: AssessedYear, calculation: Calculation | None, series: str
) -> Iterator[Input]:
    if calculation is None or calculation.inputs == (calculation.indicator,):
        return
    for code in calculation.inputs:
        asked = assessment.plan.observations[code]
        for measure in MEASURES:
            key = (code, series, measure, assessment.year)
            value = assessment.facts.values.reported.get(key)
            if value is not None:
                text = _text(assessment, value, asked.unit)
                sources = "；".join(str(source) for source in value.sources)
                yield Input(code, asked.name, text, sources)


def _text(assessment: AssessedYear, value: Value, unit: str) -> str:
    if value.missing is not None:
        reason = assessment.plan.methods.words.reason[value.missing]
        return f"缺：{reason}"
    if value.number is None:
        return value.state or ""
    return f"{_number(value)} {unit}".rstrip()


def _number(value: Value) -> str:
    assert value.number is not None
    text = shown(value.number, DIGITS)
    return text.rstrip("0").rstrip(".") if "." in text else text


def _compared(
    calculation: Calculation | None,
    own: Value | None,
    worked_out: Value | None,
    taken: Value | None,
) -> str:
    """Say how the department's figure and the result compare, and which one is used."""
    as_reported = calculation is None or calculation.indicator in calculation.inputs
    if as_reported and worked_out is not None and worked_out.missing is not None:
        return "填报与数字不符，不采用"
    if as_reported or worked_out is None:
        return "采用填报" if own is not None else ""
    if own is None or own.missing is not None:
        return "没有填报数，采用算得的"
    used = "采用算得的" if taken is worked_out else "采用填报数"
    if worked_out.number is None or own.number is None:
        return used
    difference = worked_out.number - own.number
    if difference == 0:
        return f"两者相同，{used}"
    return f"相差 {shown(abs(difference), DIGITS)}，{used}"
