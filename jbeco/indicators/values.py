"""Puts the observations of one fact together: one value, or a stated reason why there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from ..plan import Ratio
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


def collect_values(
    observations: Iterable[Observation], tolerance: Fraction, ratios: Iterable[Ratio] = ()
) -> Values:
    """Merge what was said about one fact in several cells, and work out the ratios.

    Parameters
    ----------
    observations : iterable of Observation
        In any order; the result does not depend on it.
    tolerance : Fraction
        How far two entries of one fact may differ before they contradict each other.
    ratios : iterable of Ratio
        Indicators to be worked out wherever both numbers were reported; the exact ratio then takes
        the place of the department's own, which may be rounded (322/366 is not 88.0 %).

    Returns
    -------
    Values
        A contradiction becomes a value with ``missing="conflict"``: no entry is preferred.
    """
    groups: dict[Key, list[Observation]] = {}
    for seen in observations:
        groups.setdefault((seen.indicator, seen.series, seen.measure, seen.year), []).append(seen)
    merged = {key: _merge(group, tolerance) for key, group in sorted(groups.items())}
    for ratio in ratios:
        for code, series, measure, year in list(merged):
            if (code, measure) == (ratio.numerator.code, "level"):
                _work_out(ratio, series, year, merged)
    return Values(MappingProxyType(merged))


def _work_out(ratio: Ratio, series: str, year: int, merged: dict[Key, Value]) -> None:
    """Put the exact ratio of one series and year in the place of the reported one."""
    above = merged[ratio.numerator.code, series, "level", year]
    below = merged.get((ratio.denominator.code, series, "level", year))
    value = _divide(above, below, ratio.factor)
    reported = merged.get((ratio.value.code, series, "level", year))
    # 0 of 0 is no share; the department's own reason (such as 无此类对象) says more.
    says_why = reported is not None and reported.missing is not None
    if value is not None and not (value.missing and says_why):
        merged[ratio.value.code, series, "level", year] = value


def _divide(above: Value, below: Value | None, factor: Fraction) -> Value | None:
    """Return the ratio, or None when a number is missing and the reported ratio has to do."""
    if below is None or above.number is None or below.number is None:
        return None
    zero = below.number == 0
    return Value(
        number=None if zero else factor * above.number / below.number,
        state=None,
        missing="zero_denominator" if zero else None,
        data_year=min(above.data_year, below.data_year),
        basis="；".join(dict.fromkeys(b for b in (above.basis, below.basis) if b)),
        grade="D" if zero else max(above.grade, below.grade, key=GRADES.index),
        sources=(*above.sources, *below.sources),
        note="；".join(dict.fromkeys(n for n in (above.note, below.note) if n)),
    )


def _grade(used: list[Observation], missing: str | None) -> str:
    """Return the worst grade; that there is no such object is itself a statement with a grade."""
    if missing not in (None, "no_object"):
        return "D"
    return max((seen.grade for seen in used), key=GRADES.index)


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
        grade=_grade(used, missing),
        sources=tuple(seen.source for seen in used),
        note="；".join(dict.fromkeys(seen.note for seen in used if seen.note)),
    )
