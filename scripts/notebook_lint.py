"""Keeps the notebooks thin: ``python -m scripts.notebook_lint notebooks``."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import nbformat

from jbeco.pipeline.execute import declared_parameters
from jbeco.problems import JbecoError, Problem

__all__ = ["lint_folder", "lint_notebook"]

MOST_CELLS = 12
MOST_LINES = 5
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda, ast.For, ast.While)


def lint_folder(folder: Path) -> list[Problem]:
    """Return the problems of every notebook in a folder."""
    paths = sorted(folder.glob("*.ipynb"))
    if not paths:
        return [Problem(str(folder), "没有笔记本", "请检查路径")]
    return [problem for path in paths for problem in lint_notebook(path)]


def lint_notebook(path: Path) -> list[Problem]:
    """Return what keeps a notebook from being thin, clean and reproducible."""
    book = nbformat.read(path, as_version=4)
    code = [cell for cell in book.cells if cell.cell_type == "code"]
    found = [*_shape(code), *_cleanliness(book), *_content(code, path.stem)]
    try:
        declared_parameters(path)
    except JbecoError as error:
        found += [problem.what for problem in error.problems]
    return [Problem(path.name, what, "见 docs/操作手册.md 的“笔记本”") for what in found]


def _shape(code: list[nbformat.NotebookNode]) -> Iterator[str]:
    if len(code) > MOST_CELLS:
        yield f"有 {len(code)} 个代码单元，至多 {MOST_CELLS} 个"
    for number, cell in enumerate(code, start=1):
        lines = len(cell.source.strip().splitlines())
        if lines > MOST_LINES:
            yield f"第 {number} 个代码单元有 {lines} 行，至多 {MOST_LINES} 行"


def _cleanliness(book: nbformat.NotebookNode) -> Iterator[str]:
    if book.metadata.get("kernelspec", {}).get("name") != "python3":
        yield "内核名应为 python3"
    if any(cell.get("outputs") or cell.get("execution_count") for cell in book.cells):
        yield "带有输出，提交前请清除"


def _content(code: list[nbformat.NotebookNode], name: str) -> Iterator[str]:
    for number, cell in enumerate(code, start=1):
        try:
            tree = ast.parse(cell.source)
        except SyntaxError as error:
            yield f"第 {number} 个代码单元第 {error.lineno} 行有语法错误"
            continue
        for node in ast.walk(tree):
            if isinstance(node, DEFINITIONS):
                yield f"第 {number} 个代码单元有定义或循环，应放进 jbeco"
            if isinstance(node, ast.Import):
                yield f"第 {number} 个代码单元用了 import …，只许 from jbeco… import …"
            if (
                isinstance(node, ast.ImportFrom)
                and (node.module or "").partition(".")[0] != "jbeco"
            ):
                yield f"第 {number} 个代码单元导入了 {node.module}，只许导入 jbeco"
    if not code or f'notebook.finish("{name}")' not in code[-1].source:
        yield f'最后一个代码单元应以 notebook.finish("{name}") 结束'


def main() -> int:
    """Lint the folder named on the command line."""
    problems = lint_folder(Path(sys.argv[1]))
    for problem in problems:
        print(problem)
    print(f"笔记本检查：{len(problems)} 个问题")
    return 1 if problems else 0


if __name__ == "__main__":
    raise SystemExit(main())
