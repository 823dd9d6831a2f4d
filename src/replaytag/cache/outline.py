"""What of a file decided a result: all but the bodies of functions that nobody looked into."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from replaytag.cache.digest import digest
from replaytag.facts.decoding import decode

if TYPE_CHECKING:
    from replaytag.facts import model
    from replaytag.facts.model import FileFacts

_LINE_END = re.compile(r"\r\n|\r|\n")
_WORD = re.compile(r"\w+")
_SMALL = 3
"""Statements up to which the call of any function is followed."""


@dataclass(frozen=True, slots=True)
class Outline:
    """A digest of a file without some bodies, and the ordinals of the functions they are of."""

    digest: str
    unread: tuple[int, ...]


def outline(facts: FileFacts, data: bytes, words: frozenset[str]) -> Outline | None:
    """The outline of a file after an analysis has read what it wanted; None if that is all.

    An analysis wants the bodies that have one of ``words`` in them, be it by and by.
    """
    unread = tuple(
        ordinal for ordinal, node in enumerate(_functions(facts.body)) if node.is_deferred
    )
    bodies = _bodies(facts, data, unread)
    if bodies is None:
        return None
    unread = tuple(
        ordinal for ordinal in unread if words.isdisjoint(_WORD.findall(bodies[ordinal]))
    )
    without = _without(facts, data, unread)
    return Outline(without, unread) if without and unread else None


def is_same(known: Outline, facts: FileFacts, data: bytes, words: frozenset[str]) -> bool:
    """Whether a file differs from the ``known`` one in bodies alone that nobody would look into."""
    bodies = _bodies(facts, data, known.unread)
    return (
        bodies is not None
        and all(words.isdisjoint(_WORD.findall(body)) for body in bodies.values())
        and _without(facts, data, known.unread) == known.digest
    )


def _functions(body: tuple[model.Statement, ...]) -> Iterator[model.Function]:
    """The functions and methods in ``body``, without those within others."""
    # Where nothing has changed no facts are needed, and their classes take a while to make.
    from replaytag.facts import model

    for statement in body:
        if isinstance(statement, model.Function):
            yield statement
            continue
        for name in ("body", "orelse", "finalbody"):
            yield from _functions(getattr(statement, name, ()))
        for clause in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
            yield from _functions(clause.body)


def _bodies(facts: FileFacts, data: bytes, unread: tuple[int, ...]) -> dict[int, str] | None:
    """The texts of the bodies ``unread``; None if one of them is not to be read later."""
    lines = _lines(data)
    functions = list(_functions(facts.body))
    found = {}
    for ordinal in unread:
        extent = functions[ordinal].deferred_lines if ordinal < len(functions) else None
        if extent is None:
            return None
        found[ordinal] = "\n".join(lines[extent[0] - 1 : extent[1]])
    return found


def _without(facts: FileFacts, data: bytes, unread: tuple[int, ...]) -> str | None:
    """A digest of the file without the bodies ``unread``."""
    lines = _lines(data)
    functions = list(_functions(facts.body))
    kept = [str(len(functions))]
    position = 0
    for ordinal in unread:
        extent = functions[ordinal].deferred_lines
        if extent is None:
            return None
        kept += lines[position : extent[0] - 1]
        kept.append(f"{ordinal} {functions[ordinal].size > _SMALL}")
        position = extent[1]
    return digest([*kept, *lines[position:]])


def _lines(data: bytes) -> list[str]:
    return _LINE_END.split(decode(data)[0])
