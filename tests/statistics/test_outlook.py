"""The outlook of invented criteria, by hand; where it stays silent; the example's years."""

from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.indicators import collect_values
from jbeco.plan import Demand
from jbeco.statistics.outlook import outlook
from jbeco.statistics.projection import RAW, Scale, project
from jbeco.statistics.yearly_run import Run, yearly_run

SHARE = Scale("logit", 0.0, 100.0)
GOING_UP = {2019: "80", 2020: "81", 2021: "84", 2022: "83.5", 2023: "86"}


def attaining(years, values, target_year, target, direction, weight=0.5, scale=RAW) -> float:
    found = project(years, scale.forward(values), target_year, weight)
    return float(found.attaining(scale.forward(target), direction))


@pytest.fixture
def look(bench):
    """Give the outlook of one criterion, of a plan 2019–2025–2030, on some years' values."""

    def outlooks(numbers, *, year=2023, methods=None, series=("",), changes=None, **criterion):
        wanted = bench.criterion(**({"midterm": ">= 90"} | criterion))
        plan = bench.plan(wanted, series=series, methods=methods)
        reports = [
            bench.level(when, number, series=name, **(changes or {}).get(when, {}))
            for name in series
            for when, number in numbers.items()
        ]
        values = collect_values(reports, Fraction(0))
        return outlook(plan, values, year)

    return outlooks


def only(found):
    (one,) = found
    return one


# a probability


def test_the_probability_is_the_projections_on_the_logit_scale(look) -> None:
    found = only(look(GOING_UP))
    numbers = [float(number) for number in GOING_UP.values()]
    years = list(GOING_UP)
    assert found.probability == attaining(years, numbers, 2025, 90, "higher", scale=SHARE)
    ends = project(years, SHARE.forward(numbers), 2025).interval()
    assert [found.low, found.median, found.high] == [float(SHARE.back(end)) for end in ends]
    assert (found.n, found.years[0], found.years[-1]) == (5, 2019, 2023)
    assert (found.target_year, found.rule, found.bound) == (2025, ">= 90", ">= 90")
    assert (found.scale, found.reason, found.notes) == ("logit", "", ())


def test_the_pace_needed_and_the_pace_so_far(look) -> None:
    found = only(look(GOING_UP))
    assert found.value == 86
    assert found.needed == 2  # (90 − 86) / 2 years
    # the ten slopes in order: −1/2 1 1 7/6 5/4 3/2 5/3 2 5/2 3
    assert found.recent == Fraction(11, 8)


def test_nothing_more_is_needed_where_the_value_is_there(look) -> None:
    assert only(look(GOING_UP, midterm=">= 86")).needed == 0
    assert only(look(GOING_UP, midterm=">= 84")).needed == 0
    assert only(look(GOING_UP, midterm=">= 86.1")).needed == Fraction(1, 20)


def test_lower_is_better(look) -> None:
    falling = {2019: "40", 2020: "37", 2021: "38", 2022: "34", 2023: "33"}
    kinds = {"direction": "lower", "high": None, "unit": "微克/立方米"}
    found = only(look(falling, midterm="<= 30", **kinds))
    numbers = [float(number) for number in falling.values()]
    assert found.probability == attaining(list(falling), numbers, 2025, 30, "lower")
    assert (found.scale, found.needed) == ("raw", Fraction(-3, 2))
    assert found.recent < 0
    harder = only(look(falling, midterm="<= 25", **kinds))
    assert harder.probability < found.probability


@pytest.mark.parametrize(
    ("target", "code", "word"),
    [
        (">= 83", "very_likely", "很可能实现"),
        (">= 87.4", "likely", "可能但不确定"),
        (">= 88.8", "unclear", "不明朗"),
        (">= 90.2", "unlikely", "不大可能"),
        (">= 95", "very_unlikely", "很难实现"),
    ],
)
def test_the_five_words(look, target, code, word) -> None:
    found = only(look(GOING_UP, midterm=target))
    assert (found.code, found.word) == (code, word)


@pytest.mark.parametrize(
    ("probability", "code"),
    [
        (1, "very_likely"),
        (0.9, "very_likely"),
        (0.8999, "likely"),
        (0.66, "likely"),
        (0.6599, "unclear"),
        (0.33, "unclear"),
        (0.3299, "unlikely"),
        (0.1, "unlikely"),
        (0.0999, "very_unlikely"),
        (0, "very_unlikely"),
    ],
)
def test_the_limits_of_the_words(bench, probability, code) -> None:
    assert bench.methods().outlook.likelihood(probability) == code


def test_the_profile_decides(bench, look) -> None:
    profile = bench.methods().outlook
    walk = bench.methods(outlook=replace(profile, trend_weight=Fraction(0), share_scale="raw"))
    numbers = [float(number) for number in GOING_UP.values()]
    assert only(look(GOING_UP, methods=walk)).probability == attaining(
        list(GOING_UP), numbers, 2025, 90, "higher", weight=0
    )
    stricter = bench.methods(outlook=replace(profile, minimum_years=6))
    assert only(look(GOING_UP, methods=stricter)).code == "too_few"


def test_each_series_has_its_own(look) -> None:
    found = look(GOING_UP, series=("城区", "镇区"))
    assert [one.series for one in found] == ["城区", "镇区"]
    assert found[0].probability == found[1].probability


def test_the_next_milestone_counts(look) -> None:
    longer = GOING_UP | {2024: "88", 2025: "88.5"}
    kinds = {"midterm": ">= 90", "final": ">= 95"}
    before, at = (only(look(longer, year=year, **kinds)) for year in (2024, 2025))
    assert (before.target_year, before.bound) == (2025, ">= 90")
    assert (at.target_year, at.bound, at.n) == (2030, ">= 95", 7)


def test_later_values_are_not_looked_at(look) -> None:
    later = GOING_UP | {2024: "99"}
    assert look(later, year=2023) == look(GOING_UP, year=2023)


# 2020 with and without


def test_2020_is_left_out_once_where_enough_years_remain(look) -> None:
    longer = GOING_UP | {2024: "88"}
    found = only(look(longer, year=2024))
    rest = {year: float(number) for year, number in longer.items() if year != 2020}
    assert found.left_out == 2020
    assert found.probability_without == attaining(
        list(rest), list(rest.values()), 2025, 90, "higher", scale=SHARE
    )
    assert only(look(GOING_UP)).left_out is None  # four years would remain
    without = {2021: "84", 2022: "83", 2023: "86", 2024: "86", 2025: "87", 2026: "88"}
    assert only(look(without, year=2026)).probability_without is None


# parts beside the number


@pytest.mark.parametrize(
    ("rule", "says"),
    [
        (">= 90 and task met", "整个目标的可能性不会更高"),
        (">= 90 or (rising and rise > province)", "整个目标的可能性不会更低"),
        ("(>= 90 or rising) and task met", "只对数值部分（不低于 90）"),
    ],
)
def test_only_the_number_is_judged(look, rule, says) -> None:
    found = only(look(GOING_UP, midterm=rule))
    assert found.probability == only(look(GOING_UP)).probability
    assert says in found.notes[0]
    assert found.rule == rule


# at natural limits


def test_a_share_that_stays_at_its_limit(look) -> None:
    full = dict.fromkeys(range(2019, 2024), "100")
    found = only(look(full, midterm="= 100"))
    assert (found.code, found.word, found.probability) == ("saturated", "已达上限", None)
    assert found.reason == "2019—2023 年都是 100，已达上（下）限"
    assert only(look(full, midterm=">= 98")).code == "saturated"
    none = dict.fromkeys(range(2019, 2024), "0")
    assert only(look(none, midterm="= 0", direction="lower")).code == "saturated"
    assert only(look(none, midterm=">= 90")).code == "no_spread"


def test_a_target_at_the_limit_is_judged_on_the_raw_scale(look) -> None:
    found = only(look(GOING_UP, midterm="= 100"))
    numbers = [float(number) for number in GOING_UP.values()]
    assert found.scale == "raw"
    assert found.probability == attaining(list(GOING_UP), numbers, 2025, 100, "higher")
    assert any("原尺度" in note for note in found.notes)


def test_nothing_is_put_at_a_limit_without_a_word(look) -> None:
    near = {2019: "92", 2020: "95", 2021: "96", 2022: "99", 2023: "100"}
    found = only(look(near, midterm="= 100"))
    assert found.high == 100
    assert any("超出可能的范围的按界限给出" in note for note in found.notes)


def test_a_point_in_the_middle_has_no_side(look) -> None:
    assert only(look(GOING_UP, midterm="= 90")).code == "point_target"
    up_to_90 = only(look(GOING_UP, midterm="= 90", high="90"))
    assert up_to_90.probability == only(look(GOING_UP, high=None)).probability


# silence


@pytest.mark.parametrize(
    ("rule", "code"),
    [
        ("rising", "no_number"),
        ("rising every year", "no_number"),
        ("not worse", "no_number"),
        ("kept", "no_number"),
        ("task met", "external"),
        ("> province", "external"),
        ("falling and fall > province", "external"),
        ("status >= 建立", "qualitative"),
        (">= 80 and <= 90", "many_numbers"),
    ],
)
def test_targets_without_a_number(look, rule, code) -> None:
    found = only(look(GOING_UP, midterm=rule))
    assert (found.code, found.probability, found.rule) == (code, None, rule)
    assert found.reason == found.word


def test_no_target_and_no_year_left(look, bench) -> None:
    assert only(look(GOING_UP, year=2030)).word == "目标年已到，只有判定"
    wanted = bench.criterion()
    bare = replace(wanted, targets={2025: Demand("-", None)})
    found = outlook(bench.plan(bare), collect_values([], Fraction(0)), 2023)
    assert only(found).code == "no_target"


def test_what_does_not_apply_is_left_out(look) -> None:
    assert look(GOING_UP, applicable=False) == ()


def test_too_few_years(look) -> None:
    four = {year: number for year, number in GOING_UP.items() if year > 2019}
    found = only(look(four))
    assert (found.code, found.reason) == ("too_few", "不作推断：只有 4 个年度值")
    assert found.needed == 2
    nothing = only(look({2023: None}))
    assert (nothing.n, nothing.value, nothing.needed, nothing.recent) == (0, None, None, None)
    assert nothing.reason == "不作推断：只有 0 个年度值"


def test_a_break_of_the_basis_ends_the_run(look) -> None:
    changes = {year: {"basis": "旧口径"} for year in (2019, 2020)}
    changes |= {year: {"basis": "新口径"} for year in range(2021, 2026)}
    found = only(look(GOING_UP, changes=changes))
    assert (found.code, found.years) == ("basis_break", (2021, 2022, 2023))
    assert found.reason == "不作推断：只有 3 个年度值（2021 年口径变更以后）"
    longer = GOING_UP | {2024: "87", 2025: "88.5"}
    after = only(look(longer, year=2025, final=">= 95", changes=changes))
    assert (after.n, after.years[0]) == (5, 2021)
    assert after.probability is not None
    assert after.notes == ("2021 年口径变更，此前的 2 个年度值不用",)


def test_a_basis_that_is_not_stated_is_no_break_and_is_said(look) -> None:
    changes = {year: {"basis": "新口径"} for year in range(2020, 2024)}
    found = only(look(GOING_UP, changes=changes))
    assert found.n == 5
    assert found.notes == ("2019 年没有写明口径，按没有变更处理",)


def test_a_straight_line_shows_no_error_to_judge_by(look) -> None:
    straight = {year: str(80 + year - 2019) for year in range(2019, 2024)}
    found = only(look(straight))
    assert (found.code, found.probability) == ("no_spread", None)
    assert "照直线到 2025 年为 86.0" in found.reason
    wobbling = straight | {2021: "82.04"}
    assert only(look(wobbling)).code == "no_spread"
    assert only(look(wobbling, epsilon="0.001")).probability is not None
    steep = {year: str(80 + 5 * (year - 2019)) for year in range(2019, 2024)}
    assert "照直线到 2025 年已高过上下限 100" in only(look(steep)).reason


def test_old_data_are_said_to_be_old(look) -> None:
    found = only(look(GOING_UP, year=2024))
    assert found.needed == 2
    assert "最近的数据是 2023 年的" in found.notes


# the run


def test_a_figure_of_an_older_year_stands_at_its_own(bench) -> None:
    reports = [bench.level(2019, 80, data_year=2018), bench.level(2020, 81)]
    reports += [bench.level(2021, 83), bench.level(2022, 84, data_year=2021)]
    run = yearly_run(collect_values(reports, Fraction(0)), "river_quality", "", 2019, 2022)
    assert run.years == (2018, 2020, 2021)
    assert run.numbers == (80, 81, 83)


@pytest.mark.parametrize(
    ("bases", "years"),
    [
        (("甲", "甲", "甲"), (2019, 2020, 2021)),
        (("GB 1", "ＧＢ1", "gb 1"), (2019, 2020, 2021)),
        (("甲", "", "甲"), (2019, 2020, 2021)),
        (("甲", "", "乙"), (2021,)),
        (("甲", "乙", ""), (2020, 2021)),
        (("甲", "甲；乙", "甲；乙"), (2019, 2020, 2021)),
        (("甲；乙", "甲；丙", "甲；丙"), (2020, 2021)),
    ],
)
def test_where_a_run_starts(bench, bases, years) -> None:
    reports = [bench.level(2019 + i, 80 + i, basis=basis) for i, basis in enumerate(bases)]
    run = yearly_run(collect_values(reports, Fraction(0)), "river_quality", "", 2019, 2021)
    assert run.years == years


def test_the_line_of_a_run_is_exact() -> None:
    run = Run((1, 2, 3, 4, 5), tuple(Fraction(x) for x in (1, 2, 4, 5, 8)), (), ())
    assert run.at(7) == Fraction(54, 5)
    assert run.has_spread(Fraction(6, 10))
    assert not run.has_spread(Fraction(7, 10))
    assert run.without(3).years == (1, 2, 4, 5)


# the example's own years


@pytest.fixture(scope="module")
def example():
    from jbeco.pipeline.evaluate import assess_year

    assessed = assess_year(2024, Path(__file__).resolve().parents[2] / "data" / "example")
    return assessed.facts.plan, outlook(assessed.facts.plan, assessed.facts.values, 2024)


def test_every_applicable_leaf_and_series_has_an_outlook(example) -> None:
    plan, found = example
    wanted = [
        (criterion.id, series)
        for criterion in plan.criteria
        if criterion.applicable
        for series in plan.indicators[criterion.indicator].series
    ]
    assert [(one.criterion, one.series) for one in found] == wanted
    words = plan.methods.words.outlook
    assert all(one.word == words[one.code] for one in found)
    assert all((one.probability is None) == bool(one.reason) for one in found)


def test_good_air_days_in_the_example(example) -> None:
    _, found = example
    days = next(one for one in found if one.criterion == "N07-1")
    assert (days.bound, days.n, days.left_out) == (">= 88", 6, 2020)
    assert days.word == "可能但不确定"
    assert days.low < days.median < days.high < 100
    assert "整个目标的可能性不会更高" in days.notes[0]
    same = next(one for one in found if one.criterion == "P08-1")
    assert same.probability == days.probability
