"""Imports run one way, and the pure layers touch no file: read from the source, not from claims."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parents[1] / "jbeco"

LAYER = {
    "problems": 0,
    "places": 1,
    "interval": 1,
    "tables": 1,
    "schema": 2,
    "stage_tables": 2,
    "standards": 2,
    "stages": 3,
    "frameworks": 3,
    "indicators": 3,
    "plan": 4,
    "intake": 5,
    "values": 6,
    "checks": 7,
    "forms": 8,
    "assessment": 8,
    "statistics": 8,
    "report": 9,
    "pipeline": 10,
    "year": 11,
    "cli": 12,
    "__main__": 13,
}
PURE = ("indicators", "standards")
READS_OWN_TABLES = {"standards/reference.py", "indicators/bases.py", "indicators/inputs.py"}
"""The files of the pure layers that read: the tables beside them, once."""

NO_IO = {
    "open",
    "pathlib",
    "csv",
    "io",
    "os",
    "shutil",
    "tempfile",
    "sqlite3",
    "openpyxl",
}
PANDAS_IO = ("read_", "to_csv", "to_excel", "to_parquet", "to_pickle", "to_sql", "to_json")

ROOT = ""
"""Layer of ``jbeco/__init__.py``, the front door: it opens the rooms only when it is used."""


def modules(package: Path) -> list[Path]:
    return sorted(package.rglob("*.py"))


def layer_of(package: Path, path: Path) -> str:
    first = path.relative_to(package).parts[0].removesuffix(".py")
    return ROOT if first == "__init__" else first


def imported(package: Path, path: Path) -> Iterator[str]:
    """Yield the full name of every module and name that a file imports, wherever it does so."""
    here = [package.name, *path.relative_to(package).parts[:-1]]
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = here[: len(here) - node.level + 1] if node.level else []
            module = ".".join([*start, *([node.module] if node.module else [])])
            yield from (f"{module}.{alias.name}" for alias in node.names)


def edges(package: Path) -> Iterator[tuple[str, str, str]]:
    """Yield file, its layer and each other layer of the package that it imports."""
    for path in modules(package):
        own = layer_of(package, path)
        for name in imported(package, path):
            parts = name.split(".")
            if parts[0] != package.name:
                continue
            target = parts[1] if len(parts) > 1 and parts[1] in LAYER else ROOT
            if target not in (own, ROOT):
                yield str(path.relative_to(package)), own, target


def back_edges(package: Path) -> list[str]:
    return [
        f"{file} imports {target}"
        for file, own, target in edges(package)
        if own != ROOT and LAYER[target] >= LAYER[own]
    ]


def io_of(path: Path, package: Path) -> set[str]:
    """Name what a file uses for input or output; pandas is welcome for its shapes only."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    called = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and _is_name(n.func)}
    asked = {n.attr for n in ast.walk(tree) if isinstance(n, ast.Attribute)}
    files = {name for name in asked if name.startswith(PANDAS_IO)}
    roots = {name.split(".")[0] for name in imported(package, path)}
    resources = {name for name in imported(package, path) if name.startswith("importlib.resources")}
    return NO_IO & (called | roots) | files | resources


def _is_name(node: ast.expr) -> bool:
    return isinstance(node, ast.Name)


def test_every_module_belongs_to_a_layer() -> None:
    layers = {layer_of(PACKAGE, path) for path in modules(PACKAGE)}
    assert layers - {ROOT} <= set(LAYER)


def test_no_import_runs_back() -> None:
    assert back_edges(PACKAGE) == []


def test_the_walk_sees_the_imports_that_are_there() -> None:
    found = {(own, target) for _, own, target in edges(PACKAGE)}
    assert {
        ("plan", "problems"),
        ("intake", "plan"),
        ("plan", "indicators"),
        ("plan", "frameworks"),
        ("intake", "indicators"),
        ("report", "assessment"),
        ("cli", "pipeline"),
    } <= found


@pytest.mark.parametrize("layer", PURE)
def test_the_pure_layers_do_no_input_or_output(layer: str) -> None:
    found = {
        path.relative_to(PACKAGE).as_posix(): io_of(path, PACKAGE)
        for path in modules(PACKAGE / layer)
    }
    assert {name for name, used in found.items() if used} <= READS_OWN_TABLES


@pytest.mark.parametrize(
    "line",
    [
        "from ..report import render",
        "from .. import report",
        "from jbeco.report.render import page",
        "import jbeco.report",
        "def late():\n    from ..report import render",
        "from ..plan import Plan\nfrom ..pipeline import run",
        "from ..standards import rounding\nfrom ..cli import main",
    ],
)
def test_a_back_edge_is_seen(tmp_path: Path, line: str) -> None:
    module = tmp_path / "jbeco" / "assessment" / "evaluate.py"
    module.parent.mkdir(parents=True)
    module.write_text(line, encoding="utf-8")
    assert len(back_edges(tmp_path / "jbeco")) == 1


def test_two_siblings_must_not_import_each_other(tmp_path: Path) -> None:
    module = tmp_path / "jbeco" / "frameworks" / "__init__.py"
    module.parent.mkdir(parents=True)
    module.write_text("from ..indicators import INDICATORS", encoding="utf-8")
    found = [f"{Path('frameworks/__init__.py')} imports indicators"]
    assert back_edges(tmp_path / "jbeco") == found


@pytest.mark.parametrize(
    "line",
    [
        "from pathlib import Path",
        "import csv",
        "open('a')",
        "import os.path",
        "import pandas as pd\npd.read_csv('a')",
        "from importlib.resources import files",
    ],
)
def test_input_and_output_are_seen(tmp_path: Path, line: str) -> None:
    module = tmp_path / "jbeco" / "standards" / "air.py"
    module.parent.mkdir(parents=True)
    module.write_text(line, encoding="utf-8")
    assert io_of(module, tmp_path / "jbeco")
