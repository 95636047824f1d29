"""Writes what every shipped year is judged, as tables below ``tests/golden``: a change is a diff.

Run ``python scripts/make_golden.py`` after a change that is meant to alter verdicts, problems or
contests, look at the diff, and say in CHANGELOG why it is right.
"""

from __future__ import annotations

from pathlib import Path

from jbeco.pipeline.evaluate import assess_year
from jbeco.pipeline.store import Store
from jbeco.stage_tables import table_bytes

__all__ = ["KEPT", "YEARS", "golden_bytes", "main"]

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = ROOT / "tests" / "golden"

KEPT = ("verdicts", "readings", "contests", "problems")
"""Tables that are kept: what was judged, on what, what hangs on a reading, what was found wrong."""

YEARS = (
    ("raw", 2019),
    *(("public", year) for year in range(2019, 2026)),
    *(("example", year) for year in range(2019, 2031)),
)
"""Every year that is shipped, by its folder of data."""


def golden_bytes(data: str, year: int, store: Store | None = None) -> dict[str, bytes]:
    """Return the kept tables of a shipped year by file name, made from the present code."""
    tables = assess_year(year, ROOT / "data" / data, store=store).tables
    # With the line ends of the repository, whatever the system.
    return {f"{n}.csv": table_bytes(n, tables[n]).replace(b"\r\n", b"\n") for n in KEPT}


def main() -> None:
    """Write them all."""
    for data, year in YEARS:
        folder = GOLDEN / f"{data}-{year}"
        folder.mkdir(parents=True, exist_ok=True)
        for name, content in golden_bytes(data, year).items():
            (folder / name).write_bytes(content)
        print(f"{folder.relative_to(ROOT).as_posix()}：{len(KEPT)} 张表")


if __name__ == "__main__":
    main()
