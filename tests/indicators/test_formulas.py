"""The indicator functions: wired by their arguments, exact, and honest where there is no number."""

import csv
import inspect
import re
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.indicators import FORMULAS, Gap, calculations
from jbeco.indicators.formula import exact, intensity_decline, percent, quotient
from jbeco.plan import load_plan, ratios_of
from jbeco.standards.rounding import round_half_even

EXAMPLES = Path(__file__).parents[1] / "worked_examples.csv"


def worked_examples() -> list[dict[str, str]]:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(text: str) -> Fraction | str:
    return Fraction(text) if re.fullmatch(r"-?[0-9.]+", text) else text


@pytest.mark.parametrize("example", worked_examples(), ids=lambda e: e["indicator"])
def test_the_worked_example(example: dict[str, str]) -> None:
    pairs = (pair.split("=") for pair in example["inputs"].split(";"))
    found = FORMULAS[example["indicator"]](**{code: read(text) for code, text in pairs})
    if isinstance(found, Gap):
        assert found.reason == example["answer"]
    elif isinstance(found, str):
        assert found == example["answer"]
    else:
        rounded = round_half_even(found, int(example["decimals"]))
        assert Fraction(rounded) == Fraction(example["answer"])


def test_every_indicator_has_a_function_and_every_function_an_example() -> None:
    assert set(FORMULAS) == set(load_plan().indicators)
    assert {example["indicator"] for example in worked_examples()} == set(FORMULAS)
    assert all(example["where_from"] for example in worked_examples())


def test_every_criterion_has_a_function() -> None:
    plan = load_plan()
    assert len(plan.criteria) == 116
    assert {criterion.indicator for criterion in plan.criteria} <= set(FORMULAS)


@pytest.mark.parametrize("name", FORMULAS)
def test_arguments_are_observation_codes_of_the_right_kind(name: str) -> None:
    codes = load_plan().observations
    for argument, parameter in inspect.signature(FORMULAS[name]).parameters.items():
        assert argument in codes
        word = str(parameter.annotation) == "str"
        assert (codes[argument].kind == "state") == word


@pytest.mark.parametrize("name", FORMULAS)
def test_the_docstring_says_formula_unit_source_and_how_far_it_was_checked(name: str) -> None:
    text = inspect.getdoc(FORMULAS[name]) or ""
    indicator = load_plan().indicators[name]
    for part in ("Formula:", "Unit:", "Source:", "Valid:"):
        assert part in text
    assert f"({indicator.confidence})" in text
    assert f"Unit: {indicator.unit or 'none'}." in text


def test_functions_and_roles_name_the_same_ratios() -> None:
    plan = load_plan()
    by_indicator = {calculation.indicator: calculation for calculation in calculations(plan)}
    ratios = ratios_of(plan)
    assert len(ratios) > 30
    for ratio in ratios:
        calculation = by_indicator[ratio.value.code]
        assert calculation.inputs == ratio.codes[1:]
        assert calculation.replaces
        expected = ratio.factor * Fraction(3, 7)
        assert calculation.formula(Fraction(3), Fraction(7)) == expected


def test_a_verified_figure_is_compared_and_not_replaced() -> None:
    kept = {c.indicator for c in calculations(load_plan()) if not c.replaces}
    assert kept == {
        "carbon_intensity",
        "coal_reduction",
        "construction_land_per_gdp_decline",
        "disposable_goods_per_capita",
        "energy_dual_control",
        "energy_intensity",
        "tree_stock_increment",
    }


def test_nothing_due_is_no_hundred_percent() -> None:
    assert FORMULAS["env_disclosure_rate"](0, 0) == Gap("zero_denominator")
    assert quotient(3, 0) == Gap("zero_denominator")
    assert intensity_decline(1, 0, 106) == Gap("zero_denominator")
    assert intensity_decline(1, 1, 0) == Gap("zero_denominator")


def test_more_than_the_whole_is_not_clipped() -> None:
    assert FORMULAS["sewage_treatment_rate"](103, 100) == 103


@pytest.mark.parametrize("number", [0.1, "1", None, True])
def test_only_exact_numbers_are_taken(number) -> None:
    with pytest.raises(TypeError, match="精确数"):
        exact(number)


def test_a_rise_is_a_negative_decline() -> None:
    # 规划 2019 年：单位 GDP 能耗同比增长 0.9%，总能耗增长 8.9%，故可比价 GDP 指数为 107.93
    index = Fraction("108.9") / Fraction("100.9") * 100
    assert round_half_even(index, 2) == pytest.approx(Fraction("107.93"))
    assert intensity_decline(Fraction("108.9"), 100, index) == Fraction("-0.9")


def test_a_word_stands_while_no_number_contradicts_it() -> None:
    redline = FORMULAS["ecological_redline"]
    assert redline("保持", 100, 100) == "保持"
    assert redline("保持", None, 100) == "保持"
    assert redline("保持", 99, 100) == Gap("refuted")
    assert redline("未保持", 99, 100) == "未保持"


positive = st.fractions(min_value=Fraction(1, 1000), max_value=10**6, max_denominator=1000)


@given(positive, positive, positive)
def test_a_share_does_not_depend_on_the_unit(part, whole, factor) -> None:
    assert percent(part * factor, whole * factor) == percent(part, whole)


@given(positive, positive, positive, positive)
def test_declines_chain(first, second, third, index) -> None:
    one = 1 - intensity_decline(second, first, index) / 100
    two = 1 - intensity_decline(third, second, index) / 100
    both = 1 - intensity_decline(third, first, index * index / 100) / 100
    assert one * two == both
