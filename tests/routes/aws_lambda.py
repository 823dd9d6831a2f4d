"""Endpoints of Lambda functions: those that answer requests."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any


def endpoints(app: Any) -> Iterator[Any]:
    """The functions that a template, or its ``runtime.toml``, says requests go to."""
    for function in app:
        yield function.handler
