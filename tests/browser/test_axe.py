"""The report by the rules of axe-core: what a screen reader or a keyboard stumbles over."""

from importlib.resources import files
from pathlib import Path

import pytest

from scripts.chromium import OPENED, Browser

VIOLATIONS = """
axe.run(document, {resultTypes: ["violations"]}).then((found) =>
  found.violations.flatMap((rule) => rule.nodes.map((node) => [rule.id, node.html.slice(0, 120)])))
"""


@pytest.mark.parametrize("report", ["gap_run"], indirect=True)  # it has all that the others have
def test_axe_finds_nothing(browser: Browser, report: Path) -> None:
    browser.open(report, width=1440)
    browser.evaluate(OPENED)
    axe = files("axe_playwright_python").joinpath("axe.min.js").read_text("utf-8")
    browser.evaluate(f"{axe};0")
    assert browser.evaluate(VIOLATIONS) == []
