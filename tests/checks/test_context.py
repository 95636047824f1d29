from fractions import Fraction

from jbeco.checks.context import amount, name_of, said


def test_rows_and_public_rows_are_kept_apart(desk, bench):
    plan = desk.plan(desk.code("a"))
    row, told = desk.row("a", 1), bench.level(2025, 80)
    context = desk.context(plan, told, row, desk.row("a", 2, year=2024), desk.row("other", 3))
    assert context.rows == (row,)
    assert context.public_rows == (told,)


def test_a_figure_is_one_number(desk):
    plan = desk.plan(desk.code("a"))
    one, gap = desk.row("a", 1, 2), desk.row("a", None, 3)
    again, other = desk.row("a", "1.0", 4), desk.row("a", 2, 5)
    assert desk.context(plan, one, gap).figure("a", "") == one
    assert desk.context(plan, again, one).figure("a", "") == one
    assert desk.context(plan, one, other).figure("a", "") is None
    assert desk.context(plan, gap).figure("a", "") is None
    assert desk.context(plan, one).figure("a", "城区") is None
    assert desk.context(plan).figure("b", "") is None


def test_history_is_the_undisputed_past_in_the_same_unit(desk, bench):
    code = desk.code("a")
    plan = desk.plan(code)
    past = [
        desk.row("a", 1, year=2020),
        desk.row("a", 2, year=2021),
        desk.row("a", 3, year=2021, line=3),
        desk.row("a", 4, year=2022, unit="万吨"),
        desk.row("a", 5, year=2023, measure="decline"),
        desk.row("a", None, year=2024),
        desk.row("a", 9),
        bench.level(2019, 7, indicator="a", unit="吨"),
    ]
    history = desk.context(plan, *past).history(code, "")
    assert [(seen.year, seen.number) for seen in history] == [(2020, 1), (2019, 7)]


def test_earlier_entries_are_in_the_order_of_years_and_cells(desk):
    past = [
        desk.row("a", 1, year=2020),
        desk.row("a", None, year=2021, line=3),
        desk.row("a", 3, year=2021, line=2),
    ]
    found = desk.context(desk.plan(desk.code("a")), *past).earlier_entries("a", "")
    assert [seen.number for seen in found] == [3, None, 1]


def test_a_code_blocks_the_applicable_criteria_it_feeds(desk, bench):
    codes = (desk.code("a", indicators=("x", "y")), desk.code("b", indicators=("z",)))
    criteria = (
        bench.criterion(id="N01", indicator="x", attribute="reference"),
        bench.criterion(id="N02", indicator="y"),
        bench.criterion(id="N03", indicator="y", applicable=False),
        bench.criterion(id="P04", indicator="z", attribute="reference"),
    )
    context = desk.context(desk.plan(*codes, criteria=criteria))
    assert context.blocks("a") == ("N01", "N02")
    assert context.blocks("a", "b") == ("N01", "N02", "P04")
    assert context.blocks() == ()
    assert context.binding("a")
    assert not context.binding("b")


def test_amounts_are_exact_and_have_their_unit(desk):
    assert amount(Fraction("79.5"), "%") == "79.5%"
    assert amount(Fraction(12), "吨") == "12 吨"
    assert amount(Fraction(1, 3), "") == "1/3"
    assert said(desk.row("a", "1200.50")) == "1200.5 吨"
    assert said(desk.row("a", "实施", measure="state")) == "实施"
    assert said(desk.row("a")) == "缺"


def test_a_series_is_part_of_the_name(desk):
    assert name_of(desk.code("a"), "") == "名称a"
    assert name_of(desk.code("a"), "城区") == "名称a（城区）"
