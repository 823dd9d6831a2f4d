"""Endpoints of the Functions Framework: the functions that are registered to answer requests."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """What the views close over, and the other functions of its module that could be served."""
    from functions_framework._function_registry import REGISTRY_MAP

    yield from app.view_functions.values()
    module = vars(sys.modules["main"])
    for name, kind in REGISTRY_MAP.items():
        # A wrapper that does not take the name of what it wraps is registered by its own.
        if kind in ("http", "typed") and name in module:
            yield module[name]
