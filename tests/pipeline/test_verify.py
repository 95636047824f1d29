"""A published report is made again from its sealed inputs, and compared with its seal."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jbeco.pipeline import verify as verifying
from jbeco.pipeline.verify import Verification, verify
from jbeco.problems import JbecoError


@pytest.fixture
def again(county_plan: Path, county_data: Path, notebooks: Path) -> Callable[[Path], Verification]:
    return lambda report: verify(report, county_data, county_plan, notebooks)


def test_the_same_again_holds_and_touches_nothing(
    go: Callable[..., Any], again: Any, tmp_path: Path, tree: Callable[[Path], object]
) -> None:
    report = go().folder
    before = tree(tmp_path)
    found = again(report)
    assert tree(tmp_path) == before
    assert found.holds
    assert found.differences == found.circumstances == ()
    assert found.compared > 40
    assert found.lines == [f"重跑一致：{found.compared} 个文件逐字节相同，判定与数字一个不差。"]


def test_a_revision_is_verified_with_what_came_before_it(
    go: Callable[..., Any], again: Any, county_data: Path
) -> None:
    go()
    table = county_data / "2024" / "public_values.csv"
    table.write_text(table.read_text("utf-8").replace("level,83.8,", "level,95,"), "utf-8")
    assert again(go(reason="年报核实").folder).holds


def test_a_year_for_which_nobody_sent_anything(
    go: Callable[..., Any], again: Any, county_data: Path
) -> None:
    for path in (county_data / "2024").iterdir():
        path.unlink()
    assert again(go().folder).holds


def test_what_was_altered_after_sealing_is_told(go: Callable[..., Any], again: Any) -> None:
    report = go().folder
    (report / "results.json").write_text("{}", encoding="utf-8")
    found = again(report)
    assert not found.holds
    assert found.differences == ()  # what was sealed comes out again
    assert "封存之后有改动：results.json 被改动" in found.lines


def test_the_first_difference_names_stage_row_and_column(
    go: Callable[..., Any], again: Any, quick: Any
) -> None:
    report = go().folder

    def spoil(made: dict[str, Any], folder: Path) -> None:
        values = made["values"].copy()
        values.loc[0, "note"] = "别的"
        made["values"] = values

    quick.change["30_indicators"] = spoil
    found = again(report)
    assert not found.holds
    first = found.lines[0]
    assert first.startswith("第一处不同：环节“指标值”：tables/values.csv 第 2 行")
    assert "→ 别的" in first
    assert "重跑不一致" in found.lines[-1]


def test_another_program_and_other_libraries_are_told(
    go: Callable[..., Any], again: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = go().folder
    usual = verifying.made_from

    def other(inputs: Any, parameters: Any) -> dict[str, Any]:
        made = usual(inputs, parameters)
        made["code"]["files"]["cli.py"] = "0" * 64
        made["environment"]["packages"]["pandas"] = "99"
        return made

    monkeypatch.setattr(verifying, "made_from", other)
    found = again(report)
    assert found.holds
    assert "程序与封存时不同：cli.py；" in found.circumstances[0]
    assert "→ 99" in found.circumstances[1]


def test_inputs_that_changed_are_asked_for(
    go: Callable[..., Any], again: Any, county_data: Path
) -> None:
    report = go().folder
    table = county_data / "2024" / "public_values.csv"
    table.write_text(table.read_text("utf-8").replace("level,83.8,", "level,95,"), "utf-8")
    with pytest.raises(JbecoError, match=r"data/raw/2024/public_values\.csv｜在 .*找不到封存时"):
        again(report)


def test_the_command_elsewhere_by_short_hash_in_another_locale_and_time_zone(
    first_run: Any, raw_data: Path, tmp_path: Path
) -> None:
    """The real run of 2019, kernels and all, from a copy of the report in another folder."""
    reports = Path(shutil.copytree(first_run.reports, tmp_path / "别处"))
    manifest = json.loads((first_run.folder / "manifest.json").read_text(encoding="utf-8"))
    command = [sys.executable, "-m", "jbeco", "verify", manifest["inputs_sha256"][:12]]
    command += ["--reports", str(reports), "--data", str(raw_data)]
    environment = dict(os.environ, TZ="America/Los_Angeles", LC_ALL="C", PYTHONHASHSEED="7")
    done = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stdout.startswith("重跑一致：")
    assert [path.name for path in tmp_path.iterdir()] == ["别处"]
