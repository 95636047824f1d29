"""How far the measures have come: their states by system, and what was delivered of promises."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from functools import partial

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..standards.rounding import exact_text
from .action_progress import NOT_TOLD, STANDING, STATES, ActionRow, state_counts
from .chart_style import QUIET, WIDE, chart, names_above
from .figures import Chart
from .stacked_bars import Look, add_key, stacked_bars

__all__ = ["delivery_chart", "states_chart"]

FILLS = {
    STATES[0]: ("#ffffff", "--"),
    STATES[1]: ("#f3e3bd", "\\\\"),
    STATES[2]: ("#cfe3ea", ".."),
    STATES[3]: ("#8cc4d3", "//"),
    STATES[4]: ("#2f9e6e", ""),
    STANDING[STATES[4]]: ("#b9d8a8", "xx"),
    STANDING[STATES[2]]: ("#e6e0f2", "++"),
    NOT_TOLD: ("#ffffff", "oo"),
}
"""Fill and hatching of each state; the more is done, the darker."""
INK, DONE, TRACK = "#3d4a48", "#0b6e8a", "#d3dad8"
STEP = 1.9
BESIDE = 150
"""Room for the numbers beside the bars, in percent of a bar on a chart of one inch."""


def states_chart(systems: Mapping[str, Sequence[ActionRow]]) -> Chart:
    """Draw how many measures and commitments of each system are in which state.

    Parameters
    ----------
    systems : mapping
        Name of each system to what is reported of it; none without.
    """
    counts = {name: dict(state_counts(rows)) for name, rows in systems.items()}
    said = "；".join(
        f"{name}{'，'.join(f'{word} {number} 项' for word, number in mine.items())}"
        for name, mine in counts.items()
    )
    return Chart(partial(_states, counts), f"各体系措施与承诺的进展。{said}。")


def delivery_chart(rows: Sequence[ActionRow]) -> Chart:
    """Draw what was delivered of each counted promise; there must be one.

    Parameters
    ----------
    rows : sequence of ActionRow
        With ``delivered`` and ``promised``; the least done is drawn first.
    """
    ordered = sorted(rows, key=_share)
    said = "；".join(f"{row.what}（{row.id}）{row.done}" for row in ordered)
    return Chart(partial(_deliveries, ordered), f"有数量的承诺完成了多少。{said}。")


def _share(row: ActionRow) -> Fraction:
    return row.delivered / row.promised if row.delivered and row.promised else Fraction(0)


def _states(counts: Mapping[str, Mapping[str, int]], width: float) -> Figure:
    used = [state for state in FILLS if any(state in mine for mine in counts.values())]
    looks = {state: Look(state, FILLS[state][0], INK, FILLS[state][1]) for state in used}
    columns = 4 if width == WIDE else 2
    lines = -(-len(looks) // columns)
    with chart(width, 0.7 + 0.36 * len(counts) + 0.22 * lines) as figure:
        axes = figure.subplots()
        stacked_bars(axes, counts, looks)
        axes.set_xlabel("项数")
        add_key(figure, looks, columns)
    return figure


def _deliveries(rows: Sequence[ActionRow], width: float) -> Figure:
    with chart(width, 0.7 + 0.235 * STEP * len(rows)) as figure:
        axes = figure.subplots()
        places = {STEP * number: row for number, row in enumerate(rows, 1)}
        names_above(axes, {place - 0.8: f"{row.what}（{row.id}）" for place, row in places.items()})
        for place, row in places.items():
            _delivery(axes, place, row)
        axes.set(xlim=(0, 100 + BESIDE / width), ylim=(max(places) + 0.6, 0.4))
        axes.set_xticks([0, 50, 100], ["0", "50", "100\n承诺"])
        axes.set_xlabel("完成的占承诺的（%）；超过的画到 100")
        axes.spines[["left", "bottom"]].set_visible(False)
        axes.tick_params(length=0)
    return figure


def _delivery(axes: Axes, place: float, row: ActionRow) -> None:
    share = min(100 * float(_share(row)), 100)
    axes.barh(place, 100, height=0.42, color="white", edgecolor=TRACK, hatch="//", linewidth=0.8)
    axes.barh(place, share, height=0.42, color=DONE)
    numbers = [exact_text(n) for n in (row.delivered, row.promised) if n is not None]
    says = f"{' / '.join(numbers)} {row.unit}"
    axes.text(101.5, place, says, va="center", fontsize=8.5, color=QUIET)
