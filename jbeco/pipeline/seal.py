"""Seals a run: what went in, what ran, and what came out, each by its sha256."""

from __future__ import annotations

import importlib.metadata
import platform
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from .. import __version__
from ..tables import canonical_json, file_sha256

__all__ = ["SEAL", "file_hashes", "seal"]

SEAL = "manifest.json"
"""File that seals a published report."""

PACKAGE = Path(__file__).parent.parent


def file_hashes(folder: Path, paths: Iterable[Path] | None = None) -> dict[str, str]:
    """Return the sha256 of each file of a folder by its path below it, with forward slashes."""
    chosen = folder.rglob("*") if paths is None else paths
    return {
        path.relative_to(folder).as_posix(): file_sha256(path)
        for path in sorted(chosen)
        if path.is_file()
    }


def seal(report: Path, inputs: Mapping[str, str], parameters: Mapping[str, Any]) -> None:
    """Write ``manifest.json`` into a report's folder, over everything that is in it.

    Parameters
    ----------
    report : Path
        Folder with the finished outputs.
    inputs : mapping
        Hashes of the snapshot that the run worked on: data, plan and notebooks.
    parameters : mapping
        As the notebooks got them.
    """
    code = [p for p in PACKAGE.rglob("*") if "__pycache__" not in p.parts]
    # A report with a change table is sealed twice; the first seal is none of its outputs.
    (report / SEAL).unlink(missing_ok=True)
    manifest = {
        "jbeco": __version__,
        "parameters": dict(parameters),
        "inputs": dict(inputs),
        "code": file_hashes(PACKAGE, code),
        "environment": _environment(),
        "outputs": file_hashes(report),
        # The only time in a report's folder; it is not part of what is compared.
        "sealed_at": datetime.now(UTC).isoformat(timespec="seconds"),
    }
    (report / SEAL).write_text(canonical_json(manifest), encoding="utf-8", newline="\n")


def _environment() -> dict[str, Any]:
    packages = {
        dist.metadata["Name"].lower(): dist.version for dist in importlib.metadata.distributions()
    }
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "machine": platform.machine(),
        "packages": packages,
    }
