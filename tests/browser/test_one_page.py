"""The one sheet of the mid-term: one side of A4, and one screen of a projector."""

from pathlib import Path
from types import SimpleNamespace

from jbeco.report.file_names import ONE_PAGE
from scripts.chromium import Browser
from tests.browser.paper import sheets

HEIGHT = "document.documentElement.scrollHeight"
OTHER_FONTS = 1.05
"""How much taller it may come out where the system has other fonts."""


def test_it_fits_a_projector(browser: Browser, example_run: SimpleNamespace) -> None:
    browser.open(example_run.folder / ONE_PAGE, width=1920, height=1080)
    assert browser.evaluate(HEIGHT) <= 1080 * OTHER_FONTS


def test_it_fits_a_sheet_of_paper(
    browser: Browser, example_run: SimpleNamespace, tmp_path: Path
) -> None:
    browser.open(example_run.folder / ONE_PAGE, width=1280)
    path = tmp_path / "sheet.pdf"
    path.write_bytes(browser.print_pdf())
    assert len(sheets(path)) == 1
