"""Rulings: a reading taken the other way changes just its cell, and none can rot unseen."""

from pathlib import Path

import pytest

from jbeco.plan import load_plan
from jbeco.plan.models import Effect
from jbeco.plan.rulings import reread
from jbeco.problems import JbecoError
from jbeco.tables import Row

EFFECTS = "ruling_effects.csv"
SET = "nanjiang-2020"


def refused(folder: Path, flipped: tuple[str, ...] = ()) -> list[str]:
    with pytest.raises(JbecoError) as caught:
        load_plan(folder, flipped=flipped)
    return [str(problem).removeprefix("错误｜") for problem in caught.value.problems]


def add(folder: Path, *rows: str) -> None:
    with (folder / EFFECTS).open("a", encoding="utf-8") as table:
        table.write("\n".join([*rows, ""]))


def test_a_ruling_read_the_other_way_changes_just_its_cell(county_plan: Path) -> None:
    taken, other = load_plan(county_plan), load_plan(county_plan, flipped=["R01"])
    assert str(taken.criterion("C01").standard.rule) == ">= 75"
    assert str(other.criterion("C01").standard.rule) == "= 75"
    assert other.criterion("C01").targets == taken.criterion("C01").targets
    assert other.criteria[1:] == taken.criteria[1:]
    assert other.methods == taken.methods
    assert other.base_values == taken.base_values


def test_a_ruling_taken_the_other_way_is_read_so_without_code(county_plan: Path, edit) -> None:
    edit(county_plan / "rulings.csv", "县生态局,待确认,default", "县生态局,已确认,other")
    assert str(load_plan(county_plan).criterion("C01").standard.rule) == "= 75"
    flipped = load_plan(county_plan, flipped=["R01"])
    assert str(flipped.criterion("C01").standard.rule) == ">= 75"


def test_a_ruling_on_the_methods_changes_the_profile(county_plan: Path) -> None:
    assert load_plan(county_plan).methods.no_superior_target == "unknown"
    other = load_plan(county_plan, flipped=["R02"])
    assert other.methods.no_superior_target == "not_applicable"


def test_a_ruling_on_a_base_value_changes_it_and_the_criterion(county_plan: Path) -> None:
    add(county_plan, "R01,base_values,C02-1,value,12,13")
    other = load_plan(county_plan, flipped=["R01"])
    assert other.criterion("C02-1").base_values == {"城区": 10, "镇区": 13}
    assert [v.value for v in other.base_values if v.criterion == "C02-1"] == ["10", "13"]


def test_a_ruling_on_an_indicator_changes_its_resolution(county_plan: Path) -> None:
    add(county_plan, "R01,indicators,straw_use_rate,resolution,0.05,0.5")
    assert load_plan(county_plan).criterion("C01").resolution == pytest.approx(0.05)
    other = load_plan(county_plan, flipped=["R01"])
    assert other.criterion("C01").resolution == pytest.approx(0.5)


def test_a_ruling_on_a_criterion_changes_the_year_it_starts_from(county_plan: Path) -> None:
    add(county_plan, "R01,criteria,C03,base_year,,2021")
    assert load_plan(county_plan).criterion("C03").base_year == 2022
    assert load_plan(county_plan, flipped=["R01"]).criterion("C03").base_year == 2021


def test_a_ruling_may_set_a_criterion_on_another_indicator(county_plan: Path) -> None:
    add(county_plan, f"R01,{SET},C01,indicator,straw_use_rate,manure_use_rate")
    reporters = "manure_use_rate,ecology\nmanure_used,ecology\nmanure_generated,ecology\n"
    with (county_plan / "reporters.csv").open("a", encoding="utf-8") as table:
        table.write(reporters)
    assert "manure_use_rate" in load_plan(county_plan).indicators
    other = load_plan(county_plan, flipped=["R01"]).criterion("C01")
    assert (other.indicator, other.unit, other.department) == ("manure_use_rate", "%", "ecology")


def test_which_criteria_a_ruling_touches(county_plan: Path) -> None:
    add(county_plan, "R02,indicators,water_per_gdp,resolution,0.05,0.5")
    plan = load_plan(county_plan)
    touched = {r.id: [c.id for c in plan.criteria if r.touches(c)] for r in plan.rulings}
    assert touched == {"R01": ["C01"], "R02": ["C03"]}


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (f"R01,{SET}", f"R09,{SET}", "A2（ruling）｜“R09”没有这条口径认定"),
        (f"R01,{SET}", "R01,actions", "B2（table）｜“actions”不是口径认定能改的表｜可选：nanjiang"),
        (f"{SET},C01,", f"{SET},C99,", "C2（row）｜“C99”在 nanjiang-2020 里没有这一行"),
        (
            "C01,standard_rule",
            "C01,standard_rules",
            "D2（field）｜“standard_rules”在 nanjiang-2020",
        ),
        (
            "no_superior_target",
            "no_superior_goal",
            "D3（field）｜“no_superior_goal”在 methods 里没",
        ),
        ("standard_rule,>= 75,", "standard_rule,>= 70,", "E2（default）｜“>= 70”与 nanjiang-2020"),
        ("target,unknown,", "target,perhaps,", "E3（default）｜“perhaps”与 methods 里现在的"),
        (">= 75,= 75", ">= 75,正好 75", "F2（other）｜“正好 75”换上以后读不通：规则“正好 75”从"),
        (">= 75,= 75", ">= 75,kept", "F2（other）｜“kept”换上以后读不通：“kept”给数值型指标量"),
        (
            "unknown,not_applicable",
            "unknown,perhaps",
            "F3（other）｜“perhaps”换上以后读不通：“perhaps”不在可选值里",
        ),
    ],
)
def test_a_bad_effect_is_named_before_it_is_needed(county_plan, edit, old, new, said) -> None:
    edit(county_plan / EFFECTS, old, new)
    (found,) = refused(county_plan)
    assert found.startswith(f"{EFFECTS}!{said}")


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("R01,base_values,C01,value,80,八十", "“八十”换上以后读不通：“八十”不是数"),
        ("R01,base_values,C01,missing,,no_object", "“no_object”换上以后读不通"),
        ("R01,criteria,C01,applicable,yes,si", "“si”换上以后读不通：“si”不在可选值里"),
        ("R01,indicators,straw_use_rate,resolution,0.05,小", "“小”不是数"),
        ("R02,methods,assessment,base_year_holds,true,perhaps", "“perhaps”换上以后读不通"),
        (
            f"R01,{SET},C01,indicator,straw_use_rate,straw_rate",
            "“straw_rate”没有这个指标",
        ),
    ],
)
def test_a_text_that_could_not_stand_there_is_refused(county_plan, row, said) -> None:
    add(county_plan, row)
    found = refused(county_plan)
    assert any(fault.startswith(f"{EFFECTS}!F4（other）｜{said}") for fault in found), found


def test_two_rulings_on_one_cell_are_both_read(county_plan: Path) -> None:
    add(county_plan, f"R02,{SET},C01,standard_rule,>= 75,正好 80")
    (found,) = refused(county_plan)
    assert found.startswith(f"{EFFECTS}!F4（other）｜“正好 80”换上以后读不通")


def test_a_ruling_that_changes_nothing_cannot_be_taken_the_other_way(county_plan, edit) -> None:
    edit(county_plan / EFFECTS, f"R01,{SET},C01,standard_rule,>= 75,= 75\n", "")
    edit(county_plan / "rulings.csv", "县生态局,待确认,default", "县生态局,待确认,other")
    (said,) = refused(county_plan)
    assert said.startswith("rulings.csv!L2（taken）｜“other”没有可改的内容")


def test_the_reading_taken_is_checked_like_the_default(county_plan: Path, edit) -> None:
    edit(county_plan / EFFECTS, ">= 75,= 75", ">= 75,kept")
    (said,) = refused(county_plan, flipped=("R01",))
    assert said.startswith("nanjiang-2020.csv!K2（standard_rule）｜“kept”给数值型指标量用了 kept")


def test_a_cell_without_the_default_is_another_rows_affair() -> None:
    row = Row("base_values.csv", 3, {"criterion": "C01", "value": "10"})
    effect = Effect("base_values", "C01", "value", "10", "11")
    assert reread(row, [effect])["value"] == "11"
    assert reread(row, [effect]).cell("value") == "B3"
    assert reread(row, [Effect("base_values", "C01", "value", "12", "13")]) is row
    assert row["value"] == "10"
