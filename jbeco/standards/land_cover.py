"""The five sub-indices of EI (HJ 192-2015) from areas, water, erosion and emissions."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from .ecology import ei_coefficients
from .exact import Number, exact, not_negative, quotient

__all__ = [
    "biological_abundance",
    "effective_water_resources",
    "habitat_quality",
    "land_stress_index",
    "pollution_load_index",
    "vegetation_index",
    "water_network_index",
]

SUBWEIGHT = "bio_subweight_"
TOTAL = "行政区面积"


def _checked(given: Mapping[str, Number], known: tuple[str, ...], what: str) -> dict[str, Fraction]:
    unknown = [name for name in given if name not in known]
    if unknown:
        raise ValueError(f"没有这种{what}：{'、'.join(unknown)}；可选 {'、'.join(known)}")
    return {name: not_negative(value, name) for name, value in given.items()}


def _land_weights() -> dict[str, Fraction]:
    """Return weight × sub-weight by land class."""
    return {
        name: weight * part
        for group, weight in ei_coefficients("bio_weight").items()
        for name, part in ei_coefficients(SUBWEIGHT + group).items()
    }


def habitat_quality(areas: Mapping[str, Number], total_area: Number) -> Fraction:
    """Compute 生境质量指数 HQ = A_bio × Σ(weight × sub-weight × area) / total area.

    Parameters
    ----------
    areas : mapping of str to number
        Area by land class (有林地, 水田 …), in the unit of ``total_area``; a class that is left
        out has no area.
    total_area : number
        Area of the district; the classes may leave a rest, but not exceed it.

    Returns
    -------
    Fraction
        Without unit, unrounded, not capped.

    Raises
    ------
    ValueError
        In Chinese: unknown class, negative area, classes larger than the district, no area.

    Notes
    -----
    HJ 192-2015 appendix B: weights and A_bio 旁证 (public code), 冰川雪地 回忆.
    """
    weights = _land_weights()
    known = _checked(areas, tuple(weights), "土地覆盖类型")
    total = not_negative(total_area, TOTAL)
    if sum(known.values()) > total:
        raise ValueError("各类土地面积之和大于行政区面积；请核对面积单位与分类")
    weighted = sum((weights[name] * area for name, area in known.items()), Fraction(0))
    return ei_coefficients("norm")["A_bio"] * quotient(weighted, total, TOTAL)


def biological_abundance(habitat: Number, diversity: Number) -> Fraction:
    """Compute 生物丰度指数 = (生物多样性指数 + 生境质量指数) / 2.

    Notes
    -----
    HJ 192-2015 (回忆). Where there is no new diversity index, the standard lets the change follow
    the habitat index; that is for the caller to decide and to say.
    """
    return (exact(habitat, "生境质量指数") + exact(diversity, "生物多样性指数")) / 2


def vegetation_index(mean_ndvi: Number) -> Fraction:
    """Compute 植被覆盖指数 = A_veg × mean of the monthly highest NDVI, May to September.

    Parameters
    ----------
    mean_ndvi : number
        NDVI times 10 000, as the MODIS product stores it (a plain 0.7 is refused).

    Raises
    ------
    ValueError
        In Chinese, for a value that looks like an NDVI between 0 and 1.

    Notes
    -----
    HJ 192-2015: constant and scaling 回忆.
    """
    ndvi = not_negative(mean_ndvi, "NDVI 均值")
    if 0 < ndvi <= 1:
        raise ValueError(f"NDVI 均值应为放大一万倍后的数：{mean_ndvi}；请乘以 10000")
    return ei_coefficients("norm")["A_veg"] * ndvi


def effective_water_resources(volume: Number, long_term_mean: Number) -> Fraction:
    """Return the water resources that enter 水网密度: a very wet year does not count in full.

    With a = volume / mean: a ≤ 1.4 the volume; up to 2.4 mean × (2.4 − a); above, 0.

    Parameters
    ----------
    volume, long_term_mean : number
        10⁶ m³.

    Notes
    -----
    HJ 192-2015, from public code (旁证).
    """
    mean = not_negative(long_term_mean, "多年平均水资源量")
    ratio = quotient(not_negative(volume, "水资源量"), mean, "多年平均水资源量")
    steps = ei_coefficients("waterres_ratio")
    if ratio <= steps["actual_up_to"]:
        return exact(volume)
    return mean * max(steps["zero_above"] - ratio, Fraction(0))


def water_network_index(
    river_length: Number, water_area: Number, water_resources: Number, total_area: Number
) -> Fraction:
    """Compute 水网密度指数 = mean of three densities, each times its national constant.

    Parameters
    ----------
    river_length : number
        km.
    water_area, total_area : number
        km².
    water_resources : number
        10⁶ m³, from `effective_water_resources`.

    Notes
    -----
    HJ 192-2015, from public code (旁证).
    """
    norm = ei_coefficients("norm")
    weighted = (
        norm["A_riverlength"] * not_negative(river_length, "河流长度")
        + norm["A_waterarea"] * not_negative(water_area, "水域面积")
        + norm["A_waterres"] * not_negative(water_resources, "水资源量")
    )
    return quotient(weighted, total_area, TOTAL) / 3


def land_stress_index(areas: Mapping[str, Number], total_area: Number) -> Fraction:
    """Compute 土地胁迫指数 = A_ero × Σ(weight × area) / total area.

    Parameters
    ----------
    areas : mapping of str to number
        重度侵蚀, 中度侵蚀, 建设用地, 其他土地胁迫, in the unit of ``total_area``.
    total_area : number
        Area of the district.

    Raises
    ------
    ValueError
        In Chinese: unknown kind, negative area, no area.

    Notes
    -----
    HJ 192-2015, from public code (旁证).
    """
    weights = ei_coefficients("landstress_weight")
    known = _checked(areas, tuple(weights), "土地胁迫类型")
    weighted = sum((weights[name] * area for name, area in known.items()), Fraction(0))
    return ei_coefficients("norm")["A_erosion"] * quotient(weighted, total_area, TOTAL)


CONSTANT_OF = {
    "COD": "A_COD",
    "NH3N": "A_NH3N",
    "SO2": "A_SO2",
    "烟粉尘": "A_dust",
    "NOx": "A_NOx",
    "固体废物": "A_solidwaste",
}
INTO_WATER = ("COD", "NH3N")


def pollution_load_index(
    emissions: Mapping[str, Number], total_area: Number, precipitation: Number
) -> Fraction:
    """Compute 污染负荷指数: emissions per rain (COD, NH3N) or per area, weighted.

    Parameters
    ----------
    emissions : mapping of str to number
        t a year of COD, NH3N, SO2, 烟粉尘, NOx and 固体废物; all six are needed, 0 may be stated.
    total_area : number
        km².
    precipitation : number
        mm a year; times the area it is the 降水总量.

    Raises
    ------
    ValueError
        In Chinese: unknown or missing pollutant, negative amount, no area or no rain.

    Notes
    -----
    HJ 192-2015, from public code (旁证); the standard leaves a place for 总氮 and others whose
    weight is set later, which is not used here (回忆).
    """
    weights, norm = ei_coefficients("pollution_weight"), ei_coefficients("norm")
    known = _checked(emissions, tuple(CONSTANT_OF), "污染物")
    missing = [name for name in CONSTANT_OF if name not in known]
    if missing:
        raise ValueError(f"缺少污染物排放量：{'、'.join(missing)}；没有排放请填 0")
    rain = exact(precipitation, "年降水量") * exact(total_area, TOTAL)
    load = Fraction(0)
    for name, amount in known.items():
        base, what = (rain, "降水总量") if name in INTO_WATER else (exact(total_area), TOTAL)
        load += weights[name] * norm[CONSTANT_OF[name]] * quotient(amount, base, what)
    return load
