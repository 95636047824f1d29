"""Values that are a ratio of two reported numbers, exact and unrounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from ..plan import Plan

__all__ = ["Ratio", "ratios_of"]


@dataclass(frozen=True)
class Ratio:
    """An indicator that is ``factor`` × numerator ÷ denominator; the factor is 100 for percent."""

    indicator: str
    numerator: str
    denominator: str
    factor: Fraction


def ratios_of(plan: Plan) -> tuple[Ratio, ...]:
    """Return the ratios that a plan's observation codes define: one numerator, one denominator."""
    parts: dict[tuple[str, str], list[str]] = {}
    for code in plan.observations.values():
        for indicator in code.indicators:
            parts.setdefault((indicator, code.role), []).append(code.code)
    found = []
    for measured in plan.indicators.values():
        above = parts.get((measured.id, "numerator"), [])
        below = parts.get((measured.id, "denominator"), [])
        if len(above) == len(below) == 1:
            factor = Fraction(100 if measured.unit == "%" else 1)
            found.append(Ratio(measured.id, above[0], below[0], factor))
    return tuple(found)
