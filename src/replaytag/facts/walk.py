"""Walking over the nodes of facts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields, is_dataclass

from replaytag.facts.model import Function, Statement
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


def blocks(statement: Statement) -> Iterator[tuple[Statement, ...]]:
    """The blocks of a compound statement."""
    for name in ("body", "orelse", "finalbody"):
        block = getattr(statement, name, None)
        if block:
            yield block
    for clause in (*getattr(statement, "handlers", ()), *getattr(statement, "cases", ())):
        yield clause.body


def functions(body: tuple[Statement, ...]) -> Iterator[Function]:
    """The functions and methods in ``body``, without those within others: no body is read."""
    for statement in body:
        if isinstance(statement, Function):
            yield statement
        else:
            for block in blocks(statement):
                yield from functions(block)
