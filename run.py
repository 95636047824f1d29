"""One entry point for users, reviewers and CI: ``python3 run.py report | test | lab | check``.

Makes ``.venv`` from ``requirements.lock`` when it is missing or stale, then does the work
with that environment's interpreter.  Standard library only; works from any directory.
"""

import hashlib
import os
import platform
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if sys.version_info < (3, 11):  # noqa: UP036 - an older interpreter must get a plain answer
    sys.stderr.write("需要 Python 3.11–3.13，请安装后用它运行，例如：python3.11 run.py test\n")
    sys.exit(2)

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
STAMP = VENV / "jbeco.stamp"
LOCK = ROOT / "requirements.lock"
TOO_NEW = (3, 14)
# Installers keep silent when nobody watches their progress bars; errors are still shown.
QUIET = [] if sys.stderr.isatty() else ["-q"]

# The mid-term review on invented data, kept apart from the reports and tables of real years.
EXAMPLE = (
    "2025 --review midterm --data data/example --reports reports/example"
    " --processed data/processed/example"
).split()

# A process a core, and one for those that wait for kernels and browsers; what shares a costly
# fixture stays together, and what takes longest begins first (tests/conftest.py).
PARALLEL = ["-n", str((os.cpu_count() or 1) + 1), "--dist", "loadgroup", "--no-loadscope-reorder"]

USAGE = """用法：python3 run.py <命令> [其他参数]

  report  生成评估报告；默认用示例数据演示 2025 年中期评估。真实数据写年份：run.py report 2019
          公开资料里的真实江北：run.py report 2025 --data data/public
            --reports reports/public --processed data/processed/public
  test    运行全部测试；其他参数交给 pytest
  lab     在浏览器中打开 notebooks 目录（JupyterLab）
  check   检查代码规范、格式、类型、笔记本、依赖的许可与漏洞

首次运行会按 requirements.lock 在 .venv 中建立运行环境，需要联网；以后直接使用。
"""


class SetupError(Exception):
    """The environment cannot be made; the message tells the user what to do."""


def say(message: str) -> None:
    """Write one line of progress to stderr."""
    print(message, file=sys.stderr, flush=True)


def executable(name: str, venv: Path = VENV) -> Path:
    """Path of the program `name` in `venv`."""
    return venv / "Scripts" / f"{name}.exe" if os.name == "nt" else venv / "bin" / name


def fingerprint(root: Path) -> tuple[str, str]:
    """Digests of what an environment rests on: (interpreter and place, locked contents).

    A difference in the first means a rebuild, in the second an update in place.
    """
    host = f"{sys.implementation.name} {platform.python_version()} {sys.platform}"
    place = hashlib.sha256(f"{host} {platform.machine()}\n".encode() + os.fsencode(root))
    contents = hashlib.sha256()
    for name in ("requirements.lock", "pyproject.toml"):
        data = (root / name).read_bytes().replace(b"\r\n", b"\n")  # as Windows may have it
        contents.update(hashlib.sha256(data).digest())
    return place.hexdigest(), contents.hexdigest()


def state(venv: Path, stamp: Path, wanted: tuple[str, str]) -> str:
    """Tell whether the environment is ``"fresh"``, needs an ``"update"`` or a ``"rebuild"``."""
    try:
        host, contents = stamp.read_text(encoding="ascii").split()
    except (OSError, ValueError):  # no stamp or not one of ours
        return "rebuild"
    if host != wanted[0] or not executable("python", venv).exists():
        return "rebuild"
    return "fresh" if contents == wanted[1] else "update"


def lock_stanza(lock: str, name: str) -> str:
    """Return the lines of the requirement `name` (pin and hashes) from the text of a lock."""
    stanza: list[str] = []
    for line in lock.splitlines():
        if stanza and not line[:1].isspace():
            break
        if stanza or line.startswith(f"{name}=="):
            stanza.append(line)
    if not stanza:
        raise ValueError(f"{name} is not in the lock")
    return "\n".join(stanza) + "\n"


def child_env(command: str = "") -> dict[str, str]:
    """Environment variables for everything that runs inside the virtual environment."""
    env = dict(os.environ)
    for name in ("PYTHONHOME", "PYTHONPATH", "JUPYTER_PATH", "__PYVENV_LAUNCHER__"):
        env.pop(name, None)
    env["VIRTUAL_ENV"] = str(VENV)
    env["PATH"] = str(executable("python").parent) + os.pathsep + env.get("PATH", "")
    env["MPLCONFIGDIR"] = str(VENV / "mplconfig")
    env |= {"PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8", "JUPYTER_PREFER_ENV_PATH": "1"}
    env |= {"PIP_USER": "0", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    env.setdefault("OPENBLAS_NUM_THREADS", "1")
    if command != "lab":
        env["MPLBACKEND"] = "Agg"
    return env


def call(arguments: list[str], env: dict[str, str]) -> int:
    """Run a program in the checkout; return its exit code (128 + n when signal n ended it)."""
    with subprocess.Popen(arguments, cwd=ROOT, env=env) as process:
        while True:
            try:
                code = process.wait()
            except KeyboardInterrupt:
                continue  # the child got the same Ctrl-C and decides itself when to end
            return code if code >= 0 else 128 - code


def must(arguments: list[str]) -> None:
    """Run one step of the set-up; raise `SetupError` when it fails."""
    try:
        code = subprocess.run(arguments, cwd=ROOT, env=child_env(), check=False).returncode
    except OSError as error:
        raise SetupError(f"无法执行 {arguments[0]}：{error}") from error
    if code:
        raise SetupError(f"命令未成功（返回码 {code}）：{' '.join(arguments[:5])} …")


def create_venv() -> None:
    """Make an empty environment, replacing whatever is there."""
    base = getattr(sys, "_base_executable", None) or sys.executable  # never .venv's own
    try:
        must([base, "-m", "venv", "--clear", str(VENV)])
    except SetupError as error:
        hint = "Debian/Ubuntu 请先安装 python3-venv；或检查目录是否可写、磁盘是否已满。"
        raise SetupError(f"{error}\n不能建立 .venv。{hint}") from error


def pip_install() -> list[str]:
    """Start of a pip command line that installs into `.venv`."""
    return [str(executable("python")), "-m", "pip", "install", *QUIET, *QUIET]


def find_uv() -> str:
    """Path of a working uv: the user's own, or the one pinned in the lock, put in `.venv`."""
    own = shutil.which("uv")
    if own and subprocess.run([own, "--version"], capture_output=True, check=False).returncode == 0:
        return own
    say("　准备安装工具 uv（按锁定版本）……")
    with tempfile.TemporaryDirectory() as folder:
        requirement = Path(folder, "uv.txt")
        requirement.write_text(lock_stanza(LOCK.read_text("utf-8"), "uv"), "utf-8")
        must([*pip_install(), "--require-hashes", "-r", str(requirement)])
    return str(executable("uv"))


def install_dependencies() -> list[str]:
    """Make `.venv` equal to the lock; return the start of the install command that worked."""
    python = ["--python", str(executable("python"))]
    try:
        uv = [find_uv(), *QUIET, "pip"]
        say("　按 requirements.lock 安装依赖……")
        must([*uv, "sync", *python, "--require-hashes", "--compile-bytecode", str(LOCK)])
        return [*uv, "install", *python]
    except (OSError, SetupError) as error:
        say(f"{error}\n　uv 不可用，改用 pip，约需一两分钟……")
    create_venv()  # pip removes nothing, so it must start from an empty environment
    must([*pip_install(), "--no-deps", "--require-hashes", "-r", str(LOCK)])  # the lock is whole
    return pip_install()


def relative_path_entry() -> None:
    """Make the path entry of the editable install relative, so that it is pure ASCII.

    Python 3.11 reads it in the locale's encoding: with a Chinese path in UTF-8 the
    interpreter would not even start under Windows or ``LC_ALL=C``.
    """
    for folder in (VENV / "Lib", VENV / "lib" / "python{}.{}".format(*sys.version_info)):
        for entry in (folder / "site-packages").glob("*jbeco.pth"):
            entry.write_text(os.path.relpath(ROOT, entry.parent) + "\n", encoding="ascii")


def ensure_venv() -> None:
    """Make or update `.venv` unless it is fresh; the stamp is written last."""
    wanted = fingerprint(ROOT)
    need = state(VENV, STAMP, wanted)
    if need == "fresh":
        return
    say("依赖有变化，正在更新 .venv ……" if need == "update" else "正在建立运行环境 .venv ……")
    STAMP.unlink(missing_ok=True)
    if need == "rebuild":
        create_venv()
    install = install_dependencies()
    must([*install, "--no-build-isolation", "--no-deps", "--editable", str(ROOT)])
    relative_path_entry()
    STAMP.write_text("\n".join(wanted) + "\n", encoding="ascii")
    say("运行环境已就绪。")


def check(python: str) -> int:
    """Run every static check, report each, and return 1 if any failed."""
    checks = {
        "代码规范": ["ruff", "check", "."],
        "代码格式": ["ruff", "format", "--check", "."],
        "类型": ["mypy"],
        "笔记本": ["scripts.notebook_lint", "notebooks"],
        "许可与漏洞": ["scripts.supply"],
    }
    failed = []
    for name, module in checks.items():
        code = call([python, "-m", *module], child_env())
        failed += [name] if code else []
        say(f"{name}：{f'未通过（返回码 {code}）' if code else '通过'}")
    say(f"检查未通过：{'、'.join(failed)}" if failed else "全部检查通过。")
    return 1 if failed else 0


def main(arguments: list[str]) -> int:
    """Run the command in `arguments` and return the exit code."""
    command, *rest = arguments or [""]
    if command in ("-h", "--help"):
        print(USAGE, end="")
        return 0
    if command not in ("report", "test", "lab", "check"):
        say((f"没有“{command}”这个命令。\n\n" if command else "") + USAGE)
        return 2
    if sys.version_info[:2] >= TOO_NEW:
        say(f"需要 Python 3.11–3.13，当前是 {platform.python_version()}，尚不支持。")
        return 2
    try:
        ensure_venv()
    except SetupError as error:
        say(f"{error}\n请检查网络或代理设置后重试；仍不行时删除 .venv 再试。")
        return 1
    except KeyboardInterrupt:
        say("已中断；下次运行会重新建立环境。")
        return 130
    python = str(executable("python"))
    if command == "check":
        return check(python)
    module = {
        "report": ["jbeco", "run", *(rest or EXAMPLE)],
        "test": ["pytest", "-q", *PARALLEL, *rest],
        "lab": ["jupyter", "lab", "--notebook-dir", "notebooks", *rest],
    }[command]
    code = call([python, "-m", *module], child_env(command))
    if command == "report" and not rest and code == 0:
        say("以上是示例数据。真实的 2019 年（基准年）评估：python3 run.py report 2019")
        places = "--data data/public --reports reports/public --processed data/processed/public"
        say(f"公开资料里的真实江北，2025 年中期：python3 run.py report 2025 {places}")
    return code


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):  # as the children do, whatever the locale
        stream.reconfigure(encoding="utf-8", errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
