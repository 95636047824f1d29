"""Which indicators are worked out from two reported numbers, and by what factor."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jbeco.plan import ObservationCode, Plan, ratios_of


def code(name: str, role: str, unit: str, *indicators: str, **changes) -> ObservationCode:
    asked = ObservationCode(
        code=name,
        name=name,
        asked="",
        unit=unit,
        kind="number",
        states=(),
        series=("",),
        indicators=indicators or ("share",),
        role=role,
        department="ecology",
        limit_low=None,
        limit_high=None,
        basis_matters=False,
        same_as="",
        note="",
    )
    return replace(asked, **changes)


def ratios(bench, *codes: ObservationCode) -> list[tuple[str, str, str, Fraction]]:
    plan = replace(bench.plan(), observations={asked.code: asked for asked in codes})
    return [(*ratio.codes, ratio.factor) for ratio in ratios_of(plan)]


SHARE = code("share", "value", "%")
ABOVE = code("above", "numerator", "天")
BELOW = code("below", "denominator", "天")


def test_a_percentage_of_two_numbers_in_one_unit(bench) -> None:
    assert ratios(bench, SHARE, ABOVE, BELOW) == [("share", "above", "below", 100)]


def test_a_quotient_of_two_units(bench) -> None:
    value = code("share", "value", "平方米/人")
    above, below = replace(ABOVE, unit="平方米"), replace(BELOW, unit="人")
    assert ratios(bench, value, above, below) == [("share", "above", "below", 1)]


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
        for asked, unit in zip((SHARE, ABOVE, BELOW), (value, above, below), strict=True)
    ]
    assert ratios(bench, *codes) == []


@pytest.mark.parametrize(
    "codes",
    [
        (SHARE, ABOVE),
        (SHARE, BELOW),
        (ABOVE, BELOW),
        (SHARE, ABOVE, BELOW, code("more", "numerator", "天")),
        (SHARE, ABOVE, BELOW, code("more", "denominator", "天")),
        (SHARE, ABOVE, replace(BELOW, role="part")),
        (SHARE, ABOVE, replace(BELOW, indicators=("other",))),
        (replace(SHARE, role="part"), ABOVE, BELOW),
        (replace(SHARE, kind="state"), ABOVE, BELOW),
    ],
)
def test_only_one_numerator_and_one_denominator_make_a_ratio(bench, codes) -> None:
    assert ratios(bench, *codes) == []


def test_one_denominator_may_serve_two_ratios(bench) -> None:
    area = replace(BELOW, indicators=("share", "forest"))
    forest = code("forest", "value", "%")
    trees = code("trees", "numerator", "天", "forest")
    assert ratios(bench, SHARE, forest, ABOVE, trees, area) == [
        ("share", "above", "below", 100),
        ("forest", "trees", "below", 100),
    ]


def test_a_share_is_told_from_a_quotient(bench) -> None:
    plan = replace(bench.plan(), observations={c.code: c for c in (SHARE, ABOVE, BELOW)})
    (ratio,) = ratios_of(plan)
    assert ratio.is_share
    assert not replace(ratio, factor=Fraction(1)).is_share


def test_the_shipped_ratios_are_those_that_the_plan_defines(real_plan: Plan) -> None:
    found = {ratio.value.code: ratio for ratio in ratios_of(real_plan)}
    assert found["good_air_days"].codes[1:] == ("air_days_good", "air_days_valid")
    assert found["good_air_days"].factor == 100
    assert found["park_green_per_capita"].factor == 1
    for name, ratio in found.items():
        assert name in real_plan.indicators
        assert ratio.value.role == "value"
        assert ratio.is_share == (ratio.value.unit == "%")
        # a ratio of one series cannot be worked out from parts that are asked as a whole
        series = {part.series for part in (ratio.value, ratio.numerator, ratio.denominator)}
        assert len(series) == 1, name
