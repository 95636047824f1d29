"""The manifest holds what went in, what ran and what came out."""

import hashlib
import json
from pathlib import Path
from typing import Any

import jbeco
from jbeco.pipeline.seal import file_hashes, seal


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def manifest(report: Path) -> dict[str, Any]:
    return dict(json.loads((report / "manifest.json").read_text(encoding="utf-8")))


def make_report(folder: Path) -> Path:
    (folder / "notebooks").mkdir(parents=True)
    (folder / "report.html").write_bytes(b"<html>")
    (folder / "notebooks" / "10.ipynb").write_bytes(b"{}")
    return folder


def test_hashes_name_files_below_the_folder(tmp_path: Path) -> None:
    report = make_report(tmp_path / "report")
    assert file_hashes(report) == {
        "notebooks/10.ipynb": sha256(b"{}"),
        "report.html": sha256(b"<html>"),
    }
    assert list(file_hashes(report)) == sorted(file_hashes(report))
    assert file_hashes(report, [report / "report.html"]) == {"report.html": sha256(b"<html>")}


def test_manifest_covers_inputs_code_environment_and_outputs(tmp_path: Path) -> None:
    report = make_report(tmp_path / "report")
    seal(report, {"data/a.csv": "00"}, {"year": 2019})
    found = manifest(report)
    assert found["inputs"] == {"data/a.csv": "00"}
    assert found["parameters"] == {"year": 2019}
    assert found["outputs"] == {
        "notebooks/10.ipynb": sha256(b"{}"),
        "report.html": sha256(b"<html>"),
    }
    package = Path(jbeco.__file__).parent
    for name in ("pipeline/seal.py", "frameworks/national-2019.csv"):
        assert found["code"][name] == sha256((package / name).read_bytes())
    assert "report/templates/cover.html" in found["code"]
    assert not [name for name in found["code"] if "__pycache__" in name]
    assert {"papermill", "nbconvert", "matplotlib"} <= found["environment"]["packages"].keys()


def test_sealing_again_does_not_seal_the_old_seal(tmp_path: Path) -> None:
    report = make_report(tmp_path / "report")
    seal(report, {}, {})
    (report / "修订表.csv").write_bytes(b"x")
    seal(report, {}, {})
    assert manifest(report)["outputs"].keys() == {
        "notebooks/10.ipynb",
        "report.html",
        "修订表.csv",
    }


def test_manifest_of_the_real_run_holds_for_every_file(first_run: Any, raw_data: Path) -> None:
    found = manifest(first_run.folder)
    present = {
        path.relative_to(first_run.folder).as_posix(): sha256(path.read_bytes())
        for path in first_run.folder.rglob("*")
        if path.is_file() and path.name != "manifest.json"
    }
    assert found["outputs"] == present
    tasks = (raw_data / "2019" / "superior_tasks.csv").read_bytes()
    assert found["inputs"]["data/raw/2019/superior_tasks.csv"] == sha256(tasks)
    assert {"plan/base_values.csv", "plan/methods.toml", "notebooks/60_report.ipynb"} <= (
        found["inputs"].keys()
    )
    assert str(first_run.reports) not in json.dumps(found)
    assert str(raw_data) not in json.dumps(found)
