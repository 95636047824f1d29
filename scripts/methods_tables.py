"""The sections of METHODS.md on standards' tables and on the outlook's calibration."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from .calibration.backtest import STATED_SERIES
from .calibration.simulated import STATED
from .calibration.story import SITUATIONS, TRUTHS

__all__ = ["calibration_section", "standards_section", "table"]

STANDARDS = (
    ("air_editions.csv", "空气标准的版本与施行日期", "`air.edition_on`"),
    ("air_limits.csv", "GB 3095 各版限值", "`air.annual_statistics`"),
    (
        "aqi_breakpoints.csv",
        "HJ 633 各版 IAQI 分级",
        "`air.iaqi`、`air.daily_aqi`、`air.hourly_aqi`",
    ),
    ("aqi_levels.csv", "AQI 级别", "`air.daily_aqi`"),
    ("air_pollutants.csv", "污染物名称、单位与位数", "`air.pollutants`"),
    ("air_validity.csv", "空气数据有效性", "`air.daily_from_hourly`、`air.district_days`"),
    (
        "air_percentiles.csv",
        "百分位与是否评价年均值",
        "`air.annual_statistics`、`air.composite_index`",
    ),
    ("surface_water_limits.csv", "GB 3838 表1 限值与修约位数", "`water.section_class`"),
    ("water_class_words.csv", "水质类别与状况", "`water.section_class`"),
    ("survey_assumptions.csv", "得分标准差的假设", "`statistics.survey`"),
    ("spearman_critical.csv", "秩相关临界值（单侧）", "`statistics.spearman_trend`"),
)
"""Tables of the package, what they hold, and who uses them."""

CALIBRATION = (
    ("reliability", "各用词的观测频率（模拟，已知真实过程）"),
    ("brier", "Brier 分数"),
    ("coverage", "80% 预测区间的实际覆盖率"),
    ("backtest", "真实年度序列的滚动回测"),
    ("sizes", "趋势检验的实际水平（名义 5%）"),
)

RULES = """
- **空气**：小时标签为小时末，一日为 01–24 时；24 小时均值须 20 个小时，8 小时均值须 6 个小时，
  臭氧日最大 8 小时取 08–24 时结束的 17 个窗口，须有 14 个（不足而已超标的也算）。先算各站日均值，
  再求全区平均，修约后才算 IAQI；IAQI 只进不舍，用整数查表，与有理数运算逐点相同。
  有效站点须达 75%（不足 4 个站点时 50%，回忆），否则当日该项无效（`air.district_days`）。
  优良天数比例 = AQI ≤ 100 的天数 ÷ 有效天数，六项不齐的日子不计。
- **不可能是测量值的小时**：9999 一类的占位数、六项全是 0、CO 高于 50（疑为微克/立方米）的小时不用，
  按站点与时段列入问题清单，当日有效性随之重算；负数、读不懂与重复的格逐格列出。
- **两个口径**：每天按当日施行的版本算一次，另按规划制定时的 2012 年版算一次；2026 年起两者并列。
  2026 年 1–2 月与年度评价如何衔接未见文件（未核）。2031 年以后的 AQI 分级表未见，程序拒绝计算。
- **地表水**：单因子评价 21 项；未检出按检出限一半；均值四舍六入五成双到规定位数，修约成零的留一位
  有效数字；pH 经氢离子浓度平均；全年不少于 8 个月。缺项、缺月的断面在类别旁写明缺什么。五个及以上
  断面按比例给出总体状况，少于五个的各项平均后当作一个断面（环办〔2011〕22 号，旁证）。
- **能耗**：下降为正；价格基期不同、能耗口径不同（2021 年起扣除原料用能等）的年份不直接比。
- **分解**：LMDI-I，残差为零，零值取解析极限。
- **前景**：线性趋势（最小二乘，新值的预测区间）与带漂移的随机游走各半；有两个自然界限的比例在
  logit 尺度上算。**趋势**：含并列的精确 Mann–Kendall（n ≤ 30）与 Sen 斜率，q 值是约束性、参考性两类
  各自的 Benjamini–Hochberg；月值用季节性 Kendall。都只作参考。
- **公众调查**：得分按个体标准差 12 与 20 两端各算一次 95% 区间（推断）；若按比例则用 Wilson 区间，
  两数之差用 MOVER（Newcombe 第 10 法）。
"""


def table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Write a Markdown table."""
    lines = [f"| {' | '.join(header)} |", f"|{'---|' * len(header)}"]
    lines += [f"| {' | '.join(_cell(cell) for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _cell(text: str) -> str:
    # Markdown decodes no entity inside a code span.
    parts = text.replace("|", "\\|").split("`")
    return "`".join(p if n % 2 else p.replace("<", "&lt;") for n, p in enumerate(parts))


def standards_section() -> str:
    """List the standards' tables with how far each was checked."""
    rows = [(f"`{name}`", what, users, _confidence(name)) for name, what, users in STANDARDS]
    header = ["表（jbeco/standards/tables）", "内容", "用处", "行数与可信度"]
    title = "## 八、国家标准与统计的算法\n\n每一行数都写明来源与可信度。\n"
    return title + RULES + "\n" + table(header, rows)


def _confidence(name: str) -> str:
    text = (files("jbeco.standards") / "tables" / name).read_text(encoding="utf-8-sig")
    counts = Counter(row["confidence"] for row in csv.DictReader(io.StringIO(text)))
    order = ("已核", "旁证", "回忆", "推断")
    return "，".join(f"{word} {counts[word]}" for word in order if counts[word])


def _exceptions() -> str:
    """Say where a word is known to say more than happens."""
    rows = [(SITUATIONS[s.where], TRUTHS.get(s.truth, "—"), s.why) for s in STATED]
    rows += [(SITUATIONS[s.where], "—", s.why) for s in STATED_SERIES]
    return "### 已知的例外\n\n" + table(["情形", "真实过程", "说明"], rows)


def calibration_section(folder: Path) -> str:
    """Print the measured calibration from the tables of ``docs/calibration``."""
    parts = [
        "## 九、前景用词的校准\n\n"
        "由 `python scripts/make_calibration.py` 测得（种子 20251124，每格 6000 条序列），"
        "笔记本 90_calibration 可重做；测试用较小的规模核对。前景不改变判定。\n"
    ]
    for name, caption in CALIBRATION:
        with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        parts.append(f"### {caption}\n\n{table(header, rows)}")
    parts.append(_exceptions())
    return "\n".join(parts)
