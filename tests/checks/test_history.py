from dataclasses import replace

import pytest

from jbeco.checks.history import (
    check_basis,
    check_edited_previous,
    check_jumps,
    check_retold_history,
    check_signs,
)
from jbeco.problems import Level


@pytest.mark.parametrize(
    ("matters", "basis", "found"), [(True, "", 1), (True, "HJ 633", 0), (False, "", 0)]
)
def test_a_basis_is_asked_for_where_it_matters(desk, matters, basis, found):
    plan = desk.plan(desk.code("a", basis_matters=matters))
    problems = desk.find(check_basis, plan, desk.row("a", 5, 3, basis=basis))
    assert len(problems) == found
    for problem in problems:
        assert problem.where == "2025/2025-ecology-生态局.xlsx!数据!H3"
        assert "没有写口径" in problem.what
        assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))


def test_a_missing_figure_needs_no_basis(desk):
    plan = desk.plan(desk.code("a", basis_matters=True))
    assert desk.find(check_basis, plan, desk.row("a")) == []


def test_a_word_may_need_a_basis(desk):
    plan = desk.plan(desk.code("a", kind="state", states=("实施",), basis_matters=True))
    assert len(desk.find(check_basis, plan, desk.row("a", "实施", measure="state"))) == 1


@pytest.mark.parametrize("matters", [True, False])
def test_a_change_of_basis_is_said(desk, matters):
    plan = desk.plan(desk.code("a", basis_matters=matters))
    rows = [
        desk.row("a", 5, year=2022, basis="EI"),
        desk.row("a", 5, year=2023, basis="EI（HJ 192-2015）"),
        desk.row("a", 5, year=2024),
        desk.row("a", 5, basis="EQI"),
    ]
    problem = desk.one(check_basis, plan, *rows)
    assert "口径变更：2023 年是“EI（HJ 192-2015）”，今年是“EQI”" in problem.what
    assert problem.level is Level.WARNING


def test_another_spelling_is_no_other_basis(desk):
    plan = desk.plan(desk.code("a"))
    rows = [
        desk.row("a", 5, year=2024, basis="EI（HJ 192-2015）"),
        desk.row("a", 5, basis="ei(HJ192-2015)"),
    ]
    assert desk.find(check_basis, plan, *rows) == []


def two_years(desk, now, then, code="a", **changes):
    return [desk.row(code, then, year=2024, **changes), desk.row(code, now, **changes)]


@pytest.mark.parametrize(
    ("now", "then", "says"),
    [
        ("130", "100", None),
        ("70", "100", None),
        ("130.1", "100", "增加 30.1%"),
        ("69", "100", "减少 31%"),
        ("0", "100", "减少 100%"),
        ("0.02", "100", "减少 99.98%"),  # nearly nothing is not nothing
        ("130.0001", "100", "增加 30.0001%"),
        ("400", "100", "增加 300%"),
        ("100", "100", None),
    ],
)
def test_a_large_change_asks_for_a_second_look(desk, now, then, says):
    plan = desk.plan(desk.code("a"))
    found = desk.find(check_jumps, plan, *two_years(desk, now, then))
    assert len(found) == (says is not None)
    for problem in found:
        assert says in problem.what
        assert f"2024 年是 {then} 吨" in problem.what
        assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))


def test_from_nothing_no_share_can_be_told(desk):
    plan = desk.plan(desk.code("a"))
    problem = desk.one(check_jumps, plan, *two_years(desk, 5, 0))
    assert problem.level is Level.NOTE
    assert "2024 年的 0 变为 5 吨" in problem.what
    assert desk.find(check_jumps, plan, *two_years(desk, 0, 0)) == []


def test_small_counts_and_differences_jump_as_they_like(desk):
    plan = desk.plan(desk.code("a", unit="起"))
    assert desk.find(check_jumps, plan, *two_years(desk, 9, 2, unit="起")) == []
    assert len(desk.find(check_jumps, plan, *two_years(desk, 25, 2, unit="起"))) == 1
    plan = desk.plan(desk.code("a", limit_low=None))
    assert desk.find(check_jumps, plan, *two_years(desk, 9, -2)) == []


def test_without_history_nothing_jumps(desk):
    plan = desk.plan(desk.code("a"))
    assert desk.find(check_jumps, plan, desk.row("a", 5)) == []
    assert desk.find(check_jumps, plan, *two_years(desk, None, 5)) == []
    assert desk.find(check_jumps, plan, *two_years(desk, 5, None)) == []


def test_the_share_is_the_method_profile_s(desk):
    plan = desk.plan(desk.code("a"))
    strict = replace(plan.methods.checks, jump_share=plan.methods.checks.jump_share / 10)
    plan = replace(plan, methods=replace(plan.methods, checks=strict))
    assert len(desk.find(check_jumps, plan, *two_years(desk, 104, 100))) == 1


@pytest.mark.parametrize("name", ["coal", "coal_total"])
def test_last_year_s_figure_told_differently_is_seen(desk, name):
    plan = desk.plan(desk.code(name), desk.code("coal_previous"))
    then = desk.row(name, "12.34", 7, year=2024)
    assert desk.find(check_retold_history, plan, then, desk.row("coal_previous", "12.34")) == []
    assert desk.find(check_retold_history, plan, then, desk.row("coal_previous", "12.3")) == []
    problem = desk.one(check_retold_history, plan, then, desk.row("coal_previous", "12.4"))
    assert "填 12.4 吨，2024 年报送的是 12.34 吨" in problem.what
    assert "2024/2024-ecology-生态局.xlsx!数据!F7" in problem.what
    assert "历史数被改" in problem.what
    assert problem.level is Level.WARNING


def test_only_the_year_just_before_was_told(desk):
    plan = desk.plan(desk.code("coal"), desk.code("coal_previous"))
    older = desk.row("coal", 5, year=2023)
    assert desk.find(check_retold_history, plan, older, desk.row("coal_previous", 9)) == []
    assert desk.find(check_retold_history, plan, desk.row("coal", 5), desk.row("coal", 6)) == []


def test_every_code_of_the_shipped_plan_that_asks_again_is_followed(real_plan):
    codes = real_plan.observations
    asked_again = [code for code in codes if code.endswith("_previous")]
    assert asked_again
    for code in asked_again:
        stem = code.removesuffix("_previous")
        known = [codes[name] for name in (stem, f"{stem}_total") if name in codes]
        assert known, code
        assert known[0].unit == codes[code].unit


def test_a_figure_retold_to_half_its_last_digit_is_the_same(desk):
    plan = desk.plan(desk.code("coal"), desk.code("coal_previous"))
    then = desk.row("coal", "12.35", year=2024)
    assert desk.find(check_retold_history, plan, then, desk.row("coal_previous", "12.4")) == []
    assert desk.find(check_retold_history, plan, then, desk.row("coal_previous", "12.3")) == []
    assert len(desk.find(check_retold_history, plan, then, desk.row("coal_previous", "12.2"))) == 1


@pytest.mark.parametrize(
    ("shown", "edited"), [("12.34", False), ("", False), ("12.4", True), ("12.34 吨", True)]
)
def test_the_shown_value_of_last_year_comes_back_as_it_was(desk, shown, edited):
    plan = desk.plan(desk.code("a"))
    rows = [desk.row("a", "12.34", 7, year=2024), desk.row("a", 12, 3, shown_previous=shown)]
    found = desk.find(check_edited_previous, plan, *rows)
    assert len(found) == edited
    for problem in found:
        assert problem.where == "2025/2025-ecology-生态局.xlsx!数据!G3"
        assert f"被改成“{shown}”，2024 年采信的是 12.34（2024/" in problem.what
        assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))


def test_a_shown_word_is_history_too(desk):
    plan = desk.plan(desk.code("a", kind="state", states=("未实施", "实施")))
    then = desk.row("a", "未实施", year=2024, measure="state")
    for shown, edited in (("未实施", 0), ("实施", 1)):
        now = desk.row("a", "实施", measure="state", shown_previous=shown)
        assert len(desk.find(check_edited_previous, plan, then, now)) == edited


def test_what_was_not_accepted_last_year_was_not_shown(desk):
    plan = desk.plan(desk.code("a"))
    now = desk.row("a", 12, shown_previous="9")
    disputed = [desk.row("a", n, n, year=2024) for n in (7, 8)]
    for past in ([], disputed, [desk.row("a", 7, year=2023)], [desk.row("a", None, year=2024)]):
        assert desk.find(check_edited_previous, plan, now, *past) == []


# the sign of a decline


@pytest.fixture
def falling(desk, bench):
    """An intensity and its yearly decline; the levels fall from 0.30 to 0.28."""
    codes = (desk.code("level", unit="吨"), desk.code("fall", unit="%", limit_low=None))
    criteria = (
        bench.criterion(id="N01", indicator="level"),
        bench.criterion(id="P02", indicator="fall"),
    )
    plan = desk.plan(*codes, criteria=criteria)
    level = replace(plan.indicators["level"], decline="fall")
    return replace(plan, indicators={**plan.indicators, "level": level})


def declining(desk, fall, now="0.28", before="0.30", **changes):
    return [
        desk.row("level", before, year=2024),
        desk.row("level", now),
        desk.row("fall", fall, 3, unit="%", **changes),
    ]


def test_a_decline_of_the_wrong_sign_is_said_at_its_cell(desk, falling):
    problem = desk.one(check_signs, falling, *declining(desk, "-6.7"))
    assert problem.where == "2025/2025-ecology-生态局.xlsx!数据!F3"
    assert (problem.level, problem.contradicts, problem.blocks) == (Level.WARNING, True, ("P02",))
    assert "由 2024 年的 0.3 吨 变为 0.28 吨" in problem.what
    assert "正负号可能写反" in problem.what


@pytest.mark.parametrize(
    ("fall", "now", "before"),
    [
        ("6.7", "0.28", "0.30"),
        ("-7", "0.30", "0.28"),
        ("0", "0.28", "0.30"),
        ("-1", "0.29", "0.30"),  # within the digits of both levels
    ],
)
def test_a_decline_that_fits_or_that_the_levels_do_not_tell(desk, falling, fall, now, before):
    assert desk.find(check_signs, falling, *declining(desk, fall, now, before)) == []


def test_levels_at_current_prices_do_not_tell(desk, falling):
    level = replace(falling.indicators["level"], at_current_prices=True)
    plan = replace(falling, indicators={**falling.indicators, "level": level})
    assert desk.find(check_signs, plan, *declining(desk, "-6.7")) == []


def test_a_sign_that_somebody_confirmed_stands(desk, falling):
    rows = declining(desk, "-6.7", flags=("已裁决",))
    assert desk.find(check_signs, falling, *rows) == []
