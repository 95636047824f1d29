"""What the plan misprints is marked, and nothing else of it."""

from jbeco.plan import load_plan
from jbeco.report.misprints import AS_PRINTED, as_printed


def test_only_the_known_slips_of_the_plan_are_marked() -> None:
    plan = load_plan()
    marked = {
        (criterion.id, text)
        for criterion in plan.criteria
        for text in (
            criterion.base_text,
            criterion.standard.text,
            *(demand.text for demand in criterion.targets.values()),
        )
        if as_printed(plan, text) != text
    }
    assert {name for name, _ in marked} == {"N08-1", "N08-2", "N08-3", "P08-2", "P29"}
    assert ("P29", "8.481") in marked
    assert as_printed(plan, "8.481") == f"8.481{AS_PRINTED}"
    assert as_printed(plan, "保持") == "保持"
