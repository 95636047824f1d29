"""Takes the pictures of the manuals: ``python scripts/make_screenshots.py``.

A year of the example is run as the manuals say, and what a reader sees is photographed: pages in
Chromium, workbooks and letters through LibreOffice, notebooks in JupyterLab.  Needs ``chromium``,
``soffice`` and ``pdftoppm``; fonts differ between machines, so no test compares the pictures.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

from PIL import Image

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.chromium import Browser  # noqa: E402

PICTURES = ROOT / "docs" / "图"
PAGES = {
    "首页": ("r/2025-midterm/report.html", "", 1440, 960),
    "部门一页": ("r/2025-midterm/report.html", "dept-housing", 1440, 800),
    "卡片": ("r/2025-midterm/report.html", "N29", 1440, 800),
    "手机": ("r/2025-midterm/report.html", "", 375, 800),
    "一页纸": ("r/2025-midterm/一页纸.html", "", 1440, 960),
    "历年报告": ("r/index.html", "", 1440, 640),
}
"""Name, file, place in it, and the window's size of each picture of a page."""

SHOWN = "40_verdicts.ipynb"
COLOURS, DOTS_PER_INCH, WIDEST = 96, 130, 1200
SHEETS_TIMEOUT_S, LAB_TIMEOUT_S = 180, 90


def main() -> None:
    """Run the example and write every picture anew."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _run_the_example(folder)
        with _browser(folder) as browser:
            for picture, (file, place, width, height) in PAGES.items():
                browser.open(folder / file, width, height)
                browser.evaluate(f"location.hash = {json.dumps(place)}")
                time.sleep(1)  # the place is opened and scrolled to
                _keep(picture, browser.photograph())
            _keep("JupyterLab", _notebook(browser, folder))
        for picture, (office_file, page) in _office_files(folder).items():
            _keep(picture, _printed(office_file, page, folder))


def _run_the_example(folder: Path) -> None:
    """Do what the manual for a year says, in a folder of its own."""
    data = ROOT / "data"
    for words in (
        f"template 2025 --data {data / 'example'} --out {folder / '填报表'}",
        f"check 2025 --data {data / 'example-messy'} --processed {folder / 'messy'}",
        f"status 2025 --data {data / 'example-messy'} --processed {folder / 'messy'}",
        f"run 2023 --data {data / 'example'} --reports {folder / 'r'} --processed {folder / 'p'}",
        f"run 2025 --review midterm --data {data / 'example'} --reports {folder / 'r'}"
        f" --processed {folder / 'p'}",
    ):
        done = subprocess.run([sys.executable, "-m", "jbeco", *words.split()], cwd=ROOT)
        assert done.returncode == ("messy" in words and words.startswith("check"))


def _office_files(folder: Path) -> dict[str, tuple[Path, int]]:
    """Return which page of which workbook or letter stands for which picture."""
    [template] = (folder / "填报表").glob("*housing*.xlsx")
    checked = folder / "messy" / "check" / "2025"
    chase = folder / "messy" / "status" / "2025"
    [copy, *_] = sorted((checked / "标注").glob("*housing*.xlsx"))
    [letter, *_] = sorted((chase / "退回单").glob("*.docx"))
    return {
        "填报表": (template, 2),
        "检查结果": (checked / "检查结果.xlsx", 1),
        "标注副本": (copy, 2),
        "退回单": (letter, 1),
        "公文格式的报告": (folder / "r" / "2025-midterm" / "report.docx", 1),
    }


@contextmanager
def _browser(folder: Path) -> Iterator[Browser]:
    browser = Browser(str(shutil.which("chromium")), folder / "profile")
    try:
        yield browser
    finally:
        browser.close()


def _notebook(browser: Browser, folder: Path) -> bytes:
    """Return the executed notebook of the verdicts as JupyterLab shows it."""
    home = folder / "r" / "2025-midterm" / "notebooks"
    flags = ["--no-browser", "--allow-root", "--IdentityProvider.token=", "--port=8901"]
    own = {**os.environ, "JUPYTER_DATA_DIR": str(folder / "jupyter")}
    trust = [sys.executable, "-m", "jupyter", "trust", str(home / SHOWN)]
    subprocess.run(trust, env=own, check=True)  # without, JupyterLab leaves out styles
    server = subprocess.Popen(
        [sys.executable, "-m", "jupyterlab", *flags, f"--ServerApp.root_dir={home}"],
        env=own,
        stderr=subprocess.DEVNULL,
    )
    try:
        ends = time.monotonic() + LAB_TIMEOUT_S
        cells = "document.querySelectorAll('.jp-OutputArea-output table').length"
        time.sleep(8)
        browser.visit(f"http://localhost:8901/lab/tree/{SHOWN}", 1440, 960)
        while not browser.evaluate(cells) and time.monotonic() < ends:
            time.sleep(1)
        time.sleep(3)
        browser.evaluate("document.querySelector('.Toastify')?.remove()")  # asks about news
        browser.evaluate("document.querySelector('.jp-OutputArea-output table').scrollIntoView()")
        time.sleep(1)
        return browser.photograph()
    finally:
        server.terminate()
        server.wait()


def _printed(file: Path, page: int, folder: Path) -> bytes:
    """Return a page of a workbook or letter as LibreOffice prints it."""
    profile = f"-env:UserInstallation={(folder / 'office').as_uri()}"
    convert = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder)]
    subprocess.run([*convert, str(file)], check=True, timeout=SHEETS_TIMEOUT_S)
    picture = folder / "page"
    cut = ["pdftoppm", "-png", "-singlefile", "-r", str(DOTS_PER_INCH), "-f", str(page)]
    subprocess.run([*cut, str(folder / f"{file.stem}.pdf"), str(picture)], check=True)
    return picture.with_suffix(".png").read_bytes()


def _keep(name: str, png: bytes) -> None:
    """Write a picture with few colours: what it shows is lines and letters."""
    image = Image.open(BytesIO(png)).convert("RGB")
    image.thumbnail((WIDEST, WIDEST * 2))
    image.quantize(COLOURS).save(PICTURES / f"{name}.png", optimize=True)


if __name__ == "__main__":
    main()
