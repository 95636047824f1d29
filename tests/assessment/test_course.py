"""What a number may be compared with: one basis, a bridge, chained declines, a later start."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jbeco.assessment.course import course
from jbeco.assessment.evaluate import evaluate
from jbeco.assessment.evidence import Case
from jbeco.intake.records import Bridge, Source
from jbeco.plan.rules import parse_rule

OLD, NEW = "2015年可比价", "2020年可比价"
PRICES = ("prices-2015", "prices-2020")
SOURCE = Source("2021/bridges.csv", "A2", "")


def bridge(before: str, after: str, factor: str) -> Bridge:
    number = Fraction(factor)
    return Bridge(
        "river_quality", before, after, "factor", number, "说明", "某人", "2022-03-01", SOURCE
    )


def intensity(bench, year: int, *reports, bridges=(), **kinds) -> Case:
    """An intensity, lower is better, that was 0.50 in 2019 unless told otherwise."""
    wanted = {"direction": "lower", "base": "0.50", "high": None, "decimals": 2}
    wanted |= {"epsilon": "0.005", "unit": "吨/万元", **kinds}
    case = bench.case(year, *reports, **wanted)
    return replace(case, facts=replace(case.facts, bridges=tuple(bridges)))


def judged(case: Case, rule: str = "not worse"):
    return evaluate(parse_rule(rule), case)


def base(bench, basis: str = OLD):
    return bench.level(2019, "0.50", basis=basis)


def test_numbers_of_one_basis_stand_as_they_are(bench) -> None:
    reports = [base(bench), bench.level(2020, "0.48", basis=OLD)]
    case = intensity(bench, 2021, *reports, bench.level(2021, "0.45", basis=OLD))
    way = course(case, Fraction("0.45"))
    assert dict(way.numbers) == {
        2019: Fraction("0.50"),
        2020: Fraction("0.48"),
        2021: Fraction("0.45"),
    }
    assert (way.grade, way.notes, way.lacking) == (None, (), "")


def test_a_basis_that_nobody_named_is_no_other_basis(bench) -> None:
    case = intensity(bench, 2021, bench.level(2021, "0.45", basis=NEW))
    assert course(case, Fraction("0.45")).base == Fraction("0.50")


@pytest.mark.parametrize("rule", ["not worse", "falling"])
def test_over_a_break_nothing_is_compared(bench, rule: str) -> None:
    """N20: 2019 at 2015 prices against 2021 at 2020 prices came out 已达标."""
    case = intensity(bench, 2021, base(bench), bench.level(2021, "0.40", basis=NEW))
    finding = judged(case, rule)
    assert (finding.truth, finding.reason) == (None, "basis_break")
    assert "2015 年可比价" in finding.says
    assert "2020 年可比价" in finding.says


def test_a_level_rule_looks_at_this_year_alone(bench) -> None:
    case = intensity(bench, 2021, base(bench), bench.level(2021, "0.40", basis=NEW))
    assert judged(case, "<= 0.40").truth is True


@pytest.mark.parametrize(
    ("now", "truth"),
    [("0.475", True), ("0.480", True), ("0.4801", False)],  # 0.50 × 0.95 = 0.475, ε = 0.005
)
def test_a_bridge_carries_the_earlier_number_over_exactly(bench, now: str, truth: bool) -> None:
    reports = [base(bench), bench.level(2020, now, basis=NEW)]
    case = intensity(bench, 2020, *reports, bridges=[bridge(*PRICES, "0.95")])
    finding = judged(case)
    assert (finding.truth, finding.grade) == (truth, "B")
    assert "系数 0.95" in finding.says
    assert SOURCE in finding.sources


def test_a_bridge_is_crossed_backwards_by_its_inverse(bench) -> None:
    reports = [base(bench, NEW), bench.level(2020, "0.50", basis=OLD)]
    case = intensity(bench, 2020, *reports, bridges=[bridge(*PRICES, "0.95")])
    assert course(case, Fraction("0.50")).base == Fraction("0.50") / Fraction("0.95")


def test_the_latest_decision_on_a_bridge_stands(bench) -> None:
    reports = [base(bench), bench.level(2020, "0.47", basis=NEW)]
    bridges = [bridge(*PRICES, "0.95"), bridge(*PRICES, "0.90")]
    case = intensity(bench, 2020, *reports, bridges=bridges)
    assert course(case, Fraction("0.47")).base == Fraction("0.45")


def test_a_bridge_of_another_basis_bridges_nothing(bench) -> None:
    reports = [base(bench), bench.level(2020, "0.40", basis=NEW)]
    case = intensity(bench, 2020, *reports, bridges=[bridge("land-2", "land-3", "0.95")])
    assert judged(case).reason == "basis_break"


def test_verified_declines_chain_to_a_missing_base(bench) -> None:
    """0.45 after falls of 4 % and 6 %: 2019 was 0.45 ÷ 0.94 ÷ 0.96."""
    reports = [bench.decline(2020, "4"), bench.decline(2021, "6"), bench.level(2021, "0.45")]
    case = intensity(bench, 2021, *reports, base=None)
    way = course(case, Fraction("0.45"))
    assert way.numbers[2019] == Fraction("0.45") / Fraction("0.94") / Fraction("0.96")
    finding = judged(case)
    assert (finding.truth, finding.grade) == (True, "B")
    assert "连乘推算" in finding.says


def test_verified_declines_carry_over_a_break_without_a_bridge(bench) -> None:
    reports = [base(bench), bench.decline(2020, "10"), bench.level(2020, "0.40", basis=NEW)]
    way = course(intensity(bench, 2020, *reports), Fraction("0.40"))
    assert way.base == Fraction("0.40") / Fraction("0.9")
    assert way.grade == "B"


def test_declines_alone_are_an_index(bench) -> None:
    """Down 4 %, up 3 %: 100 against 100 ÷ 1.03 ÷ 0.96 = 101.13, better than the base."""
    reports = [bench.decline(2020, "4"), bench.decline(2021, "-3")]
    finding = judged(intensity(bench, 2021, *reports, base=None))
    assert (finding.truth, finding.grade) == (True, "B")
    assert "2019 年的 101.13" in finding.says


def test_a_year_without_its_decline_ends_the_chain(bench) -> None:
    reports = [bench.decline(2022, "4"), bench.level(2022, "0.45")]
    finding = judged(intensity(bench, 2022, *reports, base=None))
    assert (finding.truth, finding.reason) == (None, "no_base")


def test_a_missing_base_year_starts_at_the_next_with_a_number(bench) -> None:
    reports = [bench.level(2020, "0.48"), bench.level(2021, "0.45")]
    finding = judged(intensity(bench, 2021, *reports, base=None), "falling every year")
    assert (finding.truth, finding.grade) == (True, "C")
    assert "从首个有数的 2020 年比起" in finding.says


@pytest.mark.parametrize(("years", "reason"), [(1, "no_base"), (2, None)])
def test_how_much_later_it_may_start_is_the_methods_affair(bench, years: int, reason) -> None:
    reports = [bench.level(2021, "0.48"), bench.level(2022, "0.45")]
    methods = bench.methods(base_gap_years=years)
    assert judged(intensity(bench, 2022, *reports, base=None, methods=methods)).reason == reason


def test_falling_back_year_after_year_needs_no_base(bench) -> None:
    levels = [(2021, "0.40"), (2022, "0.42"), (2023, "0.44"), (2024, "0.46")]
    reports = [base(bench), *(bench.level(y, n, basis=NEW) for y, n in levels)]
    finding = judged(intensity(bench, 2024, *reports))
    assert finding.truth is False
    assert "连续 3 年一年不如一年" in finding.says


@pytest.mark.parametrize(
    ("low", "high", "truth"),
    [("0.40", "0.50", True), ("0.51", "0.60", False), ("0.4", "0.6", None)],
)
def test_bounds_decide_when_both_ends_agree(bench, low: str, high: str, truth) -> None:
    bounds = {"low": Fraction(low), "high": Fraction(high), "missing": None, "grade": "B"}
    finding = judged(intensity(bench, 2020, bench.level(2020, None, **bounds)))
    assert finding.truth is truth
    assert finding.reason == (None if truth is not None else "bounds_across")
    assert finding.grade == ("D" if truth is None else "C")


def test_a_provisional_year_in_between_is_no_year(bench) -> None:
    reports = [bench.level(2020, "0.30", flags=("暂估",)), bench.level(2021, "0.45")]
    way = course(intensity(bench, 2021, *reports), Fraction("0.45"))
    assert set(way.numbers) == {2019, 2021}


# ---------------------------------------------------------------- levels at current prices

FALL = "river_quality_decline"


def at_current_prices(bench, year: int, *reports, price_changes: str = "constant", **kinds) -> Case:
    """An indicator of which only the verified decline tells a change."""
    methods = bench.methods(price_changes=price_changes)
    case = intensity(bench, year, *reports, methods=methods, **kinds)
    plan = case.plan
    own = replace(plan.indicators["river_quality"], decline=FALL, at_current_prices=True)
    facts = replace(case.facts, plan=replace(plan, indicators={"river_quality": own}))
    return replace(case, facts=facts)


def fell(bench, year: int, percent: str, **changes):
    return bench.level(year, percent, indicator=FALL, **changes)


def test_levels_at_current_prices_do_not_tell_a_change(bench) -> None:
    """14.7 to 12.0 at current prices says nothing; at constant prices it rose by 1 %."""
    reports = [bench.level(2019, "14.7"), bench.level(2020, "12.0"), fell(bench, 2020, "-1")]
    finding = judged(at_current_prices(bench, 2020, *reports, base="14.7"))
    assert (finding.truth, finding.grade) == (False, "B")
    lenient = at_current_prices(bench, 2020, *reports, base="14.7", price_changes="current")
    assert judged(lenient).truth is True


def test_without_the_verified_decline_nothing_is_judged(bench) -> None:
    reports = [bench.level(2019, "14.7"), bench.level(2020, "12.0")]
    finding = judged(at_current_prices(bench, 2020, *reports, base="14.7"), "falling every year")
    assert (finding.truth, finding.reason) == (None, "no_decline")


@pytest.mark.parametrize(("ours", "truth"), [("5.1", True), ("5", False)])
def test_the_verified_decline_is_held_against_the_provinces(bench, ours: str, truth: bool) -> None:
    reports = [
        bench.level(2020, "12.0"),
        fell(bench, 2020, ours),
        bench.province(2020, "5", indicator=FALL),
    ]
    finding = judged(at_current_prices(bench, 2020, *reports), "fall > province")
    assert finding.truth is truth
    assert "按可比价" in finding.says


def test_the_provinces_levels_do_not_stand_for_its_decline(bench) -> None:
    reports = [
        bench.level(2020, "12.0"),
        fell(bench, 2020, "5"),
        bench.province(2019, "26.6"),
        bench.province(2020, "25.9"),
    ]
    finding = judged(at_current_prices(bench, 2020, *reports), "fall > province")
    assert (finding.truth, finding.reason) == (None, "no_comparator")


# ---------------------------------------------------------------- the province, and the pace


def test_the_province_on_another_basis_is_no_comparison(bench) -> None:
    reports = [
        bench.level(2020, "84", basis="GB 3095—2012"),
        bench.province(2020, "80", basis="GB 3095—2026"),
    ]
    finding = bench.judge("> province", 2020, *reports)
    assert (finding.truth, finding.reason) == (None, "basis_break")


def test_no_pace_is_reckoned_over_a_break(bench) -> None:
    """26.05 in 2019 and 24.93 after the land survey: how far the way to 26.5 is, is not known."""
    kinds = {"standard": ">= 19", "midterm": ">= 26.5", "base": "26.05", "epsilon": "0.005"}
    reports = [
        bench.level(2019, "26.05", basis="森林资源年度监测"),
        bench.level(2022, "24.93", basis="国土变更调查（三调口径）"),
    ]
    verdict = bench.verdict(2022, *reports, **kinds)
    assert (verdict.code, verdict.reason_code, verdict.owed_by) == (
        "unknown",
        "basis_break",
        "consultant",
    )
    assert verdict.pace is None
    same = bench.verdict(2022, bench.level(2022, "24.93"), **kinds)
    assert same.code == "regressed"


def test_a_standard_that_is_missed_needs_no_base_to_be_missed(bench) -> None:
    """P19: 91.58 against 92, and 2019 had no number."""
    kinds = {"standard": ">= 92", "midterm": ">= 93", "base": None}
    assert bench.verdict(2020, bench.level(2020, "91.58"), **kinds).code == "behind"


def test_the_pace_starts_where_the_comparison_does(bench) -> None:
    """91 in 2020, 92 in 2021, 93 by 2025: half of the way in a fifth of the time."""
    reports = [bench.level(2020, 91), bench.level(2021, 92)]
    verdict = bench.verdict(2021, *reports, standard=">= 90", midterm=">= 93", base=None)
    assert verdict.code == "on_track"
    assert verdict.pace is not None
    assert (verdict.pace.base_year, verdict.pace.ratio) == (2020, Fraction(5, 2))
