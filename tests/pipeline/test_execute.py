"""One notebook by papermill: only the sentinel counts as success."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from jbeco.pipeline.execute import (
    check_parameters,
    declared_parameters,
    execute_notebook,
    normalise,
)
from jbeco.problems import JbecoError
from jbeco.report.notebook import SENTINEL

PARAMETERS = "year = 0"
GIVEN = {"year": 2019}


@pytest.fixture
def write(tmp_path: Path, write_notebook: Callable[..., Path]) -> Callable[..., Path]:
    def written(*cells: str, **options: Any) -> Path:
        options.setdefault("parameters", PARAMETERS)
        return write_notebook(tmp_path / "10_check.ipynb", *cells, **options)

    return written


def failure(path: Path, timeout_seconds: int = 60) -> str:
    """Return what a run of the notebook is refused with; the notebook stays as it was."""
    before = path.read_bytes()
    with pytest.raises(JbecoError) as caught:
        execute_notebook(path, GIVEN, timeout_seconds)
    assert path.read_bytes() == before
    [problem] = caught.value.problems
    assert problem.where == "notebooks/10_check.ipynb"
    return problem.what


def gone(process_id: int) -> bool:
    for _ in range(100):
        try:
            os.kill(process_id, 0)
        except ProcessLookupError:
            return True
        time.sleep(0.05)
    return False


def test_executed_notebook_has_the_given_parameters_and_no_traces_of_the_run(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    path = write("print(year + 1)")
    before = path.read_bytes()
    executed = execute_notebook(path, GIVEN, 60)
    assert path.read_bytes() == before
    assert sorted(tmp_path.iterdir()) == [path]
    assert executed.cells[2].outputs[0].text == "2020\n"
    assert executed.cells[-1].outputs[0].data[SENTINEL] == {"notebook": "10_check"}
    text = nbformat.writes(executed)
    assert str(tmp_path) not in text
    assert "papermill" not in executed.metadata
    assert [cell.id for cell in executed.cells] == ["cell-00", "cell-01", "cell-02", "cell-03"]
    assert executed.cells[1].metadata == {"tags": ["injected-parameters"]}
    assert executed.cells[2].metadata == {}


def test_a_warning_names_its_cell_not_this_run(write: Callable[..., Path]) -> None:
    path = write("import warnings\nwarnings.warn('要注意')")
    texts = [execute_notebook(path, GIVEN, 60).cells[2].outputs[0].text for _ in range(2)]
    assert texts[0] == texts[1]
    assert texts[0].startswith("cell-02:2: UserWarning: 要注意")


def test_normalise_keeps_the_order_and_text_of_cells() -> None:
    book = nbformat.v4.new_notebook(metadata={"papermill": {"start_time": "now"}, "title": "题"})
    book.cells = [
        nbformat.v4.new_markdown_cell("甲", metadata={"papermill": {}, "tags": ["contents"]}),
        nbformat.v4.new_code_cell("乙", metadata={"execution": {"iopub.busy": "12:00"}}),
    ]
    clean = normalise(book)
    assert clean.metadata == {"title": "题"}
    assert [(c.id, c.source, c.metadata) for c in clean.cells] == [
        ("cell-00", "甲", {"tags": ["contents"]}),
        ("cell-01", "乙", {}),
    ]


def test_a_stream_that_came_in_parts_is_whole_and_what_lies_between_stays_there() -> None:
    def said(name: str, text: str) -> nbformat.NotebookNode:
        return nbformat.v4.new_output("stream", name=name, text=text)

    shown = nbformat.v4.new_output("display_data", data={"text/plain": "图"})
    parts = [said("stdout", "甲"), said("stdout", "\n"), said("stderr", "乙"), shown]
    cell = nbformat.v4.new_code_cell("", outputs=[*parts, said("stdout", "丙")])
    [clean] = normalise(nbformat.v4.new_notebook(cells=[cell])).cells
    texts = [output.get("text", "图") for output in clean.outputs]
    assert texts == ["甲\n", "乙", "图", "丙"]


@pytest.mark.parametrize(
    "given",
    [{"yaer": 2019}, {"year": "2019"}, {}, {"year": 2019, "year=1;print(1);y": 2}],
    ids=["misspelt", "ill-typed", "missing", "code in the name"],
)
def test_wrong_parameters_are_refused_before_a_kernel_starts(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, given: dict[str, Any]
) -> None:
    started: list[object] = []
    monkeypatch.setattr(papermill, "execute_notebook", lambda *a, **k: started.append(a))
    with pytest.raises(JbecoError):
        execute_notebook(write(), given, 60)
    assert started == []


def test_right_parameters_do_reach_papermill(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without this the test above could pass for a wrong reason."""
    seen: dict[str, Any] = {}

    def record(path: str, output: str | None, **options: Any) -> Any:
        seen.update(options, output=output)
        book = nbformat.read(path, as_version=4)
        data = {SENTINEL: {"notebook": "10_check"}}
        book.cells[-1].outputs = [nbformat.v4.new_output("display_data", data=data)]
        return book

    monkeypatch.setattr(papermill, "execute_notebook", record)
    execute_notebook(write(), GIVEN, 17)
    assert seen["parameters"] == GIVEN
    assert seen["execution_timeout"] == 17
    assert seen["output"] is None  # papermill never writes over a file


@pytest.mark.parametrize(
    "data", [{}, {SENTINEL: {"notebook": "20_indicators"}}, {"text/plain": "完成：10_check"}]
)
def test_only_the_notebooks_own_sentinel_counts(
    write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch, data: dict[str, Any]
) -> None:
    def lie(path: str, output: str | None, **options: Any) -> Any:
        book = nbformat.read(path, as_version=4)
        book.metadata["papermill"] = {"exception": None}
        book.cells[-1].metadata["papermill"] = {"status": "completed"}
        book.cells[-1].outputs = [nbformat.v4.new_output("display_data", data=data)]
        return book

    monkeypatch.setattr(papermill, "execute_notebook", lie)
    assert "最后一个单元" in failure(write())


def test_failing_cell_is_named(write: Callable[..., Path]) -> None:
    told = failure(write("number = {}\nnumber['甲']"))
    assert "number = {}" in told
    assert "KeyError" in told
    assert "甲" in told
    assert "\x1b" not in told


def test_problems_of_a_cell_are_told_as_they_are(write: Callable[..., Path]) -> None:
    told = failure(
        write(
            "from jbeco.problems import JbecoError, Problem\n\n"
            "raise JbecoError([Problem('a.csv!D2', '读不懂', '请改'), Problem('b', '缺', '补')])"
        )
    )
    assert "a.csv!D2" in told
    assert "b｜缺｜补" in told
    assert "JbecoError" not in told


def test_a_full_disk_is_called_so(write: Callable[..., Path]) -> None:
    told = failure(write("import errno\n\nraise OSError(errno.ENOSPC, 'No space left', 'a.csv')"))
    assert "磁盘满了" in told
    assert "a.csv" in told


def test_dead_kernel_is_an_error(write: Callable[..., Path]) -> None:
    assert "内核" in failure(write("import os", "os._exit(1)", "print('later')"))


def test_hanging_cell_ends_and_so_does_its_kernel(
    write: Callable[..., Path], tmp_path: Path
) -> None:
    written = tmp_path / "process"
    cell = (
        "import os, pathlib\n"
        f"pathlib.Path({str(written)!r}).write_text(str(os.getpid()))\n"
        "while True:\n    pass"
    )
    assert "2 秒" in failure(write(cell), timeout_seconds=2)
    process_id = int(written.read_text())
    if os.name != "nt":  # there, os.kill would end the process
        assert gone(process_id)


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
