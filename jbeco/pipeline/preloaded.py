"""A process that has imported what notebooks import, and forks one kernel after the other.

`jbeco.pipeline.forked` starts it and asks it, a line of JSON for each request and each answer; it
ends when its asker does.
"""

from __future__ import annotations

import gc
import importlib
import json
import os
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import IO, Any

__all__ = ["serve"]

MODULES = (
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "pandas",
    "jbeco.intake.collect",
    "jbeco.report.notebook",
    "jbeco.values.monitoring",
    "jbeco.values.values_table",
    "jbeco.report.monitoring_charts",
    "jbeco.checks.run",
    "jbeco.assessment.verdict_tables",
    "jbeco.assessment.sensitivity_tables",
    "statsmodels.formula.api",
    "jbeco.statistics.stage",
    "statsmodels.tsa.seasonal",
    "jbeco.report.document",
    "statsmodels.api",
)
"""In the order in which a year's notebooks want them; a kernel imports what is not yet there."""


AS_IN_A_KERNEL = ("display.max_columns", 20)
"""What pandas chooses when it is imported in a kernel; here it takes itself to be in a terminal."""


def serve(descriptor: int) -> None:
    """Import one module after the other, answering in between, then answer until the end.

    Parameters
    ----------
    descriptor : int
        Of the socket over which the asker speaks.
    """
    # ipykernel reads it when it is imported: a kernel ends when the process that forked it does.
    os.environ["JPY_PARENT_PID"] = str(os.getpid())
    # The debugger, which no run uses, would warn of frozen modules on the user's terminal.
    os.environ["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
    # An asker that was ended, by Ctrl-C as may be, does not wait for its answer.
    gone = suppress(BrokenPipeError, ConnectionResetError)
    running: set[int] = set()
    try:
        with gone, socket.socket(fileno=descriptor) as channel, channel.makefile("rw") as lines:
            _import_and_answer(lines, channel, running)
    finally:
        _end_at_once(running)


def _import_and_answer(lines: IO[str], channel: socket.socket, running: set[int]) -> None:
    for module in MODULES:
        while select.select([channel], [], [], 0)[0]:
            if not _answer(lines, channel, running):
                return
        importlib.import_module(module)
        if module == "pandas":
            sys.modules[module].set_option(*AS_IN_A_KERNEL)
    from ..plan import load_plan  # only here: pandas has its turn above

    load_plan()  # any plan: what reads rules and rows is made with the first
    gc.freeze()  # what was imported is not copied for being counted
    while _answer(lines, channel, running):
        pass


def _answer(lines: IO[str], channel: socket.socket, running: set[int]) -> bool:
    """Answer one request; return False when there is nobody left who asks."""
    line = lines.readline()
    if not line:
        return False
    request = json.loads(line)
    if "ended" in request:
        answer = _ended(request["ended"], running)
    else:
        answer = _fork(channel, request)
        running.add(answer)
    lines.write(f"{json.dumps(answer)}\n")
    lines.flush()
    return True


def _ended(pid: int, running: set[int]) -> int | None:
    """Return the exit code of a kernel, nothing while it runs."""
    found, status = os.waitpid(pid, os.WNOHANG)
    if not found:
        return None
    running.discard(pid)
    return os.waitstatus_to_exitcode(status)


def _fork(channel: socket.socket, request: dict[str, Any]) -> int:
    """Fork a kernel and return its process id."""
    pid = os.fork()
    if not pid:
        os.close(channel.fileno())
        _become_kernel(**request)
    return pid


def _end_at_once(running: set[int]) -> None:
    """End the kernels that run: one that noticed by itself that nobody asks would say so first."""
    for pid in running:
        os.kill(pid, signal.SIGKILL)
    for pid in running:
        os.waitpid(pid, 0)


def _become_kernel(command: list[str], folder: str, environment: dict[str, str]) -> None:
    """Run ipykernel as it would run if started anew; does not return."""
    os.setsid()
    os.chdir(folder)
    own = {"JPY_PARENT_PID": os.environ["JPY_PARENT_PID"]}
    os.environ.clear()
    os.environ.update(environment | own)
    sys.argv = command
    from ipykernel.kernelapp import launch_new_instance

    try:
        launch_new_instance()
    finally:
        os._exit(0)
