"""Counts as bars of parts, each part with colour, hatching and number, and a key of their words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import MaxNLocator

from .marks import Mark

__all__ = ["Look", "add_key", "stacked_bars"]


@dataclass(frozen=True)
class Look:
    """How a part of a bar looks, and its word; ``hatch`` tells it apart in grey print."""

    word: str
    fill: str
    ink: str
    hatch: str

    @classmethod
    def of(cls, mark: Mark, word: str) -> Look:
        """Return the look of a verdict."""
        return cls(f"{mark.shape} {word}", mark.fill, mark.ink, mark.hatch)

    @property
    def style(self) -> dict[str, Any]:
        """What the drawing library asks for."""
        return {
            "facecolor": self.fill, "edgecolor": self.ink, "hatch": self.hatch, "linewidth": 0.8,
        }  # fmt: skip


def stacked_bars(
    axes: Axes, bars: Mapping[str, Mapping[str, int]], looks: Mapping[str, Look]
) -> None:
    """Draw a bar for each name, from top to bottom, with its counts in the order of the looks.

    Parameters
    ----------
    axes : Axes
        Where to draw.
    bars : mapping
        Name of each bar to its counts.
    looks : mapping of Look
        Of each part.
    """
    for place, counts in enumerate(bars.values()):
        left = 0
        for part, look in looks.items():
            count = counts.get(part, 0)
            if count:
                axes.barh(place, count, left=left, height=0.68, **look.style)
                _write(axes, left + count / 2, place, count)
            left += count
    axes.set_yticks(range(len(bars)), list(bars))
    axes.invert_yaxis()
    axes.xaxis.set_major_locator(MaxNLocator(integer=True))
    axes.tick_params(axis="y", length=0)


def add_key(figure: Figure, looks: Mapping[str, Look], columns: int) -> None:
    """Write the words of the parts below a chart."""
    patches = [Patch(**look.style) for look in looks.values()]
    words = [look.word for look in looks.values()]
    figure.legend(patches, words, loc="outside lower center", ncols=columns, frameon=False)


def _write(axes: Axes, x: float, y: float, count: int) -> None:
    box = {"boxstyle": "round,pad=0.12", "fc": "white", "ec": "none", "alpha": 0.85}
    axes.text(x, y, str(count), ha="center", va="center", fontsize=8.5, bbox=box)
