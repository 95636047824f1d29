"""Walks from what a user starts to the names that it uses, read from the source alone.

A user starts a command (``jbeco.cli.main``), a notebook, a script, or a piece of code that the
documents show. A definition leads to every name of the package that its text mentions, whatever
the way in which it was imported; a name of a package's front leads to the name behind it.
"""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = "jbeco"
BLOCK = re.compile(r"^```python\n(.*?)^```", re.DOTALL | re.MULTILINE)
DOTTED = re.compile(rf"{PACKAGE}(?:\.\w+)+")
DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)

Name = tuple[str, str]
"""Module and name in it; an empty name is the module itself, as importing runs it."""


@dataclass
class Source:
    """One file or piece of code: what it imports, defines and mentions."""

    name: str
    tree: ast.Module
    is_package: bool = False
    imports: dict[str, Name] = field(default_factory=dict)
    defined: dict[str, list[ast.stmt]] = field(default_factory=dict)
    run: list[ast.stmt] = field(default_factory=list)
    """Statements that importing runs, other than imports and definitions."""
    imported: set[str] = field(default_factory=set)
    """Modules that importing this one imports."""

    def __post_init__(self) -> None:
        for node in ast.walk(self.tree):
            self.imports |= dict(self._names(node))
        for statement in _statements(self.tree.body):
            if isinstance(statement, ast.Import | ast.ImportFrom):
                self.imported |= {module for _, (module, _) in self._names(statement)}
            elif names := _defined_by(statement):
                for name in names:
                    self.defined.setdefault(name, []).append(statement)
            else:
                self.run.append(statement)

    @property
    def public(self) -> list[str]:
        """Names in ``__all__``."""
        for statement in self.defined.get("__all__", []):
            if isinstance(statement, ast.Assign):
                return [str(name) for name in ast.literal_eval(statement.value)]
        return []

    def _names(self, node: ast.AST) -> Iterator[tuple[str, Name]]:
        """Yield what an import statement binds, and what that is."""
        if isinstance(node, ast.Import):
            for alias in node.names:
                bound = alias.asname or alias.name.partition(".")[0]
                yield bound, (alias.name if alias.asname else bound, "")
        elif isinstance(node, ast.ImportFrom):
            parts = self.name.split(".")
            up = parts[: len(parts) - node.level + self.is_package] if node.level else []
            module = ".".join([*up, *([node.module] if node.module else [])])
            yield from ((a.asname or a.name, (module, a.name)) for a in node.names)


def _statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    """Yield the statements of a module, those below ``if`` and ``try`` too."""
    for statement in body:
        if isinstance(statement, ast.If | ast.Try):
            yield from _statements(statement.body + statement.orelse)
            for handler in getattr(statement, "handlers", []):
                yield from _statements(handler.body)
        else:
            yield statement


def _defined_by(statement: ast.stmt) -> list[str]:
    if isinstance(statement, DEFINITIONS):
        return [statement.name]
    targets: list[ast.expr] = []
    if isinstance(statement, ast.Assign):
        targets = statement.targets
    elif isinstance(statement, ast.AnnAssign):
        targets = [statement.target]
    nodes = [node for target in targets for node in ast.walk(target)]
    return [node.id for node in nodes if isinstance(node, ast.Name)]


def _chains(node: ast.AST) -> Iterator[list[str]]:
    """Yield every dotted name that a piece of code mentions: ``air.iaqi`` as ``[air, iaqi]``."""
    for inner in ast.walk(node):
        chain: list[str] = []
        while isinstance(inner, ast.Attribute):
            chain.insert(0, inner.attr)
            inner = inner.value
        if isinstance(inner, ast.Name):
            yield [inner.id, *chain]


class Reach:
    """What users reach; ``paths`` holds for each name the one before it on the way.

    ``unknown`` are names that a document mentions and that are nowhere.
    """

    def __init__(self, modules: dict[str, Source], starts: dict[str, Source]) -> None:
        self.modules = modules
        self.paths: dict[Name, Name | str] = {}
        self.unknown: list[str] = []
        for label, source in starts.items():
            for chain in _chains(source.tree):
                self._follow(self._resolve(source, chain), label)

    def start(self, name: Name, label: str) -> None:
        """Let a user start at a name."""
        self._follow([name], label)

    def document(self, dotted: str, label: str) -> None:
        """Let a document name a module, with all that it offers, or one name of a module."""
        if dotted in self.modules:
            for name in self.modules[dotted].public:
                self._follow([(dotted, name)], label)
            return
        module, _, name = dotted.rpartition(".")
        source = self.modules.get(module)
        if source is None or (name not in source.defined and name not in source.imports):
            self.unknown.append(f"{label}：{dotted}")
        else:
            self._follow([(module, name)], label)

    def path(self, name: Name) -> list[str]:
        """Return the way to a name, from what a user starts."""
        way: list[str] = []
        step: Name | str | None = name
        while isinstance(step, tuple):
            way.insert(0, ".".join(step).rstrip("."))
            step = self.paths.get(step)
        return [step, *way] if step else []

    @property
    def unreached(self) -> list[str]:
        """Public names that no user reaches; a front offers what is reached behind it."""
        return [
            f"{module}.{name}"
            for module, source in sorted(self.modules.items())
            for name in source.public
            if self._behind((module, name)) not in self.paths
        ]

    def _behind(self, name: Name) -> Name:
        """Return where a name that a package's front passes on is defined."""
        source = self.modules.get(name[0])
        if source is None or name[1] in source.defined or name[1] not in source.imports:
            return name
        return self._behind(source.imports[name[1]])

    def _follow(self, names: list[Name], origin: Name | str) -> None:
        todo: list[tuple[Name, Name | str]] = [(name, origin) for name in names]
        while todo:
            name, before = todo.pop(0)
            if name not in self.paths and name[0] in self.modules:
                self.paths[name] = before
                todo += [(after, name) for after in self._next(name)]

    def _next(self, name: Name) -> Iterator[Name]:
        """Yield what reaching a name leads to."""
        module, own = name
        source = self.modules[module]
        if not own:  # importing the module
            parent = module.rpartition(".")[0]
            yield from ((other, "") for other in {*source.imported, parent} if other)
            for statement in [*source.run, *self._registered(source)]:
                yield from self._mentioned(source, statement)
            return
        yield module, ""
        if own in source.imports:
            yield from self._resolve(source, [own])
        for statement in source.defined.get(own, []):
            yield from self._mentioned(source, statement)

    def _mentioned(self, source: Source, statement: ast.stmt) -> Iterator[Name]:
        if isinstance(statement, DEFINITIONS):
            yield source.name, statement.name
        for chain in _chains(statement):
            yield from self._resolve(source, chain)

    def _registered(self, source: Source) -> Iterator[ast.stmt]:
        """Yield definitions that a decorator of the package's own takes in when imported."""
        for statements in source.defined.values():
            for statement in statements:
                for decorator in getattr(statement, "decorator_list", []):
                    if any(self._resolve(source, chain) for chain in _chains(decorator)):
                        yield statement

    def _resolve(self, source: Source, chain: list[str]) -> list[Name]:
        """Return the names of the package that a dotted name passes, the front before the back."""
        first, *rest = chain
        if first in source.defined:
            return [(source.name, first)]
        if first not in source.imports:
            return []
        module, name = source.imports[first]
        return self._names(module, [name, *rest] if name else rest)

    def _names(self, module: str, rest: list[str]) -> list[Name]:
        if not rest:
            return [(module, "")] if module in self.modules else []
        inner = f"{module}.{rest[0]}"
        source = self.modules.get(module)
        if source is not None and (rest[0] in source.defined or rest[0] in source.imports):
            found: list[Name] = [(module, rest[0])]
            if rest[0] in source.imports:  # a module behind a package's front is walked on
                target, name = source.imports[rest[0]]
                behind = f"{target}.{name}" if name else target
                if behind in self.modules:
                    found += self._names(behind, rest[1:])
            return found
        return self._names(inner, rest[1:]) if inner in self.modules else []


def package_sources() -> dict[str, Source]:
    """Return every module of the package by its dotted name."""
    found = {}
    for path in sorted((ROOT / PACKAGE).rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        is_package = parts[-1] == "__init__"
        name = ".".join(parts[:-1] if is_package else parts)
        found[name] = Source(name, ast.parse(path.read_text("utf-8")), is_package)
    return found


def user_starts() -> dict[str, Source]:
    """Return what users start beside the commands, by where it stands."""
    found = {}
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = json.loads(path.read_text("utf-8"))["cells"]
        code = "\n".join("".join(c["source"]) for c in cells if c["cell_type"] == "code")
        label = f"notebooks/{path.name}"
        found[label] = Source(label, ast.parse(code))
    for path in sorted((ROOT / "scripts").rglob("*.py")):
        label = path.relative_to(ROOT).as_posix()
        found[label] = Source(label, ast.parse(path.read_text("utf-8")))
    for path, text in documents():
        for number, block in enumerate(BLOCK.findall(text), start=1):
            label = f"{path}：第 {number} 段代码"
            found[label] = Source(label, ast.parse(block))
    return found


def documents() -> Iterator[tuple[str, str]]:
    """Yield the documents for users, each by its path."""
    for path in [*sorted(ROOT.glob("*.md")), *sorted((ROOT / "docs").glob("*.md"))]:
        if path.name != "CHANGELOG.md":
            yield path.relative_to(ROOT).as_posix(), path.read_text("utf-8")


def walked() -> Reach:
    """Walk the checkout."""
    reach = Reach(package_sources(), user_starts())
    reach.start((f"{PACKAGE}.cli", "main"), "jbeco …")
    for path, text in documents():
        for dotted in DOTTED.findall(text):
            reach.document(dotted, path)
    return reach
