"""Writes METHODS.md from the package's own plan: ``python scripts/make_methods.py``."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from jbeco.plan import load_plan  # noqa: E402
from scripts.methods_page import methods_page  # noqa: E402

if __name__ == "__main__":
    text = methods_page(load_plan(), ROOT / "docs" / "calibration")
    (ROOT / "METHODS.md").write_text(text, encoding="utf-8", newline="\n")
