"""Many series at once: the very figures that one at a time gives."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from jbeco.statistics import mann_kendall, mann_kendall_many, many, sen_slope, sen_slope_many

values = st.sampled_from([0.0, 1.0, 2.0, 2.5, -3.0, 0.1, float("nan")]) | st.floats(-100, 100)
tables = st.tuples(st.integers(1, 8), st.integers(1, 13)).flatmap(
    lambda shape: arrays(np.float64, shape, elements=values)
)


def same(ours: float, theirs: float | None) -> bool:
    return bool(np.isnan(ours)) if theirs is None else ours == pytest.approx(theirs, rel=1e-12)


@given(tables, st.sampled_from(["two-sided", "increasing", "decreasing"]))
def test_mann_kendall_row_by_row(table: np.ndarray, alternative: str) -> None:
    for method in ("auto", "normal"):
        together = mann_kendall_many(table, alternative, method)
        for i, row in enumerate(table):
            alone = mann_kendall(row, alternative, method)
            assert (together.s[i], together.n[i]) == (alone.s, alone.n)
            assert bool(together.exact[i]) is (alone.method == "exact")
            assert together.var[i] == pytest.approx(alone.var)
            assert together.z[i] == pytest.approx(alone.z)
            assert same(together.p[i], alone.p)
            assert same(together.tau[i], alone.tau)


@given(tables)
def test_sen_row_by_row(table: np.ndarray) -> None:
    times = 2019.0 + np.arange(table.shape[1])
    for t in (None, times):
        together = sen_slope_many(table, t)
        for i, row in enumerate(table):
            assert same(together[i], sen_slope(row, t).slope)


def test_chunks_change_nothing(monkeypatch) -> None:
    table = np.random.default_rng(2).integers(0, 9, size=(50, 11)).astype(float)
    table[::7, 3] = np.nan
    whole, slopes = mann_kendall_many(table), sen_slope_many(table)
    monkeypatch.setattr(many, "CHUNK", 200)
    parts = mann_kendall_many(table)
    for name in ("s", "var", "z", "p", "tau", "n", "exact"):
        np.testing.assert_array_equal(getattr(whole, name), getattr(parts, name))
    np.testing.assert_array_equal(slopes, sen_slope_many(table))


def test_long_rows_pass_the_range_of_small_integers() -> None:
    table = np.arange(600.0)[np.newaxis]
    assert mann_kendall_many(table).s[0] == 600 * 599 // 2
    assert sen_slope_many(table)[0] == 1.0


def test_equal_times_make_no_pair() -> None:
    assert sen_slope_many([[1.0, 5.0, 2.0]], [0, 0, 1])[0] == -1.0
    assert np.isnan(sen_slope_many([[1.0, 5.0]], [3, 3])[0])


def test_empty_tables() -> None:
    assert mann_kendall_many(np.empty((0, 11))).p.size == 0
    assert sen_slope_many(np.empty((3, 0))).shape == (3,)


def test_faults_are_told_in_chinese() -> None:
    for work in (mann_kendall_many, sen_slope_many):
        with pytest.raises(ValueError, match="二维表"):
            work([1.0, 2.0])
        with pytest.raises(ValueError, match="无穷大"):
            work([[1.0, float("inf")]])
    with pytest.raises(ValueError, match="时间应有 2 个"):
        sen_slope_many([[1.0, 2.0]], [1.0])
