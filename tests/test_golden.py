"""What every shipped year is judged, against the tables that were committed: each change is seen.

The verdicts of ``raw-2019`` were once read against 表一 and 表二 of the plan cell by cell.
"""

import difflib
from collections.abc import Callable
from pathlib import Path

import pytest

from jbeco.pipeline.store import Store
from scripts.make_golden import GOLDEN, KEPT, YEARS, golden_bytes

MEND = "请运行 python scripts/make_golden.py 并在 CHANGELOG 写明"
LONGEST = 20


def differences(before: bytes, after: bytes) -> list[str]:
    """Return the lines that differ, with ``-`` and ``+``, whatever the line ends."""
    texts = (content.decode("utf-8-sig").splitlines() for content in (before, after))
    lines = difflib.unified_diff(*texts, lineterm="", n=0)
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@pytest.mark.parametrize(("data", "year"), YEARS, ids=lambda value: str(value))
def test_the_year_is_judged_as_was_committed(
    data: str, year: int, store_of: Callable[[Path, int], Store]
) -> None:
    folder = GOLDEN / f"{data}-{year}"
    for name, content in golden_bytes(data, year, store_of(Path(data), year)).items():
        found = differences((folder / name).read_bytes(), content)
        shown = "\n".join(found[:LONGEST])
        assert found == [], f"{folder.name}/{name} 有 {len(found)} 行不同。{MEND}\n{shown}"


def test_every_shipped_year_is_kept_and_nothing_else() -> None:
    kept = {path.relative_to(GOLDEN).as_posix() for path in GOLDEN.rglob("*") if path.is_file()}
    assert kept == {f"{data}-{year}/{name}.csv" for data, year in YEARS for name in KEPT}
    shipped = {
        (data, int(path.name))
        for data in ("raw", "public", "example")
        for path in (GOLDEN.parents[1] / "data" / data).iterdir()
        if path.is_dir()
    }
    assert shipped == set(YEARS)


def test_a_difference_is_shown_by_its_line() -> None:
    assert differences(b"a,b\r\n1,2\r\n", "\ufeffa,b\n1,2\n".encode()) == []
    assert differences(b"a,b\n1,2\n", b"a,b\n1,3\n") == ["-1,2", "+1,3"]
