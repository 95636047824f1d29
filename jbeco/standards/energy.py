"""Decline of energy per GDP."""

from __future__ import annotations

from fractions import Fraction

__all__ = ["decline"]


def decline(energy_before: Fraction, energy: Fraction, gdp_index: Fraction) -> Fraction:
    """Compute the decline of energy per GDP against the year before; positive when it falls.

    decline = (1 − (E1/E0) / (gdp_index/100)) × 100.

    Parameters
    ----------
    energy_before, energy : Fraction
        Energy of both years under one definition, same unit; the earlier is not 0.
    gdp_index : Fraction
        Constant-price GDP of the year, the year before = 100; not 0.

    Returns
    -------
    Fraction
        Percent. Statistics publish it with the opposite sign.

    Notes
    -----
    Hunan statistics 2016 gives [(E1/G1)/(E0/G0) − 1]·100 (旁证); the sign is this project's rule.
    """
    return (1 - (energy / energy_before) * 100 / gdp_index) * 100
