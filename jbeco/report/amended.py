"""Which criteria an act on what was sent touches."""

from __future__ import annotations

from ..intake.records import Amendment
from ..plan import Plan

__all__ = ["amended_criteria"]


def amended_criteria(plan: Plan, act: Amendment) -> tuple[str, ...]:
    """Return the ids of the applicable criteria that rest on what an act is about."""
    known = plan.observations.get(act.code)
    touched = (act.code,) if known is None else known.indicators
    return tuple(c.id for c in plan.criteria if c.applicable and c.indicator in touched)
