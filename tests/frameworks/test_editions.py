"""Editions and what changed between them: data that points at leaves that are there."""

from pathlib import Path

import pytest

from jbeco.frameworks import PUBLISHED, leaf_id
from jbeco.frameworks.editions import editions, framework_set, passages
from jbeco.problems import JbecoError

COMPARED = [("national-2019", name) for name in ("national-2021", "city-2024", "county-2024")]


def test_every_table_of_the_package_is_a_listed_edition_that_was_read() -> None:
    tables = {path.stem for path in PUBLISHED.glob("*.csv")}
    assert tables == {one.name for one in editions().values() if one.has_table}
    assert all(one.source and one.document for one in editions().values())
    assert {one.text_read for one in editions().values() if one.has_table} <= {"已核", "旁证"}


def test_leaves_are_under_the_ids_that_plans_use() -> None:
    found = framework_set("zhejiang-2019", Path("nowhere"))
    assert (found.key, len(found.leaves)) == ("provincial", 64)
    assert found.leaves["P08-2"].name == "PM2.5浓度"


@pytest.mark.parametrize("name", ["national-2021", "county-2024"])
def test_an_edition_that_was_not_read_is_refused_by_its_document(name: str) -> None:
    with pytest.raises(JbecoError) as caught:
        framework_set(name, Path("nowhere"))
    [problem] = caught.value.problems
    assert editions()[name].document in problem.what
    assert f"{name}.csv" in problem.mend


def test_an_unknown_set_is_refused_with_those_that_there_are() -> None:
    with pytest.raises(JbecoError) as caught:
        framework_set("national-1999", Path("nowhere"))
    assert "national-2019、zhejiang-2019" in caught.value.problems[0].mend


@pytest.mark.parametrize(("before", "after"), COMPARED)
def test_every_leaf_of_the_older_edition_is_accounted_for_once(before: str, after: str) -> None:
    found = passages(before, after)
    named = [
        leaf_id("national", str(one.from_number), str(one.from_part or ""))
        for one in found
        if one.from_number is not None
    ]
    leaves = set(framework_set(before, Path("nowhere")).leaves)
    assert len(named) == len(set(named))
    assert set(named) <= leaves
    the_rest = [one for one in found if one.relation == "unread" and one.from_number is None]
    assert set(named) == leaves or len(the_rest) == 1


@pytest.mark.parametrize(("before", "after"), COMPARED)
def test_nothing_is_said_to_be_known_that_was_not_read(before: str, after: str) -> None:
    for one in passages(before, after):
        assert (one.confidence == "未读") == (one.relation == "unread")
        assert bool(one.to_name) == (one.relation in ("same", "changed", "new"))
        assert one.source or one.confidence in ("回忆", "未读")
    if editions()[after].text_read == "未读":
        assert {one.confidence for one in passages(before, after)} <= {"回忆", "未读"}
