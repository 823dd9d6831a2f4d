"""Finds the frameworks: modules of this package, and what other packages add."""

from __future__ import annotations

import functools
import importlib
import pkgutil
from collections.abc import Iterator

from replaytag import frameworks as package
from replaytag.frameworks.base import Framework
from replaytag.frameworks.signs import Signs
from replaytag.plugins import GROUP, PluginError, installed


@functools.cache
def known() -> tuple[Signs, ...]:
    """What tells of each framework, by name.

    Raises:
        PluginError: A package adds what is no framework, cannot be imported, or has a taken name.
    """
    from replaytag.frameworks.index import INDEX

    found = {signs.name: signs for signs in INDEX}
    for source, framework in _added() if installed() else ():
        if framework.name in found:
            raise PluginError(f"{source}: there is a framework called `{framework.name}` already")
        found[framework.name] = Signs.of(framework)
    return tuple(found[name] for name in sorted(found))


def built_in() -> tuple[Framework, ...]:
    """The frameworks of this package, by name: all of them are imported.

    Raises:
        TypeError: One is not a ``Framework``.
    """
    return tuple(sorted(by_module().values(), key=lambda framework: framework.name))


def by_module() -> dict[str, Framework]:
    """The frameworks of this package, by the module or package in it that defines ``FRAMEWORK``.

    Raises:
        TypeError: One is not a ``Framework``.
    """
    found: dict[str, Framework] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        framework = getattr(module, "FRAMEWORK", None)
        if framework is None:
            continue
        if not isinstance(framework, Framework):
            raise TypeError(f"{module.__name__}.FRAMEWORK is not a Framework")
        found[info.name] = framework
    return found


def _added() -> Iterator[tuple[str, Framework]]:
    """What other packages add, and who adds it."""
    from importlib.metadata import entry_points

    for entry in sorted(entry_points(group=GROUP), key=lambda entry: entry.name):
        owner = entry.dist.name if entry.dist is not None else "a package"
        source = f"{owner}, which adds the framework `{entry.name}` to replaytag"
        try:
            found = entry.load()
        except Exception as error:
            raise PluginError(f"{source}: {type(error).__name__}: {error}") from error
        if not isinstance(found, Framework):
            raise PluginError(f"{source}: `{entry.value}` is not a replaytag Framework")
        yield source, found
