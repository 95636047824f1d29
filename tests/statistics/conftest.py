"""Series with published results, from ``tests/data``."""

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

DATA = Path(__file__).resolve().parents[1] / "data"


def _json(name: str) -> dict[str, Any]:
    return json.loads((DATA / f"statistics_{name}.json").read_text(encoding="utf-8"))


@pytest.fixture(scope="session")
def published() -> dict[str, Any]:
    """Results printed in the manuals of R packages, by call."""
    return _json("published")


@pytest.fixture(scope="session")
def certified() -> dict[str, Any]:
    """NIST StRD sets with their certified values."""
    return _json("nist")


@pytest.fixture(scope="session")
def column() -> Callable[[str, str], list[float]]:
    """Read one column of a series: file and header."""

    def read(name: str, header: str) -> list[float]:
        with (DATA / f"statistics_{name}.csv").open(encoding="utf-8", newline="") as file:
            return [float(row[header]) for row in csv.DictReader(file)]

    return read
