"""What a notebook shows beside tables, and the proof that it reached its end."""

from collections.abc import Callable
from typing import Any

from jbeco.report import notebook
from jbeco.report.figures import Chart

Shown = Callable[..., list[dict[str, Any]]]


def test_a_notebook_leaves_its_sentinel(shown: Shown) -> None:
    [bundle] = shown(notebook.finish, "10_collect")
    assert bundle[notebook.SENTINEL] == {"notebook": "10_collect"}
    assert bundle["text/plain"] == "完成：10_collect"


def test_a_chart_has_words_for_those_who_cannot_see_it(shown: Shown) -> None:
    drawn = Chart(svg="<svg></svg>", alt="三根柱子，最高的是 2025 年")
    [bundle] = shown(notebook.show_chart, drawn, "图 1　柱子")
    assert bundle["image/svg+xml"] == "<svg></svg>"
    assert bundle["text/plain"] == drawn.alt
    assert bundle["metadata"] == {"image/svg+xml": {"alt": drawn.alt, "caption": "图 1　柱子"}}
