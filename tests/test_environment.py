"""The four descriptions of the environment agree: pyproject, lock, conda file, run.py."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest
import yaml
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
CONDA = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))

RUNTIME = [Requirement(line) for line in PROJECT["dependencies"]]
EXTRAS = [
    Requirement(line)
    for name in ("cluster", "parquet")
    for line in PROJECT["optional-dependencies"][name]
]
DEVELOPMENT = [Requirement(line) for line in PROJECT["optional-dependencies"]["dev"]]
PYTHONS = ("3.11", "3.12", "3.13")


def name_of(requirement: Requirement) -> str:
    return canonicalize_name(requirement.name)


def locked(python: str, system: str = "linux") -> dict[str, str]:
    """Pins of the lock that apply to one Python on one system: name to version."""
    os_name = {"win32": "nt"}.get(system, "posix")
    environment = {
        "python_version": python,
        "python_full_version": f"{python}.9",
        "sys_platform": system,
        "os_name": os_name,
        "implementation_name": "cpython",
        "platform_python_implementation": "CPython",
    }
    pins: dict[str, str] = {}
    for line in LOCK.splitlines():
        if line.startswith(" "):
            continue
        requirement = Requirement(line.removesuffix("\\").strip())
        if requirement.marker is None or requirement.marker.evaluate(environment):
            name = name_of(requirement)
            assert name not in pins, f"{name} is pinned twice for Python {python}"
            (specifier,) = requirement.specifier
            assert specifier.operator == "=="
            pins[name] = specifier.version
    return pins


def conda_pins() -> dict[str, str]:
    """Pinned entries of environment.yml: name to version, Python left out."""
    entries = [entry for entry in CONDA["dependencies"] if isinstance(entry, str)]
    pairs = [re.split(r"={1,2}", entry, maxsplit=1) for entry in entries]
    return {
        canonicalize_name(pair[0]): pair[1]
        for pair in pairs
        if len(pair) == 2 and pair[0] != "python"
    }


@pytest.mark.parametrize("system", ["linux", "darwin", "win32"])
@pytest.mark.parametrize("python", PYTHONS)
def test_lock_pins_every_direct_dependency_within_its_bounds(python: str, system: str) -> None:
    pins = locked(python, system)
    for requirement in RUNTIME + DEVELOPMENT:
        assert name_of(requirement) in pins
        assert requirement.specifier.contains(pins[name_of(requirement)])


def test_lock_holds_only_pins_and_hashes() -> None:
    assert "://" not in LOCK
    pin = re.compile(r"[a-z0-9][a-z0-9-]*==[0-9][0-9a-z.+!]*( ; [^/\\]+)? \\")
    digest = re.compile(r"    --hash=sha256:[0-9a-f]{64}( \\)?")
    lines = LOCK.splitlines()
    assert [line for line in lines if not pin.fullmatch(line) and not digest.fullmatch(line)] == []


def test_every_pin_of_the_lock_has_a_hash() -> None:
    lines = LOCK.splitlines()
    for index, line in enumerate(lines):
        if not line.startswith(" "):
            assert lines[index + 1].lstrip().startswith("--hash=sha256:"), line


def test_conda_pins_are_the_runtime_dependencies_at_the_locked_versions() -> None:
    pins = locked("3.11")
    assert conda_pins() == {name_of(entry): pins[name_of(entry)] for entry in RUNTIME}


def test_conda_environment_installs_this_checkout() -> None:
    assert CONDA["name"] == PROJECT["name"]
    assert CONDA["channels"] == ["conda-forge"]
    assert "pip" in CONDA["dependencies"]
    assert {"pip": ["-e ."]} in CONDA["dependencies"]


def test_python_versions_agree() -> None:
    bounds = SpecifierSet(PROJECT["requires-python"])
    (conda_python,) = (
        entry.removeprefix("python=")
        for entry in CONDA["dependencies"]
        if isinstance(entry, str) and entry.startswith("python=")
    )
    assert conda_python == PYTHONS[0]
    assert [f"3.{minor}" for minor in range(20) if f"3.{minor}" in bounds] == list(PYTHONS)
    classifiers = [c.rpartition(" ")[2] for c in PROJECT["classifiers"] if ":: Python :: 3." in c]
    assert classifiers == list(PYTHONS)
    script = (ROOT / "run.py").read_text(encoding="utf-8")
    assert "sys.version_info < (3, 11)" in script
    assert "TOO_NEW = (3, 14)" in script


def imported_modules(source: str) -> set[str]:
    """Top-level names of the modules that `source` imports, relative imports left out."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level and node.module:
            names.add(node.module)
    return {name.partition(".")[0] for name in names}


def test_imported_modules_finds_every_form() -> None:
    source = "import a.b, c as d\nfrom e.f import g\nfrom . import h\ndef i():\n    import j\n"
    assert imported_modules(source) == {"a", "c", "e", "j"}


def test_every_third_party_import_is_a_declared_dependency() -> None:
    declared = {name_of(requirement) for requirement in RUNTIME + EXTRAS}
    distributions = packages_distributions()
    undeclared = []
    for path in sorted((ROOT / "jbeco").rglob("*.py")):
        modules = imported_modules(path.read_text(encoding="utf-8"))
        for module in sorted(modules - sys.stdlib_module_names - {"jbeco"}):
            # What is not installed here, as what only an extra brings, goes by its own name.
            owners = {canonicalize_name(owner) for owner in distributions.get(module, [module])}
            if not owners & declared:
                undeclared.append(f"{path.relative_to(ROOT).as_posix()}: {module}")
    assert undeclared == []


def test_tests_that_share_a_fixture_stay_on_one_worker(request: pytest.FixtureRequest) -> None:
    """A pytest under which the plugin cannot name the groups would not tell, only take longer."""
    grouped = bool(request.config.getoption("loadgroup", default=False))
    assert request.node.nodeid.endswith("@" + Path(__file__).as_posix()) == grouped
