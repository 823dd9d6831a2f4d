"""Finds the framework modules: every module of this package that defines ``FRAMEWORK``."""

from __future__ import annotations

import functools
import importlib
import pkgutil

from replaytag import frameworks as package
from replaytag.frameworks.base import Framework


@functools.cache
def frameworks() -> tuple[Framework, ...]:
    """All frameworks, by name.

    Raises:
        TypeError: A module's ``FRAMEWORK`` is not a ``Framework``.
    """
    found: dict[str, Framework] = {}
    for info in pkgutil.iter_modules(package.__path__):
        module = importlib.import_module(f"{package.__name__}.{info.name}")
        framework = getattr(module, "FRAMEWORK", None)
        if framework is None:
            continue
        if not isinstance(framework, Framework):
            raise TypeError(f"{module.__name__}.FRAMEWORK is not a Framework")
        found[framework.name] = framework
    return tuple(found[name] for name in sorted(found))
