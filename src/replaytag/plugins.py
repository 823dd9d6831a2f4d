"""Installed packages that add frameworks, by the entry-point group ``replaytag.frameworks``."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Iterator

GROUP = "replaytag.frameworks"

_ENDINGS = (".dist-info", ".egg-info")


class PluginError(Exception):
    """A package that adds frameworks cannot be used. The message names it and says why."""


@functools.cache
def installed() -> tuple[str, ...]:
    """The packages that add frameworks, each as its name and version, sorted.

    Their metadata is looked for as files: ``importlib.metadata`` takes longer to import than a run
    of which everything is known.
    """
    return tuple(sorted({name for directory in sys.path for name in _within(directory or ".")}))


def _within(directory: str) -> Iterator[str]:
    try:
        with os.scandir(directory) as entries:
            names = [entry.name for entry in entries if entry.name.endswith(_ENDINGS)]
    except OSError:
        return  # a zip file, or nothing
    for name in names:
        try:
            with open(f"{directory}/{name}/entry_points.txt", "rb") as file:  # noqa: PTH123 (quick)
                content = file.read()
        except OSError:
            continue
        if GROUP.encode() in content:
            yield name.rpartition(".")[0]
