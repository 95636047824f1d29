"""A threshold or a ruling that changed under a published version is refused, and named."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from jbeco.problems import JbecoError


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def raise_version(methods: Path, told: str) -> None:
    edit(methods, 'version = "2026.2"', 'version = "2026.3"')
    edit(methods, "[versions]\n", f'[versions]\n"2026.3" = "{told}"\n')


def test_a_threshold_needs_a_new_version(go: Callable[..., Any], county_plan: Path) -> None:
    go()
    methods = county_plan / "methods.toml"
    edit(methods, 'partly = "0.60"', 'partly = "0.55"')
    with pytest.raises(JbecoError) as caught:
        go()
    (problem,) = caught.value.problems
    assert problem.where == "methods.toml version"
    assert (
        "版本号还是 2026.2，与已发布的 2024-annual 相比却改了partly（3/5 → 11/20）" in problem.what
    )
    raise_version(methods, "基本符合的下限改为 0.55")
    assert go().folder.name == "2024-annual-r2"


def test_a_ruling_needs_a_new_version(go: Callable[..., Any], county_plan: Path) -> None:
    go()
    edit(county_plan / "rulings.csv", "县生态局,待确认,default", "县生态局,待确认,other")
    with pytest.raises(JbecoError, match=r"口径认定 R01（default → other）"):
        go()
    raise_version(county_plan / "methods.toml", "R01 改读")
    go()


def test_that_a_ruling_was_confirmed_changes_no_method(
    go: Callable[..., Any], county_plan: Path
) -> None:
    go()
    edit(county_plan / "rulings.csv", "县生态局,待确认,default", "县生态局,已确认,default")
    assert go().folder.name == "2024-annual-r2"


def test_a_version_says_what_it_changed(go: Callable[..., Any], county_plan: Path) -> None:
    edit(county_plan / "methods.toml", 'version = "2026.2"', 'version = "2026.9"')
    with pytest.raises(JbecoError, match=r"没有写 2026\.9 改了什么"):
        go()
