"""Looks at what others wrote and jbeco installs: under which licence, with which known holes.

The licences are read from what is installed and need no network. The holes are looked up by uv in
a public database; where that does not answer the check says so and passes. Run:
``python -m scripts.supply``, with ``--list`` for every package and its licence.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Mapping
from email.message import Message
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any, cast

from packaging.requirements import Requirement

from scripts.make_sbom import LOCK, locked

__all__ = ["holes", "installed_licences", "licence_of", "refused"]

ALLOWED = set(
    "0BSD Apache-2.0 BSD-2-Clause BSD-3-Clause CC0-1.0 ISC MIT MIT-0 MIT-CMU MPL-2.0 OFL-1.1"
    " PSF-2.0 Zlib".split()
)
"""Licences that ask a user of jbeco for nothing but their own text."""

SPELLINGS = {
    "Apache 2.0": "Apache-2.0",
    "Apache License, Version 2.0": "Apache-2.0",
    "Apache Software License": "Apache-2.0",
    "BSD License": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "SIL Open Font License 1.1 (OFL-1.1)": "OFL-1.1",
}
READ = {"axe-playwright-python": "MIT", "partd": "BSD-3-Clause"}
"""Licences that stand in a package's own file only, read there by a person."""

AUDIT = "uv audit -q --no-build --output-format json".split()
PROJECT = '[project]\nname = "locked"\nversion = "0"\nrequires-python = ">=3.11,<3.14"\n'
LIMITS = {"UV_HTTP_TIMEOUT": "5", "UV_HTTP_RETRIES": "0"}
SECONDS = 30


def licence_of(told: Message) -> str:
    """Return the licence that metadata names, as SPDX where we know how; else ``""``."""
    name, expression = str(told.get("Name")), told.get("License-Expression")
    if expression or name in READ:
        return expression or READ[name]
    named = [c.rpartition(" :: ")[2] for c in told.get_all("Classifier", []) if "License ::" in c]
    free = str(told.get("License") or "").strip()
    return " AND ".join(SPELLINGS.get(one, one) for one in named or [free] if one)


def _is_allowed(licence: str) -> bool:
    """Whether one of the licences that may be chosen asks for no more than is allowed."""
    options = licence.strip("()").split(" OR ")
    return any(ALLOWED.issuperset(option.split(" AND ")) for option in options)


def installed_licences(pins: Iterable[Requirement]) -> dict[str, str | None]:
    """Return the licence of each locked package; None of one that is not installed here."""
    found: dict[str, str | None] = {}
    for pin in pins:
        try:
            found[pin.name] = licence_of(cast(Message, metadata(pin.name)))
        except PackageNotFoundError:  # for another system or another Python
            found[pin.name] = None
    return found


def refused(licences: Mapping[str, str | None]) -> list[str]:
    """Say of each package whose licence is missing, not known or not allowed."""
    return [
        f"{name}：许可“{licence}”不在允许之列" if licence else f"{name}：没有写许可"
        for name, licence in licences.items()
        if licence is not None and not _is_allowed(licence)
    ]


def holes(lock: str) -> list[str] | None:
    """Return the known vulnerabilities of locked packages; None when nobody could be asked."""
    pins = json.dumps([str(pin) for pin in locked(lock)])
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "pyproject.toml").write_text(f"{PROJECT}dependencies = {pins}\n", "utf-8")
        try:
            done = subprocess.run(
                [sys.executable, "-m", *AUDIT],
                cwd=folder,
                env=os.environ | LIMITS,
                capture_output=True,
                timeout=SECONDS,
                check=False,
            )
            found = json.loads(done.stdout)["vulnerabilities"]
        except (OSError, ValueError, KeyError, subprocess.TimeoutExpired):
            return None
    return [_told(one) for one in found]


def _told(hole: Mapping[str, Any]) -> str:
    package, mended = hole["dependency"], "、".join(hole["fix_versions"])
    named = f"{package['name']} {package['version']}：{hole['id']} {hole['summary'] or ''}".strip()
    return f"{named}；{f'{mended} 已改正，请升级' if mended else '还没有改正的版本'}"


def main(arguments: list[str]) -> int:
    """Print what was found; 1 when something must be mended."""
    lock = LOCK.read_text(encoding="utf-8")
    licences = installed_licences(locked(lock))
    if arguments == ["--list"]:
        for name, licence in licences.items():
            print(f"{name}\t{'（这里没有安装）' if licence is None else licence}")
    wrong, known = refused(licences), holes(lock)
    elsewhere = sum(licence is None for licence in licences.values())
    print("\n".join(wrong) or f"{len(licences) - elsewhere} 个包的许可都在允许之列")
    print(f"另有 {elsewhere} 个只装在别的系统或 Python 版本上，许可未核")
    print("没有查到漏洞库，未核" if known is None else "\n".join(known) or "没有已知漏洞")
    return 1 if wrong or known else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
