"""The loader: an invented plan of another district is read, and every bad table is refused."""

from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.plan import load_plan
from jbeco.problems import JbecoError


def refused(folder: Path, flipped: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(JbecoError) as caught:
        load_plan(folder, flipped=flipped)
    return [str(problem).removeprefix("错误｜") for problem in caught.value.problems]


def test_a_plan_with_other_years_is_read(county_plan: Path) -> None:
    plan = load_plan(county_plan)
    assert (plan.district, plan.province) == ("云溪县", "南江省")
    assert plan.milestones == (2027, 2032)
    assert [c.id for c in plan.criteria] == ["C01", "C02-1", "C02-2", "C03"]
    rivers = plan.criterion("C01")
    assert rivers.base_values == {"": Fraction(80)}
    assert (rivers.limit_low, rivers.limit_high, rivers.resolution) == (0, 100, Fraction(1, 20))
    assert rivers.attribute == "binding"
    assert rivers.applicable
    assert str(rivers.standard.rule) == ">= 75"
    assert {year: str(d.rule) for year, d in rivers.targets.items()} == {
        2027: ">= 90",
        2032: ">= 95",
    }
    assert rivers.targets[2027].text == "90"
    assert plan.criterion("C02-1").base_values == {"城区": 10, "镇区": 12}
    assert plan.criterion("C02-1").full_name == "人居环境：公园绿地"
    assert plan.criterion("C02-1").row == "C02"
    assert plan.criterion("C02-2").base_values == {}
    assert plan.indicators["waste_sorting"].states == ("未实施", "部分实施", "全面实施")
    assert plan.indicators["clean_rivers"].series == ("",)
    assert [c.amount for c in plan.actions[0].commitments] == [Fraction(1)]


@pytest.mark.parametrize(
    ("year", "milestone"), [(2022, 2027), (2027, 2027), (2028, 2032), (2032, 2032)]
)
def test_each_year_is_measured_against_the_next_milestone(county_plan, year, milestone) -> None:
    assert load_plan(county_plan).target_year(year) == milestone


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        (
            "criteria.csv",
            ">= 75,",
            ">= 75 nad,",
            "criteria.csv!Y2（standard_rule）｜规则“>= 75 nad”从“nad”起读不懂",
        ),
        (
            "criteria.csv",
            ",>= 90,",
            ",至少 90,",
            "criteria.csv!Z2（target_2027_rule）｜规则“至少 90”从“至少 90”起读不懂",
        ),
        (
            "criteria.csv",
            "yes,clean_rivers",
            "yes,clear_rivers",
            "criteria.csv!M2（indicator）｜“clear_rivers”没有这个指标量",
        ),
        ("criteria.csv", "C03,", "C01,", "criteria.csv!A5（id）｜“C01”与第 2 行重复"),
        (
            "criteria.csv",
            "C02-2,county",
            "C02-3,county",
            "criteria.csv!A4（id）｜“C02-3”与指标体系、序号、子项不符｜应为 C02-2",
        ),
        (
            "criteria.csv",
            "%,%,binding",
            "%,%,strict",
            "criteria.csv!K2（attribute）｜“strict”不在可选值里｜可选：binding、reference",
        ),
        (
            "criteria.csv",
            "%,%,binding",
            "%,吨,binding",
            "criteria.csv!J2（unit）｜“吨”与指标量的单位不符｜应为“%”",
        ),
        (
            "criteria.csv",
            "status >= 部分实施",
            "status >= 一半",
            "criteria.csv!Y4（standard_rule）｜“status >= 一半”用了梯级里没有的词“一半”",
        ),
        (
            "criteria.csv",
            "status >= 部分实施",
            ">= 50",
            "criteria.csv!Y4（standard_rule）｜“>= 50”给状态型指标量设了数值界限",
        ),
        (
            "criteria.csv",
            "部分实施,实施,部分实施",
            "大半实施,实施,部分实施",
            "criteria.csv!T4（base_value）｜“大半实施”不在梯级里",
        ),
        (
            "criteria.csv",
            "城区=10;镇区=12",
            "城区=10",
            "criteria.csv!T3（base_value）｜“城区=10”与指标量的系列不符｜应为 城区=数;镇区=数",
        ),
        (
            "criteria.csv",
            "2022,80,",
            "2022,约80,",
            "criteria.csv!T2（base_value）｜“约80”不是数",
        ),
        (
            "criteria.csv",
            "2022,80,",
            "基准,80,",
            "criteria.csv!S2（base_year）｜“基准”读不懂｜应为年份",
        ),
        (
            "criteria.csv",
            "higher,0,100,",
            "higher,0,∞,",
            "criteria.csv!P2（limit_high）｜“∞”读不懂｜应为数",
        ),
        (
            "criteria.csv",
            "higher,0,100,",
            "up,0,100,",
            "criteria.csv!N2（direction）｜“up”不在可选值里",
        ),
        (
            "criteria.csv",
            "binding,yes,clean",
            "binding,maybe,clean",
            "criteria.csv!L2（applicable）｜“maybe”不在可选值里",
        ),
        ("criteria.csv", ",>= 75,", ",,", "criteria.csv 第 2 行｜适用的子项缺少规则"),
        (
            "criteria.csv",
            "security,（一）",
            "water,（一）",
            "criteria.csv!E2（domain）｜“water”不在可选值里｜可选：security、living",
        ),
        (
            "criteria.csv",
            "C01,county",
            "C01,city",
            "criteria.csv!B2（framework）｜“city”不在可选值里",
        ),
        (
            "criteria.csv",
            ">= 95,ecology,",
            ">= 95,weather,",
            "criteria.csv!AB2（department）｜“weather”不在可选值里",
        ),
        ("criteria.csv", "limit_low,", "", "criteria.csv 第 1 行｜缺少列 limit_low"),
        (
            "indicators.csv",
            "water_use,用水量,number",
            "water_use,用水量,numeral",
            "indicators.csv!C5（kind）｜“numeral”不在可选值里",
        ),
        (
            "indicators.csv",
            "未实施;部分实施;全面实施",
            "",
            "indicators.csv!F4（states）｜“”与 kind 不符",
        ),
        (
            "indicators.csv",
            "用水 ÷ 产值,虚构,推断",
            "用水 ÷ 产值,虚构,大概",
            "indicators.csv!J5（confidence）｜“大概”不在可选值里",
        ),
        (
            "departments.csv",
            "water,县水利局",
            "housing,县水利局",
            "departments.csv!A4（id）｜“housing”与第 3 行重复",
        ),
        (
            "actions.csv",
            "A02,safeguard",
            "A02,rescue",
            "actions.csv!B3（system）｜“rescue”不在可选值里｜可选：security、living、safeguard",
        ),
        (
            "commitments.csv",
            "A01-1,A01",
            "A01-1,A09",
            "commitments.csv!B2（action）｜“A09”",
        ),
        (
            "commitments.csv",
            ">=,1,次",
            ">=,一,次",
            "commitments.csv!G2（amount）｜“一”读不懂｜应为数",
        ),
        (
            "rulings.csv",
            "县生态局,待确认,default",
            "县生态局,待确认,mine",
            "rulings.csv!J2（taken）｜“mine”不在可选值里｜可选：default、other",
        ),
        (
            "rulings.csv",
            "R02,B",
            "R01,B",
            "rulings.csv!A3（id）｜“R01”与第 2 行重复",
        ),
        (
            "ruling_effects.csv",
            "R01,criteria",
            "R09,criteria",
            "ruling_effects.csv!A2（ruling）｜“R09”没有这条裁定",
        ),
        (
            "ruling_effects.csv",
            "criteria,C01,",
            "criteria,C99,",
            "ruling_effects.csv!C2（row）｜“C99”没有这个子项",
        ),
        (
            "ruling_effects.csv",
            "no_superior_target",
            "no_superior_goal",
            "ruling_effects.csv!D3（field）｜“no_superior_goal”方法档案里没有这一项",
        ),
        ("plan.toml", "base_year = 2022", "base_year = 2030", "plan.toml｜基准年、近期、远期"),
        ("plan.toml", "base_year = 2022", 'base_year = "2022"', "plan.toml base_year｜"),
        ("plan.toml", 'source = "虚构"', "", "plan.toml source｜缺少、多余或类型不对"),
        ("plan.toml", 'source = "虚构"', 'source = ""\nmotto = ""', "plan.toml motto｜"),
        ("plan.toml", "[systems]", "[systems", "plan.toml｜TOML 格式有误"),
        ("methods.toml", 'partly = "0.60"', "partly = 0.6", "methods.toml [pace] partly｜"),
    ],
)
def test_one_fault_is_named_by_file_cell_and_column(
    county_plan: Path, edit, file: str, old: str, new: str, said: str
) -> None:
    edit(county_plan / file, old, new)
    found = refused(county_plan)
    assert any(fault.startswith(said) for fault in found), found


def test_a_lone_fault_brings_no_others_along(county_plan: Path, edit) -> None:
    edit(county_plan / "criteria.csv", "%,%,binding", "%,%,strict")
    assert len(refused(county_plan)) == 1


def test_all_faults_of_all_tables_are_named_at_once(county_plan: Path, edit) -> None:
    edit(county_plan / "criteria.csv", ">= 75,", ">= ,")
    edit(county_plan / "criteria.csv", "status >= 部分实施", "status >= 一半")
    edit(county_plan / "indicators.csv", "用水 ÷ 产值,虚构,推断", "用水 ÷ 产值,虚构,大概")
    edit(county_plan / "actions.csv", "A02,safeguard", "A02,rescue")
    edit(county_plan / "rulings.csv", "县水利局,待确认", "县水利局,也许")
    edit(county_plan / "methods.toml", "window_years = 3", "")
    places = {fault.partition("｜")[0] for fault in refused(county_plan)}
    assert places == {
        "criteria.csv!Y2（standard_rule）",
        "criteria.csv 第 2 行",
        "criteria.csv!Y4（standard_rule）",
        "indicators.csv!J5（confidence）",
        "actions.csv!B3（system）",
        "rulings.csv!I3（status）",
        "ruling_effects.csv!E2（default）",
        "methods.toml [trend] window_years",
    }


@pytest.mark.parametrize(
    "name",
    [
        "methods.toml",
        "criteria.csv",
        "indicators.csv",
        "actions.csv",
        "commitments.csv",
        "departments.csv",
        "rulings.csv",
        "ruling_effects.csv",
    ],
)
def test_a_missing_file_is_named(county_plan: Path, name: str) -> None:
    (county_plan / name).unlink()
    assert [fault.split("｜")[:2] for fault in refused(county_plan)] == [[name, "缺少这个文件"]]


def test_a_missing_plan_file_is_named_first(county_plan: Path) -> None:
    (county_plan / "plan.toml").unlink()
    assert refused(county_plan)[0].split("｜")[:2] == ["plan.toml", "缺少这个文件"]


def test_two_missing_files_are_named_at_once(county_plan: Path) -> None:
    for name in ("actions.csv", "rulings.csv"):
        (county_plan / name).unlink()
    assert [fault.split("｜")[0] for fault in refused(county_plan)] == [
        "actions.csv",
        "rulings.csv",
    ]


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    (said,) = refused(tmp_path / "无")
    assert "没有这个规划文件夹" in said


@pytest.mark.parametrize("file", ["plan.toml", "methods.toml", "criteria.csv"])
def test_a_table_in_another_encoding_is_a_problem_not_a_crash(county_plan: Path, file) -> None:
    path = county_plan / file
    path.write_bytes(path.read_text(encoding="utf-8").encode("gbk"))
    assert refused(county_plan)[0].startswith(file)


def test_a_section_that_is_no_table_is_a_problem_not_a_crash(county_plan: Path, edit) -> None:
    edit(county_plan / "methods.toml", "[trend]", "[unused]")
    edit(county_plan / "methods.toml", "\nversion", "\ntrend = 3\nversion")
    (said,) = refused(county_plan)
    assert said.startswith("methods.toml trend｜应为一节")


def test_a_ruling_read_the_other_way_changes_just_its_cell(county_plan: Path) -> None:
    taken, other = load_plan(county_plan), load_plan(county_plan, flipped=["R01"])
    assert str(taken.criterion("C01").standard.rule) == ">= 75"
    assert str(other.criterion("C01").standard.rule) == "= 75"
    assert other.criterion("C01").targets == taken.criterion("C01").targets
    assert other.criteria[1:] == taken.criteria[1:]
    assert other.methods == taken.methods


def test_a_ruling_taken_the_other_way_is_read_so_without_code(county_plan: Path, edit) -> None:
    edit(county_plan / "rulings.csv", "县生态局,待确认,default", "县生态局,已确认,other")
    assert str(load_plan(county_plan).criterion("C01").standard.rule) == "= 75"
    flipped = load_plan(county_plan, flipped=["R01"])
    assert str(flipped.criterion("C01").standard.rule) == ">= 75"


def test_a_ruling_on_the_methods_changes_the_profile(county_plan: Path) -> None:
    assert load_plan(county_plan).methods.no_superior_target == "unknown"
    other = load_plan(county_plan, flipped=["R02"])
    assert other.methods.no_superior_target == "not_applicable"


def test_a_ruling_that_changes_nothing_cannot_be_taken_the_other_way(county_plan, edit) -> None:
    effects = county_plan / "ruling_effects.csv"
    edit(effects, "R01,criteria,C01,standard_rule,>= 75,= 75\n", "")
    edit(county_plan / "rulings.csv", "县生态局,待确认,default", "县生态局,待确认,other")
    (said,) = refused(county_plan)
    assert said.startswith("rulings.csv!J2（taken）｜“other”没有可改的内容")


def test_an_effect_whose_default_is_not_in_the_table_is_refused(county_plan, edit) -> None:
    edit(county_plan / "ruling_effects.csv", "standard_rule,>= 75,", "standard_rule,>= 70,")
    (said,) = refused(county_plan)
    assert said.startswith("ruling_effects.csv!E2（default）｜“>= 70”与表里现在的“>= 75”不一致")


def test_an_effect_on_a_column_that_does_not_exist_is_refused(county_plan, edit) -> None:
    edit(county_plan / "ruling_effects.csv", "C01,standard_rule", "C01,standard_rules")
    (said,) = refused(county_plan)
    assert said.startswith("ruling_effects.csv!D2（field）｜“standard_rules”")


def test_the_reading_taken_is_checked_like_the_default(county_plan: Path, edit) -> None:
    edit(county_plan / "ruling_effects.csv", ">= 75,= 75", ">= 75,正好 75")
    said, *_ = refused(county_plan, flipped=("R01",))
    assert said.startswith("criteria.csv!Y2（standard_rule）｜规则“正好 75”")


def test_the_files_are_named_with_their_sha256(county_plan: Path, edit) -> None:
    files = dict(load_plan(county_plan).files)
    assert {"plan.toml", "methods.toml", "criteria.csv", "ruling_effects.csv"} <= set(files)
    edit(county_plan / "criteria.csv", ",80,90,", ",80,91,")
    later = dict(load_plan(county_plan).files)
    assert [name for name in files if files[name] != later[name]] == ["criteria.csv"]


# ---------------------------------------------------------------- known faults, see the reasons


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("standard_rule,>= 75,", "standard_rule,>= 70,"),
        ("no_superior_target,unknown,", "no_superior_target,perhaps,"),
    ],
)
def test_a_stale_default_is_refused_before_it_is_needed(county_plan, edit, old, new) -> None:
    edit(county_plan / "ruling_effects.csv", old, new)
    assert refused(county_plan)


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("methods.toml", 'target = "unknown"', 'target = "unknwon"'),
        ("methods.toml", "window_years = 3", "window_years = 0"),
        ("criteria.csv", "higher,0,100,1,0.05", "higher,100,0,1,0.05"),
        ("criteria.csv", "higher,0,100,1,0.05", "higher,0,100,-1,0.05"),
        ("criteria.csv", "higher,0,100,1,0.05", "higher,0,100,1,-5"),
        ("criteria.csv", ">= 75,>= 90", "kept,>= 90"),
    ],
)
def test_an_entry_that_makes_no_sense_is_refused(county_plan, edit, file, old, new) -> None:
    edit(county_plan / file, old, new)
    assert refused(county_plan)
