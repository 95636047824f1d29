"""What a notebook shows beside DataFrames, and the proof that it was run to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from IPython.display import display

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .figures import Chart

__all__ = ["SENTINEL", "finish", "show_chart", "show_figure"]

SENTINEL = "application/vnd.jbeco.end+json"
"""Kind of output by which a notebook's last cell proves that it ran to its end."""


def show_chart(drawn: Chart, caption: str) -> None:
    """Show a chart with its alternative text and a caption."""
    display(
        {"image/svg+xml": drawn.svg, "text/plain": drawn.alt},
        metadata={"image/svg+xml": {"alt": drawn.alt, "caption": caption}},
        raw=True,
    )


def show_figure(figure: Figure, caption: str, alt: str) -> None:
    """Show a figure that a cell drew within `chart_style.chart`; ``alt`` says what it shows."""
    # matplotlib takes half a second: notebooks without a figure do without.
    from .chart_style import svg_text
    from .figures import Chart

    show_chart(Chart(svg_text(figure), alt), caption)


def finish(notebook: str) -> None:
    """Leave the sentinel by which the run knows that the notebook reached its last cell."""
    display({SENTINEL: {"notebook": notebook}, "text/plain": f"完成：{notebook}"}, raw=True)
