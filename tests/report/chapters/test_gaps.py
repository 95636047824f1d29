"""The distance to the targets: a chart where there is a way, and who is not on it by name."""

from collections.abc import Callable

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Figure
from jbeco.report.chapters.gaps import gaps
from tests.report.chapters.reading import links_of, texts_of


def test_one_chart_and_what_is_not_on_it(county: AssessedYear) -> None:
    figure, *_ = gaps(county)
    assert isinstance(figure, Figure)
    assert texts_of(gaps(county))[0].startswith("目标写“持续提高”")
    assert links_of(gaps(county)) == []


def test_numeric_criteria_without_a_base_number_are_named(base_year: AssessedYear) -> None:
    named = links_of(gaps(base_year))
    missing = {row.criterion for row in base_year.plan.base_values if row.missing}
    assert {"P19", "N07-2"} <= set(named)
    assert {"N29", "N07-1", "P07"}.isdisjoint(named)  # P07 has no number to go to
    for name in named:
        criterion = base_year.plan.criterion(name)
        assert name in missing or not criterion.base_values
        assert criterion.direction in ("higher", "lower")


def test_who_is_on_the_chart_is_not_said_to_be_off_it(
    example_year: Callable[[int], AssessedYear],
) -> None:
    """PM2.5 and 受污染耕地: no base in the plan's own table, yet one from elsewhere."""
    assessment = example_year(2025)
    drawn = {v.criterion.id for v in assessment.verdicts if v.pace is not None}
    assert {"N07-2", "P19"} <= drawn
    assert drawn.isdisjoint(links_of(gaps(assessment)))
