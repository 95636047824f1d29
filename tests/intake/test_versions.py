"""The table of versions: which file each figure comes from, and what it replaced."""

from pathlib import Path
from typing import Any

from jbeco.intake.collect import collect
from jbeco.intake.versions import versions

AGAIN = "重报.xlsx"


def rows(clerk: Any) -> list[tuple[str, ...]]:
    tables = collect(clerk.data, clerk.year, clerk.plan)
    columns = ["indicator", "entered", "source", "before", "before_source"]
    found = versions(clerk.plan, tables, clerk.year)[columns].itertuples(index=False, name=None)
    return [tuple(map(str, row)) for row in found]


def test_of_one_file_there_is_nothing_to_tell(clerk) -> None:
    clerk.send("ecology", {"数据!F2": 83.8})
    assert rows(clerk) == []


def test_each_figure_names_its_file_and_what_it_replaced(clerk) -> None:
    first = clerk.file("ecology")
    clerk.send("ecology", {"数据!F2": 83.8, "数据!F3": 20})
    clerk.send("ecology", {"数据!F3": 25}, name=AGAIN)
    clerk.send("housing", {"数据!F2": 11})
    clerk.table("received.csv", f"{AGAIN},2025-03-05,{Path(first).name},")
    found = {row[0]: row[1:] for row in rows(clerk)}
    assert found["straw_use_rate"] == ("83.8", f"{first}!数据!F2", "", "")
    assert found["straw_used"] == ("25", f"2024/{AGAIN}!数据!F3", "20", f"{first}!数据!F3")
    assert not {"park_green_per_capita"} & found.keys()
