"""A forked kernel computes and shows what a started one does, and ends with what forked it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat
import pytest

from jbeco.pipeline import forked, kernel
from jbeco.pipeline.execute import execute_notebook
from jbeco.problems import JbecoError

pytestmark = pytest.mark.skipif(not forked.CAN_FORK, reason="这个平台上逐个启动内核，不分叉")

SHOWN = """\
import sys, os, warnings
import matplotlib, numpy as np, pandas as pd
from jbeco.report import notebook
from jbeco.report.chart_style import chart
notebook.start()
print(sys.argv[1], os.path.basename(os.getcwd()))
print(matplotlib.rcParams["backend"], pd.get_option("display.width"), sys.stdin.closed)
print(__name__, sys.modules["__main__"].__dict__ is globals(), os.environ.get("IPYTHONDIR") != "")
warnings.warn("说一次")
display(pd.DataFrame(np.arange(60).reshape(2, 30)))
with chart(2, 1) as figure:
    figure.subplots().plot([1, 2])
notebook.show_figure(figure, "图", "线")
"""


@pytest.fixture
def shown(write_notebook: Callable[..., Path], tmp_path: Path) -> Path:
    return write_notebook(tmp_path / "shown.ipynb", SHOWN, parameters="year = 0")


def test_it_shows_the_same_to_the_byte(shown: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    by_fork = execute_notebook(shown, {"year": 1}, 60)
    monkeypatch.setattr(kernel, "CAN_FORK", False)
    started = execute_notebook(shown, {"year": 1}, 60)
    assert len(started.cells[-2].outputs) == 4
    assert nbformat.writes(by_fork) == nbformat.writes(started)


def test_a_kernel_that_is_killed_is_noticed(
    write_notebook: Callable[..., Path], tmp_path: Path
) -> None:
    text = "import os, signal\nos.kill(os.getpid(), signal.SIGKILL)"
    path = write_notebook(tmp_path / "dies.ipynb", text, parameters="year = 0")
    with pytest.raises(JbecoError, match="内核中途退出"):
        execute_notebook(path, {"year": 1}, 60)


def test_after_the_process_that_forks_has_died_another_takes_its_place(shown: Path) -> None:
    execute_notebook(shown, {"year": 1}, 60)
    [nursery] = forked._nurseries.values()
    nursery._process.kill()
    nursery._process.wait()
    execute_notebook(shown, {"year": 1}, 60)


def test_an_interrupt_ends_the_kernels_before_anything_else(
    write_notebook: Callable[..., Path], tmp_path: Path
) -> None:
    """Of the kernel of another thread, too, which learns of it and ends its notebook."""
    told = tmp_path / "pid"
    text = f"import os, time\nopen({str(told)!r}, 'w').write(str(os.getpid()))\ntime.sleep(60)"
    path = write_notebook(tmp_path / "waits.ipynb", text, parameters="year = 0")
    with ThreadPoolExecutor(1) as beside:
        waiting = beside.submit(execute_notebook, path, {"year": 1}, 60)
        ends = time.monotonic() + 60
        while not (told.exists() and told.read_text()) and time.monotonic() < ends:
            time.sleep(0.1)
        with pytest.raises(KeyboardInterrupt), forked.no_kernel_outlives_an_interrupt():
            raise KeyboardInterrupt
        assert not is_running(int(told.read_text()))
        with pytest.raises(JbecoError, match="内核中途退出"):
            waiting.result(timeout=30)


RUN = """
import sys
from pathlib import Path
from jbeco.pipeline.execute import execute_notebook
execute_notebook(Path(sys.argv[1]), {"year": 1}, 60)
"""


def is_running(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="ascii").rsplit(")", 1)[1].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_nothing_stays_behind_when_a_run_is_killed(
    write_notebook: Callable[..., Path], tmp_path: Path
) -> None:
    told = tmp_path / "pids"
    text = f"open({str(told)!r}, 'w').write(f'{{os.getpid()}} {{os.getppid()}}')"
    waits = f"import os, time\n{text}\ntime.sleep(60)"
    path = write_notebook(tmp_path / "waits.ipynb", waits, parameters="year = 0")
    run = subprocess.Popen([sys.executable, "-c", RUN, str(path)])
    left: list[int] = []
    ends = time.monotonic() + 60
    while not left and time.monotonic() < ends:
        time.sleep(0.1)
        left = [int(pid) for pid in told.read_text().split()] if told.exists() else []
    os.kill(run.pid, signal.SIGKILL)
    run.wait()
    assert len(left) == 2
    while any(map(is_running, left)) and time.monotonic() < ends:
        time.sleep(0.1)
    assert not any(map(is_running, left))
