"""The records of a plan: which indicators are ratios, and what is asked at all."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jbeco.plan import Indicator, ObservationCode, Plan


def code(name: str, unit: str, *indicators: str, **changes) -> ObservationCode:
    fields = {
        "code": name,
        "name": name,
        "asked": "",
        "unit": unit,
        "kind": "number",
        "states": (),
        "series": ("",),
        "indicators": indicators or ("share",),
        "role": "value" if not indicators else "part",
        "department": "ecology",
        "limit_low": None,
        "limit_high": None,
        "basis_matters": False,
        "same_as": "",
    }
    return ObservationCode(**(fields | changes))


def indicator(name: str, *inputs: str, **changes) -> Indicator:
    fields = {
        "id": name,
        "name": name,
        "formula": "",
        "confidence": "推断",
        "function": lambda above, below: above / below,
        "inputs": inputs,
        "department": "ecology",
    }
    return Indicator(**(fields | changes))


SHARE = indicator("share", "above", "below")
VALUE = code("share", "%", role="value")
ABOVE = code("above", "天", "share")
BELOW = code("below", "天", "share")


def ratios(bench, indicators, *codes: ObservationCode) -> list[tuple[str, str, str, Fraction]]:
    plan = replace(
        bench.plan(),
        indicators={one.id: one for one in indicators},
        observations={asked.code: asked for asked in codes},
    )
    return [(*ratio.codes, ratio.factor) for ratio in plan.ratios]


def test_a_percentage_of_two_numbers_in_one_unit(bench) -> None:
    assert ratios(bench, [SHARE], VALUE, ABOVE, BELOW) == [("share", "above", "below", 100)]


def test_a_quotient_of_two_units(bench) -> None:
    value = replace(VALUE, unit="平方米/人")
    above, below = replace(ABOVE, unit="平方米"), replace(BELOW, unit="人")
    assert ratios(bench, [SHARE], value, above, below) == [("share", "above", "below", 1)]


@pytest.mark.parametrize(
    ("value", "above", "below"),
    [
        ("%", "吨", "万吨"),
        ("平方米/人", "公顷", "人"),
        ("平方米/人", "平方米", "万人"),
        ("平方米/人", "人", "平方米"),
        ("‰", "天", "天"),
        ("", "天", "天"),
        ("天", "天", "天"),
    ],
)
def test_no_factor_is_guessed_for_other_units(bench, value, above, below) -> None:
    codes = [
        replace(asked, unit=unit)
        for asked, unit in zip((VALUE, ABOVE, BELOW), (value, above, below), strict=True)
    ]
    assert ratios(bench, [SHARE], *codes) == []


@pytest.mark.parametrize(
    ("inputs", "codes"),
    [
        (("above", "below"), (VALUE, ABOVE)),
        (("above", "below"), (VALUE, BELOW)),
        (("above", "below"), (ABOVE, BELOW)),
        (("above",), (VALUE, ABOVE, BELOW)),
        (("above", "below", "more"), (VALUE, ABOVE, BELOW, code("more", "天", "share"))),
    ],
)
def test_only_two_inputs_that_are_asked_make_a_ratio(bench, inputs, codes) -> None:
    assert ratios(bench, [replace(SHARE, inputs=inputs)], *codes) == []


def test_a_figure_that_stands_beside_its_formula_is_no_ratio(bench) -> None:
    verified = replace(SHARE, reported_stands=True)
    assert ratios(bench, [verified], VALUE, ABOVE, BELOW) == []


def test_one_denominator_may_serve_two_ratios(bench) -> None:
    forest = indicator("forest", "trees", "below")
    codes = (VALUE, code("forest", "%", role="value"), ABOVE, BELOW, code("trees", "天", "forest"))
    assert ratios(bench, [SHARE, forest], *codes) == [
        ("share", "above", "below", 100),
        ("forest", "trees", "below", 100),
    ]


def test_a_share_is_told_from_a_quotient(real_plan: Plan) -> None:
    found = {ratio.value.code: ratio for ratio in real_plan.ratios}
    assert found["good_air_days"].codes[1:] == ("air_days_good", "air_days_valid")
    assert found["good_air_days"].is_share
    assert not found["park_green_per_capita"].is_share


def test_every_ratio_is_what_its_function_gives(real_plan: Plan) -> None:
    assert len(real_plan.ratios) > len(real_plan.indicators) / 2
    for ratio in real_plan.ratios:
        function = real_plan.indicators[ratio.value.code].function
        assert function(Fraction(3), Fraction(7)) == ratio.factor * Fraction(3, 7)
        assert ratio.is_share == (ratio.value.unit == "%")
        # a ratio of one series cannot be worked out from parts that are asked as a whole
        series = {part.series for part in (ratio.value, ratio.numerator, ratio.denominator)}
        assert len(series) == 1, ratio.codes


def test_what_feeds_only_idle_indicators_is_not_asked(real_plan: Plan) -> None:
    judged = {c.indicator for c in real_plan.criteria if c.applicable}
    set_on = {c.indicator for c in real_plan.criteria}
    asked = {one.code for one in real_plan.asked}
    assert asked < set(real_plan.observations)
    for one in real_plan.observations.values():
        idle = all(name in set_on - judged for name in one.indicators)
        assert (one.code in asked) is not idle, one.code


def test_one_proposed_department_leaves_all_to_be_confirmed(real_plan: Plan) -> None:
    first, *others = real_plan.departments.values()
    confirmed = {d.id: replace(d, status="已确认") for d in (first, *others)}
    proposed = confirmed | {first.id: replace(first, status="待确认")}
    assert replace(real_plan, departments=confirmed).departments_confirmed
    assert not replace(real_plan, departments=proposed).departments_confirmed
