"""生态经济: one function per indicator, its declaration beside it."""

from __future__ import annotations

from fractions import Fraction

from .declaration import Sector, declared
from .formula import Exact, Result, exact, intensity_decline, percent, quotient

__all__ = [
    "carbon_intensity",
    "clean_production_audit_rate",
    "coal_reduction",
    "construction_land_per_gdp_decline",
    "energy_dual_control",
    "energy_intensity",
    "fertilizer_per_sown_area",
    "film_recovery_rate",
    "industrial_solid_waste_use_rate",
    "manure_use_rate",
    "pesticide_per_mu",
    "straw_use_rate",
    "water_per_gdp",
    "water_per_industrial_value_added",
]


@declared(
    name="单位地区生产总值能耗",
    unit="吨标准煤/万元",
    direction="lower",
    limits=(0, None),
    positive=True,
    decimals=3,
    asked=(
        "当年能源消费总量与可比价地区生产总值之比，填统计或发改部门核定的数。"
        "价格基期填在口径一栏，不填下降率；单位吨标准煤/万元，保留3位小数。"
    ),
    formula=(
        "（能源消费总量 − 不计入考核的能源消费量）÷ 可比价地区生产总值；"
        "下降率 =（1 − 当年强度 ÷ 上年强度）× 100，正值为下降"
    ),
    document="国家统计局能耗公报口径",
    confidence="已核",
    source=(
        "2020 年分省能耗降低率公报（2015 年价）；发改环资〔2022〕803 号（原料用能不纳入考核）"
        "；2020 年价与非化石扣除未核"
    ),
    address="http://qiongling.com/2021/08/23/24019.html",
    valid="2021 年起扣除原料用能和非化石能源；上级核定数优先；不同价格基期不混用",
    basis_matters=True,
    reported_stands=True,
    decline="energy_intensity_decline",
    sectors=(Sector("工业", "energy_industry", "industrial_value_added_constant"),),
)
def energy_intensity(
    energy_consumption_total: Exact, gdp_constant: Exact, energy_excluded: Exact | None = None
) -> Result:
    """Energy used per unit of GDP at constant prices, tce per 万元."""
    return quotient(exact(energy_consumption_total) - exact(energy_excluded or 0), gdp_constant)


@declared(
    name="能源“双控”（强度与总量）",
    value_name="强度下降",
    unit="%",
    direction="",
    decimals=2,
    formula="强度下降率与能源消费总量增速，均对照上级年度目标",
    confidence="已核",
    source="2020 年分省公报同时列能耗强度升降与总量增速",
    address="http://qiongling.com/2021/08/23/24019.html",
    document="国家统计局、国家发展改革委分省公报",
    valid="两年能源口径相同（2021 年起有变），地区生产总值按可比价",
    reported_stands=True,
)
def energy_dual_control(energy_intensity_decline: Exact) -> Fraction:
    """Fall of the energy intensity since last year, %, as the superior verified it."""
    return exact(energy_intensity_decline)


@declared(
    name="煤炭消费减量",
    unit="万吨",
    decimals=2,
    asked=(
        "上年煤炭消费量减当年煤炭消费量，减少为正，增加为负。"
        "等量替代项目是否扣除写在口径一栏；单位万吨，保留2位小数。"
    ),
    formula="上年煤炭消费量 − 当年煤炭消费量",
    confidence="推断",
    valid="等量替代项目两年都不计",
    can_be_absent=True,
    basis_matters=True,
    reported_stands=True,
)
def coal_reduction(coal_consumption_previous: Exact, coal_consumption: Exact) -> Fraction:
    """Cut of coal use since last year, 万吨."""
    return exact(coal_consumption_previous) - exact(coal_consumption)


@declared(
    name="单位地区生产总值用水量",
    unit="立方米/万元",
    direction="lower",
    limits=(0, None),
    positive=True,
    decimals=1,
    asked=(
        "当年用水总量与地区生产总值（现价）之比。用水总量不含河道环境配水；单位立方米/万元，"
        "保留1位小数。"
    ),
    formula="用水总量 ÷ 地区生产总值；下降率按可比价",
    document="水资源公报编制规程",
    confidence="已核",
    source="2020 年度《中国水资源公报》：水平按当年价，升降按可比价",
    address="https://x.ymdmx.cn/html/94f77099135.html",
    valid="河道环境配水是否计入属于口径；水平是现价的数，比升降只看可比价下降率",
    basis_matters=True,
    decline="water_per_gdp_decline",
    at_current_prices=True,
)
def water_per_gdp(water_use_total: Exact, gdp_current: Exact) -> Result:
    """Water used per unit of GDP, m³ per 万元."""
    return quotient(water_use_total, gdp_current)


@declared(
    name="万元工业增加值用水量",
    unit="立方米/万元",
    direction="lower",
    limits=(0, None),
    positive=True,
    decimals=1,
    asked="当年工业用水量与工业增加值（现价）之比。单位立方米/万元，保留1位小数。",
    formula="工业用水量 ÷ 工业增加值",
    document="水资源公报编制规程",
    confidence="已核",
    source="2020 年度《中国水资源公报》：新水取用量，含火电直流冷却水，不含重复利用",
    address="https://x.ymdmx.cn/html/94f77099135.html",
    valid="分子与分母的工业范围相同；水平是现价的数，比升降只看可比价下降率",
    basis_matters=True,
    decline="water_per_industrial_value_added_decline",
    at_current_prices=True,
)
def water_per_industrial_value_added(
    water_use_industry: Exact, industrial_value_added: Exact
) -> Result:
    """Industrial water per unit of industrial value added, m³ per 万元."""
    return quotient(water_use_industry, industrial_value_added)


@declared(
    name="单位国内生产总值建设用地使用面积下降率",
    unit="%",
    limits=(None, 100),
    decimals=2,
    asked=(
        "当年单位地区生产总值建设用地面积比上年下降的百分数，按可比价计算，下降填正值，"
        "上升填负值。国土调查版本和价格基期填在口径一栏；保留2位小数。"
    ),
    formula="（1 − 当年单位 GDP 建设用地面积 ÷ 上年）× 100，正值为下降",
    document="关于落实“十三五”单位国内生产总值建设用地使用面积下降目标的指导意见（2016）",
    confidence="已核",
    source="五年 20% 折每年 4.36%，即年对年、连乘",
    address="http://msthinker.com/news/article-64840.html",
    valid="两年面积取同一次国土调查，地区生产总值按可比价",
    basis_matters=True,
    reported_stands=True,
)
def construction_land_per_gdp_decline(
    construction_land_area: Exact, construction_land_area_previous: Exact, gdp_index: Exact
) -> Result:
    """Fall of construction land per unit of GDP since last year, %."""
    return intensity_decline(construction_land_area, construction_land_area_previous, gdp_index)


@declared(
    name="碳排放强度",
    unit="吨/万元",
    direction="lower",
    limits=(0, None),
    decimals=4,
    asked="当年二氧化碳排放量与可比价地区生产总值之比。单位吨/万元，保留3位小数。",
    formula="二氧化碳排放量 ÷ 地区生产总值（表二单位写“万吨/万元”，启用前须统一）",
    confidence="旁证",
    source="二氧化碳排放核算方法及数据核查表（2015，片段）：累计下降率连乘，不变价",
    address="http://m.alisonandcharlie.com/article-8923-3.html",
    valid="表二单位印作“万吨/万元”，启用前须统一",
    basis_matters=True,
    reported_stands=True,
)
def carbon_intensity(co2_emissions: Exact, gdp_constant: Exact) -> Result:
    """CO2 per unit of GDP at constant prices, t per 万元."""
    return quotient(co2_emissions, gdp_constant)


@declared(
    name="应当实施强制性清洁生产企业通过审核的比例",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked="当年通过审核的企业占应审核企业的比例。填百分数，保留2位小数。",
    formula="通过审核企业数 ÷ 应审核企业数 × 100",
    document="清洁生产审核办法",
    confidence="推断",
    valid="没有应审核的企业不是 100%",
    can_be_absent=True,
)
def clean_production_audit_rate(
    clean_production_audits_passed: Exact, clean_production_audits_due: Exact
) -> Result:
    """Share of enterprises due for a cleaner-production audit that passed it."""
    return percent(clean_production_audits_passed, clean_production_audits_due)


@declared(
    name="秸秆综合利用率",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked="当年秸秆综合利用量占可收集资源量的比例。填百分数，保留1位小数。",
    formula="秸秆综合利用量 ÷ 可收集资源量 × 100",
    document="“无废城市”建设指标体系（2019）",
    confidence="已核",
    source="“无废城市”建设指标体系（试行）指标解释 17",
    address="http://www.xjxbtdc.com/news/291565_5.html",
    valid="分母是可收集量，不是理论产生量；同一批不重复计",
)
def straw_use_rate(straw_used: Exact, straw_collectable: Exact) -> Result:
    """Share of collectable straw that is used."""
    return percent(straw_used, straw_collectable)


@declared(
    name="畜禽粪污综合利用率",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年畜禽粪污综合利用量占产生总量的比例。"
        "只统计规模养殖场还是全部养殖户须写在口径一栏；填百分数，保留1位小数。"
    ),
    formula="畜禽粪污综合利用量 ÷ 产生总量 × 100",
    document="“无废城市”建设指标体系（2019）",
    confidence="已核",
    source="“无废城市”建设指标体系（试行）指标解释 18：按规模养殖场直联直报",
    address="http://www.xjxbtdc.com/news/291565_5.html",
    valid="只计规模养殖场或计全部，分子与分母一致",
    can_be_absent=True,
    basis_matters=True,
)
def manure_use_rate(manure_used: Exact, manure_generated: Exact) -> Result:
    """Share of livestock manure that is used."""
    return percent(manure_used, manure_generated)


@declared(
    name="农膜回收利用率",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年农膜回收利用量占使用量的比例。只统计地膜还是含棚膜须写在口径一栏；填百分数，"
        "保留1位小数。"
    ),
    formula="农膜回收利用量 ÷ 使用量 × 100",
    confidence="推断",
    source="“无废城市”建设指标体系（试行）第 19 项只是“地膜回收率”，不是本指标的依据",
    address="http://www.xjxbtdc.com/news/291565_5.html",
    valid=(
        "只计地膜或含棚膜，分子与分母一致。规划与两套指标体系都写“农膜回收利用率”，"
        "“无废城市”那一项只算地膜、只算回收，故按名称保留，不借用其定义"
    ),
    can_be_absent=True,
    basis_matters=True,
)
def film_recovery_rate(film_recovered: Exact, film_used: Exact) -> Result:
    """Share of agricultural film that is recovered."""
    return percent(film_recovered, film_used)


@declared(
    name="化肥施用强度",
    unit="千克/公顷",
    direction="lower",
    limits=(0, None),
    decimals=1,
    asked=(
        "当年化肥折纯施用量与农作物播种面积之比，每公顷的数，不是每亩。单位千克/公顷，保留1位小数。"
    ),
    formula="化肥折纯施用量 ÷ 农作物播种面积",
    confidence="旁证",
    source="地级市生态市考核指标解读：23683.9 吨 ÷ 96669 公顷 = 245 千克/公顷，复算相符",
    address="http://puteramandiri.com/post/10883.html",
    valid="分母是播种面积，不是耕地面积；每公顷，不是每亩",
    basis_matters=True,
)
def fertilizer_per_sown_area(fertilizer_used: Exact, crop_sown_area: Exact) -> Result:
    """Fertilizer (pure nutrient) per sown area, kg/ha."""
    return quotient(fertilizer_used, crop_sown_area)


@declared(
    name="农药施用强度（折百量）",
    unit="千克/亩",
    direction="lower",
    limits=(0, None),
    decimals=3,
    asked="当年农药折百量与使用面积之比，每亩的数，不是每公顷。单位千克/亩，保留3位小数。",
    formula="农药折百量 ÷ 面积（亩）；1 公顷 = 15 亩",
    confidence="推断",
    valid="折百量，不是商品量；每亩，不是每公顷",
    basis_matters=True,
)
def pesticide_per_mu(pesticide_used: Exact, pesticide_area: Exact) -> Result:
    """Pesticide (active ingredient) per area, kg/mu."""
    return quotient(pesticide_used, pesticide_area)


@declared(
    name="一般工业固体废物综合利用率",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年一般工业固体废物综合利用量占产生量与综合利用往年贮存量之和的比例。不含危险废物；"
        "填百分数，保留1位小数。"
    ),
    formula="综合利用量 ÷（产生量 + 综合利用往年贮存量）× 100",
    document="环境统计报表制度",
    confidence="已核",
    source="“无废城市”建设指标体系（试行）指标解释 14；国家统计局平衡式",
    address="https://news.bjx.com.cn/html/20190514/980227-3.shtml",
    valid="分母含综合利用的往年贮存量；固体废物平衡须闭合",
    basis_matters=True,
)
def industrial_solid_waste_use_rate(
    industrial_waste_used: Exact, industrial_waste_usable: Exact
) -> Result:
    """Share of industrial solid waste used, with earlier stock that was used below the line."""
    return percent(industrial_waste_used, industrial_waste_usable)
