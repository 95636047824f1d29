"""The outlook section of the report: likely, unlikely, and why nothing can be said."""

from __future__ import annotations

from IPython.display import HTML, display

from ..assessment import AssessedYear
from ..stage_tables import records_of
from .notebook import show_chart
from .outlook_figures import outlook_chart
from .outlook_tables import outlook_rows, silent_counts
from .render import render

__all__ = ["show_outlook"]


def show_outlook(assessed: AssessedYear) -> None:
    """Show the targets that have a probability, and why the others have none."""
    found = list(records_of("outlook", assessed.tables["outlook"]))
    rows = [row for row in outlook_rows(assessed.plan, found) if row["概率"]]
    silent = silent_counts(found)
    total = sum(count for _, count in silent)
    html = render("outlook_summary.html", rows=rows, silent=silent, silent_total=total)
    display(HTML(html))
    drawn = outlook_chart(assessed, found)
    if drawn is not None:
        show_chart(drawn, "图 3　数值目标的前景")
