"""The manifest holds what went in, what ran and what came out."""

import hashlib
import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

import jbeco
from jbeco.pipeline import seal as sealing
from jbeco.pipeline.seal import (
    file_hashes,
    inputs_hash,
    made_from,
    seal,
    short_hash,
    stable_hash,
)

MADE = {"parameters": {"year": 2019}, "inputs": {"data/a.csv": "00"}}


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def manifest(report: Path) -> dict[str, Any]:
    return dict(json.loads((report / "manifest.json").read_text(encoding="utf-8")))


def make_report(folder: Path) -> Path:
    for name in ("notebooks", "tables"):
        (folder / name).mkdir(parents=True)
    (folder / "report.html").write_bytes(b"<html>")
    (folder / "notebooks" / "10.ipynb").write_bytes(b"{}")
    (folder / "tables" / "values.csv").write_bytes(b"1")
    return folder


def test_hashes_name_files_below_the_folder(tmp_path: Path) -> None:
    report = make_report(tmp_path / "report")
    assert file_hashes(report) == {
        "notebooks/10.ipynb": sha256(b"{}"),
        "report.html": sha256(b"<html>"),
        "tables/values.csv": sha256(b"1"),
    }
    assert list(file_hashes(report)) == sorted(file_hashes(report))
    assert file_hashes(report, [report / "report.html"]) == {"report.html": sha256(b"<html>")}


def test_what_a_report_is_made_from_names_code_environment_and_parameters() -> None:
    made = made_from({"data/a.csv": "00"}, {"year": 2019})
    assert made["inputs"] == {"data/a.csv": "00"}
    assert made["parameters"] == {"year": 2019}
    package, files = Path(jbeco.__file__).parent, made["code"]["files"]
    fonts = [name for name in files if name.endswith(".otf")]
    for name in ("pipeline/seal.py", "frameworks/national-2019.csv", *fonts):
        assert files[name] == sha256((package / name).read_bytes())
    assert fonts
    assert not [name for name in files if "__pycache__" in name]
    assert {"papermill", "nbconvert", "matplotlib"} <= made["environment"]["packages"].keys()
    assert made["environment"]["lock"] == sha256(
        (package.parent / "requirements.lock").read_bytes()
    )


def test_the_revision_of_the_code_is_named_and_whether_it_was_changed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "jbeco"
    package.mkdir()
    (package / "a.py").write_text("1", encoding="utf-8")
    monkeypatch.setattr(sealing, "PACKAGE", package)

    def code() -> dict[str, Any]:
        told = made_from({}, {})["code"]
        return {name: told[name] for name in ("revision", "dirty")}

    assert code() == {"revision": None, "dirty": None}
    who = ["-c", "user.name=a", "-c", "user.email=a@b"]
    for words in (["init", "-q"], ["add", "."], [*who, "commit", "-q", "-m", "a"]):
        subprocess.run(["git", "-C", str(tmp_path), *words], check=True)
    told = code()
    assert len(told["revision"]) == 40
    assert told["dirty"] is False
    (tmp_path / "README.md").write_text("beside the code", encoding="utf-8")
    assert code() == told
    (package / "a.py").write_text("2", encoding="utf-8")
    assert code() == {**told, "dirty": True}


def test_the_seal_has_one_hash_over_its_stable_part(tmp_path: Path) -> None:
    report = make_report(tmp_path / "report")
    seal(report, MADE, ["没有浏览器"])
    found = manifest(report)
    assert found["stable"] == {
        **MADE,
        "tables": {"tables/values.csv": sha256(b"1")},
        "outputs": {"notebooks/10.ipynb": sha256(b"{}"), "report.html": sha256(b"<html>")},
    }
    assert found["sha256"] == stable_hash(found["stable"])
    assert found["inputs_sha256"] == inputs_hash(MADE)
    assert found["volatile"].keys() == {"sealed_at", "host", "system", "warnings"}
    assert found["volatile"]["warnings"] == ["没有浏览器"]


def test_the_hash_of_the_inputs_knows_no_outcome_and_every_input(tmp_path: Path) -> None:
    report = make_report(tmp_path / "report")
    seal(report, MADE)
    first = manifest(report)
    (report / "report.html").write_bytes(b"other")
    seal(report, MADE)
    second = manifest(report)
    assert second["inputs_sha256"] == first["inputs_sha256"]
    assert second["sha256"] != first["sha256"]
    for changed in ({"inputs": {"data/a.csv": "01"}}, {"parameters": {"year": 2020}}):
        assert inputs_hash({**MADE, **changed}) != inputs_hash(MADE)


def test_what_is_printed_is_the_start_of_the_hash() -> None:
    assert short_hash("0123456789abcdef" * 4) == "0123456789ab"


def test_sealing_again_does_not_seal_the_old_seal(tmp_path: Path) -> None:
    report = make_report(tmp_path / "report")
    seal(report, {})
    (report / "修订表.csv").write_bytes(b"x")
    seal(report, {})
    assert manifest(report)["stable"]["outputs"].keys() == {
        "notebooks/10.ipynb",
        "report.html",
        "修订表.csv",
    }


def test_manifest_of_the_real_run_holds_for_every_file(first_run: Any, raw_data: Path) -> None:
    stable = manifest(first_run.folder)["stable"]
    present = {
        path.relative_to(first_run.folder).as_posix(): sha256(path.read_bytes())
        for path in first_run.folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert {**stable["tables"], **stable["outputs"]} == present
    tasks = (raw_data / "2019" / "superior_tasks.csv").read_bytes()
    assert stable["inputs"]["data/raw/2019/superior_tasks.csv"] == sha256(tasks)
    assert {"plan/base_values.csv", "plan/methods.toml", "notebooks/60_report.ipynb"} <= (
        stable["inputs"].keys()
    )
    assert str(first_run.reports) not in json.dumps(stable)
    assert str(raw_data) not in json.dumps(stable)
