"""Measures the outlook's calibration at full size and writes docs/calibration/*.csv."""

import csv
from pathlib import Path

from jbeco.report.calibration_story import calibration_tables
from jbeco.statistics.calibration import SEED

FOLDER = Path(__file__).resolve().parents[1] / "docs" / "calibration"
REPLICATES = 6000


def main() -> None:
    """Write one CSV for each table; METHODS.md is made from them."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, rows in calibration_tables(SEED, REPLICATES).items():
        with (FOLDER / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, fieldnames=list(rows[0]), lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main()
