"""Parameters are checked before any kernel starts."""

from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from jbeco.pipeline.parameters import check_parameters, declared_parameters
from jbeco.problems import JbecoError

GOOD = {"year": 2019, "review": "annual"}


@pytest.fixture
def notebook(tmp_path: Path, write_notebook: Callable[..., Path]) -> Path:
    return write_notebook(tmp_path / "x.ipynb", parameters='year = 2025\nreview = "midterm"')


def problems(notebook: Path, given: dict[str, object]) -> list[str]:
    with pytest.raises(JbecoError) as caught:
        check_parameters(notebook, given)
    assert all(problem.where == "x.ipynb" for problem in caught.value.problems)
    return [problem.what for problem in caught.value.problems]


def test_declared_with_their_defaults(notebook: Path) -> None:
    assert declared_parameters(notebook) == {"year": 2025, "review": "midterm"}


def test_what_is_declared_passes(notebook: Path) -> None:
    check_parameters(notebook, GOOD)


@pytest.mark.parametrize(
    ("given", "named"),
    [
        ({"yaer": 2019, "review": "annual"}, ["yaer", "year"]),
        ({"year": 2019}, ["review"]),
        ({**GOOD, "year=1;print('INJECTED');y": 3}, ["INJECTED"]),
        ({**GOOD, "year": "2019"}, ["year"]),
        ({**GOOD, "year": "二〇二五"}, ["二〇二五"]),
        ({**GOOD, "year": 2019.0}, ["2019.0"]),
        ({**GOOD, "year": True}, ["True"]),
        ({**GOOD, "year": None}, ["None"]),
        ({**GOOD, "review": ("annual",)}, ["review"]),
        ({**GOOD, "review": 1}, ["review"]),
    ],
)
def test_wrong_parameter_is_refused_by_name(
    notebook: Path, given: dict[str, object], named: list[str]
) -> None:
    found = problems(notebook, given)
    assert len(found) == len(named)
    for what, name in zip(found, named, strict=True):
        assert name in what


def test_all_faults_are_told_at_once(notebook: Path) -> None:
    assert len(problems(notebook, {"yaer": 1, "review": 2})) == 3


@pytest.mark.parametrize(
    "source",
    [
        "year = 2019.5",
        "year = True",
        "year = None",
        "year = [2019]",
        "year = int(2019)",
        "year: int = 2019",
        "year = other = 2019",
        "import os\nyear = 2019",
        "print('x')",
    ],
)
def test_parameters_cell_holds_nothing_but_literals(
    tmp_path: Path, write_notebook: Callable[..., Path], source: str
) -> None:
    path = write_notebook(tmp_path / "x.ipynb", parameters=source)
    with pytest.raises(JbecoError, match="第 1 行"):
        declared_parameters(path)


def test_just_one_parameters_cell(tmp_path: Path, write_notebook: Callable[..., Path]) -> None:
    none = write_notebook(tmp_path / "none.ipynb", parameters=None)
    with pytest.raises(JbecoError, match="现有 0 个"):
        declared_parameters(none)
    two = write_notebook(tmp_path / "two.ipynb", "other = 1")
    book = nbformat.read(two, as_version=4)
    book.cells[1].metadata["tags"] = ["parameters"]
    nbformat.write(book, two)
    with pytest.raises(JbecoError, match="现有 2 个"):
        declared_parameters(two)
