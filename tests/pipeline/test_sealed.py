"""A published report is held against its seal."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jbeco.pipeline.seal import SEAL, seal
from jbeco.pipeline.sealed import (
    WITHDRAWAL,
    altered,
    check_unaltered,
    outcome,
    read_seal,
)
from jbeco.problems import JbecoError


@pytest.fixture
def report(tmp_path: Path) -> Path:
    return make(tmp_path / "reports" / "2019-annual")


def make(folder: Path, **made: str) -> Path:
    (folder / "tables").mkdir(parents=True)
    (folder / "report.html").write_bytes(b"<html>")
    (folder / "tables" / "values.csv").write_bytes(b"1")
    seal(folder, made)
    return folder


def test_as_it_was_sealed_nothing_is_altered(report: Path) -> None:
    stable = read_seal(report)
    assert outcome(stable).keys() == {"report.html", "tables/values.csv"}
    assert altered(report, stable) == []
    check_unaltered(report)


def test_that_it_was_withdrawn_is_no_alteration(report: Path) -> None:
    (report / WITHDRAWAL).write_text("{}", encoding="utf-8")
    check_unaltered(report)


@pytest.mark.parametrize(
    ("alter", "told"),
    [
        (lambda f: (f / "report.html").write_bytes(b"x"), "report.html 被改动"),
        (lambda f: (f / "tables" / "values.csv").unlink(), "tables/values.csv 不见了"),
        (lambda f: (f / "a.docx").write_bytes(b"x"), "a.docx 是后来放进去的"),
    ],
    ids=["changed", "removed", "added"],
)
def test_what_was_altered_is_named(
    report: Path, alter: Callable[[Path], object], told: str
) -> None:
    alter(report)
    assert altered(report, read_seal(report)) == [told]
    with pytest.raises(JbecoError, match=told):
        check_unaltered(report)


@pytest.mark.parametrize("part", ["tables", "outputs", "inputs_sha256"])
def test_a_seal_that_was_altered_is_told(report: Path, part: str) -> None:
    """Whoever alters a file and its hash in the seal has the hash over them against him."""
    manifest = json.loads((report / SEAL).read_text(encoding="utf-8"))
    if part in manifest:
        manifest[part] = "0" * 64
    else:
        name = next(iter(manifest["stable"][part]))
        manifest["stable"][part][name] = "0" * 64
    (report / SEAL).write_text(json.dumps(manifest), encoding="utf-8")
    with pytest.raises(JbecoError, match="封存清单被改动过"):
        read_seal(report)
