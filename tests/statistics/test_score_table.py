"""Tables of scores are numbers, and weights sum to one in the order of the columns."""

import numpy as np
import pandas as pd
import pytest

from jbeco.statistics.score_table import numbers, shares, spelled

TABLE = pd.DataFrame({"a": ["1", 2], "b": [3.5, 4]})


def test_numbers_come_as_floats() -> None:
    assert numbers(TABLE, ()).tolist() == [[1, 3.5], [2, 4]]


def test_every_column_at_fault_is_named() -> None:
    with pytest.raises(ValueError, match="不能计算：a、b；"):
        numbers(TABLE.assign(a=["约 1", 2], b=[np.nan, 1]), ())


def test_shares_follow_the_columns() -> None:
    assert shares(TABLE, {"b": 3, "a": 1}).tolist() == [0.25, 0.75]


def test_columns_are_spelled_out() -> None:
    assert spelled(TABLE, np.array([False, True])) == "b"
