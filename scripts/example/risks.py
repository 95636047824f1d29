"""Story of waste and soil: full disposal, soil use improving, masses that balance to the gram."""

from __future__ import annotations

from decimal import Decimal

from .shapes import Answers, grown, number, part, share, steady, wave

__all__ = ["risks"]

STOCK_BEFORE_2020 = Decimal("322.40")
"""Hazardous waste stored or in transit at the end of 2019, t."""


def risks(year: int) -> Answers:
    """Answers on 生态环境风险防范 and solid waste of one year."""
    return {
        **_hazardous(year),
        **_solid_waste(year),
        **_farmland(year),
        **_sites(year),
        **_readiness(year),
    }


def _hazardous_end(year: int) -> tuple[Decimal, Decimal]:
    generated = _hazardous_generated(year)
    return part(generated, "0.75", 2), part(generated, "0.05", 2)


def _hazardous_generated(year: int) -> Decimal:
    return number(grown(year, 41_200, 2) * wave("hazardous", year, 2), 2)


def _hazardous(year: int) -> Answers:
    generated = _hazardous_generated(year)
    begin = STOCK_BEFORE_2020 if year == 2020 else sum(_hazardous_end(year - 1), Decimal(0))
    end, transit = _hazardous_end(year)
    treated = begin + generated - end - transit
    used = part(treated, 38, 2)
    return {
        "hazardous_generated": generated,
        "hazardous_stock_begin": begin,
        "hazardous_stock_end": end,
        "hazardous_in_transit": transit,
        "hazardous_used": used,
        "hazardous_disposed": treated - used,
        "hazardous_used_disposed": treated,
        "hazardous_previous_treated": begin,
        "hazardous_stock_compliant": end + transit,
        "hazardous_due": treated,
        "hazardous_waste_disposal_rate": share(treated, treated, 2),
    }


def _solid_waste(year: int) -> Answers:
    generated = number(grown(year, 186_000, 1) * wave("solid", year, 1), 2)
    previous_used, previous_disposed = Decimal("120.00"), Decimal("15.00")
    usable = generated + previous_used
    used = part(usable, steady(year, "99.4", "99.74"), 2)
    rest = usable + previous_disposed - used
    disposed = part(rest, 60, 2)
    return {
        "industrial_waste_generated": generated,
        "industrial_waste_previous_used": previous_used,
        "industrial_waste_usable": usable,
        "industrial_waste_used": used,
        "industrial_waste_disposed": disposed,
        "industrial_waste_previous_disposed": previous_disposed,
        "industrial_waste_stored": rest - disposed,
        "industrial_waste_dumped": number(0),
        "industrial_solid_waste_use_rate": share(used, usable, 1),
    }


def _farmland(year: int) -> Answers:
    slight, qualifying, strict = Decimal("15.20"), Decimal("21.00"), Decimal("2.40")
    total = slight + qualifying + strict
    safe = part(total, steady(year, 91, "94.5"), 2)
    return {
        "slight_farmland": slight,
        "safe_use_farmland": qualifying,
        "strict_farmland": strict,
        "contaminated_farmland": total,
        "slight_farmland_safe": slight,
        "safe_use_farmland_qualified": safe - slight - strict,
        "strict_farmland_controlled": strict,
        "contaminated_farmland_safe": safe,
        "contaminated_farmland_safe_use": share(safe, total, 2),
    }


def _sites(year: int) -> Answers:
    reused = number(42_000 * wave("sites", year, 8))
    return {
        "contaminated_sites_reused": reused,
        "contaminated_sites_safe": reused,
        "contaminated_site_safe_use": share(reused, reused, 2),
        "soil_risk_register": "建立" if year < 2022 else "严格执行",
        "soil_register_sites_misused": number(0),
        "use_change_sites_due": number(9),
        "use_change_sites_surveyed": number(9),
    }


def _readiness(year: int) -> Answers:
    return {
        "emergency_mechanism": "建立" if year < 2021 else "严格执行",
        "emergency_drills": number(1),
        "emergency_events_major": number(0),
        "radioactive_disposed": number(4),
        "radioactive_due": number(4),
        "radioactive_disposal_rate": number(100, 2),
    }
