"""Values: what several cells say about one fact is one value, or a stated reason for none."""

from fractions import Fraction
from itertools import permutations

import pytest

from jbeco.indicators import collect_values
from jbeco.submissions import Source

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
