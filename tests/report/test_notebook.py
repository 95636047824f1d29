"""What a notebook shows beside tables, and the proof that it reached its end."""

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest
from IPython.core.interactiveshell import InteractiveShell
from matplotlib.figure import Figure

from jbeco.report import notebook
from jbeco.report.figures import Chart
from jbeco.report.frame_html import frame_html

Shown = Callable[..., list[dict[str, Any]]]


def test_a_notebook_leaves_its_sentinel(shown: Shown) -> None:
    [bundle] = shown(notebook.finish, "10_collect")
    assert bundle[notebook.SENTINEL] == {"notebook": "10_collect"}
    assert bundle["text/plain"] == "完成：10_collect"


def test_a_chart_has_words_for_those_who_cannot_see_it(shown: Shown) -> None:
    drawn = Chart(lambda width: Figure((width, 1)), "三根柱子，最高的是 2025 年")
    [bundle] = shown(notebook.show_chart, drawn, "图 1　柱子")
    assert bundle["image/svg+xml"] == drawn.svg
    assert bundle["text/plain"] == drawn.alt
    said = {"alt": drawn.alt, "caption": "图 1　柱子", "narrow": drawn.narrow}
    assert bundle["metadata"] == {"image/svg+xml": said}
    assert drawn.narrow != drawn.svg


def test_a_figure_of_a_cell_is_shown_as_it_was_drawn(shown: Shown) -> None:
    [bundle] = shown(notebook.show_figure, Figure((2, 1)), "图", "一张空图")
    assert bundle["image/svg+xml"].startswith("<svg")
    said = {"alt": "一张空图", "caption": "图", "narrow": ""}
    assert bundle["metadata"] == {"image/svg+xml": said}


def test_a_page_shows_its_tables_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    shell = InteractiveShell()
    monkeypatch.setattr(notebook, "get_ipython", lambda: shell)
    frame = pd.DataFrame({"理由": ["很长的一句话" * 20]})
    notebook.start()
    data, _ = shell.display_formatter.format(frame)
    assert data["text/html"] == frame_html(frame)


def test_without_a_kernel_there_is_nothing_to_set() -> None:
    notebook.start()


def test_the_style_of_the_report_stays_within_the_outputs(shown: Shown) -> None:
    [bundle] = shown(notebook.show_style)
    html = bundle["text/html"]
    assert html.startswith("<style>.jp-OutputArea ")
    assert html.count("{") == html.count("}")
    assert ":root" not in html
    assert notebook.LAB_ONLY in bundle
