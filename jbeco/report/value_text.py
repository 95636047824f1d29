"""The value of a year as a reader sees it, in every form of the report."""

from __future__ import annotations

from ..assessment import AssessedYear, Verdict
from ..indicators import Value
from ..intake.records import Measure
from ..plan import Criterion
from ..standards.rounding import shown

__all__ = ["value_text"]

MEASURES: tuple[Measure, ...] = ("level", "state", "decline")


def value_text(assessment: AssessedYear, verdict: Verdict) -> str:
    """Return the value of the year as a reader sees it; a dash where there is none."""
    criterion = verdict.criterion
    texts = []
    for series in assessment.plan.indicators[criterion.indicator].series:
        found = {
            measure: assessment.facts.values.get(
                criterion.indicator, series, measure, assessment.year
            )
            for measure in MEASURES
        }
        texts += [
            f"{series} {text}".strip()
            for measure, value in found.items()
            if value is not None and (text := _value_text(criterion, measure, value))
        ]
    return "；".join(texts) or "—"


def _value_text(criterion: Criterion, measure: Measure, value: Value) -> str:
    if value.state is not None:
        return value.state
    if value.number is None:
        return ""
    if measure == "decline":
        word = "下降" if value.number >= 0 else "上升"
        return f"同比{word} {shown(abs(value.number), 1)}%"
    unit = criterion.unit if criterion.unit == "%" else f" {criterion.unit}".rstrip()
    return f"{shown(value.number, criterion.decimals or 0)}{unit}"
