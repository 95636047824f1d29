"""The fixture ``browser``: one Chromium for all tests; where there is none, they are skipped."""

import os
import shutil
from collections.abc import Iterator

import pytest

from scripts.chromium import Browser


@pytest.fixture(scope="session")
def browser(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """The Chromium that all tests share."""
    program = shutil.which("chromium")
    if program is None or os.name == "nt":
        pytest.skip("没有 chromium，不能在浏览器里看报告（Debian：apt-get install chromium）")
    opened = Browser(program, tmp_path_factory.mktemp("profile"))
    yield opened
    opened.close()
