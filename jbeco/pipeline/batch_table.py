"""The table of a batch: a row for each district, a column for each year, drawn anew as it goes."""

from __future__ import annotations

import shutil
import unicodedata
from collections.abc import Sequence
from typing import TextIO

from .batch import Done, Job

__all__ = ["BatchTable", "fault_lines"]

WAITING = "等待"
WORDS = {
    "published": "已发布",
    "same": "没有变",
    "no_data": "无填报",
    "outside": "规划期外",
    "refused": "有错误",
    "broken": "出错",
}


class BatchTable:
    """Shows a batch on a stream: the table itself on a screen it fits on, else a line for each job.

    Parameters
    ----------
    jobs : sequence of Job
        All that is run.
    stream : TextIO
        Where to.
    """

    def __init__(self, jobs: Sequence[Job], stream: TextIO) -> None:
        self.jobs = jobs
        self.stream = stream
        self.words = dict.fromkeys(jobs, WAITING)
        self.drawn = 0
        rows = len({job.folder for job in jobs}) + 2
        self.live = stream.isatty() and rows < shutil.get_terminal_size().lines

    def tell(self, done: Done) -> None:
        """Show what came of one job."""
        self.words[done.job] = WORDS[done.state]
        if not self.live:
            over = sum(word != WAITING for word in self.words.values())
            job = f"{done.job.district} {done.job.year}"
            line = f"[{over}/{len(self.jobs)}] {job} {WORDS[done.state]}（{done.seconds:.0f} 秒）"
            print(line, file=self.stream, flush=True)
            return
        up = f"\x1b[{self.drawn}A" if self.drawn else ""
        text = self.text()
        print(f"{up}\x1b[J{text}", file=self.stream, flush=True)
        self.drawn = text.count("\n") + 1

    def text(self) -> str:
        """Return the table as it stands."""
        years = list(dict.fromkeys(job.year for job in self.jobs))
        districts = dict.fromkeys(job.folder for job in self.jobs)
        rows = [["地区", *map(str, years)]]
        for folder in districts:
            words = [self.words.get(Job(folder, year), "") for year in years]
            rows.append([folder.name, *words])
        widths = [max(map(_width, column)) for column in zip(*rows, strict=True)]
        return "\n".join(
            "  ".join(
                cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)
            ).rstrip()
            for row in rows
        )


def fault_lines(found: Sequence[Done]) -> list[str]:
    """Return a line for each thing that somebody has to look after, with its years."""
    years: dict[tuple[str, str], list[str]] = {}
    for one in found:
        if one.is_fault:
            years.setdefault((one.job.district, one.said), []).append(str(one.job.year))
    return [f"{district} {'、'.join(of)}：{said}" for (district, said), of in years.items()]


def _width(text: str) -> int:
    """Return on how many columns of a screen a text stands."""
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)
