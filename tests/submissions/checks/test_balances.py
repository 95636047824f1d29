from dataclasses import replace

import pytest

from jbeco.problems import Level
from jbeco.submissions.checks.balances import check_balances


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
