"""What the tests of the assessment share: every year that is shipped, one after the other."""

from collections.abc import Callable

import pytest

from jbeco.assessment import AssessedYear


@pytest.fixture(params=["raw-2019", *(f"example-{year}" for year in range(2019, 2026))])
def shipped_year(
    request: pytest.FixtureRequest,
    base_year: AssessedYear,
    example_year: Callable[[int], AssessedYear],
) -> AssessedYear:
    """Every shipped year."""
    data, _, number = request.param.partition("-")
    return base_year if data == "raw" else example_year(int(number))
