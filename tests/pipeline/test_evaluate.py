"""A stage is evaluated once, not at all when it was kept, and what was kept is never stale."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from jbeco.intake import read
from jbeco.pipeline import evaluate
from jbeco.pipeline.evaluate import FUNCTIONS, Case, YearTables, assess_year
from jbeco.pipeline.store import Store
from jbeco.plan import PACKAGE_PLAN, load_plan
from jbeco.problems import JbecoError
from jbeco.stage_tables import TABLES
from jbeco.stages import STAGES

YEAR = 2024
LATER = [stage.name for stage in STAGES if stage.name in FUNCTIONS and stage.reads]


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The stages whose functions were called, in order."""
    called: list[str] = []

    def noted(name: str) -> Callable[..., dict[str, pd.DataFrame]]:
        def evaluated(case: Case, tables: Any) -> dict[str, pd.DataFrame]:
            called.append(name)
            return FUNCTIONS[name](case, tables)

        return evaluated

    monkeypatch.setattr(evaluate, "FUNCTIONS", {name: noted(name) for name in FUNCTIONS})
    return called


@pytest.fixture
def county(county_plan: Path, county_data: Path, tmp_path: Path) -> SimpleNamespace:
    """The invented county's folders and a store for its year 2024."""
    return SimpleNamespace(plan=county_plan, data=county_data, store=Store(tmp_path / "cache"))


def tables(county: SimpleNamespace, store: Store | None) -> dict[str, pd.DataFrame]:
    """Evaluate every table of the year."""
    year = assess_year(YEAR, county.data, county.plan, store=store)
    return {name: year.tables[name] for name in TABLES}


def swap(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- once --------------------------------------------------------------------------------------


def test_each_stage_is_evaluated_once(county: SimpleNamespace, calls: list[str]) -> None:
    for store in (None, county.store):
        calls.clear()
        tables(county, store)
        assert sorted(calls) == sorted(FUNCTIONS)


def test_only_what_is_asked_for_is_evaluated(county: SimpleNamespace, calls: list[str]) -> None:
    year = assess_year(YEAR, county.data, county.plan)
    assert calls == ["collect"]
    _ = year.tables["values"]
    assert sorted(calls) == ["air", "collect", "indicators", "water"]


def test_each_workbook_is_opened_once(example_data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """For every table of the year, with all earlier years, and for the reasons of a verdict."""
    opened: list[str] = []
    real = read.read_workbook

    def noted(file: Any, *rest: Any) -> Any:
        opened.append(file.name)
        return real(file, *rest)

    monkeypatch.setattr(read, "read_workbook", noted)
    year = assess_year(2021, example_data)
    for name in TABLES:
        assert year.tables[name] is not None
    there = [
        f"{folder}/{path.name}"
        for folder in ("2020", "2021")
        for path in (example_data / folder).glob("*.xlsx")
    ]
    assert len(there) > 30
    assert sorted(opened) == sorted(there)


# --- not at all when it was kept ---------------------------------------------------------------


def test_an_unchanged_year_evaluates_no_stage(county: SimpleNamespace, calls: list[str]) -> None:
    first = tables(county, county.store)
    calls.clear()
    again = tables(county, county.store)
    assert calls == []
    for name, frame in first.items():
        pd.testing.assert_frame_equal(again[name], frame)


def test_verdicts_of_an_unchanged_year_are_read_without_the_others(
    county: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    tables(county, county.store)
    asked: list[str] = []
    real = Store.read
    monkeypatch.setattr(
        Store,
        "read",
        lambda self, step, name, digest: asked.append(name) or real(self, step, name, digest),
    )
    _ = assess_year(YEAR, county.data, county.plan, store=county.store).tables["verdicts"]
    assert asked == ["files.csv", "verdicts.csv"]


def test_a_changed_figure_redoes_what_depends_on_it(
    county: SimpleNamespace, calls: list[str]
) -> None:
    tables(county, county.store)
    calls.clear()
    swap(county.data / "2024" / "public_values.csv", "C01,,level,83.8,", "C01,,level,95,")
    again = tables(county, county.store)
    # the stations' data are as they were
    assert calls == ["collect", "indicators", "check", "verdicts", "sensitivity", "outlook"]
    assert again["verdicts"].set_index("criterion").loc["C01", "code"] == "already_met"


def test_a_change_that_leaves_the_observations_redoes_no_indicators(
    county: SimpleNamespace, calls: list[str]
) -> None:
    tables(county, county.store)
    calls.clear()
    swap(county.data / "2022" / "comparators.csv", "南江省,2022,60,", "南江省,2022,61,")
    tables(county, county.store)
    assert calls[0] == "collect"
    # comparators.csv is one of the files, and a source names its file's hash
    assert "air" not in calls
    assert "water" not in calls


def test_a_file_that_says_the_same_in_other_bytes_redoes_what_names_it(
    county: SimpleNamespace, calls: list[str]
) -> None:
    first = tables(county, county.store)
    calls.clear()
    table = county.data / "2024" / "public_values.csv"
    table.write_bytes(b"\xef\xbb\xbf" + table.read_bytes())
    again = tables(county, county.store)
    assert not again["files"].equals(first["files"])
    pd.testing.assert_frame_equal(again["verdicts"], first["verdicts"])
    assert "air" not in calls


@pytest.mark.parametrize("what", ["plan", "methods", "ruling"])
def test_another_plan_redoes_everything(
    county: SimpleNamespace, calls: list[str], what: str
) -> None:
    before = tables(county, county.store)
    calls.clear()
    edits = {
        "plan": ("criteria.csv", "80,,90,>= 90", "80,,83,>= 83"),
        "methods": ("methods.toml", 'kept_share = "0.7"', 'kept_share = "0.8"'),
        "ruling": ("rulings.csv", "县生态局,待确认,default", "县生态局,待确认,other"),
    }
    name, old, new = edits[what]
    swap(county.plan / name, old, new)
    after = tables(county, county.store)
    assert sorted(calls) == sorted(FUNCTIONS)
    assert any(not after[name].equals(before[name]) for name in ("verdicts", "rulings", "about"))


def test_another_program_redoes_everything(
    county: SimpleNamespace, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    tables(county, county.store)
    calls.clear()
    monkeypatch.setattr(evaluate, "package_hash", lambda: "another version")
    tables(county, county.store)
    assert sorted(calls) == sorted(FUNCTIONS)


def test_two_years_do_not_take_each_others_tables(county: SimpleNamespace) -> None:
    """In one folder, and where nothing was reported since: the year itself is part of the key."""
    now = tables(county, county.store)
    (county.data / "2025").mkdir()
    later = assess_year(2025, county.data, county.plan, store=county.store).tables
    pd.testing.assert_frame_equal(later["observations"], now["observations"])
    assert set(later["verdicts"]["year"]) == {2025}
    pd.testing.assert_frame_equal(tables(county, county.store)["verdicts"], now["verdicts"])


def test_data_that_change_while_they_are_read_are_not_kept(
    county: SimpleNamespace, calls: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    table = county.data / "2024" / "public_values.csv"
    original = table.read_text(encoding="utf-8")
    real = evaluate.FUNCTIONS["collect"]

    def meddle(case: Case, others: Any) -> dict[str, pd.DataFrame]:
        swap(table, "C01,,level,83.8,", "C01,,level,95,")
        return real(case, others)

    meddled = dict(evaluate.FUNCTIONS) | {"collect": meddle}
    with monkeypatch.context() as patch:
        patch.setattr(evaluate, "FUNCTIONS", meddled)
        tables(county, county.store)
    table.write_text(original, encoding="utf-8")
    assert_same(county)


def test_a_year_that_is_gone_is_not_served_from_the_store(county: SimpleNamespace) -> None:
    tables(county, county.store)
    shutil.rmtree(county.data / "2024")
    with pytest.raises(JbecoError, match="没有这一年的填报"):
        tables(county, county.store)


def test_nothing_is_written_beside_the_store(county: SimpleNamespace, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if county.store.folder not in path.parents}
    tables(county, county.store)
    after = {path for path in tmp_path.rglob("*") if county.store.folder not in path.parents}
    assert after - before == {county.store.folder}


# --- never stale -------------------------------------------------------------------------------


def outcome(county: SimpleNamespace, store: Store | None) -> Any:
    """Return a year's tables, or the problems with which it is refused."""
    try:
        return tables(county, store)
    except JbecoError as error:
        return error.problems


def assert_same(county: SimpleNamespace) -> None:
    """Through the store comes what comes without it: the same tables, or the same refusal."""
    expected, found = outcome(county, None), outcome(county, county.store)
    if isinstance(expected, tuple):
        assert found == expected
        return
    for name, frame in expected.items():
        pd.testing.assert_frame_equal(found[name], frame, obj=name)


NUMBERS = st.sampled_from(["81", "83.9", "95", "约84", "", "-1"])
EDITS = st.one_of(
    st.tuples(st.just("figure"), st.sampled_from(["C01", "C03"]), NUMBERS),
    st.tuples(st.just("comparator"), st.just(""), NUMBERS),
    st.tuples(st.just("base value"), st.just(""), st.sampled_from(["70", "80", "x"])),
    st.tuples(st.just("target"), st.just(""), st.sampled_from([">= 90", ">= 83", "rising", ">"])),
    st.tuples(st.just("methods"), st.just(""), st.sampled_from(["2026.1", "2026.2"])),
    st.tuples(st.just("file"), st.sampled_from(["2022", "2023", "2024"]), st.just("附件.doc")),
    st.tuples(st.just("unlink"), st.just(""), st.just("附件.doc")),
)
DAMAGES = st.tuples(
    st.sampled_from(["truncate", "alter", "delete", "swap", "forget"]),
    st.sampled_from([stage.name for stage in STAGES if stage.name in FUNCTIONS]),
    st.integers(0, 20),
)


def cell_of(path: Path, start: str, column: int, text: str) -> None:
    """Put a text into a cell of the row that begins so."""
    lines = path.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(lines):
        if line.startswith(start):
            cells = line.split(",")
            cells[column] = text
            lines[number] = ",".join(cells)
    path.write_text("\n".join([*lines, ""]), encoding="utf-8")


def edit(county: SimpleNamespace, kind: str, where: str, text: str) -> None:
    """Change an input as a user does."""
    now, base = county.data / "2024", county.data / "2022"
    if kind == "figure":
        cell_of(now / "public_values.csv", f"{where},", 3, text)
    elif kind == "comparator":
        cell_of(base / "comparators.csv", "water_per_gdp,", 3, text)
    elif kind == "base value":
        cell_of(county.plan / "base_values.csv", "C01,", 3, text)
    elif kind == "target":
        cell_of(county.plan / "criteria.csv", "C01,", 5, text)
    elif kind == "methods":
        path = county.plan / "methods.toml"
        lines = path.read_text(encoding="utf-8").splitlines()
        at = next(n for n, line in enumerate(lines) if line.startswith("version"))
        lines[at] = f'version = "{text}"'
        path.write_text("\n".join([*lines, ""]), encoding="utf-8")
    elif kind == "file":
        (county.data / where).mkdir(exist_ok=True)
        (county.data / where / text).write_bytes(b"x")
    else:
        for path in county.data.rglob(text):
            path.unlink()


def damage(store: Store, kind: str, step: str, number: int) -> None:
    """Spoil what was kept, as a full disk, a virus scanner or a curious user does."""
    paths = sorted((store.folder / step).glob("*.csv")) if store.folder.is_dir() else []
    if not paths:
        return
    path, other = paths[number % len(paths)], paths[(number + 1) % len(paths)]
    if kind == "truncate":
        path.write_bytes(path.read_bytes()[: number * 7])
    elif kind == "alter":
        path.write_bytes(path.read_bytes() + b"x")
    elif kind == "delete":
        path.unlink()
    elif kind == "swap":
        first, second = path.read_bytes(), other.read_bytes()
        path.write_bytes(second)
        other.write_bytes(first)
    else:
        (store.folder / step / "made_from.json").unlink(missing_ok=True)


@pytest.fixture
def fresh(county: SimpleNamespace, tmp_path: Path) -> Iterator[Callable[[], SimpleNamespace]]:
    """Give each example its own folders."""
    made = iter(range(10_000))

    def copy() -> SimpleNamespace:
        folder = tmp_path / f"example{next(made)}"
        return SimpleNamespace(
            plan=Path(shutil.copytree(county.plan, folder / "plan")),
            data=Path(shutil.copytree(county.data, folder / "raw")),
            store=Store(folder / "cache"),
        )

    return copy


@given(edits=st.lists(EDITS, max_size=3), damages=st.lists(DAMAGES, max_size=3))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_whatever_is_edited_or_damaged_the_store_gives_what_comes_without_it(
    fresh: Callable[[], SimpleNamespace], edits: list[Any], damages: list[Any]
) -> None:
    county = fresh()
    tables(county, county.store)
    for one in edits:
        edit(county, *one)
    for one in damages:
        damage(county.store, *one)
    assert_same(county)
    assert_same(county)  # and what this left is good too


@pytest.mark.parametrize("step", [stage.name for stage in STAGES if stage.name in FUNCTIONS])
def test_a_damaged_table_is_made_anew_and_then_kept_again(
    county: SimpleNamespace, calls: list[str], step: str
) -> None:
    tables(county, county.store)
    for path in (county.store.folder / step).glob("*.csv"):
        path.write_bytes(b"")
    calls.clear()
    assert_same(county)
    assert calls.count(step) == 2  # once without the store, once for the damage
    calls.clear()
    tables(county, county.store)
    assert calls == []


def test_the_example_through_the_store_is_the_example(
    example_data: Path, example_year: Any, tmp_path: Path
) -> None:
    case = Case(load_plan(), PACKAGE_PLAN, example_data, 2021)
    for _ in range(2):
        kept = YearTables(case, Store(tmp_path / "cache"))
        for name in TABLES:
            pd.testing.assert_frame_equal(kept[name], example_year(2021).tables[name], obj=name)
