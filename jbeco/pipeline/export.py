"""Turns an executed notebook into one offline HTML file, with the house's own template."""

from __future__ import annotations

import base64
import copy
import re
from importlib.resources import as_file, files

from nbformat import NotebookNode

from ..report.notebook import LAB_ONLY, SENTINEL

__all__ = ["html_report"]

HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)(?:<a class="anchor-link"[^>]*>.*?</a>)?</h2>')
CONTENTS = "<!--contents-->"
"""What the template leaves in place of the cell tagged ``contents``."""


def html_report(executed: NotebookNode, title: str) -> str:
    """Export a notebook.

    Parameters
    ----------
    executed : NotebookNode
        With its outputs.
    title : str
        Title of the page.

    Returns
    -------
    str
        HTML without code cells, scripts or any address to fetch from.
    """
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    executed = _for_readers(executed)
    executed.metadata["title"] = title
    config = Config()
    config.HTMLExporter.exclude_input = True
    config.HTMLExporter.exclude_input_prompt = True
    config.HTMLExporter.exclude_output_prompt = True
    # SVG before the plain-text fallback that JupyterLab's accessibility needs.
    config.NbConvertBase.display_data_priority = ["text/html", "image/svg+xml", "image/png"]
    with as_file(files("jbeco.report") / "nbconvert") as templates:
        exporter = HTMLExporter(
            config=config, template_name="jbeco", extra_template_basedirs=[str(templates)]
        )
        exporter.register_filter("svg_base64", _base64)
        html, _ = exporter.from_notebook_node(executed)
    html = html.replace(CONTENTS, _contents(html), 1)
    return re.sub(r"[ \t]+\n", "\n", re.sub(r"\n{3,}", "\n\n", html))


def _for_readers(executed: NotebookNode) -> NotebookNode:
    """Return a copy without what speaks to the run or to JupyterLab only."""
    shown = copy.deepcopy(executed)
    for cell in shown.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                output
                for output in cell.outputs
                if not {SENTINEL, LAB_ONLY} & set(output.get("data", {}))
            ]
    return shown


def _base64(text: str) -> str:
    return base64.b64encode(text.encode("utf-8")).decode("ascii")


def _contents(page: str) -> str:
    """Return the table of contents of a page, from its second-level headings as they came out."""
    entries = "".join(
        f'<li><a href="#{identifier}">{text}</a></li>' for identifier, text in HEADING.findall(page)
    )
    return f'<nav class="toc" aria-label="目录"><ol>{entries}</ol></nav>'
