"""Which edition a report is, and what changed since the one before, as its reader is told."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

import pandas as pd

from ..plan import Plan
from ..stage_tables import records_of
from ..standards.rounding import exact_text, shown

__all__ = ["Edition", "edition_of", "short_hash"]

ON_COVER = ("判定", "数值")
MOST_ON_COVER = 8
MEASURES = {"level": "", "decline": "同比下降率", "state": ""}
LONG_NUMBER = 8
SHORT_HASH = "短指纹"


@dataclass(frozen=True)
class Edition:
    """An edition: its number and date, why it was made, those before it, and what changed.

    ``changes`` are rows of the table of changes with names in the place of codes.
    """

    number: int
    dated: str
    reason: str
    history: Sequence[Mapping[str, Any]]
    changes: Sequence[Mapping[str, str]]

    @property
    def before(self) -> str:
        """The edition that this one is compared with; empty for the first."""
        valid = [row["name"] for row in self.history[:-1] if not row["withdrawn"]]
        return valid[-1] if valid else ""

    @property
    def on_cover(self) -> Sequence[Mapping[str, str]]:
        """The changes that the cover names: verdicts first, then numbers."""
        listed = [row for kind in ON_COVER for row in self.changes if row["kind"] == kind]
        return listed[:MOST_ON_COVER]

    @property
    def counts(self) -> str:
        """How many changes of each kind there are, such as ``判定 2 处，数值 5 处``."""
        kinds = list(dict.fromkeys(row["kind"] for row in self.changes))
        numbers = {kind: sum(row["kind"] == kind for row in self.changes) for kind in kinds}
        return "，".join(f"{kind} {number} 处" for kind, number in numbers.items())


def edition_of(plan: Plan, tables: Mapping[str, pd.DataFrame]) -> Edition | None:
    """Return the edition that a run made; None for a report that is shown outside of a run."""
    history = list(records_of("editions", tables["editions"]))
    if not history:
        return None
    own = history[-1]
    changes = [_named(row, plan) for row in records_of("changes", tables["changes"])]
    return Edition(own["number"], own["dated"], own["reason"], history, changes)


def short_hash(tables: Mapping[str, pd.DataFrame]) -> str:
    """Return the short hash of what a report was made from; empty outside of a run."""
    rows = records_of("seal", tables["seal"])
    return next((row["value"] for row in rows if row["name"] == SHORT_HASH), "")


def _named(row: Mapping[str, Any], plan: Plan) -> dict[str, str]:
    """Return a change with the names that a reader knows."""
    code, *rest = row["what"].split(" ")
    name = next((f"{c.id} {c.full_name}" for c in plan.criteria if c.id == code), "")
    known = plan.indicators.get(code) or plan.observations.get(code)
    if not name and known is not None and row["kind"] == "数值":
        name = "".join(_parts(known.name, rest))
    reasons = plan.methods.words.reason
    texts = {key: reasons.get(row[key], _number(row[key])) for key in ("before", "after")}
    return {**row, **texts, "what": name or row["what"]}


def _parts(name: str, rest: Sequence[str]) -> Iterator[str]:
    """Yield the words of ``name series measure year`` in the order in which they are read."""
    *series, measure, year = rest
    yield f"{year} 年{name}"
    if series:
        yield f"（{series[0]}）"
    yield MEASURES.get(measure, "")


def _number(text: str) -> str:
    """Write an exact number for a reader; any other text as it is."""
    with suppress(ValueError, ZeroDivisionError):
        number = Fraction(text)
        exact = exact_text(number)
        return exact if len(exact) <= LONG_NUMBER else f"{shown(number, 4)}…"
    return text
