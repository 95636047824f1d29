"""The overall assessment: each indicator once in the sentences, each row once in the table."""

from jbeco.assessment import AssessedYear
from jbeco.report.blocks import Figure, Strip
from jbeco.report.chapters.overall import overall, system_sentence
from tests.report.chapters.reading import Put, rows_of, table_of

COUNTS = "各体系指标项的判定（复合项按最差的子项）"


def test_a_system_is_told_with_what_is_not_good_by_name(county: AssessedYear) -> None:
    assert system_sentence(county, "security") == "应判 1 项指标，已达标或符合序时 1 项。"
    assert system_sentence(county, "living") == (
        "应判 3 项指标，滞后或倒退 2 项，尚不能判定 1 项。"
        "滞后或倒退的是城镇人均公园绿地面积、生态环境损害赔偿。"
        "尚不能判定的是单位地区生产总值用水量。"
    )


def test_a_system_without_any_indicator_says_so(county: AssessedYear, judged: Put) -> None:
    none = judged(county, C01="not_applicable")
    assert system_sentence(none, "security") == "当年没有应判的指标。"


def test_rows_are_counted_by_system_and_attribute(county: AssessedYear, judged: Put) -> None:
    assert rows_of(table_of(overall(county), COUNTS)) == [
        ["生态安全", "应判 1 项：符合序时 1", "—"],
        ["生态生活", "应判 1 项：无法判定 1", "应判 1 项：倒退 1"],  # C02 by its worse leaf
        ["合计", "应判 2 项：符合序时 1、无法判定 1", "应判 1 项：倒退 1"],
    ]
    none = judged(county, C01="not_applicable")
    assert rows_of(table_of(overall(none), COUNTS))[0] == ["生态安全", "本年不适用 1 项", "—"]


def test_chart_and_strip_stand_below(county: AssessedYear) -> None:
    assert [type(block) for block in overall(county)[-2:]] == [Figure, Strip]
