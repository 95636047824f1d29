from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from jbeco.checks.history import check_jumps
from jbeco.checks.limits import (
    check_dates,
    check_limits,
    check_public_limits,
    check_slips,
    check_states,
    check_zeros,
)
from jbeco.intake import Source
from jbeco.problems import Level


@pytest.mark.parametrize(
    ("dated", "outside"),
    [
        (date(2024, 12, 31), True),
        (date(2025, 1, 1), False),
        (date(2026, 12, 31), False),
        (date(2027, 1, 1), True),
        (None, False),
    ],
)
def test_a_figure_is_issued_in_its_year_or_the_next(desk, dated, outside):
    plan = desk.plan(desk.code("a"))
    found = desk.find(check_dates, plan, desk.row("a", 5, 3, dated=dated))
    assert len(found) == outside
    for problem in found:
        assert problem.where == "2025/2025-ecology-生态局.xlsx!数据!K3"
        assert str(dated) in problem.what
        assert problem.expected == "2025-01-01 至 2026-12-31"
        assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))


def test_last_year_s_dates_are_last_year_s(desk):
    plan = desk.plan(desk.code("a"))
    assert desk.find(check_dates, plan, desk.row("a", 5, year=2020, dated=date(2020, 5, 1))) == []


def test_evidence_may_be_older_but_not_from_the_future(desk):
    plan = desk.plan(desk.code("a"))
    assert desk.find(check_dates, plan, desk.evidence(dated=date(2019, 3, 1))) == []
    assert desk.find(check_dates, plan, desk.evidence(dated=None)) == []
    problem = desk.one(check_dates, plan, desk.evidence(dated=date(2027, 1, 1)))
    assert problem.where == "2025/2025-ecology-生态局.xlsx!佐证!D3"
    assert (problem.level, problem.blocks) == (Level.WARNING, ("N01",))
    assert desk.find(check_dates, plan, desk.evidence(dated=date(2026, 12, 31))) == []
    assert desk.find(check_dates, plan, desk.evidence(dated=date(2027, 1, 1), year=2024)) == []


CELL = "2025/2025-ecology-生态局.xlsx!数据!F2"


@pytest.mark.parametrize(
    ("number", "beyond"), [("0", False), ("100", False), ("-0.01", True), ("100.01", True)]
)
def test_limits_belong_to_what_can_be(desk, number, beyond):
    plan = desk.plan(*desk.share())
    found = desk.find(check_limits, plan, desk.row("rate", number, unit="%"))
    assert len(found) == beyond
    for problem in found:
        assert (problem.where, problem.level, problem.blocks) == (CELL, Level.ERROR, ("N01",))
        assert f"名称rate为 {number}%，超出可能的范围 0–100" in problem.what
        assert problem.expected == "0–100"


def test_one_sided_limits_are_said(desk):
    plan = desk.plan(desk.code("a"))
    assert "不低于 0" in desk.one(check_limits, plan, desk.row("a", "-3")).what
    plan = desk.plan(desk.code("a", limit_low=None, limit_high=Fraction(100)))
    assert "不高于 100" in desk.one(check_limits, plan, desk.row("a", "100.5")).what


def test_without_limits_anything_goes(desk):
    plan = desk.plan(desk.code("a", limit_low=None))
    assert desk.find(check_limits, plan, desk.row("a", "-1e9")) == []


@pytest.mark.parametrize(("year", "days"), [(2024, 366), (2025, 365)])
def test_a_year_has_so_many_days(desk, year, days):
    plan = desk.plan(desk.code("d", unit="天", limit_high=Fraction(366)))
    rows = [desk.row("d", days, unit="天", year=year), desk.row("d", days + 1, 3, year=year)]
    problem = desk.one(check_limits, plan, *rows, year=year)
    assert problem.where.endswith("!数据!F3")
    assert f"0–{days}" in problem.what


def test_only_the_assessed_year_and_known_codes_are_looked_at(desk):
    plan = desk.plan(*desk.share())
    rows = [desk.row("rate", 200, year=2024), desk.row("unheard_of", -5), desk.row("rate")]
    assert desk.find(check_limits, plan, *rows) == []


def test_the_baseline_table_keeps_the_criterion_s_limits(desk, bench):
    plan = desk.plan()
    good = bench.level(2025, 100)
    bad = bench.level(2025, 101, source=Source("2025/public_values.csv", "D9", ""))
    decline = replace(bad, measure="decline")
    problem = desk.one(check_public_limits, plan, good, bad, decline)
    assert problem.where == "2025/public_values.csv!D9"
    assert "为 101，超出可能的范围 0–100" in problem.what
    assert problem.blocks == ("N01",)


@pytest.fixture
def plan(desk):
    return desk.plan(
        desk.code("a", kind="state", unit="", states=("未实施", "实施")), desk.code("b")
    )


@pytest.mark.parametrize(
    ("said", "measure", "wrong"),
    [
        ("实施", "state", False),
        ("已实施", "state", True),
        (1, "level", True),
        (None, "state", False),
    ],
)
def test_a_qualitative_question_has_its_words(desk, plan, said, measure, wrong):
    found = desk.find(check_states, plan, desk.row("a", said, unit="", measure=measure))
    assert len(found) == wrong
    for problem in found:
        assert f"填“{said}”，不是规定的用词" in problem.what
        assert problem.expected == "未实施、实施"
        assert (problem.level, problem.blocks) == (Level.ERROR, ("N01",))


def test_a_quantity_is_no_word(desk, plan):
    problem = desk.one(check_states, plan, desk.row("b", "实施", measure="state"))
    assert "应填数，却填“实施”" in problem.what
    assert "“吨”" in problem.mend


def two_years(desk, now, then, **changes):
    return [desk.row("a", then, year=2024, **changes), desk.row("a", now, **changes)]


@pytest.mark.parametrize(
    ("unit", "now", "then", "says"),
    [
        ("吨", "7950", "795", "大到约 10 倍：疑为差10倍，小数点错位"),
        ("人", "83", "795", "小到约 10 倍：疑为差10倍，小数点错位"),
        ("公顷", "1512", "100", "大到约 15 倍：疑为差15倍，亩与公顷混用"),
        ("亩", "12.34", "185.1", "小到约 15 倍：疑为差15倍，亩与公顷混用"),
        ("吨", "12.34", "185.1", "小到约 15 倍：疑为差15倍"),
        ("%", "0.9629", "96.29", "小到约 100 倍：疑为差100倍，百分数与小数混用"),
        ("吨", "96.29", "0.9629", "大到约 100 倍：疑为差100倍"),
        ("吨", "121000000", "12345", "大到约 10000 倍：疑为差10000倍，吨与万吨混用"),
        ("万元", "1.2345", "12345", "小到约 10000 倍：疑为差10000倍，元与万元混用"),
        ("亿元", "1.2345", "12345", "小到约 10000 倍：疑为差10000倍，万元与亿元混用"),
        ("千克/公顷", "1.2345", "12345", "小到约 10000 倍：疑为差10000倍"),
    ],
)
def test_a_round_factor_against_last_year_is_a_suspected_slip(desk, unit, now, then, says):
    plan = desk.plan(desk.code("a", unit=unit))
    problem = desk.one(check_slips, plan, *two_years(desk, now, then, unit=unit))
    assert problem.what.endswith(says)
    assert problem.where == "2025/2025-ecology-生态局.xlsx!数据!F2"
    assert problem.level is Level.ERROR
    assert problem.blocks == ("N01",)


@pytest.mark.parametrize("factor", ["10", "15", "100", "10000"])
@pytest.mark.parametrize(("share", "slip"), [("1", 1), ("1.25", 1), ("0.75", 1), ("2", 0)])
def test_near_is_within_the_tolerance(desk, factor, share, slip):
    plan = desk.plan(desk.code("a"))
    now = 200 * Fraction(factor) * Fraction(share)
    assert len(desk.find(check_slips, plan, *two_years(desk, now, 200))) == slip


@pytest.mark.parametrize(("now", "then"), [("100", "96"), ("0", "96"), ("-9.6", "96"), ("96", "0")])
def test_other_changes_are_no_slip(desk, now, then):
    plan = desk.plan(desk.code("a"))
    assert desk.find(check_slips, plan, *two_years(desk, now, then)) == []


def test_it_is_an_error_for_a_reference_criterion_too(desk, bench):
    criteria = (bench.criterion(indicator="a", attribute="reference"),)
    plan = desk.plan(desk.code("a"), criteria=criteria)
    assert desk.one(check_slips, plan, *two_years(desk, 10, 1)).level is Level.ERROR


def test_a_criterion_that_does_not_apply_blocks_nothing(desk, bench):
    plan = desk.plan(desk.code("a"), criteria=(bench.criterion(indicator="a", applicable=False),))
    problem = desk.one(check_slips, plan, *two_years(desk, 10, 1))
    assert (problem.level, problem.blocks) == (Level.WARNING, ())


@pytest.mark.parametrize("flag", ["已更正", "已裁决"])
def test_a_figure_that_somebody_confirmed_is_noted_only(desk, flag):
    plan = desk.plan(desk.code("a", limit_high=Fraction(50)))
    then, now = two_years(desk, 1000, 100)
    now = replace(now, flags=(flag,))
    assert desk.one(check_slips, plan, then, now).level is Level.NOTE
    assert desk.one(check_limits, plan, now).level is Level.NOTE


@pytest.mark.parametrize(
    ("number", "low", "high", "beyond"),
    [
        ("100", "99.5", "100.5", False),  # 约100: the figure is within, its bounds are not
        (None, "90", "98", False),
        (None, "90", "105", True),
        (None, "105", None, True),
        (None, None, "-1", True),
        (None, "84", None, False),
    ],
)
def test_a_figure_of_which_only_bounds_are_known_has_limits_too(desk, number, low, high, beyond):
    ends = {"low": low and Fraction(low), "high": high and Fraction(high)}
    seen = replace(desk.row("rate", 1, unit="%"), number=number and Fraction(number), **ends)
    assert bool(desk.find(check_limits, desk.plan(*desk.share()), seen)) is beyond


def test_a_quantity_that_may_be_negative_has_no_ratio(desk):
    plan = desk.plan(desk.code("a", unit="%", limit_low=None))
    assert desk.find(check_slips, plan, *two_years(desk, "8.76", "0.876", unit="%")) == []


def test_a_few_things_soon_are_ten(desk):
    plan = desk.plan(desk.code("a", unit="起"))
    assert desk.find(check_slips, plan, *two_years(desk, 10, 1, unit="起")) == []
    assert desk.find(check_slips, plan, *two_years(desk, 9, 90, unit="起")) == []
    assert len(desk.find(check_slips, plan, *two_years(desk, 100, 10, unit="起"))) == 1
    plan = desk.plan(desk.code("a"))
    assert len(desk.find(check_slips, plan, *two_years(desk, 10, 1))) == 1  # tonnes are no count


def test_the_latest_undisputed_year_is_compared_with(desk):
    plan = desk.plan(desk.code("a"))
    rows = [
        desk.row("a", 900, year=2022),
        desk.row("a", 100, year=2023),
        desk.row("a", 950, 2, year=2024),
        desk.row("a", 960, 3, year=2024, file="2024/b.xlsx"),  # disputed
        desk.row("a", 1000),
    ]
    assert "2023 年是 100 吨" in desk.one(check_slips, plan, *rows).what


def test_the_plan_s_own_base_value_is_history(desk, bench):
    plan = desk.plan(*desk.share("river_quality"))
    base = bench.level(2019, "96.29")
    now = desk.row("river_quality", "0.97", unit="%")
    assert "2019 年是 96.29%" in desk.one(check_slips, plan, base, now).what
    other_unit = replace(base, unit="个")
    assert desk.find(check_slips, plan, other_unit, now) == []
    decline = replace(base, measure="decline")
    assert desk.find(check_slips, plan, decline, now) == []


def test_a_slip_is_not_called_a_jump_as_well(desk):
    plan = desk.plan(desk.code("a"))
    assert desk.find(check_jumps, plan, *two_years(desk, 1000, 100)) == []


def test_nearly_all_unit_errors_after_a_year_s_usual_change_are_seen(desk):
    """Faults table, row 28: with changes up to ±20 % at least 95 % are a slip or a jump."""
    plan = desk.plan(desk.code("a"))
    seen = total = 0
    for change in range(-20, 21):
        for factor in ("10", "15", "100", "10000"):
            for slip in (Fraction(factor), 1 / Fraction(factor)):
                rows = two_years(desk, 500 * (1 + Fraction(change, 100)) * slip, 500)
                total += 1
                context = desk.context(plan, *rows)
                seen += bool([*check_slips(context), *check_jumps(context)])
    assert seen >= Fraction(95, 100) * total


def test_the_nearest_factor_is_named_and_others_have_no_name(desk):
    given = {
        "slip_factors": (Fraction(10), Fraction(11), Fraction(12)),
        "slip_tolerance": Fraction(1, 5),
    }
    plan = desk.plan(desk.code("a"), **given)
    assert desk.one(check_slips, plan, *two_years(desk, 1110, 100)).what.endswith("疑为差11倍")
    assert "差12倍" in desk.one(check_slips, plan, *two_years(desk, 1180, 100)).what
    assert "小数点错位" in desk.one(check_slips, plan, *two_years(desk, 990, 100)).what


# what is 0 in no district


def test_a_zero_where_none_can_be_is_an_error_at_its_cell(desk):
    plan = desk.plan(desk.code("a", positive=True), desk.code("b"))
    problem = desk.one(check_zeros, plan, desk.row("a", 0), desk.row("b", 0, 3))
    assert (problem.where, problem.level, problem.blocks) == (CELL, Level.ERROR, ("N01",))
    assert "不会是 0" in problem.what
    assert "请留空" in problem.mend


@pytest.mark.parametrize("said", ["0.01", None])
def test_another_number_or_none_is_no_zero(desk, said):
    plan = desk.plan(desk.code("a", positive=True))
    assert desk.find(check_zeros, plan, desk.row("a", said)) == []


def test_a_zero_that_somebody_confirmed_is_noted(desk):
    plan = desk.plan(desk.code("a", positive=True))
    problem = desk.one(check_zeros, plan, desk.row("a", 0, flags=("已裁决",)))
    assert problem.level is Level.NOTE


def test_a_zero_in_the_consultant_s_table(desk, bench):
    plan = desk.plan(desk.code("a"))
    known = {name: replace(one, positive=True) for name, one in plan.indicators.items()}
    plan = replace(plan, indicators=known)
    seen = bench.level(2025, 0, indicator="a", criterion="N01")
    problem = desk.one(check_zeros, plan, seen)
    assert (problem.blocks, problem.level) == (("N01",), Level.ERROR)
