"""The page over all published reports: which there are, and what each criterion was judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from urllib.parse import quote

from markupsafe import Markup

from ..plan import Criterion, Plan
from .blocks import Badge, Cell, Column, Table, cell
from .file_names import ANNEX, HTML, ONE_PAGE, WORD_FILE
from .html_blocks import block_html
from .render import render
from .results import title

__all__ = ["INDEX", "ListedReport", "index_html"]

INDEX = "index.html"

LABELS = {HTML: "网页", WORD_FILE: "Word", ANNEX: "附表", ONE_PAGE: "一页纸"}
"""What is linked, by the name of the file."""

MOST_UPRIGHT = 4
"""Reports beside one another for which a sheet of paper need not be turned."""


@dataclass(frozen=True)
class ListedReport:
    """One published edition.

    ``withdrawn`` says when, by whom and why it was withdrawn, if it was; ``holds`` whether it is
    the current edition of its report. ``codes`` are its verdicts by criterion.
    """

    folder: str
    year: int
    review: str
    number: int
    dated: str
    reason: str
    withdrawn: str
    holds: bool
    is_example: bool
    files: tuple[str, ...]
    codes: Mapping[str, str]

    @property
    def state(self) -> str:
        """Whether it is current, replaced or withdrawn."""
        if self.withdrawn:
            return f"已撤回：{self.withdrawn}"
        return "现行" if self.holds else "已被新的一版取代"

    @property
    def links(self) -> list[tuple[str, str]]:
        """Address and label of each file that a reader opens."""
        return [
            (quote(f"{self.folder}/{name}"), label)
            for name, label in LABELS.items()
            if name in self.files
        ]


def index_html(plan: Plan, reports: Sequence[ListedReport]) -> str:
    """Return the page.

    Parameters
    ----------
    plan : Plan
        Whose reports they are.
    reports : sequence of ListedReport
        In the order of their years, the first edition of each first.

    Returns
    -------
    str
        One HTML page without scripts and without anything to fetch; the same bytes each time.
    """
    current = [report for report in reports if report.holds]
    style = files("jbeco.report").joinpath("nbconvert/jbeco/style.css").read_text(encoding="utf-8")
    return render(
        "index.html",
        plan=plan,
        titles={report.folder: title(plan, report.year, report.review) for report in reports},
        reports=list(reversed(reports)),
        is_example=any(report.is_example for report in reports),
        history=Markup(block_html(_history(plan, current))) if current else "",
        style=Markup(style),
    )


def _history(plan: Plan, reports: Sequence[ListedReport]) -> Table:
    """Return the verdicts of the current editions: a row per criterion, a column per report."""
    criteria = [
        criterion
        for system in plan.systems
        for criterion in plan.criteria
        if criterion.applicable and criterion.domain == system
    ]
    firsts: dict[str, int] = {}
    for place, criterion in enumerate(criteria):
        firsts.setdefault(criterion.domain, place)
    words = plan.methods.words.review
    heads = [f"{report.year} {words[report.review]}" for report in reports]
    return Table(
        caption="各子项历年判定（各年以现行的一版为准）",
        columns=(Column("子项", 30), *(Column(head, 10) for head in heads)),
        rows=tuple(tuple(_row(plan, criterion, reports)) for criterion in criteria),
        groups={place: plan.systems[system] for system, place in firsts.items()},
        wide=len(reports) > MOST_UPRIGHT,
    )


def _row(plan: Plan, criterion: Criterion, reports: Sequence[ListedReport]) -> Iterator[Cell]:
    yield cell(f"{criterion.id} {criterion.full_name}")
    words = plan.methods.words.verdict
    for report in reports:
        code = report.codes.get(criterion.id)
        yield cell("" if code is None else Badge(code, words[code]))
