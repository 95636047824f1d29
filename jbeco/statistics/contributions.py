"""What moved an indicator since last year: numerator and denominator, structure and intensity."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction
from math import fsum
from typing import Any

from ..indicators import Values
from ..plan import SINGLE, Indicator, Plan
from ..standards.decomposition import Decomposition, intensity_decomposition, ratio_change

__all__ = ["contributions"]

EFFECTS = {"structure": "结构", "intensity": "强度"}


def contributions(plan: Plan, values: Values, year: int) -> Iterator[dict[str, Any]]:
    """Yield the records of the table ``decomposition``.

    Parameters
    ----------
    plan : Plan
        Names the indicators and their inputs.
    values : Values
        Of this year and the last.
    year : int
        The assessed year; changes are since the year before.

    Notes
    -----
    LMDI-I (`jbeco.standards.decomposition`): the parts of an indicator add up to its change.
    """
    yield from _quotients(plan, values, year)
    for indicator in plan.indicators.values():
        if indicator.sectors:
            yield from _by_sector(indicator, values, year)


def _quotients(plan: Plan, values: Values, year: int) -> Iterator[dict[str, Any]]:
    """Split each quotient's change into numerator and denominator."""
    for indicator in plan.indicators.values():
        codes = indicator.inputs[:2]
        if not _is_quotient(indicator) or not (given := _both_years(values, codes, year)):
            continue
        (top, below), (old_top, old_below) = given[year], given[year - 1]
        found = ratio_change(old_top, top, old_below, below)
        names = [plan.observations[code].name for code in codes]
        head = {
            "indicator": indicator.id,
            "name": indicator.name,
            "unit": indicator.unit,
            "year": year,
            "change": float(found.change),
        }
        yield {**head, "factor": "分子", "of": names[0], "effect": float(found.numerator)}
        yield {**head, "factor": "分母", "of": names[1], "effect": float(found.denominator)}


def _is_quotient(indicator: Indicator) -> bool:
    """Whether the formula is its first input over its second, without a factor."""
    needed = len(indicator.inputs) - len(indicator.optional)
    if needed != 2 or indicator.measure != "level" or indicator.only_reported:
        return False
    rest = [None] * len(indicator.optional)
    return indicator.function(Fraction(6), Fraction(3), *rest) == 2


def _by_sector(indicator: Indicator, values: Values, year: int) -> Iterator[dict[str, Any]]:
    """Decompose the change of a quotient into structure and intensity of its sectors and the rest.

    Only for two years on one price base.
    """
    whole, base = indicator.inputs[:2]
    codes = [code for part in indicator.sectors for code in (part.numerator, part.denominator)]
    given = _both_years(values, (*codes, whole, base), year)
    bases = {
        value.bases
        for when in (year - 1, year)
        if (value := values.get(base, SINGLE, "level", when)) is not None
    }
    if not given or len(bases) > 1:
        return
    uses, added = zip(*(_parts(given[when]) for when in (year - 1, year)), strict=True)
    if min(part for parts in (*uses, *added) for part in parts) <= 0:
        return  # a part beyond its whole: named by the checks, nothing to decompose
    found = intensity_decomposition(uses[0], uses[1], added[0], added[1])
    yield from _effects(indicator, found, year)


def _parts(numbers: Sequence[float]) -> tuple[list[float], list[float]]:
    """Return use and value added by sector, what is left of the totals last."""
    *parts, whole, base = numbers
    uses, added = parts[::2], parts[1::2]
    return [*uses, whole - fsum(uses)], [*added, base - fsum(added)]


def _effects(indicator: Indicator, found: Decomposition, year: int) -> Iterator[dict[str, Any]]:
    names = [part.name for part in indicator.sectors]
    sectors = [*names, f"{'、'.join(names)}以外"]
    for effect, word in EFFECTS.items():
        for sector, part in zip(sectors, found.effects[effect], strict=True):
            yield {
                "indicator": indicator.inputs[0],
                "name": indicator.name,
                "unit": indicator.unit,
                "year": year,
                "change": float(found.change),
                "factor": word,
                "of": sector,
                "effect": float(part),
            }


def _both_years(values: Values, codes: tuple[str, ...], year: int) -> dict[int, list[float]] | None:
    """Return some codes' numbers of the last year and this; None where one is not above 0."""
    found: dict[int, list[float]] = {}
    for when in (year - 1, year):
        given = [values.get(code, SINGLE, "level", when) for code in codes]
        known = (value.number for value in given if value and value.number)
        numbers = [float(number) for number in known if number > 0]
        if len(numbers) < len(codes):
            return None
        found[when] = numbers
    return found
