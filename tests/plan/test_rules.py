"""The rule language: every form, its text, its Chinese reading, and what it refuses."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.plan.rules import (
    And,
    Bound,
    BoundEveryYear,
    Change,
    ForSeries,
    Kept,
    NotWorse,
    Or,
    Province,
    RuleError,
    Status,
    TaskMet,
    Trend,
    bounds,
    parse_rule,
    reading,
    rule_for,
    walk,
)

RISING = Trend("rising", every_year=False)
FALLING = Trend("falling", every_year=False)


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (">= 88", Bound(">=", Decimal("88"))),
        ("<= 25", Bound("<=", Decimal("25"))),
        ("= 100", Bound("=", Decimal("100"))),
        ("> 0", Bound(">", Decimal("0"))),
        ("< 0.17", Bound("<", Decimal("0.17"))),
        ("> 0 every year", BoundEveryYear(">", Decimal("0"))),
        (">= -8.76", Bound(">=", Decimal("-8.76"))),
        ("rising", RISING),
        ("falling", FALLING),
        ("rising every year", Trend("rising", every_year=True)),
        ("falling every year", Trend("falling", every_year=True)),
        ("not worse", NotWorse()),
        ("kept", Kept()),
        ("task met", TaskMet()),
        ("> province", Province(">")),
        ("<= province", Province("<=")),
        ("rise > province", Change("rise")),
        ("fall > province", Change("fall")),
        ("status >= 严格执行", Status("严格执行")),
        (">= 25 for 涉农街道（镇）", ForSeries(Bound(">=", Decimal("25")), "涉农街道（镇）")),
        ("(>= 25 and rising) for 城区", ForSeries(And((Bound(">=", Decimal(25)), RISING)), "城区")),
    ],
)
def test_every_form_parses_and_is_written_back(text: str, rule: object) -> None:
    assert parse_rule(text) == rule
    assert str(rule) == text


def test_a_number_keeps_the_digits_it_was_written_with() -> None:
    assert str(parse_rule(">= 97.50")) == ">= 97.50"


def test_and_binds_closer_than_or() -> None:
    expected = Or((Bound(">=", Decimal(85)), And((RISING, Change("rise")))))
    assert parse_rule(">= 85 or rising and rise > province") == expected
    assert parse_rule(">= 85 or (rising and rise > province)") == expected


def test_parentheses_change_what_a_rule_says() -> None:
    expected = And((Or((Bound(">=", Decimal(85)), RISING)), TaskMet()))
    assert parse_rule("(>= 85 or rising) and task met") == expected
    assert parse_rule(">= 85 or rising and task met") != expected


def test_three_parts_of_one_kind_stand_side_by_side() -> None:
    parts = (Bound(">=", Decimal(88)), TaskMet(), NotWorse())
    assert parse_rule(">= 88 and task met and not worse") == And(parts)


def test_a_series_hears_only_what_is_said_to_it() -> None:
    rule = parse_rule(">= 25 for 城区 and >= 30 for 镇 and rising")
    assert str(rule_for(rule, "城区")) == ">= 25 and rising"
    assert str(rule_for(rule, "镇")) == ">= 30 and rising"
    assert rule_for(parse_rule(">= 25 for 城区"), "镇") is None
    assert reading(rule).startswith("城区不低于 25，并且镇不低于 30")


numbers = st.decimals(-1000, 1000, places=3) | st.integers(-1000, 1000).map(Decimal)
leaves = st.one_of(
    st.builds(Bound, st.sampled_from([">=", "<=", ">", "<", "="]), numbers),
    st.builds(BoundEveryYear, st.sampled_from([">=", "<=", ">", "<", "="]), numbers),
    st.builds(Province, st.sampled_from([">=", "<=", ">", "<", "="])),
    st.builds(Change, st.sampled_from(["rise", "fall"])),
    st.builds(Trend, st.sampled_from(["rising", "falling"]), st.booleans()),
    st.builds(Status, st.sampled_from(["建立", "严格执行", "全面消除"])),
    st.sampled_from([NotWorse(), Kept(), TaskMet()]),
)
trees = st.recursive(
    leaves,
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)),
        st.sampled_from([And, Or]),
        st.lists(inner, min_size=2, max_size=3),
    ),
    max_leaves=8,
)


@given(trees)
def test_what_is_written_is_read_back_as_the_same_rule(rule) -> None:
    assert parse_rule(str(rule)) == rule


@given(st.integers(0, 12), st.integers(1, 9))
def test_a_small_number_is_written_without_an_exponent(zeros: int, digit: int) -> None:
    text = f"<= 0.{'0' * zeros}{digit}"
    assert str(parse_rule(text)) == text


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (">= 88 nad task met", "从“nad task met”起"),
        ("rising 逐年", "从“逐年”起"),
        (">= 88 或 rising", "从“或 rising”起"),
        (">= 八十八", "从“八十八”起"),
        ("88", "从“88”起"),
        ("status >= established", "从“established”起"),
        (">= 1 or or <= 2", "从“or <= 2”起"),
        (">= 1 ）", "从“）”起"),
        (">= 1)", "从“)”起"),
        (">= 1e5", "从“e5”起"),
        ("≥ 88", "从“≥ 88”起"),
        ("", "在末尾处"),
        (">=", "在末尾处"),
        (">= 88 and", "在末尾处"),
        ("(>= 88 or rising", "在末尾处"),
        ("rising every", "在末尾处"),
    ],
)
def test_an_error_names_the_rule_and_the_place(text: str, place: str) -> None:
    with pytest.raises(RuleError) as caught:
        parse_rule(text)
    assert str(caught.value) == f"规则“{text}”{place}读不懂"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (">= 88", "不低于 88"),
        ("<= 25", "不高于 25"),
        ("= 100", "等于 100"),
        ("> 0", "高于 0"),
        ("< 3", "低于 3"),
        ("> 0 every year", "每一年都高于 0"),
        ("> province", "高于同年全省平均"),
        ("rise > province", "比上年提高的幅度大于全省"),
        ("fall > province", "比上年下降的幅度大于全省"),
        ("kept", "保持（不减少、不改变、不降低）"),
        ("task met", "完成上级任务（以考核结果为准）"),
        ("status >= 建立", "达到“建立”"),
        (">= 88 and task met", "不低于 88，并且完成上级任务（以考核结果为准）"),
        ("> 0 or (> 1 and > 2)", "高于 0，或者（高于 1，并且高于 2）"),
        ("> 0 and (> 1 or > 2)", "高于 0，并且（高于 1，或者高于 2）"),
    ],
)
def test_reading_in_chinese(text: str, words: str) -> None:
    assert reading(parse_rule(text)) == words


@pytest.mark.parametrize(("english", "chinese"), [("rising", "提高"), ("falling", "下降")])
def test_overall_and_every_year_read_differently(english: str, chinese: str) -> None:
    overall = reading(parse_rule(english))
    every_year = reading(parse_rule(f"{english} every year"))
    assert overall.startswith(f"持续{chinese}")
    assert "优于基准年" in overall
    assert every_year.startswith(f"逐年{chinese}")
    assert "每一年都优于上年" in every_year


def test_walk_yields_the_rule_and_all_its_parts_outermost_first() -> None:
    rule = parse_rule(">= 85 or (rising and task met)")
    assert [str(node) for node in walk(rule)] == [
        ">= 85 or (rising and task met)",
        ">= 85",
        "rising and task met",
        "rising",
        "task met",
    ]


def test_bounds_are_the_numbers_only() -> None:
    rule = parse_rule("(>= 85 or > province) and status >= 建立 and <= 99 and > 0 every year")
    assert [str(bound) for bound in bounds(rule)] == [">= 85", "<= 99"]
