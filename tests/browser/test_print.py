"""A report on paper: nothing cut off, nothing folded away, every sheet numbered."""

import re
from collections import Counter
from pathlib import Path
from unicodedata import normalize

import pytest

from scripts.chromium import OPENED, Browser
from tests.browser.paper import Sheet

MARGIN = 18
"""Millimetres below the text."""

TEXTS = """
(() => {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const found = [];
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement;
    const box = around.getBoundingClientRect();
    const spoken = box.width < 2 || box.right < 0; // only a screen reader says it
    if (around.checkVisibility() && !spoken) found.push(texts.currentNode.data);
  }
  return found;
})()
"""
FOLDED = """
[...document.querySelectorAll("details:not([open])")].map((box) =>
  [...box.querySelectorAll("td, th, p, li")].map((e) => e.textContent).find((text) => text.trim()))
"""


def squeezed(text: str) -> str:
    """Take out blanks, and the look-alikes by which a PDF names its characters."""
    return "".join(normalize("NFKC", text).split())


@pytest.fixture(scope="session")
def on_paper(printed: list[Sheet]) -> str:
    return squeezed("".join(sheet.text for sheet in printed))


def test_no_character_is_lost(browser: Browser, report: Path, on_paper: str) -> None:
    """Chromium leaves out of a PDF what a box or the edge of the paper cuts off."""
    browser.open(report, width=1280)
    browser.lay_out_for("print")
    browser.evaluate(OPENED)
    shown = squeezed("".join(browser.evaluate(TEXTS)))
    assert len(shown) > 10_000
    assert Counter(shown) - Counter(on_paper) == Counter()


def test_what_is_folded_on_the_screen_is_printed(
    browser: Browser, report: Path, on_paper: str
) -> None:
    browser.open(report, width=1280)
    folded = browser.evaluate(FOLDED)
    assert folded
    # Piece by piece: a badge is read before or after the words on its line.
    pieces = {piece for text in folded for piece in re.findall(r"\w{4,}", squeezed(text))}
    assert len(pieces) > 40
    assert [piece for piece in sorted(pieces) if piece not in on_paper] == []


def test_every_word_stands_on_the_paper(printed: list[Sheet]) -> None:
    assert [
        (number, word.text)
        for number, sheet in enumerate(printed, start=1)
        for word in sheet.words
        if word.left < 0 or word.right > sheet.width
    ] == []


def test_every_sheet_has_its_number(printed: list[Sheet]) -> None:
    assert [sheet.foot(MARGIN) for sheet in printed] == [
        str(number) for number, _ in enumerate(printed, start=1)
    ]
