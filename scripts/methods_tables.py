"""The sections of METHODS.md on standards' tables and on the outlook's calibration."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from importlib.resources import files
from pathlib import Path

from .calibration.backtest import STATED_SERIES
from .calibration.definitions import ADOPTED_KEPT, ADOPTED_RISING
from .calibration.simulated import STATED
from .calibration.story import SITUATIONS, TRUTHS

__all__ = ["calibration_section", "standards_section", "sustained_section", "table"]

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

SUSTAINED_TABLES = (
    ("rising", "“持续提高”的各种定义（误判最少的在前）"),
    ("rising_split", "同上，分年数、噪声、自相关：误判达标 / 误判未达标"),
    ("kept", "“保持稳定或持续改善”的各种定义"),
    ("kept_split", "同上，分年数、噪声、自相关：误判达标 / 误判未达标"),
    ("noise", "真实年度序列的噪声（模拟的 σ 与每年变好 0.3～2σ 由此而来）"),
)

SUSTAINED = """## 十、“持续”与“保持”的定义怎样选定

规划没有写明“持续提高”比的是什么。各种定义在真相已知的模拟序列上比：真在提高（每年 0.3～2σ、
先快后慢、有一年异常差）、趋近上限、持平、下降、先升后降；4～12 个年度值，独立与自相关 0.4 的
误差，按各自的位数印出。σ 是一年的噪声，与 ε 之比取自真实序列（末表）；EI 的 σ 没有查到，是推断。
由 `python scripts/make_calibration.py` 测得（种子 20251124，每格 1000 条）。各类真相同等计；
错判达标比错判未达标坏一倍，所以加权误判 = 2 × 误判达标 + 误判未达标。“一跳后持平”规划的话没有
说清，列出而不计；“保持”里先升后降的也一样。

**采用**：“持续”= 优于基准、守住历年最好进步的七成、没有连退三年。误判达标 {rising_new_met}
（原定义 {rising_old_met}），误判未达标 {rising_new_unmet}（原 {rising_old_unmet}）。
加权误判比它少的三种只少 0.02～0.03：要再加一个均值或斜率条件，四五个年度值时更常冤枉真在提高的；
或要懂 p 值，而四五年时过半真在提高的过不了。“没有连退三年”几乎不改变误判，写上是因为连退几年
不能叫“持续”。单比基准、单比均值、单比斜率，都让持平的有三成以上、先升后降的有一半说成达标。
原定义的“三年均值改善”就是 x(t) > x(t−3)，与中间两年无关。

**采用**：“保持”= 不劣于基准、没有连退三年。误判达标 {kept_new_met}（原定义 {kept_old_met}），
误判未达标 {kept_new_unmet}（原 {kept_old_unmet}）：原定义常只因当年比上年低一点，就把真在提高、
已近上限的判成未达标。只比基准的误判相同，而连降几年仍叫“保持”；再加 MK 检验只少 0.03，
要懂 p 值。

限度：判定按点值，不按显著性，而一年的噪声常比 ε 大几十倍。真正持平的，末年恰好偏高就有五分之一
说成“持续提高”，恰好偏低就有近四成判不成“保持”；年数越多越少。前景一节另给概率。
"""

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
- **前景**：线性趋势（最小二乘，新值的预测区间）与带漂移的随机游走各半；有两个上下限的比例在
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
        header, *rows = _measured(folder, name)
        parts.append(f"### {caption}\n\n{table(header, rows)}")
    parts.append(_exceptions())
    return "\n".join(parts)


def sustained_section(folder: Path) -> str:
    """Say how the definitions of 持续 and 保持 were chosen, with the tables they were chosen by."""
    parts = [SUSTAINED.format(**_sustained_numbers(folder))]
    for name, caption in SUSTAINED_TABLES:
        header, *rows = _measured(folder, name)
        parts.append(f"### {caption}\n\n{table(header, rows)}")
    return "\n".join(parts)


def _measured(folder: Path, name: str) -> list[list[str]]:
    with (folder / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def _sustained_numbers(folder: Path) -> dict[str, str]:
    """Return the errors of the definitions before and now, as the text quotes them."""
    said = {}
    for name, adopted in (("rising", ADOPTED_RISING), ("kept", ADOPTED_KEPT)):
        header, *rows = _measured(folder, name)
        of = {row[0]: dict(zip(header, row, strict=True)) for row in rows}
        before = next(row for row in of.values() if row["定义"].startswith("原定义"))
        for when, row in (("old", before), ("new", of[adopted])):
            said[f"{name}_{when}_met"] = row["误判达标"]
            said[f"{name}_{when}_unmet"] = row["误判未达标"]
    return said
