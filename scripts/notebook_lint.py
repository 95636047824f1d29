"""Keeps the notebooks pages that run anywhere: ``python -m scripts.notebook_lint notebooks``."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat

from jbeco.pipeline.execute import declared_parameters
from jbeco.problems import JbecoError, Problem

__all__ = ["lint_folder", "lint_notebook"]

MOST_LINES = 12
"""A cell does one thing; what is longer belongs into the library, with a test."""

WELCOME = (
    "jbeco",
    "pandas",
    "numpy",
    "matplotlib",
    "statsmodels",
    "scipy",
    "fractions",
    "inspect",
    "IPython",
    "scripts",
    "sys",
)
"""What a page may import: the library, the stack of the analysis, the scripts beside them."""

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
OUTSIDE = re.compile(r"[a-z]+://|/\w|~/|[A-Za-z]:[\\/]|\\\\")
"""How a text begins that leads out of the project: an address, an absolute path."""


def lint_folder(folder: Path) -> list[Problem]:
    """Return the problems of every notebook in a folder."""
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        return [Problem(str(folder), "没有笔记本", "请检查路径")]
    return [problem for path in paths for problem in lint_notebook(path)]


def lint_notebook(path: Path) -> list[Problem]:
    """Return what keeps a notebook from being clean, readable and reproducible."""
    book = nbformat.read(path, as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    found = [*_cleanliness(book), *_content(code, path.stem)]
    try:
        declared_parameters(path)
    except JbecoError as error:
        found += [problem.what for problem in error.problems]
    return [Problem(path.name, what, "见 docs/操作手册.md 的“笔记本”") for what in found]


def _cleanliness(book: nbformat.NotebookNode) -> Iterator[str]:
    if book.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "内核名应为 python3"
    if any(cell.get("outputs") or cell.get("execution_count") for cell in book.cells):
        yield "带有输出，提交前请清除"


def _content(code: list[nbformat.NotebookNode], name: str) -> Iterator[str]:
    for number, cell in enumerate(code, start=1):
        for what in _cell(cell.source):
            yield f"第 {number} 个代码单元{what}"
    if not code or f'notebook.finish("{name}")' not in code[-1].source:
        yield f'最后一个代码单元应以 notebook.finish("{name}") 结束'


def _cell(source: str) -> Iterator[str]:
    lines = len(source.strip().splitlines())
    if lines > MOST_LINES:
        yield f"有 {lines} 行，至多 {MOST_LINES} 行；长的部分放进 jbeco"
    try:
        tree = ast.parse(source)
    except SyntaxError as error:
        yield f"第 {error.lineno} 行不是 Python（%、! 命令也不行，换一台机器就跑不了）"
        return
    for node in ast.walk(tree):
        if isinstance(node, DEFINITIONS):
            yield f"定义了 {node.name}，应放进 jbeco 并加测试"
        for module in _imported(node):
            if module.partition(".")[0] not in WELCOME:
                yield f"导入了 {module or '相对模块'}，只许导入 {'、'.join(WELCOME)}"
        text = node.value if isinstance(node, ast.Constant) else None
        if isinstance(text, str) and OUTSIDE.match(text):
            yield f"写了“{text}”：不用网址和绝对路径，路径相对于 notebooks"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def main() -> int:
    """Lint the folder named on the command line."""
    problems = lint_folder(Path(sys.argv[1]))
    for problem in problems:
        print(problem)
    print(f"笔记本检查：{len(problems)} 个问题")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
