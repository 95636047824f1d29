"""A wording's suggestion is the rule that a person confirmed, or there is none; never another."""

import pytest

from jbeco.indicators import INDICATORS
from jbeco.plan import Plan, load_plan, parse_rule
from jbeco.plan.suggest import suggest_rules


@pytest.fixture(scope="module")
def plan() -> Plan:
    return load_plan()


def test_on_the_plans_own_targets_it_is_right_or_silent(plan: Plan) -> None:
    right, silent = 0, set()
    for criterion in (one for one in plan.criteria if one.applicable):
        texts = [demand.text for demand in criterion.targets.values()]
        guesses = suggest_rules(texts, plan.indicators[criterion.indicator])
        for guess, demand in zip(guesses, criterion.targets.values(), strict=True):
            assert guess in ("", str(demand.rule)), (criterion.id, demand.text)
            right += guess != ""
            silent |= set() if guess else {criterion.id}
    # 全面消除劣五类 is no number, 逐年提高 of a yearly increment and 无…物种 needed a ruling.
    assert silent == {"N08-2", "P13", "P14-3"}
    assert right == 2 * 95 - 2 * len(silent)


def test_no_two_leaves_of_one_wording_are_told_apart_by_their_ids(plan: Plan) -> None:
    """The same wording about the same indicator gets the same suggestion in both sets."""
    found: dict[tuple[str, ...], set[str]] = {}
    for one in (one for one in plan.criteria if one.applicable):
        texts = [demand.text for demand in one.targets.values()]
        guess = suggest_rules(texts, plan.indicators[one.indicator])
        found.setdefault((one.indicator, *texts), set()).add("|".join(guess))
    assert all(len(guesses) == 1 for guesses in found.values())


PUBLISHED = [
    # 国家“十三五”生态环境保护规划 专栏1（国发〔2016〕65号）
    (">80", "good_air_days", "> 80"),
    (">70", "surface_water_class3_share", "> 70"),
    ("<5", "surface_water_inferior5_share", "< 5"),
    ("15左右", "surface_water_inferior5_share", ""),
    ("70左右", "coastal_water_share_12", ""),
    ("〔18〕", "pm25", ""),
    # 生态文明建设示范区（市）建设指标（环办生态〔2024〕4号，转载）
    ("完成上级规定的考核任务，且≥90或持续提高", "good_air_days", "task met and (>= 90 or rising)"),
    ("完成上级规定的考核任务，且≤25或持续下降", "pm25", "task met and (<= 25 or falling)"),
    ("完成上级规定的考核任务", "coastal_water_share_12", "task met"),
    ("保持稳定或持续改善", "forest_cover", "not worse"),
    ("△EQI>-1", "ecological_quality_index", ""),
    ("≥93", "contaminated_farmland_safe_use", ">= 93"),
    # 国家生态文明建设示范县、市指标（试行）（2016，转载）
    ("≥20", "eco_assessment_share", ">= 20"),
    ("≤0.70且能源消耗总量不超过控制目标值", "energy_intensity", ""),
    ("划定并遵守", "ecological_redline", ""),
    ("制定实施", "eco_plan", "status >= 制定实施"),
    # 浙江省省级生态文明建设示范县、市指标（试行）（转载）
    ("≤0.6", "energy_intensity", "<= 0.6"),
    ("高于全省平均值", "public_satisfaction_share", "> province"),
    # 别处公开的规划、方案与报道（只取指标与写法）：四川省“十三五”生态保护与建设规划
    ("达到40%", "forest_cover", ">= 40"),
    ("将达14平方米", "park_green_per_capita", ""),
    ("83%以上", "surface_water_class3_share", ">= 83"),
    # 辽宁省全面振兴新突破三年行动中保障和改善民生的实施意见
    ("达到90%左右", "good_air_days", ""),
    # 一个县的国家级生态县创建工作方案
    ("保持在0.9吨标煤/万元以下", "energy_intensity", ""),
    ("达95%以上", "public_satisfaction_share", ">= 95"),
    # 天津滨海新区农村人居环境整治
    ("达到100%", "household_waste_treatment_rate", "= 100"),
    # 安庆市大观区农业面源污染治理
    ("达到90%以上", "straw_use_rate", ">= 90"),
    # 省级生态县建设指标（转载）
    ("<全省平均水平，且近三年逐年下降", "energy_intensity", ""),
    ("≥90 且无危险废物排放", "industrial_solid_waste_use_rate", ""),
    # 生态环境部 2026 年 3 月的通报
    ("累计下降20%", "pm25", ""),
    # 常见的别的写法
    ("达到95%以上", "sewage_treatment_rate", ">= 95"),
    ("不低于 60", "ecological_index", ">= 60"),
    ("优于全省平均", "pm25", "< province"),
    ("≤３０ μg/m³", "pm25", "<= 30"),
    ("达92%", "sewage_treatment_rate", ">= 92"),
    ("提高到92%", "sewage_treatment_rate", ">= 92"),
    ("提升至92%以上", "sewage_treatment_rate", ">= 92"),
    ("稳定在98%以上", "sewage_treatment_rate", ">= 98"),
    ("保持在100%", "sewage_treatment_rate", "= 100"),
    ("超过95%", "sewage_treatment_rate", "> 95"),
    ("降至25微克/立方米", "pm25", "<= 25"),
    ("控制在30微克/立方米以内", "pm25", "<= 30"),
    ("稳定在28微克/立方米以下", "pm25", "<= 28"),
    ("稳定达到28微克/立方米", "pm25", ""),
    ("全覆盖", "sewage_treatment_rate", "= 100"),
    ("实现全覆盖", "env_damage_compensation", ""),
    ("全覆盖", "pm25", ""),
    ("降至92%", "sewage_treatment_rate", ""),
    ("控制在92%", "sewage_treatment_rate", ""),
    ("提高到30微克/立方米", "pm25", ""),
    ("提高92%", "sewage_treatment_rate", ""),
    ("较2020年下降18%", "energy_intensity", ""),
    ("累计修复12公里", "natural_shore_restored", ""),
    ("逐步提高", "sewage_treatment_rate", "rising"),
    ("下降18%", "energy_intensity", ""),
    ("90～95", "sewage_treatment_rate", ""),
    ("市≥95；县≥85", "sewage_treatment_rate", ""),
    ("≥85，≥90", "sewage_treatment_rate", ""),
    ("到2025年达到98%", "sewage_treatment_rate", ""),
    ("①≥90 ②≥80", "good_air_days", ""),
    ("≤30", "good_air_days", ""),
    ("持续下降", "good_air_days", ""),
    ("≥90%或完成考核任务，保持稳定，或持续提高", "good_air_days", ""),
    ("逐年提高", "construction_land_per_gdp_decline", ""),
    ("不降低", "forest_cover", ""),
    ("-", "forest_cover", ""),
    ("", "forest_cover", ""),
]


@pytest.mark.parametrize(("text", "indicator", "rule"), PUBLISHED)
def test_on_wordings_that_others_published(text: str, indicator: str, rule: str) -> None:
    assert suggest_rules([text], INDICATORS[indicator]) == [rule]
    assert rule == "" or str(parse_rule(rule)) == rule


@pytest.mark.parametrize(
    ("texts", "confirmed", "rules"),
    [
        (["97", "持续提高"], [], [">= 97", ">= 97 and rising"]),
        (["97", "98"], [], [">= 97", ">= 98"]),
        (["97", "持续提高"], ["> 97"], [">= 97", "> 97 and rising"]),
        (["约97", "持续提高"], [], ["", ""]),  # nobody knows yet which number to keep
        (["约97", "持续提高"], [">= 97"], ["", ">= 97 and rising"]),
        (["97，或持续提高", "持续提高"], [], [">= 97 or rising", ""]),
        (["持续提高", "持续提高"], [], ["rising", "rising"]),
    ],
)
def test_a_later_target_keeps_the_number_of_the_one_before(
    texts: list[str], confirmed: list[str], rules: list[str]
) -> None:
    assert suggest_rules(texts, INDICATORS["sewage_treatment_rate"], confirmed) == rules
