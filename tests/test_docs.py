"""The pages for analysts do what they say: each block runs, and what it shows is not empty."""

import ast
import os
import re
import shlex
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from jbeco.cli import _parser, main
from jbeco.stage_tables import TABLES
from jbeco.stages import STAGES

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
PAGES = [
    path
    for path in (
        ROOT / "README.md",
        ROOT / "CONTRIBUTING.md",
        *sorted((ROOT / "docs").glob("*.md")),
    )
    if BLOCK.search(path.read_text("utf-8"))
]


def run_block(block: str, names: dict[str, Any], where: str) -> Any:
    """Run a block as a notebook does; return what its last line shows."""
    tree = ast.parse(block)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, where, "exec"), names)
    if last is None:
        return None
    return eval(compile(ast.Expression(last.value), where, "eval"), names)


def test_there_is_a_page_with_code() -> None:
    assert PAGES


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_every_block_of_a_page_runs_after_the_ones_before(
    page: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    for number, block in enumerate(BLOCK.findall(page.read_text("utf-8")), start=1):
        shown = run_block(block, names, f"{page.name}：第 {number} 段")
        if isinstance(shown, pd.DataFrame | pd.Series):
            assert len(shown), f"{page.name}：第 {number} 段什么也没有显示\n{block}"
    assert capsys.readouterr().err == ""


# --- commands ----------------------------------------------------------------------------------

PROSE = (ROOT / "README.md", ROOT / "CONTRIBUTING.md", *sorted((ROOT / "docs").glob("*.md")))
COMMAND = re.compile(r"(?:^|`)(?:python -m )?jbeco ([a-z][^`\n]*)", re.MULTILINE)
RUN_SCRIPT = re.compile(r"run\.py ([a-z]+)")


@pytest.mark.parametrize("page", PROSE, ids=lambda page: page.stem)
def test_every_command_of_a_page_is_one(page: Path) -> None:
    text = page.read_text("utf-8")
    for line in COMMAND.findall(text):
        # In a block, what a command does stands behind it, two blanks away.
        words = shlex.split(re.sub(r" {2,}.*|（.*|[\[\]]", "", line.replace("<那一年>", "2025")))
        if len(words) == 1 and words != ["plan"]:  # named in a sentence, without its arguments
            assert f"    {words[0]} " in _parser().format_help()
        else:
            _parser().parse_args(words)
    assert set(RUN_SCRIPT.findall(text)) <= {"report", "test", "lab", "check"}


QUERIES = re.compile(r"^```sql\n(.*?)^```", re.DOTALL | re.MULTILINE)
SESSION = re.compile(r"^```bash\n(.*?)^```", re.DOTALL | re.MULTILINE)
MANUALS = [path for path in PROSE if SESSION.search(path.read_text("utf-8"))]
REFUSED = "退出码 1"
"""What a line says that is to fail, behind a ``#``."""


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory, example_run: Any) -> Path:
    """The files that the manuals start from; the manuals share it, and so what was read once.

    What the notebooks leave of the example is there: that they run is shown elsewhere.
    """
    folder = tmp_path_factory.mktemp("desk")
    shutil.copytree(example_run.processed, folder / "练习" / "结果")
    for name in ("data", "jbeco/plan/jiangbei", "tests/data/another_district"):
        ignored = shutil.ignore_patterns("processed")
        shutil.copytree(ROOT / name, folder / name, ignore=ignored, copy_function=os.link)
    return folder


def ran(line: str) -> int:
    """Run a line of a manual here; return its exit code."""
    program, *words = shlex.split(line, comments=True)
    return main(words) if program == "jbeco" else subprocess.call([program, *words])


@pytest.mark.parametrize("page", MANUALS, ids=lambda page: page.stem)
def test_the_commands_of_a_manual_do_as_it_says(
    page: Path, desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    for block in SESSION.findall(page.read_text("utf-8")):
        for line in block.splitlines():
            assert ran(line) == (REFUSED in line), line
    for block in QUERIES.findall(page.read_text("utf-8")):
        duckdb = pytest.importorskip("duckdb", reason="要 pip install duckdb pyarrow")
        for statement in duckdb.extract_statements(block):
            duckdb.execute(statement)


def test_every_table_of_a_batch_has_a_query() -> None:
    [block, _] = QUERIES.findall((ROOT / "docs" / "批量评估.md").read_text("utf-8"))
    asked = re.findall(r"^-- (\w+) .*\n.*/tables/(\w+)\.parquet'.*;$", block, re.MULTILINE)
    assert asked == [(name, name) for name in TABLES]


PICTURE = re.compile(r"!\[([^\]]+)\]\((?:docs/)?图/([^)]+)\)")
"""A picture in a manual: what it shows in words, and its file."""


def test_every_picture_is_shown_and_every_one_shown_is_there() -> None:
    shown = {name for page in PROSE for _, name in PICTURE.findall(page.read_text("utf-8"))}
    assert shown == {path.name for path in (ROOT / "docs" / "图").iterdir()}


def test_the_readme_lists_every_notebook() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    listed = re.search(r"^notebooks/.*?^jbeco/", text, re.DOTALL | re.MULTILINE)
    assert listed
    numbers = [path.stem[:2] for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
    assert re.findall(r"\b(\d\d) ", listed[0]) == numbers
    assert "Nine Jupyter notebooks" in text
    assert len(STAGES) == 9


NAMED_TEST = re.compile(r"`(tests/[\w/]+\.py)(?:::(test_\w+))?`")
"""A file of tests, or one of its tests, as a page names it."""


PROVEN = [
    path
    for path in sorted((ROOT / "docs").glob("*.md"))
    if NAMED_TEST.search(path.read_text("utf-8"))
]


@pytest.mark.parametrize("path", PROVEN, ids=lambda path: path.stem)
def test_every_test_that_a_page_names_is_there(path: Path) -> None:
    named = NAMED_TEST.findall(path.read_text(encoding="utf-8"))
    assert named
    missing = [
        (file, test)
        for file, test in named
        if not (ROOT / file).is_file()
        or (test and f"def {test}(" not in (ROOT / file).read_text(encoding="utf-8"))
    ]
    assert missing == []
