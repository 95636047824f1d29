"""修订清单: what a later submission or a ruling changed, and only that."""

from itertools import permutations

import pytest

from jbeco.submissions.model import SetAside, Source
from jbeco.submissions.revisions import Revision, revisions

OLD = Source("2025/旧.xlsx", "数据!F2", "a")
NEW = Source("2025/新.xlsx", "数据!F2", "b")


def pair(desk, before, after, **changes):
    old = desk.row("a", before, source=OLD, **changes)
    new = desk.row("a", after, source=NEW, **changes)
    return [new], [SetAside(old, "被 新.xlsx 取代")]


def test_a_changed_number_is_listed_with_both_cells(desk) -> None:
    assert revisions(*pair(desk, "80.50", 83.8)) == (
        Revision(
            code="a",
            series="",
            before="80.5",
            after="83.8",
            before_source="2025/旧.xlsx!数据!F2",
            after_source="2025/新.xlsx!数据!F2",
            why="被 新.xlsx 取代",
        ),
    )


@pytest.mark.parametrize(
    ("before", "after", "kind", "listed"),
    [
        ("80", "80.0", {}, None),
        ("80", None, {}, ("80", "缺（not_reported）")),
        (None, "80", {}, ("缺（not_reported）", "80")),
        (None, None, {}, None),
        ("部分实施", "全面实施", {"measure": "state"}, ("部分实施", "全面实施")),
        ("部分实施", "部分实施", {"measure": "state"}, None),
    ],
)
def test_only_what_says_something_else(desk, before, after, kind, listed) -> None:
    found = [(r.before, r.after) for r in revisions(*pair(desk, before, after, **kind))]
    assert found == ([] if listed is None else [listed])


def test_what_was_taken_back(desk) -> None:
    _, aside = pair(desk, 80, 80)
    (revision,) = revisions([], aside)
    assert (revision.before, revision.after, revision.after_source) == ("80", "（撤回）", "")


@pytest.mark.parametrize("other", [{"series": "镇区"}, {"year": 2024}, {"measure": "decline"}])
def test_another_series_year_or_measure_is_another_fact(desk, other) -> None:
    _, aside = pair(desk, 80, 80)
    (revision,) = revisions([desk.row("a", 90, source=NEW, **other)], aside)
    assert revision.after == "（撤回）"


def test_without_anything_set_aside_there_is_nothing_to_list(desk) -> None:
    assert revisions([desk.row("a", 80)], []) == ()


def test_the_order_of_what_is_used_does_not_matter(desk) -> None:
    used, aside = pair(desk, 80, 83)
    used += [desk.row("b", 1), desk.row("a", 7, series="镇区")]
    expected = revisions(used, aside)
    assert all(revisions(order, aside) == expected for order in permutations(used))
