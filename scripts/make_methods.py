"""Writes METHODS.md from the package's own plan: ``python scripts/make_methods.py``."""

from pathlib import Path

from jbeco.plan import load_plan
from jbeco.report.methods_page import methods_page

if __name__ == "__main__":
    root = Path(__file__).parents[1]
    text = methods_page(load_plan(), root / "docs" / "calibration")
    (root / "METHODS.md").write_text(text, encoding="utf-8", newline="\n")
