"""The report as one offline page: nothing to fetch, nothing to run, every text escaped."""

import hashlib
import re
from base64 import b64encode
from collections.abc import Callable
from importlib.resources import files
from pathlib import Path
from typing import Any
from urllib.parse import quote, unquote

import nbformat
import pytest
from markupsafe import escape

from jbeco.pipeline.export import html_report
from jbeco.pipeline.run import NOTEBOOKS
from jbeco.report.notebook import LAB_CELL, LAB_ONLY, SENTINEL
from jbeco.stages import STAGES

CSP = "default-src 'none'; img-src data:; style-src 'unsafe-inline'; script-src 'sha256-{}'"
PLACEHOLDER = "No description has been provided for this image"
FETCHING = {
    "img": "src",
    "script": "src",
    "link": "href",
    "iframe": "src",
    "object": "data",
    "embed": "src",
    "source": "src",
    "image": "href",
    "use": "href",
}


@pytest.fixture(scope="session")
def page(first_run: Any, parse: Callable[[str], Any]) -> Any:
    return parse(first_run.html)


def resolves(href: str, ids: set[str]) -> bool:
    """Whether a link within the page finds its target, as browsers look for it."""
    fragment = href.removeprefix("#")
    encoded = quote(fragment, safe="!$%&'()*+,-./:;=?@_~[]{}|^\\#")
    return encoded in ids or unquote(encoded) in ids


def visible(first: str, *others: str) -> nbformat.NotebookNode:
    """A notebook whose only output is the given HTML."""
    book = nbformat.v4.new_notebook()
    for html in (first, *others):
        cell = nbformat.v4.new_code_cell("secret_source(a)")
        cell.outputs = [nbformat.v4.new_output("display_data", {"text/html": html})]
        book.cells.append(cell)
    return book


def with_chart(alt: str, caption: str) -> nbformat.NotebookNode:
    book = nbformat.v4.new_notebook()
    cell = nbformat.v4.new_code_cell("document.counts(a)")
    output = nbformat.v4.new_output(
        "display_data", {"image/svg+xml": "<svg></svg>", "text/plain": alt}
    )
    output.metadata = {"image/svg+xml": {"alt": alt, "caption": caption}}
    cell.outputs = [output]
    book.cells.append(cell)
    return book


def test_a_chart_for_a_phone_stands_beside_the_one_for_a_page() -> None:
    book = with_chart("图", "标题")
    book.cells[0].outputs[0].metadata["image/svg+xml"]["narrow"] = "<svg class='n'></svg>"
    html = html_report(book, "标题")
    [broad] = re.findall(r'<div class="jb-broad">(.*?)</div>', html)
    [narrow] = re.findall(r'<div class="jb-narrow">(.*?)</div>', html)
    assert broad == '<svg aria-label="图" role="img"></svg>'
    assert narrow == '<svg aria-label="图" class="n" role="img"></svg>'


# --- the page of the real run ------------------------------------------------------------------


def test_page_says_its_language_title_and_policy(page: Any, first_run: Any) -> None:
    assert first_run.html.startswith("<!DOCTYPE html>")
    [html] = page.all("html")
    assert html["lang"] == "zh-CN"
    policies = [meta for meta in page.all("meta") if meta.get("http-equiv")]
    [script] = re.findall(r"<script>(.*?)</script>", first_run.html, re.DOTALL)
    digest = b64encode(hashlib.sha256(script.encode("utf-8")).digest()).decode("ascii")
    content = CSP.format(digest)
    assert policies == [{"http-equiv": "Content-Security-Policy", "content": content}]
    assert {"charset": "utf-8"} in page.all("meta")
    [title] = re.findall("<title>(.+)</title>", first_run.html)
    assert "2019" in title
    assert f"<h1>{title}</h1>" in first_run.html


def test_nothing_to_fetch_and_one_script_of_our_own(page: Any, first_run: Any) -> None:
    for tag, attribute in FETCHING.items():
        for attributes in page.all(tag):
            if tag in ("script", "use", "image"):
                assert not (attributes.get(attribute) or "#").removeprefix("#").count("/")
                continue
            assert (attributes.get(attribute) or "").startswith("data:"), (tag, attributes)
    assert page.all("script") == [{}]
    own = files("jbeco.report").joinpath("nbconvert/jbeco/page.js").read_text(encoding="utf-8")
    assert f"<script>{own}</script>" in first_run.html
    for reaching in ("fetch", "XMLHttp", "import", "eval", "innerHTML", "document.write"):
        assert reaching not in own
    assert not re.search(r"https?:|url\((?!#)|@import|javascript:", first_run.html, re.IGNORECASE)
    running = [
        (tag, name)
        for tag, attributes in page.elements
        for name in attributes
        if name.startswith("on")
    ]
    assert running == []
    for anchor in page.all("a"):
        assert anchor["href"].startswith("#"), anchor


def test_every_picture_has_its_own_words(page: Any) -> None:
    pictures = [picture for picture in page.all("svg") if picture.get("role") == "img"]
    assert len(pictures) >= 2
    for picture in pictures:
        assert len(picture["aria-label"]) > 10
        assert picture["aria-label"] != PLACEHOLDER
    # Each twice: as wide as a page, and as a phone.
    assert len({picture["aria-label"] for picture in pictures}) == len(pictures) / 2


def test_links_resolve_and_ids_are_single(page: Any) -> None:
    assert len(page.ids) == len(set(page.ids))
    links = {anchor["href"] for anchor in page.all("a")}
    assert len(links) > 90  # at least one for each row, and the contents
    ids = set(page.ids)
    assert [link for link in links if not resolves(link, ids)] == []


def test_contents_list_every_section(page: Any, first_run: Any) -> None:
    headings = re.findall(r"<h2[^>]*>(.*?)</h2>", first_run.html)
    assert len(headings) >= 12
    assert headings[0] == "一、结论摘要"
    [contents] = re.findall('<nav[^>]*class="jb-toc".*?</nav>', first_run.html, re.DOTALL)
    assert re.findall("<a href=[^>]*>(.*?)</a>", contents) == headings
    assert len(page.all("h1")) == 1


def test_code_is_hidden(page: Any) -> None:
    report = nbformat.read(NOTEBOOKS / "60_report.ipynb", as_version=4)
    lines = {
        line
        for cell in report.cells
        if cell.cell_type == "code"
        for line in cell.source.splitlines()
        if "(" in line
    }
    assert len(lines) > 5
    assert [line for line in lines if line in page.text] == []
    assert SENTINEL not in page.text
    assert "完成：60_report" not in page.text


def test_every_criterion_and_row_is_there(page: Any, real_plan: Any) -> None:
    assert len(real_plan.criteria) > 100
    ids = set(page.ids)
    for criterion in real_plan.criteria:
        assert criterion.id in ids
        assert criterion.row in ids
        assert re.search(rf"(?<![\da-zA-Z-]){criterion.id}(?![\d-])", page.text), criterion.id


# --- hostile texts -----------------------------------------------------------------------------


def test_hostile_text_of_a_department_is_shown_as_text(
    revised_run: Any, payloads: tuple[str, ...], parse: Callable[[str], Any]
) -> None:
    page = parse(revised_run.html)
    for payload in payloads:
        assert payload in page.text
        if "<" in payload:
            assert payload not in revised_run.html
    assert page.all("script") == [{}]
    assert page.all("img") == []
    assert all(not name.startswith("on") for _, attrs in page.elements for name in attrs)


def test_hostile_text_is_escaped_in_the_notebooks_too(
    revised_run: Any, payloads: tuple[str, ...]
) -> None:
    said = set()
    for stage in STAGES:
        path = revised_run.folder / "notebooks" / f"{stage.notebook}.ipynb"
        shown = "\n".join(
            output.data["text/html"]
            for cell in nbformat.read(path, as_version=4).cells
            for output in cell.get("outputs", [])
            if "text/html" in output.get("data", {})
        )
        assert shown
        for payload in payloads:
            # pandas leaves a quotation mark outside of an attribute as it is
            ways = (str(escape(payload)), str(escape(payload)).replace("&#34;", '"'))
            said |= {(stage.name, payload)} if any(way in shown for way in ways) else set()
            if escape(payload) != payload:
                assert payload not in shown, stage.name
    for name in ("collect", "verdicts", "report"):  # which show notes and reasons
        assert {payload for stage, payload in said if stage == name} == set(payloads), name


def test_title_headings_and_chart_words_are_escaped(
    payloads: tuple[str, ...], parse: Callable[[str], Any]
) -> None:
    for payload in payloads:
        book = with_chart(payload, payload)
        page = parse(html_report(book, payload))
        [picture] = page.all("svg")
        assert picture == {"role": "img", "aria-label": payload}
        assert page.all("script") == [{}]
        assert page.text.count(payload) == 2  # title and caption


# --- the exporter by itself --------------------------------------------------------------------


def test_exporting_does_not_change_the_notebook() -> None:
    book = visible("<p>甲</p>")
    before = nbformat.writes(book)
    html = html_report(book, "题")
    assert nbformat.writes(book) == before
    assert "<p>甲</p>" in html
    assert "secret_source" not in html


def test_sentinel_is_not_shown() -> None:
    book = visible("<p>甲</p>")
    data = {SENTINEL: {"notebook": "x"}, "text/plain": "完成：x"}
    book.cells[0].outputs.append(nbformat.v4.new_output("display_data", data))
    html = html_report(book, "题")
    assert "<p>甲</p>" in html
    assert "完成：x" not in html


def test_what_is_for_jupyterlab_is_left_out() -> None:
    book = visible("<p>甲</p>")
    data = {LAB_ONLY: {}, "text/html": "<style>.jp-OutputArea{}</style>"}
    book.cells[0].outputs.append(nbformat.v4.new_output("display_data", data))
    html = html_report(book, "题")
    assert "<p>甲</p>" in html
    assert "jp-OutputArea" not in html


def test_a_cell_for_jupyterlab_is_left_out_whole() -> None:
    book = visible("<p>甲</p>")
    for kind in (nbformat.v4.new_markdown_cell, nbformat.v4.new_code_cell):
        book.cells.append(kind("## 复核", metadata={"tags": [LAB_CELL]}))
    shown = nbformat.v4.new_output("display_data", {"text/html": "<p>核对</p>"})
    book.cells[-1].outputs.append(shown)
    html = html_report(book, "题")
    assert "<p>甲</p>" in html
    assert "复核" not in html
    assert "核对" not in html
    assert len(book.cells) == 3  # the executed notebook keeps them


@pytest.mark.parametrize(
    "heading",
    [
        "一、总体 情况",
        "“引号”",
        "PM2.5 与气",
        "甲 & 乙 < 丙",
        "优良天数 88%",
    ],
)
def test_contents_link_to_any_heading(heading: str, parse: Callable[[str], Any]) -> None:
    book = nbformat.v4.new_notebook()
    book.cells = [
        nbformat.v4.new_markdown_cell("目录", metadata={"tags": ["contents"]}),
        nbformat.v4.new_markdown_cell(f"## {heading}\n\n正文"),
    ]
    page = parse(html_report(book, "题"))
    links = [anchor["href"] for anchor in page.all("a") if anchor["href"] != "#main"]
    assert links
    assert [link for link in links if not resolves(link, set(page.ids))] == []


# --- in a browser ------------------------------------------------------------------------------


def test_browser_runs_nothing_of_a_hostile_text(browser: Any, revised_run: Any) -> None:
    browser.open(revised_run.folder / "report.html", width=1280)
    assert "alert(1)" in browser.evaluate("document.body.textContent")
    events = {event["method"] for event in browser.events}
    assert "Page.javascriptDialogOpening" not in events
    assert browser.console == []


def test_the_policy_would_stop_a_script(browser: Any, first_run: Any, tmp_path: Path) -> None:
    """Even if a text got through unescaped: the page's own policy is the second wall."""
    html = first_run.html.replace(
        "</main>", "<script>document.title='ran'</script><img src='http://127.0.0.1:9/x'></main>"
    )
    path = tmp_path / "report.html"
    path.write_text(html, encoding="utf-8")
    browser.open(path, width=1280)
    assert browser.evaluate("document.title") != "ran"
    assert len(browser.console) >= 2  # and this is how a complaint would look
