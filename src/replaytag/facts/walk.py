"""Walking over the nodes of facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from functools import cache

from replaytag.facts.model import (
    Class,
    For,
    Function,
    If,
    Match,
    Statement,
    Try,
    While,
    With,
)
from replaytag.source import Span

_BLOCKS: dict[type, tuple[str, ...]] = {
    Class: ("body",),
    For: ("body", "orelse"),
    Function: ("body",),
    If: ("body", "orelse"),
    Try: ("body", "orelse", "finalbody"),
    While: ("body", "orelse"),
    With: ("body",),
}


def walk(node: object) -> Iterator[object]:
    """``node`` and every node below it, outer ones first. A tuple stands for its parts."""
    if isinstance(node, tuple):
        for part in node:
            yield from walk(part)
    elif (names := _parts(type(node))) is not None:  # type: ignore[arg-type]
        yield node
        for name in names:
            yield from walk(getattr(node, name))


def children(node: object) -> Iterator[object]:
    """The nodes right below ``node``."""
    for name in _parts(type(node)) or ():  # type: ignore[arg-type]
        part = getattr(node, name)
        yield from part if isinstance(part, tuple) else (part,)


@cache
def _parts(kind: type) -> tuple[str, ...] | None:
    """The attributes of a kind of node; None: it is no node."""
    if kind is Span or not is_dataclass(kind):
        return None
    return tuple(entry.name for entry in fields(kind))


def around(node: object, span: Span) -> list[object]:
    """The nodes below ``node`` that ``span`` lies in, outer ones first; it may be one's own."""
    found: list[object] = []
    for inner in walk(node):
        own = getattr(inner, "span", None)
        if isinstance(own, Span) and own.contains(span):
            found.append(inner)
    return found


def blocks(statement: Statement) -> Iterator[tuple[Statement, ...]]:
    """The blocks of a compound statement."""
    for name in _BLOCKS.get(type(statement), ()):
        block = getattr(statement, name)
        if block:
            yield block
    if isinstance(statement, Try):
        for handler in statement.handlers:
            yield handler.body
    elif isinstance(statement, Match):
        for case in statement.cases:
            yield case.body


def functions(body: tuple[Statement, ...]) -> Iterator[Function]:
    """The functions and methods in ``body``, without those within others: no body is read."""
    for statement in body:
        if isinstance(statement, Function):
            yield statement
        else:
            for block in blocks(statement):
                yield from functions(block)
