"""The words mean what they say, on invented futures and on real ones, or the miss is stated."""

import csv
from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from jbeco.statistics.projection import project
from scripts.calibration.backtest import STATED_SERIES, backtest
from scripts.calibration.real_series import KINDS, YearlySeries, shipped_series
from scripts.calibration.series import DESIGNS, TRUTHS, simulate
from scripts.calibration.simulated import (
    SEED,
    STATED,
    brier_scores,
    calibrate,
    coverage_shares,
    forecasts,
    reliability,
    shipped_methods,
)
from scripts.calibration.story import calibration_tables

SHARED = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "statistics"
REPLICATES = 6000
DOCS = Path(__file__).resolve().parents[2] / "docs" / "calibration"
SMALL = {"seed": 20251124, "replicates": 150}


@pytest.fixture(scope="module")
def small():
    return calibrate(**SMALL)


@pytest.fixture(scope="module")
def tested():
    return backtest()


def missed(table: pd.DataFrame) -> list[dict]:
    return table[~table["inside"] & ~table["stated"]].to_dict("records")


# invented futures


def test_in_each_bin_the_frequency_lies_within_or_is_stated(small) -> None:
    assert missed(small.reliability) == []


def test_what_is_stated_is_really_missed(small) -> None:
    stated = small.reliability[small.reliability["stated"]]
    assert len(stated) == sum(len(known.words) for known in STATED)
    assert not stated["inside"].any()


def test_a_plans_own_targets_need_no_exception(small) -> None:
    mine = small.reliability[small.reliability["design"] == "base"]
    assert mine["inside"].all()
    assert not mine["stated"].any()
    assert (mine["n"] > 400).all()


def test_all_truths_together_need_no_exception(small) -> None:
    assert small.reliability.query("truth == 'all'")["inside"].all()


def test_the_mixture_beats_both_models_over_all_truths(small) -> None:
    for scores in small.brier.query("truth == 'all'").to_dict("records"):
        assert scores["mixture"] < min(scores["trend"], scores["walk"])
    for scores in small.brier.to_dict("records"):
        assert scores["mixture"] < min(scores["trend"], scores["walk"]) + 0.006


def test_the_interval_covers_what_it_says_over_all_truths(small) -> None:
    whole = small.coverage.query("by == 'all'").set_index("truth")
    assert whole.loc["all", "mixture"] == pytest.approx(0.8, abs=0.05)
    assert whole.loc["iid", "trend"] == pytest.approx(0.8, abs=0.015)
    assert whole.loc["walk", "walk"] == pytest.approx(0.8, abs=0.015)
    assert whole.loc["walk", "trend"] < 0.6  # the line alone, where it does not belong


def test_the_coverage_is_given_by_n_and_horizon(small) -> None:
    parts = small.coverage.groupby(["truth", "by"]).size().unstack("by")
    assert parts.to_dict("records") == [{"all": 1, "horizon": 6, "n": 7}] * (len(TRUTHS) + 1)
    mine = small.coverage.query("truth == 'all' and by == 'n'")
    whole = small.coverage.query("truth == 'all' and by == 'all'")["mixture"].iloc[0]
    assert np.average(mine["mixture"], weights=mine["count"]) == pytest.approx(whole)


def test_the_same_seed_gives_the_same_tables() -> None:
    first, again, other = (calibrate(seed=seed, replicates=5) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(first.reliability, again.reliability)
    pd.testing.assert_frame_equal(first.coverage, again.coverage)
    assert not first.reliability.equals(other.reliability)


def test_the_line_alone_would_miss_more(small) -> None:
    line = calibrate(replace(shipped_methods(), trend_weight=Fraction(1)), **SMALL).reliability
    assert (~line["inside"]).sum() > (~small.reliability["inside"]).sum()
    assert not line.query("design == 'close' and truth == 'all'")["inside"].all()


def test_the_committed_tables_are_what_is_measured() -> None:
    for name, rows in calibration_tables(SEED, REPLICATES).items():
        with (DOCS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert list(csv.DictReader(file)) == rows, name


# how it is drawn and counted


@pytest.mark.parametrize("truth", TRUTHS)
@pytest.mark.parametrize("design", DESIGNS)
def test_the_truth_is_spread(truth, design) -> None:
    drawn = simulate(np.random.default_rng(7), truth, design, 8, 3, 2000)
    assert drawn.values.shape == (2000, 8)
    assert drawn.attained.mean() == pytest.approx(0.5, abs=0.04)


def test_the_noise_is_what_it_is_called() -> None:
    rng = np.random.default_rng(8)
    found = {}
    for truth in TRUTHS:
        paths = simulate(rng, truth, "base", 10, 1, 4000).values
        slopes = np.diff(paths, axis=1).mean(axis=1)
        bare = paths - slopes[:, None] * np.arange(10)
        found[truth] = np.diff(bare, axis=1).std()
    assert found["iid"] == pytest.approx(np.sqrt(2), abs=0.1)
    assert found["ar1"] == pytest.approx(np.sqrt(2 * 0.6), abs=0.1)
    assert found["walk"] == pytest.approx(1, abs=0.1)


def test_forecasts_are_the_outlooks_own() -> None:
    drawn = simulate(np.random.default_rng(9), "iid", "base", 6, 2, 5)
    table = forecasts(drawn.values, drawn.future, drawn.targets, 2, shipped_methods())
    alone = [
        float(project(range(6), row, 7).attaining(goal, "higher"))
        for row, goal in zip(drawn.values, drawn.targets, strict=True)
    ]
    assert table["mixture"].to_list() == pytest.approx(alone)
    assert table["attained"].to_list() == drawn.attained.tolist()


def test_a_table_by_hand() -> None:
    found = pd.DataFrame(
        {
            "mixture": [0.0, 0.05, 0.10, 0.5, 0.7, 0.8, 0.90, 1.0],
            "attained": [False, True, False, True, True, False, True, True],
            "trend": 0.5,
            "walk": 0.0,
            "mixture_place": [0.05, 0.1, 0.5, 0.5, 0.5, 0.5, 0.9, 0.95],
            "trend_place": 0.5,
            "walk_place": 0.0,
        }
    )
    table = reliability(found, shipped_methods()).set_index("word")
    assert table.index.to_list() == [
        "very_unlikely",
        "unlikely",
        "unclear",
        "likely",
        "very_likely",
    ]
    assert table["n"].to_list() == [2, 1, 1, 2, 2]
    assert table["observed"].to_list() == [0.5, 0, 1, 0.5, 1]
    assert table["predicted"].to_list() == pytest.approx([0.025, 0.1, 0.5, 0.75, 0.95])
    assert table["inside"].to_list() == [False, False, False, False, True]
    assert table.loc["likely", "error"] == pytest.approx(np.sqrt(0.25 / 2))
    assert brier_scores(found)["trend"] == pytest.approx(0.25)
    assert brier_scores(found)["walk"] == pytest.approx(5 / 8)
    shares = coverage_shares(found, shipped_methods())
    assert shares == {"mixture": 0.75, "trend": 1, "walk": 0}


def test_an_empty_bin_accuses_nobody() -> None:
    nothing = pd.DataFrame({"mixture": [0.5], "attained": [True]})
    table = reliability(nothing, shipped_methods()).set_index("word")
    assert table.loc["likely", "n"] == 0
    assert np.isnan(table.loc["likely", "observed"])
    assert table.loc["likely", "inside"]


# real futures


def test_real_series_keep_the_words_or_it_is_stated(tested) -> None:
    assert missed(tested.reliability) == []
    stated = tested.reliability[tested.reliability["stated"]]
    assert len(stated) == sum(len(known.words) for known in STATED_SERIES)
    assert not stated["inside"].any()


def test_rivers_sea_and_air_need_no_exception(tested) -> None:
    nature = tested.reliability.query("kind == 'nature'")
    assert nature["inside"].all()
    assert (nature["n"] > 3000).all()


def test_every_series_is_counted(tested) -> None:
    names = [one.name for one in shipped_series()]
    assert tested.by_series["series"].to_list() == names
    nile = tested.by_series.query("series == 'Nile'").iloc[0]
    windows = sum(100 - n - h + 1 for n in range(5, 12) for h in range(1, 7))
    assert nile["forecasts"] == 4 * windows


def test_the_shipped_series_are_yearly_and_whole() -> None:
    series = {one.name: one for one in shipped_series()}
    assert len(series) == 22
    assert {one.kind for one in series.values()} == set(KINDS)
    assert all(np.isfinite(one.values).all() for one in series.values())
    assert series["Nile"].first_year == 1871
    assert series["Nile"].values[:3].tolist() == [1120, 1160, 963]
    assert (series["CO₂"].first_year, series["CO₂"].values.size) == (1965, 37)
    assert (series["GDP"].first_year, series["growth"].first_year) == (1959, 1960)
    assert (series["GDP"].values.size, series["growth"].values.size) == (50, 49)


def test_the_future_is_never_looked_at() -> None:
    rng = np.random.default_rng(11)
    values = rng.normal(size=9)
    other = values.copy()
    other[-1] += 100
    kinds = {"years": [6], "horizons": [3]}
    first, second = (
        backtest([YearlySeries("a", "nature", 2000, v)], **kinds) for v in (values, other)
    )
    predicted = [one.reliability["predicted"].to_list() for one in (first, second)]
    assert predicted[0] == pytest.approx(predicted[1], nan_ok=True)


@pytest.mark.parametrize(("future", "attained"), [(30.0, 4), (5.8, 2), (-30.0, 0)])
def test_the_future_is_that_of_the_target_year(future, attained) -> None:
    # one window 0 2 1 4 3 6, three years before the last value; four targets around the 6
    values = np.array([0, 2, 1, 4, 3, 6, 99, -99, future])
    found = backtest([YearlySeries("a", "nature", 2000, values)], years=[6], horizons=[3])
    assert found.by_series["forecasts"].to_list() == [4]
    table = found.reliability
    assert (table["n"] * table["observed"]).sum() == pytest.approx(attained)


def test_too_short_a_series_is_refused() -> None:
    with pytest.raises(ValueError, match="没有一个序列"):
        backtest([YearlySeries("a", "nature", 2000, np.arange(5.0))])


@pytest.mark.skipif(not SHARED.exists(), reason="公开数据不在旁边")
def test_the_nile_and_nottingham_from_other_sources() -> None:
    series = []
    for name in ("Nile", "nottem"):
        by_year = defaultdict(list)
        with (SHARED / f"rdatasets_{name}.csv").open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                by_year[int(float(row["time"]) + 1e-6)].append(float(row["value"]))
        means = np.array([np.mean(year) for _, year in sorted(by_year.items())])
        series.append(YearlySeries(name, "nature", min(by_year), means))
    assert [one.values.size for one in series] == [100, 20]
    found = backtest(series)
    assert missed(found.reliability) == []
    shipped = backtest([one for one in shipped_series() if one.name == "Nile"])
    assert found.by_series.iloc[0]["mixture"] == shipped.by_series.iloc[0]["mixture"]
