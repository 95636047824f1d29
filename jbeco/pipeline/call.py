"""What a run is asked for, and what is published already: refused before anything is written."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..places import check_ours
from ..plan import Plan
from .editions import Edition, current, editions_of, place_of_next
from .origin import FOLDER, check_origin, folder_name
from .publish import taken_places
from .published import inputs_now
from .sealed import check_unaltered
from .store import Store

__all__ = ["Call", "Places", "Standing", "standing_of"]


@dataclass(frozen=True)
class Places:
    """Folders that a run reads, and those that it writes to."""

    data: Path
    plan: Path
    notebooks: Path
    reports: Path
    processed: Path


@dataclass(frozen=True)
class Call:
    """What a run was asked for; see `jbeco.pipeline.run.run_year`."""

    plan: Plan
    year: int
    review: str
    dated: str
    reason: str
    places: Places

    @property
    def name(self) -> str:
        """Name of the report, such as ``2019-annual``."""
        return f"{self.year}-{self.review}"

    @property
    def neighbours(self) -> list[Path]:
        """The tables that the run's own will stand beside, or replace: of every report and year."""
        reports, years = self.places.reports.glob("*/tables"), self.places.processed.glob("*")
        return [path for path in (*sorted(reports), *sorted(years)) if path.name != "cache"]

    @property
    def store(self) -> Store:
        """Where finished stages are kept."""
        return Store(self.places.processed / "cache" / self.name)

    @property
    def tables(self) -> Path:
        """Where the year's tables are regenerated."""
        return self.places.processed / str(self.year)

    def inputs_now(self) -> dict[str, str]:
        """Return the hashes of submissions and plan as they lie there now."""
        return inputs_now(self.year, self.places.data, self.plan, self.places.plan)


@dataclass(frozen=True)
class Standing:
    """What is published of a report, and where its next edition will be."""

    editions: Sequence[Edition]
    place: Path

    @property
    def before(self) -> Edition | None:
        """The edition that holds until now."""
        return current(self.editions)


def standing_of(call: Call) -> Standing:
    """Look at the folders of a run.

    Raises
    ------
    JbecoError
        When the report that would be revised was altered, something of the user's lies in the way,
        or the folders hold what was made from other submissions.
    """
    reports = call.places.reports
    editions = editions_of(reports, call.name)
    standing = Standing(editions, place_of_next(reports, call.name, editions))
    if standing.before is not None:
        check_unaltered(standing.before.folder)
    check_ours(standing.place, call.store.folder, *taken_places(call.tables))
    check_origin({FOLDER: folder_name(call.places.data)}, *call.neighbours)
    return standing
