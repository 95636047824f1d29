"""Checks the parameters of a notebook before any kernel starts.

papermill itself only warns of an unknown parameter, takes any type, and lets a parameter's name be
code; here an unknown, missing or ill-typed one is an error.
"""

from __future__ import annotations

import ast
from collections.abc import Mapping
from pathlib import Path

import nbformat

from ..problems import JbecoError, Problem

__all__ = ["Parameter", "check_parameters", "declared_parameters"]

Parameter = int | str


def declared_parameters(notebook: Path) -> dict[str, Parameter]:
    """Return the parameters that a notebook declares, with their defaults.

    Raises
    ------
    JbecoError
        When there is not just one cell tagged ``parameters``, or it holds anything but
        ``name = literal`` lines with whole numbers and texts.
    """
    cells = _cells(notebook)
    tagged = [cell for cell in cells if "parameters" in cell.metadata.get("tags", [])]
    if len(tagged) != 1:
        what = f"应有一个带 parameters 标签的单元，现有 {len(tagged)} 个"
        raise JbecoError([Problem(notebook.name, what, "请对照随附的笔记本恢复")])
    declared: dict[str, Parameter] = {}
    for statement in _statements(tagged[0].source, notebook):
        match statement:
            case ast.Assign([ast.Name(name)], ast.Constant(value)) if type(value) in (int, str):
                declared[name] = value  # type: ignore[assignment]
            case _:
                what = f"参数单元第 {statement.lineno} 行不是“名字 = 整数或文字”"
                raise JbecoError([Problem(notebook.name, what, "请对照随附的笔记本恢复")])
    return declared


def _statements(source: str, notebook: Path) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except SyntaxError as error:
        what = f"参数单元第 {error.lineno} 行有语法错误"
        raise JbecoError([Problem(notebook.name, what, "请对照随附的笔记本恢复")]) from None


def _cells(notebook: Path) -> list[nbformat.NotebookNode]:
    try:
        cells: list[nbformat.NotebookNode] = nbformat.read(notebook, as_version=4).cells
    except (OSError, ValueError, AttributeError):
        what = "不是可读的笔记本"
        raise JbecoError([Problem(notebook.name, what, "请对照随附的笔记本恢复")]) from None
    return cells


def check_parameters(notebook: Path, given: Mapping[str, object]) -> None:
    """Refuse parameters that the notebook does not declare, or that have another type.

    Raises
    ------
    JbecoError
        All of them at once.
    """
    declared = declared_parameters(notebook)
    names = "、".join(declared)
    problems = [
        Problem(notebook.name, f"没有参数“{name}”", f"可用：{names}")
        for name in given
        if name not in declared
    ]
    problems += [
        Problem(notebook.name, f"没有给参数“{name}”", "请补上")
        for name in declared
        if name not in given
    ]
    words = {int: "整数", str: "文字"}
    for name, value in given.items():
        if name in declared and type(value) is not type(declared[name]):
            what = f"参数 {name} 的值 {value!r} 类型不对"
            mend = f"应为{words[type(declared[name])]}"
            problems.append(Problem(notebook.name, what, mend))
    if problems:
        raise JbecoError(problems)
