"""Whatever folders a command is given, files of the user's are as they were before."""

from collections.abc import Callable, Iterator
from itertools import permutations
from pathlib import Path

import pytest

from jbeco.cli import main

Tree = Callable[[Path], dict[str, bytes | None]]
FOLDERS = ("raw", "reports", "processed")


@pytest.fixture
def home(tmp_path: Path, county_data: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A user's folder with data, and files of hers wherever a command might want to write."""
    folder = tmp_path / "home"
    folder.mkdir()
    county_data.rename(folder / "raw")
    monkeypatch.chdir(folder)
    return folder


@pytest.fixture(autouse=True)
def _no_kernel(quick: object) -> None:
    """No test here needs a notebook's own code."""


def call(*arguments: str | Path) -> int:
    return main([str(argument) for argument in arguments])


def nestings() -> Iterator[dict[str, str]]:
    """Every way in which one of the three folders is another one, or lies in it."""
    for inner, outer in permutations(FOLDERS, 2):
        for below in ("", "/2024", "/a/b"):
            yield {name: name for name in FOLDERS} | {inner: f"{outer}{below}"}


@pytest.mark.parametrize("places", list(nestings()), ids=lambda places: " ".join(places.values()))
def test_a_run_refuses_folders_in_one_another_before_it_writes(
    home: Path, county_plan: Path, tree: Tree, places: dict[str, str], capsys
) -> None:
    if places["raw"] != "raw":  # the data lie where this nesting says
        (home / places["raw"]).parent.mkdir(parents=True, exist_ok=True)
        (home / "raw").rename(home / places["raw"])
    before = tree(home)
    options = ["--data", places["raw"], "--reports", places["reports"]]
    options += ["--processed", places["processed"], "--plan", county_plan]
    assert call("run", 2024, *options) == 1
    said = capsys.readouterr().err
    assert "请分开放" in said
    assert len(said.splitlines()) == 2  # one problem, and the count
    assert tree(home) == before


@pytest.mark.parametrize("command", ["verdicts", "check", "show"])
@pytest.mark.parametrize("processed", ["raw", "raw/2024", "."])
def test_other_commands_refuse_it_too(
    home: Path, county_plan: Path, tree: Tree, command: str, processed: str, capsys
) -> None:
    before = tree(home)
    asked = ["show", "C01", "--year", 2024] if command == "show" else [command, 2024]
    options = ["--data", "raw", "--processed", processed, "--plan", county_plan]
    assert call(*asked, *options) == 1
    assert "请分开放" in capsys.readouterr().err
    assert tree(home) == before


@pytest.mark.parametrize(
    "theirs",
    [
        "processed/2024/我的.xlsx",
        "processed/2024",
        "processed/.2024.old/旧.xlsx",
        "processed/.2024.new/新.xlsx",
        "processed/cache/2024-annual/笔记.txt",
        "processed/cache/2024-annual",
        "reports/2024-annual/讲稿.docx",
        "reports/2024-annual",
    ],
)
def test_a_run_refuses_the_users_files_in_its_places_before_it_starts(
    home: Path, county_plan: Path, tree: Tree, quick, theirs: str, capsys
) -> None:
    (home / theirs).parent.mkdir(parents=True)
    (home / theirs).write_bytes(b"mine")
    before = tree(home)
    options = ["--data", "raw", "--reports", "reports", "--processed", "processed"]
    assert call("run", 2024, *options, "--plan", county_plan) == 1
    assert "不是 jbeco 生成的文件" in capsys.readouterr().err
    assert quick.executed == []
    assert tree(home) == before


@pytest.mark.parametrize("option", ["--reports", "--processed"])
def test_a_file_in_the_place_of_a_folder_is_told_before_the_run(
    home: Path, county_plan: Path, tree: Tree, quick, option: str, capsys
) -> None:
    (home / "place").write_bytes(b"mine")
    places = {"--reports": "reports", "--processed": "processed"} | {option: "place"}
    before = tree(home)
    options = [word for pair in places.items() for word in pair]
    assert call("run", 2024, "--data", "raw", *options, "--plan", county_plan) == 1
    assert "写不进去" in capsys.readouterr().err
    assert quick.executed == []
    after = tree(home)
    assert {name: after[name] for name in before} == before


def test_the_users_other_files_beside_ours_stay(home: Path, county_plan: Path, tree: Tree) -> None:
    """In folders that a run writes into, but not over."""
    theirs = ["processed/说明.txt", "processed/2023/a.csv", "reports/摘要.docx", "raw/../x.txt"]
    for name in theirs:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        (home / name).write_bytes(b"mine")
    before = tree(home)
    options = ["--data", "raw", "--reports", "reports", "--processed", "processed"]
    for _ in range(2):
        assert call("run", 2024, *options, "--plan", county_plan) == 0
    after = tree(home)
    assert {name: after[name] for name in before} == before
