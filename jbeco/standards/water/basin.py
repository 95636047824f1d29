"""Many sections together: shares of classes, the verdict on a basin, and change between periods."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import pandas as pd

from .section import INFERIOR, section_class

__all__ = [
    "FEW_SECTIONS",
    "GOOD_CLASS",
    "Shares",
    "basin_change",
    "basin_verdict",
    "class_shares",
    "few_sections_class",
    "section_change",
]

GOOD_CLASS = 3
FEW_SECTIONS = 5


@dataclass(frozen=True)
class Shares:
    """How many sections have which class, and the two shares that are reported."""

    counts: tuple[int, int, int, int, int, int]

    @property
    def sections(self) -> int:
        """Sections with a class."""
        return sum(self.counts)

    @property
    def good(self) -> Fraction | None:
        """Share of class I to III in percent, exact; None without a section."""
        return self._share(sum(self.counts[:GOOD_CLASS]))

    @property
    def inferior(self) -> Fraction | None:
        """Share of 劣Ⅴ in percent, exact; None without a section."""
        return self._share(self.counts[INFERIOR - 1])

    def _share(self, number: int) -> Fraction | None:
        return Fraction(100 * number, self.sections) if self.sections else None


def class_shares(classes: pd.Series) -> Shares:
    """Count sections by class; those without one are not counted (环办〔2011〕22 号, 已核)."""
    counts = classes.dropna().astype(int).value_counts()
    one, two, three, four, five, six = (int(counts.get(n, 0)) for n in range(1, INFERIOR + 1))
    return Shares((one, two, three, four, five, six))


def basin_verdict(good: Fraction, inferior: Fraction) -> str:
    """Give the word for five or more sections by their shares in percent.

    Notes
    -----
    环办〔2011〕22 号 (已核: the answer of 深圳市生态环境局). Fewer than five sections are averaged
    item by item and judged as one section: `few_sections_class`. From 60 to under 75 % good with 40
    % 劣Ⅴ only 60/40 is possible;
    it counts as 重度污染.
    """
    if good >= 90:
        return "优"
    if good >= 75:
        return "良好"
    if inferior < 20:
        return "轻度污染"
    return "中度污染" if inferior < 40 else "重度污染"


def few_sections_class(frame: pd.DataFrame, lake: bool = False) -> int | None:
    """Give the class of fewer than five sections: each item averaged over them, then one class.

    Raises
    ------
    ValueError
        In Chinese, for five sections or more.
    """
    if len(frame) >= FEW_SECTIONS:
        raise ValueError(f"{len(frame)} 个断面应按比例评价；少于 {FEW_SECTIONS} 个才先求均值")
    found = section_class(frame.mean().to_frame().T, lake).iloc[0]
    return None if pd.isna(found) else int(found)


def section_change(before: int, after: int) -> str:
    """Give the word for a section's change of class between periods (环办〔2011〕22 号，旁证)."""
    if before == after:
        return "无明显变化"
    word = "好转" if after < before else "下降"
    return f"明显{word}" if abs(after - before) > 1 else f"有所{word}"


def basin_change(good_change: Fraction, inferior_change: Fraction) -> str:
    """Give the word for the change of a basin, by the changes of both shares in points.

    v = ΔG − ΔD; up to 10 nothing changed, up to 20 somewhat, above clearly: 环办〔2011〕22 号
    (旁证).
    """
    value = good_change - inferior_change
    if abs(value) <= 10:
        return "无明显变化"
    word = "好转" if value > 0 else "下降"
    return f"明显{word}" if abs(value) > 20 else f"有所{word}"
