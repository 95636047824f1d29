"""Classes of sections: limits, rounding, published classes, and what holds them back."""

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jbeco.standards import water

DATA = Path(__file__).parents[2] / "data"
SHARED = Path(__file__).resolve().parents[4] / "shared" / "data" / "water"
COLUMNS = ["basin", "point", "river", "ph", "do", "codmn", "nh3n", "published"]
ITEMS = [item for item in water.items().values() if item.judged]


def one(**values: float) -> int | None:
    found = water.section_class(pd.DataFrame([values])).iloc[0]
    return None if pd.isna(found) else int(found)


def weekly(path: Path) -> pd.DataFrame:
    """Read a weekly file; -1 and 0 stand for missing, ★ is no class."""
    frame = pd.read_csv(path, header=0, names=COLUMNS)
    items = ["ph", "do", "codmn", "nh3n"]
    frame[items] = frame[items].apply(pd.to_numeric, errors="coerce")
    frame[items] = frame[items].where(frame[items] > 0)
    frame["published"] = pd.to_numeric(frame["published"], errors="coerce")
    frame["ours"] = water.section_class(frame, rounded=False)
    return frame[frame["published"].notna() & frame["ours"].notna()]


def test_there_are_21_items() -> None:
    assert len(ITEMS) == 21


@pytest.mark.parametrize(
    ("values", "number"),
    [
        ({"ph": 6.97, "do": 5.85, "codmn": 6.3, "nh3n": 0.32}, 4),
        ({"ph": 7.66, "do": 6.03, "codmn": 13.3, "nh3n": 1.77}, 5),
        ({"ph": 6.59, "do": 7.1, "codmn": 3.9, "nh3n": 0.57}, 3),
        ({"ph": 7.6, "do": 9.03, "codmn": 5.7, "nh3n": 0.75}, 3),
        ({"ph": 6.53, "do": 9.65, "codmn": 3.9, "nh3n": 0.26}, 2),
    ],
)
def test_published_classes_of_2007(values, number: int) -> None:
    assert one(**values) == number


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.id)
def test_each_limit_belongs_to_its_class(item) -> None:
    if item.upper is not None:
        return
    for number, limit in enumerate(item.limits, start=1):
        better = item.limits.index(limit) + 1
        assert one(**{item.id: limit}) == better <= number
    step = 10.0**-item.decimals
    beyond = item.limits[-1] + (step if item.sense == "max" else -step)
    assert one(**{item.id: beyond}) == 6


@pytest.mark.parametrize(
    ("ph", "number"), [(6, 1), (9, 1), (7.4, 1), (9.4, 1), (5.5, 1), (9.5, 6), (5.4, 6), (10, 6)]
)
def test_ph_is_inside_or_not(ph: float, number: int) -> None:
    assert one(ph=ph) == number  # 9.5 rounds half even to 10, 5.5 to 6


def test_unrounded_values_decide_real_time_classes() -> None:
    frame = pd.DataFrame([{"do": 4.998}])
    assert water.section_class(frame, rounded=True).iloc[0] == 3
    assert water.section_class(frame, rounded=False).iloc[0] == 4
    assert water.section_class(pd.DataFrame([{"ph": 9.2}]), rounded=False).iloc[0] == 6


def test_lakes_have_their_own_phosphorus() -> None:
    frame = pd.DataFrame([{"tp": 0.06}])
    assert water.section_class(frame).iloc[0] == 2
    assert water.section_class(frame, lake=True).iloc[0] == 4


def test_nitrogen_coliforms_and_temperature_are_not_judged() -> None:
    assert one(do=8, tn=99, coliform=1e9, temperature=40) == 1


def test_saturation_can_make_class_one() -> None:
    frame = pd.DataFrame([{"do": 7.0}, {"do": 7.0}])
    saturation = pd.Series([95.0, 80.0])
    assert list(water.section_class(frame, do_saturation=saturation)) == [1, 2]


def test_nothing_measured_is_no_class() -> None:
    frame = pd.DataFrame([{"do": np.nan}, {"do": 8.0}])
    found = water.section_class(frame)
    assert pd.isna(found.iloc[0])
    assert found.dtype == "Int64"
    with pytest.raises(ValueError, match="没有可评价的水质项目"):
        water.section_class(pd.DataFrame([{"x": 1}]))
    with pytest.raises(ValueError, match="负值"):
        water.section_class(pd.DataFrame([{"do": -1.0}]))


def test_deciding_items_and_main_pollutants() -> None:
    frame = pd.DataFrame([{"do": 8, "codmn": 13.3, "nh3n": 1.77, "hg": 0.0005, "tp": 0.1}])
    classes = water.item_classes(frame)
    assert water.deciding_items(classes).iloc[0] == "codmn、nh3n"
    assert water.main_pollutants(frame).iloc[0] == "汞(4.0)、高锰酸盐指数(1.2)、氨氮(0.8)"
    assert water.main_pollutants(pd.DataFrame([{"codmn": 6.0}])).iloc[0] == ""
    assert water.main_pollutants(pd.DataFrame([{"do": 2.5}])).iloc[0] == "溶解氧"


def test_distance_to_the_next_class() -> None:
    found = water.distance_to_next(pd.DataFrame([{"codmn": 8.0, "nh3n": 0.9}, {"do": 8.0}]))
    assert found.iloc[0].to_dict() == {"class": 4, "next": 3, "item": "codmn", "distance": 0.25}
    assert found.iloc[1]["class"] == 1
    assert pd.isna(found.iloc[1]["next"])


def test_most_weekly_classes_are_reproduced() -> None:
    frame = weekly(DATA / "water_weekly_extract.csv")
    assert (frame["ours"] == frame["published"]).mean() >= 0.98


@pytest.mark.skipif(not SHARED.is_dir(), reason="the whole file is not on this machine")
def test_all_weekly_classes() -> None:
    """41 of 6,723 published classes differ from the four printed items.

    23 are worse than the four items allow, so that an item that is not printed decided; 18 are
    better than the printed items, against the standard. Nine of the 41 stand beside a row that
    carries their class while they carry its: printed in each other's line. Without those nine
    99.52 % are exact.
    """
    frame = weekly(SHARED / "weekly_with_published_class_2012_2018.csv")
    assert len(frame) == 6723
    better = frame[frame["published"] < frame["ours"]]
    worse = frame[frame["published"] > frame["ours"]]
    assert (len(worse), len(better)) == (23, 18)
    assert (frame["ours"] <= frame["published"]).mean() >= 0.997
    swapped = in_each_others_line(frame)
    assert len(swapped) == 9
    rest = frame.drop(index=swapped)
    assert (rest["ours"] == rest["published"]).mean() >= 0.995


def in_each_others_line(frame: pd.DataFrame) -> list[int]:
    """Find rows within three lines of each other that carry each other's class."""
    ours, published = frame["ours"].to_dict(), frame["published"].to_dict()
    wrong = [row for row in ours if ours[row] != published[row]]
    return [
        row
        for row in wrong
        if any(
            ours.get(other) == published[row] and published.get(other) == ours[row]
            for other in range(row - 3, row + 4)
            if other != row
        )
    ]


amounts = st.floats(min_value=0.00001, max_value=50, allow_nan=False)
rows = st.fixed_dictionaries({item.id: amounts for item in ITEMS if item.id != "ph"})


@given(rows, st.sampled_from([i for i in ITEMS if i.id != "ph"]), st.floats(1.01, 3))
def test_worse_is_never_better(values, item, factor) -> None:
    changed = values[item.id] * factor if item.sense == "max" else values[item.id] / factor
    assert one(**values | {item.id: changed}) >= one(**values)


@given(rows, st.sampled_from([i.id for i in ITEMS if i.id != "ph"]))
def test_one_more_item_never_improves_the_class(values, name) -> None:
    fewer = {k: v for k, v in values.items() if k != name}
    assert one(**values) >= one(**fewer)


@given(st.permutations(range(5)))
def test_the_order_of_rows_does_not_matter(order) -> None:
    frame = pd.DataFrame({"codmn": [1, 3, 5, 9, 30], "do": [8, 7, 3, 9, 9]})
    found = water.section_class(frame.iloc[list(order)]).sort_index()
    assert list(found) == [1, 2, 4, 4, 6]
