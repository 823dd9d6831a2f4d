"""Patterns of ``case`` clauses: which names they bind."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from replaytag.facts.fast.dispatch import Unreadable
from replaytag.facts.limits import MAX_PATTERN

if TYPE_CHECKING:
    from replaytag.facts.fast.tree import TreeReader


def bound_names(reader: TreeReader, node: ast.pattern) -> tuple[str, ...]:
    """The names that a pattern binds, in the order of the text."""
    return tuple([reader.name(name) for name in _names(node, 0)])


def _names(node: ast.pattern, depth: int) -> Iterator[str]:
    if depth > MAX_PATTERN:
        raise Unreadable("nested too deeply")
    depth += 1
    match node:
        case ast.MatchAs(pattern=pattern, name=name):
            if pattern is not None:
                yield from _names(pattern, depth)
            if name is not None:
                yield name
        case ast.MatchStar(name=name):
            if name is not None:
                yield name
        case ast.MatchOr(patterns=patterns) | ast.MatchSequence(patterns=patterns):
            for pattern in patterns:
                yield from _names(pattern, depth)
        case ast.MatchMapping(patterns=patterns, rest=rest):
            for pattern in patterns:
                yield from _names(pattern, depth)
            if rest is not None:
                yield rest
        case ast.MatchClass(patterns=patterns, kwd_patterns=keyword_patterns):
            for pattern in (*patterns, *keyword_patterns):
                yield from _names(pattern, depth)
        case ast.MatchValue() | ast.MatchSingleton():
            pass
        case _:
            raise Unreadable(type(node).__name__)
