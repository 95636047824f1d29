"""Writes ``data/example`` and ``data/example-messy`` anew: ``python scripts/make_example.py``."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from jbeco.plan import load_plan  # noqa: E402
from scripts.example import write_example, write_messy  # noqa: E402


def main() -> None:
    """Regenerate both folders; the same bytes every time."""
    plan = load_plan()
    write_example(plan, ROOT / "data" / "raw", ROOT / "data" / "example")
    write_messy(plan, ROOT / "data" / "example-messy")


if __name__ == "__main__":
    main()
