"""Times hours → annual statistics of 100 stations × 10 years × 6 pollutants (52.6 M values).

Run: ``python benchmarks/hourly_to_annual.py`` (engines: ``pip install .[bench]``); a province's
year, 90 districts of 3 stations: ``… --stations 270 --first 2024``. The hours are
generated, seeded, with 3 % gaps, and written to Parquet, one row group per station. Each way runs
in fresh processes, three times; wall time is that of the work alone, after imports. All must give
the same table, to 1e-4 since some add in 32 bits: per station and year the means, percentiles,
valid days and good days. CO is in tenths of mg/m³, so that every engine adds whole numbers.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pandas as pd

YEARS = range(2015, 2025)
POLLUTANTS = ("so2", "no2", "co", "o3", "pm10", "pm25")
SHARES = {"so2": 0.98, "no2": 0.98, "co": 0.95, "o3": 0.90, "pm10": 0.95, "pm25": 0.95}
TYPICAL = {"so2": 12, "no2": 35, "co": 9, "o3": 80, "pm10": 70, "pm25": 40}
RUNS = 3
ONE_BLAS = {**os.environ, "OPENBLAS_NUM_THREADS": "1"}


def start_in(first: int) -> None:
    """Let the years begin with ``first``."""
    global YEARS, DAYS, YEAR_OF_DAY
    YEARS = range(first, YEARS.stop)
    days = np.arange(f"{YEARS.start}-01-01", f"{YEARS.stop}-01-01", dtype="datetime64[D]")
    DAYS, YEAR_OF_DAY = len(days), days.astype("datetime64[Y]").astype(int) + 1970


start_in(YEARS.start)


def generate(path: Path, stations: int) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    random = np.random.default_rng(20261124)
    names = ["station", "hour", *POLLUTANTS]
    types = [pa.int16(), pa.int32(), *[pa.float32()] * len(POLLUTANTS)]
    schema = pa.schema(list(zip(names, types, strict=True)))
    hours = np.arange(DAYS * 24, dtype=np.int32)
    with pq.ParquetWriter(path, schema, compression="zstd") as writer:
        for station in range(stations):
            columns = [np.full(len(hours), station, dtype=np.int16), hours]
            for name in POLLUTANTS:
                day = np.repeat(random.gamma(3, TYPICAL[name] / 3, DAYS), 24)
                values = np.rint(day * random.uniform(0.6, 1.4, len(hours))).astype(np.float32)
                values[random.random(len(hours)) < 0.03] = np.nan
                columns.append(values)
            arrays = [pa.array(c, t) for c, t in zip(columns, types, strict=True)]
            writer.write_table(pa.table(arrays, schema=schema))


def lookup() -> dict[str, np.ndarray]:
    """The IAQI of every whole concentration, for the engines that have no such function."""
    from jbeco.standards.air import iaqi

    return {
        name: iaqi(
            np.arange(1001) / (10 if name == "co" else 1),
            name,
            "8h" if name == "o3" else "24h",
            "2012",
        )
        for name in POLLUTANTS
    }


# the ways; each returns one row per station and year


def decode(path: Path) -> pd.DataFrame:
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path)
    for group in range(file.num_row_groups):
        file.read_row_group(group, columns=list(POLLUTANTS))
    return pd.DataFrame()


def ours(path: Path) -> pd.DataFrame:
    from concurrent.futures import ThreadPoolExecutor

    import pyarrow.parquet as pq

    def work(group: int) -> list[dict[str, float]]:
        table = pq.ParquetFile(path).read_row_group(group, columns=list(POLLUTANTS))
        return station_years(group, {n: table[n].to_numpy() for n in POLLUTANTS})

    groups = pq.ParquetFile(path).num_row_groups
    with ThreadPoolExecutor(2) as pool:
        return pd.DataFrame([row for rows in pool.map(work, range(groups)) for row in rows])


def station_years(station: int, hours: dict[str, np.ndarray]) -> list[dict[str, float]]:
    from jbeco.standards.air import iaqi
    from jbeco.standards.air.daily import largest_window, mean_of_day

    days = {}
    worst = np.zeros(DAYS)
    for name, values in hours.items():
        grid = values.reshape(DAYS, 24)
        mean = largest_window(grid) if name == "o3" else mean_of_day(grid)
        days[name] = np.rint(mean)
        shown = days[name] / 10 if name == "co" else days[name]
        # A missing pollutant makes the day's AQI NaN: np.maximum keeps it.
        worst = np.maximum(worst, iaqi(shown, name, "8h" if name == "o3" else "24h", "2012"))
    rows = []
    for year in YEARS:
        first, last = np.searchsorted(YEAR_OF_DAY, [year, year + 1])
        aqi = worst[first:last]
        row: dict[str, float] = {"station": station, "year": year}
        for name, values in days.items():
            kept = values[first:last]
            kept = np.sort(kept[~np.isnan(kept)])
            row[f"{name}_mean"] = kept.mean()
            place = (len(kept) - 1) * SHARES[name]
            low = int(place)
            row[f"{name}_high"] = kept[low] + (kept[min(low + 1, len(kept) - 1)] - kept[low]) * (
                place - low
            )
        row["valid"] = np.count_nonzero(~np.isnan(aqi))
        row["good"] = np.count_nonzero(aqi <= 100)
        rows.append(row)
    return rows


def with_pandas(path: Path) -> pd.DataFrame:
    frame = pd.read_parquet(path)
    frame["day"] = frame["hour"] // 24
    frame["label"] = frame["hour"] % 24 + 1
    grouped = frame.groupby(["station", "day"])
    days = grouped[[n for n in POLLUTANTS if n != "o3"]].mean()
    days = days.where(grouped[list(days.columns)].count() >= 20)
    window = frame["o3"].rolling(8, min_periods=6).mean()
    ends = frame[frame["label"] >= 8].assign(window=window)
    by_day = ends.groupby(["station", "day"])["window"]
    largest, counts = by_day.max(), by_day.count()
    days["o3"] = largest.where((counts >= 14) | (largest > 160))
    days = np.rint(days)
    tables = lookup()
    indices = [
        pd.Series(tables[n][days[n].fillna(0).astype(int)], days.index).where(days[n].notna())
        for n in POLLUTANTS
    ]
    days["aqi"] = pd.concat(indices, axis=1).max(axis=1, skipna=False)
    days["year"] = YEAR_OF_DAY[days.index.get_level_values("day")]
    years = days.groupby(["station", "year"])
    found = {}
    for name in POLLUTANTS:
        found[f"{name}_mean"] = years[name].mean()
        found[f"{name}_high"] = years[name].quantile(SHARES[name])
    found["valid"] = years["aqi"].count()
    found["good"] = (
        (days["aqi"] <= 100).groupby([days.index.get_level_values(0), days["year"]]).sum()
    )
    return pd.DataFrame(found).reset_index()


def with_polars(path: Path) -> pd.DataFrame:
    import polars as pl

    tables = lookup()
    day, label = pl.col("hour") // 24, pl.col("hour") % 24 + 1
    others = [n for n in POLLUTANTS if n != "o3"]
    hours = pl.scan_parquet(path).with_columns(
        pl.col(POLLUTANTS).fill_nan(None), day=day, label=label
    )
    window = pl.col("o3").rolling_mean(8, min_samples=6)
    hours = hours.with_columns(window=pl.when(pl.col("label") >= 8).then(window))
    means = [
        pl.when(pl.col(n).count() >= 20).then(pl.col(n).cast(pl.Float64).mean()).alias(n)
        for n in others
    ]
    high, count = pl.col("window").max(), pl.col("window").count()
    ozone = pl.when((count >= 14) | (high > 160)).then(high).alias("o3")
    days = hours.group_by("station", "day").agg(*means, ozone)
    days = days.with_columns(pl.col(POLLUTANTS).round(0, mode="half_to_even"))
    index = [
        pl.lit(pl.Series(tables[n])).gather(pl.col(n).cast(pl.UInt32)).alias(f"{n}_i")
        for n in POLLUTANTS
    ]
    whole = pl.all_horizontal(pl.col(n).is_not_null() for n in POLLUTANTS)
    days = days.with_columns(*index, year=pl.lit(pl.Series(YEAR_OF_DAY)).gather(pl.col("day")))
    aqi = pl.when(whole).then(pl.max_horizontal(f"{n}_i" for n in POLLUTANTS))
    days = days.with_columns(aqi=aqi)
    found = [
        part
        for n in POLLUTANTS
        for part in (
            pl.col(n).mean().alias(f"{n}_mean"),
            pl.col(n).quantile(SHARES[n], "linear").alias(f"{n}_high"),
        )
    ]
    years = days.group_by("station", "year").agg(
        *found, valid=pl.col("aqi").count(), good=(pl.col("aqi") <= 100).sum()
    )
    return pd.DataFrame(years.collect().to_dict(as_series=False))


def with_duckdb(path: Path) -> pd.DataFrame:
    import duckdb

    others = [n for n in POLLUTANTS if n != "o3"]
    tables = lookup()
    base = duckdb.connect()
    base.execute("set threads to 2")
    table = pd.DataFrame({"c": np.arange(1001), **tables})
    base.register("lookup_frame", table)
    base.execute("create table lookup as select * from lookup_frame")
    base.register("calendar_frame", pd.DataFrame({"day": np.arange(DAYS), "year": YEAR_OF_DAY}))
    base.execute("create table calendar as select * from calendar_frame")
    clean = ", ".join(f"try_cast({n} as integer) as {n}" for n in POLLUTANTS)  # NaN → null
    means = ", ".join(
        f"case when count({n}) >= 20 then round_even(avg({n}), 0) end as {n}" for n in others
    )
    joins = " ".join(
        f"left join lookup l_{n} on l_{n}.c = try_cast(d.{n} as int)" for n in POLLUTANTS
    )
    missing = " or ".join(f"d.{n} is null or isnan(d.{n})" for n in POLLUTANTS)
    largest = ", ".join(f"l_{n}.{n}" for n in POLLUTANTS)
    found = ", ".join(
        f"avg({n}) filter (not isnan({n})) as {n}_mean, "
        f"quantile_cont({n}, {SHARES[n]}) filter (not isnan({n})) as {n}_high"
        for n in POLLUTANTS
    )
    return base.execute(
        f"""
        with h as (select station, hour // 24 as day, hour % 24 + 1 as label, hour, {clean}
                   from read_parquet('{path}')),
        w as (select *, avg(o3) over win as mean8, count(o3) over win as n8 from h
              window win as (partition by station order by hour
                             rows between 7 preceding and current row)),
        d0 as (select station, day, {means},
                 max(mean8) filter (label >= 8 and n8 >= 6) as high,
                 count(*) filter (label >= 8 and n8 >= 6) as n from w group by station, day),
        d as (select *, case when n >= 14 or high > 160 then round_even(high, 0) end as o3 from d0),
        a as (select d.*, c.year,
                case when {missing} then null else greatest({largest}) end as aqi
              from d {joins} join calendar c on c.day = d.day)
        select station, year, {found}, count(aqi) as valid,
               count(*) filter (aqi <= 100) as good
        from a group by station, year
        """
    ).df()


WAYS: dict[str, Callable[[Path], pd.DataFrame]] = {
    "只解码": decode,
    "jbeco": ours,
    "Polars": with_polars,
    "DuckDB": with_duckdb,
    "pandas": with_pandas,
}


def child(way: str, path: Path, keep: Path) -> None:
    """Run one way in this process and print seconds and peak memory."""
    for module in ("pyarrow.parquet", "polars", "duckdb", "jbeco.standards.air"):
        if way in ("Polars", "DuckDB") or module not in ("polars", "duckdb"):
            __import__(module)
    start = time.perf_counter()
    found = WAYS[way](path)
    seconds = time.perf_counter() - start
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    if len(found):
        ordered = found.sort_values(["station", "year"]).reset_index(drop=True)
        ordered[sorted(ordered.columns)].astype(float).round(9).to_csv(keep, index=False)
    print(json.dumps({"seconds": seconds, "peak": peak}))


def measure(way: str, path: Path, keep: Path) -> tuple[float, float]:
    span = ["--first", str(YEARS[0])]
    command = [sys.executable, __file__, "--child", way, str(path), str(keep), *span]
    runs = [
        json.loads(
            subprocess.run(
                command, check=True, stdout=subprocess.PIPE, text=True, env=ONE_BLAS
            ).stdout
        )
        for _ in range(RUNS)
    ]
    return statistics.median(r["seconds"] for r in runs), max(r["peak"] for r in runs)


def main() -> None:
    """Print one line per way, then our memory by number of stations."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--child", nargs=3)
    parser.add_argument("--stations", type=int, default=100, help="90 个区县各 3 个站点是 270")
    parser.add_argument("--first", type=int, default=YEARS[0], help="第一年；最后一年是 2024")
    options = parser.parse_args()
    start_in(options.first)
    if options.child:
        child(options.child[0], Path(options.child[1]), Path(options.child[2]))
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "hours.parquet"
        generate(path, options.stations)
        size, values = path.stat().st_size / 1e6, options.stations * DAYS * 24 * 6 / 1e6
        print(f"{size:.0f} MB，{values:.1f} 百万个值")
        floor, _ = measure("只解码", path, folder / "none.csv")
        tables = {}
        for way in WAYS:
            seconds, peak = measure(way, path, folder / f"{way}.csv")
            if way != "只解码":
                tables[way] = pd.read_csv(folder / f"{way}.csv")
            print(f"{way:<8} {seconds:6.2f} s　{seconds / floor:5.1f} 倍解码　峰值 {peak:5.0f} MB")
        for way, table in tables.items():
            same = np.allclose(table, tables["jbeco"], rtol=0, atol=1e-4)
            print(f"{way} 与 jbeco {'相同' if same else '不同'}")
        for stations in (options.stations // 4, options.stations // 2, options.stations):
            part = folder / f"hours-{stations}.parquet"
            generate(part, stations)
            seconds, peak = measure("jbeco", part, folder / "part.csv")
            print(f"{stations} 个站点：{seconds:.2f} s，峰值 {peak:.0f} MB")


if __name__ == "__main__":
    main()
