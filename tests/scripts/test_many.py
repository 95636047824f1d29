"""Very many series at once: the very figures that one at a time gives."""

import numpy as np
import pytest

from jbeco.statistics import mann_kendall
from jbeco.statistics.projection import project
from scripts.calibration.many import mann_kendall_p, project_many


@pytest.mark.parametrize("alternative", ["two-sided", "increasing", "decreasing"])
@pytest.mark.parametrize("n", [5, 8, 11])
def test_mann_kendall_row_by_row(n: int, alternative: str) -> None:
    noise = np.random.default_rng(n).normal(size=(40, n))
    together = mann_kendall_p(noise, alternative)
    alone = [mann_kendall(row, alternative).p for row in noise]
    assert together.tolist() == alone


@pytest.mark.parametrize("ahead", [1, 3, 6])
def test_projections_row_by_row_with_and_without_a_gap(ahead: int) -> None:
    values = np.random.default_rng(6).normal(80, 3, size=(30, 8))
    for years in (
        np.arange(2019, 2027),
        np.array([2018, 2020, 2021, 2022, 2023, 2025, 2026, 2027]),
    ):
        together = project_many(years, values, years[-1] + ahead, 0.5)
        for place, row in enumerate(values):
            alone = project(years, row, years[-1] + ahead)
            for name in ("trend_centre", "trend_scale", "walk_centre", "walk_scale"):
                assert getattr(together, name)[place] == pytest.approx(getattr(alone, name))


def test_many_straight_lines_have_no_spread() -> None:
    straight = np.array([[80.0, 81, 82, 83, 84], [1000 + year / 3 for year in range(5)]])
    found = project_many(range(5), straight, 8, 0.5)
    assert not found.trend_scale.any()
    assert not found.walk_scale.any()
