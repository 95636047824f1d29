"""The measured tables in Chinese, as METHODS.md and docs/calibration print them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from jbeco.plan import load_plan

from .backtest import Backtest, backtest
from .simulated import Calibration, calibrate
from .sizes import test_sizes
from .sustained import sustained_tables

__all__ = [
    "SITUATIONS",
    "TRUTHS",
    "backtest_rows",
    "brier_rows",
    "calibration_tables",
    "coverage_rows",
    "reliability_rows",
    "size_rows",
]

Row = dict[str, str]

SITUATIONS = {
    "base": "目标按基准年定",
    "close": "目标定在真值附近",
    "nature": "自然",
    "cycle": "周期",
    "economy": "经济",
    "firm": "企业",
}
TRUTHS = {"iid": "直线＋独立误差", "ar1": "直线＋自相关 0.4", "walk": "随机游走", "all": "合计"}
"""How the designs, kinds of series and simulated truths are called."""

MODELS = {"mixture": "各半混合", "trend": "只用趋势", "walk": "只用游走"}
SIZES_REPLICATES = 20000
SUSTAINED_REPLICATES = 1000


def calibration_tables(seed: int, replicates: int) -> dict[str, list[Row]]:
    """Measure everything and return the tables that METHODS.md prints."""
    measured = calibrate(seed=seed, replicates=replicates)
    return {
        "reliability": reliability_rows(measured),
        "brier": brier_rows(measured),
        "coverage": coverage_rows(measured),
        "backtest": backtest_rows(backtest()),
        "sizes": size_rows(seed, SIZES_REPLICATES),
        **sustained_tables(seed, min(replicates, SUSTAINED_REPLICATES)),
    }


def reliability_rows(measured: Calibration) -> list[Row]:
    """Return what happened where each word was said, by design and truth."""
    words = load_plan().methods.words.outlook
    return [
        {
            "情形": SITUATIONS[row["design"]],
            "真实过程": TRUTHS[row["truth"]],
            **_bin(words, row),
        }
        for row in measured.reliability.to_dict("records")
    ]


def _bin(words: Mapping[str, str], row: Mapping[Any, Any]) -> Row:
    return {
        "用词": words[row["word"]],
        "概率区间": f"{row['low']:.2f}–{row['high']:.2f}",
        "平均预测": f"{row['predicted']:.3f}",
        "实际频率": f"{row['observed']:.3f}",
        "个数": str(row["n"]),
        "在区间内": "是" if row["inside"] else ("否（已说明）" if row["stated"] else "否"),
    }


def brier_rows(measured: Calibration) -> list[Row]:
    """Return the Brier scores of the mixture and of each model alone."""
    return [
        {
            "情形": SITUATIONS[row["design"]],
            "真实过程": TRUTHS[row["truth"]],
            **{MODELS[name]: f"{row[name]:.4f}" for name in MODELS},
        }
        for row in measured.brier.to_dict("records")
    ]


def coverage_rows(measured: Calibration) -> list[Row]:
    """Return how many futures the prediction intervals held."""
    names = {"all": "合计", "n": "年度值个数", "horizon": "提前年数"}
    return [
        {
            "真实过程": TRUTHS[row["truth"]],
            "按": names.get(row["by"], row["by"]),
            "值": "" if pd.isna(row["value"]) or row["by"] == "all" else f"{row['value']}",
            **{MODELS[name]: f"{row[name]:.3f}" for name in MODELS},
        }
        for row in measured.coverage.to_dict("records")
        if row["by"] == "all" or row["truth"] == "all"
    ]


def backtest_rows(tried: Backtest) -> list[Row]:
    """Return what happened to real series where each word would have been said."""
    words = load_plan().methods.words.outlook
    return [
        {"序列": SITUATIONS[row["kind"]], **_bin(words, row)}
        for row in tried.reliability.to_dict("records")
    ]


def size_rows(seed: int, replicates: int = SIZES_REPLICATES) -> list[Row]:
    """Return how often each test finds a trend in noise, one row for each length."""
    found: dict[tuple[int, float], Row] = {}
    for one in test_sizes(seed, replicates):
        row = found.setdefault((one.n, one.phi), {"n": str(one.n), "自相关": f"{one.phi:g}"})
        row[one.test] = "表中没有" if one.size is None else f"{one.size:.3f}"
    return list(found.values())
