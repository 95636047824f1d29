"""LMDI-I: a worked example, no residual, zero sectors, time reversal."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jbeco.standards.decomposition import intensity_decomposition as decompose
from jbeco.standards.decomposition import (
    log_mean,
    ratio_change,
)

TWO_SECTORS = ([30, 20], [80, 16], [10, 40], [40, 40])
"""Energy and value of two years: sector 1 grows and saves, sector 2 only saves."""

positive = st.floats(1e-3, 1e6)
or_zero = st.one_of(st.just(0.0), positive)


@st.composite
def cases(draw, elements=positive):
    shape = draw(st.tuples(st.integers(1, 3), st.integers(1, 5)))
    uses = [draw(arrays(float, shape, elements=elements)) for _ in range(2)]
    values = [draw(arrays(float, shape, elements=positive)) for _ in range(2)]
    for use, value in zip(uses, values, strict=True):
        value[(use == 0) & draw(arrays(bool, shape))] = 0.0
        value[..., 0] = np.maximum(value[..., 0], 1.0)  # some value is added in every year
    return (*uses, *values)


def log_mean_by_hand(a: float, b: float) -> float:
    return a if a == b else (a - b) / math.log(a / b)


def test_intensity_of_two_sectors_by_hand() -> None:
    parts = decompose(*TWO_SECTORS)
    one, two = log_mean_by_hand(80 / 80, 30 / 50), log_mean_by_hand(16 / 80, 20 / 50)
    structure = one * math.log(0.5 / 0.2) + two * math.log(0.5 / 0.8)
    assert float(parts.before) == 1.0
    assert float(parts.after) == 1.2
    assert totals(parts)["structure"] == pytest.approx(structure, rel=1e-13)
    assert totals(parts)["intensity"] == pytest.approx(0.2 - structure, rel=1e-12)


def test_one_sector_has_no_structure() -> None:
    parts = decompose([100], [121], [50], [55])
    assert totals(parts) == pytest.approx({"structure": 0, "intensity": 0.2, "without_value": 0})


def totals(parts) -> dict[str, float]:
    """Each effect over all sectors; they add up to the change."""
    return {name: np.sum(effect, axis=-1) for name, effect in parts.effects.items()}


def scale(parts) -> np.ndarray:
    return np.abs(parts.before) + np.abs(parts.after)


class TestProperties:
    @given(case=cases(elements=or_zero))
    def test_nothing_is_left_over(self, case) -> None:
        parts = decompose(*case)
        left = parts.change - sum(totals(parts).values())
        assert np.all(np.abs(left) <= 1e-12 * scale(parts))

    @given(case=cases(elements=or_zero))
    def test_going_back_in_time_turns_every_sign(self, case) -> None:
        use0, use1, value0, value1 = case
        there, back = (
            decompose(*case),
            decompose(use1, use0, value1, value0),
        )
        for name, effect in there.effects.items():
            gap = np.abs(effect + back.effects[name])
            assert np.all(gap <= 1e-11 * scale(there)[..., None])

    @given(case=cases(elements=or_zero), data=st.data())
    def test_the_order_of_sectors_does_not_matter(self, case, data) -> None:
        order = data.draw(st.permutations(range(case[0].shape[-1])))
        there, mixed = (
            decompose(*case),
            decompose(*(array[..., order] for array in case)),
        )
        for name, effect in there.effects.items():
            gap = np.abs(effect[..., order] - mixed.effects[name])
            assert np.all(gap <= 1e-11 * scale(there)[..., None])

    @given(case=cases(), factor=st.floats(0.01, 100))
    def test_the_unit_of_value_does_not_change_the_shares_of_the_effects(
        self, case, factor
    ) -> None:
        use0, use1, value0, value1 = case
        plain, scaled = (
            decompose(*case),
            decompose(use0, use1, value0 * factor, value1 * factor),
        )
        unit = scale(plain) / scale(scaled)
        for name, total in totals(plain).items():
            gap = np.abs(total - totals(scaled)[name] * unit)
            assert np.all(gap <= 1e-9 * scale(plain))

    def test_a_sector_that_is_empty_in_both_years_explains_nothing(self) -> None:
        with_empty = decompose(*(np.append(array, 0.0) for array in TWO_SECTORS))
        plain = decompose(*TWO_SECTORS)
        for name, effect in with_empty.effects.items():
            assert effect[-1] == 0
            assert effect[:-1] == pytest.approx(plain.effects[name])

    def test_years_side_by_side_are_the_years_one_by_one(self) -> None:
        rows = [np.array([row, [2 * x for x in row]], dtype=float) for row in TWO_SECTORS]
        both, first = decompose(*rows), decompose(*TWO_SECTORS)
        assert both.change.shape == (2,)
        assert both.effects["structure"][0] == pytest.approx(first.effects["structure"])


def test_a_sector_that_appears_is_structure() -> None:
    parts = decompose([50, 0], [50, 30], [100, 0], [100, 20])
    assert parts.effects["structure"][1] == 30 / 120  # per value added
    assert parts.effects["intensity"][1] == 0


def test_the_limit_is_where_a_tiny_sector_goes() -> None:
    exact = decompose([50, 0], [50, 30], [100, 0], [100, 20])
    gaps = []
    for tiny in (1e-10, 1e-100, 1e-300):
        near = decompose([50, tiny * 1.5], [50, 30], [100, tiny], [100, 20])
        gaps.append(abs(totals(near)["structure"] - totals(exact)["structure"]))
    assert gaps == sorted(gaps, reverse=True)
    assert gaps[-1] < 0.01


def test_a_sector_that_begins_to_use_energy_is_intensity() -> None:
    parts = decompose([50, 0], [50, 30], [100, 20], [100, 20])
    assert parts.effects["intensity"][1] == 30 / 120
    assert parts.effects["structure"][1] == 0


def test_households_have_no_value_added() -> None:
    nan = np.nan
    per_gdp = decompose([100, 10], [110, 15], [50, nan], [60, nan])
    assert totals(per_gdp)["without_value"] == pytest.approx(15 / 60 - 10 / 50)


@pytest.mark.parametrize(
    ("case", "says"),
    [
        (([1, np.nan], [1, 1], [1, 1], [1, 1]), "用量有缺失或负数"),
        (([1, -1], [1, 1], [1, 1], [1, 1]), "用量有缺失或负数"),
        (([1, 1], [1, 1], [1, 0], [1, 1]), "有用量而增加值为 0"),
        (([1, 1], [1, 1], [1, np.nan], [1, 1]), "只有一年有增加值"),
        (([1, 1], [1, 1], [1, -1], [1, 1]), "增加值为负"),
        (([1, 1], [1, 1], [1, np.inf], [1, 1]), "增加值为无穷大"),
        (([0, 0], [1, 1], [0, 0], [1, 1]), "增加值合计为 0"),
        ((1, 1, 1, 1), "分行业的数据"),
    ],
)
def test_what_cannot_be_decomposed_is_refused(case, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        decompose(*case)


@given(positive, positive)
def test_the_log_mean_lies_between(a: float, b: float) -> None:
    mean = float(log_mean(a, b))
    assert min(a, b) * (1 - 1e-12) <= mean <= max(a, b) * (1 + 1e-12)
    assert mean == float(log_mean(b, a))
    # Between the geometric and the arithmetic mean.
    assert math.sqrt(a * b) * (1 - 1e-12) <= mean <= (a + b) / 2 * (1 + 1e-12)


def test_the_log_mean_of_neighbouring_numbers_keeps_its_digits() -> None:
    assert float(log_mean(1.0, 1.0 + 2**-52)) == pytest.approx(1 + 2**-53, rel=1e-15)
    # Plain logarithms would be wrong in the fifth digit here.
    assert float(log_mean(1e6, 1e6 + 1e-5)) == pytest.approx(1e6, rel=1e-10)
    assert float(log_mean(3.0, 3.0)) == 3.0
    assert float(log_mean(0.0, 3.0)) == 0.0


def test_a_ratio_falls_because_the_denominator_grew() -> None:
    parts = ratio_change(100, 100, 50, 100)
    assert float(parts.numerator) == 0
    assert float(parts.change) == -1
    assert float(parts.denominator) == pytest.approx(-1, rel=1e-15)


@given(or_zero, or_zero, positive, positive)
def test_both_parts_of_a_ratio_add_up(n0, n1, d0, d1) -> None:
    parts = ratio_change(n0, n1, d0, d1)
    size = n0 / d0 + n1 / d1
    assert abs(parts.numerator + parts.denominator - parts.change) <= 1e-12 * size


def test_a_ratio_that_was_zero_rose_by_its_numerator() -> None:
    assert float(ratio_change(0, 5, 10, 20).numerator) == 0.25
    with pytest.raises(ValueError, match="分母为 0"):
        ratio_change(1, 1, 0, 1)
    with pytest.raises(ValueError, match="缺失或负数"):
        ratio_change(np.nan, 1, 1, 1)
