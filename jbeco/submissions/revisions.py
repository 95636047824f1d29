"""修订清单: what changed between two submissions of one department in one year."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..standards.rounding import exact_text
from .model import Observation, SetAside

__all__ = ["Revision", "revisions"]


@dataclass(frozen=True)
class Revision:
    """One fact whose entry was replaced, decided upon, or taken back."""

    code: str
    series: str
    before: str
    after: str
    before_source: str
    after_source: str
    why: str


def revisions(used: Sequence[Observation], aside: Sequence[SetAside]) -> tuple[Revision, ...]:
    """List every set-aside entry that says something else than the one used.

    Parameters
    ----------
    used : sequence of Observation
        What the year is judged by.
    aside : sequence of SetAside
        What was superseded or decided against.
    """
    by_fact = {(seen.year, seen.indicator, seen.series, seen.measure): seen for seen in used}
    found = []
    for item in aside:
        old = item.observation
        new = by_fact.get((old.year, old.indicator, old.series, old.measure))
        if new is None or said(new) != said(old):
            found.append(
                Revision(
                    code=old.indicator,
                    series=old.series,
                    before=said(old),
                    after="（撤回）" if new is None else said(new),
                    before_source=str(old.source),
                    after_source="" if new is None else str(new.source),
                    why=item.why,
                )
            )
    return tuple(found)


def said(seen: Observation) -> str:
    """Return what an entry says: its number, its word, or its reason code."""
    if seen.number is not None:
        return exact_text(seen.number)
    return seen.state or f"缺（{seen.missing}）"
