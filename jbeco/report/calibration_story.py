"""Whether the words of the outlook mean what they say: tables and diagram of 90_calibration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from ..plan import load_plan
from ..statistics import sizes
from ..statistics.backtest import STATED_SERIES, Backtest, backtest
from ..statistics.calibration import STATED, Calibration, calibrate
from .chart_style import chart, svg_text
from .figures import Chart
from .methods_tables import SITUATIONS, TRUTHS
from .notebook import show_chart, show_html
from .render import render

__all__ = [
    "calibration_tables",
    "show_backtest",
    "show_calibration",
    "show_sizes",
]

Row = dict[str, str]
DESIGNS = {name: SITUATIONS[name] for name in ("base", "close")}
MODELS = {"mixture": "各半混合", "trend": "只用趋势", "walk": "只用游走"}
SIZES_REPLICATES = 20000
COLORS = ("#0b6e8a", "#a6420a", "#146c43")


def calibration_tables(seed: int, replicates: int) -> dict[str, list[Row]]:
    """Measure everything and return the tables that METHODS.md prints."""
    measured, tried = calibrate(seed=seed, replicates=replicates), backtest()
    return {
        "reliability": _reliability_rows(measured),
        "brier": _brier_rows(measured),
        "coverage": _coverage_rows(measured),
        "backtest": _backtest_rows(tried),
        "sizes": _size_rows(seed, SIZES_REPLICATES),
    }


def show_calibration(seed: int, replicates: int) -> None:
    """Show what simulated futures say about the words, the scores and the intervals."""
    measured = calibrate(seed=seed, replicates=replicates)
    drawn = _diagram(measured)
    show_chart(drawn, "可靠度图")
    stated = [f"例外（{DESIGNS[s.where]}、{TRUTHS[s.truth]}）：{s.why}。" for s in STATED]
    drawn_by = f"种子 {seed}，每格 {replicates} 条序列，n = 5–11，提前 1–6 年"
    _rows(f"各用词的观测频率（{drawn_by}）", _reliability_rows(measured), stated)
    _rows("Brier 分数（越小越好）", _brier_rows(measured))
    _rows("80% 预测区间的实际覆盖率", _coverage_rows(measured))


def show_backtest() -> None:
    """Show what rolling-origin forecasts of real yearly series say."""
    stated = [f"例外（{SITUATIONS[s.where]}）：{s.why}。" for s in STATED_SERIES]
    _rows("真实年度序列的滚动回测（随 statsmodels 附带的数据）", _backtest_rows(backtest()), stated)


def show_sizes(seed: int) -> None:
    """Show how often each trend test rejects where there is no trend."""
    notes = ("名义水平 5%；没有趋势时判为显著的比例应不高于 0.05。",)
    _rows("趋势检验的实际水平", _size_rows(seed, SIZES_REPLICATES), notes)


def _reliability_rows(measured: Calibration) -> list[Row]:
    words = load_plan().methods.words.outlook
    return [
        {
            "情形": DESIGNS[row["design"]],
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


def _brier_rows(measured: Calibration) -> list[Row]:
    return [
        {
            "情形": DESIGNS[row["design"]],
            "真实过程": TRUTHS[row["truth"]],
            **{MODELS[name]: f"{row[name]:.4f}" for name in MODELS},
        }
        for row in measured.brier.to_dict("records")
    ]


def _coverage_rows(measured: Calibration) -> list[Row]:
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


def _backtest_rows(tried: Backtest) -> list[Row]:
    words = load_plan().methods.words.outlook
    return [
        {"序列": SITUATIONS[row["kind"]], **_bin(words, row)}
        for row in tried.reliability.to_dict("records")
    ]


def _size_rows(seed: int, replicates: int) -> list[Row]:
    found: dict[tuple[int, float], Row] = {}
    for one in sizes.test_sizes(seed, replicates):
        row = found.setdefault((one.n, one.phi), {"n": str(one.n), "自相关": f"{one.phi:g}"})
        row[one.test] = "表中没有" if one.size is None else f"{one.size:.3f}"
    return list(found.values())


def _diagram(measured: Calibration) -> Chart:
    """Draw predicted against observed, one panel for each design."""
    table = measured.reliability
    with chart(7.4, 3.5) as figure:
        for axes, design in zip(figure.subplots(1, 2, sharey=True), DESIGNS, strict=True):
            axes.plot([0, 1], [0, 1], color="#9aa5a3", lw=1)
            for low in sorted(set(table["low"]) - {0.0}):
                axes.axvline(low, color="#dde3e2", lw=0.8)
                axes.axhline(low, color="#dde3e2", lw=0.8)
            for truth, color, marker in zip(("iid", "ar1", "walk"), COLORS, "os^", strict=True):
                part = table[(table["design"] == design) & (table["truth"] == truth)]
                axes.plot(
                    part["predicted"], part["observed"], marker=marker, ms=4.5, lw=1,
                    color=color, label=TRUTHS[truth],
                )  # fmt: skip
            axes.set_title(DESIGNS[design], loc="left", fontsize=10)
            axes.set(xlabel="平均预测概率", xlim=(0, 1), ylim=(0, 1))
        figure.axes[0].set_ylabel("实际实现的频率")
        figure.axes[0].legend(frameon=False, fontsize=8)
        svg = svg_text(figure)
    pooled = table[table["truth"] == "all"]
    said = "；".join(
        f"{DESIGNS[row['design']]}预测 {row['predicted']:.2f} 实际 {row['observed']:.2f}"
        for row in pooled.to_dict("records")
    )
    return Chart(svg, f"可靠度图：预测概率与实际频率。{said}。")


def _rows(caption: str, rows: Sequence[Row], notes: Sequence[str] = ()) -> None:
    show_html(render("rows.html", caption=caption, rows=rows, notes=notes, why=""))
