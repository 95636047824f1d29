"""A licence that is missing or forbidden is refused by name; no network is no failure."""

import json
import subprocess
from email.message import Message
from types import SimpleNamespace
from typing import Any

import pytest

from scripts import supply
from scripts.make_sbom import LOCK, locked

HOLE = {
    "dependency": {"name": "a", "version": "1"},
    "id": "X-1",
    "summary": "坏",
    "fix_versions": ["2"],
}


def told(*headers: tuple[str, str]) -> Message:
    message = Message()
    for name, value in (("Name", "a"), *headers):
        message[name] = value
    return message


@pytest.mark.parametrize(
    ("headers", "licence"),
    [
        ([("License-Expression", "MIT OR GPL-3.0-only")], "MIT OR GPL-3.0-only"),
        ([("Classifier", "License :: OSI Approved :: BSD License")], "BSD-3-Clause"),
        ([("Classifier", "License :: OSI Approved"), ("License", "x")], "OSI Approved"),
        ([("License", "Apache 2.0")], "Apache-2.0"),
        ([("Classifier", "Topic :: Utilities")], ""),
    ],
)
def test_a_licence_is_read_wherever_it_stands(headers: Any, licence: str) -> None:
    assert supply.licence_of(told(*headers)) == licence


def test_what_is_missing_unknown_or_forbidden_is_refused_by_name() -> None:
    licences = {
        "a": "MIT",
        "b": "MIT AND GPL-3.0-only",
        "c": "",
        "d": None,
        "e": "MIT OR GPL-3.0-only",
        "f": "All rights reserved",
    }
    assert supply.refused(licences) == [
        "b：许可“MIT AND GPL-3.0-only”不在允许之列",
        "c：没有写许可",
        "f：许可“All rights reserved”不在允许之列",
    ]


def test_all_that_is_installed_here_is_allowed() -> None:
    licences = supply.installed_licences(locked(LOCK.read_text(encoding="utf-8")))
    assert licences["pandas"] == "BSD-3-Clause"
    assert supply.refused(licences) == []


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"vulnerabilities": []}, (0, "没有已知漏洞")),
        ({"vulnerabilities": [HOLE]}, (1, "a 1：X-1 坏；2 已改正，请升级")),
        ({}, (0, "没有查到漏洞库，未核")),
        (None, (0, "没有查到漏洞库，未核")),
    ],
)
def test_holes_are_told_and_no_answer_too(
    answer: Any,
    expected: tuple[int, str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def run(command: list[str], **options: Any) -> SimpleNamespace:
        assert command[1:4] == ["-m", "uv", "audit"]
        if answer is None:
            raise subprocess.TimeoutExpired(command, options["timeout"])
        return SimpleNamespace(stdout=json.dumps(answer).encode())

    monkeypatch.setattr(subprocess, "run", run)
    code = supply.main([])
    assert (code, capsys.readouterr().out.splitlines()[-1]) == expected
