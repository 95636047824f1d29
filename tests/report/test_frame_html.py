"""DataFrames in JupyterLab: whole, texts to the left, gaps as a dash, nothing of a cell as HTML."""

import numpy as np
import pandas as pd
import pytest

from jbeco.report.frame_html import MOST_ROWS, frame_html


def test_a_long_sentence_is_shown_whole() -> None:
    sentence = "无法判定，因为" + "二〇二五年的数没有报来，" * 20
    assert sentence in frame_html(pd.DataFrame({"理由": [sentence]}))


def test_texts_go_to_the_left_and_numbers_stay_right() -> None:
    frame = pd.DataFrame({"数": [1.5], "词": ["达标"], "句": ["一" * 60]}, index=["N29"])
    html = frame_html(frame)
    cells, heading = "td:nth-of-type(2)", "tr:first-child th:nth-child(3)"
    assert f"table.jbeco-nsl {cells},table.jbeco-nsl {heading}{{text-align:left}}" in html
    assert "td:nth-of-type(1)" not in html
    assert "td:nth-of-type(3){white-space:normal" in html
    assert "td:nth-of-type(2){white-space:normal" not in html


def test_gaps_of_every_kind_are_a_dash() -> None:
    frame = pd.DataFrame(
        {
            "float": [np.nan],
            "whole": pd.array([pd.NA], dtype="Int64"),
            "truth": pd.array([pd.NA], dtype="boolean"),
            "text": pd.array([None], dtype="str"),
            "date": [pd.NaT],
            "mixed": pd.Series([None], dtype=object),
        }
    )
    html = frame_html(frame)
    assert html.count("<td>—</td>") == 6


def test_words_of_pandas_that_somebody_wrote_are_no_gaps() -> None:
    html = frame_html(pd.DataFrame({"text": ["None", "NaT"], "date": [pd.NaT, "2025-03-01"]}))
    assert "<td>None</td>" in html
    assert "<td>NaT</td>" in html


def test_a_date_beside_a_gap_is_still_a_date() -> None:
    html = frame_html(pd.DataFrame({"date": pd.to_datetime(["2025-03-01", None])}))
    assert "<td>2025-03-01</td>" in html
    assert "<td>—</td>" in html


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (96.61407, "96.6141"),
        (100.0, "100"),
        (-0.0, "0"),
        (2449849.0, "2449849"),
        (0.00002, "2e-05"),
    ],
)
def test_numbers_are_short_to_look_at(number: float, shown: str) -> None:
    assert f"<td>{shown}</td>" in frame_html(pd.DataFrame({"数": [number]}))


def test_an_empty_table_says_so() -> None:
    assert frame_html(pd.DataFrame({"级别": []})) == "<p>（没有一行）</p>"


def test_the_plans_criteria_are_shown_whole_and_hours_by_their_ends() -> None:
    assert "<td>119</td>" in frame_html(pd.DataFrame({"行": range(120)}))
    hours = frame_html(pd.DataFrame({"行": range(8760)}))
    assert hours.count("<tr") < MOST_ROWS + 3
    assert "共 8760 行" in hours


def test_a_cell_is_text_and_no_html() -> None:
    assert "<b>" not in frame_html(pd.DataFrame({"备注": ["<b>粗</b>"]}))


def test_equal_tables_are_equal_bytes() -> None:
    frame = pd.DataFrame({"值": [1.0], "词": ["达标"]})
    assert frame_html(frame) == frame_html(frame.copy())
