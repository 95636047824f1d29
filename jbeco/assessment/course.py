"""The earlier numbers that a year's number may be compared with: on its basis, or carried over.

From the judged year back to the base year: a number on the same basis stands as it is, one on
another basis is carried over by a bridge, and where there is neither, the verified yearly declines
are chained. What cannot be carried over is not compared.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..indicators import Break, basis_name, breaks
from ..intake.records import Bridge, Source
from ..standards.rounding import shown
from .evidence import Case, Finding, worst_grade

__all__ = ["INDEX", "Course", "broken_bases", "course", "with_course"]


@dataclass(frozen=True)
class Course:
    """Comparable numbers up to a year, all on the basis of that year.

    Parameters
    ----------
    numbers : mapping
        By year, the judged one included.
    start : int
        Year that the comparison starts from: the base year, or the first with a number where the
        base year has none.
    grade : str or None
        Best grade of a comparison with them: B over a bridge or chained declines, C from a later
        start; None when nothing was carried over.
    notes : tuple of str
        What was carried over, and how.
    sources : tuple of Source
        Cells of the bridges and declines.
    indexed : bool
        Whether only declines are known, so that the numbers are an index with 100 in the judged
        year.
    chained : bool
        Whether declines lie between, so that earlier numbers are worked out.
    lacking, about : str
        Reason code and words when there is no number to start from; empty when there is one.
    """

    numbers: Mapping[int, Fraction]
    start: int
    grade: str | None = None
    notes: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()
    lacking: str = ""
    about: str = ""
    indexed: bool = False
    chained: bool = False

    @property
    def base(self) -> Fraction | None:
        """The number at the start; None when there is none."""
        return None if self.lacking else self.numbers[self.start]


MOST_NAMED = 2
"""Years in a row that are named one by one."""

INDEX = Fraction(100)
"""The judged year's number where only the declines up to it are known."""


def course(case: Case, number: Fraction | None) -> Course:
    """Return the numbers that ``number``, which is the case's year's, may be compared with.

    Without a number of the year there is an index of the declines up to it.
    """
    indexed = number is None
    back = _WayBack(case, INDEX if number is None else number, None if indexed else Fraction(1))
    first = case.start
    for year in range(case.year - 1, first - 1, -1):
        if not back.step(year):
            break
    return replace(back.course(first), indexed=indexed)


def with_course(course: Course, finding: Finding) -> Finding:
    """Say beside a finding where it starts from and what was carried over.

    Its grade is no better than the course's.
    """
    return replace(
        finding,
        says="".join((finding.says, *(f"（{note}）" for note in course.notes))),
        grade=worst_grade([finding.grade, course.grade]),
        since=None if course.lacking else course.start,
        sources=tuple(dict.fromkeys((*finding.sources, *course.sources))),
    )


def broken_bases(case: Case, before: Sequence[str], after: Sequence[str]) -> str:
    """Name two bases that are not the same, as a clause; nothing when they may be compared."""
    return "，".join(_said(case, found) for found in breaks(before, after, case.plan.bases))


@dataclass
class _WayBack:
    """Where the way back has come to, and what carried us there.

    ``scale`` is by what a number on the basis reached is multiplied; None while only declines are
    known.
    """

    case: Case
    number: Fraction
    scale: Fraction | None
    numbers: dict[int, Fraction] = field(default_factory=dict)
    bases: tuple[str, ...] = ()
    last: int = 0
    grade: str | None = None
    crossed: list[tuple[int, Bridge]] = field(default_factory=list)
    chained: list[int] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    broken: str = ""

    def __post_init__(self) -> None:
        self.last = self.case.year
        self.numbers[self.last] = self.number
        self.bases = self.case.bases(self.last)

    def step(self, year: int) -> bool:
        """Go back to a year; False where the way ends."""
        own = None if self.case.changes_by_decline else self.case.number_of(year)
        bases = self.case.bases(year)
        found = breaks(bases, self.bases, self.case.plan.bases) if own is not None else ()
        over = [self.case.bridge(one) for one in found]
        if own is not None and self.scale is not None and None not in over:
            for factor, bridge in filter(None, over):
                self.scale *= factor
                self._cross(year, bridge)
            self._reach(year, own * self.scale, bases)
            return True
        decline = self._decline(year)
        if decline is not None:
            self._reach(year, self.numbers[year + 1] / (1 - decline / 100), bases)
            self.chained.append(year + 1)
            if own:
                self.scale = self.numbers[year] / own
            return True
        if own is not None and found:
            said = broken_bases(self.case, bases, self.bases)
            self.broken = f"{year} 年与 {self.last} 年的口径{said}"
        return own is None or not found

    def course(self, first: int) -> Course:
        """Return what was reached, from ``first`` on if there is a number."""
        known = Course(
            self.numbers,
            first,
            self.grade,
            self._notes(),
            tuple(self.sources),
            chained=bool(self.chained),
        )
        if first in self.numbers:
            return known
        if self.broken:
            return replace(known, lacking="basis_break", about=self.broken)
        if self.case.changes_by_decline:
            years = range(first + 1, self.case.year + 1)
            missing = [str(year) for year in years if year not in self.chained]
            return replace(known, lacking="no_decline", about=f"{'、'.join(missing)} 年")
        start, most = min(self.numbers), self.case.plan.methods.base_gap_years
        if first < start < self.case.year and start - first <= most:
            note = f"没有 {first} 年的数，从首个有数的 {start} 年比起"
            grade = worst_grade([self.grade, "C"])
            return replace(known, start=start, grade=grade, notes=(*known.notes, note))
        return replace(known, lacking="no_base", about=f"没有 {first} 年的数可比")

    def _cross(self, year: int, bridge: Bridge) -> None:
        self.grade = worst_grade([self.grade, "B"])
        self.crossed.append((year, bridge))
        self.sources.append(bridge.source)

    def _reach(self, year: int, number: Fraction, bases: tuple[str, ...]) -> None:
        self.numbers[year] = number
        self.last = year
        self.bases = bases or self.bases

    def _decline(self, year: int) -> Fraction | None:
        """Return the verified decline from a year to the next, if the next one was reached."""
        chains = self.case.changes_by_decline or self.case.plan.methods.chain_declines
        told = self.case.decline(year + 1) if chains and self.last == year + 1 else None
        if told is None or told.number is None or told.provisional or told.number >= 100:
            return None
        self.grade = worst_grade([self.grade, "B", told.grade])
        self.sources += told.sources
        return told.number

    def _notes(self) -> tuple[str, ...]:
        notes = [
            f"{year} 年及以前的数按 {bridge.source} 的系数 {shown(bridge.factor, 4)} 换算"
            for year, bridge in self.crossed
        ]
        if self.chained:
            notes.append(f"{_years(self.chained)} 年的变化取核定的年下降率，连乘推算")
        return tuple(notes)


def _years(years: Sequence[int]) -> str:
    """Name years, those of a row by its ends."""
    first, last = min(years), max(years)
    if last - first + 1 == len(years) and len(years) > MOST_NAMED:
        return f"{first}—{last}"
    return "、".join(map(str, sorted(years)))


def _said(case: Case, found: Break) -> str:
    before, after = (
        "、".join(basis_name(code, case.plan.bases) for code in side)
        for side in (found.before, found.after)
    )
    return f"一为 {before}，一为 {after}"
