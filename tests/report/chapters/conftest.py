"""What the tests of the chapters share: the county in its final year, and tables put by hand."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.stage_tables import frame_of
from tests.conftest import PUBLIC_HEADER
from tests.report.chapters.reading import Put

FINAL = """\
C01,,level,96.5,%,2032,,,A,年报,1,96.5,
C02-1,城区,level,14.5,平方米/人,2032,,,B,年报,2,14.5,
C02-1,镇区,level,13,平方米/人,2032,,,B,年报,2,13,
C02-2,,state,全面实施,,2032,,,B,年报,2,全面实施,
C03,,level,,立方米/万元,2032,,not_yet,D,年报,3,,
"""


@pytest.fixture
def final_county(county_plan: Path, county_data: Path) -> AssessedYear:
    """The county in 2032, the final year of its plan."""
    folder = county_data / "2032"
    folder.mkdir()
    (folder / "public_values.csv").write_text(PUBLIC_HEADER + FINAL, encoding="utf-8")
    return assess_year(2032, county_data, county_plan)


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
