"""Which of Sentry's integrations a project would find beside it: those of what it requires.

All frameworks of all projects are installed side by side, and the SDK imports and patches each that
it finds. A project alone has none of the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import metadata

import sentry_sdk.integrations

_NAME = re.compile(r"[A-Za-z0-9._-]+")
_PACKAGES = {"huggingface_hub": "huggingface-hub", "strawberry": "strawberry-graphql"}
"""Distributions that are not called as the SDK's module for them."""


def leave_out_others(requires: Iterable[str]) -> None:
    """Has the SDK enable by itself what the modules ``requires`` bring, and nothing else."""
    present = _with_dependencies(requires)
    every: list[str] = sentry_sdk.integrations._AUTO_ENABLING_INTEGRATIONS
    # In place: what iterates over it holds the list itself.
    every[:] = [entry for entry in every if _package(entry) in present]


def _package(entry: str) -> str:
    """The distribution that ``sentry_sdk.integrations.flask.FlaskIntegration`` is for."""
    module = entry.split(".")[2]
    return _normal(_PACKAGES.get(module, module))


def _with_dependencies(modules: Iterable[str]) -> set[str]:
    """The distributions of ``modules``, and what they need."""
    waiting = [owner for module in modules for owner in _owners(module.split(".")[0])]
    found: set[str] = set()
    while waiting:
        name = _normal(waiting.pop())
        if name in found:
            continue
        try:
            needed = metadata.requires(name) or ()
        except metadata.PackageNotFoundError:
            continue
        found.add(name)
        for requirement in needed:
            match = _NAME.match(requirement)
            if match is not None and "extra ==" not in requirement:
                waiting.append(match[0])
    return found


def _owners(root: str) -> Iterable[str]:
    """The distributions that a module is of; most are called as it is."""
    try:
        metadata.distribution(_normal(root))
    except metadata.PackageNotFoundError:
        return metadata.packages_distributions().get(root, ())  # reads all of them, which is slow
    return (root,)


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
