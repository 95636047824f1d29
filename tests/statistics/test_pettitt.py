"""Pettitt's test: the example of R trend, and what it says of short and flat series."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.statistics import pettitt


def test_r_trend_on_pages_data(published, column) -> None:
    expected = published["trend pettitt.test(PagesData)"]
    result = pettitt(column("pages", "PagesData"))
    assert (result.u, result.k, result.n) == (expected["U"], expected["K"], 40)
    assert result.p == pytest.approx(expected["p"], abs=5e-6)
    assert result.note == ""


@given(st.lists(st.integers(0, 9), min_size=2, max_size=20))
def test_u_is_the_double_sum_of_signs(values: list[int]) -> None:
    x = np.array(values)
    sums = [np.sign(x[:k, None] - x[None, k:]).sum() for k in range(1, x.size)]
    result = pettitt(values)
    assert result.u == max(abs(total) for total in sums)
    if result.k is not None:
        assert abs(sums[result.k - 1]) == result.u


def test_short_flat_and_ambiguous_series() -> None:
    assert pettitt([1.0]).p is None
    assert pettitt([1.0, 2.0, 3.0]).p is None
    flat = pettitt([3.0] * 8)
    assert (flat.u, flat.k, flat.p) == (0.0, None, 1.0)
    assert "2 处同样大" in pettitt([1.0, 2.0, 1.0]).note
    assert "近似 p 值偏大" in pettitt([1, 1, 1, 2, 2, 2, 2]).note
