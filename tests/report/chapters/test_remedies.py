"""Problems and remedies: in their authors' words, and open where nobody wrote any."""

from collections.abc import Callable
from pathlib import Path

from jbeco.assessment import AssessedYear
from jbeco.pipeline.evaluate import assess_year
from jbeco.report.chapters.remedies import remedies
from tests.report.chapters.reading import Put, rows_of, table_of, texts_of

REMARKS = """\
criterion,cause,proposal,owner,due,author,note
C02-1,拆迁占绿,补建三处口袋公园,县城管局,2026 年底,县住建局,
C02-1,人口增加,,,,县统计局,
"""


def test_what_nobody_wrote_stays_open(county: AssessedYear) -> None:
    rows = rows_of(table_of(remedies(county), "对策清单"))
    assert [row[0].split("\n")[1] for row in rows] == ["C02-2", "C02-1"]
    assert [row[1] for row in rows] == ["倒退", "滞后"]
    for row in rows:
        assert row[2:] == ["待县住建局填写", "待县住建局填写", "县住建局", "待填写"]


def test_causes_stand_with_their_authors(county_plan: Path, county_data: Path) -> None:
    (county_data / "2024" / "remarks.csv").write_text(REMARKS, encoding="utf-8")
    told = assess_year(2024, county_data, county_plan)
    [row] = [r for r in rows_of(table_of(remedies(told), "对策清单")) if "C02-1" in r[0]]
    assert row[2:] == [
        "拆迁占绿（县住建局）\n人口增加（县统计局）",
        "补建三处口袋公园",
        "县城管局",
        "2026 年底",
    ]


def test_nobody_is_asked_for_causes_in_the_base_year(base_year: AssessedYear) -> None:
    assert remedies(base_year) == ()


def test_all_that_is_not_met_is_listed(example_year: Callable[[int], AssessedYear]) -> None:
    told = example_year(2025)
    rows = rows_of(table_of(remedies(told), "对策清单"))
    listed = {name for row in rows for name in row[0].split("\n")[-1].split("、")}
    assert listed == {v.criterion.id for v in told.verdicts if v.code == "not_met"}


def test_what_is_lacking_in_amounts_stands_beside_the_problem(
    example_year: Callable[[int], AssessedYear],
) -> None:
    told = example_year(2025)
    [row] = [r for r in rows_of(table_of(remedies(told), "对策清单")) if r[0].endswith("P40")]
    values = told.facts.values
    area, people = (
        values.get(code, "", "level", 2025).number
        for code in ("park_green_area", "urban_resident_population")
    )
    lacking = f"{float((13 * people - area) / 10_000):.2f}"  # three digits
    assert f"公园绿地面积还差约 {lacking} 公顷" in row[0].split("\n")[1]


def test_where_nothing_lags_there_is_no_list(county: AssessedYear, judged: Put) -> None:
    good = judged(county, C02_1="on_track", C02_2="on_track")
    assert texts_of(remedies(good)) == ["已能判定的指标里，没有滞后或倒退的指标。"]
    done = judged(good, C03="on_track")
    assert texts_of(remedies(done)) == ["没有滞后或倒退的指标。"]
