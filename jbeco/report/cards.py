"""What a card says of one indicator: the verdicts of its leaves, its years, its inputs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction

from ..assessment import AssessedYear, Contest, Verdict
from ..indicators import Value
from ..intake.records import Amendment, Source
from ..plan import SINGLE, Indicator, Ruling
from ..plan.rules import bounds
from ..standards.rounding import exact_text
from .amended import amended_criteria
from .proofs import proof_lines
from .twins import by_indicator, gravity
from .value_text import value_text
from .wording import digits_of, quantity, verdict_sentence, written_out

__all__ = ["CardView", "Input", "card_views"]


@dataclass(frozen=True)
class Input:
    """One figure that the value rests on: what is said of it, and its cells."""

    says: str
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class CardView:
    """One indicator on one card; ``leaves`` are its criteria in the order of the plan."""

    assessment: AssessedYear
    indicator: Indicator
    leaves: tuple[Verdict, ...]

    @property
    def gravest(self) -> Verdict:
        """The leaf that the card is headed by."""
        return min(self.leaves, key=gravity)

    @property
    def listed(self) -> tuple[Verdict, ...]:
        """The leaves that the plan lists; all of them where it lists none."""
        return tuple(leaf for leaf in self.leaves if leaf.criterion.applicable) or self.leaves

    @property
    def attribute(self) -> str:
        """Binding or reference; leaf by leaf where it differs: ``N06 参考性、P05 约束性``."""
        criteria = [leaf.criterion for leaf in self.listed]
        words = self.assessment.plan.methods.words.attribute
        told = [words[criterion.attribute] for criterion in criteria]
        if len(set(told)) == 1:
            return told[0]
        return "、".join(f"{c.id} {word}" for c, word in zip(criteria, told, strict=True))

    @property
    def rows(self) -> tuple[str, ...]:
        """Ids of the frameworks' rows that the leaves are part of."""
        return tuple(dict.fromkeys(leaf.criterion.row for leaf in self.leaves))

    @property
    def value(self) -> str:
        """The value of the year."""
        return value_text(self.assessment, self.gravest) if self.applicable else "—"

    @property
    def applicable(self) -> bool:
        """Whether the plan lists it in some framework."""
        return any(leaf.criterion.applicable for leaf in self.leaves)

    @property
    def needs_attention(self) -> bool:
        """Whether the card is shown open."""
        return self.gravest.code in ("regressed", "not_met", "behind", "unknown", "doubtful")

    @property
    def findings(self) -> tuple[str, ...]:
        """What the checks found, each once."""
        return tuple(dict.fromkeys(said for leaf in self.leaves for said in leaf.findings))

    @property
    def years(self) -> list[tuple[int, Fraction]]:
        """The numbers of the years so far, of the only series."""
        found = []
        for year in range(self.assessment.plan.base_year, self.assessment.year + 1):
            value = self._value(self.indicator.id, SINGLE, year)
            if value is None or value.number is None or self._is_of_another(value):
                continue
            found.append((year, value.number))
        return found

    @property
    def decimals(self) -> int:
        """Decimals with which the indicator is shown."""
        return self.gravest.criterion.decimals or 0

    @property
    def goal(self) -> Fraction | None:
        """The number of the next target, where it has just one."""
        criterion = self.gravest.criterion
        rule = criterion.targets[self.assessment.plan.target_year(self.assessment.year)].rule
        numbers = bounds(rule) if rule is not None else []
        return Fraction(numbers[0].number) if len(numbers) == 1 else None

    @property
    def inputs(self) -> list[Input]:
        """What the value was worked out from, or else what was reported, each with its cells."""
        return list(self._inputs())

    @property
    def proofs(self) -> list[str]:
        """The documents that departments named, each once."""
        lines = (
            line for leaf in self.leaves for line in proof_lines(self.assessment, leaf.criterion.id)
        )
        return list(dict.fromkeys(lines))

    @property
    def acts(self) -> list[Amendment]:
        """What was done to what was sent."""
        ids = {leaf.criterion.id for leaf in self.leaves}
        plan, acts = self.assessment.plan, self.assessment.submissions.amendments
        return [act for act in acts if ids & set(amended_criteria(plan, act))]

    @property
    def rulings(self) -> list[Ruling]:
        """The readings of the plan's text that touch it."""
        criteria = [leaf.criterion for leaf in self.leaves]
        return [r for r in self.assessment.plan.rulings if any(map(r.touches, criteria))]

    @property
    def notes(self) -> list[str]:
        """What the plan's tables note of the leaves, each clause once."""
        clauses = (c for leaf in self.leaves for c in leaf.criterion.note.split("；") if c)
        return list(dict.fromkeys(clauses))

    @property
    def successions(self) -> list[str]:
        """That the plan's own numbers are those of an indicator that is no longer published."""
        plan = self.assessment.plan
        before = dict.fromkeys(
            plan.indicators[plan.criterion(leaf.criterion.id).indicator] for leaf in self.leaves
        )
        return [
            f"{one.name}只发布到 {one.ended} 年，下表原文里的数是它的，"
            f"不与{self.indicator.name}的数比；{self.indicator.name}怎么判见口径认定。"
            for one in before
            if one.id != self.indicator.id
        ]

    def contests(self, leaf: Verdict) -> list[Contest]:
        """Return the readings that would change the verdict of a leaf."""
        return [c for c in self.assessment.contests if c.criterion == leaf.criterion.id]

    def sentence(self, leaf: Verdict) -> str:
        """Say the verdict of a leaf in one short sentence."""
        return verdict_sentence(self.assessment, leaf)

    def outlook(self, leaf: Verdict) -> str:
        """Say how the next target is likely to be met; nothing where nothing is said."""
        words = [
            one["word"]
            for one in self.assessment.records("outlook")
            if one["criterion"] == leaf.criterion.id and one["probability"] is not None
        ]
        return words[0] if words else ""

    def _inputs(self) -> Iterator[Input]:
        year = self.assessment.year
        for series in self.indicator.series:
            own = self._value(self.indicator.id, series, year)
            if own is None or own.number is None:
                continue
            parts = list(self._parts(series))
            ratio = self._ratio(series)
            if ratio:
                yield Input(ratio, tuple(s for part in parts for s in part.sources))
                continue
            mine = {(source.file, source.cell) for source in own.sources}
            used = [p for p in parts if mine & {(s.file, s.cell) for s in p.sources}]
            if not used:
                yield Input(f"{series} {self._reported(own, own.number)}".strip(), own.sources)
            yield from used
            # The figure was reported; these only stand beside it.
            yield from (replace(p, says=f"{p.says}（只用于核对）") for p in parts if p not in used)

    def _reported(self, own: Value, number: Fraction) -> str:
        """Write the department's own figure; without the unit where it is another indicator's."""
        if self._is_of_another(own):
            return f"{exact_text(number)}（{self._told}，口径与本指标不符，不采用）"
        return f"{quantity(number, digits_of(number), self.indicator.unit)}（{self._told}）"

    @property
    def _told(self) -> str:
        """Who said a figure: in the base year nobody was asked."""
        is_base = self.assessment.year == self.assessment.plan.base_year
        return "规划所列现状" if is_base else "部门填报"

    def _is_of_another(self, value: Value) -> bool:
        """Whether a figure stands on a basis that makes it one of another indicator."""
        return bool({*value.bases} & {*self.indicator.not_on})

    def _parts(self, series: str) -> Iterator[Input]:
        for code in self.indicator.inputs:
            known = self.assessment.plan.observations.get(code)
            value = self._value(code, series, self.assessment.year)
            if known is None or value is None or value.number is None:
                continue
            said = f"{known.name} {quantity(value.number, digits_of(value.number), known.unit)}"
            yield Input(said, value.sources)

    def _ratio(self, series: str) -> str:
        """Write the division of a ratio out: ``优良天数 329 天 ÷ 有效天数 364 天 = 90.3846…%``."""
        plan, year = self.assessment.plan, self.assessment.year
        for ratio in plan.ratios:
            if ratio.value.code != self.indicator.id:
                continue
            codes = (ratio.value, ratio.numerator, ratio.denominator)
            values = [self._value(code.code, series, year) for code in codes]
            numbers = [value.number for value in values if value is not None]
            own, above, below = numbers if len(numbers) == len(codes) else (None, None, None)
            if own is None or above is None or not below or own != ratio.factor * above / below:
                return ""  # a part is missing, or the department's own figure stands
            said = [
                f"{code.name} {quantity(number, digits_of(number), code.unit)}"
                for code, number in ((ratio.numerator, above), (ratio.denominator, below))
            ]
            return f"{' ÷ '.join(said)} = {written_out(own, ratio.value.unit)}"
        return ""

    def _value(self, code: str, series: str, year: int) -> Value | None:
        return self.assessment.facts.values.get(code, series, "level", year)


def card_views(assessment: AssessedYear) -> list[tuple[str, list[CardView]]]:
    """Return the cards by system: one for each indicator, twins on one card.

    An indicator stands under the system of its first leaf; one that no framework applies is kept,
    so that every row of both frameworks is found.
    """
    found: dict[str, list[CardView]] = {system: [] for system in assessment.plan.systems}
    for leaves in by_indicator(assessment.verdicts):
        ordered = tuple(sorted(leaves, key=lambda leaf: leaf.criterion.id))
        indicator = assessment.plan.indicators[ordered[0].criterion.indicator]
        view = CardView(assessment, indicator, ordered)
        found[ordered[0].criterion.domain].append(view)
    return [(assessment.plan.systems[system], views) for system, views in found.items() if views]
