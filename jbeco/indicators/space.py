"""生态空间: one function per indicator; arguments are the codes of observations.csv."""

from __future__ import annotations

from .formula import Exact, Gap, Result, above, below, percent, refuted_by

__all__ = [
    "basic_farmland",
    "ecological_redline",
    "natural_shoreline",
    "nature_reserve_area",
    "nature_reserve_condition",
    "river_shoreline",
    "urban_boundary",
    "water_surface",
]


def ecological_redline(
    ecological_redline: str,
    redline_area: Exact | None = None,
    redline_area_approved: Exact | None = None,
) -> str | Gap:
    """Whether area, nature and function of the ecological redline are kept.

    Formula: the reported rung, refuted when redline_area < redline_area_approved.
    Unit: none. Source: 生态保护红线管理办法 (回忆).
    Valid: ``保持`` is refuted by an area below the approved one of the same edition.
    """
    return refuted_by(ecological_redline, "保持", below(redline_area, redline_area_approved))


def nature_reserve_area(nature_reserve_area: str) -> str:
    """Whether area, nature and function of the nature reserves are kept (table 1).

    Formula: the reported rung of the ladder.
    Unit: none. Source: 建立自然保护地体系的指导意见 (回忆).
    Valid: No reserve is a statement, not a success.
    """
    return nature_reserve_area


def nature_reserve_condition(nature_reserve_condition: str) -> str:
    """Whether function, environment and resources of the reserves are kept (table 2).

    Formula: the reported rung of the ladder.
    Unit: none. Source: 建立自然保护地体系的指导意见 (推断).
    Valid: No reserve is a statement, not a success.
    """
    return nature_reserve_condition


def basic_farmland(
    basic_farmland: str,
    basic_farmland_protected: Exact | None = None,
    basic_farmland_designated: Exact | None = None,
) -> str | Gap:
    """Whether permanent basic farmland is kept.

    Formula: the reported rung, refuted when basic_farmland_protected <
    basic_farmland_designated.
    Unit: none. Source: — (推断).
    Valid: ``保持`` is refuted by less protected than designated area.
    """
    return refuted_by(
        basic_farmland, "保持", below(basic_farmland_protected, basic_farmland_designated)
    )


def urban_boundary(urban_boundary: str, urban_boundary_breached: Exact | None = None) -> str | Gap:
    """Whether the urban development boundary holds.

    Formula: the reported rung, refuted when urban_boundary_breached > 0.
    Unit: none. Source: — (推断).
    Valid: ``保持`` is refuted by a breached area.
    """
    return refuted_by(urban_boundary, "保持", above(urban_boundary_breached, 0))


def water_surface(
    water_surface: str, water_area: Exact | None = None, water_area_base: Exact | None = None
) -> str | Gap:
    """Whether the water surface is kept.

    Formula: the reported rung, refuted when water_area < water_area_base.
    Unit: none. Source: 浙江省水域保护办法 (推断).
    Valid: ``保持`` is refuted by an area below that of the first survey, on one basis.
    """
    return refuted_by(water_surface, "保持", below(water_area, water_area_base))


def natural_shoreline(natural_shoreline_length: Exact, coastline_length: Exact) -> Result:
    """Share of natural shoreline in the coastline.

    Formula: 100 × natural_shoreline_length ÷ coastline_length.
    Unit: %. Source: — (推断).
    Valid: Not applicable in 江北区, which has no coast.
    """
    return percent(natural_shoreline_length, coastline_length)


def river_shoreline(shoreline_kept: Exact, shoreline_length: Exact) -> Result:
    """Share of protected and reserved shoreline of rivers and lakes.

    Formula: 100 × shoreline_kept ÷ shoreline_length.
    Unit: %. Source: 河湖岸线保护与利用规划编制指南 (回忆).
    Valid: Both banks or merged, the same way above and below.
    """
    return percent(shoreline_kept, shoreline_length)
