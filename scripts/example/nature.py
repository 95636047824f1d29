"""Story of forests, species and space: slow gains, three lines drawn in 2022, nothing lost."""

from __future__ import annotations

from decimal import Decimal

from .shapes import Answers, Gap, grown, number, part, share, steady

__all__ = ["LAND", "LAND_UNKNOWN", "NOT_SURVEYED", "construction_land", "nature", "space"]

LAND = Decimal("20834.00")
"""Area of the district, ha."""

LAND_UNKNOWN = 2030
"""Year whose land survey is not published when the departments reply."""

NOT_SURVEYED = Gap("not_yet", f"{LAND_UNKNOWN} 年国土变更调查成果尚未公布")

LINES_DRAWN = 2022
"""First year with approved permanent farmland and urban boundary."""


def nature(year: int) -> Answers:
    """Answers on forests and species of one year."""
    forest, grass = part(LAND, steady(year, "26.05", "26.80"), 2), Decimal("12.50")
    arbor = part(forest, 78, 2)
    stock = _stock(year)
    species = number(46)
    nothing = Gap("no_object", "区内没有特有性或指示性水生物种")
    return {
        "forest_area": forest,
        "grass_area": grass,
        "land_area": LAND,
        "forest_grass_area": forest + grass,
        "forest_cover": share(forest, LAND, 2),
        "forest_grass_cover": share(forest + grass, LAND, 2),
        "arbor_forest_area": arbor,
        "tree_stock_per_hectare": stock,
        "tree_stock_per_hectare_previous": _stock(year - 1),
        "tree_stock_increment": stock - _stock(year - 1),
        "tree_stock_volume": number(stock * arbor),
        "species_protected": species,
        "species_due": species,
        "protected_species_rate": share(species, species, 2),
        "invasive_species": "不明显",
        "aquatic_species_kept": nothing,
        "aquatic_species_protected": nothing,
        **_index(year),
    }


def space(year: int) -> Answers:
    """Answers on 生态空间 of one year."""
    farmland = Decimal("4195.00")
    nothing = Gap("no_object", "区内没有自然保护地")
    return {
        "farmland_area": farmland,
        "farmland_area_agriculture": farmland,
        "construction_land_area": (
            NOT_SURVEYED if year == LAND_UNKNOWN else construction_land(year)
        ),
        "construction_land_area_previous": construction_land(year - 1),
        "ecological_redline": "保持",
        "redline_area": Decimal("2310.00"),
        "redline_area_approved": Decimal("2310.00"),
        "nature_reserve_area": nothing,
        "nature_reserve_condition": nothing,
        "nature_reserves_hectares": number(0),
        **_drawn_lines(year),
        "water_surface": "保持",
        "water_area": Decimal("1486.00"),
        "water_area_base": Decimal("1486.00"),
        **_shoreline(),
    }


def construction_land(year: int) -> Decimal:
    """Return the built-up area at the end of a year, ha."""
    return number(grown(year, 9_300, "0.6"), 2)


def _stock(year: int) -> Decimal:
    """Return the stock of arbor forest per hectare at the end of a year, m³/ha."""
    years = year - 2019
    return Decimal("48.200") + sum(
        (Decimal("0.151") + Decimal("0.004") * step for step in range(1, years + 1)), Decimal(0)
    )


def _index(year: int) -> Answers:
    """Answer with EI up to 2020 and EQI from 2021: the story's change of basis."""
    if year <= 2020:
        later = Gap("not_yet", "2021 年起才发布 EQI")
        return {"ecological_index": Decimal("66.58"), "ecological_quality_index": later}
    stopped = Gap("not_yet", "2021 年起停止发布 EI，改发布 EQI，两者不可相减")
    return {
        "ecological_index": stopped,
        "ecological_quality_index": number(steady(year, "57.80", "59.90"), 2),
    }


def _drawn_lines(year: int) -> Answers:
    codes = (
        "basic_farmland basic_farmland_protected basic_farmland_designated "
        "urban_boundary urban_boundary_area urban_boundary_breached"
    ).split()
    if year < LINES_DRAWN:
        return dict.fromkeys(codes, Gap("drafting", "划定成果尚未批复"))
    farmland, boundary = Decimal("3052.00"), Decimal("9904.00")
    return dict(zip(codes, ["保持", farmland, farmland, "保持", boundary, number(0)], strict=True))


def _shoreline() -> Answers:
    protected, reserved = Decimal("73.20"), Decimal("38.40")
    controlled, developed = Decimal("54.60"), Decimal("16.20")
    kept = protected + reserved
    length = kept + controlled + developed
    return {
        "shoreline_protected": protected,
        "shoreline_reserved": reserved,
        "shoreline_kept": kept,
        "shoreline_length": length,
        "river_shoreline": share(kept, length, 2),
    }
