"""生态安全: one function per indicator, its declaration beside it."""

from __future__ import annotations

from fractions import Fraction

from .declaration import declared
from .formula import Exact, Gap, Result, above, below, exact, percent, refuted_by

__all__ = [
    "aquatic_species_kept",
    "aquatic_species_protected",
    "black_odorous_water",
    "coastal_water_share_12",
    "coastal_water_share_123",
    "coastal_wetland_restored",
    "contaminated_farmland_safe_use",
    "contaminated_site_safe_use",
    "ecological_index",
    "ecological_quality_index",
    "emergency_mechanism",
    "forest_cover",
    "forest_grass_cover",
    "good_air_days",
    "hazardous_waste_disposal_rate",
    "invasive_species",
    "natural_shore_restored",
    "pm25",
    "protected_species_rate",
    "radioactive_disposal_rate",
    "soil_risk_register",
    "surface_water_class3_share",
    "surface_water_class5_share",
    "surface_water_inferior5_share",
    "tree_stock_increment",
]


@declared(
    name="优良天数比例",
    unit="%",
    limits=(0, 100),
    positive=True,
    decimals=1,
    asked=(
        "全年空气质量达到或优于二级标准的天数占有效监测天数的比例。站点范围、"
        "是否剔除例外事件须与上级考核一致，执行的标准版本填在口径一栏；填百分数，"
        "保留1位小数。"
    ),
    formula="空气质量达到或优于二级标准天数 ÷ 全年有效监测天数 × 100",
    document="GB 3095—2012、HJ 633—2012",
    confidence="已核",
    basis=(
        "保留沙尘等例外事件（监测总站发布口径）；上级目标按扣除沙尘后的天数考核的，须在口径一栏写明"
    ),
    source="“两山指数”评估指标体系指标解释 1（同名指标）；深圳 2016 年 354/366 = 96.7% 复算相符",
    address="https://www.360docs.net/doc/2317665513.html",
    valid="除以有效监测天数，不除以 365；HJ 633 不同版本之间不比较",
    basis_matters=True,
    monitored="air.share",
    of_days=True,
)
def good_air_days(air_days_good: Exact, air_days_valid: Exact) -> Result:
    """Share of days with an AQI up to 100 among the days with a valid AQI."""
    return percent(air_days_good, air_days_valid)


@declared(
    name="PM2.5 年均浓度",
    unit="微克/立方米",
    direction="lower",
    limits=(0, None),
    positive=True,
    decimals=0,
    asked=(
        "全区PM2.5年均浓度：各评价站点的日均值先求全区日均值，再求年均值。填浓度，"
        "不填下降幅度；是否扣除沙尘写在口径一栏；单位微克/立方米，取整数。"
    ),
    formula=(
        "各站点日均值先求全区日均值，再求年均值；下降幅度 =（上年浓度 − 当年浓度）÷ 上年浓度 "
        "× 100，正值为下降"
    ),
    document="GB 3095—2012、HJ 663—2013",
    confidence="旁证",
    basis=(
        "扣除沙尘等例外事件（监测总站发布口径）；实况数须在口径一栏写明。2026 年起 HJ "
        "663—2026 另有三年滑动平均，不与当年平均比"
    ),
    source="中国环境监测总站 2021 年 7 月全国城市空气质量报告（降幅比上年、浓度扣除沙尘）",
    address="http://www.hedianzhan.com.cn/topic/1591504.html",
    valid="全年至少 324 个日均值、每月至少 27 个（二月 25 个）",
    basis_matters=True,
    decline="pm25_decline",
    monitored="air.pm25",
)
def pm25(pm25: Exact) -> Fraction:
    """Mean PM2.5 concentration of the year, µg/m³: mean over the stations."""
    return exact(pm25)


@declared(
    name="地表水达到或优于Ⅲ类比例",
    unit="%",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年水质达到或优于Ⅲ类的考核断面占全部考核断面的比例。断面名单的版本填在口径一栏；"
        "填百分数，保留1位小数。"
    ),
    formula="Ⅰ–Ⅲ类断面数 ÷ 考核断面总数 × 100",
    document="GB 3838—2002、地表水环境质量评价办法",
    confidence="已核",
    basis="“十三五”“十四五”考核断面名单不同，各为一个口径",
    source=(
        "上海市发展改革委“十四五”主要指标解释；深圳市生态环境局问答（环办〔2011〕22号断面比例法）"
    ),
    address=("https://fgw.sh.gov.cn/sswghgy_zbjs/20210302/2daad609982149d180beba33478c69dd.html"),
    valid="全年没有定出类别的断面不计；各年同一份断面名单",
    basis_matters=True,
    monitored="water.good",
)
def surface_water_class3_share(surface_sections_class3: Exact, surface_sections: Exact) -> Result:
    """Share of river and lake sections of class III or better."""
    return percent(surface_sections_class3, surface_sections)


@declared(
    name="劣Ⅴ类水体比例",
    unit="%",
    direction="lower",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年水质劣于Ⅴ类的考核断面占全部考核断面的比例。断面名单与Ⅰ–Ⅲ类比例相同；"
        "填百分数，保留1位小数。"
    ),
    formula="劣Ⅴ类断面数 ÷ 考核断面总数 × 100",
    document="GB 3838—2002",
    confidence="已核",
    source="深圳市生态环境局问答（环办〔2011〕22号断面比例法）；“十三五”生态环境保护主要指标",
    address="https://meeb.sz.gov.cn/hdjl/ywzsk/ggfwl/content/post_2027052.html",
    valid="断面与Ⅲ类比例的相同",
    basis_matters=True,
    monitored="water.inferior5",
)
def surface_water_inferior5_share(
    surface_sections_inferior5: Exact, surface_sections: Exact
) -> Result:
    """Share of sections worse than class V."""
    return percent(surface_sections_inferior5, surface_sections)


@declared(
    name="Ⅴ类水体比例（表二字面）",
    unit="%",
    direction="lower",
    limits=(0, 100),
    decimals=1,
    asked=(
        "当年水质为Ⅴ类（不含劣Ⅴ类）的考核断面占全部考核断面的比例。"
        "断面名单与Ⅰ–Ⅲ类比例相同；填百分数，保留1位小数。"
    ),
    formula="Ⅴ类断面数 ÷ 考核断面总数 × 100；仅在口径认定改按字面读时使用",
    document="GB 3838—2002",
    confidence="旁证",
    source="同一断面比例法；国家各表没有“Ⅴ类比例”这一考核项",
    address="https://meeb.sz.gov.cn/hdjl/ywzsk/ggfwl/content/post_2027052.html",
    valid="仅在口径认定改按表二字面读时使用",
    basis_matters=True,
    monitored="water.class5",
)
def surface_water_class5_share(surface_sections_class5: Exact, surface_sections: Exact) -> Result:
    """Share of sections of class V, as table 2 says to the letter."""
    return percent(surface_sections_class5, surface_sections)


@declared(
    name="黑臭水体消除",
    states=("未消除", "部分消除", "全面消除"),
    asked=(
        "填当年年末的状态：清单内水体全部消除黑臭且没有返黑返臭的填“全面消除”，"
        "部分水体消除的填“部分消除”。从未有黑臭水体的留空，原因填“无此类对象”。"
    ),
    formula="已消除黑臭水体数 ÷ 黑臭水体总数",
    document="城市黑臭水体整治工作指南",
    confidence="旁证",
    source="转述生态环境部 2020 年 1—9 月水环境目标任务完成情况的函（“黑臭水体消除比例”）",
    address="http://m.myziyoyo.com/cjwt/365.html",
    valid="清单内有未消除的，就不是“全面消除”；清单总数不因消除而减少",
    can_be_absent=True,
)
def black_odorous_water(
    black_odorous_water: str,
    black_odorous_eliminated: Exact | None = None,
    black_odorous_listed: Exact | None = None,
) -> str | Gap:
    """State of the elimination of black and odorous waters."""
    return refuted_by(
        black_odorous_water, "全面消除", below(black_odorous_eliminated, black_odorous_listed)
    )


@declared(
    name="近岸海域水质优良（一、二类）比例",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked="当年一、二类海水面积占近岸海域面积的比例。填百分数，保留1位小数。",
    formula="一、二类海水面积占比（2017 年及以前公报按点位，两者不可比）",
    document="GB 3097",
    confidence="已核",
    source="2017 年公报按点位、2021 年公报按面积",
    address=("http://epaper.lnd.com.cn/lnrbepaper/pc/con/202205/27/content_152819.html"),
    valid="没有海岸线的地区没有这一项",
    can_be_absent=True,
    basis_matters=True,
)
def coastal_water_share_12(coastal_area_class12: Exact, coastal_area: Exact) -> Result:
    """Share of coastal waters of class I or II by area."""
    return percent(coastal_area_class12, coastal_area)


@declared(
    name="近岸海域水质优良（一、二、三类）比例",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked="当年一、二、三类海水面积占近岸海域面积的比例。填百分数，保留1位小数。",
    formula="一、二、三类海水面积（点位）占比",
    document="GB 3097",
    confidence="推断",
    valid="没有海岸线的地区没有这一项；含三类，与国家口径不同",
    can_be_absent=True,
    basis_matters=True,
)
def coastal_water_share_123(coastal_area_class123: Exact, coastal_area: Exact) -> Result:
    """Share of coastal waters of class I to III by area."""
    return percent(coastal_area_class123, coastal_area)


@declared(
    name="生态环境状况指数（EI）",
    limits=(0, 100),
    positive=True,
    decimals=2,
    resolution="0.99",
    resolution_source=(
        "HJ 192—2015：|ΔEI|<1 为无明显变化，两位小数即不超过 0.99（生态环境状况公报脚注，已核）"
    ),
    asked=(
        "省、市监测机构发布的本区生态环境状况指数（EI）。停止发布EI以后的年份留空，"
        "不得用生态质量指数（EQI）代替；无单位，保留2位小数。"
    ),
    formula="省、市监测机构发布的县域 EI；2021 年起国家改用生态质量指数 EQI，两者不可相减",
    document="HJ 192—2015",
    confidence="已核",
    basis="2020 年及以前",
    source="中国生态环境状况公报脚注 2、3",
    address="https://861718.com/zixun/show-7862-3.html",
    valid="不用 EQI 代替，也不与 EQI 比较；2021 年起不再发布，以后各年按接续指标判（口径认定 R45）",
    basis_matters=True,
    not_on=("eqi-2021",),
    ended=2020,
    successor="ecological_quality_index",
)
def ecological_index(ecological_index: Exact) -> Fraction:
    """Ecological index EI that the monitoring agency published, without a unit."""
    return exact(ecological_index)


@declared(
    name="生态质量指数（EQI）",
    limits=(0, 100),
    positive=True,
    decimals=2,
    resolution="0.99",
    resolution_source=(
        "生态文明建设示范区（市）建设指标（2024）：ΔEQI>−1，两位小数即不超过 0.99（旁证）"
    ),
    asked=(
        "省、市监测机构发布的本区生态质量指数，没有发布的年份留空。它与EI不是同一个指数，"
        "不能互相代替或相减；无单位，保留2位小数。"
    ),
    formula="省、市监测机构发布的县域生态质量指数",
    document="区域生态质量评价办法（试行）（环监测〔2021〕99号）",
    confidence="旁证",
    source=(
        "生态文明建设示范区（市）建设指标（2024）：ΔEQI>−1；央视网 2022-07-01：2021 年起发布 EQI"
    ),
    address="https://345wk.com/doc/17193.html",
    valid="2021 年起发布，只与同一指数比；数据年份早于评估年的，须写明数据年份",
    basis_matters=True,
    not_on=("ei-2006", "ei-2015"),
)
def ecological_quality_index(ecological_quality_index: Exact) -> Fraction:
    """Ecological quality index EQI that the monitoring agency published, without a unit."""
    return exact(ecological_quality_index)


@declared(
    name="林草覆盖率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年年末森林面积与草地面积之和占土地总面积的比例。与森林覆盖率分开填，不得照抄；"
        "填百分数，保留2位小数。"
    ),
    formula="（森林面积 + 草地面积）÷ 行政区域土地总面积 × 100",
    document="森林资源管理一张图、国土变更调查",
    confidence="回忆",
    valid="各项面积取同一次国土调查；不照抄森林覆盖率",
    basis_matters=True,
)
def forest_grass_cover(forest_grass_area: Exact, land_area: Exact) -> Result:
    """Share of forest and grassland in the land area."""
    return percent(forest_grass_area, land_area)


@declared(
    name="森林覆盖率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年年末森林面积占土地总面积的比例。是否含灌木林须写在口径一栏；填百分数，保留2位小数。"
    ),
    formula=(
        "森林面积 ÷ 土地总面积 × 100；森林面积含郁闭度 0.2 以上的乔木林、竹林、"
        "国家特别规定的灌木林、农田林网和四旁树"
    ),
    document="森林法实施条例",
    confidence="已核",
    source="四川省统计局指标解释；《城乡规划学名词》",
    address="https://tjj.sc.gov.cn/scstjj/tjnjnew/2011/chinese/note/07.htm",
    valid="国土调查换版前后不可比；只含部分灌木林的须写在口径一栏",
    basis_matters=True,
)
def forest_cover(forest_area: Exact, land_area: Exact) -> Result:
    """Share of forest in the land area."""
    return percent(forest_area, land_area)


@declared(
    name="乔木林单位面积蓄积量年增量",
    unit="立方米/公顷",
    decimals=3,
    asked="当年年末与上年年末乔木林单位面积蓄积量之差，增加为正。单位立方米/公顷，保留3位小数。",
    formula="当年单位面积蓄积量 − 上年单位面积蓄积量",
    document="森林资源监测",
    confidence="推断",
    valid="两年同一口径",
    basis_matters=True,
    reported_stands=True,
)
def tree_stock_increment(
    tree_stock_per_hectare: Exact, tree_stock_per_hectare_previous: Exact
) -> Fraction:
    """Yearly increment of the arbor stock per hectare, m³/ha."""
    return exact(tree_stock_per_hectare) - exact(tree_stock_per_hectare_previous)


@declared(
    name="国家重点保护野生动植物保护率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年已受保护的国家重点保护野生动植物种数占本区应保护种数的比例。"
        "所用名录的版本填在口径一栏；填百分数，保留2位小数。"
    ),
    formula="受保护物种数 ÷ 本地应保护物种数 × 100",
    document="国家重点保护野生动物、植物名录",
    confidence="回忆",
    valid="名录换版会改变分母",
    basis_matters=True,
)
def protected_species_rate(species_protected: Exact, species_due: Exact) -> Result:
    """Share of nationally protected species present that are under protection."""
    return percent(species_protected, species_due)


@declared(
    name="外来物种入侵",
    states=("明显", "不明显"),
    asked="按当年监测或普查结论填“明显”或“不明显”。没有当年结论的留空，并写明原因。",
    formula="当年监测或普查结论",
    document="外来入侵物种管理办法",
    confidence="回忆",
    valid="须有当年的监测或普查结论",
)
def invasive_species(invasive_species: str) -> str:
    """Finding of the year's survey of invasive species."""
    return invasive_species


@declared(
    name="特有性或指示性水生物种保持率",
    states=("降低", "不降低"),
    asked=(
        "特有性或指示性水生物种的种类和数量与基准年相比，减少的填“降低”，"
        "不减少的填“不降低”。本区没有这类物种的留空，原因填“无此类对象”。"
    ),
    formula="当年种类、数量与基准年相比不降低",
    confidence="回忆",
    valid="没有这类物种是一种情况说明，不是达标；与保护率（表二）的结论须一致",
    can_be_absent=True,
)
def aquatic_species_kept(aquatic_species_kept: str) -> str:
    """Whether endemic or indicator aquatic species declined since the base year (table 1)."""
    return aquatic_species_kept


@declared(
    name="特有性或指示性水生物种保护率",
    states=("降低", "不降低"),
    asked=(
        "按表二“保护率”填：与基准年相比减少的填“降低”，不减少的填“不降低”。"
        "本区没有这类物种的留空，原因填“无此类对象”。"
    ),
    formula="当年种类、数量与基准年相比不降低",
    confidence="推断",
    valid="没有这类物种是一种情况说明，不是达标；与保持率（表一）的结论须一致",
    can_be_absent=True,
)
def aquatic_species_protected(aquatic_species_protected: str) -> str:
    """Whether endemic or indicator aquatic species declined since the base year (table 2)."""
    return aquatic_species_protected


@declared(
    name="自然岸线修复长度",
    unit="公里",
    limits=(0, None),
    decimals=2,
    asked="当年修复的自然岸线长度。",
    formula="当年修复长度，对照上级管控目标",
    confidence="推断",
    valid="没有海岸线的地区没有这一项",
    can_be_absent=True,
)
def natural_shore_restored(natural_shore_restored: Exact) -> Fraction:
    """Length of natural shore restored in the year, km."""
    return exact(natural_shore_restored)


@declared(
    name="滨海湿地修复面积",
    unit="公顷",
    limits=(0, None),
    decimals=2,
    asked="当年修复的滨海湿地面积。",
    formula="当年修复面积，对照上级管控目标",
    confidence="推断",
    valid="没有海岸线的地区没有这一项",
    can_be_absent=True,
)
def coastal_wetland_restored(coastal_wetland_restored: Exact) -> Fraction:
    """Area of coastal wetland restored in the year, ha."""
    return exact(coastal_wetland_restored)


@declared(
    name="危险废物利用处置率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年危险废物利用量与处置量之和占应利用处置量的比例，按产生单位在本区统计。"
        "医疗废物是否计入写在口径一栏；填百分数，保留2位小数。"
    ),
    formula="（利用量 + 处置量）÷ 应利用处置量 × 100",
    document="国家危险废物名录、固体废物污染环境防治法",
    confidence="回忆",
    source="2012 年环境统计年报 4.2（统计口径另用分母：产生量 + 利用处置的往年贮存量，当年 76.1%）",
    address="http://cn.chinagate.cn/reports/2014-06/13/content_32658066_50.htm",
    valid=(
        "应利用处置量 = 产生量 + 利用处置往年贮存量 − 当年合规贮存量；质量平衡须闭合。"
        "与国家统计口径不同：名称是“应利用处置量”，合规贮存一年以内是允许的，"
        "按统计口径的分母 100% 无法达到，故保留"
    ),
    basis_matters=True,
)
def hazardous_waste_disposal_rate(hazardous_used_disposed: Exact, hazardous_due: Exact) -> Result:
    """Share of hazardous waste due that was used or disposed of."""
    return percent(hazardous_used_disposed, hazardous_due)


@declared(
    name="放射性废物以及废旧放射源安全处置率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年已安全处置的放射性废物和废旧放射源占应处置数的比例。当年没有应处置的留空，"
        "原因填“无此类对象”；填百分数，保留2位小数。"
    ),
    formula="安全处置（送贮、返回）数 ÷ 应处置数 × 100",
    document="放射性污染防治法",
    confidence="推断",
    valid="没有应处置的不是 100%",
    can_be_absent=True,
)
def radioactive_disposal_rate(radioactive_disposed: Exact, radioactive_due: Exact) -> Result:
    """Share of radioactive waste and disused sources due that was safely disposed of."""
    return percent(radioactive_disposed, radioactive_due)


@declared(
    name="建设用地土壤污染风险管控和修复名录制度",
    states=("未建立", "建立", "严格执行"),
    asked=(
        "填当年年末的状态：已有名录制度而执行佐证不全的填“建立”；名录内地块没有违规供地、"
        "用途变更地块都依法调查的填“严格执行”。"
    ),
    formula="名录制度的建立与执行情况",
    document="土壤污染防治法、GB 36600",
    confidence="回忆",
    valid="名录内地块违规供地，或用途变更地块没有全部调查，就不是“严格执行”",
)
def soil_risk_register(
    soil_risk_register: str,
    soil_register_sites_misused: Exact | None = None,
    use_change_sites_surveyed: Exact | None = None,
    use_change_sites_due: Exact | None = None,
) -> str | Gap:
    """State of the register of construction land with soil pollution."""
    return refuted_by(
        soil_risk_register,
        "严格执行",
        above(soil_register_sites_misused, 0),
        below(use_change_sites_surveyed, use_change_sites_due),
    )


@declared(
    name="受污染耕地安全利用率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年实现安全利用的受污染耕地面积占受污染耕地总面积的比例。还没有核算结果的年份留空，"
        "并写明原因；填百分数，保留2位小数。"
    ),
    formula="（优先保护类轻微污染 + 安全利用、修复达标 + 严格管控面积）÷ 受污染耕地面积 × 100",
    document="受污染耕地安全利用率核算方法（试行）",
    confidence="已核",
    source="受污染耕地安全利用率核算方法（试行）全文转载",
    address="http://shhzdrilling.com/xyxw/info.aspx?itemid=356",
    valid="A =（B + C + D）÷ E；地块不重复计；E 取同一版详查结果",
    can_be_absent=True,
    basis_matters=True,
)
def contaminated_farmland_safe_use(
    contaminated_farmland_safe: Exact, contaminated_farmland: Exact
) -> Result:
    """Share of contaminated farmland in safe use: A = (B + C + D) ÷ E."""
    return percent(contaminated_farmland_safe, contaminated_farmland)


@declared(
    name="污染地块安全利用率",
    unit="%",
    limits=(0, 100),
    decimals=2,
    asked=(
        "当年再开发利用的污染地块中，符合规划用地土壤环境质量要求的面积比例。"
        "当年没有再开发利用地块的留空，原因填“无此类对象”；填百分数，保留2位小数。"
    ),
    formula=(
        "符合规划用地土壤环境质量要求的再开发利用污染地块面积 ÷ 全部再开发利用污染地块面积 × 100"
    ),
    document="土壤污染防治行动计划考核规定",
    confidence="回忆",
    source="土壤污染防治行动计划实施情况评估考核规定（试行）正文（公式在附 2，未读到）",
    address="https://mhuanbao.bjx.com.cn/mnews/20180601/902653.shtml",
    valid="没有再开发利用的地块不是 100%",
    can_be_absent=True,
    basis_matters=True,
)
def contaminated_site_safe_use(
    contaminated_sites_safe: Exact, contaminated_sites_reused: Exact
) -> Result:
    """Share, by area, of redeveloped contaminated sites fit for their use."""
    return percent(contaminated_sites_safe, contaminated_sites_reused)


@declared(
    name="突发生态环境事件应急管理机制",
    states=("未建立", "建立", "严格执行"),
    asked=(
        "填当年年末的状态：预案已制定的填“建立”；预案在有效期内、当年演练不少于1次、"
        "当年没有重特大事件的填“严格执行”。"
    ),
    formula="预案在有效期、当年演练不少于 1 次、无重特大事件",
    document="规划措施 M28-3（每年演练一次）；国办发〔2013〕101号第 22 条（至少三年一次）",
    confidence="回忆",
    source="突发事件应急预案管理办法第五、六章",
    address=("http://cn.chinagate.cn/povertyrelief/2013-11/08/content_30540511_3.htm"),
    valid=(
        "当年没有演练，或有重特大事件，就不是“严格执行”；每年一次是规划自己的承诺，"
        "法定下限是三年一次"
    ),
)
def emergency_mechanism(
    emergency_mechanism: str,
    emergency_drills: Exact | None = None,
    emergency_events_major: Exact | None = None,
) -> str | Gap:
    """State of the emergency mechanism."""
    return refuted_by(
        emergency_mechanism,
        "严格执行",
        below(emergency_drills, 1),
        above(emergency_events_major, 0),
    )
