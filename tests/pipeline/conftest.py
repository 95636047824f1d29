"""What the tests of the pipeline share: one real run of 2019, and copies that may be spoilt."""

import csv
import shutil
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import nbformat
import pytest

import jbeco
from jbeco.assessment import AssessedYear
from jbeco.intake.collect import problems_of
from jbeco.pipeline import steps, write_report
from jbeco.pipeline.evaluate import FUNCTIONS
from jbeco.pipeline.execute import normalise
from jbeco.pipeline.run import NOTEBOOKS, run_year
from jbeco.pipeline.seal import file_hashes
from jbeco.pipeline.store import key_of
from jbeco.pipeline.write_report import write_other_forms
from jbeco.plan import PACKAGE_PLAN
from jbeco.problems import raise_if_any
from jbeco.stages import STAGES
from tests.real_runs import add_cell

PAYLOADS = ("<script>alert(1)</script>", "{{7*7}}", '"><img src=x onerror=alert(1)>')


@pytest.fixture(scope="session")
def payloads() -> tuple[str, ...]:
    return PAYLOADS


@pytest.fixture(scope="session")
def tree() -> Callable[[Path], dict[str, bytes | None]]:
    """Everything below a folder, hidden files and empty folders too."""

    def read(folder: Path) -> dict[str, bytes | None]:
        return {
            path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None
            for path in folder.rglob("*")
        }

    return read


@pytest.fixture(scope="session")
def change_cell() -> Callable[..., None]:
    """Overwrite cells of the rows of a CSV table whose first cell is ``key``."""

    def change(path: Path, key: str, **texts: str) -> None:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        names = list(rows[0])
        found = [row for row in rows if row[names[0]] == key]
        assert found, f"{path.name}: no row {key}"
        for row in found:
            assert texts.keys() <= row.keys()
            row.update(texts)
        with path.open("w", encoding="utf-8", newline="") as file:
            writer = csv.DictWriter(file, names, lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)

    return change


@pytest.fixture
def notebooks(tmp_path: Path) -> Path:
    """A copy of the notebooks."""
    return Path(shutil.copytree(NOTEBOOKS, tmp_path / "notebooks"))


@pytest.fixture
def place(first_run: SimpleNamespace, tmp_path: Path) -> SimpleNamespace:
    """A copy of what the real run left, to run on."""
    return SimpleNamespace(
        reports=Path(shutil.copytree(first_run.reports, tmp_path / "reports")),
        processed=Path(shutil.copytree(first_run.processed, tmp_path / "processed")),
    )


@pytest.fixture(scope="session")
def revised_run(
    raw_data: Path,
    first_run: SimpleNamespace,
    change_cell: Callable[..., None],
    tmp_path_factory: pytest.TempPathFactory,
) -> SimpleNamespace:
    """A real second revision: N28 now meets its standard, and some cells hold hostile text."""
    folder = tmp_path_factory.mktemp("revised")
    data = Path(shutil.copytree(raw_data, folder / "raw"))
    plan = Path(shutil.copytree(PACKAGE_PLAN, folder / "plan"))
    reports = Path(shutil.copytree(first_run.reports, folder / "reports"))
    hostile = " ".join(PAYLOADS)
    change_cell(plan / "base_values.csv", "N28", value="100")
    change_cell(plan / "base_values.csv", "P07", note=hostile)  # shown: a missing value
    change_cell(plan / "base_values.csv", "N02", note="=1+1")
    change_cell(data / "2019" / "superior_tasks.csv", "coal_reduction", name=hostile)
    # What does not read the changed tables is taken from the first run.
    processed = Path(shutil.copytree(first_run.processed, folder / "processed"))
    published = run_year(2019, None, data, plan, reports=reports, processed=processed)
    return SimpleNamespace(
        reports=reports,
        processed=processed,
        published=published,
        folder=published.folder,
        html=published.html.read_text(encoding="utf-8"),
    )


WRITERS = ("write_annex_book", "write_report_docx", "write_one_page")


class Quick:
    """Executes stages without kernels, for what a run does around them.

    ``begun`` lists the notebooks as they were begun, ``executed`` by their numbers, since some run
    side by side; ``change`` holds, by notebook, what happens to the
    stage's tables and in the notebooks' folder beside the stage itself.
    """

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.change: dict[str, Callable[[dict[str, Any], Path], None]] = {}

    @property
    def executed(self) -> list[str]:
        return sorted(self.begun)

    def __call__(self, path: Path, parameters: dict[str, Any], timeout_seconds: int) -> Any:
        self.begun.append(path.stem)
        at = {name: path.parent / parameters[name] for name in ("data", "plan", "tables")}
        year = jbeco.open(parameters["year"], review=parameters["review"], **at)
        [stage] = [stage for stage in STAGES if stage.notebook == path.stem]
        made = FUNCTIONS[stage.name](year.case, year.tables) if stage.name in FUNCTIONS else {}
        if path.stem in self.change:
            self.change[path.stem](made, path.parent)
        year.save(**made)
        if stage.name == "check":
            raise_if_any(problems_of("problems", made["problems"]))
        return normalise(nbformat.v4.new_notebook(cells=[nbformat.v4.new_markdown_cell(path.stem)]))


@pytest.fixture(scope="session")
def written_once(tmp_path_factory: pytest.TempPathFactory) -> Callable[[Any, Path], None]:
    """Write Word and Excel as a run does; of the same tables they are the same, and copied.

    A test that puts another writer in the place of one gets what that writes.
    """
    kept, own = tmp_path_factory.mktemp("forms"), vars(write_report).copy()

    def write(assessed: AssessedYear, folder: Path) -> None:
        if any(getattr(write_report, name) is not own[name] for name in WRITERS):
            write_other_forms(assessed, folder)
            return
        tables = file_hashes(assessed.tables.folder)
        made = {"tables": tables, "plan": dict(assessed.plan.files), "review": assessed.review}
        mine = kept / key_of(made)
        if not mine.exists():
            write_other_forms(assessed, mine)
        shutil.copytree(mine, folder)

    return write


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch, written_once: Callable[[Any, Path], None]) -> Quick:
    executor = Quick()
    monkeypatch.setattr(steps, "execute_notebook", executor)
    monkeypatch.setattr(write_report, "write_other_forms", written_once)
    return executor


@pytest.fixture
def go(
    quick: Quick, county_plan: Path, county_data: Path, notebooks: Path, tmp_path: Path
) -> Callable[..., Any]:
    """Run the invented county's year 2024 without kernels."""

    def ran(year: int = 2024, review: str | None = None, **places: Path) -> Any:
        quick.begun.clear()
        usual = {"reports": tmp_path / "reports", "processed": tmp_path / "processed"}
        usual |= {"data": county_data, "plan_folder": county_plan, "notebooks": notebooks}
        return run_year(year, review, **(usual | places))

    return ran


@pytest.fixture(scope="session")
def insert_cell() -> Callable[[Path, str], None]:
    return add_cell


class Page(HTMLParser):
    """The elements and the visible text of a page."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self._hidden = 0
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        self._hidden += tag in ("style", "script")

    def handle_endtag(self, tag: str) -> None:
        self._hidden -= tag in ("style", "script")

    def handle_data(self, data: str) -> None:
        if not self._hidden:
            self.text += data

    def all(self, tag: str) -> list[dict[str, str | None]]:
        return [attrs for name, attrs in self.elements if name == tag]

    @property
    def ids(self) -> list[str | None]:
        return [attrs["id"] for _, attrs in self.elements if "id" in attrs]


@pytest.fixture(scope="session")
def parse() -> Callable[[str], Page]:
    return Page
