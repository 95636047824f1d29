"""Coupling coordination: by hand, and against two published tables."""

from math import sqrt

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.statistics.coupling import COUPLING_WARNING, coupling_coordination

# Mathematical Problems in Engineering 2022, 2969206, Table 4: U of city and country, C, T, D
LOGISTICS = """\
0.101 0.280 0.882 0.190 0.410
0.165 0.406 0.906 0.286 0.509
0.187 0.427 0.920 0.307 0.532
0.238 0.511 0.931 0.374 0.590
0.424 0.421 1.000 0.422 0.650
0.538 0.407 0.990 0.473 0.684
0.591 0.466 0.993 0.528 0.724
0.694 0.581 0.996 0.638 0.797
0.892 0.662 0.989 0.777 0.877
0.879 0.637 0.987 0.758 0.865"""

# 王淑佳等, 自然资源学报 2021, 36(3), Table 8, 13 cities in 2008 and 2012: standard C, corrected C
STANDARD = """\
0.9989 0.9935 0.8868 0.9073 0.6821 0.8328 0.6816 0.7789 0.6871 0.6101 0.8017 0.7867 0.7191
0.9992 0.9913 1.0000 0.9276 0.6720 0.8527 0.7674 0.8211 0.7859 0.6561 0.8749 0.8133 0.7577"""
CORRECTED = """\
0.9404 0.8660 0.5440 0.5769 0.3006 0.4780 0.3344 0.4171 0.3278 0.2700 0.4374 0.4196 0.3738
0.9445 0.8342 0.9949 0.5937 0.2497 0.4816 0.3967 0.4433 0.4134 0.2615 0.5164 0.4243 0.3931"""

unit = st.floats(0.01, 1)


def one(*scores: float, **options) -> pd.Series:
    table = pd.DataFrame([scores], columns=[f"s{k}" for k in range(len(scores))])
    return coupling_coordination(table, **options).table.iloc[0]


def test_two_systems_by_hand() -> None:
    # standard: 2·sqrt(.16)/1 = .8; corrected: sqrt(.4 · .25)
    assert one(0.2, 0.8, form="standard")["C"] == pytest.approx(0.8)
    found = one(0.2, 0.8)
    assert found["C"] == pytest.approx(sqrt(0.4 * 0.25))
    assert found["T"] == pytest.approx(0.5)
    assert found["D"] == pytest.approx(sqrt(sqrt(0.1) * 0.5))


def test_three_systems_by_hand() -> None:
    # standard: 3·(.064)^(1/3)/1.4; corrected: differences .2, .4, .6 and ratios .25 · .5
    assert one(0.2, 0.4, 0.8, form="standard")["C"] == pytest.approx(3 * 0.4 / 1.4)
    assert one(0.2, 0.4, 0.8)["C"] == pytest.approx(sqrt(0.6 * sqrt(0.125)))


def test_weights_have_their_place_in_development_only() -> None:
    plain, weighted = one(0.2, 0.8), one(0.2, 0.8, weights={"s0": 3, "s1": 1})
    assert weighted["C"] == plain["C"]
    assert weighted["T"] == pytest.approx(0.35)


@pytest.mark.parametrize("line", LOGISTICS.splitlines())
def test_the_standard_form_gives_a_published_table(line: str) -> None:
    first, second, *printed = map(float, line.split())
    found = one(first, second, form="standard")
    # the scores are printed to three digits, which leaves one or two units of the last
    assert found.tolist() == pytest.approx(printed, abs=0.002)


def test_the_corrected_form_fits_the_table_of_its_authors() -> None:
    # scores are not printed; standard C gives their ratio r, and the corrected C of two scores of
    # that ratio lies between r (larger score 1) and sqrt(r) (larger score near 0)
    pairs = zip(STANDARD.split(), CORRECTED.split(), strict=True)
    for standard, corrected in ((float(a), float(b)) for a, b in pairs):
        r = ((1 - sqrt(1 - standard**2)) / standard) ** 2
        assert one(r, 1.0, form="standard")["C"] == pytest.approx(standard)
        low, high = one(r, 1.0)["C"], one(r * 1e-9, 1e-9)["C"]
        assert low - 0.006 <= corrected <= high + 0.006  # printed digits, r is steep near C = 1


@given(st.lists(unit, min_size=2, max_size=6), st.sampled_from(["wang2021", "standard"]))
def test_coupling_lies_between_0_and_1_and_forgets_the_order(scores, form) -> None:
    found = one(*scores, form=form)
    assert 0 <= found["C"] <= 1 + 1e-12
    assert one(*scores[::-1], form=form)["C"] == pytest.approx(found["C"])


@given(unit, st.integers(2, 6))
def test_equal_scores_are_fully_coupled(score: float, n: int) -> None:
    for form in ("wang2021", "standard"):
        found = one(*[score] * n, form=form)
        assert found["C"] == pytest.approx(1)
        assert found["D"] == pytest.approx(sqrt(score))


@given(unit, unit)
def test_the_corrected_form_spreads_what_the_standard_one_squeezes(a: float, b: float) -> None:
    assert one(a, b)["C"] <= one(a, b, form="standard")["C"] + 1e-12


def test_a_system_at_0_and_all_at_0() -> None:
    assert one(0, 0.8).tolist() == pytest.approx([0, 0.4, 0])
    found = one(0, 0)
    assert found.isna().tolist() == [True, False, False]
    assert found["D"] == 0


def test_the_warning_is_there() -> None:
    found = coupling_coordination(pd.DataFrame({"a": [0.2], "b": [0.3]}))
    assert found.warnings == (COUPLING_WARNING,)
    assert found.form == "wang2021"


@pytest.mark.parametrize(
    ("scores", "options", "says"),
    [
        ((0.2, 20), {}, "0 到 1 之间：s1"),
        ((0.2, -0.1), {}, "0 到 1 之间：s1"),
        ((0.2,), {}, "至少要有两个系统"),
        ((0.2, float("nan")), {}, "不能计算：s1"),
        ((0.2, 0.3), {"weights": {"s0": 1}}, "一一对应"),
        ((0.2, 0.3), {"form": "old"}, "form 只能是"),
    ],
)
def test_scores_that_do_not_go_are_refused(scores, options, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        one(*scores, **options)
