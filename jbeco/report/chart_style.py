"""One look for all charts: the shipped Chinese font, fixed ids, and a word on missing glyphs."""

from __future__ import annotations

import hashlib
import re
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.resources import as_file, files
from io import BytesIO
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure

__all__ = ["INK", "NARROW", "QUIET", "WIDE", "chart", "names_above", "png_bytes", "svg_text"]

INK, QUIET = "#1d2b2a", "#5a6664"

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
    "ytick.color": INK,
    "text.color": INK,
    "text.parse_math": False,
    "hatch.linewidth": 0.9,
    # Text stays text: it can be searched, read aloud and set in the reader's own Chinese font.
    "svg.fonttype": "none",
    # Element ids come from this salt instead of a random number, so equal charts are equal bytes.
    "svg.hashsalt": "jbeco",
}


MISSING = re.compile(r"Glyph (\d+) .* missing")
"""What matplotlib warns of when no font has a character; it draws a box instead."""

METADATA = re.compile(r"<metadata>.*?</metadata>\s*", re.DOTALL)
REFERENCE = re.compile(r'(?<=url\(#)[\w-]+(?=\))|(?<=href="#)[\w-]+(?=")')
ID = re.compile(r' id="([^"]*)"')
SIZE = re.compile(r' (?:width|height)="[\d.]+pt"')
TAG = re.compile(r"<[^>]*>")
DECIMALS = re.compile(r"(\.\d\d)\d+")
SPACE = re.compile(r"\s+")
NEEDLESS = re.compile(r"(?<=[:;,\d]) (?=[A-Za-z'#])|(?<=[MLCQz:]) (?=[-\d\"])")
"""A space in a tag before the next property, or beside a letter of a path."""
BETWEEN = re.compile(r">\s+<")
GROUP = re.compile(r"<g/>|<g>(<[^<>]*/>|<text[^<>]*>[^<>]*</text>)</g>")
FAMILY = re.compile(r"font-family: [^;\"]*;? ?")
UNTURNED = re.compile(r' transform="rotate\(-0 [^"]*"')
READERS_FONTS = "'Noto Sans SC','Microsoft YaHei','PingFang SC','DejaVu Sans',sans-serif"
"""Chinese fonts of Linux, Windows and macOS: the text is measured with ours and set in theirs."""

WIDE, NARROW = 7.4, 3.6
"""Inches: across a page or a screen, and across a phone."""

PICTURE_DPI = 150

CANVASES = {"svg": FigureCanvasSVG, "png": FigureCanvasAgg}
"""By format, what measures and draws."""

NOTE_HEIGHT = 0.22  # inches: one line of small print


@contextmanager
def chart(width: float, height: float) -> Iterator[Figure]:
    """Give a figure in the house style; inches."""
    _add_font()
    with matplotlib.rc_context(STYLE):
        yield Figure(figsize=(width, height), layout="constrained", dpi=PICTURE_DPI)


def svg_text(figure: Figure) -> str:
    """Return a figure as SVG without date or creator, so that equal charts are equal bytes.

    A name may hold a character that no font has. Nothing stops for it: it is drawn as a box, and
    a line under the chart says once which characters are meant.
    """
    return _slim(_noted(figure, format="svg", metadata={"Date": None, "Creator": None}).decode())


def png_bytes(figure: Figure) -> bytes:
    """Return a figure as a picture for Word, as `svg_text` does; equal charts are equal bytes."""
    return _noted(figure, format="png", dpi="figure", metadata={"Software": None})


def names_above(axes: Axes, names: Mapping[float, str], ink: str = INK) -> None:
    """Write names at the left edge, each at its place, over what is drawn there."""
    axes.set_yticks([])
    beside = axes.get_yaxis_transform()
    box = {"boxstyle": "square,pad=0.05", "fc": "white", "ec": "none"}
    for place, name in names.items():
        axes.text(0, place, name, transform=beside, va="center", fontsize=8.5, color=ink, bbox=box)


def _slim(svg: str) -> str:
    """Return an SVG that can stand inside a page beside others: no header, no id twice.

    The drawing library names and groups every element, repeats the font in each text and writes
    six decimals; a reader needs none of that.
    """
    drawn = METADATA.sub("", svg[svg.index("<svg") :])
    used = dict.fromkeys(REFERENCE.findall(drawn))
    own = f"c{hashlib.sha256(drawn.encode('utf-8')).hexdigest()[:8]}-"
    names = {name: f"{own}{number}" for number, name in enumerate(used)}
    drawn = ID.sub(lambda id_: f' id="{names[id_[1]]}"' if id_[1] in names else "", drawn)
    drawn = REFERENCE.sub(lambda found: names[found[0]], drawn)
    head, rest = drawn.split(">", 1)
    rest = UNTURNED.sub("", FAMILY.sub("", rest))
    drawn = f'{SIZE.sub("", head)} style="font-family:{READERS_FONTS}">{rest}'
    drawn = TAG.sub(lambda tag: _short(tag[0]), drawn)  # texts are the reader's
    return _ungrouped(BETWEEN.sub("><", drawn).strip())


def _short(tag: str) -> str:
    """Return a tag with two decimals and without the spaces that it can do without."""
    return NEEDLESS.sub("", SPACE.sub(" ", DECIMALS.sub(r"\1", tag)))


def _ungrouped(svg: str) -> str:
    """Return an SVG without groups that hold nothing, or one element and no attribute."""
    while (less := GROUP.sub(r"\1", svg)) != svg:
        svg = less
    return svg


def _add_font() -> None:
    if "Noto Sans SC" in {font.name for font in font_manager.fontManager.ttflist}:
        return
    with as_file(files("jbeco.report.fonts") / "NotoSansSC-subset.otf") as path:
        font_manager.fontManager.addfont(path)


def _noted(figure: Figure, **how: Any) -> bytes:
    """Return the figure in a format, with a note where a character is missing."""
    _add_font()
    with matplotlib.rc_context(STYLE):
        content, missing = _drawn(figure, **how)
        if not missing:
            return content
        said = f"图中方框是图表字体没有的字：{'、'.join(missing)}；名称以表格和文字为准"
        _note(figure, said)
        return _drawn(figure, **how)[0]


def _drawn(figure: Figure, **how: Any) -> tuple[bytes, list[str]]:
    """Return the figure in a format, and the code points that no font has, ascending."""
    content = BytesIO()
    with warnings.catch_warnings(record=True) as caught:
        _lay_out(figure, how["format"])
        figure.savefig(content, **how)
    missing = set()
    for warning in caught:
        found = MISSING.match(str(warning.message))
        if found:
            missing.add(int(found[1]))
        else:
            warnings.warn_explicit(
                warning.message, warning.category, warning.filename, warning.lineno
            )
    return content.getvalue(), [f"U+{code:04X}" for code in sorted(missing)]


def _lay_out(figure: Figure, written_as: str) -> None:
    """Place what is in a figure, measured as it will be written, once and for all.

    `Figure.savefig` would draw the whole figure one time more to do the same.
    """
    CANVASES[written_as](figure)
    engine = figure.get_layout_engine()
    if engine is not None:
        engine.execute(figure)
        figure.set_layout_engine(None)


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
