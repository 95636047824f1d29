"""Executes one notebook by papermill and believes only its sentinel.

papermill's own metadata says "completed" even when the kernel was killed, so success is the output
that the last cell leaves, and nothing else.
"""

from __future__ import annotations

import ast
import logging
import re
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from ..places import system_fault
from ..problems import JbecoError, Problem

if TYPE_CHECKING:  # Jupyter is imported when there is a notebook to run
    from nbformat import NotebookNode

__all__ = ["Parameter", "check_parameters", "declared_parameters", "execute_notebook", "normalise"]

ANSI = re.compile(r"\x1b\[[0-9;]*m")
SYSTEM_ERROR = re.compile(r"\[Errno (\d+)\]")
CELL_FILE = re.compile(r"\S*ipykernel_\d+[/\\]\d+\.py")
"""How a warning names the cell that it comes from: a file that exists for this run only."""


def execute_notebook(
    notebook: Path, parameters: Mapping[str, Parameter], timeout_seconds: int
) -> NotebookNode:
    """Run a notebook in its own folder.

    Parameters
    ----------
    notebook : Path
        The copy in the scratch folder; it is not written to.
    parameters : mapping
        Checked against what the notebook declares before a kernel starts.
    timeout_seconds : int
        Longest time for one cell.

    Returns
    -------
    NotebookNode
        The executed notebook without times, paths and random ids.

    Raises
    ------
    JbecoError
        When a parameter is wrong, a cell fails or takes too long, the kernel dies, or the last
        cell's sentinel is missing; names the notebook and the cell.
    """
    check_parameters(notebook, parameters)
    import papermill
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError
    from traitlets.config import Config

    from .forked import no_kernel_outlives_an_interrupt
    from .kernel import OwnKernel, kernel_options

    logging.getLogger("papermill").disabled = True  # what it says, in English, it raises, too
    try:
        # A kernel that was started, not forked, may still write there while it is being ended.
        with (
            tempfile.TemporaryDirectory(prefix="jbeco-kernel-", ignore_cleanup_errors=True) as home,
            no_kernel_outlives_an_interrupt(),
        ):
            executed = papermill.execute_notebook(
                str(notebook),
                None,
                parameters=dict(parameters),
                kernel_name="python3",
                kernel_manager_class=OwnKernel,
                config=Config({"OwnKernel": kernel_options(Path(home))}),
                # Not as papermill's ``cwd``: it would change the folder of all that runs beside it.
                resources={"metadata": {"path": str(notebook.parent.resolve())}},
                execution_timeout=timeout_seconds,
                start_timeout=120,
                progress_bar=False,
                log_output=False,
                shutdown_kernel="immediate",
                # ipykernel warns of its unencrypted loopback port at each start.
                extra_arguments=["--IPKernelApp.log_level=ERROR"],
            )
    except KeyboardInterrupt:
        # The kernel died of the same key; the event loop would report it when it is thrown away.
        logging.getLogger("asyncio").disabled = True
        raise
    except PapermillExecutionError as error:
        raise _failed(notebook, _cell_error(error)) from None
    except CellTimeoutError:
        raise _failed(notebook, f"有单元超过 {timeout_seconds} 秒没有跑完") from None
    except (DeadKernelError, RuntimeError):
        raise _failed(notebook, "内核中途退出（可能是内存不足）") from None
    if not _reached_end(executed, notebook.stem):
        raise _failed(notebook, "没有跑到最后一个单元")
    return normalise(executed)


def normalise(executed: NotebookNode) -> NotebookNode:
    """Take out what differs from run to run: times, paths, random ids, parts of a stream."""
    import nbformat

    clean: NotebookNode = nbformat.from_dict(executed)
    clean.metadata.pop("papermill", None)
    clean.metadata.get("language_info", {}).pop("version", None)  # the seal names it
    for number, cell in enumerate(clean.cells):
        cell.id = f"cell-{number:02d}"
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": list(tags)} if tags else {})
        if "outputs" in cell:
            cell.outputs = _whole_streams(cell.outputs)
            for output in cell.outputs:
                if output.output_type == "stream":
                    output.text = CELL_FILE.sub(f"cell-{number:02d}", output.text)
    return clean


def _whole_streams(outputs: Iterable[NotebookNode]) -> list[NotebookNode]:
    """Join what a busy kernel sent of one stream in parts, where nothing else came in between."""
    whole: list[NotebookNode] = []
    for output in outputs:
        if whole and output.output_type == "stream" and whole[-1].get("name") == output.name:
            whole[-1].text += output.text
        else:
            whole.append(output)
    return whole


def _cell_error(error: Any) -> str:
    told = ANSI.sub("", str(error.evalue)).strip()
    if number := SYSTEM_ERROR.match(told):
        told = f"{system_fault(OSError(int(number[1]), told))}（{told}）"
    if error.ename == "JbecoError":
        return told
    first_line = error.source.strip().splitlines()[0] if error.source.strip() else ""
    return f"单元“{first_line}”出错：{error.ename}：{told}"


def _failed(notebook: Path, what: str) -> JbecoError:
    mend = f"请先改正；可用 python3 run.py lab 打开 {notebook.name} 逐格查看。已发布的报告没有改动"
    return JbecoError([Problem(f"notebooks/{notebook.name}", what, mend)])


def _reached_end(executed: NotebookNode, name: str) -> bool:
    from ..report.notebook import SENTINEL

    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    outputs = code[-1].outputs if code else []
    return any(
        output.get("data", {}).get(SENTINEL, {}).get("notebook") == name for output in outputs
    )


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


def _cells(notebook: Path) -> list[NotebookNode]:
    import nbformat

    try:
        cells: list[NotebookNode] = nbformat.read(notebook, as_version=4).cells
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
