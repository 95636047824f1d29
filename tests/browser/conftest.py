"""The reports that are opened: the real base year, the example's mid-term, one with a gap."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from jbeco.pipeline.run import run_year
from scripts.chromium import Browser
from tests.browser.paper import Sheet, sheets

SILENT = "2025-housing-区住房和城乡建设局.xlsx"
"""What a department did not send: the one that several criteria of both frameworks wait for."""


@pytest.fixture(scope="session")
def gap_run(
    example_run: SimpleNamespace, example_data: Path, tmp_path_factory: pytest.TempPathFactory
) -> SimpleNamespace:
    """The example's mid-term where one department sent nothing."""
    folder = tmp_path_factory.mktemp("gap")
    data = Path(shutil.copytree(example_data, folder / example_data.name))  # one origin
    (data / "2025" / SILENT).unlink()
    # What does not read its workbook is taken from the example's run.
    processed = Path(shutil.copytree(example_run.processed, folder / "processed"))
    published = run_year(
        2025,
        data=data,
        reports=folder / "reports",
        processed=processed,
        notebooks=example_run.notebooks,
    )
    return SimpleNamespace(folder=published.folder)


@pytest.fixture(scope="session", params=["first_run", "example_run", "gap_run"])
def report(request: pytest.FixtureRequest, browser: Browser) -> Path:
    """One report after the other; none is made where there is no browser to open it."""
    return request.getfixturevalue(request.param).folder / "report.html"


@pytest.fixture(scope="session")
def printed(
    browser: Browser, report: Path, tmp_path_factory: pytest.TempPathFactory
) -> list[Sheet]:
    """The report as it comes out of the printer."""
    if shutil.which("pdftotext") is None:
        pytest.skip("没有 pdftotext，不能读印出的页（Debian：apt-get install poppler-utils）")
    browser.open(report, width=1280)
    path = tmp_path_factory.mktemp("printed") / "report.pdf"
    path.write_bytes(browser.print_pdf())
    return sheets(path)
