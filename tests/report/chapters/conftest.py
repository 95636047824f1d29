"""What the tests of the chapters share: the county in its final year."""

from pathlib import Path

import pytest

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from tests.conftest import PUBLIC_HEADER

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
