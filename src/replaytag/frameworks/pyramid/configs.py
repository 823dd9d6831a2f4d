"""Configurators, what they include and scan, and everything that is called on them.

An ``includeme`` is called with a configurator of its own that shares the registry: here it is
handed the same one, so that what it registers is registered there.
"""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Choice,
    ClassValue,
    Constant,
    Entered,
    External,
    FunctionValue,
    Made,
    Member,
    ModuleValue,
    Parameter,
    SequenceValue,
    Value,
    definition,
    options,
)
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import Unresolved
from replaytag.source import Place

CONFIGURATOR = "pyramid.Configurator"
INCLUDED = "what is included here cannot be resolved"
SCANNED = "what is scanned here cannot be resolved"


def configs_of(value: Value) -> Iterator[Made]:
    """The configurators that ``value`` may be, also as ``with ... as config`` binds them."""
    for option in options(value):
        match option:
            case Entered(context):
                yield from configs_of(context)
            case Made(callee=Member(owner, "with_package")):
                yield from configs_of(owner)
            case Made() if is_a(option, CONFIGURATOR):
                yield option


class Configs:
    """The configurators of a project. Making one calls what they include."""

    def __init__(self, ev: Evaluator) -> None:
        self._ev = ev
        self.known: dict[Made, None] = {}
        self.calls: list[tuple[Value, Made, str]] = []
        """(configurator, call, method) of every method call, in order. The configurator is a
        ``Parameter`` in an ``includeme`` that nothing is seen to include."""
        self.unresolved: list[Unresolved] = []
        self._packages: dict[tuple[Made, str], str] = {}
        """By configurator and file: the module by which relative names in it are resolved."""
        self._prefixes: dict[Place, str] = {}
        self._directives: dict[str, Value] = {}
        self._open: list[tuple[Parameter, Made, str]] = []
        self._find()
        included = self._prefixes.keys()
        functions = {f.place: getattr(f.node, "name", "") for f in ev.functions()}
        for parameter, made, name in self._open:
            function = parameter.function
            if function not in included and functions.get(function) == "includeme":
                self.calls.append((parameter, made, name))

    def _find(self) -> None:
        for made in iter_made(self._ev):
            if is_a(made, CONFIGURATOR):
                self.known[made] = None
            if not isinstance(made.callee, Member):
                continue
            owner, name = made.callee.owner, made.callee.name
            if isinstance(owner, Parameter):
                self._open.append((owner, made, name))
            for config in configs_of(owner):
                self.calls.append((config, made, name))
                if name == "include":
                    self._include(config, made)
                elif name == "add_directive":
                    self._directive(made)
                elif name in self._directives:
                    directive = self._directives[name]
                    self._ev.trace_of(directive, (config, *made.arguments), made.keywords)

    def _include(self, config: Made, made: Made) -> None:
        target = made.argument(0, "callable")
        for option in options(target) if target is not None else ():
            found = self.resolved(config, made, option)
            if isinstance(found, ModuleValue):
                found = self._ev.attribute(found, "includeme")
            function = definition(found) if found is not None else None
            if not isinstance(function, FunctionValue):
                if found is None and not _is_library(option):
                    self.unresolved.append(Unresolved(config, INCLUDED, made.place))
                continue
            path = function.module.path
            self._packages.setdefault((config, path), path)
            prefix = self.prefix_of(made) + _text(made.argument(1, "route_prefix"))
            known = function.place in self._prefixes
            self._prefixes.setdefault(function.place, prefix)
            if not known:
                self._ev.trace_of(function, (config,))

    def _directive(self, made: Made) -> None:
        name, function = made.argument(0, "name"), made.argument(1, "directive")
        if isinstance(function, Constant):
            function = self._ev.resolve_dotted(made.place.path, str(function.value))
        if name is not None and function is not None and definition(function) is not None:
            self._directives[_text(name)] = function

    # --- names -----------------------------------------------------------------------------------

    def package_of(self, config: Made, made: Made) -> str:
        """The dotted name of the package that names in the call ``made`` are relative to."""
        index = self._ev.index
        own = config.keyword("package")
        path = self._packages.get((config, made.place.path))
        if path is None:
            if isinstance(own, ModuleValue):
                return own.name
            if isinstance(own, Constant):
                return str(own.value)
            path = config.place.path
        name = index.name_of(path)
        inner = path.endswith("__init__.py")
        return name if inner else name.rpartition(".")[0] or name

    def resolved(self, config: Value, made: Made, value: Value) -> Value | None:
        """``value``; what it names if it is a dotted name. None where it is none of the project."""
        if isinstance(value, Constant):
            if not isinstance(value.value, str):
                return None
            dotted = value.value.replace(":", ".")
            if dotted.startswith(".") and isinstance(config, Made):
                dotted = _absolute(self.package_of(config, made), dotted)
            return self._ev.resolve_dotted(made.place.path, dotted.strip("."))
        known = (FunctionValue, ClassValue, ModuleValue, Made)
        if isinstance(value, known) or definition(value) is not None:
            return value
        return None

    def prefix_of(self, made: Made) -> str:
        """The prefix of routes that are added in the function in which ``made`` stands."""
        return self._prefixes.get(made.within, "") if made.within else ""

    # --- scans -----------------------------------------------------------------------------------

    def scanned(self, config: Made) -> tuple[str, ...]:
        """The files that ``config`` scans for decorators."""
        found: dict[str, None] = {}
        for owner, made, name in self.calls:
            if owner is config and name == "scan":
                ignored = self._ignored(config, made)
                for target in self._scans(config, made):
                    for path in self._files(target):
                        if not any(_is_under(self._ev.index.name_of(path), i) for i in ignored):
                            found[path] = None
        return tuple(found)

    def _scans(self, config: Made, made: Made) -> Iterator[ModuleValue]:
        target = made.argument(0, "package")
        if target is None or getattr(target, "value", "") is None:
            target = Constant(self.package_of(config, made))
        for option in options(target):
            found = self.resolved(config, made, option)
            if isinstance(found, ModuleValue):
                yield found
            elif not _is_library(option):
                self.unresolved.append(Unresolved(config, SCANNED, made.place))

    def _files(self, module: ModuleValue) -> Iterator[str]:
        """The module itself; of a package all modules in it, if packages lead there."""
        if module.path is not None and not module.path.endswith("__init__.py"):
            yield module.path
            return
        top = module.directory
        below = self._ev.index.matching(f"{top}/*.py" if top else "*.py")
        present = set(below)
        for path in below:
            directory = path.rpartition("/")[0]
            while directory != top and f"{directory}/__init__.py" in present:
                directory = directory.rpartition("/")[0]
            if directory == top:
                yield path

    def _ignored(self, config: Made, made: Made) -> list[str]:
        """The dotted names that a scan passes over."""
        value = made.keyword("ignore")
        listed = value.elements if isinstance(value, SequenceValue) else (value,)
        names = [str(v.value) for v in listed if isinstance(v, Constant) and v.value]
        target = next(self._scans(config, made), None)
        base = target.name if target is not None else ""
        return [_absolute(base, name) if name.startswith(".") else name for name in names]


def _absolute(package: str, dotted: str) -> str:
    """``..views`` in the package ``shop.web`` as ``shop.views``."""
    rest = dotted.lstrip(".")
    for _ in range(len(dotted) - len(rest) - 1):
        package = package.rpartition(".")[0]
    return f"{package}.{rest}" if package and rest else package or rest


def _is_under(name: str, package: str) -> bool:
    return name == package or name.startswith(f"{package}.")


def _is_library(value: Value) -> bool:
    """Whether it names something that the project does not define."""
    if isinstance(value, Constant):
        return True
    return isinstance(value, (External, ModuleValue, FunctionValue, ClassValue))


def _text(value: Value | None) -> str:
    """A part of a route; empty where it is not known."""
    if isinstance(value, Choice):
        value = value.options[0]
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else ""
