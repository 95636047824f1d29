"""Which indicators are a ratio of two reported numbers, read from the observation codes."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from .model import ObservationCode, Plan

__all__ = ["Ratio", "ratios_of"]


@dataclass(frozen=True)
class Ratio:
    """An indicator that is ``factor`` × numerator ÷ denominator; the factor is 100 for a share."""

    value: ObservationCode
    numerator: ObservationCode
    denominator: ObservationCode
    factor: Fraction

    @property
    def codes(self) -> tuple[str, str, str]:
        """The three codes."""
        return self.value.code, self.numerator.code, self.denominator.code

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a whole in percent."""
        return self.factor == 100


def ratios_of(plan: Plan) -> tuple[Ratio, ...]:
    """Return the values that have just one numerator and one denominator whose units give theirs.

    A value in percent needs two numbers in one unit, any other value the quotient of the two units
    (平方米 and 人 for 平方米/人); there is no other factor.
    """
    parts: dict[tuple[str, str], list[ObservationCode]] = {}
    for code in plan.observations.values():
        for indicator in code.indicators:
            parts.setdefault((indicator, code.role), []).append(code)
    found = []
    for value in plan.observations.values():
        above = parts.get((value.code, "numerator"), [])
        below = parts.get((value.code, "denominator"), [])
        if value.role == "value" and value.kind == "number" and len(above) == len(below) == 1:
            factor = _factor(value, above[0], below[0])
            if factor is not None:
                found.append(Ratio(value, above[0], below[0], factor))
    return tuple(found)


def _factor(
    value: ObservationCode, above: ObservationCode, below: ObservationCode
) -> Fraction | None:
    if value.unit == "%" and above.unit == below.unit:
        return Fraction(100)
    return Fraction(1) if value.unit == f"{above.unit}/{below.unit}" else None
