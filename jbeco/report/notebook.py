"""What the notebooks call: open a year, show it, keep its tables, prove that the end was reached.

Notebooks compute nothing themselves; they run the same by papermill, in a scratch folder, and by
hand in JupyterLab.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from IPython.display import HTML, display

from ..assessment import YearAssessment, assess_year
from ..intake.corrections import revisions
from ..problems import problem_table, raise_if_any
from ..tables import canonical_json, table_text
from .figures import Chart
from .indicator_cards import indicator_cards
from .render import render
from .results import observation_table, results, verdict_table

__all__ = [
    "SENTINEL",
    "finish",
    "open_year",
    "save_check",
    "save_results",
    "save_table",
    "show_chart",
    "show_check",
    "show_html",
    "show_indicators",
    "show_missing",
    "show_revised",
]

LEFT = "<style>.jbeco-left td,.jbeco-left th{text-align:left!important;vertical-align:top}</style>"
SENTINEL = "application/vnd.jbeco.end+json"
"""Kind of output by which a notebook's last cell proves that it ran to its end."""


def open_year(year: int, review: str, data: str, plan: str) -> YearAssessment:
    """Assess a year from the parameters of a notebook; an empty ``plan`` is the package's own."""
    return assess_year(year, Path(data), Path(plan) if plan else None, review)


def show_check(assessment: YearAssessment) -> None:
    """Show what arrived and every problem found in it."""
    _show("check.html", assessment)


def show_missing(assessment: YearAssessment) -> None:
    """Show what is missing, why, and who owes it."""
    plan = assessment.plan
    leaves = {criterion.id: criterion for criterion in plan.criteria}
    missing = []
    for seen in assessment.submissions.observations:
        if seen.missing and seen.year == assessment.year:
            asked = leaves[seen.criterion] if seen.criterion else plan.observations[seen.indicator]
            missing.append((asked.name, plan.departments[asked.department].name, seen))
    _show("missing.html", assessment, missing=missing)


def show_revised(assessment: YearAssessment) -> None:
    """Show what changed between two submissions of one year."""
    submissions = assessment.submissions
    _show(
        "revised.html",
        assessment,
        revisions=revisions(submissions.observations, submissions.set_aside),
    )


def save_check(assessment: YearAssessment, out: str) -> None:
    """Keep the problems and the observations as tables, then stop if there are errors."""
    folder = _folder(assessment, out)
    _write(folder / "issues.csv", table_text(problem_table(assessment.problems)))
    table = observation_table(assessment.submissions.observations)
    _write(folder / "observations.csv", table_text(table))
    raise_if_any(assessment.problems)


def show_indicators(assessment: YearAssessment) -> None:
    """Show each indicator's inputs, formula, result and report, and which of them counts."""
    _show("indicators.html", assessment, cards_by_system=indicator_cards(assessment))


def save_results(assessment: YearAssessment, out: str) -> None:
    """Keep the verdicts as a table and everything concluded as canonical JSON."""
    folder = _folder(assessment, out)
    _write(folder / "verdicts.csv", table_text(verdict_table(assessment)))
    _write(folder / "results.json", canonical_json(results(assessment)))


def save_table(
    assessment: YearAssessment, out: str, name: str, rows: Sequence[dict[str, Any]]
) -> None:
    """Keep a table beside the year's others, as CSV for people."""
    _write(_folder(assessment, out) / name, table_text(rows))


def show_html(html: str) -> None:
    """Show a piece of HTML; JupyterLab would align the texts of its tables to the right."""
    display(HTML(f'{LEFT}<div class="jbeco-left">{html}</div>'))


def show_chart(drawn: Chart, caption: str) -> None:
    """Show a chart with its alternative text and a caption."""
    display(
        {"image/svg+xml": drawn.svg, "text/plain": drawn.alt},
        metadata={"image/svg+xml": {"alt": drawn.alt, "caption": caption}},
        raw=True,
    )


def finish(notebook: str) -> None:
    """Leave the sentinel by which the run knows that the notebook reached its last cell."""
    display({SENTINEL: {"notebook": notebook}, "text/plain": f"完成：{notebook}"}, raw=True)


def _folder(assessment: YearAssessment, out: str) -> Path:
    folder = Path(out) / str(assessment.year)
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _write(path: Path, text: str) -> None:
    path.write_text(text, encoding="utf-8", newline="")


def _show(template: str, assessment: YearAssessment, **context: Any) -> None:
    words = assessment.plan.methods.words
    show_html(render(template, a=assessment, plan=assessment.plan, words=words, **context))
