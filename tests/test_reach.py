"""The walls are empty: every public name is reached by a command, a notebook, a script or a page.

A name that only tests reach is to be deleted, or to be used: see `tests.reach` for the walk.
"""

import ast
from functools import cache

import pytest

from tests.reach import Reach, Source, package_sources, walked


@cache
def checkout() -> Reach:
    return walked()


def test_every_public_name_is_reached_by_a_user() -> None:
    lonely = checkout().unreached
    shown = "\n".join(lonely)
    assert lonely == [], f"没有命令、笔记本、脚本或文档用到这些公开的名字，请删去或用上：\n{shown}"


def test_every_module_says_what_is_public_and_that_is_there() -> None:
    for module, source in package_sources().items():
        assert source.public or not source.defined, f"{module} has no __all__"
        missing = [n for n in source.public if n not in source.defined and n not in source.imports]
        assert missing == [], module


def test_documents_name_nothing_that_is_not_there() -> None:
    assert checkout().unknown == []


@pytest.mark.parametrize(
    ("module", "name", "start", "by"),
    [
        ("jbeco.forms.template", "write_templates", "jbeco …", "jbeco.cli._template"),
        ("jbeco.report.changes", "changes_between", "jbeco …", "jbeco.cli._diff"),
        ("jbeco.checks.limits", "check_limits", "notebooks/", "jbeco.checks.run.CHECKS"),
        ("jbeco.indicators.living", "sewage_treatment_rate", "", "jbeco.indicators.living"),
        ("jbeco.year", "Year", "notebooks/10_collect.ipynb", "jbeco.open"),
    ],
)
def test_the_way_to_a_name_can_be_told(module: str, name: str, start: str, by: str) -> None:
    way = checkout().path((module, name))
    assert way[0].startswith(start)
    assert way[-1] == f"{module}.{name}"
    assert by in way


# --- the walk itself ---------------------------------------------------------------------------


def sources(**texts: str) -> dict[str, Source]:
    """Build modules of a package; ``pkg__init__`` is a front, ``pkg__a`` a module behind it."""
    found = {}
    for key, text in texts.items():
        name = key.removesuffix("__init__").replace("__", ".")
        found[name] = Source(name, ast.parse(text), key.endswith("__init__"))
    return found


def unreached(start: str, **texts: str) -> list[str]:
    return Reach(sources(**texts), {"page": Source("page", ast.parse(start))}).unreached


LIBRARY = """\
__all__ = ["f", "g"]
def f():
    return _h()
def _h():
    return 1
def g():
    pass
"""


@pytest.mark.parametrize(
    "start",
    [
        "from pkg.a import f\nf()",
        "import pkg.a\npkg.a.f()",
        "from pkg import a\na.f()",
        "import pkg.a as library\nlibrary.f()",
        "def late():\n    from pkg.a import f\n    return f()",
        "from pkg.a import f\ntable = {'f': f}",
    ],
)
def test_a_name_is_reached_whatever_the_way_of_its_import(start: str) -> None:
    assert unreached(start, pkg__init__="", pkg__a=LIBRARY) == ["pkg.a.g"]


def test_an_import_alone_reaches_nothing() -> None:
    start = "from pkg.a import f, g"
    assert unreached(start, pkg__init__="", pkg__a=LIBRARY) == ["pkg.a.f", "pkg.a.g"]


def test_only_what_is_reached_leads_on() -> None:
    user = 'from .a import f, g\n__all__ = ["x", "y"]\ndef x():\n    f()\ndef y():\n    g()\n'
    start = "from pkg.b import x\nx()"
    assert unreached(start, pkg__init__="", pkg__a=LIBRARY, pkg__b=user) == ["pkg.a.g", "pkg.b.y"]


def test_a_front_offers_what_is_reached_behind_it() -> None:
    front = 'from .a import f, g\n__all__ = ["f", "g"]\n'
    texts = {"pkg__init__": front, "pkg__a": LIBRARY}
    assert unreached("import pkg\npkg.f()", **texts) == ["pkg.g", "pkg.a.g"]
    assert unreached("from pkg.a import f\nf()", **texts) == ["pkg.g", "pkg.a.g"]


def test_what_importing_runs_is_reached_with_the_module() -> None:
    registry = "from .a import g\nRUN = 1\nprint(g())\n"
    start = "from pkg.b import RUN\nprint(RUN)"
    assert unreached(start, pkg__init__="", pkg__a=LIBRARY, pkg__b=registry) == ["pkg.a.f"]


def test_a_decorator_of_the_package_takes_a_definition_in() -> None:
    own = "from .d import declared\n__all__ = ['f', 'g']\n@declared\ndef f(): pass\ndef g(): pass\n"
    start = "from pkg import a\nprint(vars(a))"
    declared = "__all__ = ['declared']\ndef declared(function): return function\n"
    assert unreached(start, pkg__init__="", pkg__a=own, pkg__d=declared) == ["pkg.a.g"]
    cached = own.replace("from .d import declared", "from functools import cache as declared")
    assert unreached(start, pkg__init__="", pkg__a=cached) == ["pkg.a.f", "pkg.a.g"]


def test_a_document_that_names_a_module_shows_all_of_it() -> None:
    reach = Reach(sources(pkg__init__="", pkg__a=LIBRARY), {})
    reach.document("pkg.a.g", "README.md")
    assert reach.unreached == ["pkg.a.f"]
    reach.document("pkg.a", "README.md")
    assert reach.unreached == []
    assert reach.path(("pkg.a", "_h")) == ["README.md", "pkg.a.f", "pkg.a._h"]
    reach.document("pkg.a.z", "README.md")
    reach.document("pkg.b", "README.md")
    assert reach.unknown == ["README.md：pkg.a.z", "README.md：pkg.b"]
