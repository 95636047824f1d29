"""The lint that keeps notebooks pages that run anywhere: each of its rules has teeth."""

import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest

from scripts import notebook_lint as lint

PARAMETERS = "year = 2019"


@pytest.fixture
def write(tmp_path: Path, write_notebook: Callable[..., Path]) -> Callable[..., Path]:
    def written(*cells: str, name: str = "10_check") -> Path:
        path = write_notebook(tmp_path / f"{name}.ipynb", *cells, parameters=PARAMETERS)
        return path

    return written


def found(path: Path) -> list[str]:
    return [problem.what for problem in lint.lint_notebook(path)]


def test_a_page_of_analysis_has_no_problem(write: Callable[..., Path]) -> None:
    page = (
        "import pandas as pd\nimport statsmodels.api as sm\nfrom jbeco.standards import air",
        "for year in years:\n    print(air.good_days(report[year]))",
        "table.assign(good=lambda t: t.aqi <= 100).plot()",
        "pd.read_csv('../data/example/2025/weather_daily.csv', encoding='utf-8-sig')",
        "line = 1\n" * 12,
        *["a"] * 30,
    )
    assert found(write(*page)) == []


@pytest.mark.parametrize(
    ("cell", "word"),
    [
        ("def f():\n    return 1", "定义了 f"),
        ("class A:\n    pass", "定义了 A"),
        ("import requests", "导入了 requests"),
        ("from urllib.request import urlopen", "导入了 urllib.request"),
        ("import ipywidgets", "导入了 ipywidgets"),
        ("from . import secret", "相对模块"),
        ("pd.read_csv('https://example.org/a.csv')", "网址"),
        ("open('/a.csv')", "绝对路径"),
        (r"open('C:\\data\\a.csv')", "绝对路径"),
        ("open('~/a.csv')", "绝对路径"),
        ("%matplotlib inline", "不是 Python"),
        ("!ls", "不是 Python"),
        ("line = 1\n" * 13, "有 13 行"),
    ],
)
def test_what_a_page_must_not_do_is_told(write: Callable[..., Path], cell: str, word: str) -> None:
    told = found(write(cell))
    assert len(told) == 1
    assert word in told[0]
    assert "第 2 个" in told[0]


def test_outputs_and_counts_do_not_go_into_git(write: Callable[..., Path]) -> None:
    path = write("a")
    book = nbformat.read(path, as_version=4)
    book.cells[1].outputs = [nbformat.v4.new_output("stream", text="甲")]
    nbformat.write(book, path)
    assert any("输出" in what for what in found(path))
    book.cells[1].outputs, book.cells[1].execution_count = [], 7
    nbformat.write(book, path)
    assert any("输出" in what for what in found(path))


def test_kernel_is_python3(write: Callable[..., Path]) -> None:
    path = write("a")
    book = nbformat.read(path, as_version=4)
    book.metadata.kernelspec.name = "conda-env-my-machine"
    nbformat.write(book, path)
    assert any("python3" in what for what in found(path))


def test_sentinel_of_another_notebook_is_no_sentinel(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    path = write("a").rename(tmp_path / "30_outlook.ipynb")
    told = found(path)
    assert len(told) == 1
    assert 'notebook.finish("30_outlook")' in told[0]


def test_parameters_cell_is_checked_too(
    tmp_path: Path, write_notebook: Callable[..., Path]
) -> None:
    path = write_notebook(tmp_path / "10_check.ipynb", parameters=None)
    assert any("parameters" in what for what in found(path))


def test_folder_collects_all_and_main_tells_by_its_exit_code(
    write: Callable[..., Path],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(sys, "argv", ["lint", str(tmp_path)])
    assert lint.main() == 1  # an empty folder proves nothing
    write("a")
    assert lint.main() == 0
    write("import requests", name="20_indicators")
    write("import socket", name="30_outlook")
    capsys.readouterr()
    assert lint.main() == 1
    told = capsys.readouterr().out
    assert "20_indicators.ipynb" in told
    assert "30_outlook.ipynb" in told
