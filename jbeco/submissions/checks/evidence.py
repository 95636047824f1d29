"""Documents: a binding criterion that was reported on rests on at least one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ...problems import Level, Problem
from ..model import Observation
from .context import CheckContext, place

__all__ = ["check_evidence"]


def check_evidence(context: CheckContext) -> Iterator[Problem]:
    """Find binding criteria that were reported on without any document.

    Any document of the indicator counts: a row of the evidence sheet under one of its criteria, a
    document number beside one of its figures, or the document of the superior's task.
    """
    if not context.plan.methods.checks.binding_needs_evidence:
        return
    proven = _proven_indicators(context)
    for indicator in context.plan.indicators.values():
        criteria = [c for c in context.plan.criteria if c.indicator == indicator.id]
        binding = [c for c in criteria if c.applicable and c.attribute == "binding"]
        rows = _figures(context, indicator.id)
        if binding and rows and indicator.id not in proven:
            ids = tuple(criterion.id for criterion in binding)
            what = f"约束性指标“{indicator.name}”没有佐证，也没有文号"
            mend = f"请在“佐证”表写 {ids[0]} 的文件，或在这一格填文号"
            where = place(rows[0].source, "文号")
            yield Problem(where, what, mend, Level.WARNING, ids)


def _figures(context: CheckContext, indicator: str) -> Sequence[Observation]:
    """Return the figures that an indicator rests on, the ready-made value first."""
    rows = [
        seen
        for seen in context.rows
        if seen.missing is None and indicator in context.code(seen).indicators
    ]
    return sorted(rows, key=lambda seen: (context.code(seen).role != "value", seen.source))


def _proven_indicators(context: CheckContext) -> set[str]:
    given, year = context.submissions, context.year
    filed = {e.criterion for e in given.evidence if e.year == year and (e.title or e.number)}
    proven = {c.indicator for c in context.plan.criteria if c.id in filed}
    proven |= {t.indicator for t in given.tasks if t.year == year and t.document.strip()}
    for seen in context.rows:
        if seen.document_number:
            proven.update(context.code(seen).indicators)
    return proven
