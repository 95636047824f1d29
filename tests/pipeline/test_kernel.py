"""Nothing that a user set up for himself reaches a run."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import nbformat
import pytest

from jbeco.pipeline.execute import execute_notebook
from jbeco.pipeline.export import html_report
from jbeco.pipeline.kernel import OwnKernel, kernel_environment

SHOWN = """\
import site, sys, matplotlib
print([
    "planted" in globals(),
    site.ENABLE_USER_SITE,
    sys.executable,
    matplotlib.rcParams["axes.facecolor"],
])
"""


@pytest.fixture
def users_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folders: start-up files, another kernel named python3, a look for charts."""
    home = tmp_path / "home"
    startup = home / "ipython" / "profile_default" / "startup" / "00.py"
    kernel = home / "jupyter" / "kernels" / "python3" / "kernel.json"
    template = home / "jupyter" / "nbconvert" / "templates" / "lab" / "index.html.j2"
    files = {
        startup: "planted = True",
        home / "ipython" / "profile_default" / "ipython_config.py": (
            "get_config().InteractiveShellApp.exec_lines = ['planted = True']"
        ),
        home / "start.py": "planted = True",
        home / "mpl" / "matplotlibrc": "axes.facecolor: red",
        kernel: json.dumps({"argv": ["false"], "display_name": "x", "language": "python"}),
        template: "PLANTED",
        template.with_name("base.html.j2"): "PLANTED",
        template.with_name("conf.json"): "{}",
    }
    for path, text in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    for name, value in {
        "IPYTHONDIR": home / "ipython",
        "PYTHONSTARTUP": home / "start.py",
        "PYTHONWARNINGS": "error",
        "JUPYTER_PATH": home / "jupyter",
        "JUPYTER_DATA_DIR": home / "jupyter",
        "MPLCONFIGDIR": home / "mpl",
        "MATPLOTLIBRC": home / "mpl",
    }.items():
        monkeypatch.setenv(name, str(value))
    return home


def test_a_kernel_reads_nothing_of_the_users(
    users_own: Path, tmp_path: Path, write_notebook: Callable[..., Path]
) -> None:
    path = write_notebook(tmp_path / "10_check.ipynb", SHOWN, parameters="year = 0")
    executed = execute_notebook(path, {"year": 2019}, 60)
    told = executed.cells[2].outputs[0].text
    assert told == f"{[False, False, sys.executable, 'white']}\n"
    assert sorted(p.name for p in tmp_path.iterdir()) == ["10_check.ipynb", "home"]


def test_a_page_takes_no_template_of_the_users(users_own: Path) -> None:
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell("一句话")])
    page = html_report(book, "题")
    assert "一句话" in page
    assert "PLANTED" not in page


def test_the_environment_keeps_what_the_program_needs(tmp_path: Path) -> None:
    users = {"PATH": "a", "PYTHONPATH": "b", "PYTHONINSPECT": "1", "JUPYTER_CONFIG_DIR": "c"}
    found = kernel_environment(users, tmp_path)
    assert found.keys() == {"PATH", "PYTHONPATH", "IPYTHONDIR", "PYTHONNOUSERSITE", "MATPLOTLIBRC"}
    assert found["IPYTHONDIR"] == str(tmp_path)


def test_the_kernel_is_this_interpreter(users_own: Any) -> None:
    spec = OwnKernel(kernel_name="python3").kernel_spec
    assert spec.argv[0] == sys.executable


@pytest.mark.skipif(os.name == "nt", reason="Windows 上内核只能用端口")
def test_a_kernel_takes_no_port(write_notebook: Callable[..., Path], tmp_path: Path) -> None:
    told = "from ipykernel.connect import get_connection_info\nprint(get_connection_info())"
    path = write_notebook(tmp_path / "told.ipynb", told, parameters="year = 0")
    cells = execute_notebook(path, {"year": 1}, 60).cells
    [printed] = [one.text for cell in cells for one in cell.get("outputs", []) if "text" in one]
    assert '"transport": "ipc"' in printed
    assert "127.0.0.1" not in printed
