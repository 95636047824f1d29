"""The shipped notebooks: clean, with the same parameters, and each runs to its end by hand."""

import json
from pathlib import Path

import nbformat
import pytest

from jbeco.pipeline.execute import declared_parameters, execute_notebook
from jbeco.pipeline.run import NOTEBOOKS
from jbeco.report.notebook import SENTINEL
from jbeco.stages import STAGES
from scripts.notebook_lint import lint_folder

PATHS = sorted(NOTEBOOKS.glob("*.ipynb"))
CALIBRATION = NOTEBOOKS / "90_calibration.ipynb"
YEARLY = [path for path in PATHS if path != CALIBRATION]
PAGES = ("20_air", "21_water", "50_outlook")


def test_lint_finds_nothing() -> None:
    assert lint_folder(NOTEBOOKS) == []


def test_every_stage_has_its_notebook_and_there_is_no_other() -> None:
    assert {stage.notebook for stage in STAGES} == {path.stem for path in YEARLY}


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
    assert list(declared) == ["year", "review", "data", "plan", "tables"]
    assert {name: type(value) for name, value in declared.items()} == {
        "year": int,
        "review": str,
        "data": str,
        "plan": str,
        "tables": str,
    }


@pytest.mark.parametrize("path", YEARLY, ids=lambda path: path.stem)
def test_defaults_work_from_the_folder_of_the_notebooks(path: Path) -> None:
    declared = declared_parameters(path)
    assert (NOTEBOOKS / str(declared["data"]) / str(declared["year"])).is_dir()
    assert declared["tables"] == ""  # by hand nothing is written


def outputs(stem: str, **parameters: str | int) -> str:
    """Run a notebook as a reader does, all cells from top to bottom; return what it showed."""
    path = NOTEBOOKS / f"{stem}.ipynb"
    book = execute_notebook(path, {**declared_parameters(path), **parameters}, 300)
    shown = [out for cell in book.cells for out in cell.get("outputs", ())]
    text = json.dumps(shown, ensure_ascii=False)
    assert SENTINEL in text
    return text


@pytest.mark.parametrize("stem", PAGES)
def test_a_page_runs_where_nothing_was_measured(stem: str) -> None:
    text = outputs(stem, year=2019, review="annual", data="../data/raw")
    assert "image/svg+xml" not in text


@pytest.mark.parametrize(
    ("stem", "said"),
    [
        ("20_air", ("1175/13", "90.38%", "C(year)[T.2025]", "各月相关", "PM2.5 月均与趋势")),
        ("21_water", ("总磷 105 次", "10/10", "无明显变化", "高锰酸盐指数")),
        ("50_outlook", ("obs_ci_lower", "随机游走", "若按比例", "工业以外", "很可能实现")),
    ],
)
def test_a_page_shows_its_computation_on_the_example(stem: str, said: tuple[str, ...]) -> None:
    text = outputs(stem)
    for words in said:
        assert words in text


def test_the_calibration_runs_to_its_end_and_says_what_it_measured() -> None:
    book = execute_notebook(CALIBRATION, {"seed": 7, "replicates": 50}, 120)
    text = nbformat.writes(book)
    for said in ("很可能实现", "Brier", "滚动回测", "Mann–Kendall 精确", "种子 7"):
        assert said in text


def test_the_calibration_depends_on_no_year() -> None:
    assert declared_parameters(CALIBRATION) == {"seed": 20251124, "replicates": 6000}
