"""What the plan promised, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from functools import cached_property
from typing import Literal

from ..indicators import BASES, Balance, Basis, Declaration
from ..schema import Names, OptionalNumber, OptionalWhole, Whole, YesNo, is_exact
from .methods import Methods
from .rules import Rule, walk

__all__ = [
    "SINGLE",
    "Action",
    "BaseValue",
    "Commitment",
    "Criterion",
    "Demand",
    "Department",
    "Effect",
    "Indicator",
    "ObservationCode",
    "Plan",
    "Ratio",
    "Reporter",
    "Ruling",
    "Succession",
]

SINGLE = ""
"""Name of the only series of an indicator that has no named series."""


@dataclass(frozen=True)
class Department:
    """Who owes data; ``kind`` tells the district's own from branches and superiors."""

    id: str
    name: str
    kind: str
    status: str
    note: str


@dataclass(frozen=True)
class Reporter:
    """Which department is asked for a code."""

    code: str
    department: str


@dataclass(frozen=True, kw_only=True)
class Indicator(Declaration):
    """An indicator as a plan uses it: what is declared of it, its series, and who reports it."""

    department: str
    series: tuple[str, ...] = (SINGLE,)


@dataclass(frozen=True)
class ObservationCode:
    """One number or state that a department is asked for each year.

    It is the ready-made ``value`` of an indicator or a ``part`` of some. ``same_as`` names the code
    of the same fact that another department is asked for too; ``monitored`` is the figure of the
    stations' own data that it must agree with; ``positive`` says that it is 0 in no district.
    """

    code: str
    name: str
    asked: str
    unit: str
    kind: Literal["number", "state"]
    states: tuple[str, ...]
    series: tuple[str, ...]
    indicators: tuple[str, ...]
    role: Literal["value", "part"]
    department: str
    limit_low: Fraction | None
    limit_high: Fraction | None
    basis_matters: bool
    same_as: str
    monitored: str = ""
    positive: bool = False

    @property
    def indicator(self) -> str:
        """The indicator that the code belongs to first."""
        return self.indicators[0]


@dataclass(frozen=True)
class Ratio:
    """An indicator that is ``factor`` × numerator ÷ denominator; the factor is 100 for a share."""

    value: ObservationCode
    numerator: ObservationCode
    denominator: ObservationCode
    factor: Fraction

    @property
    def codes(self) -> tuple[str, str, str]:
        """The three codes."""
        return self.value.code, self.numerator.code, self.denominator.code

    @property
    def is_share(self) -> bool:
        """Whether it is a part of a whole in percent."""
        return self.factor == 100


@dataclass(frozen=True)
class Demand:
    """What one cell of the plan demands: its verbatim text and the rule it was read as."""

    text: str
    rule: Rule | None


@dataclass(frozen=True)
class Criterion:
    """One leaf of a framework under a plan: what it demands of one indicator, by when.

    ``unit_text`` is the plan's cell, verbatim ("-" is "no unit" there); ``unit`` is what the number
    is really in. ``resolution`` is ε: a change within it is no change. ``base_values`` maps each
    series to its number in ``base_year``; it is empty where the plan gives none.
    """

    id: str
    framework: str
    number: int
    part: int | None
    domain: str
    task: str
    row_name: str
    name: str
    unit_text: str
    unit: str
    attribute: Literal["binding", "reference"]
    applicable: bool
    indicator: str
    direction: Literal["higher", "lower", "state", ""]
    limit_low: Fraction | None
    limit_high: Fraction | None
    decimals: int | None
    resolution: Fraction | None
    base_year: int
    base_text: str
    base_value_text: str
    base_values: Mapping[str, Fraction]
    standard: Demand
    targets: Mapping[int, Demand]
    department: str
    note: str

    @property
    def row(self) -> str:
        """Id of the framework's row that this leaf is part of, such as ``N07``."""
        return f"{self.id[0]}{self.number:02d}"

    @property
    def full_name(self) -> str:
        """Row and leaf in one, such as 环境空气质量：优良天数比例."""
        return self.name if self.name == self.row_name else f"{self.row_name}：{self.name}"


@dataclass(frozen=True)
class BaseValue:
    """What the plan itself says of one criterion and series in the base year.

    Just one of ``value`` (a number or a word of the ladder) and ``missing`` (a reason code) is
    there. ``data_year`` is the year that the figure is about; ``cell`` is where it stands.
    """

    criterion: str
    series: str
    measure: Literal["level", "decline", "state"]
    value: str
    data_year: Whole
    basis: str
    missing: str
    grade: Literal["A", "B", "C", "D"]
    document: str
    document_row: str
    note: str
    cell: str = ""

    @property
    def number(self) -> Fraction | None:
        """The number, None for a word, a gap, and what the loader refuses as no number."""
        counts = self.measure != "state" and is_exact(self.value)
        return Fraction(self.value) if counts else None


@dataclass(frozen=True)
class Commitment:
    """A dated or quantified promise inside one action."""

    id: str
    kind: str
    text: str
    what: str
    relation: str
    amount: OptionalNumber
    unit: str
    due_year: OptionalWhole
    due_text: str
    recurring: YesNo
    note: str


@dataclass(frozen=True)
class Action:
    """One of the plan's measures, with its dated or quantified commitments.

    ``lead`` is who the plan's text names; ``department`` is who is asked, a suggestion.
    ``serves`` names the indicators that it is meant to move: our reading of its text (推断).
    """

    id: str
    system: str
    chapter: str
    section_number: Whole
    section: str
    name: str
    text: str
    lead: str
    note: str
    department: str
    serves: Names
    commitments: tuple[Commitment, ...] = ()


@dataclass(frozen=True)
class Effect:
    """What one ruling changes in one cell: ``default`` must stand there, ``other`` replaces it."""

    table: str
    row: str
    field: str
    default: str
    other: str


@dataclass(frozen=True)
class Ruling:
    """A recorded reading of something that the plan leaves unclear.

    ``plausible`` says whether somebody could hold the other reading, ``plausibility`` why.
    """

    id: str
    trap: str
    question: str
    default_reading: str
    why: str
    other_reading: str
    what_would_change: str
    plausible: YesNo
    plausibility: str
    confirm_by: str
    status: Literal["待确认", "已确认"]
    taken: Literal["default", "other"]
    effects: tuple[Effect, ...] = ()

    def touches(self, criterion: Criterion) -> bool:
        """Whether the ruling changes something of this criterion."""
        return any(e.row in (criterion.id, criterion.indicator) for e in self.effects)


@dataclass(frozen=True)
class Succession:
    """How criteria on an indicator that ended are read on the one that took its place.

    ``standard_rule`` is the standard then; the targets stay as the plan states them. Where it is
    empty nothing is judged until a superior says how.
    """

    indicator: str
    successor: str
    standard_rule: str
    source: str
    note: str


@dataclass(frozen=True)
class Plan:
    """A whole plan: who promised what, by when, and how it is judged.

    ``files`` names the tables it was read from, each with its sha256. ``bases`` are those common
    to all districts and the district's own: its lists of sections, its versions of a boundary.
    ``successions`` say by indicator what is judged after it ended.
    """

    name: str
    district: str
    leading_group: str
    province: str
    source: str
    base_year: int
    midterm_year: int
    final_year: int
    frameworks: Mapping[str, str]
    systems: Mapping[str, str]
    indicators: Mapping[str, Indicator]
    observations: Mapping[str, ObservationCode]
    balances: tuple[Balance, ...]
    criteria: tuple[Criterion, ...]
    base_values: tuple[BaseValue, ...]
    actions: tuple[Action, ...]
    departments: Mapping[str, Department]
    rulings: tuple[Ruling, ...]
    methods: Methods
    files: tuple[tuple[str, str], ...]
    compiled_by: str = ""
    bases: Mapping[str, Basis] = field(default_factory=lambda: BASES)
    successions: Mapping[str, Succession] = field(default_factory=dict)

    @cached_property
    def asked(self) -> tuple[ObservationCode, ...]:
        """Codes that departments are asked for: those that feed not only idle indicators.

        An indicator is idle when all criteria that the plan sets on it are not applicable.
        """
        judged = {c.indicator for c in self.criteria if c.applicable}
        idle = {c.indicator for c in self.criteria} - judged
        return tuple(c for c in self.observations.values() if not set(c.indicators) <= idle)

    @cached_property
    def compared(self) -> Mapping[str, Indicator | ObservationCode]:
        """What the province's figure may be given of: indicators, and their yearly declines."""
        declines = {i.decline for i in self.indicators.values()} & self.observations.keys()
        return {**self.indicators, **{code: self.observations[code] for code in declines}}

    @cached_property
    def ratios(self) -> tuple[Ratio, ...]:
        """Indicators whose two inputs give them as a share or a quotient, all three being asked.

        A value in percent needs two numbers in one unit, any other value the quotient of the two
        units (平方米 and 人 for 平方米/人); there is no other factor. Figures that stand beside
        their formula are left out.
        """
        found = []
        for indicator in self.indicators.values():
            codes = [self.observations.get(c) for c in (indicator.id, *indicator.inputs)]
            if indicator.reported_stands or len(codes) != 3:
                continue
            value, above, below = codes
            if value is not None and above is not None and below is not None:
                factor = _factor(value.unit, above.unit, below.unit)
                found += [Ratio(value, above, below, factor)] if factor else []
        return tuple(found)

    @cached_property
    def kinds_of_rules(self) -> Mapping[str, frozenset[type[Rule]]]:
        """What kinds of demand the rules of each applicable criterion are made of, by its id."""
        return {
            criterion.id: frozenset(
                type(node)
                for demand in (criterion.standard, *criterion.targets.values())
                if demand.rule is not None
                for node in walk(demand.rule)
            )
            for criterion in self.criteria
            if criterion.applicable
        }

    @property
    def departments_confirmed(self) -> bool:
        """Whether every department is confirmed; else the report says that they are a proposal."""
        return all(found.status == "已确认" for found in self.departments.values())

    @property
    def milestones(self) -> tuple[int, int]:
        """The years in which targets fall due."""
        return (self.midterm_year, self.final_year)

    def criterion(self, criterion_id: str) -> Criterion:
        """Return a criterion by its id; `KeyError` when there is none."""
        return {c.id: c for c in self.criteria}[criterion_id]

    def target_year(self, year: int) -> int:
        """Return the milestone that a year is measured against."""
        return self.midterm_year if year <= self.midterm_year else self.final_year


def _factor(value: str, above: str, below: str) -> Fraction | None:
    if value == "%" and above == below:
        return Fraction(100)
    return Fraction(1) if value == f"{above}/{below}" else None
