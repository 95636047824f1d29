"""Seals a run: what went in, what ran, and what came out, each by its sha256.

The seal has a *stable* part, over which one hash is taken, and a *volatile* part of what differs
from run to run: time, machine, warnings. What a run is made from is known before its report is
rendered; the hash of that stands in the table ``seal``, so that the report can print it. The hash
of the whole stable part cannot stand in the report, which is a part of it.
"""

from __future__ import annotations

import importlib.metadata
import platform
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from .. import __version__
from ..stage_tables import frame_of, read_table, write_table
from ..tables import canonical_json, file_sha256
from .store import key_of

__all__ = [
    "INPUTS_HASH",
    "SEAL",
    "SHORT_HASH",
    "file_hashes",
    "inputs_hash",
    "is_made_from",
    "made_from",
    "seal",
    "short_hash",
    "stable_hash",
    "write_seal_table",
]

SEAL = "manifest.json"
"""File that seals a published report."""

SHORT_HASH, INPUTS_HASH = "短指纹", "输入指纹"
"""Names in the table ``seal``."""

PACKAGE = Path(__file__).parent.parent
LOCK = PACKAGE.parent / "requirements.lock"
SHORT = 12
OUTCOME = ("tables", "outputs")
"""What a run comes to; the rest of the stable part is what it was made from."""


def file_hashes(folder: Path, paths: Iterable[Path] | None = None) -> dict[str, str]:
    """Return the sha256 of each file of a folder by its path below it, with forward slashes."""
    chosen = folder.rglob("*") if paths is None else paths
    return {
        path.relative_to(folder).as_posix(): file_sha256(path)
        for path in sorted(chosen)
        if path.is_file()
    }


def made_from(inputs: Mapping[str, str], parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a report is made from: the stable part of its seal without the outcome.

    Parameters
    ----------
    inputs : mapping
        Hashes of the snapshot that the run works on: submissions, plan and notebooks.
    parameters : mapping
        As the notebooks get them.
    """
    # Frameworks and the charts' font are files of the package.
    files = [path for path in PACKAGE.rglob("*") if "__pycache__" not in path.parts]
    return {
        "jbeco": __version__,
        "parameters": dict(parameters),
        "inputs": dict(inputs),
        "code": {**_revision(), "files": file_hashes(PACKAGE, files)},
        "environment": _environment(),
    }


def inputs_hash(stable: Mapping[str, Any]) -> str:
    """Return the hash of what a report is made from, out of the stable part of its seal."""
    kept = {name: part for name, part in stable.items() if name not in OUTCOME}
    return key_of(kept)


def stable_hash(stable: Mapping[str, Any]) -> str:
    """Return the one hash over everything that is the same for the same report."""
    return key_of(stable)


def short_hash(digest: str) -> str:
    """Return as much of a hash as a report prints and `jbeco verify` takes."""
    return digest[:SHORT]


def write_seal_table(tables: Path, made: Mapping[str, Any], origin: Mapping[str, str]) -> None:
    """Leave among a report's tables what it is made from, for the report to print.

    Parameters
    ----------
    tables : Path
        The run's tables.
    made : mapping
        As `made_from` gives it.
    origin : mapping
        Where the submissions come from, as `jbeco.pipeline.origin.origin_of` gives it.
    """
    digest = inputs_hash(made)
    told = {SHORT_HASH: short_hash(digest), INPUTS_HASH: digest, **origin}
    rows = [{"name": name, "value": value} for name, value in told.items()]
    write_table(tables, "seal", frame_of("seal", rows))


def is_made_from(tables: Path, made: Mapping[str, Any]) -> bool:
    """Whether a published report's own tables name just these inputs, code and environment."""
    told = read_table(tables, "seal").set_index("name")["value"]
    return bool(told.get(INPUTS_HASH) == inputs_hash(made))


def seal(report: Path, made: Mapping[str, Any], warnings: Sequence[str] = ()) -> None:
    """Write ``manifest.json`` into a report's folder, over everything that is in it.

    Parameters
    ----------
    report : Path
        Folder with the finished outputs.
    made : mapping
        As `made_from` gives it.
    warnings : sequence of str
        What the run said of its circumstances.
    """
    (report / SEAL).unlink(missing_ok=True)
    found = file_hashes(report)
    tables = {name: digest for name, digest in found.items() if name.startswith("tables/")}
    outputs = {name: digest for name, digest in found.items() if name not in tables}
    stable = {**made, "tables": tables, "outputs": outputs}
    volatile = {
        "sealed_at": datetime.now(UTC).isoformat(timespec="seconds"),
        "host": platform.node(),
        "system": platform.platform(),
        "warnings": list(warnings),
    }
    manifest = {
        "stable": stable,
        "inputs_sha256": inputs_hash(stable),
        "sha256": stable_hash(stable),
        "volatile": volatile,
    }
    (report / SEAL).write_text(canonical_json(manifest), encoding="utf-8", newline="\n")


def _revision() -> dict[str, Any]:
    """Return the commit of the code, and whether it was changed since; unknown without git."""
    told = [_git("rev-parse", "HEAD"), _git("status", "--porcelain", "--", PACKAGE.name)]
    if not (PACKAGE.parent / ".git").exists() or None in told:
        return {"revision": None, "dirty": None}
    return {"revision": told[0], "dirty": bool(told[1])}


def _git(*words: str) -> str | None:
    command = ["git", "-C", str(PACKAGE.parent), *words]
    try:
        done = subprocess.run(command, capture_output=True, check=True, encoding="utf-8")
    except (OSError, subprocess.CalledProcessError):
        return None
    return done.stdout.strip()


def _environment() -> dict[str, Any]:
    return {
        "python": platform.python_version(),
        "packages": dict(_packages()),
        "lock": file_sha256(LOCK) if LOCK.is_file() else None,
    }


@cache
def _packages() -> Mapping[str, str]:
    """Return the version of each installed package; nothing is installed while this runs."""
    installed = (dist.metadata for dist in importlib.metadata.distributions())
    return {found["Name"].lower(): found["Version"] for found in installed}
