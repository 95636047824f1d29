"""Superiors' tasks of the example: what was required each year, and whether the story met it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from operator import ge, le

from .shapes import MIDTERM, dip, number
from .story import answers

__all__ = ["SuperiorTask", "superior_task"]


@dataclass(frozen=True)
class SuperiorTask:
    """One row of 上级任务; ``result`` is one of the words of the layout."""

    name: str
    required: Decimal | None
    text: str
    result: str
    reached: Decimal | None = None


def superior_task(indicator: str, year: int) -> SuperiorTask:
    """Return the superior's task on an indicator in one year, judged on the reported figure."""
    if indicator in WITHOUT_NUMBER:
        name, text, result = WITHOUT_NUMBER[indicator]
        return SuperiorTask(name, None, text, result)
    code, name, text, meets, required = WITH_NUMBER[indicator]
    demanded = required(year)
    reached = answers(year)[code]
    if not isinstance(reached, Decimal):
        return SuperiorTask(name, demanded, text.format(demanded), "没有结果")
    result = "完成" if meets(reached, demanded) else "未完成"
    return SuperiorTask(name, demanded, text.format(demanded), result, reached)


WITHOUT_NUMBER = {
    "black_odorous_water": ("黑臭水体长效管护任务", "保持全面消除，不返黑返臭", "完成"),
    "sanitary_toilet_rate": ("农村卫生厕所提升任务", "完成年度改造与管护任务", "完成"),
    "river_shoreline": ("河湖岸线管控目标", "上级没有下达管控目标", "未下达"),
}
"""Tasks without a number: name, wording, result."""

Meets = Callable[[Decimal, Decimal], bool]
Required = Callable[[int], Decimal]

WITH_NUMBER: dict[str, tuple[str, str, str, Meets, Required]] = {
    "good_air_days": (
        "good_air_days",
        "优良天数比例年度目标",
        "优良天数比例不低于 {}%",
        ge,
        lambda year: number(dip(year, "79.5", "78.8", 88, 90), 1),
    ),
    "pm25": (
        "pm25",
        "PM2.5 年均浓度年度目标",
        "年均浓度不高于 {} 微克/立方米",
        le,
        lambda year: number(37 - 2 * (min(year, MIDTERM) - 2019)),
    ),
    "surface_water_class3_share": (
        "surface_water_class3_share",
        "水质优良率年度目标",
        "达到或优于Ⅲ类的比例不低于 {}%",
        ge,
        lambda year: number(95),
    ),
    "surface_water_inferior5_share": (
        "surface_water_inferior5_share",
        "劣Ⅴ类断面年度目标",
        "劣Ⅴ类比例不高于 {}%",
        le,
        lambda year: number(0),
    ),
    "energy_intensity": (
        "energy_intensity_decline",
        "单位地区生产总值能耗下降目标",
        "同比下降不少于 {}%",
        ge,
        lambda year: Decimal("3.20"),
    ),
    "energy_dual_control": (
        "energy_intensity_decline",
        "能源“双控”年度目标",
        "强度同比下降不少于 {}%，总量增长不超过 2.8%",
        ge,
        lambda year: Decimal("3.20"),
    ),
    "coal_reduction": (
        "coal_reduction",
        "年度减煤任务",
        "减煤不少于 {} 万吨",
        ge,
        lambda year: Decimal("1.00"),
    ),
    "water_per_gdp": (
        "water_per_gdp_decline",
        "单位地区生产总值用水量下降目标",
        "同比下降不少于 {}%",
        ge,
        lambda year: Decimal("1.80"),
    ),
}
"""Tasks with a number: the code it is held against, name, wording, comparison, requirement."""
