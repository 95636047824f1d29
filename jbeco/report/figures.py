"""The charts of the report, each with the sentence that stands for it when it cannot be seen."""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from ..assessment import AssessedYear, Verdict
from ..plan import SINGLE, Criterion
from ..plan.rules import bounds
from ..standards.rounding import exact_text, shown
from .chart_style import chart, svg_text
from .marks import MARKS, ORDER

__all__ = ["Chart", "counts_chart", "distance_chart"]


@dataclass(frozen=True)
class Chart:
    """An SVG and its alternative text."""

    svg: str
    alt: str


@dataclass(frozen=True)
class Distance:
    """How far one indicator is from its targets, relative to its base value in percent."""

    label: str
    base: str
    value: Fraction | None
    goals: dict[int, Fraction]
    says: str
    now_says: str


def counts_chart(assessment: AssessedYear) -> Chart:
    """Draw the verdicts of each framework's rows by system and attribute as stacked bars."""
    plan = assessment.plan
    words = plan.methods.words
    codes = [code for code in ORDER if any(group.counts.get(code) for group in assessment.groups)]
    with chart(7.4, 6.6) as figure:
        panels = figure.subplots(len(plan.frameworks), 1, sharex=True, squeeze=False)[:, 0]
        for axes, framework in zip(panels, plan.frameworks, strict=True):
            groups = [group for group in assessment.groups if group.framework == framework]
            labels = [
                f"{plan.systems[group.system]}·{words.attribute[group.attribute]}"
                for group in groups
            ]
            _stack(axes, [group.counts for group in groups], labels, codes)
            axes.set_title(plan.frameworks[framework], loc="left", fontsize=10.5)
        panels[-1].set_xlabel("指标项数")
        handles, _ = panels[0].get_legend_handles_labels()
        names = [f"{MARKS[code].shape} {words.verdict[code]}" for code in codes]
        figure.legend(handles, names, loc="outside lower center", ncols=len(codes), frameon=False)
        svg = svg_text(figure)
    alt = "各体系、各属性的判定项数。" + "".join(
        f"{_framework_counts(assessment, framework, codes)}。" for framework in plan.frameworks
    )
    return Chart(svg, alt)


def _stack(axes: Axes, counts: list[dict[str, int]], labels: list[str], codes: list[str]) -> None:
    places = list(range(len(labels)))
    lefts = [0] * len(labels)
    for code in codes:
        mark = MARKS[code]
        widths = [count.get(code, 0) for count in counts]
        axes.barh(
            places,
            widths,
            left=lefts,
            height=0.68,
            color=mark.fill,
            edgecolor=mark.ink,
            linewidth=0.8,
            hatch=mark.hatch,
            label=code,
        )
        for place, left, width in zip(places, lefts, widths, strict=True):
            if width:
                box = {"boxstyle": "round,pad=0.12", "fc": "white", "ec": "none", "alpha": 0.85}
                axes.text(
                    left + width / 2, place, str(width), ha="center", va="center",
                    fontsize=8.5, bbox=box,
                )  # fmt: skip
        lefts = [left + width for left, width in zip(lefts, widths, strict=True)]
    axes.set_yticks(places, labels)
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(axis="y", length=0)


def _framework_counts(assessment: AssessedYear, framework: str, codes: list[str]) -> str:
    words = assessment.plan.methods.words.verdict
    groups = [group for group in assessment.groups if group.framework == framework]
    sums = {code: sum(group.counts.get(code, 0) for group in groups) for code in codes}
    said = "，".join(f"{words[code]} {sums[code]} 项" for code in codes if sums[code])
    return f"{assessment.plan.frameworks[framework]}：{said}"


def distance_chart(assessment: AssessedYear) -> Chart:
    """Draw how far the value has to rise or fall from the base to each milestone's number."""
    distances = _distances(assessment)
    first, last = assessment.plan.milestones
    with chart(7.4, 1.1 + 0.36 * len(distances)) as figure:
        axes = figure.subplots()
        for place, distance in enumerate(distances):
            ends = [float(goal) for goal in distance.goals.values()]
            axes.plot([0, max(ends, key=abs)], [place, place], color="#9aa5a3", lw=2.2, zorder=1)
            for year, goal in distance.goals.items():
                style = {first: ("o", 26, "#146c43"), last: ("D", 62, "none")}[year]
                axes.scatter(
                    float(goal), place, marker=style[0], s=style[1], facecolor=style[2],
                    edgecolor="#146c43" if year == first else "#0b6e8a", linewidth=1.6, zorder=3,
                )  # fmt: skip
            axes.scatter(0, place, marker="|", color="#1d2b2a", s=90, zorder=2)
            if distance.value is not None and assessment.year > assessment.plan.base_year:
                axes.scatter(
                    float(distance.value), place, marker="*", color="#a6420a", s=70, zorder=4
                )
            axes.text(
                1.01, place, distance.says, transform=axes.get_yaxis_transform(),
                va="center", fontsize=8.5, color="#3d4a48",
            )  # fmt: skip
        axes.set_yticks(range(len(distances)), [distance.label for distance in distances])
        axes.invert_yaxis()
        axes.tick_params(axis="y", length=0)
        axes.axvline(0, color="#1d2b2a", lw=0.8)
        now = f"　★ {assessment.year} 年" if assessment.year > assessment.plan.base_year else ""
        axes.set_xlabel(f"需比基准年变动（%）：● {first} 年目标　◇ {last} 年目标{now}")
        axes.margins(x=0.06)
        svg = svg_text(figure)
    said = "；".join(f"{d.label}：{d.says}{d.now_says}" for d in distances)
    alt = f"从基准值到目标的距离。{said}。"
    return Chart(svg, alt)


def _distances(assessment: AssessedYear) -> list[Distance]:
    found: dict[tuple[str, str], tuple[Distance, list[str]]] = {}
    for verdict in assessment.verdicts:
        distance = _distance(assessment, verdict)
        if distance is not None:
            key = (verdict.criterion.indicator, distance.says)
            found.setdefault(key, (distance, []))[1].append(verdict.criterion.id)
    rows = [replace(d, label=f"{d.label}（{'、'.join(ids)}）") for d, ids in found.values()]
    return sorted(rows, key=lambda d: -max(abs(goal) for goal in d.goals.values()))


def _distance(assessment: AssessedYear, verdict: Verdict) -> Distance | None:
    """Return the way to go, or None where the plan gives no number or the base is there already."""
    criterion = verdict.criterion
    base = criterion.base_values.get(SINGLE)
    if not criterion.applicable or not base:
        return None
    goals = _goals(criterion, base)
    if not goals:
        return None
    value = verdict.pace.value if verdict.pace is not None else None
    unit, decimals = criterion.unit, criterion.decimals or 0
    by_goal: dict[Fraction, list[str]] = {}
    for year, goal in goals.items():
        by_goal.setdefault(goal, []).append(str(year))
    steps = "".join(f" → {exact_text(goal)}（{'、'.join(ys)}）" for goal, ys in by_goal.items())
    return Distance(
        label=criterion.name,
        base=shown(base, criterion.decimals or 0),
        value=None if value is None else (value - base) / base * 100,
        goals={year: (goal - base) / base * 100 for year, goal in goals.items()},
        says=f"{exact_text(base)}{steps} {unit}",
        now_says="" if value is None else f"，{assessment.year} 年 {shown(value, decimals)}",
    )


def _goals(criterion: Criterion, base: Fraction) -> dict[int, Fraction]:
    goals = {}
    for year, demand in criterion.targets.items():
        numbers = bounds(demand.rule) if demand.rule is not None else []
        if len(numbers) == 1:
            goal = Fraction(numbers[0].number)
            ahead = goal < base if criterion.direction == "lower" else goal > base
            if ahead:
                goals[year] = goal
    return goals
