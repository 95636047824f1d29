"""The shipped notebooks: pages without outputs, with the same parameters, that open by hand."""

from pathlib import Path

import nbformat
import pytest

from jbeco.pipeline.execute import declared_parameters, execute_notebook
from jbeco.pipeline.run import NOTEBOOKS
from jbeco.pipeline.steps import Scratch
from jbeco.stages import STAGES
from scripts.notebook_lint import lint_folder

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
CALIBRATION = NOTEBOOKS / "90_calibration.ipynb"
YEARLY = [path for path in PATHS if path != CALIBRATION]


def test_lint_finds_nothing() -> None:
    assert lint_folder(NOTEBOOKS) == []


def test_there_is_one_notebook_for_each_stage_and_the_calibration() -> None:
    assert [path.stem for path in YEARLY] == [stage.notebook for stage in STAGES]


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_no_outputs_in_git(path: Path) -> None:
    code = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
    assert len(code) >= 3
    for cell in code:
        assert cell.outputs == []
        assert cell.execution_count is None


@pytest.mark.parametrize("path", YEARLY, ids=lambda path: path.stem)
def test_parameters_are_those_that_a_run_gives(path: Path) -> None:
    declared = declared_parameters(path)
    given = Scratch(Path()).parameters(2025, "midterm")
    assert list(declared) == list(given)
    assert {k: type(v) for k, v in declared.items()} == {k: type(v) for k, v in given.items()}


@pytest.mark.parametrize("path", YEARLY, ids=lambda path: path.stem)
def test_defaults_open_the_example_by_hand_and_write_nothing(path: Path) -> None:
    declared = declared_parameters(path)
    assert (NOTEBOOKS / str(declared["data"]) / str(declared["year"])).is_dir()
    assert (declared["plan"], declared["tables"]) == ("", "")


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_a_page_begins_with_its_title(stage) -> None:
    """The report's own title block is drawn by its first cells."""
    cells = nbformat.read(NOTEBOOKS / f"{stage.notebook}.ipynb", as_version=4).cells
    if stage is not STAGES[-1]:
        assert cells[0].source.startswith("# ")


@pytest.mark.parametrize("stage", STAGES[:-1], ids=lambda stage: stage.name)
def test_the_functions_stand_in_cells_and_the_tables_are_saved(stage) -> None:
    source = "\n".join(
        cell.source
        for cell in nbformat.read(NOTEBOOKS / f"{stage.notebook}.ipynb", as_version=4).cells
        if cell.cell_type == "code"
    )
    assert "y.save(" in source
    assert "y = jbeco.open(year, data, plan, review, tables)" in source


def test_the_calibration_runs_to_its_end_and_says_what_it_measured() -> None:
    book = execute_notebook(CALIBRATION, {"seed": 7, "replicates": 50}, 120)
    text = nbformat.writes(book)
    for said in ("很可能实现", "Brier", "滚动回测", "Mann–Kendall 精确", "种子 7"):
        assert said in text


def test_the_calibration_depends_on_no_year() -> None:
    assert declared_parameters(CALIBRATION) == {"seed": 20251124, "replicates": 6000}
