"""What was not measured of a water section, and whether it has a class of the year in spite of it.

What was not measured never makes a class better without a word.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from ..standards import water
from .water_readings import SECTION, Readings

__all__ = ["Gap", "SectionDoubt", "coarse_words", "doubts", "gaps_of_months", "gaps_of_years"]

MONTHS = 12


@dataclass(frozen=True)
class SectionDoubt:
    """What keeps a section from a class of the year, or an item from setting one."""

    year: int
    section: str
    what: str


@dataclass(frozen=True)
class Gap:
    """What a section's year lacks, said, and whether it has no class because of that."""

    says: str
    stops: bool


def gaps_of_months(months: pd.DataFrame) -> list[str]:
    """Say for each month which of the year's items it lacks: basic ones, or measured by others."""
    expected = _expected(months)
    lacking = months.reindex(columns=expected.columns).isna() & expected
    return [f"未监测：{_listed(row)}" if row.any() else "" for _, row in lacking.iterrows()]


def gaps_of_years(months: Readings, means: Readings) -> list[Gap]:
    """Tell for each section and year what it lacks for a class.

    A basic item (`water.BASIC_ITEMS`) without a yearly mean, or with a detection limit too high to
    set a class, leaves none; so does another item with too few months, if the months that it has
    would make the class worse. An item that only others measured is said.
    """
    wanted: Any = _expected(months.values).groupby(level=SECTION, sort=False).any()
    counts = months.values.groupby(level=SECTION, sort=False).count()
    counts = counts.reindex(columns=wanted.columns, fill_value=0)
    measured = months.values.notna().any(axis=1).groupby(level=SECTION, sort=False).sum()
    sections: Any = months.decisive.groupby(level=SECTION, sort=False)
    coarse = means.too_coarse.reindex(columns=list(water.BASIC_ITEMS), fill_value=False).any(axis=1)
    rows = (means.decisive.iterrows(), counts.iterrows(), wanted.iterrows(), measured, sections)
    found = []
    for (_, mean), (_, count), (_, needed), number, (_, mine), blind in zip(
        *rows, coarse, strict=True
    ):
        few = count[needed & (count < water.MONTHS_OF_YEAR)]
        short = {str(item): int(n) for item, n in few.items()}
        few_basic = any(item in short for item in water.BASIC_ITEMS)
        stops = few_basic or bool(blind) or _worse(mine, short, mean)
        found.append(Gap(_gap_words(short, int(number)), stops))
    return found


def _gap_words(short: Mapping[str, int], measured: int) -> str:
    """Say which items have too few months, and how many months there are where not all are."""
    names = water.item_names()
    listed = "、".join(f"{names[item]}（{count} 个月）" for item, count in short.items())
    few = f"不足 {water.MONTHS_OF_YEAR} 个月、未参评：{listed}" if listed else ""
    months = f"全年有 {measured} 个月的监测" if measured < MONTHS else ""
    return "；".join(text for text in (few, months) if text)


def _worse(mine: pd.DataFrame, short: Mapping[str, int], means: pd.Series) -> bool:
    """Whether an item with too few months would make the class worse by the months it has."""
    some = [item for item, count in short.items() if count]
    if not some:
        return False
    by_few = water.section_class(mine[some].mean().to_frame().T).iloc[0]
    by_rest = water.section_class(means.to_frame().T).iloc[0]
    return bool(pd.isna(by_rest) or by_few > by_rest)


def _expected(months: pd.DataFrame) -> pd.DataFrame:
    """Tell for each month which items anybody measured in its year, or everybody has to."""
    measured = months.notna().groupby(level="year").transform("any")
    return measured.assign(**dict.fromkeys(water.BASIC_ITEMS, True))


def _listed(row: pd.Series) -> str:
    return "、".join(water.item_names()[str(item)] for item in row.index[row])


def coarse_words(read: Readings) -> list[str]:
    """Say for each row which items cannot set a class, with their detection limits."""
    texts = []
    for (_, row), (_, limits) in zip(
        read.too_coarse.iterrows(), read.limits.iterrows(), strict=True
    ):
        items = [f"{water.item_names()[str(item)]}（{limits[item]:g}）" for item in row.index[row]]
        texts.append(f"检出限高于限值、不能据此定类：{'、'.join(items)}" if items else "")
    return texts


def doubts(means: Readings, gaps: Sequence[Gap]) -> Iterator[SectionDoubt]:
    """Yield what keeps sections from a class of the year, and items from setting one."""
    rows = zip(means.values.index, gaps, coarse_words(means), strict=True)
    for (year, section), gap, coarse in rows:
        if gap.stops:
            why = "；".join(said for said in (gap.says, coarse) if said)
            yield SectionDoubt(int(year), section, f"断面“{section}”全年无法定类：{why}")
        elif coarse:
            yield SectionDoubt(int(year), section, f"断面“{section}”全年{coarse}")
