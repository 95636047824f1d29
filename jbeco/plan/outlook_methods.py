"""How the outlook is worked out and named: the part of the method profile that is about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from ..problems import Problem

__all__ = ["LIKELIHOODS", "OUTLOOK_LAYOUT", "SILENCES", "OutlookMethods", "senseless_outlook"]

LIKELIHOODS = ("very_likely", "likely", "unclear", "unlikely", "very_unlikely")
"""Codes of the words for a probability, from the highest; the last has no lower limit."""

SILENCES = (
    "too_few",
    "basis_break",
    "qualitative",
    "external",
    "no_number",
    "many_numbers",
    "point_target",
    "no_target",
    "reached",
    "saturated",
    "no_spread",
)
"""Codes of the reasons why no probability is given."""

OUTLOOK_LAYOUT: dict[str, type] = {
    "minimum_years": int,
    "trend_weight": Fraction,
    "interval_level": Fraction,
    "very_likely": Fraction,
    "likely": Fraction,
    "unclear": Fraction,
    "unlikely": Fraction,
    "special_year": int,
    "share_scale": str,
    "confidence": str,
    "source": str,
}
"""Entries of the section and their types."""

SHARE_SCALES = ("logit", "raw")

FEWEST_YEARS = 3
"""A line through two points leaves no residual to judge its error by."""


@dataclass(frozen=True)
class OutlookMethods:
    """How the probability of reaching a target is worked out and named.

    Parameters
    ----------
    minimum_years : int
        Yearly values below which nothing is said.
    trend_weight : Fraction
        Weight of the linear trend in the mixture; the rest is the random walk with drift.
    interval_level : Fraction
        Probability that the printed interval holds.
    very_likely, likely, unclear, unlikely : Fraction
        Lowest probability of each word.
    special_year : int
        The year whose effect is shown by leaving it out.
    share_scale : str
        ``logit`` or ``raw``: the scale of a quantity that has two natural limits.
    confidence, source : str
        Whether these choices were verified, and where they come from.
    """

    minimum_years: int
    trend_weight: Fraction
    interval_level: Fraction
    very_likely: Fraction
    likely: Fraction
    unclear: Fraction
    unlikely: Fraction
    special_year: int
    share_scale: str
    confidence: str
    source: str

    def likelihood(self, probability: float) -> str:
        """Return the code of the word for a probability."""
        limits = (self.very_likely, self.likely, self.unclear, self.unlikely)
        return next(
            (code for code, low in zip(LIKELIHOODS, limits, strict=False) if probability >= low),
            LIKELIHOODS[-1],
        )

    def bins(self) -> tuple[tuple[str, float, float], ...]:
        """Return code, lowest and highest probability of each word, from the lowest."""
        limits = (1, self.very_likely, self.likely, self.unclear, self.unlikely, 0)
        edges = [float(limit) for limit in limits]
        return tuple(
            (code, low, high)
            for code, low, high in zip(LIKELIHOODS, edges[1:], edges[:-1], strict=True)
        )[::-1]


def senseless_outlook(values: Mapping[str, Any], file: str) -> list[Problem]:
    """Find entries that are of the right type and make no sense."""
    found = []
    where = f"{file} [outlook]"
    shares = [values[code] for code in LIKELIHOODS[:-1]]
    if all(isinstance(share, Fraction) for share in shares):
        ladder = [Fraction(1), *shares, Fraction(0)]
        if any(high <= low for high, low in pairwise(ladder)):
            what = "各档概率下限不是从高到低，或不在 0 与 1 之间"
            found.append(Problem(f"{where} {LIKELIHOODS[0]}", what, "请从高到低填 0～1 之间的数"))
    weight, level = values["trend_weight"], values["interval_level"]
    if isinstance(weight, Fraction) and not 0 <= weight <= 1:
        found.append(Problem(f"{where} trend_weight", "不在 0～1 之间", "请填 0～1 的数"))
    if isinstance(level, Fraction) and not 0 < level < 1:
        found.append(Problem(f"{where} interval_level", "不在 0～1 之间", "请填 0 与 1 之间的数"))
    years = values["minimum_years"]
    if isinstance(years, int) and years < FEWEST_YEARS:
        need = f"至少 {FEWEST_YEARS} 个年度值才算得出离散程度"
        found.append(Problem(f"{where} minimum_years", f"小于 {FEWEST_YEARS}", need))
    if isinstance(values["share_scale"], str) and values["share_scale"] not in SHARE_SCALES:
        options = f"可选：{'、'.join(SHARE_SCALES)}"
        found.append(Problem(f"{where} share_scale", "不在可选值里", options))
    return found
