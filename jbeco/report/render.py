"""Renders the report's HTML pieces from templates; every text is escaped."""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from ..plan import reading
from .marks import MARKS, TRUTH_MARKS
from .wording import readable

__all__ = ["render"]


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("jbeco.report"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["reading"] = lambda rule: "" if rule is None else reading(rule)
    environment.filters["readable"] = readable
    environment.globals.update(marks=MARKS, truth_marks=TRUTH_MARKS)
    return environment


def render(template: str, **context: Any) -> str:
    """Render one template of ``jbeco/report/templates`` with autoescaping on."""
    return _environment().get_template(template).render(**context)
