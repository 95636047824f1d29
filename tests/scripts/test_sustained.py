"""The definitions of 持续 and 保持: the package's are those that were measured, and err least."""

import csv
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest

from scripts.calibration.courses import COURSES, NOISES, Course, draw, public_noise
from scripts.calibration.definitions import ADOPTED_KEPT, ADOPTED_RISING, KEPT, RISING, kendall_p
from scripts.calibration.sustained import KEPT_TRUTHS, RISING_TRUTHS, errors, said_met

DOCS = Path(__file__).resolve().parents[2] / "docs" / "calibration"
BEFORE = {
    "rising": "原定义：优于基准，且不比上年退步或三年均值改善",
    "kept": "原定义：不劣于基准，且不比上年退步或三年均值不变差",
}
FREE = {"low": None, "high": None}


@pytest.fixture(scope="module")
def rising():
    return errors(said_met(RISING, 1, 60), RISING_TRUTHS)


@pytest.fixture(scope="module")
def kept():
    return errors(said_met(KEPT, 1, 60), KEPT_TRUTHS)


@pytest.mark.parametrize(
    ("rule", "definition"), [("rising", RISING[ADOPTED_RISING]), ("not worse", KEPT[ADOPTED_KEPT])]
)
def test_the_package_judges_as_the_measured_definition(bench, rule, definition) -> None:
    # hundredths, so that falls within ε = 0.05, ties and runs of falls are frequent
    steps = np.random.default_rng(5).choice([-9, -6, -5, -4, -1, 0, 1, 4, 5, 6, 30], size=(400, 6))
    hundredths = np.cumsum(np.hstack([np.full((400, 1), 5000), steps]), axis=1)
    expected = definition(hundredths / 100, 0.05)
    assert 0.2 < expected.mean() < 0.8
    for row, met in zip(hundredths, expected, strict=True):
        numbers = [Fraction(int(n), 100) for n in row]
        reports = [bench.level(2019 + i, n) for i, n in enumerate(numbers)]
        finding = bench.judge(rule, 2025, *reports, base=str(numbers[0]), **FREE)
        assert finding.truth is bool(met), numbers


def test_what_was_adopted_errs_less_than_what_it_replaced(rising, kept) -> None:
    old, new = rising.loc[BEFORE["rising"]], rising.loc[ADOPTED_RISING]
    assert new["false_met"] < 0.6 * old["false_met"]
    assert new["loss"] < 0.75 * old["loss"]
    old, new = kept.loc[BEFORE["kept"]], kept.loc[ADOPTED_KEPT]
    assert new["false_unmet"] < 0.75 * old["false_unmet"]
    assert new["loss"] < 0.9 * old["loss"]


def test_of_the_definitions_in_plain_words_none_loses_less(rising) -> None:
    beyond = {  # what needs a table of p, a slope, or a mean of six years
        name
        for name in RISING
        if any(word in name for word in ("MK", "Sen", "直线", "均值优于首三年"))
    }
    plain = rising.drop(index=[*beyond])
    assert plain["loss"].idxmin() in (ADOPTED_RISING, "优于基准，守住最好进步的七成")
    assert plain.loc[ADOPTED_RISING, "loss"] == pytest.approx(plain["loss"].min(), abs=0.005)


def test_seven_tenths_is_near_the_best_share(rising) -> None:
    loss = rising["loss"]
    kept = {share: loss[f"优于基准，守住最好进步的{share}"] for share in ("九成", "七成", "五成")}
    assert min(kept, key=kept.get) == "七成"


def test_the_committed_tables_name_every_definition_and_agree_with_a_small_run(
    rising, kept
) -> None:
    for name, small in (("rising", rising), ("kept", kept)):
        with (DOCS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            table = {row["定义"]: row for row in csv.DictReader(file)}
        assert set(table) == set(small.index)
        losses = [float(row["加权误判"]) for row in table.values()]
        assert losses == sorted(losses)
        for definition, row in table.items():
            assert float(row["误判达标"]) == pytest.approx(
                small.loc[definition, "false_met"], abs=0.03
            )
            assert float(row["误判未达标"]) == pytest.approx(
                small.loc[definition, "false_unmet"], abs=0.03
            )


# what it is measured on


def means(name: str) -> list[float]:
    (course,) = [course for course in COURSES if course.name == name]
    return course.means(np.arange(7.0)).round(3).tolist()


def test_the_courses_are_what_they_are_called() -> None:
    assert means("每年 0.5σ") == [0, 0.5, 1, 1.5, 2, 2.5, 3]
    assert means("当年异常差") == [0, 1, 2, 3, 4, 5, 4.5]
    assert means("升 5 回 3") == pytest.approx([0, 1.667, 3.333, 5, 4, 3, 2])
    assert means("一跳后年年降") == [0, 4, 3.5, 3, 2.5, 2, 1.5]
    assert means("一跳后持平") == [0, 3, 3, 3, 3, 3, 3]
    assert {course.kind for course in COURSES} >= {*RISING_TRUTHS, *KEPT_TRUTHS}


def test_printed_values_keep_their_digits_and_their_limit() -> None:
    rng = np.random.default_rng(3)
    near = Course("近上限", "饱和", lambda t: -0.1 * np.ones_like(t), limit=0.0)
    values, at_limit = draw(rng, near, 6, 0.4, NOISES[1], 500)
    assert values.max() == 0.0
    assert np.allclose(values / NOISES[1].step, np.round(values / NOISES[1].step))
    assert at_limit.tolist() == (values[:, -1] == 0).tolist()
    assert 0.3 < at_limit.mean() < 0.7


def test_kendall_counts_ties() -> None:
    # 1 2 2 3: S = 5 of 5 untied pairs; of the 12 arrangements one rises throughout
    values = np.array([[1.0, 2.0, 2.0, 3.0], [1.0, 2.0, 3.0, 4.0], [5.0, 5.0, 5.0, 5.0]])
    assert kendall_p(values, "increasing") == pytest.approx([1 / 12, 1 / 24, 1])


def test_noise_is_of_the_size_of_public_series() -> None:
    found = public_noise().set_index("series")
    pm25 = found.loc["宁波 PM2.5 年均"]
    assert pm25["years"] == 9
    assert pm25["slope"] == pytest.approx(3.11, abs=0.01)  # towards better: it fell
    assert pm25["spread_in_epsilons"] == pytest.approx(5.5, abs=0.1)
    assert found["slope_in_spreads"].between(0.3, 2).all()
