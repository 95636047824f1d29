"""Executes one notebook by papermill and believes only its sentinel.

papermill's own metadata says "completed" even when the kernel was killed, so success is the output
that the last cell leaves, and nothing else.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from ..problems import JbecoError, Problem
from ..report.notebook import SENTINEL
from .parameters import Parameter, check_parameters

__all__ = ["execute_notebook", "normalise"]

ANSI = re.compile(r"\x1b\[[0-9;]*m")


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
    # jsonschema compiles 35 grammars for IRI formats that no notebook schema uses: a second saved.
    sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]
    import papermill
    from jupyter_client.kernelspec import NoSuchKernel
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    try:
        executed = papermill.execute_notebook(
            str(notebook),
            None,
            parameters=dict(parameters),
            kernel_name="python3",
            cwd=str(notebook.parent),
            execution_timeout=timeout_seconds,
            start_timeout=120,
            progress_bar={"desc": notebook.stem, "leave": True},
            log_output=False,
            shutdown_kernel="immediate",
            # ipykernel warns of its unencrypted loopback port at each start.
            extra_arguments=["--IPKernelApp.log_level=ERROR"],
        )
    except PapermillExecutionError as error:
        raise _failed(notebook, _cell_error(error)) from None
    except CellTimeoutError:
        raise _failed(notebook, f"有单元超过 {timeout_seconds} 秒没有跑完") from None
    except NoSuchKernel:
        raise _failed(notebook, "没有 python3 内核") from None
    except (DeadKernelError, RuntimeError):
        raise _failed(notebook, "内核中途退出（可能是内存不足）") from None
    if not _reached_end(executed, notebook.stem):
        raise _failed(notebook, "没有跑到最后一个单元")
    return normalise(executed)


def normalise(executed: NotebookNode) -> NotebookNode:
    """Take out what differs from run to run: times, absolute paths, random ids."""
    clean: NotebookNode = nbformat.from_dict(executed)
    clean.metadata.pop("papermill", None)
    for number, cell in enumerate(clean.cells):
        cell.id = f"cell-{number:02d}"
        tags = cell.metadata.get("tags", [])
        cell.metadata = nbformat.from_dict({"tags": list(tags)} if tags else {})
    return clean


def _cell_error(error: Any) -> str:
    told = ANSI.sub("", str(error.evalue)).strip()
    if error.ename == "JbecoError":
        return told
    first_line = error.source.strip().splitlines()[0] if error.source.strip() else ""
    return f"单元“{first_line}”出错：{error.ename}：{told}"


def _failed(notebook: Path, what: str) -> JbecoError:
    mend = f"请先改正；可用 python3 run.py lab 打开 {notebook.name} 逐格查看。已发布的报告没有改动"
    return JbecoError([Problem(f"notebooks/{notebook.name}", what, mend)])


def _reached_end(executed: NotebookNode, name: str) -> bool:
    code = [cell for cell in executed.cells if cell.cell_type == "code"]
    outputs = code[-1].outputs if code else []
    return any(
        output.get("data", {}).get(SENTINEL, {}).get("notebook") == name for output in outputs
    )
