"""What is still to be handed in: one line for each indicator and request."""

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import line_text
from jbeco.report.chapters.owed import owed, owed_rows
from tests.report.chapters.reading import Put, links_of, rows_of, table_of, texts_of


def test_who_owes_what_and_why(county: AssessedYear) -> None:
    assert rows_of(table_of(owed(county), "待补资料")) == [
        [
            "单位地区生产总值用水量",
            "C03",
            "2024 年数值：尚无数据；2024 年：缺按可比价核定的下降率",
            "县水利局",
            "报出当年的数，并提供上级任务文件与考核结果（要求值、完成值、文号、发文单位、日期）、"
            "报出上级核定的、按可比价计算的下降率",
        ]
    ]


def test_every_leaf_without_a_verdict_is_listed(base_year: AssessedYear) -> None:
    without = {v.criterion.id for v in base_year.verdicts if v.code in ("unknown", "doubtful")}
    assert without
    assert set(links_of(owed(base_year))) == without


def test_an_open_leaf_beside_a_lagging_twin_is_listed(base_year: AssessedYear, judged: Put) -> None:
    mixed = judged(base_year, P08_1="unknown", reason="not_reported")
    assert "P08-1" in links_of(owed(mixed))
    assert "N07-1" not in links_of(owed(mixed))


def test_twins_that_lack_different_things_are_two_lines(
    base_year: AssessedYear, judged: Put
) -> None:
    lacking = judged(base_year, N07_1="unknown", reason="not_reported")
    lacking = judged(lacking, P08_1="unknown", reason="no_comparator")
    name = lacking.plan.indicators["good_air_days"].name
    mine = [row for row in owed_rows(lacking) if row.name == name]
    assert [(line_text(row.links), row.owner) for row in mine] == [
        ("N07-1", "ecology"),
        ("P08-1", "consultant"),
    ]
    [shown] = [row for row in rows_of(table_of(owed(lacking), "待补资料")) if row[1] == "P08-1"]
    assert shown[3] == "编制单位"


def test_where_nothing_is_owed_that_is_said(county: AssessedYear, judged: Put) -> None:
    nothing, unexplained = texts_of(owed(judged(county, C03="met")))
    assert nothing == "没有不能判定的指标，没有为此待补的资料。"
    assert unexplained.startswith("另外，这些指标的原因、对策或完成时限还没有写，见对策清单：")
    assert unexplained.count("（县住建局）") == 2
    assert owed_rows(judged(county, C03="met")) == []
