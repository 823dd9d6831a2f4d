"""Endpoints of Azure apps: the functions with an HTTP trigger."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The functions as they are registered."""
    for function in app:
        yield function.call
