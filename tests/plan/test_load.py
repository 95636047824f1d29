"""The loader: another district's plan is read, and a bad one is refused with all its faults."""

from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.plan import load_plan
from jbeco.problems import JbecoError


def refused(folder: Path, flipped: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(JbecoError) as caught:
        load_plan(folder, flipped=flipped)
    return [str(problem).removeprefix("错误｜") for problem in caught.value.problems]


def test_another_district_is_read(county_plan: Path) -> None:
    plan = load_plan(county_plan)
    assert (plan.district, plan.province) == ("云溪县", "南江省")
    assert plan.milestones == (2027, 2032)
    assert dict(plan.frameworks) == {"county": "县级指标体系"}
    assert [c.id for c in plan.criteria] == ["C01", "C02-1", "C02-2", "C03"]
    straw = plan.criterion("C01")
    assert straw.base_values == {"": Fraction(80)}
    assert (straw.limit_low, straw.limit_high, straw.resolution) == (0, 100, Fraction(1, 20))
    assert (straw.unit, straw.department, straw.base_year) == ("%", "ecology", 2022)
    assert straw.attribute == "binding"
    assert straw.applicable
    assert str(straw.standard.rule) == ">= 75"
    assert {year: str(d.rule) for year, d in straw.targets.items()} == {
        2027: ">= 90",
        2032: ">= 95",
    }
    assert straw.targets[2027].text == "90"
    assert plan.criterion("C02-1").base_values == {"城区": 10, "镇区": 12}
    assert plan.criterion("C02-1").full_name == "人居环境：公园绿地"
    assert plan.criterion("C02-1").row == "C02"
    assert plan.criterion("C02-2").base_values == {}
    assert plan.criterion("C02-2").base_value_text == "部分实施"
    assert [c.amount for c in plan.actions[0].commitments] == [Fraction(1)]


def test_a_plan_uses_only_the_indicators_of_its_frameworks(county_plan: Path) -> None:
    plan = load_plan(county_plan)
    assert list(plan.indicators) == [
        "env_damage_compensation",
        "water_per_gdp",
        "straw_use_rate",
        "park_green_per_capita",
    ]
    assert {balance.id for balance in plan.balances} == set()


@pytest.mark.parametrize(
    ("year", "milestone"), [(2022, 2027), (2027, 2027), (2028, 2032), (2032, 2032)]
)
def test_each_year_is_measured_against_the_next_milestone(county_plan, year, milestone) -> None:
    assert load_plan(county_plan).target_year(year) == milestone


SET = "nanjiang-2020.csv"


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            SET,
            ",>= 75,",
            ",>= 75 nad,",
            f"{SET}!K2（standard_rule）｜规则“>= 75 nad”从“nad”起读不懂",
        ),
        (SET, ",>= 75,", ",,", f"{SET}!K2（standard_rule）｜适用的子项缺少规则"),
        (SET, "straw_use_rate", "straw_rate", f"{SET}!I2（indicator）｜“straw_rate”没有这个指标"),
        (SET, "%,binding", "%,strict", f"{SET}!H2（attribute）｜“strict”不在可选值里"),
        (SET, "2,1,living", "两,1,living", f"{SET}!A3（number）｜“两”读不懂｜应为整数"),
        (SET, "2,2,living", "2,1,living", f"{SET}!A4（number）｜“2”：子项 C02-1 与第 3 行重复"),
        (SET, "1,,security", "1,,water", f"{SET}!C2（system）｜“water”不在 plan.toml 的 [systems]"),
        (SET, ",attribute,", ",", f"{SET} 第 1 行｜缺少列 attribute"),
        (
            SET,
            "status >= 部分实施",
            "status >= 一半",
            f"{SET}!K4（standard_rule）｜“status >= 一半”用了梯级里没有的词“一半”",
        ),
        (
            SET,
            "status >= 部分实施",
            ">= 50",
            f"{SET}!K4（standard_rule）｜“>= 50”给状态型指标量设了数值界限",
        ),
        (
            SET,
            ",>= 75,",
            ",kept,",
            f"{SET}!K2（standard_rule）｜“kept”给数值型指标量用了 kept",
        ),
        (
            "criteria.csv",
            ",>= 90,",
            ",至少 90,",
            "criteria.csv!G2（target_2027_rule）｜规则“至少 90”从“至少 90”起读不懂",
        ),
        (
            "criteria.csv",
            ",>= 90,",
            ",,",
            "criteria.csv!G2（target_2027_rule）｜适用的子项缺少规则",
        ),
        (
            "criteria.csv",
            "C01,yes",
            "C01,maybe",
            "criteria.csv!B2（applicable）｜“maybe”不在可选值里",
        ),
        ("criteria.csv", "C01,yes,", "C01,yes,去年", "criteria.csv!C2（base_year）｜“去年”读不懂"),
        ("criteria.csv", "C03,", "C01,", "criteria.csv!A5（id）｜“C01”与第 2 行重复"),
        ("criteria.csv", "C03,", "C09,", "criteria.csv!A5（id）｜“C09”不是指标体系里的子项"),
        ("criteria.csv", "base_text,", "", "criteria.csv 第 1 行｜缺少列 base_text"),
        ("criteria.csv", "target_2027_text", "target_2025_text", "criteria.csv 第 1 行｜缺少列"),
        (
            "base_values.csv",
            "C03,,level",
            "C09,,level",
            "base_values.csv!A6（criterion）｜“C09”没有",
        ),
        ("base_values.csv", "C03,,level", "C03,北,level", "base_values.csv!B6（series）｜“北”不是"),
        ("base_values.csv", "C03,,level", "C03,,mean", "base_values.csv!C6（measure）｜“mean”不在"),
        (
            "base_values.csv",
            "C03,,level",
            "C03,,state",
            "base_values.csv!C6（measure）｜“state”与指",
        ),
        (
            "base_values.csv",
            "level,80,",
            "level,约80,",
            "base_values.csv!D2（value）｜“约80”不是数",
        ),
        (
            "base_values.csv",
            "level,80,",
            "level,,",
            "base_values.csv!D2（value）｜“”：值与缺数原因",
        ),
        ("base_values.csv", "部分实施,", "大半,", "base_values.csv!D5（value）｜“大半”不在梯级里"),
        ("base_values.csv", "80,2022", "80,前年", "base_values.csv!E2（data_year）｜“前年”读不懂"),
        (
            "base_values.csv",
            "80,2022",
            "80,2023",
            "base_values.csv!E2（data_year）｜“2023”晚于基准年",
        ),
        (
            "base_values.csv",
            "80,2022,,,B",
            "80,2022,,,E",
            "base_values.csv!H2（grade）｜“E”不在可选",
        ),
        (
            "base_values.csv",
            "80,2022,,,B",
            ",2022,,忘了,D",
            "base_values.csv!G2（missing）｜“忘了”不是缺数原因的代码",
        ),
        (
            "base_values.csv",
            "80,2022,,,B",
            ",2022,,no_object,D",
            "base_values.csv!G2（missing）｜“no_object”在这个指标上不成立",
        ),
        (
            "base_values.csv",
            "C02-1,镇区",
            "C02-1,城区",
            "base_values.csv!A4（criterion）｜“C02-1”的这个系列、这种量与第 3 行重复",
        ),
        (
            "base_values.csv",
            "C02-1,镇区,level,12,2022,,,B,规划,2,\n",
            "",
            "base_values.csv｜适用的子项 C02-1（镇区） 没有基准年的一行",
        ),
        (
            "departments.csv",
            "water,县水利局",
            "housing,县水利局",
            "departments.csv!A4（id）｜“housing”与第 3 行重复",
        ),
        (
            "reporters.csv",
            "gdp_current,water",
            "gdp_current,statistics",
            "reporters.csv!B11（department）｜“statistics”没有这个部门",
        ),
        (
            "reporters.csv",
            "gdp_current,",
            "gdp_actual,",
            "reporters.csv!A11（code）｜“gdp_actual”不是指标或输入的代码",
        ),
        (
            "reporters.csv",
            "gdp_current,water\n",
            "gdp_current,water\nvillages,water\n",
            "reporters.csv!A12（code）｜“villages”没有子项用到｜请删去这一行",
        ),
        (
            "reporters.csv",
            "gdp_current,water\n",
            "gdp_current,water\nsewage_treatment_rate,water\n",
            "reporters.csv!A12（code）｜“sewage_treatment_rate”没有子项用到",
        ),
        (
            "reporters.csv",
            "gdp_current,water\n",
            "gdp_current,water\nenergy_dual_control,water\n",
            "reporters.csv!A12（code）｜“energy_dual_control”不单独填报，由 energy_intensity",
        ),
        (
            "actions.csv",
            "A02,safeguard",
            "A02,rescue",
            "actions.csv!B3（system）｜“rescue”没有这个体系｜可选：security、living、safeguard",
        ),
        ("actions.csv", "一,1,水", "一,壹,水", "actions.csv!D2（section_number）｜“壹”读不懂"),
        (
            "commitments.csv",
            "A01,A01-1",
            "A09,A01-1",
            "commitments.csv!A2（action）｜“A09”没有这条措施",
        ),
        (
            "commitments.csv",
            ">=,1,次",
            ">=,一,次",
            "commitments.csv!G2（amount）｜“一”读不懂｜应为数",
        ),
        ("commitments.csv", ",yes,", ",often,", "commitments.csv!K2（recurring）｜“often”不在可选"),
        (
            "rulings.csv",
            "县生态局,待确认,default",
            "县生态局,待确认,mine",
            "rulings.csv!L2（taken）｜“mine”不在可选值里｜可选：default、other",
        ),
        ("rulings.csv", "R02,B", "R01,B", "rulings.csv!A3（id）｜“R01”与第 2 行重复"),
        ("plan.toml", "base_year = 2022", "base_year = 2030", "plan.toml base_year｜基准年、近期"),
        (
            "plan.toml",
            "base_year = 2022",
            'base_year = "2022"',
            "plan.toml base_year｜“2022”类型不对",
        ),
        ("plan.toml", 'source = "虚构"', "", "plan.toml source｜缺少｜请补上"),
        (
            "plan.toml",
            'source = "虚构"',
            'source = ""\nmotto = 1',
            "plan.toml motto｜“1”不认识这一项",
        ),
        ("plan.toml", "[systems]", "[systems", "plan.toml｜TOML 格式有误"),
        ("plan.toml", '"nanjiang-2020"', '"beihe-2020"', "beihe-2020.csv｜缺少这个文件"),
        ("plan.toml", 'title = "县', 'name = "县', "plan.toml [frameworks.county] title｜缺少"),
        ("plan.toml", "park_green_per", "park_green_par", "plan.toml [series] park_green_par"),
        ("plan.toml", '["城区", "镇区"]', '["城区", "城区"]', "plan.toml [series] park_green_per"),
        ("methods.toml", 'partly = "0.60"', "partly = 0.6", "methods.toml [pace] partly｜"),
    ],
)
def test_one_fault_is_named_by_file_cell_and_column(
    county_plan: Path, edit, file: str, old: str, new: str, said: str
) -> None:
    edit(county_plan / file, old, new)
    found = refused(county_plan)
    assert any(fault.startswith(said) for fault in found), found


def test_an_input_that_nobody_is_asked_for_is_named_with_indicator_and_file(
    county_plan: Path, edit
) -> None:
    edit(county_plan / "reporters.csv", "gdp_current,water\n", "")
    (said,) = refused(county_plan)
    assert said == (
        "reporters.csv｜指标 water_per_gdp（单位地区生产总值用水量）要用的 "
        "gdp_current（地区生产总值（现价））没有人报｜"
        "请在 reporters.csv 加一行“gdp_current,部门”；不评的，把 C03 的 applicable 改为 no"
    )


def test_a_value_that_nobody_is_asked_for_is_named_too(county_plan: Path, edit) -> None:
    edit(county_plan / "reporters.csv", "env_damage_compensation,housing\n", "")
    (said,) = refused(county_plan)
    assert said.startswith("reporters.csv｜指标 env_damage_compensation（生态环境损害赔偿）要用的")


def test_what_does_not_apply_needs_nobody_and_no_base_value(county_plan: Path, edit) -> None:
    edit(county_plan / "criteria.csv", "C03,yes", "C03,no")
    edit(county_plan / "base_values.csv", "C03,,level,40,2022,,,B,规划,3,\n", "")
    for code in ("water_per_gdp", "water_use_total", "gdp_current"):
        edit(county_plan / "reporters.csv", f"{code},water\n", "")
    plan = load_plan(county_plan)
    assert not plan.criterion("C03").applicable
    assert plan.criterion("C03").department == ""
    assert "water_per_gdp" not in plan.observations


def test_a_leaf_that_the_plan_passes_over_is_named(county_plan: Path, edit) -> None:
    table = county_plan / "criteria.csv"
    edit(table, "C03,yes,,40,,持续下降并完成任务,falling and task met,持续下降,falling,\n", "")
    (said,) = [fault for fault in refused(county_plan) if fault.startswith("criteria.csv")]
    assert said.startswith("criteria.csv｜缺少子项 C03（用水量）")


def test_a_row_with_one_comma_missing_is_one_problem(plan_copy: Path) -> None:
    for path in sorted(plan_copy.glob("*.csv")):
        text = path.read_text(encoding="utf-8")
        header, first, *rest = text.splitlines(keepends=True)
        path.write_text("".join([header, first.replace(",", "", 1), *rest]), encoding="utf-8")
        (said,) = refused(plan_copy)
        assert said.startswith(f"{path.name} 第 2 行｜有 "), path.name
        path.write_text(text, encoding="utf-8")
    assert load_plan(plan_copy).criteria


def test_the_rest_of_a_damaged_table_is_still_read(county_plan: Path, edit) -> None:
    edit(county_plan / "base_values.csv", "C01,,level", "C01,level")
    edit(county_plan / "base_values.csv", "level,40,", "level,四十,")
    places = [fault.partition("｜")[0] for fault in refused(county_plan)]
    assert places == ["base_values.csv 第 2 行", "base_values.csv!D6（value）"]


def test_a_name_that_many_rows_use_is_named_once(county_plan: Path, edit) -> None:
    edit(county_plan / "departments.csv", "ecology,县生态局", "ecologi,县生态局")
    said = refused(county_plan)
    assert [fault.partition("｜")[0] for fault in said] == [
        "reporters.csv!B2（department）",
        "actions.csv!B3（department）".replace("B3", "J3"),
    ]
    assert "“ecology”没有这个部门（第 3、4 行也是）" in said[0]


def test_a_lone_fault_brings_no_others_along(county_plan: Path, edit) -> None:
    edit(county_plan / SET, "%,binding", "%,strict")
    assert len(refused(county_plan)) == 1


def test_all_faults_of_all_tables_are_named_at_once(county_plan: Path, edit) -> None:
    edit(county_plan / SET, ",>= 75,", ",>= ,")
    edit(county_plan / "criteria.csv", "C02-2,yes", "C02-2,si")
    edit(county_plan / "actions.csv", "A02,safeguard", "A02,rescue")
    edit(county_plan / "rulings.csv", "县水利局,待确认", "县水利局,也许")
    edit(county_plan / "ruling_effects.csv", ">= 75,= 75", ">= 70,= 75")
    edit(county_plan / "methods.toml", "falls_in_a_row = 3", "")
    places = {fault.partition("｜")[0] for fault in refused(county_plan)}
    assert places == {
        f"{SET}!K2（standard_rule）",
        "criteria.csv!B4（applicable）",
        "actions.csv!B3（system）",
        "rulings.csv!K3（status）",
        "ruling_effects.csv!E2（default）",
        "methods.toml [trend] falls_in_a_row",
    }


@pytest.mark.parametrize(
    "name",
    [
        *("methods.toml", "criteria.csv", "base_values.csv", "reporters.csv", "actions.csv"),
        *("commitments.csv", "departments.csv", "rulings.csv", "ruling_effects.csv", SET),
    ],
)
def test_a_missing_file_is_named_and_brings_no_others_along(county_plan: Path, name: str) -> None:
    (county_plan / name).unlink()
    assert [fault.split("｜")[:2] for fault in refused(county_plan)] == [[name, "缺少这个文件"]]


def test_a_missing_plan_file_is_named_first(county_plan: Path) -> None:
    (county_plan / "plan.toml").unlink()
    assert refused(county_plan)[0].split("｜")[:2] == ["plan.toml", "缺少这个文件"]


def test_two_missing_files_are_named_at_once(county_plan: Path) -> None:
    for name in ("actions.csv", "rulings.csv"):
        (county_plan / name).unlink()
    assert {fault.split("｜")[0] for fault in refused(county_plan)} == {
        "actions.csv",
        "rulings.csv",
    }


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    (said,) = refused(tmp_path / "无")
    assert "没有这个规划文件夹" in said


@pytest.mark.parametrize("file", ["plan.toml", "methods.toml", "criteria.csv"])
def test_a_table_in_another_encoding_is_a_problem_not_a_crash(county_plan: Path, file) -> None:
    path = county_plan / file
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    (said,) = refused(county_plan)
    assert said.startswith(file)


def test_the_files_are_named_with_their_sha256(county_plan: Path, edit) -> None:
    files = dict(load_plan(county_plan).files)
    assert {"plan.toml", "methods.toml", "criteria.csv", f"frameworks/{SET}"} <= set(files)
    edit(county_plan / "criteria.csv", "yes,,80,", "yes,,八十,")
    later = dict(load_plan(county_plan).files)
    assert [name for name in files if files[name] != later[name]] == ["criteria.csv"]
