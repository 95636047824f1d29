"""The years that the repository ships, each evaluated once for all tests that only read it."""

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year

ROOT = Path(__file__).resolve().parents[1]


@pytest.fixture(scope="session")
def raw_data() -> Path:
    return ROOT / "data" / "raw"


@pytest.fixture(scope="session")
def example_data() -> Path:
    return ROOT / "data" / "example"


@pytest.fixture(scope="session")
def public_data() -> Path:
    return ROOT / "data" / "public"


@pytest.fixture(scope="session")
def base_year(raw_data: Path) -> AssessedYear:
    """The plan's own base year 2019, as shipped. Shared: change nothing in it."""
    return assess_year(2019, raw_data)


@pytest.fixture(scope="session")
def example_year(example_data: Path) -> Callable[[int], AssessedYear]:
    """A year of the invented example. Shared: change nothing in it."""
    return cache(lambda year: assess_year(year, example_data))
