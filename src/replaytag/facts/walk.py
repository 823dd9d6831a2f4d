"""Walking over the nodes of facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from replaytag.source import Span


def walk(node: object) -> Iterator[object]:
    """``node`` and every node below it, outer ones first. A tuple stands for its parts."""
    if isinstance(node, tuple):
        for part in node:
            yield from walk(part)
    elif is_dataclass(node) and not isinstance(node, (Span, type)):
        yield node
        for entry in fields(node):
            yield from walk(getattr(node, entry.name))
