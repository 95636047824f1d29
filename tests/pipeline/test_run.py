"""A run publishes all or nothing, and the same bytes each time."""

import contextlib
import csv
import hashlib
import io
import json
import os
import re
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import papermill
import pytest

from jbeco.cli import main
from jbeco.pipeline import run as run_module
from jbeco.pipeline import steps, write_report
from jbeco.pipeline.editions import withdraw
from jbeco.pipeline.evaluate import assess_year
from jbeco.pipeline.lock import LOCK, SCRATCH_PREFIX, locked
from jbeco.pipeline.run import run_year
from jbeco.places import own_folder
from jbeco.problems import JbecoError
from jbeco.stage_tables import TABLES, read_table, records_of
from jbeco.stages import LEFT_BY_RUN, STAGES

Tree = Callable[[Path], dict[str, bytes | None]]
CHINESE = re.compile("[\u4e00-\u9fff]")
TABLE_FILES = {*(f"{name}.csv" for name in TABLES), "列说明.csv"}
OUTPUTS = {
    "report.html",
    "results.json",
    "附表.xlsx",
    "一页纸.html",
    "report.docx",
    "manifest.json",
    "notebooks",
    "tables",
    *(f"notebooks/{stage.notebook}.ipynb" for stage in STAGES),
    *(f"tables/{name}" for name in TABLE_FILES),
}


def names_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# --- the same bytes each time -----------------------------------------------------------------


def test_first_run_publishes_report_and_tables(first_run: Any, tree: Tree) -> None:
    assert first_run.published.new
    assert first_run.published.previous is None
    assert names_in(first_run.reports) == [LOCK, "2019-annual", "index.html"]
    published = tree(first_run.folder)
    of_departments = {name for name in published if name.startswith("部门")}
    assert published.keys() == OUTPUTS | of_departments
    assert "部门/区住房和城乡建设局.xlsx" in of_departments
    tables = tree(first_run.processed / "2019")
    assert tables.pop(".jbeco")
    assert tables == {name: published[f"tables/{name}"] for name in TABLE_FILES}


def test_second_run_starts_no_kernel_and_publishes_nothing(
    place: Any, raw_data: Path, tree: Tree, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(steps, "execute_notebook", lambda *a: pytest.fail("a kernel was started"))
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
    while not list(reports.glob(f"{SCRATCH_PREFIX}*/notebooks")) and killed.poll() is None:
        time.sleep(0.01)
    assert killed.poll() is None, "it ended before it could be killed"
    killed.kill()
    killed.communicate()
    assert [path for path in reports.iterdir() if not path.name.startswith(".")] == []
    assert not (processed / "2019").exists()

    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert "report.html" in done.stdout
    # what the killed run left is gone
    assert names_in(reports) == [LOCK, "2019-annual", "index.html"]
    fresh = tree(reports / "2019-annual")
    # printed where there is a browser, which the other run is denied
    fresh.pop("一页纸.pdf", None)
    once = tree(first_run.folder)
    assert fresh.keys() == once.keys()
    differing = [name for name in once if fresh[name] != once[name]]
    assert differing == ["manifest.json"]  # it holds the time of sealing
    assert tree(processed / "2019") == tree(first_run.processed / "2019")


@pytest.mark.skipif(os.name == "nt", reason="Ctrl-C is another signal there")
@pytest.mark.parametrize("begun", ["notebooks", "report/tables/files.csv"])
def test_interrupted_by_the_user(raw_data: Path, tmp_path: Path, begun: str) -> None:
    """Ctrl-C in the first notebook, or while two run side by side: nothing but the lock is left."""
    command = [sys.executable, "-m", "jbeco", "run", "2019", "--data", str(raw_data)]
    command += ["--reports", "reports", "--processed", "processed"]
    run = subprocess.Popen(
        command,
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        start_new_session=True,
        # Whoever started the tests in the background has them ignore the key.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    reports = tmp_path / "reports"
    while not list(reports.glob(f"{SCRATCH_PREFIX}*/{begun}")) and run.poll() is None:
        time.sleep(0.01)
    time.sleep(1)  # into the notebook
    os.killpg(run.pid, signal.SIGINT)
    out, err = run.communicate(timeout=60)
    assert run.returncode == 1, err
    assert out == ""
    said = [line for line in err.splitlines() if not line.startswith("[")]
    assert said == ["已中断，没有继续；已发布的报告没有改动。"]
    assert names_in(reports) == [LOCK]


def test_outputs_do_not_name_this_machine(first_run: Any, tree: Tree) -> None:
    strings = (str(first_run.reports), str(Path.home()), os.sep + "tmp" + os.sep, "ipykernel_")
    for name, content in tree(first_run.folder).items():
        text = _text_of(name, content or b"")
        assert [string for string in strings if string in text and len(string) > 2] == [], name


def _text_of(name: str, content: bytes) -> str:
    if not name.endswith((".xlsx", ".docx")):
        return content.decode("utf-8")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "".join(
            archive.read(member).decode("utf-8", "replace") for member in archive.namelist()
        )


def test_notebooks_warn_of_nothing(first_run: Any) -> None:
    """A warning is for us to mend, before a reader of the notebook has to guess what it means."""
    for path in (first_run.folder / "notebooks").glob("*.ipynb"):
        outputs = [o for c in nbformat.read(path, as_version=4).cells for o in c.get("outputs", [])]
        assert [o.text for o in outputs if o.get("name") == "stderr"] == [], path.name


# --- bad inputs leave what is published alone --------------------------------------------------


@contextlib.contextmanager
def untouched(place: Any, tree: Tree) -> Iterator[None]:
    """Reports and tables stay byte for byte, and no scratch folder is left."""
    before = tree(place.reports), tree(place.processed / "2019")
    assert all(before)
    yield
    assert (tree(place.reports), tree(place.processed / "2019")) == before


PROGRESS = re.compile(r"\r?\d\d_\w+:.*")
"""A line of the progress bar of a notebook."""


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
    lines = [line for line in said.err.splitlines() if line and not PROGRESS.fullmatch(line)]
    for line in lines:
        assert CHINESE.search(line), line
    return code, "\n".join(lines)


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
    "a folder for a table": (lambda f: (f / "corrections.csv").mkdir(), "corrections.csv"),
    "not UTF-8": (
        lambda f: (f / "superior_tasks.csv").write_bytes("指标".encode("gbk")),
        "superior_tasks.csv",
    ),
    "empty file": (lambda f: (f / "superior_tasks.csv").write_bytes(b""), "superior_tasks.csv"),
    "broken workbook": (lambda f: (f / "数据.xlsx").write_bytes(b"x"), "数据.xlsx"),
    "unreadable result": (lambda f: swap(f / "superior_tasks.csv", ",met,", ",maybe,"), "maybe"),
}


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8", newline="")


@pytest.mark.parametrize("fault", SPOILT_DATA)
def test_bad_submissions(
    place: Any,
    quick: Any,
    data_copy: Path,
    tree: Tree,
    capsys: pytest.CaptureFixture[str],
    fault: str,
) -> None:
    spoil, named = SPOILT_DATA[fault]
    spoil(data_copy / "2019")
    with untouched(place, tree):
        code, said = call(place, capsys, "2019", "--data", str(data_copy))
    assert code == 1
    assert named in said
    assert "没有继续" in said


def test_what_is_no_submission_stops_nothing(
    data_copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Scans in a folder of their own, a letter beside the tables, what Windows leaves."""
    folder = data_copy / "2019"
    (folder / "附件").mkdir()
    for name in ("附件/批复.pdf", "来函.doc", "Thumbs.db"):
        (folder / name).write_bytes(b"x")
    where = ["--data", str(data_copy), "--processed", str(tmp_path / "other")]
    assert main(["check", "2019", *where]) == 0
    assert "来函.doc｜不认识这个文件，没有读" in capsys.readouterr().out


def test_errors_are_told_as_check_tells_them(
    place: Any, data_copy: Path, tmp_path: Path, tree: Tree, capsys: pytest.CaptureFixture[str]
) -> None:
    """The page of the check stops; what is printed are the problems, not that a cell failed."""
    for fault in ("broken workbook", "unreadable result", "a folder for a table"):
        SPOILT_DATA[fault][0](data_copy / "2019")
    with untouched(place, tree):
        _, said = call(place, capsys, "2019", "--data", str(data_copy))
    where = ["--data", str(data_copy), "--processed", str(tmp_path / "other")]
    assert main(["check", "2019", *where]) == 1
    checked = capsys.readouterr().out.splitlines()
    problems = [line for line in checked if line.partition("｜")[0] in ("错误", "警告", "提示")]
    assert len(problems) >= 3
    told = [line for line in said.splitlines() if "｜" in line]
    assert told == problems


@pytest.mark.parametrize(
    ("cell", "named"),
    [
        ({"target_2025_rule": ">= "}, ["criteria.csv", "target_2025_rule"]),
        ({"target_2030_rule": "better than before"}, ["criteria.csv", "target_2030_rule"]),
        ({"applicable": "perhaps"}, ["criteria.csv", "perhaps"]),
        ({"id": "N29"}, ["criteria.csv", "N29"]),
    ],
    ids=["rule of one word", "rule does not parse", "unknown word", "id twice"],
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


def test_kernel_killed_half_way(
    place: Any, raw_data: Path, notebooks: Path, tree: Tree, insert_cell: Callable[..., None]
) -> None:
    """In a notebook, after its tables were written."""
    kill = "import os\nos.kill(os.getpid(), 9)" if os.name != "nt" else "import os\nos._exit(1)"
    insert_cell(notebooks / "21_water.ipynb", kill)
    told = refused(place, raw_data, notebooks, tree)
    assert "21_water.ipynb" in told
    assert "内核" in told


def test_failing_cell(
    place: Any, raw_data: Path, notebooks: Path, tree: Tree, write_notebook: Callable[..., Path]
) -> None:
    write_notebook(notebooks / "10_collect.ipynb", "1 / 0")
    told = refused(place, raw_data, notebooks, tree)
    assert "10_collect.ipynb" in told
    assert "ZeroDivisionError" in told


def test_hanging_cell(
    place: Any,
    raw_data: Path,
    notebooks: Path,
    tree: Tree,
    write_notebook: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(steps, "TIMEOUT_SECONDS", 2)
    write_notebook(notebooks / "10_collect.ipynb", "while True:\n    pass")
    told = refused(place, raw_data, notebooks, tree)
    assert "10_collect.ipynb" in told
    assert "2 秒" in told


def test_notebook_without_sentinel(
    place: Any, raw_data: Path, notebooks: Path, tree: Tree, write_notebook: Callable[..., Path]
) -> None:
    write_notebook(notebooks / "10_collect.ipynb", "year", sentinel=False)
    assert "10_collect.ipynb" in refused(place, raw_data, notebooks, tree)


def test_notebook_that_leaves_no_table(
    place: Any, raw_data: Path, notebooks: Path, tree: Tree, write_notebook: Callable[..., Path]
) -> None:
    write_notebook(notebooks / "30_indicators.ipynb", "year")
    told = refused(place, raw_data, notebooks, tree)
    assert "30_indicators.ipynb｜没有留下这些表：values｜" in told


@pytest.mark.parametrize("stage", STAGES, ids=lambda stage: stage.name)
def test_notebook_that_lacks_a_parameter_is_refused_before_its_kernel_starts(
    place: Any,
    raw_data: Path,
    notebooks: Path,
    tree: Tree,
    write_notebook: Callable[..., Path],
    monkeypatch: pytest.MonkeyPatch,
    stage: Any,
) -> None:
    monkeypatch.setattr(papermill, "execute_notebook", lambda *a, **k: pytest.fail("it was run"))
    path = notebooks / f"{stage.notebook}.ipynb"
    write_notebook(path, parameters='year = 0\nreview = ""\ndata = ""\nplan = ""')
    told = refused(place, raw_data, notebooks, tree)
    assert path.name in told
    assert "“tables”" in told


def test_missing_notebook(place: Any, raw_data: Path, notebooks: Path, tree: Tree) -> None:
    (notebooks / "60_report.ipynb").unlink()
    assert "60_report.ipynb" in refused(place, raw_data, notebooks, tree)


def test_broken_notebook_is_told(place: Any, raw_data: Path, notebooks: Path, tree: Tree) -> None:
    (notebooks / "10_collect.ipynb").write_text("{", encoding="utf-8")
    assert "10_collect" in refused(place, raw_data, notebooks, tree)


# --- revisions ---------------------------------------------------------------------------------


def test_real_revision_has_a_number_and_a_change_table(
    first_run: Any, revised_run: Any, tree: Tree
) -> None:
    assert revised_run.published.new
    assert revised_run.folder.name == "2019-annual-r2"
    assert revised_run.published.previous.name == "2019-annual"
    assert names_in(revised_run.reports) == [
        LOCK,
        "2019-annual",
        "2019-annual-r2",
        "index.html",
    ]
    assert tree(revised_run.reports / "2019-annual") == tree(first_run.folder)
    with (revised_run.folder / "修订表.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {(row["类别"], row["对象"]): row for row in csv.DictReader(file)}
    verdict = rows["判定", "N28"]
    assert (verdict["原（2019-annual）"], verdict["现"]) == ("未达标", "达标")
    assert "规划/base_values.csv!" in verdict["由什么引起"]
    assert "→ 100" in verdict["由什么引起"]
    assert {what for kind, what in rows if kind == "判定"} == {"N28"}
    assert {what for kind, what in rows if kind == "输入"} == {
        "规划/base_values.csv",
        "2019/superior_tasks.csv",
    }
    assert {"N28", "P07"} <= {what for kind, what in rows if kind == "理由"}


def test_revisions_follow_the_data(
    go: Callable[..., Any], county_data: Path, tmp_path: Path, tree: Tree
) -> None:
    table = county_data / "2024" / "public_values.csv"
    original = table.read_bytes()
    assert go().folder.name == "2024-annual"
    swap(table, "C01,,level,83.8,", "C01,,level,95,")
    assert go().folder.name == "2024-annual-r2"
    before = tree(tmp_path / "reports")
    again = go()
    assert (again.new, again.folder.name) == (False, "2024-annual-r2")
    assert tree(tmp_path / "reports") == before
    table.write_bytes(original)
    third = go()
    assert (third.folder.name, third.previous.name) == ("2024-annual-r3", "2024-annual-r2")
    first = tmp_path / "reports" / "2024-annual"
    for name in TABLES.keys() - {*LEFT_BY_RUN}:
        table = f"tables/{name}.csv"
        assert (third.folder / table).read_bytes() == (first / table).read_bytes(), name
    assert names_in(tmp_path / "reports") == [
        LOCK,
        "2024-annual",
        "2024-annual-r2",
        "2024-annual-r3",
        "index.html",
    ]


def test_inputs_changed_during_the_run_do_not_enter_it(
    go: Callable[..., Any], quick: Any, county_data: Path
) -> None:
    table = county_data / "2024" / "public_values.csv"
    original = hashlib.sha256(table.read_bytes()).hexdigest()
    quick.change["10_collect"] = lambda made, folder: swap(table, "83.8", "99.5")
    results = json.loads((go().folder / "results.json").read_text(encoding="utf-8"))
    assert b"99.5" in table.read_bytes()
    assert original in {entry["sha256"] for entry in results["files"]}
    assert "83.8" in json.dumps(results)
    assert "99.5" not in json.dumps(results)


def test_inputs_changed_during_the_run_are_told_and_sealed_as_a_warning(
    go: Callable[..., Any], quick: Any, county_data: Path
) -> None:
    table = county_data / "2024" / "public_values.csv"
    quick.change["10_collect"] = lambda made, folder: swap(table, "83.8", "99.5")
    said: list[str] = []
    manifest = json.loads((go(say=said.append).folder / "manifest.json").read_text("utf-8"))
    (warning,) = [line for line in said if "运行期间有改动" in line]
    assert "2024/public_values.csv" in warning
    assert manifest["volatile"]["warnings"] == [warning]


def test_inputs_that_change_while_they_are_copied_are_refused(
    go: Callable[..., Any], county_data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    table, copy = county_data / "2024" / "public_values.csv", shutil.copytree

    def slow(source: Any, *arguments: Any, **options: Any) -> Any:
        if Path(source) == county_data / "2024":
            swap(table, "83.8", "99.5")
        return copy(source, *arguments, **options)

    monkeypatch.setattr(shutil, "copytree", slow)
    with pytest.raises(JbecoError, match=r"2024/public_values\.csv｜复制的时候正在被改动"):
        go()
    assert names_in(tmp_path / "reports") == [LOCK]


# --- one run at a time -------------------------------------------------------------------------


@pytest.mark.parametrize("held", ["reports", "processed"])
def test_a_second_run_in_the_same_folders_is_refused(
    go: Callable[..., Any], quick: Any, tmp_path: Path, held: str
) -> None:
    (tmp_path / held).mkdir()
    with locked(tmp_path / held), pytest.raises(JbecoError, match="另一个运行正在用"):
        go()
    assert quick.executed == []
    go()


def test_what_a_killed_run_left_is_cleared_and_the_users_own_is_not(
    go: Callable[..., Any], tmp_path: Path
) -> None:
    reports = tmp_path / "reports"
    left, mine = (reports / f"{SCRATCH_PREFIX}{name}" for name in ("abc", "mine"))
    own_folder(left)
    for folder in (left, mine):
        folder.mkdir(exist_ok=True)
        (folder / "x.csv").write_bytes(b"x")
    said: list[str] = []
    go(say=said.append)
    assert names_in(reports) == [LOCK, mine.name, "2024-annual", "index.html"]
    assert f"已清除上一次中断的运行留下的 {left.name}" in said


def test_another_layout_is_published_in_all_forms(
    go: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The report is made to be compared, is another, and is made again as a revision."""
    first = go().folder
    monkeypatch.setattr(run_module, "is_made_from", lambda *_: False)
    monkeypatch.setattr(write_report, "html_report", lambda *_: "<!doctype html>另一种版式")
    again = go()
    assert (again.new, again.folder.name) == (True, "2024-annual-r2")
    assert names_in(again.folder) == sorted([*names_in(first), "修订表.csv"])
    assert names_in(again.folder / "部门") == names_in(first / "部门")


# --- real and invented data apart --------------------------------------------------------------


@pytest.mark.parametrize("year", [2024, 2022])
@pytest.mark.parametrize("shared", ["reports", "processed"])
def test_other_submissions_never_share_reports_or_tables(
    go: Callable[..., Any],
    quick: Any,
    county_data: Path,
    tmp_path: Path,
    shared: str,
    tree: Tree,
    year: int,
) -> None:
    """Nor stand beside each other: another year would be told as one of the reports before."""
    go(year)
    other = Path(shutil.copytree(county_data, tmp_path / "public"))
    places = {name: tmp_path / f"other_{name}" for name in ("reports", "processed")}
    places[shared] = tmp_path / shared
    before = tree(tmp_path)
    with pytest.raises(JbecoError, match="填报文件夹“county_raw”得出的，这次是“public”"):
        go(data=other, **places)
    assert quick.executed == []
    assert tree(tmp_path) == before
    apart = {name: tmp_path / f"other_{name}" for name in ("reports", "processed")}
    assert go(data=other, **apart).folder.name == "2024-annual"


def test_an_example_never_revises_a_real_report_whatever_its_folder_is_called(
    go: Callable[..., Any], county_data: Path, tmp_path: Path
) -> None:
    go()
    table = county_data / "2024" / "public_values.csv"
    text = table.read_text(encoding="utf-8")
    table.write_text(text.replace("月报,1,83.8,", "月报,1,83.8,示例"), encoding="utf-8")
    with pytest.raises(JbecoError, match="填报性质“报送”得出的，这次是“示例”"):
        go()
    assert names_in(tmp_path / "reports") == [LOCK, "2024-annual", "index.html"]


def test_a_link_in_the_place_of_a_year_is_refused_as_check_refuses_it(
    go: Callable[..., Any], county_data: Path, county_plan: Path, tmp_path: Path
) -> None:
    """Live data and the run's copy are read by one rule: a link gave two verdicts once."""
    (county_data / "2022").rename(tmp_path / "2022")
    (county_data / "2022").symlink_to(tmp_path / "2022", target_is_directory=True)
    with pytest.raises(JbecoError, match="链接") as caught:
        go()
    checked = assess_year(2024, county_data, county_plan).problems
    assert caught.value.problems == checked


def test_review_is_named_by_the_folder(go: Callable[..., Any]) -> None:
    assert go(review="annual").folder.name == "2024-annual"


def test_a_district_with_a_framework_of_its_own_runs(go: Callable[..., Any]) -> None:
    """The county's set lies in its plan's folder, and goes into the snapshot with it."""
    manifest = json.loads((go().folder / "manifest.json").read_text(encoding="utf-8"))
    assert "plan/nanjiang-2020.csv" in manifest["stable"]["inputs"]


def test_failed_publication_leaves_no_scratch_folder(
    go: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rename = os.rename

    def refuse(source: Any, target: Any) -> None:
        if Path(target).parent.name == "reports":
            raise PermissionError(13, "拒绝访问")
        rename(source, target)

    with monkeypatch.context() as patch:
        patch.setattr(os, "rename", refuse)
        with pytest.raises(JbecoError, match="不能发布：没有权限"):
            go()
    assert names_in(tmp_path / "reports") == [LOCK]
    assert go().folder.name == "2024-annual"


@pytest.mark.parametrize("name", ["report.html", "results.json", "tables/verdicts.csv"])
def test_an_altered_report_is_told_and_neither_compared_nor_revised(
    go: Callable[..., Any], quick: Any, tmp_path: Path, tree: Tree, name: str
) -> None:
    """Someone wrote into the published folder: its seal is as before, its bytes are not."""
    folder = go().folder
    (folder / name).write_text("改过", encoding="utf-8")
    before = tree(tmp_path / "reports")
    with pytest.raises(JbecoError, match=f"发布之后有改动：{name} 被改动"):
        go()
    assert quick.executed == []
    assert tree(tmp_path / "reports") == before
    withdraw(folder, "2026-05-01", "王工", "被人改过")
    again = go()
    assert (again.folder.name, again.previous) == ("2024-annual-r2", None)


def test_an_altered_report_of_the_year_before_is_told(
    go: Callable[..., Any], county_data: Path
) -> None:
    shutil.copytree(county_data / "2024", county_data / "2023")
    swap(county_data / "2023" / "public_values.csv", "2024", "2023")
    earlier = go(2023).folder
    table = earlier / "tables" / "verdicts.csv"
    table.write_text(table.read_text("utf-8").replace("C01", "C99"), "utf-8")
    with pytest.raises(JbecoError, match=r"tables/verdicts\.csv 被改动"):
        go()


def test_broken_manifest_is_told_until_the_report_is_withdrawn(go: Callable[..., Any]) -> None:
    folder = go().folder
    (folder / "manifest.json").write_text("{", encoding="utf-8")
    with pytest.raises(JbecoError, match="封存清单读不出来"):
        go()
    withdraw(folder, "2026-05-01", "王工", "清单坏了")
    assert go().folder.name == "2024-annual-r2"


def test_the_report_can_print_what_it_was_made_from(
    go: Callable[..., Any], county_data: Path
) -> None:
    def told(folder: Path) -> dict[str, str]:
        rows = records_of("seal", read_table(folder / "tables", "seal"))
        return {row["name"]: row["value"] for row in rows}

    first = go().folder
    manifest = json.loads((first / "manifest.json").read_text(encoding="utf-8"))
    assert told(first)["输入指纹"] == manifest["inputs_sha256"]
    assert told(first)["短指纹"] == manifest["inputs_sha256"][:12]
    swap(county_data / "2024" / "public_values.csv", "C01,,level,83.8,", "C01,,level,95,")
    assert told(go().folder) != told(first)


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
    with pytest.raises(JbecoError, match="报告已发布，但结果表没有更新"):
        go()
    assert names_in(tmp_path / "reports") == [LOCK, "2024-annual"]


def test_copy_of_the_reports_is_complete(first_run: Any, tmp_path: Path, tree: Tree) -> None:
    """Notebooks of a report open by themselves: they are valid and hold their outputs."""
    folder = Path(shutil.copytree(first_run.folder / "notebooks", tmp_path / "copy"))
    for path in folder.glob("*.ipynb"):
        book = nbformat.read(path, as_version=4)
        nbformat.validate(book)
        assert any(cell.get("outputs") for cell in book.cells)
    assert len(tree(folder)) == len(STAGES)


def test_each_stage_is_said_and_what_was_judged(
    place: Any, quick: Any, data_copy: Path, tmp_path: Path
) -> None:
    said: list[str] = []
    run_year(
        2019,
        data=data_copy,
        reports=tmp_path / "own",
        processed=tmp_path / "tables",
        say=said.append,
    )
    assert said[0] == "[1/9] 收集填报"
    assert [line[:5] for line in said[:9]] == [f"[{n}/9]" for n in range(1, 10)]
    assert len(said) == 11
    assert said[9] == (
        "国家生态文明建设示范区指标体系（表一）："
        "应判 31 项，达标 26，未达标 3，无法判定 2；总体要求按指标值不满足"
    )
