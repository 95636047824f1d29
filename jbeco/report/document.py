"""The report on the screen: its cover and its chapters, each shown by one call from a notebook."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from IPython.display import HTML, display
from markupsafe import Markup

from ..assessment import AssessedYear
from .blocks import Block, Cards, Chapter, Figure, Strip
from .cards import card_views
from .chapters import chapter_number, chapters_of
from .edition import edition_of, short_hash
from .front_page import front_page
from .html_blocks import block_html, chapter_head, unbroken
from .marks import ORDER
from .misprints import as_printed
from .notebook import show_chart
from .render import render
from .results import title
from .sparkline import sparkline
from .why import conclusion_words
from .wording import verdict_word

__all__ = ["Document", "show_blocks"]


class Document:
    """A year's report, shown chapter by chapter.

    Parameters
    ----------
    assessment : AssessedYear
        The year as it was judged.
    """

    def __init__(self, assessment: AssessedYear) -> None:
        self.assessment = assessment
        chapters = chapters_of(assessment)
        self._chapters = {
            chapter.key: (chapter_number(place), chapter) for place, chapter in enumerate(chapters)
        }

    @property
    def sentence(self) -> str:
        """The first sentence, which the whole stands or falls with."""
        return front_page(self.assessment).sentence

    def cover(self) -> None:
        """Show the title block."""
        assessment = self.assessment
        edition = edition_of(assessment.plan, assessment.tables)
        number = 1 if edition is None else edition.number
        html = self._render(
            "cover.html",
            title=title(assessment.plan, assessment.year, assessment.review),
            edition=edition,
            draft=f"第 {number} 稿",
            dated="" if edition is None else edition.dated,
            short=short_hash(assessment.tables),
        )
        display(HTML(html))

    def show(self, *keys: str) -> None:
        """Show chapters; one that has nothing to say is left out."""
        for key in keys:
            if key in self._chapters:
                self._show(*self._chapters[key])

    def _show(self, number: str, chapter: Chapter) -> None:
        _display(chapter.blocks, self._html, chapter_head(chapter, number))

    def _html(self, block: Block) -> Markup:
        match block:
            case Strip():
                used = {verdict.code for verdict in self.assessment.verdicts}
                codes = [code for code in ORDER if code in used]
                return Markup(self._render("strip.html", codes=codes))
            case Cards():
                return Markup(self._cards())
            case _:
                return block_html(block)

    def _cards(self) -> str:
        plan, words = self.assessment.plan, self.assessment.plan.methods.words
        by_system = card_views(self.assessment)
        views = [view for _, mine in by_system for view in mine]
        starts: dict[str, list[str]] = {view.indicator.id: [] for view in views}
        seen: set[str] = set()
        for view in views:
            starts[view.indicator.id] += [row for row in view.rows if row not in seen]
            seen |= {*view.rows}
        codes = {view.gravest.code for view in views}
        having = {view.leaves[0].criterion.department for view in views}
        filters = (
            ("v", "判定", [(code, words.verdict[code]) for code in ORDER if code in codes]),
            ("s", "体系", list(plan.systems.items())),
            ("d", "部门", [(d.id, d.name) for d in plan.departments.values() if d.id in having]),
        )
        return self._render(
            "cards.html",
            by_system=by_system,
            row_starts=starts,
            filters=filters,
            sparkline=lambda card: sparkline(
                card.years, card.goal, card.decimals, card.indicator.name
            ),
        )

    def _render(self, template: str, **context: Any) -> str:
        assessment = self.assessment
        return render(
            template,
            unbroken=unbroken,
            as_printed=lambda text: as_printed(assessment.plan, text),
            a=assessment,
            plan=assessment.plan,
            words=assessment.plan.methods.words,
            verdict_word=lambda verdict: verdict_word(assessment, verdict),
            conclusions=lambda verdict: conclusion_words(assessment, verdict),
            **context,
        )


def show_blocks(*blocks: Block) -> None:
    """Show blocks by themselves, such as those of one chapter in another notebook."""
    _display(blocks, block_html)


def _display(
    blocks: Iterable[Block], write: Callable[[Block], Markup], head: Markup | None = None
) -> None:
    """Display blocks in order; charts are outputs of their own, what is between them is one."""
    pieces = [] if head is None else [head]
    for block in blocks:
        if not isinstance(block, Figure):
            pieces.append(write(block))
            continue
        if pieces:
            display(HTML(Markup("\n").join(pieces)))
        pieces = []
        number = f"图 {block.number}　" if block.number else ""
        show_chart(block.draw(), number + block.caption)
    if pieces:
        display(HTML(Markup("\n").join(pieces)))
