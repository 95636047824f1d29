"""Measures and commitments: counted once, overdue ones by name, listed and never judged."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from jbeco.assessment import AssessedYear
from jbeco.report.action_progress import ActionRow, action_rows
from jbeco.report.blocks import Figure
from jbeco.report.chapters.measures import (
    MEASURE_COLUMNS,
    measure_cells,
    measure_list,
    measures,
    states_sentence,
)
from tests.report.chapters.reading import rows_of, table_of, texts_of

LATE = "已到期限而没有报完成的承诺"


@pytest.fixture(scope="module")
def assessed(example_year: Callable[[int], AssessedYear]) -> AssessedYear:
    return example_year(2025)


ROW = ActionRow(
    "M01-1", False, "security", "建 3 座泵站", "某局", (), "实施中", "67%", "2 座（承诺 3 座）",
    "2024 年", True, "某发〔2025〕1号",
)  # fmt: skip


def test_a_row_says_what_was_delivered_and_that_it_is_overdue() -> None:
    [cells] = measure_cells([ROW])
    said = ["".join(piece for line in cell for piece in line) for cell in cells]
    assert said == [
        "M01-1",
        "建 3 座泵站",
        "某局",
        "2024 年，已到期",
        "实施中",
        "67%",
        "2 座（承诺 3 座）",
    ]
    assert len(cells) == len(MEASURE_COLUMNS)


def test_the_sentence_counts_what_is_reported_and_what_is_overdue() -> None:
    whole = replace(ROW, id="M01", is_action=True, state="见所列承诺", is_overdue=False)
    done = replace(ROW, id="M01-2", state="已完成", is_overdue=False)
    assert states_sentence([whole, ROW, done]) == (
        "应报进展的措施与承诺 2 项：实施中 1 项，已完成 1 项。其中已到期限而没有报完成的：M01-1。"
    )
    assert "到期" not in states_sentence([whole, done])


def test_every_measure_and_commitment_is_in_the_annex_once(assessed: AssessedYear) -> None:
    ids = [row[0] for row in rows_of(measure_list(assessed))]
    plan = assessed.plan
    assert ids == [
        name
        for action in plan.actions
        for name in (action.id, *(part.id for part in action.commitments))
    ]


def test_the_overdue_are_named(assessed: AssessedYear) -> None:
    late = [row.id for row in action_rows(assessed) if row.is_overdue]
    assert late
    rows = rows_of(table_of(measures(assessed), LATE))
    assert [row[0] for row in rows] == late
    assert all(row[3].endswith("，已到期") for row in rows)


def test_systems_and_safeguards_add_up(assessed: AssessedYear) -> None:
    rows = rows_of(table_of(measures(assessed), "各体系措施与承诺的进展"))
    assert rows[-1][0] == "保障措施"
    asked = sum(row.is_reported for row in action_rows(assessed))
    assert sum(int(row[1]) for row in rows) == asked


def test_the_county_has_none_overdue_and_unconfirmed_departments(county: AssessedYear) -> None:
    said = texts_of(measures(county))
    assert said[0] == (
        "规划列有 2 条措施，其中 1 条下列有期限、数量或成果的承诺共 1 条；"
        "每年应报进展的是未列承诺的措施 1 条和承诺 1 条，合计 2 项。"
    )
    assert "没有已到期限而未报完成的承诺。" in said
    assert "所列责任部门由编制单位按部门的常见职能提出，待确认。" in said
    assert [row[0] for row in rows_of(table_of(measures(county), "保障措施的落实"))] == ["A02"]


def test_the_charts_stand_where_there_is_progress(
    assessed: AssessedYear, base_year: AssessedYear
) -> None:
    drawn = [block.draw().alt for block in measures(assessed) if isinstance(block, Figure)]
    assert len(drawn) == 2
    assert "生态空间实施中 1 项，基本完成 2 项，已完成 3 项" in drawn[0]
    assert "（M62-3）65 个（承诺不少于 76 个）" in drawn[1]
    assert not any(isinstance(block, Figure) for block in measures(base_year))
