"""Puts the observations of one fact together: one value, or a stated reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from ..submissions.model import Measure, Observation, Source, contradict

__all__ = ["Key", "Value", "Values", "collect_values"]

Key = tuple[str, str, Measure, int]
"""Indicator, series, measure and year."""

GRADES = "ABCD"


@dataclass(frozen=True)
class Value:
    """The value of one indicator, series and year, with all the cells that state it.

    Just one of ``number``, ``state`` and ``missing`` is set; ``missing`` is a reason code.
    """

    number: Fraction | None
    state: str | None
    missing: str | None
    data_year: int
    basis: str
    grade: str
    sources: tuple[Source, ...]
    note: str


@dataclass(frozen=True)
class Values:
    """All values by indicator, series, measure and year."""

    by_key: Mapping[Key, Value]

    def get(self, indicator: str, series: str, measure: Measure, year: int) -> Value | None:
        """Return a value, or None when nobody was asked or answered."""
        return self.by_key.get((indicator, series, measure, year))


def collect_values(observations: Iterable[Observation], tolerance: Fraction) -> Values:
    """Merge what was said about one fact in several cells.

    Parameters
    ----------
    observations : iterable of Observation
        In any order; the result does not depend on it.
    tolerance : Fraction
        How far two entries of one fact may differ before they contradict each other.

    Returns
    -------
    Values
        A contradiction becomes a value with ``missing="conflict"``: no entry is preferred.
    """
    groups: dict[Key, list[Observation]] = {}
    for seen in observations:
        groups.setdefault((seen.indicator, seen.series, seen.measure, seen.year), []).append(seen)
    merged = {key: _merge(group, tolerance) for key, group in sorted(groups.items())}
    return Values(MappingProxyType(merged))


def _merge(group: list[Observation], tolerance: Fraction) -> Value:
    group = sorted(group, key=lambda seen: (seen.criterion, seen.source))
    given = [seen for seen in group if seen.missing is None]
    used = given or group
    first = used[0]
    missing = "conflict" if given and contradict(given, tolerance) else first.missing
    return Value(
        number=None if missing else first.number,
        state=None if missing else first.state,
        missing=missing,
        data_year=min(seen.data_year for seen in used),
        basis="；".join(dict.fromkeys(seen.basis for seen in used if seen.basis)),
        grade="D" if missing else max((seen.grade for seen in used), key=GRADES.index),
        sources=tuple(seen.source for seen in used),
        note="；".join(dict.fromkeys(seen.note for seen in used if seen.note)),
    )
