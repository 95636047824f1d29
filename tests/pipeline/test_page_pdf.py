"""The printed page: the same wherever it was made, and naming no folder of the machine."""

from pathlib import Path

import pytest

from jbeco.pipeline import page_pdf
from jbeco.pipeline.page_pdf import print_page

PAGE = '<!DOCTYPE html><meta charset="utf-8"><title>一页</title><a href="report.html#N29">N29</a>'
BROWSER = page_pdf.browser()


@pytest.mark.skipif(BROWSER is None, reason="这台机器上没有 Chromium、Edge 或 Chrome")
def test_a_page_printed_in_two_folders_is_the_same_and_names_neither(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(page_pdf, "browser", lambda: BROWSER)
    printed = []
    for name in ("甲", "a/long/one"):
        folder = tmp_path / name
        folder.mkdir(parents=True)
        (folder / "page.html").write_text(PAGE, encoding="utf-8")
        assert print_page(folder / "page.html", folder / "page.pdf")
        printed.append((folder / "page.pdf").read_bytes())
    assert printed[0] == printed[1]
    assert b"file:" not in printed[0]
