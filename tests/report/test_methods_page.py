"""METHODS.md says what the data say."""

from pathlib import Path

from jbeco.plan import load_plan
from jbeco.report.methods_page import methods_page

PAGE = Path(__file__).parents[2] / "METHODS.md"


def test_the_committed_page_is_what_the_plan_gives() -> None:
    assert PAGE.read_text(encoding="utf-8") == methods_page(load_plan())


def test_every_criterion_and_ruling_is_on_the_page() -> None:
    plan = load_plan()
    page = methods_page(plan)
    for criterion in plan.criteria:
        assert f"| {criterion.id} |" in page
    for ruling in plan.rulings:
        assert f"| {ruling.id} |" in page
