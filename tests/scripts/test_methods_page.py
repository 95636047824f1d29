"""METHODS.md says what the data say."""

import csv
from pathlib import Path

from jbeco.plan import load_plan
from scripts.methods_page import methods_page
from scripts.methods_tables import STANDARDS

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "METHODS.md"
CALIBRATION = ROOT / "docs" / "calibration"


def test_the_committed_page_is_what_the_plan_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == methods_page(load_plan(), CALIBRATION)


def test_every_criterion_and_ruling_is_on_the_page() -> None:
    plan = load_plan()
    page = methods_page(plan, CALIBRATION)
    for criterion in plan.criteria:
        assert f"| {criterion.id} |" in page
    for ruling in plan.rulings:
        assert f"| {ruling.id} |" in page


def test_every_table_of_the_standards_is_listed_and_every_listed_one_exists() -> None:
    folder = ROOT / "jbeco" / "standards" / "tables"
    listed = {name for name, _, _ in STANDARDS}
    assert listed == {path.name for path in folder.glob("*.csv")}


CONFIDENCE = ("已核", "旁证", "回忆", "推断")
"""How far a printed number was checked: read in the original, second-hand, remembered, inferred."""


def test_every_number_of_a_standard_has_a_source_and_a_confidence() -> None:
    for path in (ROOT / "jbeco" / "standards" / "tables").glob("*.csv"):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                assert row["source"], path.name
                assert row["confidence"] in CONFIDENCE, path.name
