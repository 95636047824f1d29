"""What every check looks at: the plan, what was reported, and what was reported before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ..indicators import interval_of
from ..intake.corrections import CORRECTED
from ..intake.records import Comparator, Observation, Submissions, Unread
from ..intake.resolutions import RESOLVED
from ..interval import Interval, interval_text
from ..plan import Criterion, ObservationCode, Plan
from ..standards.rounding import exact_text

__all__ = ["CheckContext", "amount", "is_confirmed", "is_resolved", "name_of", "said", "widened"]

Fact = tuple[str, str]
"""A code (or, in the consultant's table, an indicator) and a series."""


@dataclass(frozen=True)
class CheckContext:
    """The submissions of one year, ready to be looked up.

    Parameters
    ----------
    plan : Plan
        What was asked, and how it is judged.
    submissions : Submissions
        What was read; its earlier years are the history.
    year : int
        The year that is checked.
    """

    plan: Plan
    submissions: Submissions
    year: int

    @cached_property
    def rows(self) -> tuple[Observation, ...]:
        """What departments' workbooks say about the year, by place."""
        seen = (s for s in self.submissions.observations if s.year == self.year)
        known = (s for s in seen if not s.criterion and s.indicator in self.plan.observations)
        return tuple(sorted(known, key=lambda s: s.source))

    @cached_property
    def public_rows(self) -> tuple[Observation, ...]:
        """What the consultant's own table, or the plan, says about the year, in its order."""
        seen = self.submissions.observations
        return tuple(s for s in seen if s.year == self.year and s.criterion)

    @cached_property
    def unread(self) -> tuple[Unread, ...]:
        """What was sent for the year and could not be read."""
        return tuple(u for u in self.submissions.unread if u.year == self.year)

    def code(self, seen: Observation) -> ObservationCode:
        """Return what a workbook's row answers."""
        return self.plan.observations[seen.indicator]

    def entries(self, code: str, series: str) -> tuple[Observation, ...]:
        """Return every row of the year's workbooks that answers one question."""
        return self._entries.get((code, series), ())

    def figure(self, code: str, series: str) -> Observation | None:
        """Return the entry with the year's number, or bounds of one; None when there are two."""
        return _only(self.entries(code, series))

    def history(self, code: ObservationCode, series: str) -> Iterator[Observation]:
        """Yield the undisputed numbers of earlier years in the code's unit, latest first."""
        years = self._earlier.get((code.code, series), {})
        for year in sorted(years, reverse=True):
            found = _only([seen for seen in years[year] if seen.measure == "level"])
            if found is not None and found.number is not None and found.unit == code.unit:
                yield found

    def earlier_entries(self, code: str, series: str) -> Iterator[Observation]:
        """Yield every entry of earlier years, latest year first, with or without a number."""
        years = self._earlier.get((code, series), {})
        for year in sorted(years, reverse=True):
            yield from sorted(years[year], key=lambda s: s.source)

    def criteria(self, *codes: str) -> tuple[Criterion, ...]:
        """Return the applicable criteria that depend on one of the codes."""
        fed = {name for code in codes for name in self.plan.observations[code].indicators}
        return tuple(c for c in self.plan.criteria if c.applicable and c.indicator in fed)

    def blocks(self, *codes: str) -> tuple[str, ...]:
        """Return the ids of the applicable criteria that depend on one of the codes."""
        return tuple(criterion.id for criterion in self.criteria(*codes))

    def binding(self, code: str) -> bool:
        """Whether an applicable binding criterion depends on the code."""
        return any(criterion.attribute == "binding" for criterion in self.criteria(code))

    @cached_property
    def _entries(self) -> Mapping[Fact, tuple[Observation, ...]]:
        found: dict[Fact, tuple[Observation, ...]] = {}
        for seen in self.rows:
            fact = (seen.indicator, seen.series)
            found[fact] = (*found.get(fact, ()), seen)
        return found

    @cached_property
    def _earlier(self) -> Mapping[Fact, Mapping[int, list[Observation]]]:
        found: dict[Fact, dict[int, list[Observation]]] = {}
        for seen in self.submissions.observations:
            if seen.year < self.year:
                years = found.setdefault((seen.indicator, seen.series), {})
                years.setdefault(seen.year, []).append(seen)
        return found


def _only(entries: Sequence[Observation]) -> Observation | None:
    """Return the entry with a number or bounds, where all such entries say the same."""
    given = sorted((s for s in entries if interval_of(s) is not None), key=lambda s: s.source)
    return given[0] if len({(s.number, s.low, s.high) for s in given}) == 1 else None


def is_resolved(seen: Observation) -> bool:
    """Whether a resolution decided for a figure."""
    return RESOLVED in seen.flags


def is_confirmed(seen: Observation) -> bool:
    """Whether a resolution or a correction confirmed a figure, however unlikely it looks."""
    return is_resolved(seen) or CORRECTED in seen.flags


def widened(interval: Interval, by: Fraction) -> Interval:
    """Return an interval that reaches so much further on either side."""
    low, high = interval.low, interval.high
    return Interval(None if low is None else low - by, None if high is None else high + by)


def name_of(code: ObservationCode, series: str) -> str:
    """Return a code's Chinese name, with its series where it has one."""
    return f"{code.name}（{series}）" if series else code.name


def amount(number: Fraction, unit: str) -> str:
    """Write an exact number with its unit."""
    return f"{exact_text(number)}{'' if unit in ('', '%') else ' '}{unit}"


def said(seen: Observation | Comparator) -> str:
    """Write what an entry says: number or bounds with unit, its word, or that there is nothing."""
    interval = interval_of(seen)
    if interval is None:
        return getattr(seen, "state", None) or "缺"
    unit = "" if seen.unit == "" else seen.unit if seen.unit == "%" else f" {seen.unit}"
    return f"{interval_text(interval, exact_text)}{unit}"
