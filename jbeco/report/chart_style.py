"""One look for all charts: the shipped Chinese font, fixed ids, and a word on missing glyphs."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from io import StringIO
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.figure import Figure

__all__ = ["chart", "svg_text"]

STYLE: Any = {
    # DejaVu Sans, which matplotlib ships, has the subscripts that Noto Sans SC lacks.
    "font.family": ["Noto Sans SC", "DejaVu Sans"],
    "font.size": 9.5,
    "axes.unicode_minus": True,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.edgecolor": "#9aa5a3",
    "axes.labelcolor": "#3d4a48",
    "xtick.color": "#3d4a48",
    "ytick.color": "#1d2b2a",
    "text.color": "#1d2b2a",
    "text.parse_math": False,
    "hatch.linewidth": 0.6,
    "svg.fonttype": "path",
    # Element ids come from this salt instead of a random number, so equal charts are equal bytes.
    "svg.hashsalt": "jbeco",
}


MISSING = re.compile(r"Glyph (\d+) .* missing")
"""What matplotlib warns of when no font has a character; it draws a box instead."""

NOTE_HEIGHT = 0.22  # inches: one line of small print


@contextmanager
def chart(width: float, height: float) -> Iterator[Figure]:
    """Give a figure in the house style; inches."""
    _add_font()
    with matplotlib.rc_context(STYLE):
        yield Figure(figsize=(width, height), layout="constrained")


def svg_text(figure: Figure) -> str:
    """Return a figure as SVG without date or creator, so that equal charts are equal bytes.

    A name may hold a character that no font has. Nothing stops for it: it is drawn as a box, and
    a line under the chart says once which characters are meant.
    """
    svg, missing = _drawn(figure)
    if not missing:
        return svg
    _note(figure, f"图中方框是图表字体没有的字：{'、'.join(missing)}；名称以表格和文字为准")
    return _drawn(figure)[0]


def _add_font() -> None:
    if "Noto Sans SC" in {font.name for font in font_manager.fontManager.ttflist}:
        return
    with as_file(files("jbeco.report.fonts") / "NotoSansSC-subset.otf") as path:
        font_manager.fontManager.addfont(path)


def _drawn(figure: Figure) -> tuple[str, list[str]]:
    """Return the SVG, and the code points that no font has, ascending."""
    text = StringIO()
    with warnings.catch_warnings(record=True) as caught:
        figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    missing = set()
    for warning in caught:
        found = MISSING.match(str(warning.message))
        if found:
            missing.add(int(found[1]))
        else:
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )
    return text.getvalue(), [f"U+{code:04X}" for code in sorted(missing)]


def _note(figure: Figure, says: str) -> None:
    """Make room for a line of small print under the axes of a chart, and write it."""
    width, height = figure.get_size_inches()
    share = NOTE_HEIGHT / (height + NOTE_HEIGHT)
    figure.set_size_inches(width, height + NOTE_HEIGHT)
    figure.set_layout_engine("constrained", rect=(0, share, 1, 1 - share))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # which glyphs are missing is known by now
        figure.draw_without_rendering()
        tops = [legend.get_window_extent().y1 / figure.bbox.height for legend in figure.legends]
    below = max((top for top in tops if top < 0.5), default=0.0)  # a legend at the lower edge
    figure.text(0.01, below + share / 2, says, fontsize=7.5, va="center")
