"""What binds a name in a module or function, and on what condition."""

from __future__ import annotations

import enum
from typing import TYPE_CHECKING

import libcst as cst
from libcst.helpers import get_full_name_for_node

from replaytag.fixes.errors import CannotEdit
from replaytag.source import frozen

if TYPE_CHECKING:
    from collections.abc import Iterator

    from replaytag.fixes.syntax import Syntax


class When(enum.IntEnum):
    """On what condition a binding happens at run time; the greater, the less certain."""

    ALWAYS = 0
    BRANCH = 1
    TRY = 2
    TYPING = 3


@frozen
class Source:
    """What an import binds: ``import module``, or ``from module import name``."""

    module: str
    name: str | None = None

    @property
    def bound(self) -> str:
        """The name that the import binds unless it renames."""
        return self.name or self.module.partition(".")[0]

    def serves(self, wanted: Source) -> bool:
        """Whether code written for ``wanted`` works with this import."""
        if wanted.name is not None or self.name is not None:
            return self == wanted
        return f"{self.module}.".startswith(f"{wanted.module}.")

    def __str__(self) -> str:
        if self.name is None:
            return f"import {self.module}"
        return f"from {self.module} import {self.name}"


@frozen
class Binding:
    """One place that binds ``name``; ``source`` is None where that is no import."""

    name: str
    node: cst.CSTNode
    when: When
    source: Source | None = None


def module_bindings(syntax: Syntax) -> list[Binding]:
    """What module-level code binds, and what functions declare ``global``."""
    collector = _Collector()
    for statement in syntax.body:
        collector.visit(statement.node)
    globals_ = [
        Binding(item.name.value, node, When.ALWAYS)
        for node in syntax.nodes(cst.Global)
        if isinstance(node, cst.Global)
        for item in node.names
    ]
    return [*collector.bindings, *globals_]


def function_bindings(function: cst.FunctionDef) -> list[Binding]:
    """What a function binds in its own scope, its parameters included."""
    collector = _Collector()
    collector.visit(function.body)
    parameters = [
        Binding(parameter.name.value, parameter, When.ALWAYS)
        for parameter in _parameters(function.params)
    ]
    return [
        binding
        for binding in [*parameters, *collector.bindings]
        if binding.name not in collector.elsewhere
    ]


def is_available(syntax: Syntax, bindings: list[Binding], wanted: Source) -> bool:
    """Whether the bindings of a scope make an import available for certain.

    Raises ``CannotEdit`` where the name may be something else, so that importing it would change
    what the file does. An import in a branch or for type checkers only is no hindrance.
    """
    available = False
    for binding in bindings:
        if binding.name != wanted.bound or binding.when is When.TYPING:
            continue
        line = syntax.text.line_of(syntax.extent(binding.node)[0])
        if binding.source is None or not binding.source.serves(wanted):
            if binding.source is not None and _same_package(binding.source, wanted):
                continue
            raise CannotEdit(f"`{binding.name}` is something else in line {line}")
        if binding.when is When.TRY:
            raise CannotEdit(f"`{binding.name}` is optional: line {line} imports it in a `try`")
        available = available or binding.when is When.ALWAYS
    return available


def _same_package(found: Source, wanted: Source) -> bool:
    """``import a.b`` and ``import a.c`` bind the same name to the same thing."""
    return found.name is None and wanted.name is None and found.bound == wanted.bound


def _parameters(parameters: cst.Parameters) -> Iterator[cst.Param]:
    yield from parameters.posonly_params
    yield from parameters.params
    yield from parameters.kwonly_params
    for star in (parameters.star_arg, parameters.star_kwarg):
        if isinstance(star, cst.Param):
            yield star


class _Collector:
    """Gathers the bindings of one scope; functions and classes in it bind their names only."""

    def __init__(self) -> None:
        self.bindings: list[Binding] = []
        self.elsewhere: set[str] = set()
        """The names that the scope declares ``global`` or ``nonlocal``."""

    def visit(self, node: cst.CSTNode, when: When = When.ALWAYS) -> None:
        match node:
            case cst.FunctionDef() | cst.ClassDef():
                self.bindings.append(Binding(node.name.value, node, when))
                return
            case cst.Lambda() | cst.CompFor():
                return
            case cst.Import() | cst.ImportFrom():
                self._import(node, when)
                return
            case cst.Global() | cst.Nonlocal():
                self.elsewhere.update(item.name.value for item in node.names)
            case cst.AssignTarget() | cst.AugAssign() | cst.NamedExpr():
                self._bind(node.target, when)
            case cst.AnnAssign() if node.value is not None:
                self._bind(node.target, when)
            case cst.AsName() | cst.MatchAs() | cst.MatchStar() if node.name is not None:
                self._bind(node.name, when)
            case cst.MatchMapping() if node.rest is not None:
                self._bind(node.rest, when)
            case cst.If():
                self.visit(node.body, max(when, _branch(node)))
                if node.orelse is not None:
                    self.visit(node.orelse, max(when, When.BRANCH))
                node = node.test
            case cst.Try() | cst.TryStar():
                certain = all(_leaves(handler.body) for handler in node.handlers)
                when = max(when, When.ALWAYS if certain else When.TRY)
            case cst.For():
                when = max(when, When.BRANCH)
                self._bind(node.target, when)
            case cst.While() | cst.Match():
                when = max(when, When.BRANCH)
        for child in node.children:
            self.visit(child, when)

    def _bind(self, target: cst.CSTNode, when: When) -> None:
        match target:
            case cst.Name():
                self.bindings.append(Binding(target.value, target, when))
            case cst.Tuple() | cst.List():
                for element in target.elements:
                    self._bind(element.value, when)
            case cst.StarredElement():
                self._bind(target.value, when)

    def _import(self, node: cst.Import | cst.ImportFrom, when: When) -> None:
        if isinstance(node.names, cst.ImportStar):
            return
        for alias in node.names:
            name = alias.evaluated_name
            source: Source | None = Source(name)
            bound = alias.evaluated_alias or name.partition(".")[0]
            if isinstance(node, cst.ImportFrom):
                source = Source(module_of(node), name)
            elif alias.evaluated_alias is not None and bound != name:
                source = None
            self.bindings.append(Binding(bound, node, when, source))


def module_of(node: cst.ImportFrom) -> str:
    """The module that names are imported from, with its leading dots."""
    name = "" if node.module is None else get_full_name_for_node(node.module) or ""
    return "." * len(node.relative) + name


def _branch(node: cst.If) -> When:
    test = get_full_name_for_node(node.test) or ""
    return When.TYPING if test.rpartition(".")[2] == "TYPE_CHECKING" else When.BRANCH


def _leaves(suite: cst.BaseSuite) -> bool:
    """Whether a suite ends by leaving: what comes after it runs only without it."""
    last = suite.body[-1] if suite.body else None
    if isinstance(last, cst.SimpleStatementLine):
        last = last.body[-1]
    if isinstance(last, (cst.Raise, cst.Return)):
        return True
    if isinstance(last, cst.Expr) and isinstance(last.value, cst.Call):
        return get_full_name_for_node(last.value.func) in ("sys.exit", "exit", "quit", "os._exit")
    return False
