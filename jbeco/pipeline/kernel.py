"""The kernel of a run: this very interpreter, with nothing that the user set up for himself.

A line in a start-up file, a kernel of the same name in another place, or a look for charts of
one's own would otherwise change what a report says.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import matplotlib
from jupyter_client.kernelspec import KernelSpec
from jupyter_client.manager import AsyncKernelManager
from traitlets import Unicode

from .forked import CAN_FORK, ForkingProvisioner

__all__ = ["OwnKernel", "kernel_environment", "kernel_options"]

USERS = ("PYTHON", "IPYTHON", "JUPYTER", "MPL", "MATPLOTLIB")
"""Starts of the variables by which a user sets up Python, Jupyter and matplotlib."""

NEEDED = ("PYTHONPATH", "PYTHONHOME", "MPLCONFIGDIR")
"""Those that say where the program itself and the list of fonts lie."""


class OwnKernel(AsyncKernelManager):
    """Starts ipykernel of this interpreter; ``home`` is the only place for IPython's files."""

    home = Unicode().tag(config=True)

    @property
    def kernel_spec(self) -> KernelSpec:
        """What is started, whatever kernels are installed under the name."""
        command = [sys.executable, "-m", "ipykernel_launcher", "-f", "{connection_file}"]
        return KernelSpec(argv=command, display_name="Python 3", language="python")

    async def _async_start_kernel(self, **options: Any) -> None:
        environment = kernel_environment(os.environ, Path(self.home))
        if CAN_FORK and self.provisioner is None:
            self.provisioner = ForkingProvisioner(
                kernel_id="", kernel_spec=self.kernel_spec, parent=self
            )
        await super()._async_start_kernel(**options, env=environment)

    start_kernel = _async_start_kernel


def kernel_options(home: Path) -> dict[str, Any]:
    """Return how to talk to a kernel: over files of its own where the platform has such sockets.

    Ports of the machine are chosen before they are used: of many runs at once, two take the same.

    Parameters
    ----------
    home : Path
        An empty folder.
    """
    options = {"home": str(home), "connection_file": str(home / "kernel.json")}
    return options if os.name == "nt" else options | {"transport": "ipc"}


def kernel_environment(users: Mapping[str, str], home: Path) -> dict[str, str]:
    """Return a kernel's environment variables.

    Parameters
    ----------
    users : mapping
        The variables of the user's own session.
    home : Path
        An empty folder.
    """
    kept = {
        name: value for name, value in users.items() if name in NEEDED or not name.startswith(USERS)
    }
    return kept | {
        "IPYTHONDIR": str(home),
        "PYTHONNOUSERSITE": "1",
        # Named, it goes before the file in the user's own folder.
        "MATPLOTLIBRC": str(Path(matplotlib.get_data_path()) / "matplotlibrc"),
    }
