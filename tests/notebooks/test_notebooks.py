"""The shipped notebooks: pages without outputs, with the same parameters, that open by hand."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest

from jbeco.pipeline.execute import declared_parameters, execute_notebook
from jbeco.pipeline.run import NOTEBOOKS
from jbeco.pipeline.steps import Scratch
from jbeco.report.notebook import SENTINEL
from jbeco.stages import STAGES
from scripts.notebook_lint import lint_folder

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
CALIBRATION = NOTEBOOKS / "90_calibration.ipynb"
YEARLY = [path for path in PATHS if path != CALIBRATION]


def test_lint_finds_nothing() -> None:
    assert lint_folder(NOTEBOOKS) == []


def test_the_stages_have_their_notebooks_in_the_order_in_which_they_run() -> None:
    """Beside them there may be pages that no run executes, for those who look closer."""
    stages = [stage.notebook for stage in STAGES]
    assert [path.stem for path in YEARLY if path.stem in stages] == stages


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


def shown(path: Path) -> str:
    """Return all that an executed notebook shows."""
    cells = nbformat.read(path, as_version=4).cells
    outputs = [output for cell in cells for output in cell.get("outputs", ())]
    return json.dumps(outputs, ensure_ascii=False)


@pytest.mark.parametrize("stem", ["20_air", "21_water", "50_outlook"])
def test_a_page_runs_by_hand_where_nothing_was_measured(stem: str, tmp_path: Path) -> None:
    """As a reader does, all cells from top to bottom, without the tables of a run."""
    path = NOTEBOOKS / f"{stem}.ipynb"
    given = {"year": 2019, "review": "annual", "data": "../data/raw"}
    book = execute_notebook(path, declared_parameters(path) | given, 300)
    nbformat.write(book, tmp_path / path.name)
    text = shown(tmp_path / path.name)
    assert SENTINEL in text
    assert "image/svg+xml" not in text


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("20_air", ("1175/13", "90.38%", "C(year)[T.2025]", "各月相关", "PM2.5 月均与趋势")),
        ("21_water", ("总磷 105 次", "10/10", "无明显变化", "高锰酸盐指数")),
        ("50_outlook", ("obs_ci_lower", "随机游走", "若按比例", "工业以外", "很可能实现")),
    ],
)
def test_a_page_shows_its_computation_on_the_example(
    example_run: Any, stem: str, said: tuple[str, ...]
) -> None:
    text = shown(example_run.folder / "notebooks" / f"{stem}.ipynb")
    for words in said:
        assert words in text


def test_the_calibration_runs_to_its_end_and_says_what_it_measured() -> None:
    book = execute_notebook(CALIBRATION, {"seed": 7, "replicates": 50}, 120)
    text = nbformat.writes(book)
    for said in ("很可能实现", "Brier", "滚动回测", "Mann–Kendall 精确", "种子 7"):
        assert said in text


def test_the_calibration_depends_on_no_year() -> None:
    assert declared_parameters(CALIBRATION) == {"seed": 20251124, "replicates": 6000}
