"""What was asked of a criterion in one year, and what each part of a rule found."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction

from ..indicators import Break, Measure, Value, Values, interval_of
from ..intake import Bridge, Comparator, Source, Task
from ..intake.layout import EXAMPLE_MARK
from ..interval import Interval, interval_text
from ..plan import Criterion, Plan, Rule, reading
from ..standards.rounding import exact_text, round_half_even, shown

__all__ = [
    "Case",
    "Facts",
    "Finding",
    "Truth",
    "all_of",
    "any_of",
    "finding_leaves",
    "found",
    "joined_clauses",
    "short",
    "unknown",
    "usable",
    "worst_grade",
    "year_words",
]

GRADES = "ABCD"


@dataclass(frozen=True)
class Facts:
    """Everything accepted up to the assessed year.

    ``barred`` says what cannot be used because a check found an error: ``value``, ``task`` or
    ``comparator`` of an indicator and year, with what was found. ``findings`` are all problems that
    touch a criterion in the assessed year, ``contradicted`` those of them by which two ways to one
    fact disagree. ``documented`` are the indicators and years for which a document is on file,
    ``bridges`` carry figures from one basis over to another.
    """

    plan: Plan
    year: int
    values: Values
    tasks: tuple[Task, ...]
    comparators: tuple[Comparator, ...]
    barred: Mapping[tuple[str, str, int], str] = field(default_factory=dict)
    findings: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    contradicted: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    documented: frozenset[tuple[str, int]] = frozenset()
    bridges: tuple[Bridge, ...] = ()


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
    since : int or None
        Year that a change was compared from; None where nothing was compared with an earlier year.
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
    since: int | None = None
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
    """One criterion and one series in one year.

    ``supposed`` is a number that the year's value is taken to have, to see what turns on it.
    """

    facts: Facts
    criterion: Criterion
    series: str
    year: int
    supposed: Fraction | None = None

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.facts.plan

    def level(self, year: int) -> Value | None:
        """Value of the indicator in a year, as it stands."""
        value = self._value("level", year)
        if value is None or self.supposed is None or year != self.year:
            return value
        return replace(value, number=self.supposed, open_low=None, open_high=None)

    def _value(self, measure: Measure, year: int) -> Value | None:
        """Return a value; none that a check found to be wrong."""
        found = self.facts.values.get(self.criterion.indicator, self.series, measure, year)
        what = self.barred("value", year)
        if what is None:
            return self._within_evidence(found, year)
        sources = () if found is None else found.sources
        return Value(None, None, "check_failed", year, "", "D", sources, what)

    def _within_evidence(self, value: Value | None, year: int) -> Value | None:
        """Lower grade A, which says “有文件”, to B where no document is on file for the year."""
        if value is None or value.grade != "A" or self._is_documented(year):
            return value
        return replace(value, grade="B")

    def barred(self, about: str, year: int) -> str | None:
        """Return why values, tasks or comparators of a year cannot be used; None when they can."""
        return self.facts.barred.get((about, self.criterion.indicator, year))

    def interval(self, value: Value) -> Interval | None:
        """Return all numbers that a value may be, within the criterion's natural limits."""
        found = value.interval
        limits = (self.criterion.limit_low, self.criterion.limit_high)
        return None if found is None else found.within(*limits)

    def number(self, year: int) -> Fraction | None:
        """Number of a year; None where an older year's or a provisional one would stand for it."""
        value = self.level(year)
        if value is None or value.provisional or self.is_on_wrong_basis(value):
            return None
        return value.number if value.data_year == year or self.may_lag(year) else None

    def number_of(self, year: int) -> Fraction | None:
        """Number of a year; of the base year the plan's own, else the one reported for it."""
        start, value = self.criterion.base_year, self.level(self.plan.base_year)
        planned = self.criterion.base_values.get(self.series) if year == start else None
        if planned is None or (value is not None and self.is_on_wrong_basis(value)):
            return self.number(year)
        return planned

    def is_on_wrong_basis(self, value: Value) -> bool:
        """Whether a value stands on a basis that makes it one of another indicator."""
        return bool({*value.bases} & {*self.plan.indicators[self.criterion.indicator].not_on})

    def bases(self, year: int) -> tuple[str, ...]:
        """Codes of the basis of a year's value; none where none was written."""
        value = self.level(max(year, self.plan.base_year))
        return () if value is None else value.bases

    def bridge(self, found: Break) -> tuple[Fraction, Bridge] | None:
        """Return by what a figure is carried over a break, the latest decision first."""
        for bridge in reversed(self.facts.bridges):
            if bridge.indicator == self.criterion.indicator:
                if bridge.before in found.before and bridge.after in found.after:
                    return bridge.factor, bridge
                if bridge.after in found.before and bridge.before in found.after:
                    return 1 / bridge.factor, bridge
        return None

    def may_lag(self, year: int) -> bool:
        """Whether an older figure may stand for a year: for the base year, by the methods."""
        return year == self.plan.base_year and self.plan.methods.accept_lagged_values

    def decline(self, year: int) -> Value | None:
        """The verified decline since the year before, in percent, positive when it fell."""
        found = self._value("decline", year)
        code = self.plan.indicators[self.criterion.indicator].decline
        if found is not None or not code or self.barred("value", year) is not None:
            return found
        return self._within_evidence(self.facts.values.get(code, self.series, "level", year), year)

    @property
    def changes_by_decline(self) -> bool:
        """Whether a change is told by the verified declines alone: levels are at current prices."""
        declared = self.plan.indicators[self.criterion.indicator]
        return declared.at_current_prices and self.plan.methods.price_changes == "constant"

    def state(self) -> Value | None:
        """The reported word of the year."""
        return self._value("state", self.year)

    @property
    def start(self) -> int:
        """Year that changes are compared with: the base year, or the mid-term by the methods."""
        base, midterm = self.criterion.base_year, self.plan.midterm_year
        later = self.plan.methods.final_start == "midterm" and self.year > midterm
        return max(base, midterm) if later else base

    @property
    def documented(self) -> bool:
        """Whether a document stands behind the assessed year."""
        return self._is_documented(self.year)

    def _is_documented(self, year: int) -> bool:
        """Whether a document stands behind a year; for the base year it is the plan itself."""
        at = (self.criterion.indicator, year)
        return year == self.plan.base_year or at in self.facts.documented

    @property
    def binding(self) -> bool:
        """Whether the criterion is binding, so that a word alone does not carry it."""
        return self.criterion.attribute == "binding"

    def tasks(self) -> tuple[Task, ...]:
        """The superior's tasks of the year on this indicator."""
        wanted = (self.criterion.indicator, self.year)
        return tuple(t for t in self.facts.tasks if (t.indicator, t.year) == wanted)

    def comparators(self, year: int, indicator: str) -> tuple[Comparator, ...]:
        """The province's figures of a year; more than one when the sources do not agree."""
        wanted = (indicator, self.plan.province, year)
        found = [c for c in self.facts.comparators if (c.indicator, c.region, c.year) == wanted]
        found.sort(key=lambda c: (c.derived, c.source))
        return tuple({interval_of(c): c for c in reversed(found)}.values())

    def as_compared(self, interval: Interval) -> Interval:
        """Return numbers as they are held against a bound: unrounded, unless the methods say so."""
        digits = self.criterion.decimals
        if not self.plan.methods.compare_rounded or digits is None:
            return interval
        low, high = (
            None if end is None else Fraction(round_half_even(end, digits))
            for end in (interval.low, interval.high)
        )
        return Interval(low, high)

    def write_exact(self, number: Fraction) -> str:
        """Write a number that a rule or a ruling gives, as it is given, with its unit."""
        unit = self.criterion.unit
        return f"{exact_text(number)}{'' if unit == '%' else ' '}{unit}".rstrip()

    def write(self, number: Fraction, against: Fraction | None = None) -> str:
        """Write a number with its unit and enough digits to agree with its comparison."""
        text = shown(number, self.criterion.decimals or 0, against)
        return f"{text}{'' if self.criterion.unit == '%' else ' '}{self.criterion.unit}".rstrip()

    def write_interval(self, interval: Interval, against: Fraction | None = None) -> str:
        """Write one number, or the bounds of one, with its unit."""
        return interval_text(interval, lambda number: self.write(number, against))


def worst_grade(grades: Sequence[str | None]) -> str | None:
    """Return the worst of some grades, None when there is none."""
    given = [grade for grade in grades if grade is not None]
    return max(given, key=GRADES.index) if given else None


def joined_clauses(findings: Iterable[Finding]) -> str:
    """Return what findings say as one sentence, each clause once."""
    return "；".join(dict.fromkeys(clause for one in findings for clause in one.says.split("；")))


def finding_leaves(finding: Finding) -> Iterator[Finding]:
    """Yield the findings that have no parts, in order."""
    if not finding.parts:
        yield finding
    for part in finding.parts:
        yield from finding_leaves(part)


Truth = bool | None


def all_of(truths: Iterable[Truth]) -> Truth:
    """False when one is false, else unknown when one is unknown, else true."""
    seen = list(truths)
    if any(truth is False for truth in seen):
        return False
    return None if any(truth is None for truth in seen) else True


def any_of(truths: Iterable[Truth]) -> Truth:
    """True when one is true, else unknown when one is unknown, else false."""
    seen = list(truths)
    if any(truth is True for truth in seen):
        return True
    return None if any(truth is None for truth in seen) else False


def usable(case: Case, value: Value | None) -> str | None:
    """Return the reason code why a value cannot be used, or None when it can."""
    if value is None:
        return "not_reported"
    if value.missing is not None:
        return value.missing
    if value.provisional:
        return "provisional"
    if case.is_on_wrong_basis(value):
        return "wrong_basis"
    lags = value.data_year != case.year and not case.may_lag(case.year)
    return "lagged" if lags else None


def unknown(rule: Rule, case: Case, code: str, about: str, value: Value | None = None) -> Finding:
    """Return an unknown finding: what it is about, why, and the cells that say so."""
    word = case.plan.methods.words.reason[code]
    note = "" if value is None else value.note.removeprefix(EXAMPLE_MARK).lstrip("：")
    if code == "wrong_basis" and value is not None:
        note = value.basis
    note = f"（{note}）" if note else ""
    sources = value.sources if value is not None else ()
    says = f"{about}：{word}{note}"
    return Finding(rule, None, says, code, grade="D", sources=sources)


def found(
    rule: Rule,
    truth: bool,
    says: str,
    value: Value,
    number: Fraction | Interval | None = None,
    bound: Fraction | Interval | None = None,
    comparators: tuple[Comparator, ...] = (),
) -> Finding:
    """Return a definite finding with the numbers compared and the worst grade among them.

    What rests on bounds alone, or on a comparator that was worked back, is of grade C at best.
    """
    weak = any(comparator.derived for comparator in comparators)
    weak |= any(isinstance(n, Interval) and not n.is_point for n in (number, bound))
    return Finding(
        node=rule,
        truth=truth,
        says=says,
        value=value.state if number is None else _exact(number),
        bound=None if bound is None else _exact(bound),
        grade=worst_grade([value.grade, "C" if weak else None]),
        sources=(*value.sources, *(comparator.source for comparator in comparators)),
    )


def _exact(number: Fraction | Interval) -> str:
    interval = number if isinstance(number, Interval) else Interval.point(number)
    return interval_text(interval, exact_text)


def year_words(case: Case, value: Value) -> str:
    """Say which series and year a number is of, and that it is an older one if so."""
    lag = f"（用的是 {value.data_year} 年数据）" if value.data_year != case.year else ""
    series = f"{case.series} " if case.series else ""
    return f"{series}{case.year} 年{lag}"


def short(number: Fraction, against: Fraction | None = None) -> str:
    """Write a change with two digits, or more where its comparison needs them."""
    return shown(number, 2, against)
