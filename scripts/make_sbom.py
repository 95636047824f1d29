"""Writes sbom.json from requirements.lock: what is installed with jbeco, as CycloneDX 1.6.

The lock alone decides, so the same lock gives the same bytes on every machine: no time, no serial
number. Run: ``python -m scripts.make_sbom``.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any

from packaging.requirements import Requirement

__all__ = ["locked", "sbom"]

ROOT = Path(__file__).resolve().parents[1]
LOCK, PROJECT, SBOM = (ROOT / n for n in ("requirements.lock", "pyproject.toml", "sbom.json"))


def locked(lock: str) -> list[Requirement]:
    """Return the pins of a lock, in its order; their hashes stay there."""
    lines = (line for line in lock.splitlines() if line and not line[0].isspace())
    return [Requirement(line.removesuffix("\\").strip()) for line in lines]


def sbom(lock: str, project: dict[str, Any]) -> str:
    """Return the bill of materials of a project with a lock."""
    name, version = project["name"], project["version"]
    own = {"type": "application", "bom-ref": name, "name": name, "version": version}
    licensed = {"licenses": [{"license": {"id": project["license"]}}]}
    told = {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": own | licensed},
        "components": [_component(pin) for pin in locked(lock)],
    }
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _component(pin: Requirement) -> dict[str, Any]:
    [specifier] = pin.specifier
    purl = f"pkg:pypi/{pin.name}@{specifier.version}"
    found: dict[str, Any] = {"type": "library", "bom-ref": purl, "name": pin.name}
    found |= {"version": specifier.version, "purl": purl}
    if pin.marker is not None:  # installed on some systems or versions of Python only
        found["properties"] = [{"name": "marker", "value": str(pin.marker)}]
    return found


def main() -> None:
    """Write the file."""
    project = tomllib.loads(PROJECT.read_text(encoding="utf-8"))["project"]
    text = sbom(LOCK.read_text(encoding="utf-8"), project)
    SBOM.write_text(text, encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
