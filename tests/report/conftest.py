"""What the tests of the report share: an invented county under way, tables put by hand, and
what a section shows.
"""

import csv
import io
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.report import document, notebook
from jbeco.report.document import Document
from jbeco.stage_tables import frame_of
from tests.report.chapters.reading import Put


@pytest.fixture
def county(county_plan: Path, county_data: Path) -> AssessedYear:
    """The county in 2024: one leaf on track, one behind, one unknown."""
    return assess_year(2024, county_data, county_plan)


@pytest.fixture(scope="session")
def put() -> Put:
    """Return a year with some of its tables written by hand: ``put(county, surveys=[...])``."""

    def write(assessed: AssessedYear, **tables: Sequence[Mapping[str, Any]]) -> AssessedYear:
        made = {name: frame_of(name, rows) for name, rows in tables.items()}
        return replace(assessed, tables={**assessed.tables, **made})

    return write


@pytest.fixture(scope="session")
def judged() -> Put:
    """Return a year with other codes in its verdicts: ``judged(county, C01="unknown")``."""

    def change(assessed: AssessedYear, reason: str = "", **codes: str) -> AssessedYear:
        frame = assessed.tables["verdicts"].copy()
        for name, code in codes.items():
            mine = frame["criterion"] == name.replace("_", "-")
            assert mine.sum() == 1
            frame.loc[mine, "code"] = code
            if reason:
                frame.loc[mine, "reason_code"] = reason
        return replace(assessed, tables={**assessed.tables, "verdicts": frame})

    return change


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[dict[str, Any]]]:
    """Call a section; return the MIME bundles it displays, each with its ``metadata``."""

    def show(section: Callable[..., None], *arguments: Any) -> list[dict[str, Any]]:
        bundles: list[dict[str, Any]] = []

        def display(what: Any, raw: bool = False, metadata: Any = None) -> None:
            data = dict(what) if raw else {"text/html": what.data}
            bundles.append(data | {"metadata": metadata})

        monkeypatch.setattr(document, "display", display)
        monkeypatch.setattr(notebook, "display", display)
        section(*arguments)
        return bundles

    return show


@pytest.fixture
def html(shown: Callable[..., list[dict[str, Any]]]) -> Callable[..., str]:
    """Call a section; return all HTML that it displays."""

    def show(section: Callable[..., None], *arguments: Any) -> str:
        found = [bundle.get("text/html", "") for bundle in shown(section, *arguments)]
        assert any(found)
        return "".join(found)

    return show


@pytest.fixture
def page(html: Callable[..., str]) -> Callable[[AssessedYear, str], str]:
    """Return all HTML of a chapter, by its key."""
    return lambda assessed, key: html(Document(assessed).show, key)


@pytest.fixture(scope="session")
def read_table() -> Callable[[str], list[dict[str, str]]]:
    """Read back a table that was written for people."""

    def read(text: str) -> list[dict[str, str]]:
        assert text.startswith("\ufeff")
        return list(csv.DictReader(io.StringIO(text.removeprefix("\ufeff"), newline="")))

    return read


@pytest.fixture
def hostile_county(county_plan: Path, county_data: Path, tmp_path: Path) -> AssessedYear:
    """The county in 2024 with markup in every text that a plan or a department writes freely."""
    bad = "<b onclick=alert(1)>{{7*7}}"
    plan = Path(shutil.copytree(county_plan, tmp_path / "hostile"))
    data = Path(shutil.copytree(county_data, tmp_path / "hostile_raw"))
    spoilt = {
        plan / "nanjiang-2020.csv": ["row_name", "name", "standard_text", "note"],
        plan / "criteria.csv": ["base_text", "note"],
        plan / "departments.csv": ["name"],
        plan / "rulings.csv": ["question", "default_reading", "other_reading", "why"],
        data / "2024" / "public_values.csv": ["document", "verbatim", "note"],
        data / "2022" / "superior_tasks.csv": ["name", "required_text", "verbatim"],
    }
    for path, columns in spoilt.items():
        with path.open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        for row in rows:
            row.update({column: f"{row[column]}{bad}" for column in columns})
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, list(rows[0]))
            writer.writeheader()
            writer.writerows(rows)
    toml = (plan / "plan.toml").read_text(encoding="utf-8")
    for text in ("云溪县生态文明建设规划", "美丽云溪领导小组", "虚构", "县级指标体系", "生态安全"):
        assert f'"{text}"' in toml
        toml = toml.replace(f'"{text}"', f'"{text}{bad}"')
    (plan / "plan.toml").write_text(toml, encoding="utf-8")
    return assess_year(2024, data, plan)
