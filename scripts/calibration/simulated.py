"""Whether the words of the outlook mean what they say: measured on futures that are known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from jbeco.plan import PACKAGE_PLAN
from jbeco.plan.methods import OutlookMethods, load_methods

from .many import project_many
from .series import DESIGNS, TRUTHS, simulate

__all__ = [
    "MODELS",
    "STATED",
    "Calibration",
    "Stated",
    "brier_scores",
    "calibrate",
    "coverage_shares",
    "forecasts",
    "reliability",
    "shipped_methods",
]

SEED = 20251124
YEARS = range(5, 12)
HORIZONS = range(1, 7)
MODELS = ("mixture", "trend", "walk")


@dataclass(frozen=True)
class Stated:
    """A word that is known to say more than happens, and why it stays as it is."""

    where: str
    truth: str
    words: tuple[str, ...]
    why: str


STATED = (
    Stated(
        "close",
        "iid",
        ("very_unlikely", "very_likely"),
        "目标恰好定在真实趋势附近时，5～11 个年度值分不清达到与达不到，极端的词说得过满；"
        "连真实模型（直线）自己也是如此，换权重改不掉",
    ),
    Stated(
        "close",
        "ar1",
        ("very_unlikely", "very_likely"),
        "同上，而且相邻年份的误差相近，看起来比实际更像直线",
    ),
)
"""Bins of the simulation that the mixture misses; with all truths pooled it misses none."""


@dataclass(frozen=True)
class Calibration:
    """What a simulation measured.

    Parameters
    ----------
    reliability : DataFrame
        By design, truth (``all`` pools them) and word: see `reliability`; ``stated`` marks the
        bins in `STATED`.
    brier : DataFrame
        By design and truth: Brier score of the mixture and of each model alone.
    coverage : DataFrame
        By truth, and within each by n and by horizon: share of futures inside the interval.
    seed, replicates : int
        How it was drawn; ``replicates`` series for each design, truth, n and horizon.
    """

    reliability: pd.DataFrame
    brier: pd.DataFrame
    coverage: pd.DataFrame
    seed: int
    replicates: int


def calibrate(
    methods: OutlookMethods | None = None, *, seed: int = SEED, replicates: int = 6000
) -> Calibration:
    """Let the outlook judge invented series and compare with what then happened.

    Parameters
    ----------
    methods : OutlookMethods, optional
        Bins, weight and interval level; the shipped profile's if not given.
    seed, replicates : int
        The same two give the same tables. 1.5 million series at full size.

    Returns
    -------
    Calibration
        Targets from the base year up, n from 5 to 11, one to six years ahead.
    """
    methods = methods or shipped_methods()
    found = pd.concat(list(_simulated(methods, seed, replicates)), ignore_index=True)
    tables, scores = [], []
    for design in DESIGNS:
        drawn = found[found["design"] == design]
        for truth in (*TRUTHS, "all"):
            mine = drawn if truth == "all" else drawn[drawn["truth"] == truth]
            names = {"design": design, "truth": truth}
            tables.append(reliability(mine, methods).assign(**names))
            scores.append({**names, **brier_scores(mine)})
    table = pd.concat(tables, ignore_index=True)
    stated = {(known.where, known.truth, word) for known in STATED for word in known.words}
    keys = zip(table["design"], table["truth"], table["word"], strict=True)
    table["stated"] = [key in stated for key in keys]
    first = ["design", "truth"]
    table = table[[*first, *table.columns.drop(first)]]
    return Calibration(table, pd.DataFrame(scores), _coverage(found, methods), seed, replicates)


def shipped_methods() -> OutlookMethods:
    """Return the outlook section of the method profile that the package ships."""
    return load_methods(PACKAGE_PLAN / "methods.toml", {}).outlook


def _simulated(methods: OutlookMethods, seed: int, replicates: int) -> Iterator[pd.DataFrame]:
    rng = np.random.default_rng(seed)
    for design in DESIGNS:
        for truth in TRUTHS:
            for years in YEARS:
                for horizon in HORIZONS:
                    drawn = simulate(rng, truth, design, years, horizon, replicates)
                    table = forecasts(drawn.values, drawn.future, drawn.targets, horizon, methods)
                    yield table.assign(design=design, truth=truth)


def forecasts(
    values: np.ndarray,
    future: np.ndarray,
    targets: np.ndarray,
    horizon: int,
    methods: OutlookMethods,
) -> pd.DataFrame:
    """Forecast series of one length whose future is known.

    Parameters
    ----------
    values : ndarray, shape (m, n)
        Consecutive years.
    future, targets : ndarray, shape (m,)
        Value ``horizon`` years after the last, and what was to be reached from below.
    horizon : int
        Years ahead.
    methods : OutlookMethods
        Weight of the line.

    Returns
    -------
    DataFrame
        One row for each series: ``n``, ``horizon``, ``attained``; for the mixture and each model
        the probability of attaining and, as ``mixture_place``…, where the future fell in the
        predicted distribution (0 to 1).
    """
    years = values.shape[1]
    weight = float(methods.trend_weight)
    found = project_many(np.arange(years), values, years - 1 + horizon, weight)
    line, walk = found.attaining_by_model(targets, "higher")
    line_place, walk_place = found.attaining_by_model(future, "lower")
    return pd.DataFrame(
        {
            "n": years,
            "horizon": horizon,
            "attained": future >= targets,
            "mixture": weight * line + (1 - weight) * walk,
            "trend": line,
            "walk": walk,
            "mixture_place": weight * line_place + (1 - weight) * walk_place,
            "trend_place": line_place,
            "walk_place": walk_place,
        }
    )


def reliability(found: pd.DataFrame, methods: OutlookMethods) -> pd.DataFrame:
    """Compare the mixture's probabilities with what happened, by word.

    Returns
    -------
    DataFrame
        By word, from the least likely: ``low`` and ``high`` of its bin, ``n``, mean ``predicted``,
        ``observed`` frequency, its binomial standard ``error`` (too small where series overlap),
        and whether it lies ``inside`` the bin. An empty bin has NaN and counts as inside.
    """
    rows = []
    for word, low, high in methods.bins():
        probability = found["mixture"]
        above = probability <= high if high == 1 else probability < high
        mine = found[(probability >= low) & above]
        observed = float(mine["attained"].mean()) if len(mine) else np.nan
        row = {"word": word, "low": low, "high": high, "n": len(mine)}
        row["predicted"] = float(mine["mixture"].mean()) if len(mine) else np.nan
        row["observed"] = observed
        row["error"] = np.sqrt(observed * (1 - observed) / len(mine)) if len(mine) else np.nan
        row["inside"] = not len(mine) or low <= observed <= high
        rows.append(row)
    return pd.DataFrame(rows)


def brier_scores(found: pd.DataFrame) -> dict[str, float]:
    """Return the mean squared error of the probabilities of the mixture and of each model."""
    return {model: float(((found[model] - found["attained"]) ** 2).mean()) for model in MODELS}


def coverage_shares(found: pd.DataFrame, methods: OutlookMethods) -> dict[str, float]:
    """Return the share of futures inside the prediction interval, by model."""
    tail = (1 - float(methods.interval_level)) / 2
    return {m: float(found[f"{m}_place"].between(tail, 1 - tail).mean()) for m in MODELS}


def _coverage(found: pd.DataFrame, methods: OutlookMethods) -> pd.DataFrame:
    rows = []
    for truth in (*TRUTHS, "all"):
        mine = found if truth == "all" else found[found["truth"] == truth]
        parts: Sequence[tuple[str, int | str, pd.DataFrame]] = [
            ("all", "", mine),
            *(("n", years, mine[mine["n"] == years]) for years in YEARS),
            *(("horizon", ahead, mine[mine["horizon"] == ahead]) for ahead in HORIZONS),
        ]
        for by, value, part in parts:
            names = {"truth": truth, "by": by, "value": value, "count": len(part)}
            rows.append({**names, **coverage_shares(part, methods)})
    return pd.DataFrame(rows)
