"""What the water sections measured: months to classes, classes to the shares of a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from ..stage_tables import frame_of
from ..standards import water
from .section_gaps import SectionDoubt, coarse_words, doubts, gaps_of_months, gaps_of_years
from .water_readings import SECTION, Readings, readings

__all__ = ["WaterTables", "water_tables"]


@dataclass(frozen=True, eq=False)
class WaterTables:
    """The readings as numbers, the classes, the figures of each year, and what is doubtful.

    ``readings`` are those of the months; ``classes`` and ``figures`` are the tables
    ``water_classes`` and ``water_year``.
    """

    readings: Readings
    classes: pd.DataFrame
    figures: pd.DataFrame
    doubts: tuple[SectionDoubt, ...] = ()


def water_tables(monthly: pd.DataFrame) -> WaterTables:
    """Work out the sections of every year in the table ``water_monthly``; none give empty tables.

    A month's class is that of its values, a year's that of its means over at least eight months
    (`water.annual_means`). A section without such a mean of one of the five basic items
    (`water.BASIC_ITEMS`), or of an item that would make the class worse, has no class of the year.
    """
    months = readings(monthly)
    if months.values.empty:
        return WaterTables(months, frame_of("water_classes", []), frame_of("water_year", []))
    means, versions = months.yearly(), monthly.groupby(SECTION, sort=False)["list_version"].first()
    gaps = gaps_of_years(months, means)
    without = pd.Series([gap.stops for gap in gaps], index=means.values.index)
    classed = means.decisive.where(~without)
    by_month, by_year = gaps_of_months(months.values), [gap.says for gap in gaps]
    records = [
        *_class_records(months, months.decisive, by_month, versions),
        *_class_records(means, classed, by_year, versions),
    ]
    years: Any = classed.groupby(level="year", sort=False)
    figures = [one for year, mine in years for one in _figures(int(year), mine.droplevel("year"))]
    return WaterTables(
        months,
        frame_of("water_classes", records),
        frame_of("water_year", figures),
        tuple(doubts(means, gaps)),
    )


def _class_records(
    read: Readings, values: pd.DataFrame, lacking: list[str], versions: pd.Series
) -> Iterator[dict[str, Any]]:
    """Yield the records of ``water_classes``: of months, or of years where there is no month.

    ``values`` are those of the readings that set the classes; ``lacking`` says what was missed.
    """
    classes = water.section_class(values)
    deciding = water.deciding_items(water.item_classes(values), names=True)
    pollutants, gaps = water.main_pollutants(values), water.distance_to_next(values)
    counts, words, coarse = values.notna().sum(axis=1), water.class_words(), coarse_words(read)
    measured = read.values.notna().any(axis=1)
    columns = (values.index, classes, deciding, pollutants, gaps["item"], gaps["distance"], counts)
    for index, number, decided, named, item, distance, count, less, rough, some in zip(
        *columns, lacking, coarse, measured, strict=True
    ):
        year, section, *month = index
        nothing = pd.isna(number)
        why = ("无法定类" if some else "没有一项可评价") if nothing else ""
        yield {
            "year": int(year),
            "section": section,
            "list_version": versions[year, section],
            "month": int(month[0]) if month else None,
            "class": None if nothing else int(number),
            "word": None if nothing else words[int(number)][0],
            "deciding": _parts(decided),
            "pollutants": _parts(named),
            "next_item": water.item_names().get(item),
            "distance": None if pd.isna(distance) else float(distance),
            "items": int(count),
            "why": "；".join(text for text in (why, less, rough) if text),
        }


def _figures(year: int, means: pd.DataFrame) -> Iterator[dict[str, Any]]:
    """Yield the records of ``water_year`` of one year."""
    classes = water.section_class(means)
    shares = water.class_shares(classes)
    lacking = [str(section) for section in classes.index[classes.isna()]]
    why = f"无法定类、未计入：{'、'.join(lacking)}" if lacking else ""
    counted = dict(zip(water.class_words(), shares.counts, strict=True))
    for statistic, value in (
        ("sections", Fraction(shares.sections)),
        ("good_sections", Fraction(sum(shares.counts[: water.GOOD_CLASS]))),
        *((f"class{number}", Fraction(count)) for number, count in counted.items()),
        ("good_share", shares.good),
        ("inferior_share", shares.inferior),
    ):
        yield {"year": year, "statistic": statistic, "value": value, "word": None, "why": why}
    yield {
        "year": year,
        "statistic": "quality",
        "value": None,
        "word": _quality(means[classes.notna()], shares),
        "why": why,
    }


def _quality(means: pd.DataFrame, shares: water.Shares) -> str | None:
    """Return the word for all sections together (环办〔2011〕22 号，旁证)."""
    if shares.good is None or shares.inferior is None:
        return None
    if len(means) < water.FEW_SECTIONS:
        number = water.few_sections_class(means)
        return water.class_words()[number][1] if number else None
    return water.basin_verdict(shares.good, shares.inferior)


def _parts(text: str) -> tuple[str, ...]:
    return tuple(text.split("、")) if text else ()
