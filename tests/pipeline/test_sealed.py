"""A published report is held against its seal, and found by the hash that is printed in it."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from jbeco.pipeline.seal import SEAL, seal
from jbeco.pipeline.sealed import (
    WITHDRAWAL,
    altered,
    check_unaltered,
    find_report,
    is_unaltered,
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
    assert is_unaltered(report)
    alter(report)
    assert not is_unaltered(report)
    assert not is_unaltered(report.parent)
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


def test_a_report_is_found_by_its_folder_or_its_short_hash(report: Path) -> None:
    other = make(report.parent / "2020-annual", year="2020")
    (report.parent / "notes").mkdir()
    (report.parent / "摘要.txt").write_text("x", encoding="utf-8")
    for folder in (report, other):
        digest = json.loads((folder / SEAL).read_text(encoding="utf-8"))["inputs_sha256"]
        assert find_report(str(folder), report.parent) == folder
        assert find_report(digest[:12], report.parent) == folder


@pytest.mark.parametrize("asked", ["0123456789ab", "2018-annual"])
def test_a_report_that_is_not_there_is_told(report: Path, asked: str, tmp_path: Path) -> None:
    for reports in (report.parent, tmp_path / "none"):
        with pytest.raises(JbecoError, match="没有这份报告"):
            find_report(asked, reports)


def test_a_hash_that_fits_two_reports_names_both(report: Path) -> None:
    make(report.parent / "2019-annual-r2")
    digest = json.loads((report / SEAL).read_text(encoding="utf-8"))["inputs_sha256"]
    with pytest.raises(JbecoError, match="2019-annual、2019-annual-r2"):
        find_report(digest[:12], report.parent)
