"""Templates escape every text and refuse a name they were not given."""

from importlib.resources import files

import pytest
from jinja2 import UndefinedError

from jbeco.plan import parse_rule, reading
from jbeco.report import render as module
from jbeco.report.render import render

TEMPLATES = sorted(entry.name for entry in files("jbeco.report").joinpath("templates").iterdir())


def test_there_are_templates() -> None:
    assert {"cover.html", "cards.html", "strip.html", "one_page.html", "macros.html"} <= set(
        TEMPLATES
    )


@pytest.mark.parametrize("name", TEMPLATES)
def test_template_compiles_and_trusts_no_text(name: str) -> None:
    environment = module._environment()
    source, _, _ = environment.loader.get_source(environment, name)
    environment.get_template(name)
    for trusting in ("|safe", "| safe", "autoescape", "Markup"):
        assert trusting not in source
    assert "<script" not in source
    assert "http" not in source.replace("http-equiv", "")


@pytest.mark.parametrize("name", [name for name in TEMPLATES if name != "macros.html"])
def test_missing_name_is_an_error(name: str) -> None:
    with pytest.raises(UndefinedError):
        render(name)


def test_environment_escapes_and_reads_rules() -> None:
    environment = module._environment()
    assert environment.from_string("{{ x }}").render(x="<b>&\"'") == "&lt;b&gt;&amp;&#34;&#39;"
    assert environment.from_string("{{ x }}").render(x="{{7*7}}") == "{{7*7}}"
    template = environment.from_string("{{ rule | reading }}")
    rule = parse_rule(">= 88")
    assert template.render(rule=rule) == reading(rule) == "不低于 88"
    assert template.render(rule=None) == ""
