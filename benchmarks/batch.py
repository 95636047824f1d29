"""Times a batch of generated districts against a single report, and its memory by their number.

Run: ``python benchmarks/batch.py`` (1 and 9 districts; ``… 90`` adds ninety: about as long again as
ninety reports; ``--years 11`` the years 2025 to 2035 of each). Each district is the small county of
the tests with another name and no number reported; its report still runs every notebook. The single
report is the median of three that follow one that is thrown away. Memory is the sum over the batch
and all it started, twice a second.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
COUNTY = ROOT / "tests" / "data" / "another_district"
METHODS = ROOT / "jbeco" / "plan" / "jiangbei" / "methods.toml"
YEAR = 2025
SINGLE_RUNS = 3


def generate(folder: Path, districts: int, years: int) -> Path:
    """Lay out districts, each with a plan of its own name."""
    for number in range(districts):
        plan = folder / f"县{number:02d}" / "plan"
        shutil.copytree(COUNTY, plan)
        shutil.copy(METHODS, plan)
        toml = (plan / "plan.toml").read_text(encoding="utf-8")
        named = toml.replace("松溪县", f"第{number:02d}县")
        (plan / "plan.toml").write_text(named, encoding="utf-8")
        for year in range(YEAR, YEAR + years):
            (plan.parent / "raw" / str(year)).mkdir(parents=True)
    return folder


def measure(folder: Path, years: int) -> tuple[float, float]:
    """Run the batch; return its seconds and the most memory in MB that it held at once."""
    words = [
        "-m",
        "jbeco",
        "batch",
        "--plans",
        str(folder),
        "--years",
        f"{YEAR}:{YEAR + years - 1}",
    ]
    start = time.perf_counter()
    batch = subprocess.Popen([sys.executable, *words], stdout=subprocess.DEVNULL, stderr=sys.stderr)
    most = 0.0
    while batch.poll() is None:
        most = max(most, held(batch.pid))
        time.sleep(0.5)
    assert batch.returncode == 0
    return time.perf_counter() - start, most


def held(root: int) -> float:
    """Return the memory in MB of a process and of all that it started; shared pages by share."""
    import psutil

    total = 0
    try:
        for process in [psutil.Process(root), *psutil.Process(root).children(recursive=True)]:
            total += process.memory_full_info().pss
    except psutil.Error:  # it ended while it was asked
        pass
    return total / 1e6


def single(folder: Path) -> float:
    """Return the seconds of one report, when everything was read once before."""
    runs = []
    for number in range(SINGLE_RUNS + 1):
        seconds, _ = measure(generate(folder / str(number), 1, 1), 1)
        runs.append(seconds)
    return statistics.median(runs[1:])


def main() -> None:
    """Print the single report, then a line for each number of districts, then the slope."""
    parser = argparse.ArgumentParser()
    parser.add_argument("districts", nargs="*", type=int, help="除 1 与 9 以外的地区数，如 90")
    parser.add_argument("--years", type=int, default=1, help="每个地区几年")
    options = parser.parse_args()
    years = options.years
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        one = single(folder / "single")
        print(f"单独一份（预热后）：{one:.1f} 秒；{os.cpu_count()} 核", flush=True)
        found = []
        for districts in (1, 9, *options.districts):
            seconds, most = measure(generate(folder / f"of{districts}", districts, years), years)
            found.append((districts, most))
            each = seconds / districts / years
            said = f"每份 {each:.1f} 秒，是单独一份的 {each / one:.2f}；内存峰值 {most:.0f} MB"
            print(f"{districts} 个地区 × {years} 年：{seconds:.0f} 秒，{said}", flush=True)
        (few, low), (many, high) = found[1], found[-1]
        if many > few:
            print(f"由 {few} 到 {many} 个地区，每多一个：{(high - low) / (many - few):.2f} MB")


if __name__ == "__main__":
    main()
