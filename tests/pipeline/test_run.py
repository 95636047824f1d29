"""A run publishes all or nothing, and the same bytes each time."""

import contextlib
import csv
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

import jbeco.pipeline.run as run
from jbeco.cli import main
from jbeco.pipeline.execute import normalise
from jbeco.pipeline.run import run_year
from jbeco.problems import JbecoError
from jbeco.report import notebook

Tree = Callable[[Path], dict[str, bytes | None]]
CHINESE = re.compile("[\u4e00-\u9fff]")
OUTPUTS = {
    "report.html",
    "results.json",
    "manifest.json",
    "notebooks",
    *(f"notebooks/{step}.ipynb" for step in run.STEPS),
}
FOLDERS = ("data", "plan", "out")
TABLES = {"issues.csv", "observations.csv", "verdicts.csv", "results.json"}


# --- the same bytes each time -----------------------------------------------------------------


def test_first_run_publishes_report_and_tables(first_run: Any, tree: Tree) -> None:
    assert first_run.published.new
    assert first_run.published.previous is None
    assert sorted(path.name for path in first_run.reports.iterdir()) == ["2019-annual"]
    assert tree(first_run.folder).keys() >= OUTPUTS
    tables = tree(first_run.processed)
    assert {name.removeprefix("2019/") for name in tables} - {"2019"} >= TABLES
    assert tables["2019/results.json"] == (first_run.folder / "results.json").read_bytes()


def test_second_run_publishes_nothing(place: Any, raw_data: Path, tree: Tree) -> None:
    before, inputs = (tree(place.reports), tree(place.processed)), tree(raw_data)
    published = run_year(2019, data=raw_data, reports=place.reports, processed=place.processed)
    assert not published.new
    assert published.folder == place.reports / "2019-annual"
    assert (tree(place.reports), tree(place.processed)) == before
    assert tree(raw_data) == inputs


def test_other_process_clock_hash_seed_and_locale_after_a_kill(
    first_run: Any, raw_data: Path, tmp_path: Path, tree: Tree
) -> None:
    """A run is killed half-way; the next one, under other circumstances, gives the same bytes."""
    reports, processed = tmp_path / "reports", tmp_path / "processed"
    command = [sys.executable, "-m", "jbeco", "run", "2019", "--data", str(raw_data)]
    command += ["--reports", str(reports), "--processed", str(processed)]
    environment = dict(os.environ, PYTHONHASHSEED="4711", TZ="XYZ+9:30", LC_ALL="C")
    killed = subprocess.Popen(
        command, cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    while not list(reports.glob(f"{run.SCRATCH_PREFIX}*/notebooks")) and killed.poll() is None:
        time.sleep(0.01)
    assert killed.poll() is None, "it ended before it could be killed"
    killed.kill()
    killed.communicate()
    assert [path for path in reports.iterdir() if not path.name.startswith(".")] == []
    assert not processed.exists()

    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "report.html" in done.stdout
    fresh = tree(reports / "2019-annual")
    once = tree(first_run.folder)
    assert fresh.keys() == once.keys()
    differing = [name for name in once if fresh[name] != once[name]]
    assert differing == ["manifest.json"]  # it holds the time of sealing
    assert tree(processed) == tree(first_run.processed)


def test_outputs_do_not_name_this_machine(first_run: Any, tree: Tree) -> None:
    strings = (str(first_run.reports), str(Path.home()), os.sep + "tmp" + os.sep, "ipykernel_")
    for name, content in tree(first_run.folder).items():
        text = (content or b"").decode("utf-8")
        assert [string for string in strings if string in text and len(string) > 2] == [], name


# --- bad inputs leave what is published alone --------------------------------------------------


@contextlib.contextmanager
def untouched(place: Any, tree: Tree) -> Iterator[None]:
    """Reports and tables stay byte for byte, and no scratch folder is left."""
    before = tree(place.reports), tree(place.processed)
    assert before[0]
    yield
    assert (tree(place.reports), tree(place.processed)) == before


def call(place: Any, capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    """Call ``jbeco run``; return exit code and what it said, which must be Chinese."""
    folders = ["--reports", str(place.reports), "--processed", str(place.processed)]
    try:
        code = main(["run", *arguments, *folders])
    except SystemExit as ended:
        code = int(str(ended.code))
    said = capsys.readouterr()
    assert said.out == ""
    assert "Traceback" not in said.err
    for line in said.err.splitlines():
        assert CHINESE.search(line), line
    return code, said.err


@pytest.mark.parametrize(
    ("arguments", "code", "named"),
    [
        (["2021"], 1, "2021"),
        (["2018"], 1, "2018"),
        (["2031"], 1, "2031"),
        (["2019", "--review", "midterm"], 1, "--review"),
        (["2019", "--review", "final"], 1, "--review"),
        (["2019", "--review", "yearly"], 2, "yearly"),
        (["2019", "--reveiw", "annual"], 2, "--reveiw"),
        (["2019", "--rev", "annual"], 2, "--rev"),
        (["二〇一九"], 2, "二〇一九"),
        (["../2019"], 2, "../2019"),
        ([], 2, "年份"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else None,
)
def test_bad_call(
    place: Any,
    raw_data: Path,
    tree: Tree,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    code: int,
    named: str,
) -> None:
    with untouched(place, tree):
        found, said = call(place, capsys, *arguments, "--data", str(raw_data))
    assert found == code
    assert named in said


def test_missing_data_folder(
    place: Any, tmp_path: Path, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    with untouched(place, tree):
        code, said = call(place, capsys, "2019", "--data", str(tmp_path / "没有"))
    assert code == 1
    assert "没有/2019" in said


SPOILT_DATA: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing file": (lambda f: (f / "plan_baseline.csv").unlink(), "plan_baseline.csv"),
    "unknown file": (lambda f: (f / "附件.xls").write_bytes(b"x"), "附件.xls"),
    "not UTF-8": (
        lambda f: (f / "plan_baseline.csv").write_bytes("指标".encode("gbk")),
        "plan_baseline.csv",
    ),
    "empty file": (lambda f: (f / "plan_baseline.csv").write_bytes(b""), "plan_baseline.csv"),
    "missing row": (lambda f: drop_line(f / "plan_baseline.csv", "N28,"), "N28"),
    "row twice": (lambda f: double_line(f / "plan_baseline.csv", "N28,"), "N28"),
    "unreadable number": (lambda f: swap(f / "plan_baseline.csv", "26.05", "约26"), "约26"),
}


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").splitlines(keepends=True)


def write_lines(path: Path, lines: list[str]) -> None:
    path.write_text("".join(lines), encoding="utf-8", newline="")


def drop_line(path: Path, start: str) -> None:
    kept = [line for line in lines_of(path) if not line.startswith(start)]
    assert len(kept) == len(lines_of(path)) - 1
    write_lines(path, kept)


def double_line(path: Path, start: str) -> None:
    lines = lines_of(path)
    [line] = [line for line in lines if line.startswith(start)]
    write_lines(path, [*lines, line])


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


@pytest.mark.parametrize("fault", SPOILT_DATA)
def test_bad_submissions(
    place: Any, data_copy: Path, tree: Tree, capsys: pytest.CaptureFixture[str], fault: str
) -> None:
    spoil, named = SPOILT_DATA[fault]
    spoil(data_copy / "2019")
    with untouched(place, tree):
        code, said = call(place, capsys, "2019", "--data", str(data_copy))
    assert code == 1
    assert named in said


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ({"standard_rule": ">= "}, ["criteria.csv", "standard_rule"]),
        ({"target_2030_rule": "better than before"}, ["criteria.csv", "target_2030_rule"]),
        ({"indicator": "no_such_indicator"}, ["criteria.csv", "no_such_indicator"]),
        ({"id": "N29"}, ["criteria.csv", "N29"]),
    ],
    ids=["standard does not parse", "target does not parse", "unknown indicator", "id twice"],
)
def test_bad_plan(
    place: Any,
    raw_data: Path,
    plan_copy: Path,
    change_cell: Callable[..., None],
    tree: Tree,
    capsys: pytest.CaptureFixture[str],
    cell: dict[str, str],
    named: list[str],
) -> None:
    change_cell(plan_copy / "criteria.csv", "N28", **cell)
    with untouched(place, tree):
        code, said = call(place, capsys, "2019", "--data", str(raw_data), "--plan", str(plan_copy))
    assert code == 1
    for name in named:
        assert name in said


def test_missing_plan(
    place: Any, raw_data: Path, tmp_path: Path, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    with untouched(place, tree):
        code, said = call(
            place, capsys, "2019", "--data", str(raw_data), "--plan", str(tmp_path / "无")
        )
    assert code == 1
    assert str(tmp_path / "无") in said


def test_reports_that_is_a_file(
    place: Any, raw_data: Path, tmp_path: Path, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()
    with untouched(place, tree):
        other = SimpleNamespace(reports=tmp_path / "file", processed=place.processed)
        code, _ = call(other, capsys, "2019", "--data", str(raw_data))
    assert code == 1


# --- faults while the notebooks run ------------------------------------------------------------


def refused(place: Any, raw_data: Path, notebooks: Path, tree: Tree) -> str:
    """Run with spoilt notebooks; return what the run was refused with."""
    with untouched(place, tree), pytest.raises(JbecoError) as caught:
        run_year(
            2019,
            data=raw_data,
            reports=place.reports,
            processed=place.processed,
            notebooks=notebooks,
        )
    assert CHINESE.search(str(caught.value))
    return str(caught.value)


def insert_cell(path: Path, source: str) -> None:
    """Put a cell before the last one."""
    book = nbformat.read(path, as_version=4)
    book.cells.insert(-1, nbformat.v4.new_code_cell(source))
    nbformat.write(book, path)


def test_kernel_killed_half_way(place: Any, raw_data: Path, notebooks: Path, tree: Tree) -> None:
    """In the second notebook, after its tables were written."""
    kill = "import os\nos.kill(os.getpid(), 9)" if os.name != "nt" else "import os\nos._exit(1)"
    insert_cell(notebooks / "20_indicators.ipynb", kill)
    told = refused(place, raw_data, notebooks, tree)
    assert "20_indicators.ipynb" in told
    assert "内核" in told


def test_failing_cell(
    place: Any, raw_data: Path, notebooks: Path, tree: Tree, write_notebook: Callable[..., Path]
) -> None:
    write_notebook(notebooks / "10_check.ipynb", "1 / 0")
    told = refused(place, raw_data, notebooks, tree)
    assert "10_check.ipynb" in told
    assert "ZeroDivisionError" in told


def test_hanging_cell(
    place: Any,
    raw_data: Path,
    notebooks: Path,
    tree: Tree,
    write_notebook: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(run, "TIMEOUT_SECONDS", 2)
    write_notebook(notebooks / "10_check.ipynb", "while True:\n    pass")
    told = refused(place, raw_data, notebooks, tree)
    assert "10_check.ipynb" in told
    assert "2 秒" in told


def test_notebook_without_sentinel(
    place: Any, raw_data: Path, notebooks: Path, tree: Tree, write_notebook: Callable[..., Path]
) -> None:
    write_notebook(notebooks / "10_check.ipynb", "year", sentinel=False)
    assert "10_check.ipynb" in refused(place, raw_data, notebooks, tree)


@pytest.mark.parametrize("step", run.STEPS)
def test_notebook_that_lacks_a_parameter_stops_the_run_at_once(
    place: Any,
    raw_data: Path,
    notebooks: Path,
    tree: Tree,
    write_notebook: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    step: str,
) -> None:
    monkeypatch.setattr(run, "execute_notebook", lambda *a: pytest.fail("a notebook was started"))
    path = notebooks / f"{step}.ipynb"
    write_notebook(path, parameters='year = 0\nreview = ""\ndata = ""\nplan = ""')
    told = refused(place, raw_data, notebooks, tree)
    assert path.name in told
    assert "“out”" in told


def test_missing_notebook(place: Any, raw_data: Path, notebooks: Path, tree: Tree) -> None:
    (notebooks / "40_report.ipynb").unlink()
    assert "40_report.ipynb" in refused(place, raw_data, notebooks, tree)


# --- revisions ---------------------------------------------------------------------------------


def test_real_revision_has_a_number_and_a_change_table(
    first_run: Any, revised_run: Any, tree: Tree
) -> None:
    assert revised_run.published.new
    assert revised_run.folder.name == "2019-annual-r2"
    assert revised_run.published.previous.name == "2019-annual"
    assert sorted(path.name for path in revised_run.reports.iterdir()) == [
        "2019-annual",
        "2019-annual-r2",
    ]
    assert tree(revised_run.reports / "2019-annual") == tree(first_run.folder)
    with (revised_run.folder / "修订表.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["类别"], row["对象"]): row for row in csv.DictReader(file)}
    verdict = rows["判定", "N28"]
    assert (verdict["原（2019-annual）"], verdict["现"]) == ("未达标", "达标")
    assert {what for kind, what in rows if kind == "判定"} == {"N28"}
    assert {what for kind, what in rows if kind == "输入"} == {
        "2019/plan_baseline.csv",
        "2019/superior_tasks.csv",
    }
    assert {"N28", "P07"} <= {what for kind, what in rows if kind == "理由"}


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Notebooks that save the results and no kernel: for what a run does around them."""

    def execute(path: Path, parameters: dict[str, Any], timeout_seconds: int) -> Any:
        if path.stem == "20_indicators":
            data, plan, out = (str(path.parent / parameters[name]) for name in FOLDERS)
            opened = notebook.open_year(parameters["year"], parameters["review"], data, plan)
            notebook.save_results(opened, out)
        return normalise(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(path.stem)]))

    monkeypatch.setattr(run, "execute_notebook", execute)


@pytest.fixture
def go(quick: None, data_copy: Path, tmp_path: Path) -> Callable[..., Any]:
    def ran(review: str | None = None) -> Any:
        reports, processed = tmp_path / "reports", tmp_path / "processed"
        return run_year(2019, review, data_copy, reports=reports, processed=processed)

    return ran


def test_revisions_follow_the_data(
    go: Callable[..., Any],
    data_copy: Path,
    tmp_path: Path,
    change_cell: Callable[..., None],
    tree: Tree,
) -> None:
    baseline = data_copy / "2019" / "plan_baseline.csv"
    original = baseline.read_bytes()
    assert go().folder.name == "2019-annual"
    change_cell(baseline, "N28", value="100")
    assert go().folder.name == "2019-annual-r2"
    before = tree(tmp_path / "reports")
    again = go()
    assert (again.new, again.folder.name) == (False, "2019-annual-r2")
    assert tree(tmp_path / "reports") == before
    baseline.write_bytes(original)
    third = go()
    assert (third.folder.name, third.previous.name) == ("2019-annual-r3", "2019-annual-r2")
    assert (
        third.folder.joinpath("results.json").read_bytes()
        == (tmp_path / "reports" / "2019-annual" / "results.json").read_bytes()
    )
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == [
        "2019-annual",
        "2019-annual-r2",
        "2019-annual-r3",
    ]


def test_inputs_changed_during_the_run_do_not_enter_it(
    go: Callable[..., Any], data_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    baseline = data_copy / "2019" / "plan_baseline.csv"
    execute = run.execute_notebook

    def meddle(path: Path, *rest: Any) -> Any:
        swap(baseline, "79.5", "99.5") if path.stem == "10_check" else None
        return execute(path, *rest)

    monkeypatch.setattr(run, "execute_notebook", meddle)
    original = hashlib.sha256(baseline.read_bytes()).hexdigest()
    results = json.loads((go().folder / "results.json").read_text(encoding="utf-8"))
    assert b"99.5" in baseline.read_bytes()
    assert original in {entry["sha256"] for entry in results["inputs"]}
    assert "79.5" in json.dumps(results)
    assert "99.5" not in json.dumps(results)


def test_review_is_named_by_the_folder(go: Callable[..., Any]) -> None:
    assert go("annual").folder.name == "2019-annual"


def test_failed_publication_leaves_no_scratch_folder(
    go: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*paths: Any) -> None:
        raise PermissionError(13, "拒绝访问")

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refuse)
        with pytest.raises(JbecoError, match="拒绝访问"):
            go()
    assert list((tmp_path / "reports").iterdir()) == []
    assert go().folder.name == "2019-annual"


def test_altered_report_is_not_called_identical(go: Callable[..., Any]) -> None:
    """Someone wrote into the published folder: its manifest is as before, its bytes are not."""
    published = go()
    published.html.write_text("改过", encoding="utf-8")
    again = go()
    assert (again.new, again.folder.name) == (True, "2019-annual-r2")
    assert published.html.read_text(encoding="utf-8") == "改过"


def test_broken_manifest_is_not_in_the_way(
    go: Callable[..., Any], data_copy: Path, change_cell: Callable[..., None]
) -> None:
    (go().folder / "manifest.json").write_text("{", encoding="utf-8")
    change_cell(data_copy / "2019" / "plan_baseline.csv", "N28", value="100")
    assert go().folder.name == "2019-annual-r2"


@pytest.mark.parametrize("error", [PermissionError(13, "拒绝访问"), OSError(18, "跨设备")])
def test_tables_that_cannot_be_replaced(
    go: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, error: OSError
) -> None:
    """A table is open in Excel on Windows, or --processed is on another disk."""
    rename = os.rename

    def refuse(source: Any, target: Any) -> None:
        if Path(target).parent.name == "processed":
            raise error
        rename(source, target)

    monkeypatch.setattr(os, "rename", refuse)
    with contextlib.suppress(JbecoError):
        go()
    assert sorted(path.name for path in (tmp_path / "reports").iterdir()) == ["2019-annual"]


def test_broken_notebook_is_told(
    go: Callable[..., Any], notebooks: Path, raw_data: Path, tmp_path: Path
) -> None:
    (notebooks / "10_check.ipynb").write_text("{", encoding="utf-8")
    with pytest.raises(JbecoError, match="10_check"):
        run_year(2019, data=raw_data, reports=tmp_path / "r", notebooks=notebooks)


def test_copy_of_the_reports_is_complete(first_run: Any, tmp_path: Path, tree: Tree) -> None:
    """Notebooks of a report open by themselves: they are valid and hold their outputs."""
    folder = Path(shutil.copytree(first_run.folder / "notebooks", tmp_path / "copy"))
    for path in folder.glob("*.ipynb"):
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        assert any(cell.get("outputs") for cell in book.cells)
    assert len(tree(folder)) == len(run.STEPS)
