from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest

from jbeco.indicators import Term
from jbeco.plan import Plan
from scripts.example.shapes import Gap
from scripts.example.story import SILENT, UNTOLD, YEARS, answer, answers, unasked

REASONS = {"not_reported", "not_yet", "drafting", "no_task", "word_only", "no_object"}


def total(terms: tuple[Term, ...], year: int) -> Fraction | None:
    told = answers(year)
    numbers = [told[term.code] if term.code else term.number for term in terms]
    if any(isinstance(told, Gap) for told in numbers):
        return None
    return sum(
        (term.sign * Fraction(told) for term, told in zip(terms, numbers, strict=True)), Fraction(0)
    )


def test_answers_nothing_that_the_plan_does_not_ask(real_plan: Plan) -> None:
    assert unasked(real_plan) == []


@pytest.mark.parametrize("year", YEARS)
def test_every_answer_fits_its_question(real_plan: Plan, year: int) -> None:
    for code in real_plan.asked:
        for series in code.series:
            said = answer(year, code, series)
            if isinstance(said, Gap):
                assert said.reason in REASONS, code.code
            elif code.kind == "state":
                assert said in code.states, code.code
            else:
                assert isinstance(said, Decimal), code.code
                low, high = code.limit_low, code.limit_high
                assert low is None or low <= Fraction(said), code.code
                assert high is None or Fraction(said) <= high, code.code


@pytest.mark.parametrize("year", YEARS)
def test_balances_hold_exactly(real_plan: Plan, year: int) -> None:
    judged = 0
    for balance in real_plan.balances:
        left, right = total(balance.left, year), total(balance.right, year)
        if left is None or right is None:
            continue
        judged += 1
        assert left == right if balance.relation == "=" else left <= right, balance.id
    assert judged >= len(real_plan.balances) - 1  # the three lines are not drawn before 2022


@pytest.mark.parametrize("year", YEARS)
def test_one_fact_asked_twice_gets_one_answer(real_plan: Plan, year: int) -> None:
    pairs = [code for code in real_plan.asked if code.same_as]
    assert pairs
    for code in pairs:
        assert answers(year)[code.code] == answers(year)[code.same_as]


@pytest.mark.parametrize("year", YEARS)
def test_reported_shares_are_those_of_their_parts(real_plan: Plan, year: int) -> None:
    asked = {code.code for code in real_plan.asked}
    checked = 0
    for ratio in real_plan.ratios:
        value = ratio.value
        if not set(ratio.codes) <= asked:
            continue
        for series in value.series:
            said, top, bottom = (
                answer(year, code, series) for code in (value, ratio.numerator, ratio.denominator)
            )
            if said is UNTOLD:
                continue
            assert isinstance(said, Decimal)
            assert isinstance(top, Decimal)
            assert isinstance(bottom, Decimal)
            again = ratio.factor * Fraction(top) / Fraction(bottom)
            half = Fraction(1, 2 * 10 ** -int(said.as_tuple().exponent))
            assert abs(again - Fraction(said)) <= half, value.code
            checked += 1
    assert checked > 20


def test_what_is_asked_again_is_what_was_said_the_year_before(real_plan: Plan) -> None:
    again = [code for code in real_plan.observations if code.endswith("_previous")]
    assert again
    for code in again:
        stem = code.removesuffix("_previous")
        first = stem if stem in real_plan.observations else f"{stem}_total"
        for year in list(YEARS)[1:]:
            assert answers(year)[code] == answers(year - 1)[first]


def test_nothing_jumps_without_reason(real_plan: Plan) -> None:
    for code in real_plan.asked:
        for series in code.series:
            told = [answer(year, code, series) for year in YEARS]
            for before, after in pairwise(told):
                if isinstance(before, Decimal) and isinstance(after, Decimal) and before > 0:
                    assert abs(after / before - 1) < Decimal("0.3") or code.limit_low is None


def test_the_story_is_the_one_that_is_told() -> None:
    air = [answers(year)["good_air_days"] for year in YEARS]
    assert air[0] == Decimal("78.4") < Decimal("79.5")
    assert air == sorted(air)
    assert Decimal(96) < answers(2025)["sewage_treatment_rate"] < Decimal(97)
    assert Decimal("12.8") < answers(2025)["park_green_per_capita"] < Decimal(13)
    assert {answers(year)["hazardous_waste_disposal_rate"] for year in YEARS} == {Decimal(100)}
    assert isinstance(answers(2021)["ecological_index"], Gap)
    assert answers(2026)["sewage_treatment_rate"] < 97 < answers(2027)["sewage_treatment_rate"]
    last = answers(YEARS[-1])
    assert Decimal("94.5") < last["film_recovery_rate"] < 95
    assert Decimal("12.9") < last["park_green_per_capita"] < 13
    assert isinstance(last["construction_land_per_gdp_decline"], Gap)
    assert SILENT == {2024: ("health",)}
