"""What a finished step left is given back only for what it was made from, and only unaltered."""

import json
import os
import shutil
from pathlib import Path

import pytest

from jbeco.pipeline import store as stores
from jbeco.pipeline.store import RECORD, Store, folder_hashes, hashes_of, key_of
from jbeco.places import is_own
from jbeco.problems import JbecoError

FILES = {"a.csv": b"1", "b.csv": b"2"}
NAMES = list(FILES)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


# --- keys --------------------------------------------------------------------------------------


def test_a_key_depends_on_names_and_values_and_not_on_their_order() -> None:
    key = key_of({"a": "1", "b": {"c": "2"}})
    assert key == key_of({"b": {"c": "2"}, "a": "1"})
    others = [{"a": "1"}, {"a": "2", "b": {"c": "2"}}, {"a": "1", "b": {"d": "2"}}, {"b": "1"}]
    assert len({key, *map(key_of, others)}) == 1 + len(others)


def test_a_folder_is_known_by_every_file_and_what_else_lies_in_it(tmp_path: Path) -> None:
    folder = tmp_path / "2024"
    states = [folder_hashes(folder)]
    folder.mkdir()
    states.append(folder_hashes(folder))
    for name, content in (("a.csv", b"1"), ("a.csv", b"2"), ("b.csv", b"2"), ("a.csv", b"1")):
        (folder / name).write_bytes(content)
        states.append(folder_hashes(folder))
    (folder / "empty").mkdir()
    states.append(folder_hashes(folder))
    (folder / "link").symlink_to(folder / "a.csv")
    states.append(folder_hashes(folder))
    assert states[0] == {}
    assert len({json.dumps(state, sort_keys=True) for state in states}) == len(states)
    (folder / "a.csv").rename(folder / "c.csv")
    assert folder_hashes(folder) != states[-1]


def test_a_link_or_a_file_in_the_place_of_a_folder_is_told_from_one(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "real" / "a.csv").write_bytes(b"1")
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    (tmp_path / "file").write_bytes(b"1")
    names = ("real", "link", "file", "none")
    found = [json.dumps(folder_hashes(tmp_path / name)) for name in names]
    assert len(set(found)) == len(names)


def test_a_year_without_a_folder_is_not_a_year_with_an_empty_one(tmp_path: Path) -> None:
    """The first is refused, of the second `check` says that nobody reported."""
    (tmp_path / "empty").mkdir()
    assert folder_hashes(tmp_path / "empty") != folder_hashes(tmp_path / "none")


# --- keeping and giving back -------------------------------------------------------------------


def test_what_was_kept_comes_back(store: Store) -> None:
    assert store.read_all("collect", "key", NAMES) is None
    store.keep("collect", "key", FILES)
    assert store.read_all("collect", "key", NAMES) == FILES
    assert store.hashes("collect", "key", NAMES) == hashes_of(FILES)
    assert is_own(store.folder)


def test_for_another_key_nothing_comes_back(store: Store) -> None:
    store.keep("collect", "key", FILES)
    assert store.read_all("collect", "other", NAMES) is None
    assert store.read_all("air", "key", NAMES) is None


def test_the_latest_replaces_what_was_kept_before(store: Store) -> None:
    store.keep("collect", "old", FILES)
    store.keep("collect", "new", {"a.csv": b"3"})
    assert store.read_all("collect", "old", NAMES) is None
    assert store.read_all("collect", "new", ["a.csv"]) == {"a.csv": b"3"}
    assert not (store.folder / "collect" / "b.csv").exists()


def spoil(store: Store, kind: str) -> None:
    step = store.folder / "collect"
    record = json.loads((step / RECORD).read_text(encoding="utf-8"))
    if kind == "truncated":
        (step / "a.csv").write_bytes(b"")
    elif kind == "altered":
        (step / "a.csv").write_bytes(b"9")
    elif kind == "deleted":
        (step / "a.csv").unlink()
    elif kind == "swapped":
        (step / "a.csv").write_bytes(FILES["b.csv"])
        (step / "b.csv").write_bytes(FILES["a.csv"])
    elif kind == "a folder":
        (step / "a.csv").unlink()
        (step / "a.csv").mkdir()
    elif kind == "gone":
        shutil.rmtree(step)
    elif kind == "record cut":
        (step / RECORD).write_bytes((step / RECORD).read_bytes()[:-9])
    else:
        record |= {
            "record of less": {"files": {"a.csv": record["files"]["a.csv"]}},
            "record of none": {"files": {}},
            "record of a list": {"files": []},
            "record of numbers": {"files": dict.fromkeys(FILES, 1)},
            "record without key": {"key": None},
        }[kind]
        (step / RECORD).write_text(json.dumps(record), encoding="utf-8")


KINDS = ["truncated", "altered", "deleted", "swapped", "a folder", "gone", "record cut"]
KINDS += [f"record {what}" for what in ("of less", "of none", "of a list", "of numbers")]
KINDS += ["record without key"]


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_damaged_does_not_come_back(store: Store, kind: str) -> None:
    store.keep("collect", "key", FILES)
    spoil(store, kind)
    assert store.read_all("collect", "key", NAMES) is None
    store.keep("collect", "key", FILES)  # and it is mended by doing it anew
    assert store.read_all("collect", "key", NAMES) == FILES


@pytest.mark.parametrize("content", [b"", b"[]", b"1", b"\xff", b'{"key": "key"}'])
def test_a_record_of_another_kind_is_no_record(store: Store, content: bytes) -> None:
    store.keep("collect", "key", FILES)
    (store.folder / "collect" / RECORD).write_bytes(content)
    assert store.hashes("collect", "key", NAMES) is None


def test_a_store_that_cannot_be_written_costs_time_and_nothing_else(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(28, "磁盘已满")

    store.keep("collect", "key", FILES)
    monkeypatch.setattr(stores.tempfile, "mkdtemp", full)
    store.keep("collect", "new", FILES)
    assert store.read_all("collect", "new", NAMES) is None
    assert store.read_all("collect", "key", NAMES) == FILES


def test_half_written_files_are_not_left_behind(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(13, "拒绝访问")

    monkeypatch.setattr(Path, "rename", refuse)
    store.keep("collect", "key", FILES)
    assert sorted(path.name for path in store.folder.iterdir()) == [".jbeco"]


def test_a_folder_with_files_of_others_is_not_written_into(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "cache" / "我的.txt").write_bytes(b"mine")
    with pytest.raises(JbecoError, match="不是 jbeco 生成的文件"):
        Store(tmp_path / "cache").keep("collect", "key", FILES)
    assert [path.name for path in (tmp_path / "cache").iterdir()] == ["我的.txt"]


def test_a_file_of_gigabytes_is_known_by_its_size_and_time_and_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "附件.zip"
    with path.open("wb") as file:
        file.truncate(3 << 30)  # sparse: it takes no room
    monkeypatch.setattr(stores, "file_sha256", lambda path: pytest.fail(f"read {path}"))
    before = folder_hashes(tmp_path)
    assert "超过上限 200 MB" in before["附件.zip"]
    os.utime(path, (1, 1))
    assert folder_hashes(tmp_path) != before
