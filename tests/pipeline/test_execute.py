"""One notebook by papermill: only the sentinel counts as success."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import papermill
import pytest

from jbeco.pipeline.execute import execute_notebook, normalise
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
