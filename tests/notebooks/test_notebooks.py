"""The shipped notebooks: thin, clean, with the same parameters."""

from pathlib import Path

import nbformat
import pytest

from jbeco.pipeline.execute import declared_parameters, execute_notebook
from jbeco.pipeline.run import NOTEBOOKS, STEPS
from scripts.notebook_lint import lint_folder

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
CALIBRATION = NOTEBOOKS / "90_calibration.ipynb"
YEARLY = [path for path in PATHS if path != CALIBRATION]


def test_lint_finds_nothing() -> None:
    assert lint_folder(NOTEBOOKS) == []


def test_every_step_of_a_run_has_its_notebook() -> None:
    assert set(STEPS) <= {path.stem for path in PATHS}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_outputs_in_git(path: Path) -> None:
    code = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    assert len(code) >= 3
    for cell in code:
        assert cell.outputs == []
        assert cell.execution_count is None


@pytest.mark.parametrize("path", YEARLY, ids=lambda path: path.stem)
def test_parameters(path: Path) -> None:
    declared = declared_parameters(path)
    assert list(declared) == ["year", "review", "data", "plan", "out"]
    assert {name: type(value) for name, value in declared.items()} == {
        "year": int,
        "review": str,
        "data": str,
        "plan": str,
        "out": str,
    }


@pytest.mark.parametrize("path", YEARLY, ids=lambda path: path.stem)
def test_defaults_work_from_the_folder_of_the_notebooks(path: Path) -> None:
    declared = declared_parameters(path)
    assert (NOTEBOOKS / str(declared["data"]) / str(declared["year"])).is_dir()
    assert (NOTEBOOKS / str(declared["out"])).is_dir()


def test_the_calibration_runs_to_its_end_and_says_what_it_measured() -> None:
    book = execute_notebook(CALIBRATION, {"seed": 7, "replicates": 50}, 120)
    text = nbformat.writes(book)
    for said in ("很可能实现", "Brier", "滚动回测", "Mann–Kendall 精确", "种子 7"):
        assert said in text


def test_the_calibration_depends_on_no_year() -> None:
    assert declared_parameters(CALIBRATION) == {"seed": 20251124, "replicates": 6000}
