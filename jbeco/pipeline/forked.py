"""Kernels forked from a process in which everything is imported: each is there in a moment.

To start Python, pandas and statsmodels anew for each notebook takes half of a run.  What a forked
kernel computes and shows is the same to the byte; only where there is no safe fork (Windows, macOS)
kernels are started one by one.
"""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from threading import Lock
from typing import Any

from jupyter_client.connect import KernelConnectionInfo
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from .preloaded import serve

__all__ = ["CAN_FORK", "ForkedKernel", "ForkingProvisioner", "no_kernel_outlives_an_interrupt"]

CAN_FORK = sys.platform == "linux"
OF_ONE_KERNEL = {"IPYTHONDIR", "JPY_SESSION_NAME", "JPY_PARENT_PID"}
"""Variables that differ from kernel to kernel and are read only when it starts."""


class _Nursery:
    """The process that forks; it ends when its socket is closed, as it is when we end."""

    def __init__(self, environment: Mapping[str, str]) -> None:
        self._socket, theirs = socket.socketpair()
        with theirs:
            descriptor = theirs.fileno()
            code = f"from {serve.__module__} import serve; serve({descriptor})"
            self._process = subprocess.Popen(
                [sys.executable, "-P", "-c", code],
                env=dict(environment),
                pass_fds=[descriptor],
                stdin=subprocess.DEVNULL,
                start_new_session=True,  # Ctrl-C is for us, who end it
            )
        self._lines = self._socket.makefile("rw")
        self._lock = Lock()

    @property
    def is_alive(self) -> bool:
        return self._process.poll() is None

    def ask(self, **request: Any) -> Any:
        """Return the answer to a request."""
        with self._lock:
            try:
                self._lines.write(f"{json.dumps(request)}\n")
                self._lines.flush()
                answer = self._lines.readline()
            except (OSError, ValueError):  # closed, perhaps by another thread
                answer = ""
        if not answer:
            raise RuntimeError("the process that forks kernels has ended")
        return json.loads(answer)

    def close(self) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._lines.close()
        self._socket.close()
        self._process.wait()


_nurseries: dict[tuple[int, frozenset[tuple[str, str]]], _Nursery] = {}
"""At most one: that of this process and of the environment that was asked for last."""


_one_at_a_time = Lock()
"""Held while a nursery is looked for: kernels that start side by side share one."""


def _nursery(environment: Mapping[str, str]) -> _Nursery:
    common = {name: value for name, value in environment.items() if name not in OF_ONE_KERNEL}
    key = (os.getpid(), frozenset(common.items()))
    with _one_at_a_time:
        found = _nurseries.get(key)
        if found is None or not found.is_alive:
            _end_kernels()
            found = _nurseries[key] = _Nursery(common)
        return found


@contextmanager
def no_kernel_outlives_an_interrupt() -> Iterator[None]:
    """End this process's forked kernels when the user interrupts, before their folders go."""
    try:
        yield
    except KeyboardInterrupt:
        _end_kernels()
        raise


def _end_kernels() -> None:
    """End every forked kernel of this process, and the process that forks them."""
    for (owner, _), nursery in _nurseries.items():
        if owner == os.getpid() and nursery.is_alive:
            nursery.close()
    _nurseries.clear()


class ForkedKernel:
    """A forked kernel, with as much of `subprocess.Popen` as a provisioner uses."""

    stdin = stdout = stderr = None

    def __init__(self, command: Sequence[str], folder: str, environment: Mapping[str, str]) -> None:
        self._nursery = _nursery(environment)
        self.pid: int = self._nursery.ask(
            command=list(command), folder=folder, environment=dict(environment)
        )
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return the exit code, nothing while the kernel runs."""
        if self.returncode is None:
            try:
                self.returncode = self._nursery.ask(ended=self.pid)
            except RuntimeError:  # kernels end with the process that forked them
                self.returncode = -signal.SIGKILL
        return self.returncode

    def wait(self) -> int | None:
        """Return the exit code of a kernel that has ended."""
        return self.poll()

    def send_signal(self, number: int) -> None:
        """Send a signal, unless the kernel has ended."""
        if self.poll() is None:
            os.kill(self.pid, number)

    def kill(self) -> None:
        """End it at once."""
        self.send_signal(signal.SIGKILL)

    def terminate(self) -> None:
        """Ask it to end."""
        self.send_signal(signal.SIGTERM)


class ForkingProvisioner(LocalProvisioner):
    """Launches a kernel by fork and looks after it as after any local process."""

    async def launch_kernel(self, cmd: list[str], **options: Any) -> KernelConnectionInfo:
        """Launch a kernel; ``cwd`` and ``env`` are all the options that a run gives."""
        folder = options.get("cwd") or os.getcwd()
        kernel = ForkedKernel(cmd[2:], folder, options["env"])  # without python -m
        self.process, self.pid, self.pgid = kernel, kernel.pid, kernel.pid  # type: ignore[assignment]
        self.cwd = folder
        return self.connection_info
