from dataclasses import replace
from fractions import Fraction

import pytest

from jbeco.checks.balances import (
    check_balances,
    check_parts_of_whole,
    check_recomputed,
    half_last_digit,
)
from jbeco.problems import Level


@pytest.fixture
def codes(desk):
    return tuple(desk.code(name, indicators=("a",)) for name in "abcd")


def answers(desk, **figures):
    return [desk.row(name, said, line) for line, (name, said) in enumerate(figures.items(), 2)]


@pytest.mark.parametrize(
    ("total", "closes"), [("30", True), ("30.05", True), ("29.95", True), ("30.06", False)]
)
def test_a_sum_closes_within_its_tolerance(desk, codes, total, closes):
    plan = desk.plan(*codes, balances=(desk.balance("a + b", "=", "c", "0.05"),))
    found = desk.find(check_balances, plan, *answers(desk, a=10, b=20, c=total))
    assert (found == []) is closes


def test_the_message_names_every_figure_and_its_cell(desk, codes):
    plan = desk.plan(*codes, balances=(desk.balance("a + b - c", "=", "d"),))
    problem = desk.one(check_balances, plan, *answers(desk, a=10, b=20, c=5, d=24))
    assert problem.where.endswith("!数据!F5")  # the total
    assert (problem.level, problem.blocks) == (Level.ERROR, ("N01",))
    cells = [f"（2025/2025-ecology-生态局.xlsx!数据!F{line}）" for line in (2, 3, 4, 5)]
    sides = "名称a 10{} + 名称b 20{} − 名称c 5{} = 25，应等于名称d 24{}；".format(*cells)
    assert f"“收支平衡”不成立：{sides}" in problem.what
    assert "相差 1 吨" in problem.what


def test_a_mass_balance_points_to_its_first_figure(desk, codes):
    plan = desk.plan(*codes, balances=(desk.balance("a + b", "=", "c + d"),))
    problem = desk.one(check_balances, plan, *answers(desk, a=1, b=2, c=3, d=4))
    assert problem.where.endswith("!数据!F2")


@pytest.mark.parametrize(("whole", "holds"), [(10, True), (9, True), (8, False)])
def test_a_part_is_not_more_than_its_whole(desk, codes, whole, holds):
    plan = desk.plan(*codes, balances=(desk.balance("a", "<=", "b", "1"),))
    found = desk.find(check_balances, plan, *answers(desk, a=10, b=whole))
    assert (found == []) is holds
    for problem in found:
        assert problem.where.endswith("!数据!F2")
        assert "应不大于" in problem.what


@pytest.mark.parametrize(("year", "beyond"), [(2024, False), (2025, True)])
def test_the_days_of_a_year_are_those_of_that_year(desk, year, beyond):
    codes = tuple(desk.code(name, unit="天") for name in "ab")
    plan = desk.plan(*codes, balances=(desk.balance("a + b", "<=", "366", unit="天"),))
    rows = [desk.row("a", 360, 2, unit="天", year=year), desk.row("b", 6, 3, unit="天", year=year)]
    assert bool(desk.find(check_balances, plan, *rows, year=year)) is beyond


def test_what_has_a_gap_or_a_dispute_is_not_judged(desk, codes):
    plan = desk.plan(*codes, balances=(desk.balance("a + b", "=", "c"),))
    assert desk.find(check_balances, plan, *answers(desk, a=10, b=20)) == []
    assert desk.find(check_balances, plan, *answers(desk, a=10, b=None, c=99)) == []
    disputed = [*answers(desk, a=10, b=20, c=99), desk.row("c", 30, 9, file="2025/b.xlsx")]
    assert desk.find(check_balances, plan, *disputed) == []


def test_a_disagreement_blocks_what_any_of_the_figures_feeds(desk, bench):
    codes = (desk.code("a"), desk.code("b", department="statistics"))
    criteria = (bench.criterion(id="N01", indicator="a"), bench.criterion(id="P02", indicator="b"))
    plan = desk.plan(*codes, criteria=criteria, balances=(desk.balance("a", "=", "b"),))
    rows = [desk.row("a", 1), desk.row("b", 2, file="2025/s.xlsx", department="statistics")]
    assert desk.one(check_balances, plan, *rows).blocks == ("N01", "P02")


def test_the_shipped_balances_use_codes_of_the_plan(real_plan):
    for balance in real_plan.balances:
        terms = [*balance.left, *balance.right]
        known = [term for term in terms if term.code in real_plan.observations]
        assert all(term in known or term.number is not None for term in terms), balance.id
        kinds = {real_plan.observations[term.code].series for term in known}
        assert len(kinds) == 1, f"{balance.id}：各数的系列不同，这条平衡永远不会检查"


@pytest.mark.parametrize(("note", "ending"), [("年初含在途", "（年初含在途）"), ("", "单位")])
def test_the_plan_s_note_helps_to_mend(desk, codes, note, ending):
    balance = replace(desk.balance("a", "=", "b"), note=note)
    plan = desk.plan(*codes, balances=(balance,))
    assert desk.one(check_balances, plan, *answers(desk, a=1, b=2)).mend.endswith(ending)


def rows(desk, value, part, whole, **changes):
    found = [desk.row("part", part, 3), desk.row("whole", whole, 4)]
    return [desk.row("rate", value, 2, unit="%", **changes), *found]


def test_the_part_is_not_more_than_the_whole(desk):
    plan = desk.plan(*desk.share())
    assert desk.find(check_parts_of_whole, plan, *rows(desk, 100, 50, 50)) == []
    problem = desk.one(check_parts_of_whole, plan, *rows(desk, 100, "50.01", 50))
    assert problem.where.endswith("!数据!F3")
    assert (problem.level, problem.blocks) == (Level.ERROR, ("N01",))
    assert "分子“名称part”50.01 吨大于分母“名称whole”50 吨" in problem.what
    assert "!数据!F4）" in problem.what


def test_a_ratio_of_unlike_things_may_exceed_one(desk):
    codes = (
        desk.code("per_head", "value", "平方米/人"),
        desk.code("area", unit="平方米", indicators=("per_head",)),
        desk.code("people", unit="人", indicators=("per_head",)),
    )
    plan = desk.plan(*codes, inputs={"per_head": ("area", "people")})
    answers = [desk.row("area", 1400, 3), desk.row("people", 100, 4)]
    assert desk.find(check_parts_of_whole, plan, *answers) == []
    assert desk.find(check_recomputed, plan, desk.row("per_head", 14), *answers) == []
    assert (
        "复算得 14，" in desk.one(check_recomputed, plan, desk.row("per_head", 15), *answers).what
    )


@pytest.mark.parametrize(
    ("value", "fits"),
    [
        ("87.98", True),  # 322/366 = 87.978…
        ("87.978", True),
        ("88", True),
        ("88.0", True),
        ("87.97", False),
        ("88.1", False),
        ("88.00", False),  # said to two digits, and wrong in the second
        ("87.97814207650273", True),  # the arithmetic of a spreadsheet
        ("0.8798", False),
    ],
)
def test_a_ratio_agrees_with_its_parts_to_half_its_last_digit(desk, value, fits):
    plan = desk.plan(*desk.share())
    found = desk.find(check_recomputed, plan, *rows(desk, value, 322, 366))
    assert (found == []) is fits
    for problem in found:
        assert problem.where.endswith("!数据!F2")
        assert (problem.level, problem.contradicts, problem.about) == (Level.WARNING, True, "")
        assert "复算得 8" in problem.what


def test_the_recomputed_figure_is_shown_apart_from_the_reported_one(desk):
    plan = desk.plan(*desk.share())
    what = desk.one(check_recomputed, plan, *rows(desk, "88.00", 322, 366)).what
    assert "填 88%" in what
    assert "复算得 87.98，" in what


@pytest.mark.parametrize(
    ("resolved", "silent"),
    [("rate", True), ("part whole", True), ("part", False), ("whole", False)],
)
def test_a_resolution_for_the_ratio_or_for_both_parts_ends_the_doubt(desk, resolved, silent):
    plan = desk.plan(*desk.share())
    told = [
        replace(seen, flags=("已裁决",)) if seen.indicator in resolved.split() else seen
        for seen in rows(desk, "90", 322, 366)
    ]
    assert (desk.find(check_recomputed, plan, *told) == []) is silent


def bounded(seen, low, high):
    return replace(
        seen, number=None, low=None if low is None else Fraction(low), high=Fraction(high)
    )


@pytest.mark.parametrize(
    ("low", "high", "fits"), [("87", "88", True), ("88", "89", False), (None, "88", True)]
)
def test_bounds_are_compared_as_bounds(desk, low, high, fits):
    plan = desk.plan(*desk.share())
    value, part, whole = rows(desk, "1", 322, 366)
    assert (desk.find(check_recomputed, plan, bounded(value, low, high), part, whole) == []) is fits


@pytest.mark.parametrize(("value", "fits"), [("86", False), ("87", True), ("89", True)])
def test_parts_of_which_only_bounds_are_known_give_bounds(desk, value, fits):
    plan = desk.plan(*desk.share())
    reported, part, whole = rows(desk, value, 1, 366)
    found = desk.find(check_recomputed, plan, reported, bounded(part, 320, 325), whole)
    assert (found == []) is fits  # 87.4 to 88.8
    assert all("复算得 87～89" in problem.what for problem in found)


@pytest.mark.parametrize(("low", "beyond"), [("49", False), ("51", True)])
def test_a_part_of_which_a_bound_exceeds_the_whole(desk, low, beyond):
    plan = desk.plan(*desk.share())
    reported, part, whole = rows(desk, 100, 1, 50)
    found = desk.find(check_parts_of_whole, plan, reported, bounded(part, low, 60), whole)
    assert bool(found) is beyond


@pytest.mark.parametrize(
    ("low", "high", "holds"), [(18, 21, True), (21, 22, False), (1, 19, False)]
)
def test_a_balance_of_bounds_holds_where_it_can(desk, codes, low, high, holds):
    plan = desk.plan(*codes, balances=(desk.balance("a + b", "=", "c"),))
    a, b, c = answers(desk, a=10, b=1, c=30)
    assert (desk.find(check_balances, plan, a, bounded(b, low, high), c) == []) is holds


def test_exactly_half_a_digit_is_still_rounding(desk):
    plan = desk.plan(*desk.share())
    assert desk.find(check_recomputed, plan, *rows(desk, "12.5", "1255", "10000")) == []
    assert len(desk.find(check_recomputed, plan, *rows(desk, "12.5", "12551", "100000"))) == 1


def test_nothing_can_be_recomputed_from_a_gap(desk):
    plan = desk.plan(*desk.share())
    for gap in range(3):
        figures = [50, 322, 366]
        figures[gap] = None
        assert desk.find(check_recomputed, plan, *rows(desk, *figures)) == []


def test_a_share_of_nothing_is_no_number(desk):
    plan = desk.plan(*desk.share())
    problem = desk.one(check_recomputed, plan, *rows(desk, 100, 0, 0))
    assert "分母“名称whole”却是 0" in problem.what


def test_a_part_above_the_whole_is_said_once(desk):
    plan = desk.plan(*desk.share())
    assert desk.find(check_recomputed, plan, *rows(desk, 100, 60, 50)) == []


def test_series_are_kept_apart(desk):
    plan = desk.plan(*desk.share(series=("城", "乡")), series=("城", "乡"))
    town = [desk.row("part", 1, 2, series="城"), desk.row("whole", 2, 3, series="城")]
    land = [desk.row("part", 3, 4, series="乡"), desk.row("whole", 2, 5, series="乡")]
    problem = desk.one(check_parts_of_whole, plan, *town, *land)
    assert problem.where.endswith("!数据!F4")
    assert "名称part（乡）" in problem.what


def test_one_denominator_may_serve_several_shares(desk, bench):
    codes = (
        desk.code("good", "value", "%"),
        desk.code("bad", "value", "%"),
        desk.code("good_n", unit="个", indicators=("good",)),
        desk.code("bad_n", unit="个", indicators=("bad",)),
        desk.code("all_n", unit="个", indicators=("good", "bad")),
    )
    criteria = tuple(
        bench.criterion(id=i, indicator=n) for i, n in (("N01", "good"), ("N02", "bad"))
    )
    inputs = {"good": ("good_n", "all_n"), "bad": ("bad_n", "all_n")}
    plan = desk.plan(*codes, criteria=criteria, inputs=inputs)
    answers = [desk.row("good_n", 8, 2), desk.row("bad_n", 2, 3), desk.row("all_n", 10, 4)]
    values = [desk.row("good", 80, 5, unit="%"), desk.row("bad", 30, 6, unit="%")]
    problem = desk.one(check_recomputed, plan, *answers, *values)
    assert problem.where.endswith("!数据!F6")
    assert problem.blocks == ("N02",)  # of the other share both ways agree


def test_a_disputed_figure_is_not_computed_with(desk):
    plan = desk.plan(*desk.share())
    answers = [*rows(desk, 100, 60, 50), desk.row("whole", 70, 5, file="2025/b.xlsx")]
    assert desk.find(check_parts_of_whole, plan, *answers) == []


@pytest.mark.parametrize(
    ("number", "entered", "half"),
    [
        ("79.5", "79.5", "1/20"),
        ("79.5", "79.50", "1/200"),
        ("79.5", "79.5%", "1/20"),
        ("79.5", "0.795", "1/20"),  # a cell formatted as percent
        ("79.5", "７９.５％", "1/20"),
        ("25", "约25", "1/2"),
        ("12000", "1.2万", "1/2"),
        ("1/3", "", "1/2000000000"),
    ],
)
def test_the_last_digit_is_the_one_that_was_written(desk, number, entered, half):
    seen = desk.row("rate", number, entered=entered)
    assert half_last_digit(seen) == Fraction(half)


@pytest.mark.parametrize(
    ("unit", "top", "bottom"), [("%", "元", "人"), ("倍", "吨", "吨"), ("元/人", "人", "元")]
)
def test_units_that_make_no_ratio_are_not_computed_with(desk, unit, top, bottom):
    codes = (
        desk.code("rate", "value", unit),
        desk.code("part", unit=top, indicators=("rate",)),
        desk.code("whole", unit=bottom, indicators=("rate",)),
    )
    plan = desk.plan(*codes)
    assert desk.find(check_recomputed, plan, *rows(desk, 1, 60, 50)) == []
    assert desk.find(check_parts_of_whole, plan, *rows(desk, 1, 60, 50)) == []


def test_three_inputs_or_one_that_is_not_asked_are_no_ratio(desk):
    value, part, whole = desk.share()
    second = desk.code("second", indicators=("rate",))
    three = {"rate": ("part", "second", "whole")}
    for codes, inputs in (
        ((value, part, second, whole), three),
        ((value, part), None),
        ((value, whole), None),
    ):
        plan = desk.plan(*codes, inputs=inputs)
        assert desk.find(check_recomputed, plan, *rows(desk, 1, 40, 50)) == []


def test_a_word_is_no_ratio(desk):
    value, part, whole = desk.share()
    plan = desk.plan(replace(value, kind="state", unit="", states=("实施",)), part, whole)
    assert desk.find(check_parts_of_whole, plan, *rows(desk, None, 60, 50)) == []


def test_the_recomputed_figure_has_as_many_digits_as_the_reported_one(desk):
    plan = desk.plan(*desk.share())
    assert "复算得 66.667，" in desk.one(check_recomputed, plan, *rows(desk, "50.125", 2, 3)).what
    assert "复算得 67，" in desk.one(check_recomputed, plan, *rows(desk, "50", 2, 3)).what
