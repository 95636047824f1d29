"""The charts of the report, each with the sentence that stands for it when it cannot be seen."""

from __future__ import annotations

from dataclasses import dataclass, field

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..assessment import AssessedYear
from .chart_style import chart, svg_text
from .marks import MARKS, ORDER

__all__ = ["Chart", "counts_chart"]


@dataclass(frozen=True)
class Chart:
    """An SVG, its alternative text, and the figure it was drawn from, for who needs a picture."""

    svg: str
    alt: str
    figure: Figure | None = field(default=None, compare=False, repr=False)


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
    return Chart(svg, alt, figure)


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
