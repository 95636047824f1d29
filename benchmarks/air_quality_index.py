"""Times the air quality index against bare NumPy and two packages, and counts wrong values.

Run: ``python benchmarks/air_quality_index.py`` (peers: ``pip install .[bench]``). All in one
process, one after the other, medians of several runs; the packages know no arrays and get fewer
rows. Wrong values are counted over every legal concentration, against exact arithmetic.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib.util import find_spec
from itertools import pairwise
from math import ceil
from typing import NamedTuple

import numpy as np
import pandas as pd

from jbeco.standards.air import daily_aqi, iaqi
from jbeco.standards.air.iaqi import COLUMNS
from jbeco.standards.reference import read_table

ROWS = (20_000, 1_000_000)
ROWS_OF_PACKAGES = 500
RUNS = 7
SEED = 20260301
MEANS = {"so2": 15, "no2": 40, "co": 0.9, "o3": 100, "pm10": 80, "pm25": 45}
DAILY = {key: "8h" if key == "o3" else "24h" for key in MEANS}

Points = list[tuple[int, int]]
Data = dict[str, np.ndarray]
Single = Callable[[str, str, float], object]


class Peer(NamedTuple):
    """A package: the edition that it computes, one IAQI, and the AQI of a day."""

    name: str
    edition: str
    single: Single
    day: Callable[[dict[str, float]], object]


def tables() -> dict[tuple[str, str, str], Points]:
    found: dict[tuple[str, str, str], Points] = {}
    for row in read_table("aqi_breakpoints.csv", COLUMNS):
        key = row["edition"], row["pollutant"], row["averaging"]
        found.setdefault(key, []).append((int(row["concentration"]), int(row["iaqi"])))
    return found


def exact(points: Points, value: Fraction) -> int:
    for (low, at_low), (high, at_high) in pairwise(points):
        if value <= high:
            return ceil(Fraction(at_high - at_low, high - low) * (value - low) + at_low)
    raise ValueError(value)


def legal(pollutant: str, points: Points) -> list[Fraction]:
    steps = 10 if pollutant == "co" else 1
    return [Fraction(step, steps) for step in range(points[-1][0] * steps + 1)]


def days(count: int) -> Data:
    """Return daily means as they are reported: whole µg/m³, CO to 0.1 mg/m³."""
    random = np.random.default_rng(SEED)
    return {
        key: random.gamma(2, mean / 2, count).round(1 if key == "co" else 0)
        for key, mean in MEANS.items()
    }


def median_seconds(work: Callable[[], object]) -> float:
    work()
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def peers() -> Iterator[Peer]:
    """Yield the packages that are installed; say which are not."""
    for package, build in (("aqi_hub", aqi_hub), ("aqi", python_aqi)):
        if find_spec(package) is None:
            print(f"没有安装 {package}：请运行 pip install .[bench]，下面缺这一项")
        else:
            yield build()


def aqi_hub() -> Peer:
    from aqi_hub.aqi_cn.aqi import cal_aqi_cn, cal_iaqi_cn

    def day(row: dict[str, float]) -> object:
        return cal_aqi_cn(**row, data_type="daily")

    def single(pollutant: str, averaging: str, value: float) -> object:
        return cal_iaqi_cn(f"{pollutant}_{averaging}".upper(), value)

    return Peer("aqi-hub", "2026", single, day)


def python_aqi() -> Peer:
    import aqi
    from aqi import constants

    def name(pollutant: str, averaging: str) -> object:
        whole = f"POLLUTANT_{pollutant}_{averaging}".upper()
        return getattr(constants, whole, None) or getattr(
            constants, f"POLLUTANT_{pollutant}".upper()
        )

    names = {key: name(key, averaging) for key, averaging in DAILY.items()}

    def single(pollutant: str, averaging: str, value: float) -> object:
        return aqi.to_iaqi(name(pollutant, averaging), str(value), algo=aqi.ALGO_MEP)

    def day(row: dict[str, float]) -> object:
        pairs = [(names[key], str(value)) for key, value in row.items()]
        return aqi.to_aqi(pairs, algo=aqi.ALGO_MEP)

    return Peer("python-aqi", "2012", single, day)


def six(data: Data) -> list[object]:
    return [iaqi(data[key], key, averaging, "2026") for key, averaging in DAILY.items()]


def six_interpolated(data: Data, points: dict[str, np.ndarray]) -> list[object]:
    return [np.ceil(np.interp(data[key], *points[key])) for key in DAILY]


def time_all(found: list[Peer]) -> None:
    """Print nanoseconds per row of six pollutants; ratios are to our IAQI in the same run."""
    printed = tables()
    points = {key: np.array(printed["2026", key, DAILY[key]], dtype=float).T for key in DAILY}
    few = days(ROWS_OF_PACKAGES)
    rows = [dict(zip(few, map(float, row), strict=True)) for row in zip(*few.values(), strict=True)]
    for count in ROWS:
        data = days(count)
        frame = pd.DataFrame(data).rename(columns={"o3": "o3_8h"})
        work: dict[str, tuple[Callable[[], object], int]] = {
            "jbeco iaqi，六项": (lambda data=data: six(data), count),
            "jbeco daily_aqi：AQI、级别、首要污染物": (
                lambda frame=frame: daily_aqi(frame, "2026"),
                count,
            ),
            "np.interp 再向上取整，六项": (lambda data=data: six_interpolated(data, points), count),
        }
        for peer in found:
            work[f"{peer.name}：AQI（{peer.edition} 年版，{len(rows)} 行）"] = (
                lambda peer=peer: [peer.day(row) for row in rows],
                len(rows),
            )
        print(f"\n{count:,} 行；每行（六项污染物）纳秒，与 jbeco iaqi 之比")
        own = 0.0
        for name, (run, number) in work.items():
            each = median_seconds(run) / number * 1e9
            own = own or each
            print(f"{each:10,.1f}  {each / own:8.1f} ×  {name}")


def count_wrong(name: str, edition: str, single: Single) -> None:
    """Print how many legal values of each table come out other than exactly."""
    total, wrong, parts = 0, 0, []
    for (held, pollutant, averaging), points in tables().items():
        if held != edition:
            continue
        values = legal(pollutant, points)
        right = [exact(points, value) for value in values]
        found = [single(pollutant, averaging, float(value)) for value in values]
        bad = sum(a is None or int(a) != b for a, b in zip(found, right, strict=True))  # type: ignore[call-overload]
        total, wrong = total + len(values), wrong + bad
        if bad:
            parts.append(f"{pollutant} {averaging} {bad}/{len(values)}")
    print(
        f"{wrong:6,} / {total:,}  {name}（{edition} 年版）{'：' if parts else ''}{'，'.join(parts)}"
    )


def main() -> None:
    """Print times and wrong values."""
    found = list(peers())
    time_all(found)
    print("\n全部合法浓度中与精确算术不同的个数")
    printed = tables()

    def interpolated(edition: str) -> Single:
        def single(pollutant: str, averaging: str, value: float) -> object:
            points = np.array(printed[edition, pollutant, averaging], dtype=float).T
            return np.ceil(np.interp(value, *points))

        return single

    for edition in ("2012", "2026"):
        count_wrong("jbeco", edition, lambda p, a, v, e=edition: iaqi(v, p, a, e))
        count_wrong("np.interp 再向上取整", edition, interpolated(edition))
    for peer in found:
        count_wrong(peer.name, peer.edition, peer.single)


if __name__ == "__main__":
    main()
