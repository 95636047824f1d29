"""All declarations together: each fits the inputs, and no other room knows a code by heart."""

import ast
import csv
import inspect
import re
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.indicators import BALANCES, INDICATORS, INPUTS, Gap
from jbeco.indicators.catalogue import faults
from jbeco.standards.rounding import round_half_even

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests" / "worked_examples.csv"
POLLUTANTS = {"pm25"}
"""Codes that are names of pollutants, too."""


def worked_examples() -> list[dict[str, str]]:
    with EXAMPLES.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def read(text: str) -> Fraction | str:
    return Fraction(text) if re.fullmatch(r"-?[0-9.]+", text) else text


@pytest.mark.parametrize("example", worked_examples(), ids=lambda e: e["indicator"])
def test_the_worked_example(example: dict[str, str]) -> None:
    pairs = (pair.split("=") for pair in example["inputs"].split(";"))
    function = INDICATORS[example["indicator"]].function
    found = function(**{code: read(text) for code, text in pairs})
    if isinstance(found, Gap):
        assert found.reason == example["answer"]
    elif isinstance(found, str):
        assert found == example["answer"]
    else:
        rounded = round_half_even(found, int(example["decimals"]))
        assert Fraction(rounded) == Fraction(example["answer"])


def test_every_indicator_has_an_example_that_says_where_it_is_from() -> None:
    assert {example["indicator"] for example in worked_examples()} == set(INDICATORS)
    assert all(example["where_from"] for example in worked_examples())


def test_the_declarations_fit_together() -> None:
    assert list(faults(list(INDICATORS.values()), INPUTS)) == []


SEWAGE = INDICATORS["sewage_treatment_rate"]
TREATED = INPUTS["sewage_treated"]


@pytest.mark.parametrize(
    ("indicators", "inputs", "said"),
    [
        ([SEWAGE], {}, "指标 sewage_treatment_rate 声明了两次"),
        ([replace(SEWAGE, id="sewage_treated")], {}, "sewage_treated 既是指标又在 inputs.csv 里"),
        (
            [replace(SEWAGE, id="new", inputs=("unasked",))],
            {},
            "指标 new 要用的 unasked 没有声明，请在 inputs.csv 加一行",
        ),
        ([replace(SEWAGE, id="new", sample="nobody")], {}, "指标 new 要用的 nobody 没有声明"),
        ([replace(SEWAGE, id="new", decimals=None)], {}, "指标 new：数值要写 decimals"),
        ([], {"lonely": replace(TREATED, code="lonely")}, "inputs.csv 的 lonely 没有指标用到"),
        (
            [],
            {"lonely": replace(TREATED, code="lonely", feeds=("nothing",))},
            "inputs.csv 的 lonely：feeds 里没有 nothing",
        ),
        (
            [],
            {"sewage_treated": replace(TREATED, same_as="nothing")},
            "inputs.csv 的 sewage_treated：same_as 里没有 nothing",
        ),
        ([], {"land_area": None}, "balances.csv 的 three_lines：没有代码 land_area"),
    ],
)
def test_what_does_not_fit_is_named(indicators, inputs, said) -> None:
    known = {code: one for code, one in (dict(INPUTS) | inputs).items() if one is not None}
    found = list(faults([*INDICATORS.values(), *indicators], known))
    assert any(fault.startswith(said) for fault in found), found


@pytest.mark.parametrize("name", INDICATORS)
def test_each_declaration_says_what_a_reader_must_know(name: str) -> None:
    declared = INDICATORS[name]
    assert declared.name
    assert declared.formula
    assert declared.valid
    assert declared.asked or name not in declared.inputs
    assert inspect.getdoc(declared.function)
    assert (declared.unit == "") >= (declared.kind == "state")
    assert (
        declared.limit_low is None
        or declared.limit_high is None
        or (declared.limit_low < declared.limit_high)
    )


@pytest.mark.parametrize("name", INDICATORS)
def test_what_was_verified_says_where_it_was_read(name: str) -> None:
    declared = INDICATORS[name]
    assert bool(declared.source) == bool(declared.address)
    assert declared.source or not declared.verified
    assert declared.address == "" or declared.address.startswith(("http://", "https://"))


def test_what_ended_has_a_successor_that_is_no_other_name_for_it() -> None:
    ended = [declared for declared in INDICATORS.values() if declared.ended is not None]
    assert [(declared.id, declared.ended) for declared in ended] == [("ecological_index", 2020)]
    (index,) = ended
    later = INDICATORS[index.successor]
    assert set(index.not_on) == {"eqi-2021"}
    assert "ei-2015" in later.not_on


@pytest.mark.parametrize("name", INDICATORS)
def test_words_are_words_and_numbers_are_numbers(name: str) -> None:
    for argument, parameter in inspect.signature(INDICATORS[name].function).parameters.items():
        word = argument in INDICATORS and INDICATORS[argument].kind == "state"
        assert (str(parameter.annotation) == "str") is word, argument


def test_what_is_told_to_be_answered_as_absent_can_be_absent() -> None:
    for declared in INDICATORS.values():
        if "原因填“无此类对象”" in declared.asked:
            assert declared.can_be_absent, declared.id
    assert not INDICATORS["sewage_treatment_rate"].can_be_absent
    assert INDICATORS["drinking_source_good_share"].can_be_absent


def test_a_figure_that_a_superior_verifies_stands() -> None:
    stands = {declared.id for declared in INDICATORS.values() if declared.reported_stands}
    assert {"energy_intensity", "construction_land_per_gdp_decline"} <= stands
    assert "good_air_days" not in stands


def test_balances_are_read_with_their_signs() -> None:
    (difference,) = [b for b in BALANCES if b.id == "tree_stock_difference"]
    assert [(term.sign, term.code) for term in difference.left] == [
        (1, "tree_stock_per_hectare"),
        (-1, "tree_stock_per_hectare_previous"),
    ]
    (year,) = [b for b in BALANCES if b.id == "air_year"]
    assert [(term.code, term.number) for term in year.right] == [(None, 366)]
    assert (year.relation, year.tolerance) == ("<=", 0)


def named_codes(path: Path) -> set[str]:
    codes = {*INDICATORS, *INPUTS} - POLLUTANTS
    texts = (n.value for n in ast.walk(ast.parse(path.read_text(encoding="utf-8"))) if _text(n))
    return codes & set(texts)


def _text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def test_no_other_room_names_a_code() -> None:
    package = ROOT / "jbeco"
    others = [p for p in package.rglob("*.py") if p.parent.name != "indicators"]
    found = {p.relative_to(package).as_posix(): named_codes(p) for p in others}
    assert {name: codes for name, codes in found.items() if codes} == {}
