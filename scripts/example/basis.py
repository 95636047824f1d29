"""What basis the departments name: constant but for the price base, which changes in 2021."""

from __future__ import annotations

from jbeco.plan import ObservationCode

__all__ = ["basis_of"]

NEW_PRICES = 2021
"""First year in which constant prices are those of 2020."""

AT_CONSTANT_PRICES = frozenset(
    (
        "energy_intensity energy_intensity_decline gdp_constant gdp_index "
        "industrial_value_added_constant water_per_gdp_decline construction_land_per_gdp_decline "
        "water_per_industrial_value_added_decline"
    ).split()
)

OF_CODE = {
    "ecological_index": "HJ 192—2015",
    "ecological_quality_index": "环监测〔2021〕99号",
    "land_area": "国土变更调查（三调口径）",
    "grass_area": "国土变更调查（三调口径）",
    "farmland_area": "国土变更调查（三调口径）",
    "farmland_area_agriculture": "国土变更调查（三调口径）",
    "gdp_current": "现价，核实数",
    "gdp_current_development": "现价，核实数",
    "industrial_value_added": "现价，全部工业",
    "industrial_value_added_industry": "现价，全部工业",
    "energy_consumption_total": "电力等价值，扣除前",
    "energy_consumption_total_development": "电力等价值，扣除前",
    "coal_consumption": "实物量，不扣等量替代",
    "resident_population": "七普修订口径",
    "urban_resident_population": "七普修订口径，不含暂住人口",
}

OF_INDICATOR = {
    "env_disclosure_rate": "示例公开清单",
    "green_loans": "绿色贷款专项统计制度2020版",
    "good_air_days": "GB 3095—2012、HJ 633—2012，不剔除例外事件",
    "pm25": "GB 3095—2012、HJ 663—2013",
    "surface_water_class3_share": "GB 3838—2002，示例名单2020",
    "surface_water_inferior5_share": "GB 3838—2002，示例名单2020",
    "surface_water_class5_share": "GB 3838—2002，示例名单2020",
    "forest_grass_cover": "森林资源年度监测，不含灌木林",
    "forest_cover": "森林资源年度监测，不含一般灌木林",
    "tree_stock_increment": "森林资源年度监测",
    "protected_species_rate": "示例本底调查名录",
    "invasive_species": "示例普查方案",
    "hazardous_waste_disposal_rate": "省固废系统，不含医疗废物",
    "contaminated_farmland_safe_use": "2017年详查结果",
    "contaminated_site_safe_use": "污染地块名录，按面积",
    "ecological_redline": "2018年发布版",
    "nature_reserve_area": "自然保护地整合优化预案",
    "nature_reserve_condition": "自然保护地整合优化预案",
    "basic_farmland": "三区三线2022年启用版",
    "urban_boundary": "三区三线2022年启用版",
    "water_surface": "示例水域调查2020",
    "river_shoreline": "示例岸线规划2020",
    "energy_dual_control": "电力等价值",
    "coal_reduction": "实物量，不扣等量替代",
    "water_per_gdp": "水资源公报，现价，不含河道环境配水",
    "water_per_industrial_value_added": "水资源公报，现价",
    "construction_land_per_gdp_decline": "国土变更调查（三调口径）",
    "manure_use_rate": "规模养殖场直联直报",
    "film_recovery_rate": "地膜与棚膜",
    "fertilizer_per_sown_area": "折纯，农作物播种面积",
    "pesticide_per_mu": "折百，农作物播种面积",
    "industrial_solid_waste_use_rate": "环境统计报表制度",
    "drinking_source_good_share": "示例水源地名单，不含备用水源",
    "village_water_hygiene_rate": "农村常住人口，七普修订口径；GB 5749",
    "rural_water_coverage": "浙江农村饮用水达标标准",
    "sewage_treatment_rate": "供水量折算，折污系数 0.85",
    "household_waste_treatment_rate": "以清运量代产生量，不含分类回收",
    "park_green_per_capita": "城区范围2020版",
    "sanitary_toilet_rate": "GB 19379，撤村建居户已剔除",
    "green_building_share": "按竣工统计",
    "green_building_mandatory_share": "按施工图审查统计",
    "rural_waste_collection": "示例建制村名单2020",
    "rural_waste_sorting_coverage": "示例建制村名单2020",
    "green_procurement_share": "节能、环境标志产品品目清单2019",
    "public_satisfaction": "省公众满意度调查方案",
    "public_participation": "省公众满意度调查方案",
    "public_satisfaction_share": "抽样问卷百分比",
    "public_participation_share": "抽样问卷百分比",
}
"""Basis of all codes of an indicator that have none of their own."""


def basis_of(code: ObservationCode, year: int) -> str:
    """Return what the department writes under 口径; empty where it does not matter."""
    if not code.basis_matters:
        return ""
    if code.code in AT_CONSTANT_PRICES:
        return f"{2015 if year < NEW_PRICES else 2020}年可比价"
    return OF_CODE.get(code.code) or OF_INDICATOR.get(code.indicators[0], "示例口径")
