"""The example data, generated once for all tests of this folder."""

from pathlib import Path

import pytest

from jbeco.plan import Plan
from scripts.example import write_example, write_messy


@pytest.fixture(scope="session")
def example(real_plan: Plan, raw_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("example")
    write_example(real_plan, raw_data, folder)
    return folder


@pytest.fixture(scope="session")
def messy(real_plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("messy")
    write_messy(real_plan, folder)
    return folder
