"""The charts of the report, each with the sentence that stands for it when it cannot be seen."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from matplotlib.figure import Figure

from ..assessment import AssessedYear
from .chart_style import NARROW, WIDE, chart, png_bytes, svg_text
from .marks import MARKS, ORDER
from .stacked_bars import Look, add_key, stacked_bars

__all__ = ["Chart", "counts_chart"]


@dataclass(frozen=True, eq=False)
class Chart:
    """A chart at any width, and the sentence that stands for it where it cannot be seen.

    ``draw`` takes a width in inches. It is drawn anew, and equal to the byte, for whoever asks: a
    page wants text that can be searched, on a phone as well, Word wants a picture.
    """

    draw: Callable[[float], Figure]
    alt: str

    @property
    def svg(self) -> str:
        """For a page and a screen."""
        return svg_text(self.draw(WIDE))

    @property
    def narrow(self) -> str:
        """For a phone."""
        return svg_text(self.draw(NARROW))

    @property
    def png(self) -> bytes:
        """For Word."""
        return png_bytes(self.draw(WIDE))


def counts_chart(assessment: AssessedYear) -> Chart:
    """Draw the verdicts of each framework's rows by system and attribute as stacked bars."""
    codes = [code for code in ORDER if any(group.counts.get(code) for group in assessment.groups)]
    alt = "各体系、各属性的判定项数。" + "".join(
        f"{_framework_counts(assessment, framework, codes)}。"
        for framework in assessment.plan.frameworks
    )
    return Chart(partial(_counts, assessment, codes), alt)


def _counts(assessment: AssessedYear, codes: list[str], width: float) -> Figure:
    plan = assessment.plan
    words = plan.methods.words
    looks = {code: Look.of(MARKS[code], words.verdict[code]) for code in codes}
    with chart(width, 6.6 if width == WIDE else 7.2) as figure:
        panels = figure.subplots(len(plan.frameworks), 1, sharex=True, squeeze=False)[:, 0]
        for axes, framework in zip(panels, plan.frameworks, strict=True):
            bars = {
                f"{plan.systems[group.system]}·{words.attribute[group.attribute]}": group.counts
                for group in assessment.groups
                if group.framework == framework
            }
            stacked_bars(axes, bars, looks)
            name = plan.frameworks[framework]
            if width != WIDE:
                name = name.replace("（", "\n（")
            axes.set_title(name, loc="left", fontsize=10.5 if width == WIDE else 9)
        panels[-1].set_xlabel("指标项数")
        add_key(figure, looks, len(codes) if width == WIDE else 3)
    return figure


def _framework_counts(assessment: AssessedYear, framework: str, codes: list[str]) -> str:
    words = assessment.plan.methods.words.verdict
    groups = [group for group in assessment.groups if group.framework == framework]
    sums = {code: sum(group.counts.get(code, 0) for group in groups) for code in codes}
    said = "，".join(f"{words[code]} {sums[code]} 项" for code in codes if sums[code])
    return f"{assessment.plan.frameworks[framework]}：{said}"
