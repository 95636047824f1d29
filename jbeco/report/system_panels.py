"""The numeric indicators of a system over the years, one small panel each: target and verdict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import partial
from textwrap import wrap

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from ..assessment import AssessedYear, Verdict
from ..assessment.evidence import Case
from ..indicators import Break, basis_name, breaks
from ..plan.rules import bounds
from ..standards.rounding import exact_text, shown
from .chart_style import INK, QUIET, WIDE, chart
from .figures import Chart
from .marks import MARKS
from .twins import Twins, by_indicator, twin_name

__all__ = ["Panel", "Series", "panels_chart", "system_panels"]

COLUMNS = 3
LETTERS, PHONE_LETTERS = 17, 26
"""Letters in a line of a panel's title."""
LINE, TARGET = "#0b6e8a", "#146c43"
SMALL = 8.2
LEAST_STEPS = 8
"""A panel is at least so many units of the last decimal high: less is no change to look at."""
BACKED = {"boxstyle": "square,pad=0.05", "fc": "white", "ec": "none", "alpha": 0.8}
ROOM = 0.45
"""Share of the height that is left above and below the line for its numbers."""


@dataclass(frozen=True)
class Series:
    """Years and numbers of one series, ascending.

    ``changes`` holds each first year on another basis, with what is said of the change.
    """

    name: str
    points: tuple[tuple[int, Fraction], ...]
    changes: tuple[tuple[int, str], ...] = ()

    @property
    def runs(self) -> Iterator[list[tuple[int, Fraction]]]:
        """The points between two changes of basis."""
        ends = [year for year, _ in self.changes]
        for first, last in zip([0, *ends], [*ends, 9999], strict=True):
            yield [point for point in self.points if first <= point[0] < last]


@dataclass(frozen=True)
class Panel:
    """One indicator: its years, the number of the next target, and what was judged.

    ``verdicts`` are the code of each verdict, its word and the criteria that have it.
    """

    name: str
    unit: str
    decimals: int
    base_year: int
    due: int
    goal: Fraction | None
    series: tuple[Series, ...]
    verdicts: tuple[tuple[str, str, str], ...]

    @property
    def title(self) -> str:
        """Name and unit."""
        return f"{self.name}{self.bracketed_unit}"

    @property
    def bracketed_unit(self) -> str:
        """The unit as it follows the name."""
        return f"（{self.unit}）" if self.unit else ""

    @property
    def target(self) -> str:
        """The number of the target, as the plan writes it, with its year."""
        return "" if self.goal is None else f"目标 {exact_text(self.goal)}（{self.due}）"

    def shown(self, number: Fraction) -> str:
        """Write a number with the decimals of the indicator."""
        return shown(number, self.decimals)


def system_panels(assessment: AssessedYear, system: str) -> list[Panel]:
    """Return the indicators of a system that have numbers of two years, twins as one."""
    leaves = (v for v in assessment.verdicts if v.criterion.domain == system)
    panels = [
        _panel(assessment, group)
        for group in by_indicator(v for v in leaves if v.criterion.applicable)
    ]
    return [panel for panel in panels if panel.series]


def panels_chart(name: str, panels: Sequence[Panel]) -> Chart:
    """Draw the panels of the system ``name`` side by side; there must be one.

    Parameters
    ----------
    name : str
        The system.
    panels : sequence of Panel
        As `system_panels` gives them.
    """
    alt = f"{name}各指标的历年值。{'；'.join(map(_said, panels))}。"
    return Chart(partial(_drawn, panels), alt)


def _panel(assessment: AssessedYear, leaves: Twins) -> Panel:
    plan, words = assessment.plan, assessment.plan.methods.words.verdict
    criterion = leaves[0].criterion
    due = plan.target_year(assessment.year)
    cases = [
        Case(assessment.facts, criterion, series, assessment.year)
        for series in plan.indicators[criterion.indicator].series
    ]
    codes: dict[str, list[str]] = {}
    for leaf in leaves:
        codes.setdefault(leaf.code, []).append(leaf.criterion.id)
    return Panel(
        name=twin_name(assessment, leaves),
        unit=criterion.unit,
        decimals=criterion.decimals or 0,
        base_year=criterion.base_year,
        due=due,
        goal=next((goal for leaf in leaves if (goal := _goal(leaf, due)) is not None), None),
        series=tuple(one for one in map(_series, cases) if len(one.points) > 1),
        verdicts=tuple((code, words[code], "、".join(sorted(ids))) for code, ids in codes.items()),
    )


def _goal(leaf: Verdict, due: int) -> Fraction | None:
    """Return the number of a target; None where it has none, or several."""
    rule = leaf.criterion.targets[due].rule
    numbers = bounds(rule) if rule is not None else []
    return Fraction(numbers[0].number) if len(numbers) == 1 else None


def _series(case: Case) -> Series:
    points, changes = [], []
    bases: tuple[str, ...] = ()
    for year in range(case.criterion.base_year, case.year + 1):
        number = case.number_of(year)
        if number is None:
            continue
        found = breaks(bases, case.bases(year), case.plan.bases)
        if found:
            changes.append((year, "，".join(_change(case, one) for one in found)))
        points.append((year, number))
        bases = case.bases(year) or bases
    return Series(case.series, tuple(points), tuple(changes))


def _change(case: Case, found: Break) -> str:
    before, after = (
        "、".join(basis_name(code, case.plan.bases) for code in side)
        for side in (found.before, found.after)
    )
    bridge = case.bridge(found)
    carried = "前后不可直接比较" if bridge is None else f"按系数 {shown(bridge[0], 4)} 衔接"
    return f"由 {before} 改为 {after}，{carried}"


def _drawn(panels: Sequence[Panel], width: float) -> Figure:
    columns = COLUMNS if width == WIDE else 1
    rows = -(-len(panels) // columns)
    first = min(series.points[0][0] for panel in panels for series in panel.series)
    last = max(panel.due for panel in panels)
    with chart(width, 0.45 + 1.62 * rows) as figure:
        figure.set_layout_engine("constrained", h_pad=0.08, w_pad=0.08)
        grid = figure.subplots(rows, columns, squeeze=False)
        for axes in grid.flat[len(panels) :]:
            axes.set_visible(False)
        for axes, panel in zip(grid.flat, panels, strict=False):
            _title(axes, panel, LETTERS if width == WIDE else PHONE_LETTERS)
            _frame(axes, panel, first, last)
            for series in panel.series:
                _draw(axes, panel, series)
            _draw_target(axes, panel, first, last)
        figure.supxlabel(_key(panels, "　" if width == WIDE else "\n"), fontsize=8.5)
    return figure


def _key(panels: Sequence[Panel], by: str) -> str:
    changed = any(series.changes for panel in panels for series in panel.series)
    lines = "虚线：目标；竖点线：口径变更，线断开" if changed else "虚线：目标"
    return by.join(("□ 基准年　● 年度值", f"{lines}；各图纵轴不同，不从 0 起"))


def _title(axes: Axes, panel: Panel, letters: int) -> None:
    axes.set_title(_broken(panel, letters), loc="left", fontsize=9, pad=16)
    says = "　".join(f"{MARKS[code].shape} {word} {ids}" for code, word, ids in panel.verdicts)
    inks = {MARKS[code].ink for code, _, _ in panel.verdicts}
    axes.annotate(
        says, (0, 1), (0, 4), xycoords="axes fraction", textcoords="offset points",
        fontsize=8.5, color=inks.pop() if len(inks) == 1 else INK,
    )  # fmt: skip


def _broken(panel: Panel, letters: int) -> str:
    """Return the title in lines; the unit is not broken."""
    *above, last = wrap(panel.name.replace(" ", "\xa0"), letters, break_on_hyphens=False)
    unit = panel.bracketed_unit
    room = 10 * letters - sum(6 if letter.isascii() else 10 for letter in f"{last}{unit}")
    return "\n".join((*above, f"{last}{unit}" if room >= 0 else f"{last}\n{unit}"))


def _frame(axes: Axes, panel: Panel, first: int, last: int) -> None:
    numbers = [number for series in panel.series for _, number in series.points]
    numbers += [] if panel.goal is None else [panel.goal]
    low, high = min(numbers), max(numbers)
    least = Fraction(LEAST_STEPS, 10**panel.decimals)
    span = max(high - low, least)
    middle = (low + high) / 2
    half = float(span) * (0.5 + ROOM)
    axes.set(xlim=(first - 0.4, last + 0.4), ylim=(float(middle) - half, float(middle) + half))
    ticks = _ticks(panel, first, last)
    axes.set_xticks(list(ticks), list(ticks.values()))
    axes.set_yticks([])
    axes.spines["left"].set_visible(False)
    axes.tick_params(length=2, labelsize=SMALL)


def _ticks(panel: Panel, first: int, last: int) -> dict[int, str]:
    """Return the years to name: each change of basis, and the ends where there is room."""
    changed = {year for series in panel.series for year, _ in series.changes}
    ends = (first, last, panel.series[0].points[-1][0])
    ticks = {year: f"{year}\n口径变更" for year in sorted(changed)}
    for year in ends:
        if all(abs(year - other) > 1 for other in ticks):
            ticks[year] = str(year)
    return ticks


def _draw(axes: Axes, panel: Panel, series: Series) -> None:
    for run in series.runs:
        years, numbers = zip(*run, strict=True)
        axes.plot(years, [*map(float, numbers)], marker="o", ms=3.2, lw=1.4, color=LINE)
    for year, _ in series.changes:
        axes.axvline(year - 0.5, color=QUIET, lw=1.1, ls=":")
    (first, base), (_, second), *_ = series.points
    (_, before), (last, number) = series.points[-2:]
    if first == panel.base_year:
        axes.plot(first, float(base), marker="s", ms=6, mfc="white", mec=LINE, mew=1.3)
    _write(axes, first, base, panel.shown(base), above=second < base, to="left")
    said = f"{series.name} {panel.shown(number)}".strip()
    _write(axes, last, number, said, above=number >= before, to="right")


def _draw_target(axes: Axes, panel: Panel, first: int, last: int) -> None:
    """Draw the target, with its number where the line of the years is not."""
    if panel.goal is None:
        return
    points = panel.series[0].points
    axes.axhline(float(panel.goal), color=TARGET, lw=1, ls=(0, (4, 2)), zorder=1)
    if 2 * (last - points[-1][0]) >= last - first:
        _write(axes, last, panel.goal, panel.target, above=True, to="right", ink=TARGET)
    else:
        year, number = points[0]
        above = number <= panel.goal
        _write(axes, year, panel.goal, panel.target, above, to="left", ink=TARGET)


def _write(
    axes: Axes, year: int, number: Fraction, says: str, above: bool, to: str, ink: str = LINE
) -> None:
    """Write a number above or below its point, from the edge at which it stands."""
    axes.annotate(
        says, (year, float(number)), (-6 if to == "left" else 6, 5 if above else -5),
        textcoords="offset points", ha=to, va="bottom" if above else "top",
        fontsize=SMALL, color=ink, bbox=BACKED, zorder=1.5,
    )  # fmt: skip


def _said(panel: Panel) -> str:
    parts = []
    for series in panel.series:
        ends = (series.points[0], series.points[-1])
        said = "，".join(f"{year} 年 {panel.shown(number)}" for year, number in ends)
        parts.append(f"{series.name} {said}".strip())
        parts += [f"{year} 年口径{change}" for year, change in series.changes]
    parts += [panel.target] if panel.target else []
    parts += [f"{word}（{ids}）" for _, word, ids in panel.verdicts]
    return f"{panel.title}：{'，'.join(parts)}"
