"""The real runs, kernels and all, that tests share: 2019 as shipped, and the example's mid-term."""

import shutil
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest

from jbeco.pipeline.run import NOTEBOOKS, run_year
from jbeco.stages import STAGES

READ = "读了："


def add_cell(path: Path, source: str) -> None:
    """Put a cell before the last one of a notebook."""
    book = nbformat.read(path, as_version=4)
    book.cells.insert(-1, nbformat.v4.new_code_cell(source))
    nbformat.write(book, path)


@pytest.fixture(scope="session")
def first_run(raw_data: Path, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The real run of 2019. Shared: do not write into it."""
    folder = tmp_path_factory.mktemp("first")
    reports, processed = folder / "reports", folder / "processed"
    published = run_year(2019, data=raw_data, reports=reports, processed=processed)
    return SimpleNamespace(
        reports=reports,
        processed=processed,
        published=published,
        folder=published.folder,
        html=published.html.read_text(encoding="utf-8"),
    )


@pytest.fixture(scope="session")
def example_run(example_data: Path, tmp_path_factory: pytest.TempPathFactory) -> SimpleNamespace:
    """The real mid-term run of the example; each notebook says which tables it read."""
    folder = tmp_path_factory.mktemp("example_run")
    notebooks = Path(shutil.copytree(NOTEBOOKS, folder / "notebooks"))
    for stage in STAGES:
        year = "report.assessment" if stage is STAGES[-1] else "y"
        add_cell(notebooks / f"{stage.notebook}.ipynb", f"print('{READ}', *{year}.tables.read)")
    published = run_year(
        2025,
        data=example_data,
        reports=folder / "reports",
        processed=folder / "processed",
        notebooks=notebooks,
    )
    return SimpleNamespace(
        folder=published.folder, processed=folder / "processed", notebooks=notebooks
    )
