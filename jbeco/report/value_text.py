"""The value of a year as a reader sees it, in every form of the report."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from ..assessment import AssessedYear, Verdict
from ..assessment.evidence import Case
from ..indicators import Value
from ..intake.records import Measure
from ..plan.rules import bounds
from ..standards.rounding import shown

__all__ = ["MEASURES", "value_text"]

MEASURES: tuple[Measure, ...] = ("level", "state", "decline")


def value_text(assessment: AssessedYear, verdict: Verdict) -> str:
    """Return the value of the year as a reader sees it; a dash where there is none.

    A figure on a basis that makes it one of another indicator is none of this one.
    """
    criterion, facts = verdict.criterion, assessment.facts
    texts, limits = [], _limits(assessment, verdict)
    named = assessment.plan.indicators[criterion.indicator].value_name
    for series in assessment.plan.indicators[criterion.indicator].series:
        case = Case(facts, criterion, series, assessment.year)
        for measure in MEASURES:
            value = facts.values.get(criterion.indicator, series, measure, assessment.year)
            if value is None or case.is_on_wrong_basis(value):
                continue
            text = _text(case, measure, value, limits)
            if value.number is not None and measure == "level":
                text = f"{named} {text}".strip()
            texts += [f"{series} {text}".strip()] if text else []
        declared = assessment.plan.indicators[criterion.indicator]
        decline = case.decline(assessment.year) if declared.at_current_prices else None
        if texts and decline is not None and decline.number is not None:
            texts[-1] += f"（现价；按可比价{_text(case, 'decline', decline, limits)}）"
    return "；".join(texts) or "—"


def _limits(assessment: AssessedYear, verdict: Verdict) -> list[Fraction]:
    """Return the numbers that the year's value is compared with."""
    criterion = verdict.criterion
    demands = [criterion.standard]
    if assessment.year > assessment.plan.base_year:
        demands.append(criterion.targets[assessment.plan.target_year(assessment.year)])
    rules = [demand.rule for demand in demands if demand.rule is not None]
    return [Fraction(bound.number) for rule in rules for bound in bounds(rule)]


def _text(case: Case, measure: Measure, value: Value, limits: Sequence[Fraction]) -> str:
    if value.state is not None:
        return value.state
    if value.number is None:
        return ""
    if measure == "decline":
        word = "下降" if value.number >= 0 else "上升"
        return f"同比{word} {shown(abs(value.number), 1)}%"
    unit = case.criterion.unit if case.criterion.unit == "%" else f" {case.criterion.unit}".rstrip()
    # As many digits as it takes to be on the side of each limit that the value is on.
    usual = case.criterion.decimals or 0
    told = [shown(value.number, usual, limit) for limit in limits]
    return f"{max(told, key=len, default=shown(value.number, usual))}{unit}"
