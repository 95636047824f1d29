"""A small line of an indicator's years for its card, written as SVG.

There is one on each card: a drawing library would take longer for them than for all other charts.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from markupsafe import Markup

from ..standards.rounding import shown

__all__ = ["sparkline"]

WIDTH, HEIGHT = 320, 84
LEFT, RIGHT, TOP, BOTTOM = 44, 56, 12, 20
LINE, TARGET, INK = "#0b6e8a", "#146c43", "#4a5755"

Point = tuple[int, Fraction]


def sparkline(points: Sequence[Point], goal: Fraction | None, decimals: int, name: str) -> Markup:
    """Draw the years of an indicator with the number of its next target.

    Parameters
    ----------
    points : sequence of (int, Fraction)
        Year and number, ascending; fewer than two are not drawn.
    goal : Fraction or None
        The target's number, drawn as a broken line.
    decimals : int
        Of the numbers beside the line.
    name : str
        The indicator, for who cannot see the line.

    Returns
    -------
    Markup
        An SVG with real text; empty where there is nothing to draw.
    """
    if len(points) < 2:
        return Markup("")
    years = [year for year, _ in points]
    numbers = [float(number) for _, number in points]
    goals = [] if goal is None else [float(goal)]
    low, high = min([*numbers, *goals]), max([*numbers, *goals])
    span = (high - low) or 1.0

    def across(year: int) -> float:
        return LEFT + (year - years[0]) / (years[-1] - years[0]) * (WIDTH - LEFT - RIGHT)

    def down(number: float) -> float:
        return TOP + (high - number) / span * (HEIGHT - TOP - BOTTOM)

    path = " ".join(
        f"{across(year):.1f},{down(number):.1f}"
        for year, number in zip(years, numbers, strict=True)
    )
    first, last = (shown(points[place][1], decimals) for place in (0, -1))
    said = f"{name}：{years[0]} 年 {first}，{years[-1]} 年 {last}"
    parts = []
    if goal is not None:
        said += f"，目标 {shown(goal, decimals)}"
        parts.append(_target(down(float(goal)), shown(goal, decimals)))
    parts.append(
        Markup('<polyline points="{}" fill="none" stroke="{}" stroke-width="2"/>').format(
            path, LINE
        )
    )
    parts.append(_text(LEFT - 6, down(numbers[0]) + 4, first, "end"))
    parts.append(_dot(across(years[-1]), down(numbers[-1])))
    parts.append(_text(across(years[-1]) + 8, down(numbers[-1]) + 4, last, "start", LINE))
    for year, anchor in ((years[0], "start"), (years[-1], "end")):
        parts.append(_text(across(year), HEIGHT - 4, str(year), anchor))
    return Markup('<svg role="img" viewBox="0 0 {} {}" aria-label="{}">{}</svg>').format(
        WIDTH, HEIGHT, said, Markup().join(parts)
    )


def _target(y: float, text: str) -> Markup:
    line = Markup(
        '<line x1="{}" x2="{}" y1="{:.1f}" y2="{:.1f}" stroke="{}" stroke-dasharray="5 3"/>'
    ).format(LEFT, WIDTH - RIGHT, y, y, TARGET)
    middle = LEFT + (WIDTH - LEFT - RIGHT) / 2
    return line + _text(middle, y - 3 if y > TOP + 8 else y + 12, f"目标 {text}", "middle", TARGET)


def _dot(x: float, y: float) -> Markup:
    return Markup('<circle cx="{:.1f}" cy="{:.1f}" r="3.5" fill="{}"/>').format(x, y, LINE)


def _text(x: float, y: float, text: str, anchor: str, ink: str = INK) -> Markup:
    return Markup(
        '<text x="{:.1f}" y="{:.1f}" font-size="11" text-anchor="{}" fill="{}">{}</text>'
    ).format(x, y, anchor, ink, text)
