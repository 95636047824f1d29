"""The formal verdict by kind of year, its three conclusions, its reason and who owes the data."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.assessment.verdicts import row_verdicts
from jbeco.pipeline.evaluate import assess_year

T, F, U = True, False, None
LADDER = ("未建立", "建立", "严格执行")
TOWARDS_90 = {"standard": ">= 75", "base": "80", "midterm": ">= 90", "final": ">= 95"}


# ---------------------------------------------------------------- base year


def test_the_base_year_is_judged_by_the_standard_alone(bench) -> None:
    verdict = bench.verdict(2019, bench.level(2019, 80), **TOWARDS_90)
    assert verdict.code == "met"
    assert (verdict.meets_standard, verdict.meets_target) == (T, F)
    assert verdict.pace is None
    assert verdict.reason == "2019 年为 80.0%，不低于 75%"


def test_the_base_year_may_miss_the_standard(bench) -> None:
    verdict = bench.verdict(2019, bench.level(2019, 74), **TOWARDS_90)
    assert (verdict.code, verdict.meets_standard) == ("not_met", F)


def test_an_unknown_target_does_not_touch_the_base_year(bench) -> None:
    verdict = bench.verdict(2019, bench.level(2019, 80), standard=">= 75", midterm="rising")
    assert (verdict.code, verdict.meets_target) == ("met", U)


# ---------------------------------------------------------------- milestones


@pytest.mark.parametrize(
    ("year", "value", "code"),
    [
        (2025, "90", "met"),
        (2025, "89.99", "not_met"),
        (2025, "94", "met"),
        (2030, "94", "not_met"),
        (2030, "95", "met"),
    ],
)
def test_a_milestone_asks_for_its_own_target(bench, year, value, code) -> None:
    assert bench.verdict(year, bench.level(year, value), **TOWARDS_90).code == code


@pytest.mark.parametrize(
    ("standard", "target", "code"),
    [(T, T, "met"), (T, F, "not_met"), (F, T, "not_met"), (F, F, "not_met")],
)
def test_a_milestone_asks_for_standard_and_target(bench, standard, target, code) -> None:
    demand = {"standard": "<= 85" if standard else "> 85", "midterm": ">= 80" if target else "< 80"}
    assert bench.verdict(2025, bench.level(2025, 85), **demand).code == code


def test_at_a_milestone_a_gap_is_unknown_unless_the_rest_settles_it(bench) -> None:
    demand = {"standard": ">= 75", "midterm": ">= 75 and task met"}
    unknown = bench.verdict(2025, bench.level(2025, 80), **demand)
    assert (unknown.code, unknown.reason_code) == ("unknown", "no_task_record")
    settled = bench.verdict(2025, bench.level(2025, 70), **demand)
    assert (settled.code, settled.reason_code) == ("not_met", None)


def test_at_a_milestone_the_reason_names_both_that_fail_once(bench) -> None:
    verdict = bench.verdict(2025, bench.level(2025, 70), standard=">= 75", midterm=">= 90")
    assert verdict.reason == "2025 年为 70.0%，低于 75%；2025 年为 70.0%，低于 90%"
    same = bench.verdict(2025, bench.level(2025, 70), standard=">= 75", midterm=">= 75")
    assert same.reason == "2025 年为 70.0%，低于 75%"


@given(
    st.lists(
        st.sampled_from([">= 3", "<= 2", "rising", "not worse", "task met", "> province"]),
        min_size=1,
        max_size=3,
    ),
    st.sampled_from([" and ", " or "]),
    st.dictionaries(st.integers(2022, 2025), st.integers(0, 4)),
    st.fixed_dictionaries({year: st.integers(0, 4) for year in range(2022, 2026)}),
    st.sampled_from([None, "met", "not_met"]),
    st.sampled_from(["met", "not_met"]),
    st.none() | st.integers(0, 4),
    st.integers(0, 4),
)
def test_at_a_milestone_no_completion_overturns_a_definite_verdict(
    bench, parts, joint, some, all_levels, some_task, task, some_province, province
) -> None:
    rule = joint.join(dict.fromkeys(parts))
    demand = {"standard": ">= 1", "midterm": rule, "base": "2", "high": "4"}
    fixed = [bench.level(2019, 2), bench.level(2020, 2), bench.level(2021, 3)]

    def judged(levels, result, theirs) -> str:
        reports = [*fixed, *(bench.level(year, n) for year, n in levels.items())]
        reports += [] if result is None else [bench.task(2025, result)]
        reports += [] if theirs is None else [bench.province(2025, theirs)]
        return bench.verdict(2025, *reports, **demand).code

    partial = judged(some, some_task, some_province)
    completed = judged(
        all_levels | some,
        some_task or task,
        province if some_province is None else some_province,
    )
    assert completed in ("met", "not_met")
    assert partial in ("unknown", completed)


# ---------------------------------------------------------------- between milestones


@pytest.mark.parametrize(
    ("value", "code"),
    [
        # after 3 of 6 years the line stands at 85; r = (value − 80) / 5
        ("90", "already_met"),
        ("85", "on_track"),
        ("84.75", "on_track"),  # r = 0.95 just
        ("84.7499", "partly"),
        ("83", "partly"),  # r = 0.60 just
        ("82.9999", "behind"),
        ("80", "behind"),  # r = 0 just
        ("79.9999", "regressed"),
        ("89.9999", "on_track"),
    ],
)
def test_between_milestones_the_pace_decides(bench, value, code) -> None:
    verdict = bench.verdict(2022, bench.level(2022, value), **TOWARDS_90)
    assert verdict.code == code
    assert verdict.pace.ratio == (Fraction(value) - 80) / 5


def test_the_pace_is_said_in_words_and_numbers(bench) -> None:
    verdict = bench.verdict(2022, bench.level(2022, "82.5"), **TOWARDS_90)
    assert verdict.code == "behind"
    assert verdict.reason == "到 2025 年目标的进度 25.0%，时间进度 50.0%，序时进度比 r=0.50"


@pytest.mark.parametrize(("on_track", "code"), [("0.80", "on_track"), ("0.81", "partly")])
def test_the_thresholds_are_methods(bench, on_track, code) -> None:
    methods = bench.methods(on_track=Fraction(on_track))
    verdict = bench.verdict(2022, bench.level(2022, 84), methods=methods, **TOWARDS_90)
    assert verdict.code == code


def test_after_the_midterm_the_final_target_counts(bench) -> None:
    # from 80 in 2019 to 95 in 2030, 8 of 11 years: r = 15/15 ÷ 8/11 for 95, and for 90 10/15 ÷ 8/11
    assert bench.verdict(2027, bench.level(2027, 95), **TOWARDS_90).code == "already_met"
    verdict = bench.verdict(2027, bench.level(2027, 90), **TOWARDS_90)
    assert verdict.pace.ratio == Fraction(11, 12)
    assert verdict.code == "partly"


def test_the_target_reached_but_not_the_standard(bench) -> None:
    demand = {"standard": ">= 95", "base": "80", "midterm": ">= 90"}
    verdict = bench.verdict(2022, bench.level(2022, 91), **demand)
    assert (verdict.code, verdict.meets_target, verdict.meets_standard) == ("on_track", T, F)


def test_without_a_base_there_is_no_pace(bench) -> None:
    demand = {"standard": ">= 92", "base": None, "midterm": ">= 93"}
    verdict = bench.verdict(2022, bench.level(2022, "92.5"), **demand)
    assert (verdict.code, verdict.reason_code) == ("unknown", "no_pace")
    assert (verdict.meets_standard, verdict.meets_target) == (T, F)
    assert bench.verdict(2022, bench.level(2022, 93), **demand).code == "already_met"


@pytest.mark.parametrize(
    ("base", "target", "kept", "lost"),
    [
        ("100", "= 100", "100", "99.9"),
        ("8.48", ">= 4.5", "4.5", "4.49"),
        ("95", ">= 90", "91", "89.9"),
    ],
)
def test_a_base_that_was_there_already_is_kept_or_lost(bench, base, target, kept, lost) -> None:
    demand = {"standard": "> 1", "base": base, "midterm": target, "decimals": 2}
    still = bench.verdict(2022, bench.level(2022, kept), **demand)
    assert (still.code, still.pace) == ("already_met", None)
    gone = bench.verdict(2022, bench.level(2022, lost), **demand)
    assert (gone.code, gone.pace) == ("regressed", None)
    assert gone.reason.startswith("2022 年为")


TREND = {"standard": ">= 75", "base": "80", "midterm": "rising"}


@pytest.mark.parametrize(
    ("levels", "code"),
    [
        ({2020: 81, 2021: 82}, "already_met"),
        ({2020: 82, 2021: 81}, "partly"),  # not due until 2025, two of six years have passed
        ({2020: 80, 2021: 80}, "partly"),
        ({2020: 79, 2021: "79.95"}, "partly"),
        ({2020: 79, 2021: "79.94"}, "regressed"),
        ({2021: 82}, "unknown"),
        ({2020: 82}, "unknown"),
    ],
)
def test_a_target_in_words_has_no_pace_but_a_direction(bench, levels, code) -> None:
    reports = [bench.level(year, number) for year, number in {2019: 80, **levels}.items()]
    verdict = bench.verdict(2021, *reports, **TREND)
    assert (verdict.code, verdict.pace) == (code, None)


def test_a_number_with_a_task_waits_for_the_task(bench) -> None:
    demand = TOWARDS_90 | {"midterm": ">= 90 and task met"}
    seen = bench.level(2022, 85)
    waits = bench.verdict(2022, seen, **demand)
    assert (waits.code, waits.reason_code, waits.task_met) == ("unknown", "no_task_record", U)
    assert bench.verdict(2022, seen, bench.task(2022, "met"), **demand).code == "on_track"
    failed = bench.verdict(2022, seen, bench.task(2022, "not_met"), **demand)
    assert (failed.code, failed.task_met) == ("behind", F)
    assert failed.reason == "2022 年年度任务（照文件）未完成"


def test_a_word_below_the_target_is_behind(bench) -> None:
    demand = {"standard": "status >= 建立", "midterm": "status >= 严格执行", "base": None}
    frame = {"states": LADDER, **demand}
    assert bench.verdict(2023, bench.state(2023, "建立"), **frame).code == "behind"
    assert bench.verdict(2022, bench.state(2022, "严格执行"), **frame).code == "already_met"
    assert bench.verdict(2025, bench.state(2025, "建立"), **frame).code == "not_met"
    assert bench.verdict(2019, bench.state(2019, "建立"), **frame).code == "met"


# ---------------------------------------------------------------- unknown, and who owes what


@pytest.mark.parametrize(
    ("year", "reports", "code"),
    [
        (2022, [], "not_reported"),
        (2022, ["not_yet"], "not_yet"),
        (2022, ["drafting"], "drafting"),
        (2022, ["word_only"], "word_only"),
        (2025, ["not_yet"], "not_yet"),
        (2019, ["not_yet"], "not_yet"),
    ],
)
def test_a_gap_has_a_reason_and_a_department(bench, year, reports, code) -> None:
    given_reports = [bench.level(year, None, missing=word) for word in reports]
    verdict = bench.verdict(year, *given_reports, **TOWARDS_90)
    assert (verdict.code, verdict.reason_code, verdict.grade) == ("unknown", code, "D")
    assert (verdict.meets_standard, verdict.meets_target) == (U, U)
    assert verdict.owed_by == "ecology"
    assert verdict.reason.startswith(f"无法判定，因为 {year} 年数值：")
    asked = {
        "word_only": "报出数值",
        "drafting": "报出编制的结果；还没有的，书面说明到哪一步",
    }.get(code, "报出当年的数")
    assert verdict.reason.endswith(f"；请某分局{asked}")


def test_a_missing_task_is_asked_for_in_its_own_words(bench) -> None:
    verdict = bench.verdict(2022, standard="task met")
    assert verdict.reason_code == "no_task_record"
    assert verdict.reason.endswith(
        "；请某分局提供上级任务文件与考核结果（要求值、完成值、文号、发文单位、日期）"
    )


def test_an_old_figure_and_a_conflict_are_gaps_too(bench) -> None:
    old = bench.verdict(2022, bench.level(2022, 90, data_year=2021), **TOWARDS_90)
    assert (old.code, old.reason_code) == ("unknown", "lagged")
    pair = [bench.level(2022, 90), bench.level(2022, 91, criterion="P01")]
    conflict = bench.verdict(2022, *pair, **TOWARDS_90)
    assert (conflict.code, conflict.reason_code) == ("unknown", "conflict")


def test_a_derived_comparator_that_is_refused(bench) -> None:
    reports = [bench.level(2022, 90), bench.province(2022, 80, derived=True)]
    strict = bench.methods(accept_derived_comparators=False)
    taken = bench.verdict(2022, *reports, standard="> province")
    assert (taken.code, taken.grade) == ("already_met", "C")
    refused = bench.verdict(2022, *reports, standard="> province", methods=strict)
    assert (refused.code, refused.reason_code) == ("unknown", "derived_comparator")


def test_an_unchanged_year_of_every_year_needs_a_human(bench) -> None:
    reports = [bench.level(y, n) for y, n in {2019: 80, 2020: 81, 2021: 81}.items()]
    verdict = bench.verdict(2021, *reports, standard="rising every year")
    assert (verdict.code, verdict.reason_code) == ("unknown", "within_resolution")


# ---------------------------------------------------------------- not applicable


def test_what_the_framework_does_not_list_does_not_apply(bench) -> None:
    verdict = bench.verdict(2022, bench.level(2022, 85), applicable=False)
    assert (verdict.code, verdict.reason_code) == ("not_applicable", "not_listed")
    assert (verdict.meets_standard, verdict.meets_target, verdict.task_met) == (U, U, U)
    assert (verdict.owed_by, verdict.grade, verdict.standard) == (None, None, None)


@pytest.mark.parametrize("year", [2019, 2022, 2025])
def test_without_an_object_the_year_does_not_apply(bench, year: int) -> None:
    gap = bench.state(year, None, missing="no_object", note="区内没有")
    frame = {"states": LADDER, "standard": "kept", "base": None}
    verdict = bench.verdict(year, gap, can_be_absent=True, **frame)
    assert (verdict.code, verdict.reason_code) == ("not_applicable", "no_object")
    assert "区内没有" in verdict.reason
    assert verdict.owed_by is None


@pytest.mark.parametrize(
    ("number", "way", "code", "reason"),
    [
        ("某发〔2022〕1号", "unknown", "not_applicable", "no_task"),
        ("某发〔2022〕1号", "not_applicable", "not_applicable", "no_task"),
        ("", "unknown", "unknown", "no_document"),
        ("", "not_applicable", "not_applicable", "no_task"),
    ],
)
def test_a_year_without_a_superiors_target(
    bench, number: str, way: str, code: str, reason: str
) -> None:
    methods = bench.methods(no_superior_target=way)
    none_set = bench.task(2022, "none", document_number=number)
    verdict = bench.verdict(2022, none_set, standard="task met", methods=methods)
    assert (verdict.code, verdict.reason_code) == (code, reason)


def test_no_record_of_a_task_stays_unknown_either_way(bench) -> None:
    methods = bench.methods(no_superior_target="not_applicable")
    verdict = bench.verdict(2022, standard="task met", methods=methods)
    assert (verdict.code, verdict.reason_code) == ("unknown", "no_task_record")


# ---------------------------------------------------------------- the task's own conclusion


def test_the_task_is_a_conclusion_of_its_own(bench) -> None:
    seen = bench.level(2025, 95)
    plain = bench.verdict(2025, seen, **TOWARDS_90)
    assert (plain.task_asked, plain.task_met) == (False, U)
    told = bench.verdict(2025, seen, bench.task(2025, "not_met"), **TOWARDS_90)
    assert (told.task_asked, told.task_met, told.code) == (True, F, "met")
    asked = bench.verdict(2025, seen, **(TOWARDS_90 | {"final": "task met"}))
    assert (asked.task_asked, asked.task_met, asked.code) == (True, U, "met")


# ---------------------------------------------------------------- several series

STREETS = {"series": ("城区", "镇区"), "base": {"城区": "26.6", "镇区": "31.6"}}


def both(bench, year: int, town, village):
    return [
        bench.level(year, town, series="城区"),
        bench.level(year, village, series="镇区"),
    ]


@pytest.mark.parametrize(
    ("town", "village", "code"),
    [
        (26, 31, "met"),
        (24, 31, "not_met"),
        (31, 24, "not_met"),
        (None, 31, "unknown"),
        (None, 24, "not_met"),
    ],
)
def test_the_worst_series_decides(bench, town, village, code) -> None:
    reports = both(bench, 2025, town, village)
    assert bench.verdict(2025, *reports, standard=">= 25", **STREETS).code == code


def test_the_sentence_names_the_series_that_decided(bench) -> None:
    reports = both(bench, 2019, 24, 31)
    verdict = bench.verdict(2019, *reports, standard=">= 25", **STREETS)
    assert verdict.reason == "城区 2019 年为 24.0%，低于 25%"


def test_the_slowest_series_sets_the_pace(bench) -> None:
    # after half of the time: 城区 half of the way to 36.6, 镇区 a fifth of the way
    verdict = bench.verdict(
        2022, *both(bench, 2022, "31.6", "32.6"), standard="> 1", midterm=">= 36.6", **STREETS
    )
    assert verdict.pace.ratio == Fraction(2, 5)
    assert verdict.code == "behind"


# ---------------------------------------------------------------- composite rows


def row_of(bench, *codes: str):
    """Return the verdict of a row whose leaves have these codes in 2022."""
    values = {"already_met": 90, "on_track": 85, "partly": 84, "behind": 81, "regressed": 79}
    criteria, reports = [], []
    for part, code in enumerate(codes, start=1):
        name = f"water_{part}"
        criteria.append(
            bench.criterion(
                id=f"N01-{part}",
                indicator=name,
                applicable=code != "not_applicable",
                **TOWARDS_90,
            )
        )
        if code in values:
            reports.append(bench.level(2022, values[code], indicator=name))
    verdicts = bench.verdicts(criteria, 2022, *reports)
    assert [verdict.code for verdict in verdicts] == list(codes)
    (row,) = row_verdicts(verdicts)
    return row


@pytest.mark.parametrize(
    ("codes", "code", "decided_by"),
    [
        (["already_met", "on_track"], "on_track", "N01-2"),
        (["on_track", "partly"], "partly", "N01-2"),
        (["partly", "unknown"], "unknown", "N01-2"),
        (["unknown", "behind"], "behind", "N01-2"),
        (["behind", "regressed", "unknown"], "regressed", "N01-2"),
        (["already_met", "not_applicable"], "already_met", "N01-1"),
        (["not_applicable", "not_applicable"], "not_applicable", "N01-1"),
        (["behind", "behind"], "behind", "N01-1"),
    ],
)
def test_the_weakest_leaf_decides_the_row(bench, codes, code, decided_by) -> None:
    row = row_of(bench, *codes)
    assert (row.row, row.code, row.decided_by) == ("N01", code, decided_by)
    assert len(row.leaves) == len(codes)


@pytest.mark.parametrize(
    ("values", "code"), [([90, 90], "met"), ([90, 89], "not_met"), ([90, None], "unknown")]
)
def test_rows_at_a_milestone(bench, values, code) -> None:
    criteria = [
        bench.criterion(id=f"N01-{n}", indicator=f"water_{n}", **TOWARDS_90) for n in (1, 2)
    ]
    reports = [bench.level(2025, v, indicator=f"water_{n}") for n, v in enumerate(values, 1)]
    (row,) = row_verdicts(bench.verdicts(criteria, 2025, *reports))
    assert row.code == code


def test_two_frameworks_judge_one_fact_each_by_its_own_rule(bench) -> None:
    criteria = [
        bench.criterion(id="N01", standard=">= 80"),
        bench.criterion(id="P01", standard=">= 90"),
    ]
    national, provincial = bench.verdicts(criteria, 2025, bench.level(2025, 85))
    assert (national.code, provincial.code) == ("met", "not_met")


# ---------------------------------------------------------------- a plan of another district


def test_another_district_in_its_base_year(county_plan, county_data) -> None:
    assessed = assess_year(2022, county_data, county_plan)
    assert (assessed.review, assessed.problems) == ("annual", ())
    assert {v.criterion.id: v.code for v in assessed.verdicts} == {
        "C01": "met",
        "C02-1": "met",
        "C02-2": "met",
        "C03": "met",
    }
    assert assessed.verdict("C03").task_met is T


def test_another_district_on_its_way(county_plan, county_data) -> None:
    assessed = assess_year(2024, county_data, county_plan)
    # rivers: P = 3.8/10, τ = 2/5; parks: 1.6/4 and 0.4/2 against 2/5, the slower decides
    rivers, parks, sorting, water = assessed.verdicts
    # grade A was reported, but no document
    assert (rivers.code, rivers.pace.ratio, rivers.grade) == ("on_track", Fraction(19, 20), "B")
    assert (parks.code, parks.pace.ratio) == ("behind", Fraction(1, 2))
    assert (sorting.code, sorting.meets_standard) == ("regressed", F)  # 部分实施 in the base year
    assert (water.code, water.reason_code, water.owed_by) == ("unknown", "not_yet", "water")
    assert [(row.row, row.code) for row in assessed.rows] == [
        ("C01", "on_track"),
        ("C02", "regressed"),
        ("C03", "unknown"),
    ]


def test_another_district_at_its_milestone(county_plan, county_data) -> None:
    later = county_data / "2027"
    later.mkdir()
    text = (county_data / "2024" / "public_values.csv").read_text(encoding="utf-8")
    text = text.replace(",2024,", ",2027,").replace("level,83.8", "level,90")
    text = text.replace("state,未实施", "state,全面实施").replace("level,12.4", "level,14")
    (later / "public_values.csv").write_text(text, encoding="utf-8")
    assessed = assess_year(2027, county_data, county_plan)
    assert assessed.review == "midterm"
    assert [v.code for v in assessed.verdicts] == ["met", "not_met", "met", "unknown"]
    assert assessed.verdict("C02-1").reason.startswith("城区 2027 年为 11.60 平方米/人，低于 14")


# ---------------------------------------------------------------- known faults, see the reasons


def test_a_series_on_its_way_has_not_regressed(bench) -> None:
    # 城区 had the target from the start; 镇区 is half of the way from 20 to 28
    criterion = {"series": ("城区", "镇区"), "base": {"城区": "30", "镇区": "20"}}
    reports = both(bench, 2022, 30, 24)
    verdict = bench.verdict(2022, *reports, standard="> 1", midterm=">= 28", **criterion)
    assert verdict.code != "regressed"


def test_a_standard_never_met_is_not_lost(bench) -> None:
    # P03 under ruling R21: 26.6 has risen to 28, the standard is 30
    reports = [bench.level(y, n) for y, n in {2019: "26.6", 2020: 27, 2021: 28}.items()]
    demand = {"standard": ">= 30", "midterm": "rising", "base": "26.6"}
    assert bench.verdict(2021, *reports, **demand).code == "behind"


def test_one_step_back_on_the_way_up_is_no_regression(bench) -> None:
    levels = {2019: 100, 2020: 120, 2021: 110, 2022: 150}
    reports = [bench.level(year, number) for year, number in levels.items()]
    demand = {"standard": "rising every year", "base": "100", "high": None}
    assert bench.verdict(2022, *reports, **demand).code == "behind"


@pytest.mark.parametrize("target", [">= 88 and task met and not worse", "task met and not worse"])
def test_a_fall_below_the_base_is_a_regression_in_both_tables(bench, target: str) -> None:
    # N07-1 as P08-1: 79.5 in 2019 has fallen to 75 in 2022
    levels = {2019: "79.5", 2020: 78, 2021: 77, 2022: 75}
    reports = [bench.level(year, number) for year, number in levels.items()]
    reports += [bench.task(2022, "met")]
    demand = {"standard": "task met", "midterm": target, "base": "79.5"}
    assert bench.verdict(2022, *reports, **demand).code == "regressed"


def test_an_old_figure_does_not_stand_for_last_year_either(bench) -> None:
    reports = [bench.level(2019, 80), bench.level(2020, 80, data_year=2018), bench.level(2021, 82)]
    verdict = bench.verdict(2021, *reports, standard="rising")
    assert verdict.code == "unknown"


def test_two_different_figures_of_the_province_decide_nothing(bench) -> None:
    reports = [bench.level(2022, 85), bench.province(2022, 80), bench.province(2022, 90)]
    assert bench.verdict(2022, *reports, standard="> province").code == "unknown"
