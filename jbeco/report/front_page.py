"""The first page: one sentence, then what lags, why, and what is to be done by whom until when.

Causes and proposals are the departments' or the consultant's own words, with their author; where
nobody said anything the page says that, and makes nothing up.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction

from ..assessment import AssessedYear, Verdict
from ..assessment.lacking import requests
from ..intake.records import Progress, Remark
from ..plan import SINGLE, Criterion
from ..plan.models import Action, Commitment
from ..plan.rules import bounds
from ..standards.rounding import exact_text, shown
from .action_progress import NOT_TOLD, STATES
from .blocks import Way
from .twins import (
    LAGGING,
    OPEN,
    by_indicator,
    counted,
    gravity,
    is_binding,
    none_lagging,
    twin_name,
)
from .wording import verdict_in_full

__all__ = ["FrontPage", "Lagging", "Unknown", "front_page"]

SMALL = 10
"""Below it, what is lacking is written with decimals."""

LARGER = {"平方米": (10_000, "公顷")}
"""Units in which what is lacking is told, and how many of the reported ones they are."""

ENOUGH_OF_A_GAP = 3
"""Digits of what is lacking: a plan for what is to be built needs no more."""

SERVING = 2
"""Measures that a line names; the rest of them are counted."""


@dataclass(frozen=True)
class Lagging:
    """One indicator that is not met or lags, with the leaves that say so."""

    name: str
    leaves: tuple[Verdict, ...]
    code: str
    says: str
    step: Way | None
    short_of: str
    department: str
    measures: tuple[str, ...]
    remarks: tuple[Remark, ...]

    @property
    def is_binding(self) -> bool:
        """Whether one of its leaves is binding."""
        return any(leaf.criterion.attribute == "binding" for leaf in self.leaves)

    @property
    def is_explained(self) -> bool:
        """Whether somebody wrote its cause, and what is to be done until when."""
        return any(one.cause for one in self.remarks) and any(
            one.proposal and one.due for one in self.remarks
        )


@dataclass(frozen=True)
class Unknown:
    """One indicator that cannot be judged, and what is asked of whom."""

    name: str
    leaves: tuple[Verdict, ...]
    request: str


@dataclass(frozen=True)
class FrontPage:
    """What the first page says; ``none_lagging`` stands for the table where nothing lags.

    ``unexplained`` are the indicators, with their departments, of which nobody has said why they
    lag, what is to be done or until when; none in the base year, when nobody is asked.
    """

    sentence: str
    lagging: tuple[Lagging, ...]
    none_lagging: str
    unknown: tuple[Unknown, ...]
    unexplained: tuple[str, ...]


def front_page(assessment: AssessedYear) -> FrontPage:
    """Put the first page together from the year's verdicts, measures and remarks."""
    groups = by_indicator(v for v in assessment.verdicts if v.code != "not_applicable")
    lagging = [group for group in groups if group[0].code in LAGGING]
    binding_first = sorted(lagging, key=lambda group: (not is_binding(group), gravity(group[0])))
    # An open leaf is asked for even where its twin lags and the indicator is told as lagging.
    unknown = by_indicator(v for v in assessment.verdicts if v.code in OPEN)
    unknown.sort(key=lambda group: not is_binding(group))
    lines = tuple(_lagging(assessment, group) for group in binding_first)
    is_asked = assessment.year > assessment.plan.base_year
    return FrontPage(
        sentence=_sentence(assessment, groups),
        lagging=lines,
        none_lagging=none_lagging(assessment, groups),
        unknown=tuple(_unknown(assessment, group) for group in unknown),
        unexplained=tuple(
            f"{line.name}（{line.department}）"
            for line in lines
            if is_asked and not line.is_explained
        ),
    )


def _sentence(assessment: AssessedYear, groups: Sequence[tuple[Verdict, ...]]) -> str:
    """Say in one sentence how many indicators stand where, binding ones apart."""
    binding = [group for group in groups if is_binding(group)]
    year, plan = assessment.year, assessment.plan
    aim = f"按 {year} 年目标" if year in plan.milestones else f"{year} 年"
    if year == plan.base_year:
        aim = f"{year} 年按指标值（不是按 {plan.midterm_year} 年目标）"
    due = assessment.is_due
    differ = any(len({leaf.criterion.attribute for leaf in group}) > 1 for group in binding)
    which = "（两套体系里属性不同的按约束性计）" if differ else ""
    return (
        f"{aim}应判 {len(groups)} 项指标（按子项计，国家、省级同一指标只计一次，取较差的判定）："
        f"{counted(groups, due)}。"
        f"其中约束性 {len(binding)} 项{which}：{counted(binding, due)}。"
    )


def _lagging(assessment: AssessedYear, leaves: tuple[Verdict, ...]) -> Lagging:
    criterion = leaves[0].criterion
    lagging = tuple(leaf for leaf in leaves if leaf.code in LAGGING)
    ids = {leaf.criterion.id for leaf in leaves}
    said = assessment.submissions.remarks
    # In the base year nobody was asked how far the measures are.
    is_asked = assessment.year > assessment.plan.base_year
    return Lagging(
        name=twin_name(assessment, leaves),
        leaves=lagging,
        code=leaves[0].code,
        says=verdict_in_full(assessment, leaves[0]),
        step=_step(assessment, criterion),
        short_of=_short_of(assessment, criterion),
        department=assessment.plan.departments[criterion.department].name,
        measures=tuple(_measures(assessment, criterion.indicator)) if is_asked else (),
        remarks=tuple(r for r in said if r.criterion in ids and r.year == assessment.year),
    )


def _step(assessment: AssessedYear, criterion: Criterion) -> Way | None:
    """Return the way from base to the next target; None where one of them is no number."""
    if assessment.year == criterion.base_year:
        return None
    value = assessment.facts.values.get(criterion.indicator, SINGLE, "level", assessment.year)
    base = criterion.base_values.get(SINGLE)
    goal = _goal(assessment, criterion)
    if value is None or value.number is None or base is None or goal is None or goal == base:
        return None
    share = (value.number - base) / (goal - base)
    decimals = criterion.decimals or 0
    unit = assessment.plan.indicators[criterion.indicator].unit
    return Way(
        base=exact_text(base),
        value=shown(value.number, decimals, goal),
        goal=exact_text(goal),
        unit=unit,
        share=min(Fraction(1), max(Fraction(0), share)),
    )


def _short_of(assessment: AssessedYear, criterion: Criterion) -> str:
    """Say how much of the numerator is lacking for the next target, at this year's denominator."""
    goal, year = _goal(assessment, criterion), assessment.year
    if goal is None or year == criterion.base_year or criterion.direction != "higher":
        return ""
    for ratio in assessment.plan.ratios:
        codes = (ratio.numerator.code, ratio.denominator.code)
        found = [assessment.facts.values.get(code, SINGLE, "level", year) for code in codes]
        above, below = (value.number if value is not None else None for value in found)
        if ratio.value.code == criterion.indicator and above is not None and below is not None:
            lacking = goal * below / ratio.factor - above
            if lacking > 0:
                part, whole = ratio.numerator, ratio.denominator
                amount, more = _amount(lacking, part.unit), f"{whole.name}再增，差得更多"
                return f"按本年{whole.name}折算，{part.name}还差约 {amount}；{more}"
    return ""


def _amount(lacking: Fraction, unit: str) -> str:
    """Write what is lacking with as many digits as tell it, in a larger unit where there is one."""
    times, larger = LARGER.get(unit, (1, unit))
    if lacking >= times:
        lacking, unit = lacking / times, larger
    places = Context(prec=ENOUGH_OF_A_GAP)
    rounded = places.divide(Decimal(lacking.numerator), Decimal(lacking.denominator))
    return f"{rounded:f} {unit}"


def _goal(assessment: AssessedYear, criterion: Criterion) -> Fraction | None:
    """Return the number of the next target that has one."""
    goals = [
        Fraction(bound.number)
        for year, demand in sorted(criterion.targets.items())
        if year >= assessment.year and demand.rule is not None
        for bound in bounds(demand.rule)
    ]
    return goals[0] if goals else None


def _measures(assessment: AssessedYear, indicator: str) -> list[str]:
    """Say how far the measures are that serve an indicator: commitments with what was delivered."""
    told = {p.id: p for p in assessment.submissions.progress if p.year == assessment.year}
    found = []
    for action in assessment.plan.actions:
        if indicator in action.serves:
            parts: Sequence[Action | Commitment] = action.commitments or (action,)
            found += [_progress(part, told.get(part.id)) for part in parts]
    rest = len(found) - SERVING
    return found[:SERVING] + ([f"另有 {rest} 项措施，见附表"] if rest > 0 else [])


def _progress(part: Action | Commitment, told: Progress | None) -> str:
    name = part.name if isinstance(part, Action) else part.what
    state = NOT_TOLD if told is None or told.state is None else STATES[told.state]
    promised = part.amount if isinstance(part, Commitment) else None
    if promised is None or told is None or told.done is None:
        return f"{name}：{state}"
    unit = f" {part.unit}" if isinstance(part, Commitment) and part.unit else ""
    amounts = f"完成 {exact_text(told.done)}{unit}，承诺 {exact_text(promised)}{unit}"
    return f"{name}：{amounts}，部门报“{state}”"


def _unknown(assessment: AssessedYear, leaves: tuple[Verdict, ...]) -> Unknown:
    asked = "；".join(one.sentence(assessment.plan) for one in requests(leaves))
    return Unknown(twin_name(assessment, leaves), leaves, asked)
