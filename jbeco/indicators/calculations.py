"""Which function works out which indicator of a plan, and from which observation codes."""

from __future__ import annotations

import inspect
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType, ModuleType

from ..intake.records import Measure
from ..plan import Plan, Ratio, ratios_of
from . import culture, economy, institution, living, security, space
from .formula import Exact, Formula, Result, quotient

__all__ = ["FORMULAS", "Calculation", "calculations"]

SYSTEMS: tuple[ModuleType, ...] = (institution, security, space, economy, living, culture)

FORMULAS: Mapping[str, Formula] = MappingProxyType(
    {name: getattr(system, name) for system in SYSTEMS for name in system.__all__}
)
"""Every function of the six systems by its name, which is the indicator's id."""


@dataclass(frozen=True)
class Calculation:
    """How one indicator is worked out.

    ``inputs`` are observation codes in the order of the formula's arguments; those in ``optional``
    may be missing. ``replaces`` says whether the result takes the place of the department's own
    figure: the exact ratio of two counts does, and so does a word that numbers refute; a figure
    that a superior verified stands, and the result is only compared with it.
    """

    indicator: str
    formula: Formula
    inputs: tuple[str, ...]
    optional: frozenset[str]
    measure: Measure
    replaces: bool


def calculations(plan: Plan) -> tuple[Calculation, ...]:
    """Return the calculations of a plan's indicators.

    An indicator without a function is what the department reports, or the ratio of its numerator
    and denominator where the plan's codes name just one of each.
    """
    ratios = {ratio.value.code: ratio for ratio in ratios_of(plan)}
    found = []
    for indicator, asked in plan.indicators.items():
        if indicator in FORMULAS:
            measure: Measure = "state" if asked.kind == "state" else "level"
            found.append(_of_function(indicator, measure, ratios))
        elif indicator in ratios:
            found.append(_of_ratio(ratios[indicator]))
    return tuple(found)


def _of_function(indicator: str, measure: Measure, ratios: Mapping[str, Ratio]) -> Calculation:
    formula = FORMULAS[indicator]
    parameters = inspect.signature(formula).parameters
    optional = (n for n, p in parameters.items() if p.default is not inspect.Parameter.empty)
    return Calculation(
        indicator=indicator,
        formula=formula,
        inputs=tuple(parameters),
        optional=frozenset(optional),
        measure=measure,
        replaces=indicator in ratios or indicator in parameters,
    )


def _of_ratio(ratio: Ratio) -> Calculation:
    def formula(numerator: Exact, denominator: Exact) -> Result:
        return quotient(ratio.factor * numerator, denominator)

    _, numerator, denominator = ratio.codes
    return Calculation(
        ratio.value.code, formula, (numerator, denominator), frozenset(), "level", True
    )
