"""Writes small notebooks for the tests."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

PARAMETERS = 'year = 0\nreview = ""\ndata = ""\nplan = ""\ntables = ""'
SENTINEL_CELL = 'from jbeco.report import notebook\n\nnotebook.finish("{name}")'


@pytest.fixture(scope="session")
def write_notebook() -> Callable[..., Path]:
    """Write a small notebook: a parameters cell, the given cells, and the sentinel."""

    def write(
        path: Path, *cells: str, parameters: str | None = PARAMETERS, sentinel: bool = True
    ) -> Path:
        book = nbformat.v4.new_notebook()
        book.metadata = {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
        if parameters is not None:
            book.cells.append(
                nbformat.v4.new_code_cell(parameters, metadata={"tags": ["parameters"]})
            )
        book.cells += [nbformat.v4.new_code_cell(cell) for cell in cells]
        if sentinel:
            book.cells.append(nbformat.v4.new_code_cell(SENTINEL_CELL.format(name=path.stem)))
        nbformat.write(book, path)
        return path

    return write
