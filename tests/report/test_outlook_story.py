"""The outlook section: every target has a word, the chart draws each indicator once."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from jbeco.assessment import AssessedYear
from jbeco.report import outlook_story
from jbeco.report.outlook_figures import outlook_chart
from jbeco.report.outlook_tables import outlook_rows, silent_counts
from jbeco.stage_tables import records_of

Example = Callable[[int], AssessedYear]


def outlooks(year: AssessedYear) -> list[Mapping[str, Any]]:
    return list(records_of("outlook", year.tables["outlook"]))


def test_every_target_is_listed_with_a_probability_or_a_reason(example_year: Example) -> None:
    rows = outlook_rows(example_year(2025).plan, outlooks(example_year(2025)))
    assert len(rows) == len(outlooks(example_year(2025)))
    for row in rows:
        assert bool(row["概率"]) != ("不作" in row["前景"] or "已达" in row["前景"])
    assert sum(count for _, count in silent_counts(outlooks(example_year(2025)))) == sum(
        not row["概率"] for row in rows
    )


def test_a_row_says_what_a_reader_asks(example_year: Example) -> None:
    rows = {
        row["编号"]: row
        for row in outlook_rows(example_year(2024).plan, outlooks(example_year(2024)))
    }
    row = rows["N07-1"]
    assert (row["目标年"], row["目标"], row["最近值"]) == ("2025", "≥ 88 %", "87.9")
    assert row["前景"] == "可能但不确定"
    assert "整个目标的可能性不会更高" in row["说明"]


def test_the_chart_draws_each_indicator_once(example_year: Example) -> None:
    drawn = outlook_chart(example_year(2025), outlooks(example_year(2025)))
    assert "N22、P29 不明朗" in drawn.alt
    assert drawn.svg == outlook_chart(example_year(2025), outlooks(example_year(2025))).svg
    assert outlook_chart(example_year(2020), outlooks(example_year(2020))) is None


def test_the_section_shows_table_and_chart(
    example_year: Example, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[str] = []
    monkeypatch.setattr(outlook_story, "display", lambda html: shown.append(html.data))
    monkeypatch.setattr(outlook_story, "show_chart", lambda drawn, _: shown.append(drawn.alt))
    outlook_story.show_outlook(example_year(2025))
    html, alt = shown
    assert "可作前景判断的数值目标" in html
    assert alt.startswith("数值目标的前景")
