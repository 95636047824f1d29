"""生态生活: one function per indicator, its declaration beside it."""

from __future__ import annotations

from .declaration import declared
from .formula import Exact, Result, percent, quotient

__all__ = [
    "disposable_goods_per_capita",
    "drinking_source_good_share",
    "efficient_appliance_share",
    "green_building_mandatory_share",
    "green_building_share",
    "green_procurement_share",
    "household_waste_treatment_rate",
    "park_green_per_capita",
    "public_transport_share",
    "rural_sewage_operation_rate",
    "rural_waste_collection",
    "rural_waste_sorting_coverage",
    "rural_water_coverage",
    "sanitary_toilet_rate",
    "sewage_treatment_rate",
    "village_water_hygiene_rate",
    "waste_sorting_campaign",
    "water_saving_fixture_share",
]


@declared(
    name="集中式饮用水水源地水质优良比例",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年水质达到或优于Ⅲ类的集中式饮用水水源地个数占总个数的比例，按个数算，不按水量算。"
        "水源地名单的版本填在口径一栏；填百分数，保留2位小数。"
    ),
    formula="水质达到或优于Ⅲ类的水源地个数 ÷ 水源地总个数 × 100",
    document="GB 3838—2002、GB/T 14848—2017",
    confidence="已核",
    source="“两山指数”评估指标体系指标解释 2（同名指标）",
    address="https://www.360docs.net/doc/2317665513.html",
    valid="按个数，不按水量；各年同一份水源地名单",
    can_be_absent=True,
    basis_matters=True,
)
def drinking_source_good_share(drinking_sources_good: Exact, drinking_sources: Exact) -> Result:
    """Share of drinking-water sources of class III or better, by number."""
    return percent(drinking_sources_good, drinking_sources)


@declared(
    name="村镇饮用水卫生合格率",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年取得合格饮用水的农村人口占农村常住人口的比例。"
        "与农村饮用水达标人口覆盖率不是同一指标，不得照抄；填百分数，保留1位小数。"
    ),
    formula="取得合格饮用水的农村人口 ÷ 农村常住人口 × 100",
    document="GB 5749",
    confidence="旁证",
    source="早期国家生态示范区指标解释（分母为农村人口总数，自来水厂和手压井即计入）",
    address="https://www.cread.tw/book/876810/75848941_2.html",
    valid="2023 年 4 月起按 GB 5749—2022",
    basis_matters=True,
)
def village_water_hygiene_rate(
    rural_population_safe_water: Exact, rural_resident_population: Exact
) -> Result:
    """Share of rural residents with qualified drinking water."""
    return percent(rural_population_safe_water, rural_resident_population)


@declared(
    name="农村饮用水达标人口覆盖率",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年饮用水达标的农村人口占农村供水人口的比例，按水量、水质、方便程度、"
        "保证率四项都达标计。填百分数，保留1位小数。"
    ),
    formula="饮用水达标农村人口 ÷ 农村供水人口 × 100",
    document="浙江农村饮用水达标提标行动计划",
    confidence="旁证",
    source="农村饮水安全评价说明（转述）",
    address="https://jidianwang.com/events/14458707.html",
    valid="水量、水质、方便程度、保证率四项同时达标才算",
    basis_matters=True,
)
def rural_water_coverage(
    rural_supply_population_qualified: Exact, rural_supply_population: Exact
) -> Result:
    """Share of the supplied rural population whose water meets all four demands."""
    return percent(rural_supply_population_qualified, rural_supply_population)


@declared(
    name="城镇污水处理率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年城镇达标处理的污水量占污水排放总量的比例。超过100的须查明进厂雨水、渗水后再填；"
        "填百分数，保留2位小数。"
    ),
    formula="达标处理的污水量 ÷ 污水排放总量 × 100",
    confidence="旁证",
    source="城市建设统计口径（转述）：污水处理总量 ÷ 污水排放总量，分子不要求达标",
    address="https://scholarmate.com/S/mC4anE",
    valid=(
        "大于 100% 说明进厂水含雨水、渗水，照实报送，不截断。分子保留“达标处理”："
        "比城市建设统计口径严，不会因此误判达标"
    ),
    basis_matters=True,
)
def sewage_treatment_rate(sewage_treated: Exact, sewage_discharged: Exact) -> Result:
    """Share of urban sewage treated to standard."""
    return percent(sewage_treated, sewage_discharged)


@declared(
    name="农村生活污水治理设施标准化运维比例",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年年末实现标准化运维的农村生活污水处理设施占应运维设施总数的比例。填百分数，"
        "保留2位小数。"
    ),
    formula="标准化运维的设施数 ÷ 应运维设施总数 × 100",
    document="浙江省农村生活污水处理设施管理条例",
    confidence="推断",
    valid="并入污水厂的设施移出分母，并留下记录",
    can_be_absent=True,
)
def rural_sewage_operation_rate(
    rural_sewage_facilities_standard: Exact, rural_sewage_facilities: Exact
) -> Result:
    """Share of rural sewage facilities run to standard."""
    return percent(rural_sewage_facilities_standard, rural_sewage_facilities)


@declared(
    name="城镇生活垃圾无害化处理率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked="当年城镇生活垃圾无害化处理量占产生量的比例。填百分数，保留2位小数。",
    formula="无害化处理量 ÷ 产生量 × 100（产生量可用清运量代）",
    document="GB 16889、GB 18485",
    confidence="已核",
    source="住建部门指标说明（2024 年转述）：产生量不易取得可用清运量代替",
    address="https://yuejiaxmz.com/news/view/1092353",
    valid="回收利用的垃圾，分子与分母同计或同不计",
    basis_matters=True,
)
def household_waste_treatment_rate(
    household_waste_treated: Exact, household_waste_generated: Exact
) -> Result:
    """Share of urban household waste treated harmlessly."""
    return percent(household_waste_treated, household_waste_generated)


@declared(
    name="城镇人均公园绿地面积",
    unit="平方米/人",
    limits=(0, None),
    positive=True,
    decimals=2,
    asked=(
        "当年年末城区公园绿地面积与城区人口之比，城区人口含城区暂住人口。单位平方米/人，"
        "保留2位小数。"
    ),
    formula="公园绿地面积 ÷（城区人口 + 城区暂住人口）",
    document="CJJ/T 85",
    confidence="已核",
    source=(
        "福建统计年鉴：2014 年 14475 公顷 ÷ 1134.15 万人 = 12.76；2010、2011 年公布数只能"
        "由含暂住人口得出（复算）"
    ),
    address="https://tjj.fujian.gov.cn/tongjinianjian/dz2013/cn/html/1903.htm",
    valid="分子与分母同一城区范围；人口普查会使各年不可比",
    basis_matters=True,
)
def park_green_per_capita(park_green_area: Exact, urban_resident_population: Exact) -> Result:
    """Park area per urban resident, m²."""
    return quotient(park_green_area, urban_resident_population)


@declared(
    name="农村无害化卫生厕所普及率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked="当年年末使用无害化卫生厕所的农户占农户总数的比例。填百分数，保留2位小数。",
    formula="使用无害化卫生厕所农户数 ÷ 农户总数 × 100",
    document="GB 19379",
    confidence="已核",
    source="福建统计年鉴：635.62 ÷ 718.47 万户 = 88.5%，复算相符（无害化同形）",
    address="https://tjj.fujian.gov.cn/tongjinianjian/dz2013/cn/html/1903.htm",
    valid="撤村建居的农户，分子与分母同计或同不计",
    basis_matters=True,
)
def sanitary_toilet_rate(households_sanitary_toilet: Exact, rural_households: Exact) -> Result:
    """Share of rural households with a sanitary toilet."""
    return percent(households_sanitary_toilet, rural_households)


@declared(
    name="城镇新建绿色建筑比例（国家口径）",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年达到绿色建筑标准的城镇新建建筑面积占新建建筑总面积的比例（国家口径）。"
        "按竣工还是按施工图审查统计写在口径一栏，不得照抄浙江口径的数；填百分数，"
        "保留1位小数。"
    ),
    formula="达到绿色建筑标准的新建建筑面积 ÷ 新建建筑总面积 × 100",
    document="GB/T 50378",
    confidence="旁证",
    source="地方绿色建筑通知（2017）：按竣工面积",
    address="http://www.xushiqg.com/info/detail/6-25229.html",
    valid="竣工或施工图审查，各年同一办法",
    basis_matters=True,
)
def green_building_share(green_building_area: Exact, new_building_area: Exact) -> Result:
    """Share of green buildings in new urban building area, national basis."""
    return percent(green_building_area, new_building_area)


@declared(
    name="城镇新建绿色建筑比例（浙江强制标准口径）",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年执行浙江省绿色建筑强制标准的城镇新建建筑面积占新建建筑总面积的比例。"
        "与国家口径分开填；填百分数，保留1位小数。"
    ),
    formula="执行绿色建筑强制标准的新建建筑面积 ÷ 新建建筑总面积 × 100",
    document="浙江省绿色建筑条例",
    confidence="推断",
    valid="不是国家口径，两者不能互换",
    basis_matters=True,
)
def green_building_mandatory_share(
    green_building_mandatory_area: Exact, new_building_area_mandatory: Exact
) -> Result:
    """Share of new urban building area under the provincial mandatory standard."""
    return percent(green_building_mandatory_area, new_building_area_mandatory)


@declared(
    name="公共交通出行分担率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked="当年公共交通出行量占机动化出行量的比例。填百分数，保留1位小数。",
    formula="公交出行量 ÷ 机动化出行量 × 100",
    confidence="推断",
    source=(
        "公交出行分担率指标探讨（城市交通 2014-5）：一般定义除以出行总量，"
        "除以机动化出行量的是“机动化出行分担率”"
    ),
    address="https://m.fx361.cc/news/2014/0312/19679175.html",
    valid=(
        "出行调查的范围与年份须写明。分母是机动化出行量，即“机动化出行分担率”；本区不适用，"
        "启用前须定"
    ),
    basis_matters=True,
)
def public_transport_share(public_transport_trips: Exact, motorized_trips: Exact) -> Result:
    """Share of public transport in motorised trips."""
    return percent(public_transport_trips, motorized_trips)


@declared(
    name="城镇生活垃圾分类减量化行动",
    states=("未实施", "实施"),
    asked="填当年状态：已有实施方案、当年在住宅小区开展并有佐证的填“实施”。",
    formula="方案、示范小区与覆盖情况",
    confidence="回忆",
    valid="须有方案和当年的佐证",
)
def waste_sorting_campaign(waste_sorting_campaign: str) -> str:
    """Whether urban household waste is sorted and reduced."""
    return waste_sorting_campaign


@declared(
    name="农村生活垃圾集中收集储运",
    states=("未实施", "实施"),
    asked="填当年状态：农村生活垃圾已按“村收集、集中储运”方式运行并有佐证的填“实施”。",
    formula="集中收运行政村情况",
    confidence="回忆",
    valid="须有当年的佐证",
)
def rural_waste_collection(rural_waste_collection: str) -> str:
    """Whether rural household waste is collected and transported centrally."""
    return rural_waste_collection


@declared(
    name="农村生活垃圾分类处理建制村覆盖率",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked="当年年末实施生活垃圾分类处理的建制村占建制村总数的比例。填百分数，保留1位小数。",
    formula="实施分类处理的建制村数 ÷ 建制村总数 × 100",
    confidence="旁证",
    source="住建部门指标说明（2024 年转述）：开展分类收运的行政村数 ÷ 行政村总数",
    address="https://yuejiaxmz.com/news/view/1092353",
    valid="撤村建居的村从分子与分母同时移出",
    basis_matters=True,
)
def rural_waste_sorting_coverage(villages_waste_sorted: Exact, villages: Exact) -> Result:
    """Share of villages that sort household waste."""
    return percent(villages_waste_sorted, villages)


@declared(
    name="节能家电市场占有率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked="当年节能家电销售量占家电销售总量的比例。填百分数，保留1位小数。",
    formula="节能家电销售量 ÷ 家电销售总量 × 100",
    confidence="推断",
    valid="分子与分母同一批家电品类",
    basis_matters=True,
)
def efficient_appliance_share(efficient_appliances_sold: Exact, appliances_sold: Exact) -> Result:
    """Market share of energy-efficient appliances."""
    return percent(efficient_appliances_sold, appliances_sold)


@declared(
    name="在售用水器具中节水型器具占比",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked="当年在售用水器具中节水型器具的比例。填百分数，保留1位小数。",
    formula="节水型器具 ÷ 在售用水器具 × 100",
    confidence="推断",
    valid="分子与分母同一批器具品类",
    basis_matters=True,
)
def water_saving_fixture_share(water_saving_fixtures: Exact, water_fixtures: Exact) -> Result:
    """Share of water-saving fixtures among those on sale."""
    return percent(water_saving_fixtures, water_fixtures)


@declared(
    name="一次性消费品人均使用量",
    unit="千克",
    direction="lower",
    limits=(0, None),
    decimals=2,
    asked="当年一次性消费品使用量与常住人口之比。单位千克，保留2位小数。",
    formula="使用量 ÷ 人口",
    confidence="推断",
    valid="品类范围须写明，各年不变",
    basis_matters=True,
    reported_stands=True,
)
def disposable_goods_per_capita(disposable_goods_used: Exact, resident_population: Exact) -> Result:
    """Disposable goods used per resident, kg."""
    return quotient(disposable_goods_used, resident_population)


@declared(
    name="政府绿色采购比例",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年政府采购中绿色产品金额占同类产品采购总金额的比例。分母是同类产品，"
        "不是全部政府采购；填百分数，保留1位小数。"
    ),
    formula="绿色产品采购金额 ÷ 同类产品采购总金额 × 100",
    document="节能产品、环境标志产品政府采购品目清单",
    confidence="已核",
    source="长白县国家示范区创建档案（县级引用，≥80）",
    address=("http://changbai.cbs.gov.cn/zwgk/ztzl/cbsfx/rwzb/202106/t20210624_683136.html"),
    valid="分母是同类产品，不是全部采购",
    basis_matters=True,
)
def green_procurement_share(
    green_procurement_amount: Exact, comparable_procurement_amount: Exact
) -> Result:
    """Share of green products in the procurement of the same kinds of product."""
    return percent(green_procurement_amount, comparable_procurement_amount)
