"""One look for all charts: the shipped Chinese font, fixed ids, and a loud missing glyph."""

from __future__ import annotations

import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from io import StringIO
from typing import Any

import matplotlib
from matplotlib import font_manager
from matplotlib.figure import Figure

from ..problems import JbecoError, Problem

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


@contextmanager
def chart(width: float, height: float) -> Iterator[Figure]:
    """Give a figure in the house style; inches. A glyph that no font has is an error."""
    _add_font()
    with matplotlib.rc_context(STYLE), _loud_glyphs():
        yield Figure(figsize=(width, height), layout="constrained")


def svg_text(figure: Figure) -> str:
    """Return a figure as SVG without date or creator, so that equal charts are equal bytes."""
    text = StringIO()
    figure.savefig(text, format="svg", metadata={"Date": None, "Creator": None})
    return text.getvalue()


def _add_font() -> None:
    if "Noto Sans SC" in {font.name for font in font_manager.fontManager.ttflist}:
        return
    with as_file(files("jbeco.report.fonts") / "NotoSansSC-subset.otf") as path:
        font_manager.fontManager.addfont(path)


@contextmanager
def _loud_glyphs() -> Iterator[None]:
    def refuse(record: logging.LogRecord) -> bool:
        if "does not have a glyph" in record.getMessage():
            raise _missing(record.getMessage())
        return True

    logger = logging.getLogger("matplotlib.mathtext")
    logger.addFilter(refuse)
    try:
        with warnings.catch_warnings():
            warnings.filterwarnings("error", message="Glyph .* missing")
            yield
    except UserWarning as warning:
        raise _missing(str(warning)) from None
    finally:
        logger.removeFilter(refuse)


def _missing(message: str) -> JbecoError:
    mend = "请把这个字加进 scripts/make_font_subset.py 后重新生成字体"
    return JbecoError([Problem("图表字体", f"缺字：{message}", mend)])
