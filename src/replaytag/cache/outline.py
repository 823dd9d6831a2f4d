"""What of a file decided a result: all but the bodies of functions that nobody looked into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from replaytag.cache.digest import digest
from replaytag.facts import model
from replaytag.facts.decoding import decode
from replaytag.facts.errors import SourceError
from replaytag.facts.model import FileFacts

_SMALL = 4
"""Statements from which on it makes no difference how many a body has."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A digest of a file without some bodies, and the ordinals of the functions they are of."""

    digest: str
    unread: tuple[int, ...]


def outline(facts: FileFacts, data: bytes) -> Outline | None:
    """The outline of a file after an analysis has read what it wanted; None if it read all."""
    unread = tuple(
        ordinal for ordinal, node in enumerate(_functions(facts.body)) if node.is_deferred
    )
    found = _without(facts, data, unread) if unread else None
    return None if found is None else Outline(found[0], unread)


def is_same(
    known: Outline, facts: FileFacts, data: bytes, words: frozenset[str]
) -> bool:
    """Whether a file differs from the ``known`` one in bodies alone that nobody would look into.

    An analysis looks into those that have one of ``words`` in them.
    """
    found = _without(facts, data, known.unread)
    return (
        found is not None
        and found[0] == known.digest
        and words.isdisjoint(re.findall(r"\w+", found[1]))
    )


def _functions(body: tuple[model.Statement, ...]) -> Iterator[model.Function]:
    """The functions and methods in ``body``, without those within others."""
    for statement in body:
        if isinstance(statement, model.Function):
            yield statement
            continue
        for name in ("body", "orelse", "finalbody"):
            yield from _functions(getattr(statement, name, ()))
        for clause in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
            yield from _functions(clause.body)


def _without(
    facts: FileFacts, data: bytes, unread: tuple[int, ...]
) -> tuple[str, str] | None:
    """A digest of the file without the bodies ``unread``, and these; None if one is no such."""
    try:
        lines = re.split(r"\r\n|\r|\n", decode(data)[0])
    except SourceError:
        return None
    functions = list(_functions(facts.body))
    kept: list[str] = []
    bodies: list[str] = []
    position = 0
    for ordinal in unread:
        extent = functions[ordinal].deferred_lines if ordinal < len(functions) else None
        if extent is None:
            return None
        first, last = extent
        kept += lines[position : first - 1]
        # How many statements a body has decides whether calls of a small function are followed.
        kept.append(f"{ordinal} {min(functions[ordinal].size, _SMALL)}")
        bodies += lines[first - 1 : last]
        position = last
    kept += lines[position:]
    return digest([str(len(functions)), *kept]), "\n".join(bodies)
