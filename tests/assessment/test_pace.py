"""Linear pace r = P / τ, by hand: from 79.5 in 2019 to 88 in 2025, and from 40 down to 30."""

from dataclasses import replace
from fractions import Fraction

import pytest

from jbeco.assessment.pace import pace, slowest_pace


def ratio(bench, year: int, value, **criterion) -> Fraction | None:
    found = pace(bench.case(year, bench.level(year, value), **criterion))
    return None if found is None else found.ratio


def test_progress_time_and_gap(bench) -> None:
    # half of the way (4.25 of 8.5) after half of the time (3 of 6 years)
    case = bench.case(2022, bench.level(2022, "83.75"), base="79.5", midterm=">= 88 and task met")
    found = pace(case)
    assert (found.base, found.value, found.goal) == (Fraction("79.5"), Fraction("83.75"), 88)
    assert (found.base_year, found.target_year) == (2019, 2025)
    assert (found.progress, found.elapsed) == (Fraction(1, 2), Fraction(1, 2))
    assert found.ratio == 1
    assert found.gap_points == 0


@pytest.mark.parametrize(
    ("year", "value", "expected"),
    [
        (2021, "90", Fraction(3, 1)),  # P = 10/10, τ = 2/6
        (2022, "84", Fraction(4, 5)),  # P = 4/10, τ = 3/6
        (2022, "80", Fraction(0)),
        (2022, "79", Fraction(-1, 5)),
        (2024, "88", Fraction(24, 25)),  # P = 8/10, τ = 5/6
        (2025, "90", Fraction(1)),
    ],
)
def test_towards_more(bench, year, value, expected) -> None:
    assert ratio(bench, year, value, base="80", midterm=">= 90") == expected


def test_the_gap_is_in_points_of_time(bench) -> None:
    case = bench.case(2022, bench.level(2022, 84), base="80", midterm=">= 90")
    assert pace(case).gap_points == 10


@pytest.mark.parametrize(
    ("value", "expected"), [("35", Fraction(1)), ("38", Fraction(2, 5)), ("41", Fraction(-1, 5))]
)
def test_towards_less_needs_no_other_formula(bench, value, expected) -> None:
    assert ratio(bench, 2022, value, base="40", midterm="<= 30", direction="lower") == expected


def test_after_the_midterm_the_way_leads_to_the_final_year(bench) -> None:
    # from 80 in 2019 to 91 in 2030: after 8 of 11 years 88 is just on the line
    demand = {"base": "80", "midterm": ">= 85", "final": ">= 91"}
    assert ratio(bench, 2027, "88", **demand) == 1


def test_a_base_of_2018_has_a_longer_way(bench) -> None:
    # 7 years to 2025: after 4 of them 4/7 of the way is on the line
    demand = {"base": "2", "base_year": 2018, "midterm": ">= 9"}
    assert ratio(bench, 2022, "6", **demand) == 1


def test_a_base_that_was_reported_later(bench) -> None:
    reports = [bench.level(2019, 30), bench.level(2022, 28)]
    case = bench.case(2022, *reports, base=None, midterm="<= 25", direction="lower")
    assert pace(case).ratio == Fraction(2, 5) / Fraction(1, 2)


@pytest.mark.parametrize(
    ("why", "criterion"),
    [
        ("no number in the target", {"midterm": "rising"}),
        ("two numbers in the target", {"midterm": ">= 85 and <= 95"}),
        ("no base", {"base": None, "midterm": ">= 90"}),
        ("base equals target", {"base": "100", "midterm": "= 100"}),
        ("base is beyond the target", {"base": "8.48", "midterm": ">= 4.5"}),
        ("base is beyond the target, downwards", {"base": "14.7", "midterm": "<= 31"}),
    ],
)
def test_no_pace_where_it_has_no_meaning(bench, why, criterion) -> None:
    assert ratio(bench, 2022, "85", **criterion) is None, why


def test_no_pace_without_a_usable_value(bench) -> None:
    demand = {"base": "80", "midterm": ">= 90"}
    assert ratio(bench, 2022, None, **demand) is None
    old = bench.level(2022, 85, data_year=2021)
    assert pace(bench.case(2022, old, **demand)) is None
    assert pace(bench.case(2022, bench.level(2021, 85), **demand)) is None


def test_no_pace_in_the_base_year(bench) -> None:
    assert ratio(bench, 2019, "80", base="80", midterm=">= 90") is None


TOWNS = ("城区", "镇区")


def code(bench, *reports, year: int = 2022, **criterion) -> str:
    return bench.verdict(year, *reports, **({"midterm": ">= 90"} | criterion)).code


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("90", "already_met"),
        ("89.9", "on_track"),
        ("84.75", "on_track"),  # P = 4.75/10 = 0.95 τ
        ("84.749", "partly"),
        ("83", "partly"),  # P = 3/10 = 0.60 τ
        ("82.999", "behind"),
        ("80", "behind"),
        ("79.999", "regressed"),
    ],
)
def test_the_pace_towards_more(bench, value: str, expected: str) -> None:
    assert code(bench, bench.level(2022, value), standard=">= 70") == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("30", "already_met"),
        ("35.25", "on_track"),
        ("35.251", "partly"),
        ("37", "partly"),
        ("37.001", "behind"),
        ("40.001", "regressed"),
    ],
)
def test_the_pace_towards_less(bench, value: str, expected: str) -> None:
    lower = {"base": "40", "midterm": "<= 30", "standard": "<= 50", "direction": "lower"}
    assert code(bench, bench.level(2022, value), **lower) == expected


def test_the_thresholds_are_the_method_profiles(bench) -> None:
    methods = bench.methods(on_track=Fraction(1), partly=Fraction(9, 10))
    seen = {
        value: code(bench, bench.level(2022, value), methods=methods, standard=">= 70")
        for value in ("85", "84.9", "84.4")
    }
    assert seen == {"85": "on_track", "84.9": "partly", "84.4": "behind"}


def test_the_next_milestone_counts(bench) -> None:
    # 2027: 8 of 11 years; 80 + 8/11 × 20 = 94.55
    ways = {"midterm": ">= 90", "final": ">= 100", "year": 2027}
    assert code(bench, bench.level(2027, "94.6"), **ways) == "on_track"
    assert code(bench, bench.level(2027, "90"), **ways) == "partly"


def test_the_reason_gives_progress_time_and_pace(bench) -> None:
    verdict = bench.verdict(2022, bench.level(2022, "83.75"), midterm=">= 90")
    assert "2025 年目标的进度 37.5%，时间进度 50.0%，序时进度比 r=0.75" in verdict.reason
    assert verdict.pace.ratio == Fraction(3, 4)


# a part beside the number, such as the superior's task


@pytest.mark.parametrize(
    ("value", "task", "expected"),
    [
        ("91", "met", "already_met"),
        ("86", "met", "on_track"),
        ("86", "not_met", "behind"),
        ("91", "not_met", "behind"),
        ("79", "not_met", "regressed"),
        ("79", "met", "regressed"),
        ("86", "unstated", "unknown"),
        ("86", "none", "not_applicable"),
        ("83.5", "unstated", "unknown"),
        ("82", "unstated", "behind"),
        ("79", "unstated", "regressed"),
    ],
)
def test_the_worse_of_pace_and_task(bench, value: str, task: str, expected: str) -> None:
    reports = [bench.level(2022, value), bench.task(2022, task)]
    found = bench.verdict(2022, *reports, midterm=">= 90 and task met", standard=">= 70")
    assert found.code == expected
    if expected == "unknown":
        assert found.reason_code == "no_task_record"
        assert found.owed_by == "ecology"


def test_a_trend_beside_the_number(bench) -> None:
    rising = {"midterm": ">= 90 and rising", "standard": ">= 70"}
    on_the_way = [bench.level(2021, 84), bench.level(2022, 86)]
    assert code(bench, *on_the_way, **rising) == "on_track"
    assert code(bench, bench.level(2021, 84), bench.level(2022, "80.01"), **rising) == "behind"
    assert code(bench, bench.level(2021, 84), bench.level(2022, 79), **rising) == "regressed"


# targets without a pace


@pytest.mark.parametrize(
    ("value", "expected"), [("81", "already_met"), ("80", "behind"), ("79.9", "regressed")]
)
def test_a_trend_alone(bench, value: str, expected: str) -> None:
    found = code(
        bench, bench.level(2022, "80"), bench.level(2023, value),
        year=2023, midterm="rising", standard=">= 70",
    )  # fmt: skip
    assert found == expected


def test_within_the_resolution_nothing_moved_back(bench) -> None:
    reports = [bench.level(2022, "80"), bench.level(2023, "79.96")]
    kinds = {"year": 2023, "midterm": "rising", "standard": ">= 70"}
    assert code(bench, *reports, **kinds, epsilon="0.05") == "behind"
    assert code(bench, *reports, **kinds, epsilon="0.03") == "regressed"


@pytest.mark.parametrize(
    ("year", "expected"),
    [(2020, "partly"), (2022, "partly"), (2023, "behind"), (2024, "behind"), (2025, "not_met")],
)
def test_a_trend_that_has_not_begun_waits_for_half_of_the_time(bench, year, expected) -> None:
    reports = [bench.level(y, "80") for y in range(2020, year + 1)]
    assert code(bench, *reports, year=year, midterm="rising", standard=">= 70") == expected


def test_a_gain_that_was_given_back_waits_too(bench) -> None:
    reports = [bench.level(2020, "84"), bench.level(2021, "82")]
    assert code(bench, *reports, year=2021, midterm="rising", standard=">= 70") == "partly"


def test_how_long_it_waits_is_a_method(bench) -> None:
    strict = bench.methods(unmoved_until=Fraction(0))
    kinds = {"midterm": "rising", "standard": ">= 70", "methods": strict}
    assert code(bench, bench.level(2020, "80"), year=2020, **kinds) == "behind"


@pytest.mark.parametrize("rule", ["rising every year", "> 82 every year", "task met", "> province"])
def test_what_is_asked_of_each_year_does_not_wait(bench, rule: str) -> None:
    # 2021 is above the base, below 2020, the number, and the province
    reports = [bench.level(2020, "82"), bench.level(2021, "81")]
    reports += [bench.task(2021, "not_met"), bench.province(2021, 90)]
    assert code(bench, *reports, year=2021, midterm=rule, standard=">= 70") == "behind"


def test_below_the_standard_nothing_waits(bench) -> None:
    kinds = {"midterm": "rising", "standard": ">= 85"}
    assert code(bench, bench.level(2020, "80"), year=2020, **kinds) == "behind"


@pytest.mark.parametrize(
    ("value", "expected"), [("91", "already_met"), ("89", "regressed"), ("90", "already_met")]
)
def test_what_the_base_year_had_and_is_lost_now_moved_back(bench, value, expected) -> None:
    kept = {"base": "92", "midterm": ">= 90", "standard": ">= 70"}
    assert code(bench, bench.level(2022, value), **kept) == expected


def test_without_a_base_value_nothing_can_be_said(bench) -> None:
    found = bench.verdict(2022, bench.level(2022, 85), base=None, midterm=">= 90")
    assert (found.code, found.reason_code) == ("unknown", "no_pace")
    assert "85" in found.reason


def test_a_base_value_reported_for_the_base_year_will_do(bench) -> None:
    reports = [bench.level(2019, 80), bench.level(2022, 86)]
    assert code(bench, *reports, base=None, standard=">= 70") == "on_track"


LADDER = ("未实施", "部分实施", "全面实施")


@pytest.mark.parametrize(
    ("year", "before", "now", "expected"),
    [
        (2022, "部分实施", "全面实施", "already_met"),
        (2020, "部分实施", "部分实施", "partly"),
        (2022, "部分实施", "部分实施", "partly"),
        (2023, "部分实施", "部分实施", "behind"),
        (2023, "未实施", "部分实施", "behind"),
        (2020, "部分实施", "未实施", "regressed"),
        (2026, "部分实施", "部分实施", "behind"),
    ],
)
def test_a_ladder_of_words_has_no_pace(bench, year, before, now, expected) -> None:
    found = bench.verdict(
        year,
        bench.state(2019, before),
        bench.state(year, now),
        states=LADDER,
        standard="status >= 未实施",
        midterm="status >= 全面实施",
        direction="state",
        base=None,
        unit="",
    )
    assert (found.code, found.pace) == (expected, None)


def test_a_rung_that_is_not_due_yet_says_when_it_is(bench) -> None:
    kinds = {"standard": "status >= 未实施", "midterm": "status >= 全面实施"}
    kinds |= {"states": LADDER, "direction": "state", "base": None, "unit": ""}
    found = bench.verdict(2020, bench.state(2020, "部分实施"), **kinds)
    assert found.reason == (
        "2020 年为“部分实施”，没有达到“全面实施”（2025 年到期，时间进度 16.7%，没有比基准年退步）"
    )


# a number that was due at the midterm


@pytest.mark.parametrize(
    ("value", "expected"),
    [("97", "already_met"), ("96.61", "behind"), ("96.2", "regressed"), ("98", "already_met")],
)
def test_a_number_that_was_due_is_a_floor(bench, value: str, expected: str) -> None:
    # 96.61 in 2026 is far along the way from 96.29 to 97 in 2030, and a year late
    way = {"base": "96.29", "midterm": ">= 97", "final": ">= 97 and rising", "standard": ">= 85"}
    reports = [bench.level(2025, "96.61"), bench.level(2026, value)]
    assert code(bench, *reports, year=2026, **way) == expected


def test_what_was_due_is_said(bench) -> None:
    way = {"base": "80", "midterm": ">= 85", "final": ">= 91", "standard": ">= 70"}
    found = bench.verdict(2026, bench.level(2026, "84"), **way)
    assert (found.code, found.reason) == ("behind", "2026 年为 84.0%，低于 85%（2025 年已到期）")
    # at the midterm's number the pace to the final one decides: P = 5/11 against τ = 7/11
    assert code(bench, bench.level(2026, "85"), year=2026, **way) == "partly"


def test_the_same_number_for_both_milestones_is_due_at_the_first(bench) -> None:
    way = {"base": "80", "midterm": ">= 90", "standard": ">= 70"}
    assert code(bench, bench.level(2026, "89"), year=2026, **way) == "behind"


def test_a_number_that_is_one_way_of_several_was_not_promised(bench) -> None:
    way = {"base": "80", "midterm": ">= 90 or task met", "final": "> province"}
    reports = [bench.level(2026, "85"), bench.province(2026, 80)]
    assert code(bench, *reports, year=2026, standard=">= 70", **way) == "already_met"


def test_a_missing_value_is_unknown_not_behind(bench) -> None:
    assert code(bench, bench.level(2022, None, missing="not_yet")) == "unknown"
    assert code(bench) == "unknown"


def test_nothing_is_under_way_at_a_milestone(bench) -> None:
    assert code(bench, bench.level(2025, 89), year=2025) == "not_met"
    assert code(bench, bench.level(2025, 90), year=2025) == "met"


# several series: the slowest decides


def series_code(bench, city: str, town: str, **criterion) -> str:
    reports = [bench.level(2022, n, series=s) for n, s in zip((city, town), TOWNS, strict=True)]
    base = {"城区": "80", "镇区": "80"}
    fixed = {"midterm": ">= 90", "standard": ">= 70", "base": base, "series": TOWNS}
    return bench.verdict(2022, *reports, **(fixed | criterion)).code


@pytest.mark.parametrize(
    ("city", "town", "expected"),
    [
        ("90", "90", "already_met"),
        ("90", "86", "on_track"),
        ("86", "83", "partly"),
        ("83", "86", "partly"),
        ("91", "81", "behind"),
        ("79", "91", "regressed"),
    ],
)
def test_the_slowest_series_decides(bench, city: str, town: str, expected: str) -> None:
    assert series_code(bench, city, town) == expected


def test_a_series_that_lost_what_it_had(bench) -> None:
    base = {"城区": "95", "镇区": "80"}
    assert series_code(bench, "89", "86", base=base) == "regressed"
    assert series_code(bench, "95", "86", base=base) == "on_track"


def test_one_series_without_a_value_leaves_it_open(bench) -> None:
    only = bench.level(2022, "86", series="城区")
    base = {"城区": "80", "镇区": "80"}
    kinds = {"midterm": ">= 90", "standard": ">= 70", "base": base, "series": TOWNS}
    assert bench.verdict(2022, only, **kinds).code == "unknown"


def test_the_slowest_pace_of_some_cases(bench) -> None:
    base = {"城区": "80", "镇区": "80"}
    reports = [bench.level(2022, 86, series="城区"), bench.level(2022, 82, series="镇区")]
    case = bench.case(2022, *reports, midterm=">= 90", base=base)
    city, town = (replace(case, series=name) for name in TOWNS)
    assert slowest_pace([city]).ratio == Fraction(6, 5)
    assert slowest_pace([city, town]).ratio == Fraction(2, 5)
    assert slowest_pace([town, city]) == slowest_pace([city, town])


def test_no_pace_where_one_series_has_none_and_is_not_there(bench) -> None:
    reports = [bench.level(2022, 86, series="城区"), bench.level(2022, 89, series="镇区")]
    lost = {"城区": "80", "镇区": "95"}
    case = bench.case(2022, *reports, midterm=">= 90", base=lost)
    cases = [replace(case, series=name) for name in TOWNS]
    assert slowest_pace(cases) is None
    there = [reports[0], bench.level(2022, 95, series="镇区")]
    case = bench.case(2022, *there, midterm=">= 90", base=lost)
    assert slowest_pace([replace(case, series=name) for name in TOWNS]).ratio == Fraction(6, 5)
