"""Places on the sheets of the template."""

import pytest

from jbeco.intake.layout import EVIDENCE, place
from jbeco.intake.records import Source


@pytest.mark.parametrize(
    ("cell", "column", "where"),
    [
        ("数据!F12", "口径", "2025/a.xlsx!数据!H12"),
        ("数据!AA7", "代码", "2025/a.xlsx!数据!A7"),
        ("D12", "口径", "2025/a.xlsx!D12"),
        ("佐证!B3", "口径", "2025/a.xlsx!佐证!B3"),
    ],
)
def test_another_cell_of_the_same_row(cell, column, where):
    assert place(Source("2025/a.xlsx", cell, ""), column) == where


def test_another_sheet_has_its_own_columns():
    source = Source("2025/a.xlsx", "佐证!B3", "")
    assert place(source, "发文单位", EVIDENCE) == "2025/a.xlsx!佐证!E3"
