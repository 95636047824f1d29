"""Verifies a published report: makes it again from its sealed inputs, and compares everything."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..plan import PACKAGE_PLAN, load_plan
from ..stages import LEFT_BY_RUN, STAGES, Stage
from ..tables import file_sha256
from .differences import first_difference
from .execute import Parameter
from .publish import NOT_COMPARED
from .run import NOTEBOOKS
from .seal import made_from
from .sealed import altered, outcome, read_seal
from .sealed_inputs import Places, restore_inputs
from .steps import Scratch, run_stages
from .store import Store
from .write_report import write_report

__all__ = ["Verification", "verify"]

NAMED = 5
"""Files of the program that a line names; the rest of them are counted."""


@dataclass(frozen=True)
class Verification:
    """What came of it, each a Chinese sentence.

    ``altered``: what was altered in the report since it was sealed. ``circumstances``: how program
    and libraries differ from those of the seal. ``differences``: where the report made again
    differs from the sealed one, the first one first. ``compared`` counts the files.
    """

    altered: tuple[str, ...]
    circumstances: tuple[str, ...]
    differences: tuple[str, ...]
    compared: int

    @property
    def holds(self) -> bool:
        """Whether the report is as sealed, and the same again."""
        return not self.altered and not self.differences

    @property
    def lines(self) -> list[str]:
        """What is told: what was altered, the first difference, what may explain it."""
        told = [f"封存之后有改动：{one}" for one in self.altered]
        if self.differences:
            told += [f"第一处不同：{self.differences[0]}", *self.differences[1:]]
        told += self.circumstances
        if self.differences:
            number = len(self.differences)
            return [*told, f"重跑不一致：比较了 {self.compared} 个文件，{number} 个不同。"]
        return [*told, f"重跑一致：{self.compared} 个文件逐字节相同，判定与数字一个不差。"]


def verify(
    report: Path,
    data: Path = Path("data/raw"),
    plan_folder: Path | None = None,
    notebooks: Path = NOTEBOOKS,
    say: Callable[[str], None] = lambda line: None,
) -> Verification:
    """Make a published report again in a fresh folder, and compare it with its seal.

    Parameters
    ----------
    report : Path
        Folder of the report; it is only read.
    data, plan_folder, notebooks : Path
        Where its inputs are looked for, by their hashes.
    say : callable
        Is told, in Chinese, which stage begins.

    Raises
    ------
    JbecoError
        When its seal cannot be read, or an input is not found as it was.
    """
    stable = read_seal(report)
    places = {"data/raw": data, "plan": plan_folder or PACKAGE_PLAN, "notebooks": notebooks}
    with tempfile.TemporaryDirectory(prefix="jbeco-verify-") as folder:
        scratch = Scratch(Path(folder) / "run")
        restore_inputs(scratch.folder, stable["inputs"], Places(places))
        # A folder is no input: that of a year for which nobody sent anything.
        (scratch.data / str(stable["parameters"]["year"])).mkdir(parents=True, exist_ok=True)
        # Rebuilt, because notebooks show them in their order, and a seal is sorted.
        parameters = scratch.parameters(**{n: stable["parameters"][n] for n in ("year", "review")})
        _make_again(scratch, report, parameters, Store(Path(folder) / "store"), say)
        names = [name for name in _in_order(outcome(stable)) if name not in NOT_COMPARED]
        differences = [*_differences(names, outcome(stable), report, scratch.report)]
    return Verification(
        tuple(altered(report, stable)),
        tuple(_circumstances(stable)),
        tuple(differences),
        len(names),
    )


def _make_again(
    scratch: Scratch,
    report: Path,
    parameters: Mapping[str, Parameter],
    store: Store,
    say: Callable[[str], None],
) -> None:
    """Run every stage on nothing but the inputs; what other reports gave it is taken from it."""
    (scratch.report / "notebooks").mkdir(parents=True)
    scratch.tables.mkdir()
    plan = load_plan(scratch.plan)
    run_stages(scratch, parameters, store, say)
    for name in LEFT_BY_RUN:
        if (report / "tables" / f"{name}.csv").is_file():
            shutil.copy(report / "tables" / f"{name}.csv", scratch.tables)
    say(f"[{len(STAGES)}/{len(STAGES)}] {STAGES[-1].title}")
    write_report(plan, scratch, parameters, store)


def _in_order(names: Mapping[str, str]) -> list[str]:
    """Return files in the order in which they are made: stage by stage, then the report."""
    made = [name for stage in STAGES for name in _files_of(stage)]
    return [*(n for n in made if n in names), *sorted(names.keys() - set(made))]


def _files_of(stage: Stage) -> list[str]:
    return [*(f"tables/{name}.csv" for name in stage.writes), f"notebooks/{stage.notebook}.ipynb"]


def _differences(
    names: list[str], sealed: Mapping[str, str], report: Path, again: Path
) -> Iterator[str]:
    """Yield of each file that differs from the sealed one where, and from which stage it comes."""
    titles = {name: stage.title for stage in STAGES for name in _files_of(stage)}
    for name in names:
        title = titles.get(name, STAGES[-1].title)
        if not (again / name).is_file():
            yield f"环节“{title}”：{name} 这次没有"
        elif file_sha256(again / name) != sealed[name]:
            whole = (report / name).is_file() and file_sha256(report / name) == sealed[name]
            where = first_difference(report / name, again / name) if whole else "与封存的不同"
            yield f"环节“{title}”：{name} {where}"


def _circumstances(stable: Mapping[str, Any]) -> Iterator[str]:
    """Yield how the program and what it runs on differ from what was sealed."""
    now = made_from({}, {})
    then_files, files = stable["code"]["files"], now["code"]["files"]
    changed = sorted(n for n in {*then_files, *files} if then_files.get(n) != files.get(n))
    if changed:
        more = f"等 {len(changed)} 个文件" if len(changed) > NAMED else ""
        revision = stable["code"]["revision"] or "（不明）"
        names = "、".join(changed[:NAMED])
        yield f"程序与封存时不同：{names}{more}；封存时的提交是 {revision}，请取出它再重跑。"
    then, own = stable["environment"], now["environment"]
    versions = [("Python", then["python"], own["python"])]
    shared = sorted(then["packages"].keys() & own["packages"].keys())
    versions += [(name, then["packages"][name], own["packages"][name]) for name in shared]
    differing = [
        f"{name} {before} → {after}" for name, before, after in versions if before != after
    ]
    if differing:
        yield f"环境与封存时不同：{'、'.join(differing)}。"
