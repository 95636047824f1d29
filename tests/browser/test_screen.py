"""A report on a screen, from a phone to a wall: complete, within the window, silent, reachable."""

from pathlib import Path
from urllib.parse import unquote

import pytest

from scripts.chromium import OPENED, Browser

SIDEWAYS = {375: False, 768: True, 1440: False, 1920: False}
"""Widths of a phone, a tablet, a laptop and a projector: may a wide table scroll in its own box?"""

WIDE = """
(() => {
  const said = (e) => `${e.tagName} ${e.className} ${e.textContent.trim().slice(0, 40)}`;
  const scrolls = (e) => /auto|scroll/.test(getComputedStyle(e).overflowX);
  const inside = (e) => e && (scrolls(e) || inside(e.parentElement));
  const floats = (e) => getComputedStyle(e).position === "fixed"; // a watermark
  const width = document.documentElement.clientWidth;
  const seen = [...document.body.querySelectorAll("*")];
  return {
    width,
    page: document.documentElement.scrollWidth,
    out: seen
      .filter((e) => e.getBoundingClientRect().right > width + 1 && e.offsetWidth > 1)
      .filter((e) => !floats(e) && !inside(e.parentElement))
      .map(said),
    sideways: seen.filter((e) => scrolls(e) && e.scrollWidth > e.clientWidth).map(said),
  };
})()
"""

TARGETS = """
[...document.querySelectorAll("a[href^='#']")].filter((a) => {
  location.hash = a.hash;
  return a.hash && !document.querySelector(":target");
}).map((a) => a.getAttribute("href"))
"""
FILES = """
[...document.querySelectorAll("a[href]")].map((a) => a.getAttribute("href"))
  .filter((href) => !/^(#|https?:|mailto:)/.test(href))
"""

STOPS = """
(() => {
  const controls = "nav a[href], input, select, button, textarea";
  const seen = (e) => e.checkVisibility() && !e.disabled;
  const once = (e) => e.type === "radio" ? e.name : e.getAttribute("href") || e.id || e.textContent;
  return [...new Set([...document.querySelectorAll(controls)].filter(seen).map(once))];
})()
"""
FOCUSED = """
(() => {
  const e = document.activeElement;
  const style = getComputedStyle(e);
  const name = e.type === "radio" ? e.name : e.getAttribute("href") || e.id || e.textContent;
  return [name, style.outlineStyle !== "none" || style.boxShadow !== "none"];
})()
"""
PRESSES = 1500
"""How far a reader would go with the tab key."""

PICTURES = "[...document.images].filter((i) => !i.complete || i.naturalWidth < 2).map((i) => i.alt)"


def test_it_asks_for_nothing_and_says_nothing(browser: Browser, report: Path) -> None:
    browser.open(report, width=1440)
    assert browser.evaluate("document.body.querySelectorAll('*').length") > 1000
    assert browser.evaluate(PICTURES) == []
    assert browser.console == []
    assert {url for url in browser.requested if not url.startswith("data:")} == {report.as_uri()}


@pytest.mark.parametrize("width", SIDEWAYS)
def test_nothing_sticks_out_of_the_window(browser: Browser, report: Path, width: int) -> None:
    browser.open(report, width)
    browser.evaluate(OPENED)
    found = browser.evaluate(WIDE)
    assert found["width"] == found["page"]
    assert found["out"] == []
    assert SIDEWAYS[width] or found["sideways"] == []


def test_every_link_finds_its_place(browser: Browser, report: Path) -> None:
    browser.open(report, width=1440)
    assert browser.evaluate("document.querySelectorAll(\"a[href^='#']\").length") > 100
    assert browser.evaluate(TARGETS) == []
    missing = [
        href for href in browser.evaluate(FILES) if not (report.parent / unquote(href)).exists()
    ]
    assert missing == []


def test_the_tab_key_reaches_contents_and_controls(browser: Browser, report: Path) -> None:
    browser.open(report, width=1440)
    wanted = set(browser.evaluate(STOPS))
    assert len(wanted) >= 5
    unmarked = []
    for _ in range(PRESSES):
        browser.press("Tab")
        name, marked = browser.evaluate(FOCUSED)
        wanted.discard(name)
        if not marked:
            unmarked.append(name)
        if not wanted:
            break
    assert wanted == set()
    assert unmarked == []  # a reader sees where the focus is
