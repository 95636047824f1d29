"""run.py: what can be tested without building an environment."""

import importlib.util
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

ROOT = Path(__file__).resolve().parents[1]
COMMANDS = ("report", "test", "lab", "check")


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("jbeco_run_script", ROOT / "run.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


run = load()


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Stand-in for a checkout with a finished environment."""
    root = tmp_path / "生态 规划"
    python = run.executable("python", root / ".venv")
    python.parent.mkdir(parents=True)
    python.touch()
    (root / "requirements.lock").write_text("a==1 \\\n    --hash=sha256:0\n", encoding="utf-8")
    (root / "pyproject.toml").write_text("[project]\n", encoding="utf-8")
    stamp = root / ".venv" / "jbeco.stamp"
    stamp.write_text("\n".join(run.fingerprint(root)) + "\n", encoding="ascii")
    return root


def state(root: Path) -> str:
    venv = root / ".venv"
    return str(run.state(venv, venv / "jbeco.stamp", run.fingerprint(root)))


def test_finished_environment_is_fresh(checkout: Path) -> None:
    assert state(checkout) == "fresh"


@pytest.mark.parametrize("name", ["requirements.lock", "pyproject.toml"])
def test_changed_description_means_an_update(checkout: Path, name: str) -> None:
    with (checkout / name).open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    assert state(checkout) == "update"


def test_line_ends_of_windows_change_nothing(checkout: Path) -> None:
    path = checkout / "requirements.lock"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert state(checkout) == "fresh"


def test_text_moved_between_the_two_files_is_noticed(checkout: Path) -> None:
    before = run.fingerprint(checkout)
    lock, project = checkout / "requirements.lock", checkout / "pyproject.toml"
    text = lock.read_bytes() + project.read_bytes()
    lock.write_bytes(text)
    project.write_bytes(b"")
    assert run.fingerprint(checkout) != before


@pytest.mark.parametrize("content", [None, "", "abc\n", "a b c\n", "环境\n"])
def test_missing_or_broken_stamp_means_a_rebuild(checkout: Path, content: str | None) -> None:
    stamp = checkout / ".venv" / "jbeco.stamp"
    stamp.unlink()
    if content is not None:
        stamp.write_text(content, encoding="utf-8")
    assert state(checkout) == "rebuild"


def test_missing_interpreter_means_a_rebuild(checkout: Path) -> None:
    run.executable("python", checkout / ".venv").unlink()
    assert state(checkout) == "rebuild"


def test_another_python_means_a_rebuild(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run.platform, "python_version", lambda: "3.12.99")
    assert state(checkout) == "rebuild"


def test_moved_checkout_means_a_rebuild(checkout: Path) -> None:
    moved = checkout.rename(checkout.with_name("搬 家"))
    assert state(moved) == "rebuild"


def test_stamp_is_written_last(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object) -> None:
        raise run.SetupError("断网")

    stamp = checkout / ".venv" / "jbeco.stamp"
    stamp.unlink()
    for name, value in {"ROOT": checkout, "VENV": checkout / ".venv", "STAMP": stamp}.items():
        monkeypatch.setattr(run, name, value)
    monkeypatch.setattr(run, "create_venv", lambda: None)
    monkeypatch.setattr(run, "install_dependencies", lambda: ["pip", "install"])
    monkeypatch.setattr(run, "must", fail)
    with pytest.raises(run.SetupError):
        run.ensure_venv()
    assert not stamp.exists()
    monkeypatch.setattr(run, "must", lambda arguments: None)
    run.ensure_venv()
    assert state(checkout) == "fresh"


def test_path_entry_becomes_relative(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "ROOT", checkout)
    monkeypatch.setattr(run, "VENV", checkout / ".venv")
    version = f"python{sys.version_info[0]}.{sys.version_info[1]}"
    for folder in ("Lib", f"lib/{version}"):
        site = checkout / ".venv" / folder / "site-packages"
        site.mkdir(parents=True, exist_ok=True)
        entry = site / "_editable_impl_jbeco.pth"
        entry.write_text(str(checkout), encoding="utf-8")
        run.relative_path_entry()
        line = entry.read_text(encoding="ascii").rstrip("\n")
        assert (site / line).resolve() == checkout.resolve()


def test_set_up_failure_is_told_without_a_traceback(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail() -> None:
        raise run.SetupError("断网")

    monkeypatch.setattr(run, "ensure_venv", fail)
    assert run.main(["test"]) == 1
    assert "断网" in capsys.readouterr().err


def test_failing_uv_falls_back_to_pip_in_an_empty_environment(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    steps: list[str] = []

    def must(arguments: list[str]) -> None:
        if "sync" in arguments:
            raise run.SetupError("uv 失败")
        assert {"--no-deps", "--require-hashes"} <= {*arguments}
        steps.append("install")

    monkeypatch.setattr(run, "must", must)
    monkeypatch.setattr(run, "find_uv", lambda: "uv")
    monkeypatch.setattr(run, "create_venv", lambda: steps.append("create"))
    assert run.install_dependencies()[1:4] == ["-m", "pip", "install"]
    assert steps == ["create", "install"]


LOCK = """\
trove==1 \\
    --hash=sha256:1
uv==0.1 \\
    --hash=sha256:2 \\
    --hash=sha256:3
uvloop==2 \\
    --hash=sha256:4
"""


def test_stanza_holds_one_requirement_with_its_hashes() -> None:
    expected = "uv==0.1 \\\n    --hash=sha256:2 \\\n    --hash=sha256:3\n"
    assert run.lock_stanza(LOCK, "uv") == expected
    assert run.lock_stanza(LOCK, "uvloop") == "uvloop==2 \\\n    --hash=sha256:4\n"


def test_stanza_of_an_absent_requirement_is_an_error() -> None:
    with pytest.raises(ValueError, match="uvicorn"):
        run.lock_stanza(LOCK, "uvicorn")


def test_the_lock_of_this_checkout_pins_uv() -> None:
    stanza = run.lock_stanza((ROOT / "requirements.lock").read_text(encoding="utf-8"), "uv")
    assert stanza.startswith("uv==")
    assert stanza.count("==") == 1
    assert "--hash=sha256:" in stanza


@pytest.mark.parametrize("arguments", [[], ["reprot"], ["-x", "test"]])
def test_wrong_command_prints_usage_and_exits_2(
    arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    command = [sys.executable, str(ROOT / "run.py"), *arguments]
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", env={**run.child_env()}, check=False
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert "用法" in done.stderr
    assert all(name in done.stderr for name in (*COMMANDS, *arguments[:1]))
    assert list(tmp_path.iterdir()) == []


def test_help_is_no_error(capsys: pytest.CaptureFixture[str]) -> None:
    assert run.main(["--help"]) == 0
    assert "用法" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "expected"),
    [
        (["report"], ["-m", "jbeco", "run", "2025", "--review", "midterm", "--data"]),
        (["report", "2019"], ["-m", "jbeco", "run", "2019"]),
        (
            ["report", "2025", "--review", "midterm"],
            ["-m", "jbeco", "run", "2025", "--review", "midterm"],
        ),
        (["test", "-k", "air"], ["-m", "pytest", "-q", *run.PARALLEL, "-k", "air"]),
        (["lab", "--no-browser"], ["-m", "jupyter", "lab", "--notebook-dir", "notebooks"]),
    ],
)
def test_command_runs_its_module_with_the_environments_python(
    arguments: list[str],
    expected: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    calls: list[list[str]] = []

    def call(command: list[str], env: dict[str, str]) -> int:
        calls.append(command)
        assert env["PYTHONUTF8"] == "1"
        return 7

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(run, "ensure_venv", lambda: None)
    monkeypatch.setattr(run, "call", call)
    assert run.main(arguments) == 7
    (command,) = calls
    assert command[0] == str(run.executable("python"))
    assert command[1 : 1 + len(expected)] == expected


def test_check_runs_everything_and_fails_if_one_failed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    calls: list[str] = []

    def call(command: list[str], env: dict[str, str]) -> int:
        calls.append(command[2])
        return 3 if command[2] == "mypy" else 0

    monkeypatch.setattr(run, "ensure_venv", lambda: None)
    monkeypatch.setattr(run, "call", call)
    assert run.main(["check"]) == 1
    assert calls == ["ruff", "ruff", "mypy", "scripts.notebook_lint", "scripts.supply"]
    assert "检查未通过：类型" in capsys.readouterr().err
    monkeypatch.setattr(run, "call", lambda command, env: 0)
    assert run.main(["check"]) == 0


def test_too_new_python_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(run, "TOO_NEW", sys.version_info[:2])
    assert run.main(["test"]) == 2
    assert "3.11–3.13" in capsys.readouterr().err


def test_environment_of_children(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("OPENBLAS_NUM_THREADS", "4")
    monkeypatch.setenv("PYTHONPATH", "elsewhere")
    monkeypatch.delenv("MPLBACKEND", raising=False)
    env = run.child_env("test")
    assert env["OPENBLAS_NUM_THREADS"] == "4"
    assert "PYTHONPATH" not in env
    assert env["MPLBACKEND"] == "Agg"
    assert Path(env["MPLCONFIGDIR"]).is_relative_to(ROOT / ".venv")
    assert "MPLBACKEND" not in run.child_env("lab")
    monkeypatch.delenv("OPENBLAS_NUM_THREADS")
    assert run.child_env("lab")["OPENBLAS_NUM_THREADS"] == "1"


def test_exit_code_of_a_child_is_passed_on() -> None:
    assert run.call([sys.executable, "-c", "raise SystemExit(5)"], run.child_env()) == 5
