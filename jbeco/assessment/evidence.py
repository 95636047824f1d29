"""What was asked of a criterion in one year, and what each part of a rule found."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..indicators import Value, Values
from ..plan import Criterion, Plan, Rule, reading
from ..standards.rounding import exact_text, shown
from ..submissions import Comparator, Source, Task
from .logic import Truth

__all__ = ["Case", "Facts", "Finding", "finding_leaves", "worst_grade"]

GRADES = "ABCD"


@dataclass(frozen=True)
class Facts:
    """Everything accepted up to the assessed year."""

    plan: Plan
    year: int
    values: Values
    tasks: tuple[Task, ...]
    comparators: tuple[Comparator, ...]


@dataclass(frozen=True)
class Finding:
    """What one part of a rule found: true, false or unknown, and the evidence for it.

    Parameters
    ----------
    node : Rule
        The part of the rule.
    truth : bool or None
        None is unknown.
    says : str
        One Chinese sentence with the numbers.
    reason : str or None
        Reason code when unknown.
    value, bound : str or None
        The unrounded numbers that were compared.
    grade : str or None
        Worst data grade (A–D) among the inputs that decided.
    sources : tuple of Source
        Cells of the inputs.
    parts : tuple of Finding
        Findings of the parts of ``and``, ``or`` and of an indicator with several series.
    """

    node: Rule
    truth: Truth
    says: str
    reason: str | None = None
    value: str | None = None
    bound: str | None = None
    grade: str | None = None
    sources: tuple[Source, ...] = ()
    parts: tuple[Finding, ...] = ()

    @property
    def rule(self) -> str:
        """The part in the rule language."""
        return str(self.node)

    @property
    def reading(self) -> str:
        """How the part was read, in Chinese."""
        return reading(self.node)


@dataclass(frozen=True)
class Case:
    """One criterion and one series in one year."""

    facts: Facts
    criterion: Criterion
    series: str
    year: int

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.facts.plan

    def level(self, year: int) -> Value | None:
        """Value of the indicator in a year, as reported."""
        return self.facts.values.get(self.criterion.indicator, self.series, "level", year)

    def number(self, year: int) -> Fraction | None:
        """Number of a year, or None; an older year's figure does not stand for it."""
        value = self.level(year)
        if value is None or (value.data_year != year and not self.may_lag(year)):
            return None
        return value.number

    def may_lag(self, year: int) -> bool:
        """Whether an older figure may stand for a year: for the base year, by the methods."""
        return year == self.plan.base_year and self.plan.methods.accept_lagged_values

    def decline(self) -> Value | None:
        """The reported decline since last year, positive when it fell."""
        return self.facts.values.get(self.criterion.indicator, self.series, "decline", self.year)

    def state(self) -> Value | None:
        """The reported word of the year."""
        return self.facts.values.get(self.criterion.indicator, self.series, "state", self.year)

    def base(self) -> Fraction | None:
        """The number that progress starts from: the plan's, else the one reported for that year."""
        planned = self.criterion.base_values.get(self.series)
        return self.number(self.criterion.base_year) if planned is None else planned

    def tasks(self) -> tuple[Task, ...]:
        """The superior's tasks of the year on this indicator."""
        wanted = (self.criterion.indicator, self.year)
        return tuple(t for t in self.facts.tasks if (t.indicator, t.year) == wanted)

    def comparators(self, year: int) -> tuple[Comparator, ...]:
        """The province's figures of a year; more than one when the sources do not agree."""
        wanted = (self.criterion.indicator, self.plan.province, year)
        found = [c for c in self.facts.comparators if (c.indicator, c.region, c.year) == wanted]
        found.sort(key=lambda c: (c.derived, c.source))
        return tuple({c.number: c for c in reversed(found)}.values())

    def write_exact(self, number: Fraction) -> str:
        """Write a number that a rule or a ruling gives, as it is given, with its unit."""
        unit = self.criterion.unit
        return f"{exact_text(number)}{'' if unit == '%' else ' '}{unit}".rstrip()

    def write(self, number: Fraction, against: Fraction | None = None) -> str:
        """Write a number with its unit and enough digits to agree with its comparison."""
        text = shown(number, self.criterion.decimals or 0, against)
        return f"{text}{'' if self.criterion.unit == '%' else ' '}{self.criterion.unit}".rstrip()


def worst_grade(grades: Sequence[str | None]) -> str | None:
    """Return the worst of some grades, None when there is none."""
    given = [grade for grade in grades if grade is not None]
    return max(given, key=GRADES.index) if given else None


def finding_leaves(finding: Finding) -> Iterator[Finding]:
    """Yield the findings that have no parts, in order."""
    if not finding.parts:
        yield finding
    for part in finding.parts:
        yield from finding_leaves(part)
