"""Rules judged on facts: every leaf, every trend wording, and what a gap may never do."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jbeco.assessment.evidence import finding_leaves
from jbeco.plan.rules import And, Or, parse_rule

T, F, U = True, False, None
LADDER = ("未建立", "建立", "严格执行")


# ---------------------------------------------------------------- numbers against a number


@pytest.mark.parametrize(
    ("rule", "value", "truth"),
    [
        (">= 88", Fraction(32200, 366), F),
        (">= 88", "88", T),
        (">= 88", "87.9999999999", F),
        ("<= 25", "25.0", T),
        ("<= 25", "25.0000000001", F),
        ("= 100", "100.00", T),
        ("= 100", "99.96", F),
        ("= 100", "99.9999999999999", F),
        ("> 0", "0", F),
        ("> 0", "0.000000001", T),
        ("< 0.17", "0.17", F),
        ("< 0.17", "0.1699", T),
        ("= 0", "0.00", T),
        (">= 4.5", "4.5", T),
    ],
)
def test_the_unrounded_value_is_compared(bench, rule, value, truth) -> None:
    assert bench.judge(rule, 2022, bench.level(2022, value)).truth is truth


@pytest.mark.parametrize(
    ("rule", "value", "says"),
    [
        (">= 88", Fraction(32200, 366), "2022 年为 87.98%，低于 88%"),
        ("= 100", "99.96", "2022 年为 99.96%，不等于 100%"),
        ("<= 25", "25.0", "2022 年为 25.0%，不高于 25%"),
        ("<= 25", "25.04", "2022 年为 25.04%，高于 25%"),
        ("> 0", "0.001", "2022 年为 0.001%，高于 0%"),
        ("< 3", "3", "2022 年为 3.0%，不低于 3%"),
    ],
)
def test_the_sentence_shows_enough_digits(bench, rule, value, says) -> None:
    assert bench.judge(rule, 2022, bench.level(2022, value)).says == says


def test_a_finding_keeps_the_unrounded_numbers_and_the_cell(bench) -> None:
    seen = bench.level(2022, Fraction(32200, 366), grade="A")
    finding = bench.judge(">= 88", 2022, seen)
    assert (finding.value, finding.bound) == ("16100/183", "88")
    assert finding.sources == (seen.source,)
    assert finding.grade == "A"
    assert (finding.rule, finding.reading) == (">= 88", "不低于 88")


@pytest.mark.parametrize("code", ["not_reported", "not_yet", "drafting", "word_only"])
def test_a_gap_is_unknown_for_its_own_reason(bench, code: str) -> None:
    finding = bench.judge(">= 80", 2022, bench.level(2022, None, missing=code))
    assert (finding.truth, finding.reason, finding.grade) == (U, code, "D")


def test_no_report_at_all_is_not_reported(bench) -> None:
    finding = bench.judge(">= 80", 2022, bench.level(2021, 90))
    assert (finding.truth, finding.reason) == (U, "not_reported")


def test_a_conflict_is_unknown(bench) -> None:
    pair = [bench.level(2022, 90), bench.level(2022, 91, criterion="P01")]
    assert bench.judge(">= 80", 2022, *pair).reason == "conflict"


# ---------------------------------------------------------------- old figures


def test_an_older_figure_does_not_stand_for_a_later_year(bench) -> None:
    finding = bench.judge(">= 80", 2022, bench.level(2022, 90, data_year=2021))
    assert (finding.truth, finding.reason) == (U, "lagged")


def test_an_older_figure_stands_for_the_base_year_and_says_so(bench) -> None:
    old = bench.level(2019, "8.48", data_year=2018, grade="C")
    finding = bench.judge(">= 4.5", 2019, old, decimals=2)
    assert (finding.truth, finding.grade) == (T, "C")
    assert finding.says == "2019 年（用的是 2018 年数据）为 8.48%，不低于 4.5%"


def test_the_method_profile_may_refuse_the_older_figure(bench) -> None:
    old = bench.level(2019, "8.48", data_year=2018)
    strict = bench.methods(accept_lagged_values=False)
    assert bench.judge(">= 4.5", 2019, old, methods=strict).reason == "lagged"


# ---------------------------------------------------------------- the province


@pytest.mark.parametrize(
    ("rule", "ours", "theirs", "truth"),
    [
        ("> province", "84.4", "84.09", T),
        ("> province", "84.09", "84.09", F),
        (">= province", "84.09", "84.09", T),
        ("<= province", "0", "0.5", T),
        ("<= province", "0.6", "0.5", F),
        ("< province", "0.5", "0.5", F),
    ],
)
def test_level_against_the_province(bench, rule, ours, theirs, truth) -> None:
    reports = [bench.level(2022, ours), bench.province(2022, theirs)]
    assert bench.judge(rule, 2022, *reports).truth is truth


def test_another_region_or_year_is_no_comparator(bench) -> None:
    reports = [bench.level(2022, 90)]
    reports += [bench.province(2022, 1, region="某市"), bench.province(2021, 1)]
    reports += [bench.province(2022, 1, indicator="lake_quality")]
    finding = bench.judge("> province", 2022, *reports)
    assert (finding.truth, finding.reason) == (U, "no_comparator")


def test_a_derived_comparator_counts_as_grade_c(bench) -> None:
    reports = [bench.level(2022, "84.4"), bench.province(2022, "84.09", derived=True)]
    finding = bench.judge("> province", 2022, *reports, decimals=2, unit="分")
    assert (finding.truth, finding.grade) == (T, "C")
    assert finding.says == "2022 年为 84.40 分，高于全省的 84.09 分（推算）"


def test_the_method_profile_may_refuse_a_derived_comparator(bench) -> None:
    reports = [bench.level(2022, 90), bench.province(2022, 80, derived=True)]
    strict = bench.methods(accept_derived_comparators=False)
    finding = bench.judge("> province", 2022, *reports, methods=strict)
    assert (finding.truth, finding.reason) == (U, "derived_comparator")


@pytest.mark.parametrize(
    ("rule", "ours", "theirs", "truth"),
    [
        ("rise > province", ("80", "83"), ("90", "92"), T),
        ("rise > province", ("80", "82"), ("90", "92"), F),
        ("rise > province", ("80", "79"), ("90", "88"), T),
        ("fall > province", ("20", "15"), ("20", "16"), T),
        ("fall > province", ("20", "16"), ("20", "16"), F),
        ("fall > province", ("20", "21"), ("20", "20"), F),
    ],
)
def test_change_of_a_percentage_is_in_points(bench, rule, ours, theirs, truth) -> None:
    reports = [bench.level(y, n) for y, n in zip((2021, 2022), ours, strict=True)]
    reports += [bench.province(y, n) for y, n in zip((2021, 2022), theirs, strict=True)]
    assert bench.judge(rule, 2022, *reports).truth is truth


def test_change_of_an_amount_is_in_percent(bench) -> None:
    # ours falls 10 → 9 (10 %), theirs 100 → 92 (8 %): fewer units, but the larger share
    reports = [bench.level(2021, 10), bench.level(2022, 9)]
    reports += [bench.province(2021, 100), bench.province(2022, 92)]
    finding = bench.judge("fall > province", 2022, *reports, unit="立方米/万元")
    assert finding.truth is T
    assert "下降 10.00 %，全省下降 8.00 %" in finding.says
    assert bench.judge("fall > province", 2022, *reports, unit="%").truth is F


@pytest.mark.parametrize(
    ("ours", "theirs", "reason"),
    [
        ({2022: 9}, {2021: 100, 2022: 92}, "no_previous"),
        ({2021: 10}, {2021: 100, 2022: 92}, "not_reported"),
        ({2021: 10, 2022: 9}, {2022: 92}, "no_comparator"),
        ({2021: 10, 2022: 9}, {2021: 100}, "no_comparator"),
        ({2021: 0, 2022: 9}, {2021: 100, 2022: 92}, "no_previous"),
    ],
)
def test_change_with_a_gap_is_unknown(bench, ours, theirs, reason) -> None:
    reports = [bench.level(y, n) for y, n in ours.items()]
    reports += [bench.province(y, n) for y, n in theirs.items()]
    finding = bench.judge("fall > province", 2022, *reports, unit="吨")
    assert (finding.truth, finding.reason) == (U, reason)


# ---------------------------------------------------------------- a number in each year


@pytest.mark.parametrize(
    ("levels", "truth", "reason"),
    [
        ({2019: "0.15", 2020: "0.16", 2021: "0.17"}, T, None),
        # as found: the year judged is fine, an earlier one was not
        ({2019: "0.15", 2020: "-0.05", 2021: "0.175"}, F, None),
        ({2019: "0.15", 2020: "0", 2021: "0.175"}, F, None),
        ({2019: "0.15", 2021: "0.175"}, U, "no_previous"),
        ({2019: "0.15", 2020: "-0.05", 2021: None}, F, None),
        ({2019: "0.15", 2020: "0.16", 2021: None}, U, "not_reported"),
    ],
)
def test_a_bound_of_every_year_looks_at_every_year(bench, levels, truth, reason) -> None:
    reports = [bench.level(year, number) for year, number in levels.items()]
    kinds = {"base": "0.15", "unit": "立方米/公顷", "decimals": 3, "low": None, "high": None}
    finding = bench.judge("> 0 every year", 2021, *reports, **kinds)
    assert (finding.truth, finding.reason) == (truth, reason)


def test_a_bound_of_every_year_names_the_first_year_that_missed_it(bench) -> None:
    reports = [bench.level(2020, "-0.05"), bench.level(2021, "-0.1"), bench.level(2022, "0.1")]
    kinds = {"base": "0.15", "unit": "吨", "decimals": 2, "low": None, "high": None}
    finding = bench.judge("> 0 every year", 2022, *reports, **kinds)
    assert finding.says == "2020 年为 -0.05 吨，不高于 0 吨，不是每一年都达到"


def test_in_the_base_year_a_bound_of_every_year_is_a_bound(bench) -> None:
    assert bench.judge("> 0 every year", 2019, bench.level(2019, "0.1")).truth is T
    assert bench.judge("> 0 every year", 2019, bench.level(2019, "0")).truth is F


# ---------------------------------------------------------------- words and tasks


@pytest.mark.parametrize(
    ("word", "at_least", "strictly", "kept"),
    [("未建立", F, F, F), ("建立", T, F, F), ("严格执行", T, T, T), (None, U, U, U)],
)
def test_the_ladder_of_words(bench, word, at_least, strictly, kept) -> None:
    seen = bench.state(2022, word)
    truths = [
        bench.judge(rule, 2022, seen, states=LADDER).truth
        for rule in ("status >= 建立", "status >= 严格执行", "kept")
    ]
    assert truths == [at_least, strictly, kept]


def test_an_old_word_does_not_stand_for_a_later_year(bench) -> None:
    seen = bench.state(2022, "严格执行", data_year=2021)
    assert bench.judge("kept", 2022, seen, states=LADDER).reason == "lagged"


@pytest.mark.parametrize(
    ("results", "truth", "reason"),
    [
        (["met"], T, None),
        (["not_met"], F, None),
        (["met", "met"], T, None),
        (["met", "not_met"], F, None),
        (["not_met", "unstated"], F, None),
        (["met", "unstated"], U, "no_task_record"),
        (["unstated"], U, "no_task_record"),
        (["none"], U, "no_task"),
        ([], U, "no_task_record"),
    ],
)
def test_the_superiors_result_decides(bench, results, truth, reason) -> None:
    tasks = [bench.task(2022, result) for result in results]
    finding = bench.judge("task met", 2022, *tasks)
    assert (finding.truth, finding.reason) == (truth, reason)


def test_a_task_of_another_year_or_indicator_does_not_count(bench) -> None:
    tasks = [bench.task(2021, "met"), bench.task(2022, "met", indicator="lake_quality")]
    assert bench.judge("task met", 2022, *tasks).reason == "no_task_record"


def test_a_missed_task_is_told_with_what_was_reached(bench) -> None:
    missed = bench.task(2022, "not_met", required_text="不少于 30 项", reached=Fraction(26))
    finding = bench.judge("task met", 2022, missed)
    assert finding.truth is F
    assert finding.says == "2022 年年度任务（不少于 30 项，完成值 26）未完成"


# ---------------------------------------------------------------- and, or


def test_and_names_the_part_that_fails_and_keeps_them_all(bench) -> None:
    finding = bench.judge(
        ">= 88 and task met", 2022, bench.level(2022, 87), bench.task(2022, "met")
    )
    assert finding.truth is F
    assert finding.says == "2022 年为 87.0%，低于 88%"
    assert [(leaf.rule, leaf.truth) for leaf in finding_leaves(finding)] == [
        (">= 88", F),
        ("task met", T),
    ]


def test_or_names_the_part_that_holds(bench) -> None:
    finding = bench.judge(">= 88 or task met", 2022, bench.level(2022, 87), bench.task(2022, "met"))
    assert finding.truth is T
    assert finding.says == "2022 年年度任务（照文件）完成"


def test_a_gap_is_outvoted_by_a_part_that_decides(bench) -> None:
    task = bench.task(2022, "not_met")
    assert bench.judge(">= 88 and task met", 2022, task).truth is F
    assert bench.judge(">= 88 or task met", 2022, task).truth is U
    held = bench.task(2022, "met")
    assert bench.judge(">= 88 and task met", 2022, held).truth is U
    assert bench.judge(">= 88 or task met", 2022, held).truth is T


def test_the_worst_grade_of_what_decided_counts(bench) -> None:
    reports = [bench.level(2022, 90, grade="A"), bench.province(2022, 80, derived=True)]
    assert bench.judge(">= 88 and > province", 2022, *reports).grade == "C"
    assert bench.judge(">= 88 or > province", 2022, *reports).grade == "A"


# ---------------------------------------------------------------- what a gap may never do

LEAVES = [
    ">= 3",
    "<= 2",
    "= 4",
    "> 0",
    "rising",
    "falling",
    "rising every year",
    "falling every year",
    "not worse",
    "> province",
    "<= province",
    "rise > province",
    "fall > province",
    "status >= 建立",
    "kept",
    "task met",
]
rules = st.recursive(
    st.sampled_from(LEAVES).map(parse_rule),
    lambda inner: st.builds(
        lambda kind, parts: kind(tuple(parts)),
        st.sampled_from([And, Or]),
        st.lists(inner, min_size=2, max_size=3),
    ),
    max_leaves=4,
)
# numbers lie on a coarse grid within the natural limits 0 and 4, so that ties are common
grid = st.integers(0, 8).map(lambda k: Fraction(k, 2))


@st.composite
def worlds(draw):
    """All facts up to a year, twice: what is hidden may differ between the two, the rest not."""
    year = draw(st.integers(2019, 2024))
    kinds = {("level", y): grid for y in range(2019, year + 1)}
    kinds |= {("province", y): grid for y in (year - 1, year)}
    kinds["state", year] = st.sampled_from(LADDER)
    kinds["task", year] = st.sampled_from(["met", "not_met"])
    one = {fact: draw(kind) for fact, kind in kinds.items()}
    hidden = draw(st.sets(st.sampled_from(sorted(kinds))))
    other = one | {fact: draw(kinds[fact]) for fact in sorted(hidden)}
    return year, one, other, hidden


def finding_of(bench, rule, year, facts, **kinds):
    make = {
        "level": bench.level,
        "province": bench.province,
        "state": bench.state,
        "task": bench.task,
    }
    reports = [make[kind](about, fact) for (kind, about), fact in facts.items()]
    frame = {"low": "0", "high": "4", "states": LADDER, "unit": "%"}
    return bench.judge(rule, year, *reports, **frame, **kinds)


def truth_of(bench, rule, year, facts, **kinds):
    return finding_of(bench, rule, year, facts, **kinds).truth


def is_whole(finding) -> bool:
    """Whether a definite answer rests on every year: one over a gap says so by its grade, C."""
    return finding.truth is not None and finding.grade in ("A", "B")


@settings(max_examples=600)
@given(
    rules,
    worlds(),
    st.sampled_from(["0", "0.5"]),
    st.sampled_from([None, "2"]),
    st.sampled_from(["higher", "lower"]),
)
def test_no_completion_of_the_data_overturns_a_definite_answer(
    bench, rule, world, epsilon, base, direction
) -> None:
    year, one, other, hidden = world
    frame = {"epsilon": epsilon, "base": base, "direction": direction}
    known = {fact: value for fact, value in one.items() if fact not in hidden}
    partial = finding_of(bench, rule, year, known, **frame)
    if is_whole(partial):
        assert truth_of(bench, rule, year, one, **frame) is partial.truth
        assert truth_of(bench, rule, year, other, **frame) is partial.truth


@given(rules, worlds(), st.data())
def test_each_fact_that_arrives_keeps_what_was_certain(bench, rule, world, data) -> None:
    year, one, _, hidden = world
    known = {fact: value for fact, value in one.items() if fact not in hidden}
    before = finding_of(bench, rule, year, known)
    for fact in data.draw(st.permutations(sorted(hidden))):
        known[fact] = one[fact]
        after = finding_of(bench, rule, year, known)
        assert not is_whole(before) or after.truth is before.truth
        before = after


@given(worlds(), st.sampled_from(["missing", "conflict", "lagged", "unstated"]))
def test_whatever_the_kind_of_gap_a_leaf_that_needs_it_is_unknown(bench, world, gap) -> None:
    year, one, _, _ = world
    if gap == "missing":
        reports = [bench.level(year, None), bench.state(year, None)]
    elif gap == "conflict":
        reports = [bench.level(year, 1), bench.level(year, 2)]
        reports += [bench.state(year, "建立"), bench.state(year, "未建立")]
    elif gap == "lagged":
        year = max(year, 2020)
        reports = [bench.level(year, 1, data_year=year - 1)]
        reports += [bench.state(year, "建立", data_year=year - 1)]
    else:
        reports = [bench.task(year, "unstated")]
    reports += [bench.level(y, one.get(("level", y), 1)) for y in range(2019, year)]
    reports += [bench.province(y, 1) for y in (year - 1, year)]
    for rule in LEAVES:
        finding = bench.judge(rule, year, *reports, states=LADDER, low="0", high="4")
        assert finding.truth is None, rule
        assert finding.reason
