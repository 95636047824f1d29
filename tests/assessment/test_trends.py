"""持续, 逐年 and 保持 by hand: ε = 0.05, seven tenths of the best gain, three falls in a row."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

T, F, U = True, False, None


def reported(bench, levels):
    return [bench.level(year, n) for year, n in levels.items() if n is not None]


def course(*numbers):
    """Number the years from 2019."""
    return dict(enumerate(numbers, 2019))


def judged(bench, rule, numbers, **kinds):
    levels = course(*numbers)
    base = None if numbers[0] is None else str(Fraction(numbers[0]))
    return bench.judge(rule, max(levels), *reported(bench, levels), **({"base": base} | kinds))


# ---------------------------------------------------------------- 持续

RISING_CASES = [
    ("better than base and last year", (80, 81, 82), T),
    ("better than base, as last year", (80, 82, 82), T),
    ("as the base year", (80, 79, 80), F),
    ("above the base year by just ε", (80, 80, "80.05"), F),
    ("above the base year by a little more than ε", (80, 80, "80.051"), T),
    ("below the base year", (80, 79, "79.5"), F),
    ("one bad year in between", (80, 76, 84), T),
    ("seven tenths of the best gain kept: 7 of 10", (80, 90, 87), T),
    ("a little less than seven tenths kept", (80, 90, "86.999"), F),
    ("half of the best gain given back", (80, 84, 82), F),
    ("given back no more than ε, though that is half the gain", (80, "80.1", "80.06"), T),
    ("two falls in a row, most of the gain kept", (80, 90, "89.9", "89.8"), T),
    ("three falls in a row, most of the gain kept", (80, 90, "89.9", "89.8", "89.7"), F),
    ("three falls in a row of ε in all", (80, 90, "89.99", "89.98", "89.95"), T),
    ("three falls in a row of a little more than ε", (80, 90, "89.99", "89.98", "89.949"), F),
    ("five falls, each within ε", (80, 90, "89.96", "89.92", "89.88", "89.84", "89.8"), F),
    ("falls broken by a level year", (80, 90, "89.9", "89.8", "89.8", "89.7"), T),
    ("one jump, level since: held", (80, 90, 90, 90, 90, 90), T),
    ("at the natural limit", (100, 100, 100), T),
    ("back at the natural limit after a dip", (100, 99, 100), T),
]


@pytest.mark.parametrize(("why", "numbers", "truth"), RISING_CASES)
def test_rising_overall(bench, why, numbers, truth) -> None:
    assert judged(bench, "rising", numbers).truth is truth, why


@pytest.mark.parametrize(("why", "numbers", "truth"), RISING_CASES)
def test_falling_is_rising_seen_in_a_mirror(bench, why, numbers, truth) -> None:
    mirrored = [100 - Fraction(number) for number in numbers]
    assert judged(bench, "falling", mirrored, direction="lower").truth is truth, why


def test_the_natural_limit_needs_no_history(bench) -> None:
    assert bench.judge("rising", 2021, bench.level(2021, 100), base=None).truth is T


def test_only_the_side_aimed_at_is_a_natural_limit(bench) -> None:
    assert judged(bench, "rising", (5, 3, 0)).truth is F
    assert judged(bench, "falling", (5, 3, 0)).truth is T


def test_the_middle_years_count(bench) -> None:
    # x(2022) > x(2019) alike: the mean of three years rose in both, whatever came between
    assert judged(bench, "rising", (80, 81, 82, 83)).truth is T
    assert judged(bench, "rising", (80, 84, 88, 83)).truth is F


def test_what_must_be_kept_is_a_method(bench) -> None:
    half = bench.methods(kept_share=Fraction(1, 2))
    assert judged(bench, "rising", (80, 90, 85), methods=half).truth is T
    assert judged(bench, "rising", (80, 90, 85)).truth is F
    two = bench.methods(falls_in_a_row=2)
    assert judged(bench, "rising", (80, 90, "89.9", "89.8"), methods=two).truth is F


@pytest.mark.parametrize(
    ("numbers", "says"),
    [
        ((80, 81, 82), "2021 年为 82.0%，优于 2019 年的 80.0%，为历年最好"),
        (
            (80, 90, 88),
            "2021 年为 88.0%，优于 2019 年的 80.0%，守住历年最好（2020 年 90.0%）进步的 80.00%",
        ),
        (
            (80, 84, 82),
            "2021 年为 82.0%，优于 2019 年的 80.0%，但 2020 年曾为 84.0%，"
            "历年最好的进步只守住 50.00%，不足 70%",
        ),
        (
            (80, 90, "89.9", "89.8", "89.7"),
            "2023 年为 89.7%，优于 2019 年的 80.0%，但自 2020 年的 90.0% 起连续 3 年一年不如一年",
        ),
        ((80, 78), "2020 年为 78.0%，与 2019 年的 80.0% 相比退步"),
    ],
)
def test_the_sentence_says_why(bench, numbers, says) -> None:
    assert judged(bench, "rising", numbers).says == says


@pytest.mark.parametrize("now", ["98.99999", "99.00001", "98.95", "99.05"])
def test_the_same_size_of_change_is_the_same_word(bench, now) -> None:
    finding = judged(bench, "rising", (99, now))
    assert finding.truth is F
    assert "与 2019 年的 99.0% 持平（变化不超过最小有效变化 0.05），没有提高" in finding.says
    assert "退步" not in finding.says


def test_the_digits_within_the_resolution_are_not_printed(bench) -> None:
    assert judged(bench, "rising", (99, "98.99999")).says.startswith("2020 年为 99.0%，")


def test_beyond_the_resolution_it_is_another_word(bench) -> None:
    assert judged(bench, "rising", (99, "98.949")).says.endswith("相比退步")


# gaps


def test_a_year_without_a_number_is_left_out_and_said(bench) -> None:
    finding = judged(bench, "rising", (80, None, 83, 84))
    assert (finding.truth, finding.grade) == (T, "C")
    assert finding.says.endswith("（缺 2020 年数，按有数的年份判）")
    assert judged(bench, "rising", (80, 82, 83, 84)).grade == "B"


def test_a_gap_breaks_a_run_of_falls(bench) -> None:
    assert judged(bench, "rising", (80, 90, "89.9", None, "89.8", "89.7")).truth is T


def test_without_last_year_an_improvement_is_unknown(bench) -> None:
    finding = judged(bench, "rising", (80, None, None, 85))
    assert (finding.truth, finding.reason) == (U, "no_previous")
    assert "缺 2021 年数" in finding.says


@pytest.mark.parametrize("numbers", [(80, None, None, 79), (80, 90, None, 82)])
def test_without_last_year_a_loss_is_certain(bench, numbers) -> None:
    assert judged(bench, "rising", numbers).truth is F


def test_without_a_base_a_trend_is_unknown(bench) -> None:
    finding = judged(bench, "rising", (None, None, 84, 85))
    assert (finding.truth, finding.reason) == (U, "no_base")


def test_the_base_may_be_reported_later(bench) -> None:
    assert judged(bench, "rising", (80, 82, 84, 85), base=None).truth is T


def test_the_base_year_itself_has_no_trend(bench) -> None:
    for rule in ("rising", "rising every year"):
        finding = bench.judge(rule, 2019, bench.level(2019, 80))
        assert (finding.truth, finding.reason) == (U, "no_previous")


# ---------------------------------------------------------------- 逐年


@pytest.mark.parametrize(
    ("levels", "truth", "reason"),
    [
        ([80, 81, 82, 83], T, None),
        ([80, 81, "80.9", 83], F, None),
        ([80, 83, 82, 81], F, None),
        ([80, 81, 81, 83], U, "within_resolution"),
        ([80, 81, "80.96", 83], U, "within_resolution"),
        ([80, 81, "80.95", 83], U, "within_resolution"),
        # a rise within ε is no more a rise than a fall within ε is a fall
        ([80, 81, "81.05", 83], U, "within_resolution"),
        ([80, 81, "81.051", 83], T, None),
        # what has not risen in all, has not risen each year
        ([80, "80.01", "80.02", "80.03"], F, None),
        ([80, 80, 80, 80], F, None),
        ([80, "80.05", None, "80.05"], F, None),
        ([80, "80.03", "80.06", "80.09"], U, "within_resolution"),
        ([80, 81, None, 83], U, "no_previous"),
        ([80, 79, None, 83], F, None),
        ([80, 99, 100, 100], T, None),
        ([80, 81, 82, None], U, "not_reported"),
    ],
)
def test_rising_every_year(bench, levels, truth, reason) -> None:
    finding = bench.judge("rising every year", 2022, *reported(bench, course(*levels)))
    assert (finding.truth, finding.reason) == (truth, reason)


def test_overall_and_every_year_part_over_one_small_setback(bench) -> None:
    numbers = (80, 84, 88, 86)
    assert judged(bench, "rising", numbers).truth is T
    assert judged(bench, "rising every year", numbers).truth is F


def test_every_year_names_the_year_that_failed(bench) -> None:
    finding = judged(bench, "falling every year", (40, 38, 39, 37), unit="吨")
    assert finding.says.startswith("2021 年 39.0 吨 不优于 2020 年的 38.0 吨")


# ---------------------------------------------------------------- 保持稳定或持续改善


@pytest.mark.parametrize(
    ("numbers", "truth"),
    [
        ((80, 80, 80), T),
        ((80, 81, 82), T),
        ((80, 80, "79.95"), T),
        ((80, 80, "79.94"), F),
        ((80, 85, 82), T),  # above the base: what was gained on top may be lost again …
        ((80, 85, 84, 83, 82), F),  # … but not year after year
        ((80, 85, 84, 83), T),
        ((80, 81, "80.99", "80.97", "80.95"), T),  # three falls of ε in all
        ((80, None, 82), T),
        ((80, None, 70), F),
        ((None, None, 100), T),
        ((None, None, 90), U),
    ],
)
def test_not_worse(bench, numbers, truth) -> None:
    assert judged(bench, "not worse", numbers).truth is truth


def test_not_worse_over_a_gap_is_of_grade_c(bench) -> None:
    finding = judged(bench, "not worse", (80, None, 82))
    assert (finding.grade, finding.says) == (
        "C",
        "2021 年为 82.0%，不劣于 2019 年的 80.0%（缺 2020 年数，按有数的年份判）",
    )


def test_not_worse_knows_which_way_is_better(bench) -> None:
    assert judged(bench, "not worse", (40, 38, 36), direction="lower").truth is T
    assert judged(bench, "not worse", (40, 38, 36), direction="higher").truth is F


def test_the_base_year_counts_as_stable_unless_the_methods_say_otherwise(bench) -> None:
    seen = bench.level(2019, 80)
    assert bench.judge("not worse", 2019, seen).truth is T
    strict = bench.judge("not worse", 2019, seen, methods=bench.methods(base_year_holds=False))
    assert (strict.truth, strict.reason) == (U, "no_previous")


@pytest.mark.parametrize(("decline", "truth"), [("18.4", T), ("0", T), ("-0.9", F)])
def test_in_the_base_year_a_reported_decline_may_stand_for_the_level(bench, decline, truth) -> None:
    reports = [bench.level(2019, None), bench.decline(2019, decline)]
    assert bench.judge("not worse", 2019, *reports, direction="lower").truth is truth
    mirrored = bench.judge("not worse", 2019, *reports, direction="higher")
    assert mirrored.truth is (decline != "18.4")


@pytest.mark.parametrize(("decline", "truth"), [("5", T), ("0", T), ("-5", F)])
def test_verified_declines_tell_a_change_where_the_level_is_missing(
    bench, decline: str, truth: bool
) -> None:
    reports = [bench.level(2020, None), bench.decline(2020, decline)]
    finding = bench.judge("not worse", 2020, *reports, direction="lower", base=None)
    assert (finding.truth, finding.grade) == (truth, "B")
    assert "以 2020 年为 100" in finding.says


# ---------------------------------------------------------------- what always holds

FREE = {"low": None, "high": None}  # no natural limits
NUMBERS = st.lists(
    st.integers(-4000, 4000).map(lambda n: Fraction(n, 100)), min_size=2, max_size=12
)
STEPS = st.lists(
    st.integers(6, 500).map(lambda n: Fraction(n, 100)), min_size=1, max_size=11
)  # each more than ε


@given(STEPS)
def test_whatever_rises_each_year_is_rising_and_its_reverse_never(bench, steps) -> None:
    numbers = [sum(steps[:i], Fraction(50)) for i in range(len(steps) + 1)]
    for rule in ("rising", "rising every year", "not worse"):
        assert judged(bench, rule, numbers, **FREE).truth is T
        assert judged(bench, rule, numbers[::-1], **FREE).truth is F


@given(NUMBERS, st.integers(-500, 500))
def test_a_shift_changes_no_truth(bench, numbers, shift) -> None:
    moved = [number + shift for number in numbers]
    for rule in ("rising", "falling", "rising every year", "not worse"):
        assert (
            judged(bench, rule, moved, **FREE).truth is judged(bench, rule, numbers, **FREE).truth
        )


@given(NUMBERS)
def test_rising_and_falling_are_mirrors(bench, numbers) -> None:
    mirrored = [-number for number in numbers]
    for more, less in (("rising", "falling"), ("rising every year", "falling every year")):
        truth = judged(bench, more, numbers, **FREE).truth
        assert judged(bench, less, mirrored, **FREE).truth is truth
    kept = judged(bench, "not worse", numbers, **FREE).truth
    assert judged(bench, "not worse", mirrored, direction="lower", **FREE).truth is kept


@given(NUMBERS)
def test_what_is_rising_is_not_worse_and_not_falling(bench, numbers) -> None:
    if judged(bench, "rising", numbers, **FREE).truth:
        assert judged(bench, "not worse", numbers, **FREE).truth is T
        assert judged(bench, "falling", numbers, **FREE).truth is F
