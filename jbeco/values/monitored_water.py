"""What the water sections measured: months to classes, classes to the shares of a year."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from ..stage_tables import frame_of
from ..standards import water

__all__ = ["ReadingFault", "WaterTables", "readings", "water_tables", "yearly_means"]

SECTION = ["year", "section"]
MONTH = [*SECTION, "month"]


@dataclass(frozen=True)
class ReadingFault:
    """A reading that has no value though something was written, with its place."""

    place: str
    what: str


@dataclass(frozen=True, eq=False)
class WaterTables:
    """The readings as numbers, the classes, the figures of each year, and what has no value.

    ``readings`` has the index year, section, month and the items as columns, mg/L apart from pH;
    ``classes`` and ``figures`` are the tables ``water_classes`` and ``water_year``.
    """

    readings: pd.DataFrame
    classes: pd.DataFrame
    figures: pd.DataFrame
    faults: tuple[ReadingFault, ...]


def water_tables(monthly: pd.DataFrame) -> WaterTables:
    """Work out the sections of every year in the table ``water_monthly``; none give empty tables.

    A month's class is that of its values, a year's that of its means over at least eight months
    (`water.annual_means`). What was not measured is named beside the class; it never makes a class
    better without a word.
    """
    months, faults = readings(monthly)
    if months.empty:
        nothing = frame_of("water_classes", []), frame_of("water_year", [])
        return WaterTables(months, *nothing, faults)
    means = yearly_means(months)
    versions = monthly.groupby(SECTION, sort=False)["list_version"].first()
    records = [
        *_class_records(months, _not_measured(months), versions),
        *_class_records(means, _too_few(months, means), versions),
    ]
    years: Any = means.groupby(level="year", sort=False)
    figures = [one for year, mine in years for one in _figures(int(year), mine.droplevel("year"))]
    return WaterTables(
        months, frame_of("water_classes", records), frame_of("water_year", figures), faults
    )


def yearly_means(months: pd.DataFrame) -> pd.DataFrame:
    """Return the yearly means by year and section, in the order in which they were sent.

    ``months`` are numbers as `readings` gives them; without any there are no means.
    """
    if months.empty:
        return months.droplevel("month")
    years: Any = months.groupby(level="year", sort=False)
    parts = {int(year): water.annual_means(mine.droplevel("year")) for year, mine in years}
    means: pd.DataFrame = pd.concat(parts, names=SECTION)
    return means


def readings(monthly: pd.DataFrame) -> tuple[pd.DataFrame, tuple[ReadingFault, ...]]:
    """Read the texts of the table ``water_monthly`` as numbers.

    Returns
    -------
    tuple
        Numbers by year, section and month, half of the detection limit below it, without items that
        nobody measured; and the readings that have no value.
    """
    faults: list[ReadingFault] = []
    columns: dict[str, list[float]] = {}
    for item in [name for name in water.items() if name in monthly]:
        found = [water.parse_reading(text) for text in monthly[item]]
        columns[item] = [float("nan") if r.value is None else float(r.value) for r in found]
        faults += [
            ReadingFault(place, f"{item} {reading.why}")
            for place, reading in zip(monthly["place"], found, strict=True)
            if reading.value is None and "“" in reading.why
        ]
    index = pd.MultiIndex.from_frame(monthly[MONTH].astype({"year": int, "month": int}))
    return pd.DataFrame(columns, index=index).dropna(axis=1, how="all"), tuple(faults)


def _expected(months: pd.DataFrame) -> pd.DataFrame:
    """Tell for each month which items anybody measured in its year."""
    return months.notna().groupby(level="year").transform("any")


def _not_measured(months: pd.DataFrame) -> list[str]:
    """Say for each month which of the year's items it lacks."""
    lacking = months.isna() & _expected(months)
    return [
        f"未监测：{'、'.join(_names()[item] for item in row.index[row])}" if row.any() else ""
        for _, row in lacking.iterrows()
    ]


def _too_few(months: pd.DataFrame, means: pd.DataFrame) -> list[str]:
    """Say for each section and year which of the year's items have too few months for a mean."""
    counts: Any = months.groupby(level=SECTION, sort=False).count()
    lacking = means.isna() & _expected(months).groupby(level=SECTION, sort=False).any()
    texts = []
    for index, row in lacking.iterrows():
        short = [str(item) for item in row.index[row]]
        listed = [f"{_names()[item]}（{counts.at[index, item]} 个月）" for item in short]
        said = f"不足 {water.MONTHS_OF_YEAR} 个月、未参评："
        texts.append(said + "、".join(listed) if listed else "")
    return texts


def _names() -> dict[str, str]:
    return {item.id: item.name for item in water.items().values()}


def _class_records(
    values: pd.DataFrame, lacking: list[str], versions: pd.Series
) -> Iterator[dict[str, Any]]:
    """Yield the records of ``water_classes``: of months, or of years where there is no month."""
    classes = water.section_class(values)
    deciding = water.deciding_items(water.item_classes(values), names=True)
    pollutants, gaps = water.main_pollutants(values), water.distance_to_next(values)
    measured, words = values.notna().sum(axis=1), water.class_words()
    columns = (values.index, classes, deciding, pollutants, gaps["item"], gaps["distance"])
    for index, number, decided, named, item, distance, count, less in zip(
        *columns, measured, lacking, strict=True
    ):
        year, section, *month = index
        nothing = "没有一项可评价" if pd.isna(number) else ""
        yield {
            "year": int(year),
            "section": section,
            "list_version": versions[year, section],
            "month": int(month[0]) if month else None,
            "class": None if nothing else int(number),
            "word": None if nothing else words[int(number)][0],
            "deciding": _parts(decided),
            "pollutants": _parts(named),
            "next_item": _names().get(item),
            "distance": None if pd.isna(distance) else float(distance),
            "items": int(count),
            "why": "；".join(text for text in (nothing, less) if text),
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
        "word": _quality(means, shares),
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
