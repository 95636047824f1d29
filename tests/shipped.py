"""The years that the repository ships, each evaluated once for all tests that only read it."""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.pipeline.store import Store

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
def store_of(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Path, int], Store]:
    """The store of a shipped year, which all workers share: each stage is worked out by one."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if "PYTEST_XDIST_WORKER" in os.environ else base
    return lambda data, year: Store(shared / "shipped" / data.name / str(year))


@pytest.fixture(scope="session")
def base_year(raw_data: Path, store_of: Callable[[Path, int], Store]) -> AssessedYear:
    """The plan's own base year 2019, as shipped. Shared: change nothing in it."""
    return assess_year(2019, raw_data, store=store_of(raw_data, 2019))


@pytest.fixture(scope="session")
def example_year(
    example_data: Path, store_of: Callable[[Path, int], Store]
) -> Callable[[int], AssessedYear]:
    """A year of the invented example. Shared: change nothing in it."""
    return cache(lambda year: assess_year(year, example_data, store=store_of(example_data, year)))


@pytest.fixture(scope="session")
def public_midterm(public_data: Path, store_of: Callable[[Path, int], Store]) -> AssessedYear:
    """The mid-term on what is public. Shared: change nothing in it."""
    return assess_year(2025, public_data, store=store_of(public_data, 2025))
