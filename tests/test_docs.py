"""The pages for analysts do what they say: each block runs, and what it shows is not empty."""

import ast
import re
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

ROOT = Path(__file__).resolve().parents[1]
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
PAGES = [
    path
    for path in (ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")))
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
