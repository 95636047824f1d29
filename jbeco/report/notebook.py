"""How a notebook shows tables and charts, and the proof that it was run to its end."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

import pandas as pd
from IPython import get_ipython
from IPython.display import display

from .frame_html import frame_html

if TYPE_CHECKING:
    from matplotlib.figure import Figure

    from .figures import Chart

__all__ = [
    "LAB_CELL",
    "LAB_ONLY",
    "SENTINEL",
    "finish",
    "show_chart",
    "show_figure",
    "show_style",
    "start",
]

SENTINEL = "application/vnd.jbeco.end+json"
"""Kind of output by which a notebook's last cell proves that it ran to its end."""

LAB_ONLY = "application/vnd.jbeco.lab+json"
"""Marks an output that is for JupyterLab and is left out of the published page."""

LAB_CELL = "lab"
"""Tag of a cell that is for JupyterLab, with all that it shows."""


def start() -> None:
    """From here on show DataFrames whole: texts unbroken and to the left, gaps as a dash."""
    shell = get_ipython()
    if shell is not None:
        shell.display_formatter.formatters["text/html"].for_type(pd.DataFrame, frame_html)


def show_style() -> None:
    """Let the report look in JupyterLab as it does when it is published."""
    css = files("jbeco.report").joinpath("nbconvert/jbeco/style.css").read_text(encoding="utf-8")
    # Within the outputs only; the class twice, to win over JupyterLab's own rules for tables.
    inside = ".jp-OutputArea .jp-RenderedHTMLCommon.jp-RenderedHTMLCommon"
    own = "table{table-layout:auto}dt,dd{float:none;width:auto}"
    style = f"<style>{inside}{{{css.replace(':root{', '&{')}{own}}}</style>"
    display({LAB_ONLY: {}, "text/html": style, "text/plain": ""}, raw=True)


def show_chart(drawn: Chart, caption: str) -> None:
    """Show a chart with its alternative text and a caption; a page has it for a phone as well."""
    _show(drawn.svg, drawn.alt, caption, drawn.narrow)


def show_figure(figure: Figure, caption: str, alt: str) -> None:
    """Show a figure that a cell drew within `chart_style.chart`; ``alt`` says what it shows."""
    # matplotlib takes half a second: notebooks without a figure do without.
    from .chart_style import svg_text

    _show(svg_text(figure), alt, caption)


def _show(svg: str, alt: str, caption: str, narrow: str = "") -> None:
    display(
        {"image/svg+xml": svg, "text/plain": alt},
        metadata={"image/svg+xml": {"alt": alt, "caption": caption, "narrow": narrow}},
        raw=True,
    )


def finish(notebook: str) -> None:
    """Leave the sentinel by which the run knows that the notebook reached its last cell."""
    display({SENTINEL: {"notebook": notebook}, "text/plain": f"完成：{notebook}"}, raw=True)
