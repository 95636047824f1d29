"""The sections of the report, each shown by one call from a notebook cell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from IPython.display import HTML, display

from .. import __version__
from ..assessment import AssessedYear, RowVerdict, Verdict
from ..intake.records import Amendment
from ..plan import Ruling
from ..standards.rounding import exact_text
from .action_progress import action_rows, state_counts
from .amended import amended_criteria
from .edition import edition_of
from .figures import counts_chart, distance_chart
from .front_page import front_page
from .marks import ORDER
from .measured import air_in_short
from .notebook import show_chart
from .proofs import proof_lines
from .render import render
from .results import title
from .value_text import value_text
from .why import conclusion_word

__all__ = [
    "amendments",
    "annex",
    "attention",
    "cards",
    "counts",
    "cover",
    "distance",
    "front",
    "methods",
    "provenance",
    "readings",
    "strip",
    "summary",
]


WHOLE = {True: "满足", False: "不满足", None: "无法判定"}


def cover(assessment: AssessedYear) -> None:
    """Show the title block."""
    _show(
        "cover.html",
        assessment,
        title=title(assessment.plan, assessment.year, assessment.review),
        edition=edition_of(assessment.plan, assessment.tables),
    )


MOST_UNKNOWN = 8
"""Indicators without a verdict that the first page lists; the rest of them are counted."""


def front(assessment: AssessedYear) -> None:
    """Show the first page: one sentence, what lags, why, what is to be done, what is not known."""
    final = assessment.year in (assessment.plan.base_year, *assessment.plan.milestones)
    page = front_page(assessment)
    _show("front.html", assessment, page=page, final=final, most=MOST_UNKNOWN)


def summary(assessment: AssessedYear) -> None:
    """Show the first page: counts of each framework, what is not met, what is not known."""
    rows = {
        name: [row for row in assessment.rows if row.first.framework == name]
        for name in assessment.plan.frameworks
    }
    contested = sorted(
        {
            c.criterion
            for c in assessment.contests
            if c.taken in ("met", "already_met") and c.ruling.plausible
        }
    )
    marked = [v for v in assessment.verdicts if v.findings and v.code in ("met", "already_met")]
    absent = [v for v in assessment.verdicts if v.reason_code == "no_object"]
    _show(
        "summary.html",
        assessment,
        marked=marked,
        absent=[v for v in absent if v.code == "not_applicable"],
        turning=_turning(assessment),
        rows=rows,
        tallies={name: _tally(mine) for name, mine in rows.items()},
        contested=contested,
        air=air_in_short(assessment),
    )


def _turning(assessment: AssessedYear) -> list[tuple[Ruling, str]]:
    """Return the rulings whose other reading would turn an overall conclusion, and into what."""
    found: dict[Ruling, list[str]] = {}
    for turn in assessment.turns:
        said = f"{assessment.plan.frameworks[turn.framework]}{WHOLE[turn.other]}"
        found.setdefault(turn.ruling, []).append(said)
    return [(ruling, "、".join(said)) for ruling, said in found.items()]


def counts(assessment: AssessedYear) -> None:
    """Show the counts by framework, system and attribute as chart and table."""
    show_chart(counts_chart(assessment), "图 1　各体系、各属性的判定")
    codes = [code for code in ORDER if any(group.counts.get(code) for group in assessment.groups)]
    _show("counts.html", assessment, codes=codes)


def strip(assessment: AssessedYear) -> None:
    """Show every leaf of both frameworks as one strip of marks that link to their cards."""
    used = {verdict.code for verdict in assessment.verdicts}
    _show("strip.html", assessment, codes=[code for code in ORDER if code in used])


def distance(assessment: AssessedYear) -> None:
    """Show how far it is from the base year to the numeric targets."""
    show_chart(distance_chart(assessment), "图 2　从基准值到目标")
    without = [
        verdict.criterion
        for verdict in assessment.verdicts
        if verdict.criterion.applicable
        and verdict.criterion.direction in ("higher", "lower")
        and not verdict.criterion.base_values
    ]
    _show("distance.html", assessment, without=without)


def attention(assessment: AssessedYear) -> None:
    """Show what is not met or behind, and what is not known and who owes it."""
    failing = [v for v in assessment.verdicts if v.code in ("not_met", "behind", "regressed")]
    unknown = [v for v in assessment.verdicts if v.code in ("unknown", "doubtful")]
    absent = [
        v for v in assessment.verdicts if (v.code, v.reason_code) == ("not_applicable", "no_object")
    ]
    _show("attention.html", assessment, failing=failing, unknown=unknown, absent=absent)


def cards(assessment: AssessedYear) -> None:
    """Show one card per row: what the plan says, the verdict, and why, down to the cells."""
    systems = {
        system: [row for row in assessment.rows if row.first.domain == system]
        for system in assessment.plan.systems
    }
    _show(
        "cards.html",
        assessment,
        by_system=systems,
        value_text=lambda verdict: value_text(assessment, verdict),
        rulings_of=lambda verdict: _rulings_of(assessment, verdict),
        acts_of=lambda verdict: [
            act
            for act in assessment.submissions.amendments
            if verdict.criterion.id in amended_criteria(assessment.plan, act)
        ],
        proofs_of=lambda verdict: proof_lines(assessment, verdict.criterion.id),
        contests_of=lambda verdict: [
            c for c in assessment.contests if c.criterion == verdict.criterion.id
        ],
    )


def readings(assessment: AssessedYear) -> None:
    """Show where the plan's text can be read in two ways, and what the other reading changes."""
    _show("readings.html", assessment)


def methods(assessment: AssessedYear) -> None:
    """Show thresholds, the pass rule, data grades, and how many formulas are unverified."""
    indicators = {
        verdict.criterion.indicator
        for verdict in assessment.verdicts
        if verdict.criterion.applicable
    }
    known = assessment.plan.indicators
    unverified = [known[name] for name in sorted(indicators) if not known[name].verified]
    _show(
        "methods.html",
        assessment,
        unverified=unverified,
        used=len(indicators),
        number=exact_text,
    )


def amendments(assessment: AssessedYear) -> None:
    """Show every act on what was sent: what it changed, why, who and when."""
    _show(
        "amendments.html",
        assessment,
        about=lambda act: _about(assessment, act),
        touched=lambda act: amended_criteria(assessment.plan, act),
    )


def _about(assessment: AssessedYear, act: Amendment) -> str:
    """Return what an act is about as a reader knows it: a figure, an indicator, a workbook."""
    plan = assessment.plan
    known = plan.observations.get(act.code) or plan.indicators.get(act.code)
    if known is None:
        return "整份填报表"
    series = f"（{act.series}）" if act.series else ""
    return f"{known.name}{series}"


def annex(assessment: AssessedYear) -> None:
    """Show the master table of all leaves, and how far the plan's measures have come."""
    _show("annex.html", assessment, value_text=lambda verdict: value_text(assessment, verdict))
    if any(told.year == assessment.year for told in assessment.submissions.progress):
        rows = action_rows(assessment)
        _show("annex_actions.html", assessment, rows=rows, counts=state_counts(rows))


def provenance(assessment: AssessedYear) -> None:
    """Show the editions, what changed, and what a reviewer needs to re-run the report."""
    edition = edition_of(assessment.plan, assessment.tables)
    _show("provenance.html", assessment, version=__version__, edition=edition)


def _rulings_of(assessment: AssessedYear, verdict: Verdict) -> list[Any]:
    return [ruling for ruling in assessment.plan.rulings if ruling.touches(verdict.criterion)]


def _tally(rows: Sequence[RowVerdict]) -> dict[str, int]:
    return {code: n for code in ORDER if (n := sum(row.code == code for row in rows))}


def _show(template: str, assessment: AssessedYear, **context: Any) -> None:
    html = render(
        template,
        a=assessment,
        plan=assessment.plan,
        words=assessment.plan.methods.words,
        conclusion=lambda truth, finding: conclusion_word(assessment, truth, finding),
        **context,
    )
    display(HTML(html))
