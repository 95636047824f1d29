"""Puts the observations of one fact together: one value, or a stated reason why there is none."""

from __future__ import annotations

from calendar import isleap
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product
from types import MappingProxyType
from typing import Any, Literal, Protocol

from ..interval import Interval, intersection
from .bases import BASES, Basis, basis_codes
from .declaration import Declaration
from .formula import Gap

__all__ = [
    "PROVISIONAL",
    "RESOLVED",
    "Key",
    "Measure",
    "Value",
    "Values",
    "collect_values",
    "contradict",
    "interval_of",
]

Measure = Literal["level", "decline", "state"]
"""A number; a decline since last year in percent, positive when it fell; a word of a ladder."""

Key = tuple[str, str, Measure, int]
"""Indicator, series, measure and year."""

GRADES = "ABCD"

PROVISIONAL = "暂估"
"""Flag of a figure that was called 预计, 估算, 快报, 暂估 or 初步."""

RESOLVED = "已裁决"
"""Flag of a figure for which a resolution decided: no other way to it takes its place."""


class _Bounded(Protocol):
    """What has a number, or bounds of one."""

    @property
    def number(self) -> Fraction | None: ...
    @property
    def low(self) -> Fraction | None: ...
    @property
    def high(self) -> Fraction | None: ...


class _Reported(Protocol):
    """What is needed of an observation: a fact, one of number, word and gap, and its source."""

    @property
    def criterion(self) -> str: ...
    @property
    def indicator(self) -> str: ...
    @property
    def series(self) -> str: ...
    @property
    def measure(self) -> Measure: ...
    @property
    def year(self) -> int: ...
    @property
    def number(self) -> Fraction | None: ...
    @property
    def state(self) -> str | None: ...
    @property
    def missing(self) -> str | None: ...
    @property
    def data_year(self) -> int: ...
    @property
    def basis(self) -> str: ...
    @property
    def grade(self) -> str: ...
    @property
    def note(self) -> str: ...
    @property
    def source(self) -> Any: ...
    @property
    def low(self) -> Fraction | None: ...
    @property
    def high(self) -> Fraction | None: ...
    @property
    def flags(self) -> tuple[str, ...]: ...


@dataclass(frozen=True)
class Value:
    """The value of one indicator, series and year, with all the cells that state it.

    Just one of ``number``, ``state`` and ``missing`` is set, or bounds alone; ``missing`` is a
    reason code. ``low`` and ``high`` are set where only bounds are known. ``provisional`` says that
    a figure was called 预计, 快报 or the like. ``basis`` is what was written about its basis, and
    ``bases`` are the codes of it (`jbeco.indicators.bases`); none where nothing was written.
    Of a share of days, ``open_days`` of the year have no valid data: with all of them bad it would
    be ``open_low``, with all of them good ``open_high``.
    """

    number: Fraction | None
    state: str | None
    missing: str | None
    data_year: int
    basis: str
    grade: str
    sources: tuple[Any, ...]
    note: str
    low: Fraction | None = None
    high: Fraction | None = None
    provisional: bool = False
    bases: tuple[str, ...] = ()
    open_days: int | None = None
    open_low: Fraction | None = None
    open_high: Fraction | None = None

    @property
    def interval(self) -> Interval | None:
        """All numbers that it may be; None when there is no number."""
        return interval_of(self)


@dataclass(frozen=True)
class Values:
    """All values by indicator, series, measure and year.

    ``by_key`` is what verdicts rest on, ``reported`` what departments said before anything was
    worked out, and ``worked_out`` what the formulas gave, whether or not it replaced a report.
    """

    by_key: Mapping[Key, Value]
    reported: Mapping[Key, Value] = field(default_factory=dict)
    worked_out: Mapping[Key, Value] = field(default_factory=dict)

    def get(self, indicator: str, series: str, measure: Measure, year: int) -> Value | None:
        """Return a value, or None when nobody was asked or answered."""
        return self.by_key.get((indicator, series, measure, year))


def collect_values(
    observations: Iterable[_Reported],
    tolerance: Fraction,
    indicators: Iterable[Declaration] = (),
    bases: Mapping[str, Basis] = BASES,
) -> Values:
    """Merge what was said about one fact in several cells, and work out the indicators.

    Parameters
    ----------
    observations : iterable of Observation
        In any order; the result does not depend on it.
    tolerance : Fraction
        How far two entries of one fact may differ before they contradict each other.
    indicators : iterable of Declaration
        Indicators to be worked out wherever their inputs were reported. The exact ratio takes the
        place of the department's own, which may be rounded (322/366 is not 88.0 %).
    bases : mapping of Basis
        The list by which the codes of a basis are known.

    Returns
    -------
    Values
        A contradiction becomes a value with ``missing="conflict"``: no entry is preferred. A figure
        for which a resolution decided stands whatever the formula gives.
    """
    groups: dict[Key, list[_Reported]] = {}
    for seen in observations:
        groups.setdefault((seen.indicator, seen.series, seen.measure, seen.year), []).append(seen)
    reported = {key: _merge(group, tolerance, bases) for key, group in sorted(groups.items())}
    decided = {k for k, group in groups.items() if any(RESOLVED in seen.flags for seen in group)}
    worked_out: dict[Key, Value] = {}
    by_key = dict(reported)
    for indicator in indicators:
        for series, year in _stated(indicator, reported):
            value = _work_out(indicator, series, year, reported)
            if value is not None:
                key = (indicator.id, series, indicator.measure, year)
                worked_out[key] = value
                if key not in decided and _counts(value, reported.get(key), indicator):
                    by_key[key] = value
    return Values(*(MappingProxyType(part) for part in (by_key, reported, worked_out)))


def _stated(indicator: Declaration, reported: Mapping[Key, Value]) -> list[tuple[str, int]]:
    """Return the series and years in which the first input was asked for."""
    first = indicator.inputs[0] if indicator.inputs else None
    return sorted({(s, y) for code, s, measure, y in reported if code == first})


def _work_out(
    indicator: Declaration, series: str, year: int, reported: Mapping[Key, Value]
) -> Value | None:
    """Apply a formula to the inputs of one series and year; None when one of them is missing."""
    inputs = [_input(code, series, year, reported) for code in indicator.inputs]
    given = [value for value in inputs if value is not None]
    lacking = {c for c, value in zip(indicator.inputs, inputs, strict=True) if value is None}
    if not lacking <= indicator.optional:
        return None
    result = _applied(indicator, inputs)
    gap = result.reason if isinstance(result, Gap) else None
    bounds = result if isinstance(result, Interval) and not result.is_point else None
    return Value(
        number=_number(result),
        state=result if isinstance(result, str) else None,
        missing=gap,
        data_year=min(value.data_year for value in given),
        basis="；".join(dict.fromkeys(value.basis for value in given if value.basis)),
        grade="D" if gap else max((value.grade for value in given), key=GRADES.index),
        sources=tuple(source for value in given for source in value.sources),
        note="；".join(dict.fromkeys(value.note for value in given if value.note)),
        low=None if bounds is None else bounds.low,
        high=None if bounds is None else bounds.high,
        provisional=any(value.provisional for value in given),
        bases=tuple(sorted({code for value in given for code in value.bases})),
        **_open_days(indicator, inputs, year),
    )


def _open_days(indicator: Declaration, inputs: Sequence[Value | None], year: int) -> dict[str, Any]:
    """Return what a share of days would be if those without valid data were bad, and good."""
    numbers = [None if value is None else value.number for value in inputs]
    if not indicator.of_days or None in numbers:
        return {}
    good, valid = (number or Fraction(0) for number in numbers)
    days = 366 if isleap(year) else 365
    if not good <= valid < days or valid.denominator != 1:
        return {}
    return {
        "open_days": days - int(valid),
        "open_low": 100 * good / days,
        "open_high": 100 * (good + days - valid) / days,
    }


def _applied(indicator: Declaration, inputs: Sequence[Value | None]) -> Interval | str | Gap:
    """Apply a formula; to inputs of which only bounds are known, at all combinations of bounds.

    The formulas are monotone in each input, so that the extremes lie at the bounds.
    """
    ends = [_ends(value) for value in inputs]
    results: list[Fraction] = []
    for given in product(*ends):
        result = indicator.function(*given)
        if not isinstance(result, Fraction):
            return result
        results.append(result)
    return Interval(min(results), max(results))


def _ends(value: Value | None) -> tuple[Fraction | str | None, ...]:
    if value is None or value.interval is None:
        return (None if value is None else value.state,)
    return tuple(dict.fromkeys((value.interval.low, value.interval.high)))


def _number(result: Interval | str | Gap) -> Fraction | None:
    return result.low if isinstance(result, Interval) and result.is_point else None


def _input(code: str, series: str, year: int, reported: Mapping[Key, Value]) -> Value | None:
    """Return what was reported for a code, None when it has neither number nor word."""
    measures: tuple[Measure, Measure] = ("level", "state")
    for measure in measures:
        value = reported.get((code, series, measure, year))
        if value is not None and value.missing is None and _is_bounded(value):
            return value
    return None


def _is_bounded(value: Value) -> bool:
    """Whether a number is known at least between two bounds; a formula cannot use less."""
    interval = value.interval
    return interval is None or (interval.low is not None and interval.high is not None)


def _counts(value: Value, own: Value | None, indicator: Declaration) -> bool:
    """Whether a worked-out value takes the place of the department's own.

    A gap of the formula does not hide the department's reason: 无此类对象 says more than 0 of 0.
    """
    if own is None:
        return True
    if own.missing is not None:
        return value.missing is None
    if indicator.only_reported:
        return value.missing is not None
    return not indicator.reported_stands


def _grade(used: list[_Reported], missing: str | None) -> str:
    """Return the worst grade; that there is no such object is itself a statement with a grade."""
    if missing not in (None, "no_object"):
        return "D"
    return max((seen.grade for seen in used), key=GRADES.index)


def _merge(group: list[_Reported], tolerance: Fraction, bases: Mapping[str, Basis]) -> Value:
    group = sorted(group, key=lambda seen: (seen.criterion, seen.source))
    given = [seen for seen in group if seen.missing is None]
    used = given or group
    first = used[0]
    missing = "conflict" if given and contradict(given, tolerance) else first.missing
    bounds = None if missing else _common(used)
    return Value(
        number=None if missing else _only([seen.number for seen in used]),
        state=None if missing else first.state,
        missing=missing,
        data_year=min(seen.data_year for seen in used),
        basis="；".join(dict.fromkeys(seen.basis for seen in used if seen.basis)),
        grade=_grade(used, missing),
        sources=tuple(seen.source for seen in used),
        note="；".join(dict.fromkeys(seen.note for seen in used if seen.note)),
        low=None if bounds is None else bounds.low,
        high=None if bounds is None else bounds.high,
        provisional=any(PROVISIONAL in seen.flags for seen in used),
        bases=tuple(
            sorted({code for s in used for code in basis_codes(s.basis, s.data_year, bases)})
        ),
    )


def _only(numbers: Sequence[Fraction | None]) -> Fraction | None:
    """Return the first number that was given as such."""
    return next((number for number in numbers if number is not None), None)


def _common(entries: Sequence[_Reported]) -> Interval | None:
    """Return what all entries of one fact allow; None where it is one number, or no number."""
    known = [interval for seen in entries if (interval := interval_of(seen)) is not None]
    shared = intersection(known) if known else None
    return None if shared is None or shared.is_point else shared


def interval_of(seen: _Bounded) -> Interval | None:
    """Return all numbers that an entry or a value may be; None when it has no number."""
    if seen.low is None and seen.high is None:
        return None if seen.number is None else Interval.point(seen.number)
    return Interval(seen.low, seen.high)


def contradict(observations: Iterable[_Reported], tolerance: Fraction) -> bool:
    """Whether entries of one fact contradict each other.

    Numbers do when they differ by more than the tolerance (of bounds, when they have nothing in
    common), words when they differ at all; an entry without a value contradicts nothing.
    """
    entries = list(observations)
    known = [interval for seen in entries if (interval := interval_of(seen)) is not None]
    lows = [one.low for one in known if one.low is not None]
    highs = [one.high for one in known if one.high is not None]
    states = {seen.state for seen in entries if seen.state is not None}
    apart = bool(lows and highs) and max(lows) - min(highs) > tolerance
    return apart or len(states) > 1
