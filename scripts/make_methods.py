"""Writes METHODS.md from the package's own plan: ``python scripts/make_methods.py``."""

from pathlib import Path

from jbeco.plan import load_plan
from jbeco.report.methods_page import methods_page

if __name__ == "__main__":
    page = Path(__file__).parents[1] / "METHODS.md"
    page.write_text(methods_page(load_plan()), encoding="utf-8", newline="\n")
