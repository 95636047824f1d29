"""Counts of verdicts: by framework, attribute and system, never one score."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..plan import Plan
from .evidence import Truth, all_of
from .verdicts import RowVerdict, Verdict

__all__ = [
    "Group",
    "PassConclusion",
    "count_rows",
    "meets_standard",
    "pass_conclusion",
    "standard_conclusion",
]

MET = ("met", "already_met")
OPEN = ("unknown", "doubtful")
"""Codes of what is not decided."""


@dataclass(frozen=True)
class Group:
    """How many rows of one framework, system and attribute had which verdict.

    ``applicable`` is the denominator that is due, ``judged`` the part of it with a definite
    verdict; the two are always printed together.
    """

    framework: str
    system: str
    attribute: str
    counts: dict[str, int]

    @property
    def applicable(self) -> int:
        """Rows that apply this year."""
        return sum(self.counts.values()) - self.counts.get("not_applicable", 0)

    @property
    def judged(self) -> int:
        """Rows that apply and have a definite verdict."""
        return self.applicable - sum(self.counts.get(code, 0) for code in OPEN)


@dataclass(frozen=True)
class PassConclusion:
    """Whether a framework as a whole passes: binding all met, reference at or above a share.

    Unknown rows keep the whole unknown unless the known ones settle it either way.
    """

    framework: str
    binding: Truth
    reference: Truth
    binding_met: int
    binding_due: int
    reference_met: int
    reference_due: int
    reference_unknown: int

    @property
    def whole(self) -> Truth:
        """Both conditions together."""
        return all_of([self.binding, self.reference])


def count_rows(plan: Plan, rows: Sequence[RowVerdict]) -> tuple[Group, ...]:
    """Count row verdicts for every framework, system and attribute that has rows."""
    groups: dict[tuple[str, str, str], Counter[str]] = {}
    for framework in plan.frameworks:
        for system in plan.systems:
            for attribute in ("binding", "reference"):
                groups[framework, system, attribute] = Counter()
    for row in rows:
        first = row.first
        groups[first.framework, first.domain, first.attribute][row.code] += 1
    return tuple(Group(*key, dict(counts)) for key, counts in groups.items() if counts)


def pass_conclusion(plan: Plan, rows: Sequence[RowVerdict], framework: str) -> PassConclusion:
    """Apply the pass rule of the method profile to the verdicts of one framework."""
    return _conclusion(plan, rows, framework, _met)


def standard_conclusion(plan: Plan, rows: Sequence[RowVerdict], framework: str) -> PassConclusion:
    """Apply the pass rule to the framework's own standards, whatever the plan aims at.

    A district may miss its plan's target and still stand above the framework's threshold.
    """
    return _conclusion(plan, rows, framework, meets_standard)


def meets_standard(row: RowVerdict) -> Truth:
    """Whether all leaves of a row that apply meet the framework's standard."""
    return all_of(_leaf_meets(leaf) for leaf in row.leaves if leaf.code != "not_applicable")


def _leaf_meets(leaf: Verdict) -> Truth:
    if leaf.standard is None:
        return None
    target_is_open = leaf.target is not None and leaf.target.truth is None
    if leaf.code in OPEN and not target_is_open:
        return None  # what is doubted is not believed for the standard either
    return leaf.standard.truth


def _met(row: RowVerdict) -> Truth:
    return None if row.code in OPEN else row.code in MET


def _conclusion(
    plan: Plan, rows: Sequence[RowVerdict], framework: str, met: Callable[[RowVerdict], Truth]
) -> PassConclusion:
    due = [r for r in rows if r.first.framework == framework and r.code != "not_applicable"]
    binding = [met(row) for row in due if row.first.attribute == "binding"]
    reference = [met(row) for row in due if row.first.attribute == "reference"]
    share = plan.methods.reference_share
    return PassConclusion(
        framework=framework,
        binding=all_of(binding),
        reference=_share(reference.count(True), reference.count(None), len(reference), share),
        binding_met=binding.count(True),
        binding_due=len(binding),
        reference_met=reference.count(True),
        reference_due=len(reference),
        reference_unknown=reference.count(None),
    )


def _share(met: int, unknown: int, due: int, threshold: Fraction) -> Truth:
    if due == 0:
        return None
    if Fraction(met, due) >= threshold:
        return True
    return None if Fraction(met + unknown, due) >= threshold else False
