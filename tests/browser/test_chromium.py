"""The checks see what they are for: a page with one fault of each kind."""

from pathlib import Path

import pytest

from scripts.chromium import Browser
from tests.browser.paper import sheets
from tests.browser.test_print import TEXTS, squeezed
from tests.browser.test_screen import FOCUSED, STOPS, TARGETS, WIDE

FAULTY = """<!DOCTYPE html><html lang="zh-CN"><meta charset="utf-8"><title>错</title>
<link rel="icon" href="data:,">
<style>@page{size:A4} .cut{overflow:hidden;width:200px} .cut p{width:600px;text-align:right}</style>
<nav><a href="#there">有</a> <a href="#gone" tabindex="-1">无</a></nav>
<h1 id="there">题</h1>
<div style="width:3000px">宽</div>
<div style="overflow:auto"><p style="width:3000px">卷</p></div>
<div class="cut"><p>切</p></div>
<img src="http://127.0.0.1:9/x" alt="图">
<script>console.warn("说")</script>
"""


@pytest.fixture(scope="module")
def faulty(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("faulty") / "faulty.html"
    path.write_text(FAULTY, encoding="utf-8")
    browser.open(path, width=1280)
    return path


def test_a_request_and_a_word_on_the_console_are_seen(browser: Browser, faulty: Path) -> None:
    assert browser.requested == [faulty.as_uri(), "http://127.0.0.1:9/x"]
    assert {event["method"] for event in browser.console} >= {"Runtime.consoleAPICalled"}


def test_what_sticks_out_or_scrolls_is_seen(browser: Browser, faulty: Path) -> None:
    found = browser.evaluate(WIDE)
    assert found["page"] > found["width"]
    assert [said[-1] for said in found["out"]] == ["宽"]
    assert [said[-1] for said in found["sideways"]] == ["卷"]


def test_a_link_to_nowhere_is_seen(browser: Browser, faulty: Path) -> None:
    assert browser.evaluate(TARGETS) == ["#gone"]


def test_what_the_tab_key_passes_over_is_seen(browser: Browser, faulty: Path) -> None:
    browser.open(faulty, width=1280)
    browser.press("Tab")
    assert browser.evaluate(FOCUSED) == ["#there", True]
    assert set(browser.evaluate(STOPS)) == {"#there", "#gone"}


def test_what_a_box_cuts_off_is_not_on_paper(browser: Browser, faulty: Path) -> None:
    browser.open(faulty, width=1280)
    shown = set(squeezed("".join(browser.evaluate(TEXTS))))
    pdf = faulty.with_suffix(".pdf")
    pdf.write_bytes(browser.print_pdf())
    printed = {word.text for sheet in sheets(pdf) for word in sheet.words}
    assert "切" in shown
    assert "切" not in printed
