"""Measures the outlook's calibration at full size and writes docs/calibration/*.csv."""

import csv
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from scripts.calibration.simulated import SEED  # noqa: E402
from scripts.calibration.story import calibration_tables  # noqa: E402

FOLDER = ROOT / "docs" / "calibration"
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
