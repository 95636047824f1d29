"""一页纸.pdf: the first page, printed by a browser of the machine if it has one."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from pathlib import Path

__all__ = ["ONE_PAGE_PDF", "browser", "print_page"]

ONE_PAGE_PDF = "一页纸.pdf"

NAMES = ("chromium", "chromium-browser", "google-chrome", "msedge")
WINDOWS = (
    r"Microsoft\Edge\Application\msedge.exe",
    r"Google\Chrome\Application\chrome.exe",
)
"""Below the folders of programs; Edge comes with Windows."""

QUIET = (
    "--headless",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-quic",
    "--no-pdf-header-footer",
)
SECONDS = 60

LINKS = re.compile(r'<a href="[^"]*"')
"""Links, which a printed page would keep as whole addresses of the folder that it was made in."""

DATES = re.compile(rb"/(Creation|Mod)Date \(D:\d{14}")
FIXED = rb"/\1Date (D:20000101000000"
"""In the place of the clock, of the same length: equal pages are equal bytes."""


def browser() -> str | None:
    """Return a browser of the Chromium family; None where there is none."""
    named = (shutil.which(name) for name in NAMES)
    folders = (os.environ.get(name, "") for name in ("ProgramFiles", "ProgramFiles(x86)"))
    placed = [Path(folder) / rest for folder in folders if folder for rest in WINDOWS]
    found = [*filter(None, named), *(str(path) for path in placed if path.is_file())]
    return found[0] if found else None


def print_page(page: Path, pdf: Path) -> bool:
    """Print a page that fetches nothing; whether it was printed.

    Nobody waits for it and nothing rests on it: where a browser is missing, too old or too slow,
    the page itself is there and can be printed by hand.

    Parameters
    ----------
    page, pdf : Path
        The HTML, and the file to write.
    """
    program = browser()
    if program is None:
        return False
    with tempfile.TemporaryDirectory() as profile:
        unlinked = Path(profile, page.name)
        unlinked.write_text(LINKS.sub("<a", page.read_text(encoding="utf-8")), encoding="utf-8")
        # An administrator's browser refuses its own sandbox; the page can reach nothing anyway.
        root = ["--no-sandbox"] if getattr(os, "geteuid", lambda: 1)() == 0 else []
        command = [program, *QUIET, *root, f"--user-data-dir={profile}", f"--print-to-pdf={pdf}"]
        try:
            subprocess.run(
                [*command, unlinked.resolve().as_uri()],
                check=True,
                timeout=SECONDS,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            pdf.write_bytes(DATES.sub(FIXED, pdf.read_bytes()))
        except (OSError, subprocess.SubprocessError):
            pdf.unlink(missing_ok=True)
            return False
    return True
