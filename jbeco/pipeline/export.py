"""Turns an executed notebook into one offline HTML file, with the house's own template."""

from __future__ import annotations

import base64
import copy
import hashlib
import re
from importlib.resources import as_file, files

from markupsafe import Markup, escape
from nbformat import NotebookNode

from ..report.notebook import LAB_CELL, LAB_ONLY, SENTINEL

__all__ = ["html_report"]

HEADING = re.compile(r'<h2 id="([^"]*)">(.*?)(?:<a class="anchor-link"[^>]*>.*?</a>)?</h2>')
NAMESPACES = re.compile(r' xmlns(?::\w+)?="[^"]*"')
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
        HTML without code cells or any address to fetch from; its one script is named by its hash.
    """
    from jupyter_core.paths import ENV_JUPYTER_PATH, SYSTEM_JUPYTER_PATH
    from nbconvert.exporters import HTMLExporter
    from traitlets.config import Config

    class Exporter(HTMLExporter):
        def get_prefix_root_dirs(self) -> list[str]:
            # Templates of the installation only: a user's own would change the page.
            return [*ENV_JUPYTER_PATH, *SYSTEM_JUPYTER_PATH]

    executed = _for_readers(executed)
    script = _script()
    executed.metadata["title"] = title
    config = Config()
    config.HTMLExporter.exclude_input = True
    config.HTMLExporter.exclude_input_prompt = True
    config.HTMLExporter.exclude_output_prompt = True
    # SVG before the plain-text fallback that JupyterLab's accessibility needs.
    config.NbConvertBase.display_data_priority = ["text/html", "image/svg+xml", "image/png"]
    with as_file(files("jbeco.report") / "nbconvert") as templates:
        exporter = Exporter(
            config=config, template_name="jbeco", extra_template_basedirs=[str(templates)]
        )
        exporter.register_filter("inline_svg", _inline_svg)
        resources = {"jbeco_script": script, "jbeco_script_hash": _hash(script)}
        html, _ = exporter.from_notebook_node(executed, resources=resources)
    html = html.replace(CONTENTS, _contents(html), 1)
    return re.sub(r"[ \t]+\n", "\n", re.sub(r"\n{3,}", "\n\n", html))


def _for_readers(executed: NotebookNode) -> NotebookNode:
    """Return a copy without what speaks to the run or to JupyterLab only."""
    shown = copy.deepcopy(executed)
    shown.cells = [one for one in shown.cells if LAB_CELL not in one.metadata.get("tags", ())]
    for cell in shown.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                output
                for output in cell.outputs
                if not {SENTINEL, LAB_ONLY} & set(output.get("data", {}))
            ]
    return shown


def _script() -> str:
    """Return the page's only script; without it the page reads the same."""
    return files("jbeco.report").joinpath("nbconvert/jbeco/page.js").read_text(encoding="utf-8")


def _hash(script: str) -> str:
    """Return what a page must name for a browser to run this script and no other."""
    digest = hashlib.sha256(script.encode("utf-8")).digest()
    return f"sha256-{base64.b64encode(digest).decode('ascii')}"


def _inline_svg(svg: str, alt: str) -> Markup:
    """Return an SVG as part of the page, with the sentence that stands for it."""
    drawn = NAMESPACES.sub("", svg[svg.index("<svg") :])  # which a page does not need
    return Markup(drawn.replace("<svg", f'<svg role="img" aria-label="{escape(alt)}"', 1))


def _contents(page: str) -> str:
    """Return the table of contents of a page, from its second-level headings as they came out."""
    entries = "".join(
        f'<li><a href="#{identifier}">{text}</a></li>' for identifier, text in HEADING.findall(page)
    )
    return f'<nav class="jb-toc" aria-label="目录"><ol>{entries}</ol></nav>'
