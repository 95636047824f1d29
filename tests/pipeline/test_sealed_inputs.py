"""Inputs are found by their hashes, whatever became of their names."""

from pathlib import Path

import pytest

from jbeco.pipeline.sealed_inputs import Places, restore_inputs
from jbeco.problems import JbecoError
from jbeco.tables import file_sha256

NAME = "data/raw/2024/a.csv"


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "raw" / "2024").mkdir(parents=True)
    (tmp_path / "raw" / "2024" / "a.csv").write_text("1", encoding="utf-8")
    return tmp_path / "raw"


@pytest.fixture
def inputs(data: Path) -> dict[str, str]:
    return {NAME: file_sha256(data / "2024" / "a.csv")}


def restored(folder: Path, inputs: dict[str, str], data: Path) -> str:
    restore_inputs(folder, inputs, Places({"data/raw": data, "plan": data.parent / "none"}))
    return (folder / NAME).read_text(encoding="utf-8")


def test_a_file_is_found_in_its_place(tmp_path: Path, data: Path, inputs: dict[str, str]) -> None:
    assert restored(tmp_path / "fresh", inputs, data) == "1"


def test_a_file_that_was_moved_is_found_by_its_content(
    tmp_path: Path, data: Path, inputs: dict[str, str]
) -> None:
    (data / "旧").mkdir()
    (data / "2024" / "a.csv").rename(data / "旧" / "b.csv")
    (data / "2024" / "a.csv").write_text("2", encoding="utf-8")
    assert restored(tmp_path / "fresh", inputs, data) == "1"


def test_every_file_that_is_not_there_as_it_was_is_named(
    tmp_path: Path, data: Path, inputs: dict[str, str]
) -> None:
    (data / "2024" / "a.csv").write_text("2", encoding="utf-8")
    wanted = {**inputs, "plan/x.csv": "0" * 64}
    with pytest.raises(JbecoError) as caught:
        restored(tmp_path / "fresh", wanted, data)
    assert [problem.where for problem in caught.value.problems] == [NAME, "plan/x.csv"]
    assert str(data) in caught.value.problems[0].what
    assert not (tmp_path / "fresh").exists()
