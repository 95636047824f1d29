"""bridges.csv: a factor or an overlap year carries figures over a break of the basis."""

from fractions import Fraction
from pathlib import Path

import pytest

from jbeco.intake import read_submissions
from jbeco.intake.collect import bridges_of, submissions_tables
from jbeco.plan import Plan

HEADER = (
    "code,from_basis,to_basis,kind,factor,overlap_year,from_value,to_value,source,who,decided_on\n"
)
FACTOR = "energy_intensity,2015年可比价,2020年可比价,factor,0.95,,,,统计局,某人,2022-03-01\n"
OVERLAP = "forest_cover,二调,三调,overlap,,2019,26.05,24.50,自然资源局说明,某人,2022-03-01\n"


def folder(tmp_path: Path, text: str) -> Path:
    year = tmp_path / "raw" / "2019"
    year.mkdir(parents=True)
    (year / "bridges.csv").write_text(HEADER + text, encoding="utf-8")
    return tmp_path / "raw"


def test_a_factor_and_an_overlap_year_are_read_exactly(tmp_path: Path, real_plan: Plan) -> None:
    given = read_submissions(folder(tmp_path, FACTOR + OVERLAP), 2019, real_plan)
    factor, overlap = given.bridges
    assert (factor.before, factor.after, factor.factor) == (
        "prices-2015",
        "prices-2020",
        Fraction(95, 100),
    )
    assert overlap.factor == Fraction(2450, 2605)
    assert (overlap.who, overlap.source.cell) == ("某人", "A3")
    assert not given.problems


def test_they_come_through_their_table(tmp_path: Path, real_plan: Plan) -> None:
    given = read_submissions(folder(tmp_path, FACTOR + OVERLAP), 2019, real_plan)
    assert bridges_of(submissions_tables(given)) == given.bridges


@pytest.mark.parametrize(
    ("row", "what"),
    [
        (FACTOR.replace("0.95", "0"), "“0”不大于 0"),
        (FACTOR.replace("0.95", ""), "“”是空的"),
        (FACTOR.replace("某人", ""), "“”是空的"),
        (FACTOR.replace("2020年可比价", "2015年不变价"), "是同一个口径"),
        (FACTOR.replace("2020年可比价", ""), "“”是空的"),
        (FACTOR.replace("2020年可比价", "2020年可比价，三调"), "认出 2 个口径"),
        (FACTOR.replace("energy_intensity", "no_such"), "不在可选值里"),
        (OVERLAP.replace("2019", "去年"), "读不懂"),
        (OVERLAP.replace("24.50", ""), "“”是空的"),
    ],
)
def test_a_row_that_does_not_say_all_bridges_nothing(
    tmp_path: Path, real_plan: Plan, row: str, what: str
) -> None:
    given = read_submissions(folder(tmp_path, row), 2019, real_plan)
    assert given.bridges == ()
    (problem,) = given.problems
    assert what in problem.what
    assert problem.where.startswith("2019/bridges.csv!")
