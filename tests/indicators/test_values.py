"""Values: what several cells say about one fact is one value, or a stated reason for none."""

from dataclasses import replace
from fractions import Fraction
from itertools import permutations

import pytest

from jbeco.indicators import INDICATORS, Declaration, collect_values
from jbeco.indicators.formula import quotient
from jbeco.intake import Source
from jbeco.plan import load_plan

EXACT = Fraction(0)


def cell(name: str) -> Source:
    return Source("2020/a.csv", name, "")


def one(bench, *reports, tolerance: Fraction = EXACT):
    return collect_values(reports, tolerance).get("river_quality", "", reports[0].measure, 2020)


def test_a_single_report(bench) -> None:
    value = one(bench, bench.level(2020, "81.5", grade="A", basis="省控", source=cell("D2")))
    assert (value.number, value.state, value.missing) == (Fraction("81.5"), None, None)
    assert (value.grade, value.basis, value.data_year) == ("A", "省控", 2020)
    assert value.sources == (cell("D2"),)


def test_nobody_answered(bench) -> None:
    values = collect_values([bench.level(2020, 80)], EXACT)
    assert values.get("river_quality", "", "level", 2021) is None
    assert values.get("river_quality", "", "decline", 2020) is None
    assert values.get("river_quality", "城区", "level", 2020) is None
    assert values.get("lake_quality", "", "level", 2020) is None


def test_a_gap_keeps_its_reason(bench) -> None:
    value = one(bench, bench.level(2020, None, missing="drafting", grade="B", note="在编"))
    assert (value.number, value.missing, value.grade, value.note) == (None, "drafting", "D", "在编")


def test_two_equal_entries_are_one_value_with_both_cells_and_the_worst_grade(bench) -> None:
    first = bench.level(2020, "84.40", grade="A", source=cell("D2"))
    second = bench.level(2020, "84.4", criterion="P48", grade="C", source=cell("D9"))
    value = one(bench, first, second)
    assert value.number == Fraction("84.4")
    assert value.sources == (cell("D2"), cell("D9"))
    assert value.grade == "C"


@pytest.mark.parametrize(("other", "missing"), [("80.1", None), ("80.2", "conflict")])
def test_a_difference_beyond_the_tolerance_is_a_conflict(bench, other, missing) -> None:
    reports = [bench.level(2020, 80), bench.level(2020, other, criterion="P02")]
    value = one(bench, *reports, tolerance=Fraction(1, 10))
    assert value.missing == missing
    if missing:
        assert (value.number, value.grade) == (None, "D")


def test_without_tolerance_any_difference_is_a_conflict(bench) -> None:
    value = one(bench, bench.level(2020, "8.48"), bench.level(2020, "8.481", criterion="P29"))
    assert value.missing == "conflict"


def test_two_words_are_a_conflict(bench) -> None:
    value = one(bench, bench.state(2020, "建立"), bench.state(2020, "严格执行", criterion="P2"))
    assert (value.state, value.missing) == (None, "conflict")


def test_a_gap_in_one_cell_does_not_hide_the_value_of_another(bench) -> None:
    gap = bench.level(2020, None, criterion="N01", source=cell("D2"))
    given = bench.level(2020, 80, criterion="P02", source=cell("D9"))
    value = one(bench, gap, given)
    assert (value.number, value.missing, value.grade) == (80, None, "B")
    assert value.sources == (cell("D9"),)


def test_the_oldest_data_year_counts(bench) -> None:
    fresh, old = bench.level(2020, 80), bench.level(2020, 80, criterion="P2", data_year=2018)
    assert one(bench, fresh, old).data_year == 2018


def test_series_and_years_are_kept_apart(bench) -> None:
    reports = [
        bench.level(2020, 10, series="城区"),
        bench.level(2020, 20, series="镇区"),
        bench.level(2021, 30, series="城区"),
        bench.decline(2020, "3", series="城区"),
    ]
    values = collect_values(reports, EXACT)
    assert values.get("river_quality", "城区", "level", 2020).number == 10
    assert values.get("river_quality", "镇区", "level", 2020).number == 20
    assert values.get("river_quality", "城区", "level", 2021).number == 30
    assert values.get("river_quality", "城区", "decline", 2020).number == 3


def test_the_order_of_entries_does_not_matter(bench) -> None:
    reports = [
        bench.level(2020, 80, criterion="P02", note="二", source=cell("D9")),
        bench.level(2020, 80, criterion="N01", note="一", source=cell("D2")),
        bench.level(2020, None, criterion="N03", source=cell("D3")),
        bench.level(2021, 81, criterion="N01", source=cell("D4")),
    ]
    expected = collect_values(reports, EXACT).by_key
    for order in permutations(reports):
        assert collect_values(order, EXACT).by_key == expected


# ratios: worked out from their parts, exactly, wherever both were reported


AIR = {"value": "good_air_days", "numerator": "air_days_good", "denominator": "air_days_valid"}


def ratio(factor: int = 100) -> Declaration:
    def formula(air_days_good, air_days_valid):
        return quotient(factor * air_days_good, air_days_valid)

    return replace(INDICATORS[AIR["value"]], function=formula)


def said(bench, role: str, number, year: int = 2020, **changes):
    return bench.level(year, number, criterion="", indicator=AIR[role], **changes)


def worked_out(*reports, series: str = "", year: int = 2020, **kinds):
    values = collect_values(reports, EXACT, [ratio(**kinds)])
    return values.get("good_air_days", series, "level", year)


def test_the_exact_ratio_takes_the_place_of_the_rounded_one(bench) -> None:
    reports = [
        said(bench, "value", "88.0", source=cell("F2"), grade="A"),
        said(bench, "numerator", 322, source=cell("F3"), grade="A"),
        said(bench, "denominator", 366, source=cell("F4"), grade="B"),
    ]
    for order in permutations(reports):
        value = worked_out(*order)
        assert value.number == Fraction(32200, 366)
        assert 87.978 < value.number < Fraction("87.979")
        assert (value.missing, value.grade) == (None, "B")
        assert value.sources == (cell("F3"), cell("F4"))


def test_322_of_366_days_are_not_88_percent(bench) -> None:
    target = bench.criterion(indicator="good_air_days", standard=">= 88", base="79.5")
    reports = [
        said(bench, "value", "88.0", 2025),
        said(bench, "numerator", 322, 2025),
        said(bench, "denominator", 366, 2025),
    ]
    real = load_plan()
    plan = replace(
        bench.plan(target),
        indicators={AIR["value"]: real.indicators[AIR["value"]]},
        observations={code: real.observations[code] for code in AIR.values()},
    )
    (verdict,) = bench.assess(plan, bench.submissions(2025, *reports))
    assert (verdict.code, verdict.meets_target) == ("not_met", False)
    assert verdict.target.value == "16100/183"
    assert "87.98" in verdict.reason
    (rounded,) = bench.assess(plan, bench.submissions(2025, reports[0]))
    assert rounded.code == "met"


def test_a_ratio_nobody_reported_is_worked_out(bench) -> None:
    value = worked_out(said(bench, "numerator", 3), said(bench, "denominator", 4))
    assert value.number == 75


def test_a_quotient_has_no_factor_of_a_hundred(bench) -> None:
    reports = [said(bench, "numerator", 3), said(bench, "denominator", 4)]
    assert worked_out(*reports, factor=1).number == Fraction(3, 4)


@pytest.mark.parametrize("role", ["numerator", "denominator"])
@pytest.mark.parametrize("gap", [{"missing": "not_yet"}, None])
def test_without_one_part_the_reported_ratio_has_to_do(bench, role: str, gap) -> None:
    other = {"numerator": "denominator", "denominator": "numerator"}[role]
    reports = [said(bench, "value", "88.0", source=cell("F2")), said(bench, other, 366)]
    if gap:
        reports.append(said(bench, role, None, **gap))
    value = worked_out(*reports)
    assert (value.number, value.missing) == (88, None)
    assert value.sources == (cell("F2"),)


def test_without_one_part_and_without_a_ratio_there_is_none(bench) -> None:
    assert worked_out(said(bench, "numerator", 3)) is None


def test_a_part_that_is_disputed_is_no_part(bench) -> None:
    reports = [
        said(bench, "value", "88.0"),
        said(bench, "numerator", 322),
        said(bench, "numerator", 323, source=cell("F9")),
        said(bench, "denominator", 366),
    ]
    assert worked_out(*reports).number == 88


def test_nothing_of_nothing_is_no_share(bench) -> None:
    reports = [said(bench, "value", "100"), said(bench, "numerator", 0)]
    value = worked_out(*reports, said(bench, "denominator", 0))
    assert (value.number, value.missing, value.grade) == (None, "zero_denominator", "D")


def test_why_there_is_no_object_says_more_than_a_division_by_zero(bench) -> None:
    gap = said(bench, "value", None, missing="no_object", grade="B")
    value = worked_out(gap, said(bench, "numerator", 0), said(bench, "denominator", 0))
    assert (value.number, value.missing, value.grade) == (None, "no_object", "B")


def test_a_gap_in_the_ratio_is_filled_from_its_parts(bench) -> None:
    gap = said(bench, "value", None, missing="not_yet")
    value = worked_out(gap, said(bench, "numerator", 1), said(bench, "denominator", 3))
    assert value.number == Fraction(100, 3)


def test_zero_of_something_is_zero(bench) -> None:
    value = worked_out(said(bench, "numerator", 0), said(bench, "denominator", 7))
    assert (value.number, value.missing) == (0, None)


def test_a_share_above_the_whole_is_not_clipped(bench) -> None:
    value = worked_out(said(bench, "numerator", 9), said(bench, "denominator", 6))
    assert value.number == 150


def test_a_reported_figure_for_which_a_resolution_decided_stands(bench) -> None:
    parts = said(bench, "numerator", 1), said(bench, "denominator", 3)
    assert worked_out(said(bench, "value", 40), *parts).number == Fraction(100, 3)
    assert worked_out(said(bench, "value", 40, flags=("已裁决",)), *parts).number == 40


def test_series_and_years_are_worked_out_apart(bench) -> None:
    reports = [
        said(bench, "numerator", 1, series="城区"),
        said(bench, "denominator", 2, series="城区"),
        said(bench, "numerator", 1, series="镇区"),
        said(bench, "denominator", 4, series="镇区"),
        said(bench, "numerator", 1, 2021, series="城区"),
        said(bench, "denominator", 5, 2021, series="城区"),
        said(bench, "numerator", 1, 2022, series="城区"),
        said(bench, "denominator", 5, 2022, series="镇区"),
    ]
    assert worked_out(*reports, series="城区").number == 50
    assert worked_out(*reports, series="镇区").number == 25
    assert worked_out(*reports, series="城区", year=2021).number == 20
    assert worked_out(*reports, series="镇区", year=2021) is None
    assert worked_out(*reports, series="城区", year=2022) is None
    assert worked_out(*reports) is None


def test_the_worst_part_decides_grade_and_age(bench) -> None:
    reports = [
        said(bench, "numerator", 1, grade="A", basis="国控", note="甲"),
        said(bench, "denominator", 2, grade="C", basis="省控", note="乙", data_year=2018),
    ]
    value = worked_out(*reports)
    assert (value.grade, value.data_year) == ("C", 2018)
    assert (value.basis, value.note) == ("国控；省控", "甲；乙")


def test_a_reported_decline_is_left_alone(bench) -> None:
    reports = [
        bench.decline(2020, "3", criterion="", indicator="good_air_days"),
        said(bench, "numerator", 1),
        said(bench, "denominator", 2),
    ]
    values = collect_values(reports, EXACT, [ratio()])
    assert values.get("good_air_days", "", "decline", 2020).number == 3
    assert values.get("good_air_days", "", "level", 2020).number == 50
