"""Story of farming: less fertilizer and pesticide each year; manure use flat near its ceiling."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from .shapes import Answers, grown, number, part, share, steady, wave

__all__ = ["farming"]

MU_PER_HECTARE = 15


def farming(year: int) -> Answers:
    """Answers on farming of one year."""
    sown = number(6_850 * wave("sown", year, 2), 2)
    return {
        "crop_sown_area": sown,
        "crop_sown_area_agriculture": sown,
        **_straw(year),
        **_manure(year),
        **_film(year),
        **_fertilizer(year, sown),
        **_pesticide(year, sown),
    }


def _straw(year: int) -> Answers:
    collectable = number(31_400 * wave("straw", year, 2), 2)
    used = part(collectable, steady(year, "95.3", "96.8"), 2)
    fertilizer, feed, fuel, substrate = (part(used, percent, 2) for percent in (62, 6, 19, 5))
    return {
        "straw_collectable": collectable,
        "straw_used": used,
        "straw_fertilizer": fertilizer,
        "straw_feed": feed,
        "straw_fuel": fuel,
        "straw_substrate": substrate,
        "straw_material": used - fertilizer - feed - fuel - substrate,
        "straw_use_rate": share(used, collectable, 1),
    }


def _manure(year: int) -> Answers:
    generated = number(grown(year, 46_000, "-1") * wave("manure", year, 1), 2)
    used = part(generated, 99, 2)
    return {
        "manure_generated": generated,
        "manure_used": used,
        "manure_use_rate": share(used, generated, 1),
    }


def _film(year: int) -> Answers:
    used = number(168 * wave("film", year, 2), 2)
    recovered = part(used, steady(year, 91, "93.6", "94.7"), 2)
    return {
        "film_used": used,
        "film_recovered": recovered,
        "film_recovery_rate": share(recovered, used, 1),
    }


def _fertilizer(year: int, sown: Decimal) -> Answers:
    used = number(steady(year, "307.2", "262.0") * Fraction(sown) / 10) * 10
    return {
        "fertilizer_used": used,
        "fertilizer_per_sown_area": number(Fraction(used) / Fraction(sown), 1),
    }


def _pesticide(year: int, sown: Decimal) -> Answers:
    area = sown * MU_PER_HECTARE
    used = number(steady(year, "0.162", "0.138") * Fraction(area), 1)
    return {
        "pesticide_area": area,
        "pesticide_used": used,
        "pesticide_per_mu": number(Fraction(used) / Fraction(area), 3),
    }
