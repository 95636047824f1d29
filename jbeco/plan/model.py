"""What the plan promised, as frozen records."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from typing import Literal

from .methods import Methods
from .rules import Rule

__all__ = [
    "SINGLE",
    "Action",
    "Balance",
    "Commitment",
    "Criterion",
    "Demand",
    "Department",
    "Effect",
    "Indicator",
    "ObservationCode",
    "Plan",
    "Ruling",
    "Term",
]

SINGLE = ""
"""Name of the only series of an indicator that has no named series."""


@dataclass(frozen=True)
class Indicator:
    """What is measured; two frameworks may set criteria on one indicator.

    ``states`` is the ladder of words of a qualitative indicator, lowest rung first. ``confidence``
    says whether the formula was read in its source (已核), found elsewhere (旁证), remembered
    (回忆) or inferred (推断); all but the first are shown as 未核.
    """

    id: str
    name: str
    kind: Literal["number", "state"]
    unit: str
    series: tuple[str, ...]
    states: tuple[str, ...]
    department: str
    formula: str
    standard_document: str
    confidence: str

    @property
    def verified(self) -> bool:
        """Whether the formula was read in the document that prescribes it."""
        return self.confidence == "已核"


@dataclass(frozen=True)
class ObservationCode:
    """One number or state that a department is asked for each year.

    ``role`` says what it is to its indicators: the ready-made ``value``, the ``numerator`` or
    ``denominator`` of a ratio, or another ``part``. ``same_as`` names the code of the same fact
    that another department is asked for too.
    """

    code: str
    name: str
    asked: str
    unit: str
    kind: Literal["number", "state"]
    states: tuple[str, ...]
    series: tuple[str, ...]
    indicators: tuple[str, ...]
    role: Literal["value", "numerator", "denominator", "part"]
    department: str
    limit_low: Fraction | None
    limit_high: Fraction | None
    basis_matters: bool
    same_as: str
    note: str

    @property
    def indicator(self) -> str:
        """The indicator that the code belongs to first."""
        return self.indicators[0]


@dataclass(frozen=True)
class Term:
    """One signed summand of a balance: a code or a plain number."""

    sign: int
    code: str | None
    number: Fraction | None


@dataclass(frozen=True)
class Balance:
    """An identity or inequality among the numbers of one year."""

    id: str
    name: str
    left: tuple[Term, ...]
    relation: Literal["=", "<="]
    right: tuple[Term, ...]
    tolerance: Fraction
    unit: str
    note: str


@dataclass(frozen=True)
class Demand:
    """What one cell of the plan demands: its verbatim text and the rule it was read as."""

    text: str
    rule: Rule | None


@dataclass(frozen=True)
class Criterion:
    """One leaf of a framework: what it demands of one indicator, by when.

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
class Commitment:
    """A dated or quantified promise inside one action."""

    id: str
    kind: str
    text: str
    what: str
    relation: str
    amount: Fraction | None
    unit: str
    due_year: int | None
    due_text: str
    recurring: bool
    note: str


@dataclass(frozen=True)
class Action:
    """One of the plan's measures, with its dated or quantified commitments.

    ``lead`` is who the plan's text names; ``department`` is who is asked, a suggestion.
    """

    id: str
    system: str
    chapter: str
    section_number: int
    section: str
    name: str
    text: str
    lead: str
    note: str
    department: str
    commitments: tuple[Commitment, ...]


@dataclass(frozen=True)
class Department:
    """Who owes data."""

    id: str
    name: str
    kind: str
    status: str
    note: str


@dataclass(frozen=True)
class Effect:
    """What a ruling changes: one field of one row of the criteria, the baseline or the methods."""

    table: Literal["criteria", "baseline", "methods"]
    row: str
    field: str
    default: str
    other: str


@dataclass(frozen=True)
class Ruling:
    """A place where the plan's text can be read in two ways, and the reading that was taken."""

    id: str
    trap: str
    question: str
    default_reading: str
    why: str
    other_reading: str
    what_would_change: str
    confirm_by: str
    status: Literal["待确认", "已确认"]
    taken: Literal["default", "other"]
    effects: tuple[Effect, ...]

    def touches(self, criterion: Criterion) -> bool:
        """Whether the ruling changes a field of this criterion or of its baseline."""
        tables = ("criteria", "baseline")
        return any(e.table in tables and e.row == criterion.id for e in self.effects)


@dataclass(frozen=True)
class Plan:
    """A whole plan: who promised what, by when, and how it is judged.

    ``files`` names the tables it was read from, each with its sha256. ``baseline_changes`` are the
    effects of rulings on the plan's own base-year values.
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
    actions: tuple[Action, ...]
    departments: Mapping[str, Department]
    rulings: tuple[Ruling, ...]
    methods: Methods
    files: tuple[tuple[str, str], ...]
    baseline_changes: tuple[Effect, ...] = ()

    @cached_property
    def asked(self) -> tuple[ObservationCode, ...]:
        """Codes that departments are asked for: those that feed not only idle indicators.

        An indicator is idle when all criteria that the plan sets on it are not applicable.
        """
        judged = {c.indicator for c in self.criteria if c.applicable}
        idle = {c.indicator for c in self.criteria} - judged
        return tuple(c for c in self.observations.values() if not set(c.indicators) <= idle)

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
