"""Apps: what is mounted on the tree, with which root and which configuration."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Choice,
    ClassValue,
    Constant,
    External,
    Made,
    MappingValue,
    Member,
    Value,
    options,
)
from replaytag.frameworks.reading.types import subclasses
from replaytag.source import frozen

_MOUNTS = frozenset({"cherrypy.quickstart", "cherrypy.tree.mount"})
_APPLICATIONS = ("cherrypy.Application",)


@frozen
class Mount:
    """An app: ``made`` is the call that makes it. ``config`` are the values of its argument."""

    made: Made
    root: Value | None
    path: str
    config: tuple[Value, ...]

    def sections(self) -> Iterator[tuple[str, MappingValue]]:
        """The sections of its configuration, by path."""
        for value in self.config:
            if isinstance(value, MappingValue):
                for key, section in value.entries:
                    for option in options(section):
                        if isinstance(key, Constant) and isinstance(option, MappingValue):
                            yield str(key.value), option

    def is_open(self) -> bool:
        """Whether something of its configuration is not known, such as what a file says."""
        return any(
            not isinstance(value, MappingValue) or not value.complete
            for value in self.config
            if not (isinstance(value, Constant) and value.value is None)
        )

    def setting(self, name: str) -> Iterator[Value]:
        """The values of a setting for the whole app."""
        for path, section in self.sections():
            value = section.get(name) if path == "/" else None
            if value is not None:
                yield from options(value)


def find_mounts(ev: Evaluator) -> list[Mount]:
    """Every app that the project makes, mounted at once or later."""
    found: list[Mount] = []
    for made in ev.made:
        if is_application(made):
            own = isinstance(made.callee, ClassValue)
            mount = _constructed(ev, made) if own else _mount(made, made, 0)
            found += [mount] if mount is not None else []
        elif isinstance(made.callee, External) and made.callee.name in _MOUNTS:
            root = made.argument(0, "root")
            if root is None or not any(map(is_application, options(root))):
                found.append(_mount(made, made, 0))
    return found


def _constructed(ev: Evaluator, made: Made) -> Mount | None:
    """The app that an instance of a class derived from ``Application`` is.

    It calls ``Application.__init__(self, root)`` or ``super().__init__(root)``.
    """
    for call in ev.made:
        if call.callee == External("cherrypy.Application.__init__"):
            if call.arguments[:1] == (made,):
                return _mount(made, call, 1)
        elif call.callee == Member(made, "__init__"):
            return _mount(made, call, 0)
    return None


def _mount(made: Made, call: Made, skipped: int) -> Mount:
    """The app ``made``, by the arguments of ``call`` but for the first ``skipped``."""
    config = call.argument(skipped + 2, "config")
    return Mount(
        made,
        call.argument(skipped, "root"),
        _text(call.argument(skipped + 1, "script_name")).rstrip("/"),
        tuple(options(config)) if config is not None else (),
    )


def is_application(value: Value) -> bool:
    """Whether ``value`` is an application object, not the root of one."""
    return isinstance(value, Made) and subclasses(value.callee, *_APPLICATIONS)


def is_served(value: Value) -> bool:
    """Whether ``value`` is what a WSGI server gets: the tree, or an app."""
    if value == External("cherrypy.tree"):
        return True
    mounted = isinstance(value, Made) and value.callee == External("cherrypy.tree.mount")
    return mounted or is_application(value)


def _text(value: Value | None) -> str:
    if isinstance(value, Choice):
        value = value.options[0]
    return value.value if isinstance(value, Constant) and isinstance(value.value, str) else ""
