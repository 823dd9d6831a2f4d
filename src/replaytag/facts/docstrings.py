"""Docstrings."""

from __future__ import annotations

from replaytag.facts.model import Evaluate, Joined, Literal, Statement


def is_docstring(body: tuple[Statement, ...]) -> bool:
    """Whether ``body`` begins with a docstring."""
    if not body or not isinstance(body[0], Evaluate):
        return False
    value = body[0].value
    parts = value.parts if isinstance(value, Joined) else (value,)
    return all(isinstance(part, Literal) and isinstance(part.value, str) for part in parts)
