"""What is asked of whom: built from the declarations and from who reports which code."""

from pathlib import Path

from jbeco.indicators import INDICATORS, INPUTS
from jbeco.plan import Plan, load_plan


def test_codes_stand_in_the_order_of_the_reporters(county_plan: Path) -> None:
    lines = (county_plan / "reporters.csv").read_text(encoding="utf-8").splitlines()[1:]
    plan = load_plan(county_plan)
    assert [f"{c.code},{c.department}" for c in plan.observations.values()] == lines


def test_a_value_is_asked_as_its_indicator_declares_it(county_plan: Path) -> None:
    plan = load_plan(county_plan)
    asked, declared = plan.observations["straw_use_rate"], INDICATORS["straw_use_rate"]
    assert (asked.role, asked.indicators, asked.kind) == ("value", ("straw_use_rate",), "number")
    assert (asked.name, asked.asked, asked.unit) == (declared.name, declared.asked, "%")
    assert (asked.limit_low, asked.limit_high) == (0, 100)
    word = plan.observations["env_damage_compensation"]
    assert (word.kind, word.states) == ("state", INDICATORS["env_damage_compensation"].states)


def test_a_part_is_asked_as_it_is_declared_and_knows_what_it_feeds(county_plan: Path) -> None:
    plan = load_plan(county_plan)
    asked, declared = plan.observations["straw_used"], INPUTS["straw_used"]
    assert (asked.role, asked.indicators, asked.kind) == ("part", ("straw_use_rate",), "number")
    assert (asked.name, asked.asked, asked.unit) == (declared.name, declared.asked, "吨")


def test_parts_are_asked_in_the_series_of_what_they_feed(county_plan: Path) -> None:
    codes = load_plan(county_plan).observations
    for code in ("park_green_per_capita", "park_green_area", "urban_resident_population"):
        assert codes[code].series == ("城区", "镇区")
    assert codes["straw_used"].series == ("",)


def test_one_input_feeds_every_indicator_that_takes_it(real_plan: Plan) -> None:
    for code, asked in real_plan.observations.items():
        takers = {i.id for i in real_plan.indicators.values() if code in i.inputs}
        assert takers <= set(asked.indicators), code


def test_the_department_of_a_criterion_is_that_of_its_value(real_plan: Plan) -> None:
    for criterion in real_plan.criteria:
        indicator = real_plan.indicators[criterion.indicator]
        assert criterion.department == indicator.department
        code = criterion.indicator if indicator.asked else indicator.inputs[0]
        assert real_plan.observations[code].department == criterion.department
        assert criterion.department in real_plan.departments


def test_balances_are_checked_where_all_their_codes_are_asked(real_plan: Plan) -> None:
    assert real_plan.balances
    for balance in real_plan.balances:
        assert balance.codes <= set(real_plan.observations)
