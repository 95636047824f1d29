"""How far each indicator has come from its base to its target, beside the time that has passed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..assessment import AssessedYear, Verdict
from ..assessment.course import course
from ..assessment.evidence import Case
from ..plan import SINGLE
from ..plan.rules import bounds
from ..standards.rounding import exact_text, shown
from .chart_style import INK, QUIET, WIDE, chart, names_above
from .figures import Chart
from .marks import MARKS, ORDER
from .twins import by_indicator, gravity, is_binding, twin_name

__all__ = ["DERIVED", "GapRow", "gap_chart", "gap_rows", "way_to_go"]

MARKERS = {"●": "o", "▲": "^", "△": "^", "◆": "D", "▼": "v", "■": "s", "◇": "D", "○": "o", "–": "_"}
"""What the drawing library calls the shapes of the verdicts."""
HOLLOW = "△◇○"
TRACK, HEAD = "#d3dad8", "#0b6e8a"
STEP = {True: 1.0, False: 2.4}
"""From row to row: beside its words on a page, below them on a phone."""
ROOM = (0, 0, 0.96, 1)
"""A reader's font may be wider."""
LOW, HIGH = -40, 140
"""Percent of the way; what lies beyond is drawn at the edge, and its numbers are printed."""


@dataclass(frozen=True)
class GapRow:
    """One indicator on its way to the next number that the plan sets.

    ``progress`` and ``elapsed`` are the shares of the way and of the time, 1 is all of it; None
    where this year has no value to compare. ``says`` prints base, value and target.
    """

    name: str
    attribute: str
    code: str
    word: str
    progress: Fraction | None
    elapsed: Fraction | None
    says: str

    @property
    def shortfall(self) -> Fraction:
        """How far progress is behind the time that has passed; 0 where there is none."""
        if self.progress is None or self.elapsed is None:
            return Fraction(0)
        return self.elapsed - self.progress


def gap_rows(assessment: AssessedYear) -> list[GapRow]:
    """Return the indicators that have a way to go, binding ones first, by their shortfall.

    National and provincial criteria on one indicator with one target are one row.
    """
    rows = [row for leaves in by_indicator(assessment.verdicts) for row in _rows(leaves)]
    named = [_row(assessment, leaves, way) for way, leaves in rows]
    order = list(assessment.plan.methods.words.attribute.values())
    return sorted(
        named,
        key=lambda row: (
            order.index(row.attribute), row.progress is None, -row.shortfall, row.name,
        ),
    )  # fmt: skip


DERIVED = "*"
"""Behind a base that the plan does not give."""

Way = tuple[int, Fraction, Fraction]
"""Target year, base and goal."""


def _rows(leaves: Sequence[Verdict]) -> Iterator[tuple[Way, list[Verdict]]]:
    found: dict[Way, list[Verdict]] = {}
    for verdict in leaves:
        way = way_to_go(verdict)
        if way is not None:
            found.setdefault(way, []).append(verdict)
    yield from found.items()


def way_to_go(verdict: Verdict) -> Way | None:
    """Return the way to go; None where the plan sets no one number or the base is there already."""
    criterion, pace = verdict.criterion, verdict.pace
    if pace is not None:
        return pace.target_year, pace.base, pace.goal
    base = criterion.base_values.get(SINGLE)
    if not criterion.applicable or base is None:
        return None
    for year, demand in sorted(criterion.targets.items()):
        numbers = bounds(demand.rule) if demand.rule is not None else []
        if year < verdict.year or len(numbers) != 1:
            continue
        goal = Fraction(numbers[0].number)
        if goal < base if criterion.direction == "lower" else goal > base:
            return year, base, goal
    return None


def _row(assessment: AssessedYear, leaves: Sequence[Verdict], way: Way) -> GapRow:
    words = assessment.plan.methods.words
    first = min(leaves, key=gravity)
    year, base, goal = way
    criterion, pace = first.criterion, first.pace
    number = _number(assessment, first, base)
    is_own = criterion.base_values.get(SINGLE) == base
    start_text = _plain(base, criterion.decimals) + ("" if is_own else DERIVED)
    steps = [start_text, _plain(goal, criterion.decimals)]
    if first.year > criterion.base_year:
        steps.insert(1, "—" if number is None else shown(number, criterion.decimals or 0))
    start = criterion.base_year if pace is None else pace.base_year
    elapsed = Fraction(first.year - start, year - start)
    ids = "、".join(leaf.criterion.id for leaf in sorted(leaves, key=lambda v: v.criterion.id))
    return GapRow(
        name=f"{twin_name(assessment, leaves)}（{ids}）",
        attribute=words.attribute["binding" if is_binding(leaves) else criterion.attribute],
        code=first.code,
        word=words.verdict[first.code],
        progress=None if number is None else (number - base) / (goal - base),
        elapsed=None if number is None else elapsed,
        says=f"{' → '.join(steps)} {criterion.unit}（{year}）",
    )


def _number(assessment: AssessedYear, verdict: Verdict, base: Fraction) -> Fraction | None:
    """Return the year's number where it may be compared with the base as it stands."""
    criterion, pace = verdict.criterion, verdict.pace
    if pace is not None:
        return pace.value
    case = Case(assessment.facts, criterion, SINGLE, verdict.year)
    number = case.number(verdict.year) if verdict.year > criterion.base_year else None
    if number is None or course(case, number).numbers.get(criterion.base_year) != base:
        return None
    return number


def _plain(number: Fraction, decimals: int | None) -> str:
    """Return a number as the plan writes it; one worked out from others is rounded."""
    text = exact_text(number)
    return shown(number, decimals or 0) if "/" in text else text


def gap_chart(rows: Sequence[GapRow]) -> Chart:
    """Draw each indicator's way from its base to its target; there must be one.

    Parameters
    ----------
    rows : sequence of GapRow
        As `gap_rows` gives them: rows of one attribute together.

    Returns
    -------
    Chart
        0 is the base, 100 the target; the bar across a row is the share of time that has passed.
    """
    return Chart(partial(_drawn, rows), f"从基准值到目标。{'；'.join(map(_said, rows))}。")


def _drawn(rows: Sequence[GapRow], width: float) -> Figure:
    is_wide = width == WIDE
    heads, places = _places(rows, STEP[is_wide])
    last = max(places)
    with chart(width, (1.0 if is_wide else 1.5) + (0.29 if is_wide else 0.235) * last) as figure:
        axes = figure.subplots()
        for place, row in places.items():
            _draw(axes, place, row)
        _frame(axes, last)
        if is_wide:
            figure.set_layout_engine("constrained", rect=ROOM)
            _write_beside(axes, heads, places)
        else:
            names_above(axes, heads, HEAD)
            names_above(axes, {place - 1.4: row.name for place, row in places.items()})
            names_above(axes, {place - 0.75: row.says for place, row in places.items()}, QUIET)
        axes.set_xlabel(_key(rows, "　" if is_wide else "\n"))
    return figure


def _places(rows: Sequence[GapRow], step: float) -> tuple[dict[float, str], dict[float, GapRow]]:
    """Return the heads of the attributes and the rows, each by its place from the top."""
    heads: dict[float, str] = {}
    places: dict[float, GapRow] = {}
    place = 0.0
    for attribute in dict.fromkeys(row.attribute for row in rows):
        mine = [row for row in rows if row.attribute == attribute]
        heads[place] = f"{attribute} {len(mine)} 项"
        places |= {place + step * number: row for number, row in enumerate(mine, 1)}
        place = max(places) + 1
    return heads, places


def _write_beside(axes: Axes, heads: Mapping[float, str], places: Mapping[float, GapRow]) -> None:
    names = dict(sorted({**heads, **{place: row.name for place, row in places.items()}}.items()))
    axes.set_yticks(list(names), list(names.values()))
    for place, label in zip(names, axes.get_yticklabels(), strict=True):
        if place in heads:
            label.set_color(HEAD)
    for place, row in places.items():
        axes.text(
            1.03, place, row.says, transform=axes.get_yaxis_transform(),
            va="center", fontsize=8.5, color=QUIET,
        )  # fmt: skip


def _key(rows: Sequence[GapRow], by: str) -> str:
    codes = [code for code in ORDER if any(_judged(row, code) for row in rows)]
    words = {row.code: row.word for row in rows}
    key = "　".join(f"{MARKS[code].shape} {words[code]}" for code in codes)
    time = "┃ 已过去的时间；超出的画在边上" if codes else ""
    return by.join(filter(None, ["从基准值到目标（%）", key, time]))


def _judged(row: GapRow, code: str) -> bool:
    return row.code == code and row.progress is not None


def _draw(axes: Axes, place: float, row: GapRow) -> None:
    mark = MARKS[row.code]
    axes.plot([0, 100], [place, place], color=TRACK, lw=5, solid_capstyle="butt", zorder=1)
    if row.progress is None or row.elapsed is None:
        return
    at = min(max(100 * float(row.progress), LOW), HIGH)
    axes.plot([0, at], [place, place], color=mark.ink, lw=1.6, zorder=2)
    axes.plot(
        [100 * float(row.elapsed)] * 2, [place - 0.36, place + 0.36], color=INK, lw=1.8, zorder=3
    )
    fill = "white" if mark.shape in HOLLOW else mark.fill
    axes.plot(
        at, place, marker=MARKERS[mark.shape], ms=7, mfc=fill, mec=mark.ink, mew=1.3, zorder=4
    )


def _frame(axes: Axes, last: float) -> None:
    axes.set(xlim=(LOW - 5, HIGH + 5), ylim=(last + 0.7, -0.6))
    axes.set_xticks([0, 50, 100], ["0\n基准", "50", "100\n目标"])
    axes.tick_params(length=0)
    axes.spines["left"].set_visible(False)
    for x in (0, 100):
        axes.axvline(x, color="#9aa5a3", lw=0.8, zorder=0)


def _said(row: GapRow) -> str:
    if row.progress is None or row.elapsed is None:
        return f"{row.name}：{row.says}"
    parts = f"走了 {shown(100 * row.progress, 0)}%，时间过去 {shown(100 * row.elapsed, 0)}%"
    return f"{row.name}：{row.says}，{parts}，{row.word}"
