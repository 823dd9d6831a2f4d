"""Statements that hold others, turned into facts."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import libcst as cst

from replaytag.facts import model
from replaytag.facts.limits import MAX_BRANCHES
from replaytag.facts.reference.patterns import PatternReader

if TYPE_CHECKING:
    from replaytag.facts.reference.statements import StatementReader


def _if(reader: StatementReader, node: cst.If, start: int) -> model.Statement:
    # Each ``elif`` nests in the one before, however many there are: read them in a loop.
    branches: list[tuple[int, model.Expression, tuple[model.Statement, ...]]] = []
    branch: cst.If | cst.Else | None = node
    while isinstance(branch, cst.If):
        reader.cursor.eat("elif" if branches else "if")
        test = reader.expressions.expression(branch.test)
        branches.append((start, test, reader.suite(branch.body)))
        start = reader.cursor.skip()
        branch = branch.orelse
    orelse = _else(reader, branch)
    end = reader.end
    beside: tuple[model.Statement, ...] = ()
    while branches:
        start, test, body = branches.pop()
        fact = model.If(reader.cursor.span(start, end), test, body, orelse)
        if len(branches) > MAX_BRANCHES:
            beside, orelse = (fact, *beside), ()
        else:
            beside, orelse = (), (fact, *beside)
    return fact


def _else(reader: StatementReader, node: cst.Else | None) -> tuple[model.Statement, ...]:
    if node is None:
        return ()
    reader.cursor.eat("else")
    return reader.suite(node.body)


def _while(reader: StatementReader, node: cst.While, start: int) -> model.Statement:
    reader.cursor.advance("while")
    test = reader.expressions.expression(node.test)
    body = reader.suite(node.body)
    orelse = _else(reader, node.orelse)
    return model.While(reader.cursor.span(start, reader.end), test, body, orelse)


def _for(reader: StatementReader, node: cst.For, start: int) -> model.Statement:
    if node.asynchronous is not None:
        reader.cursor.eat("async")
    reader.cursor.eat("for")
    target = reader.expressions.expression(node.target)
    reader.cursor.eat("in")
    iterable = reader.expressions.expression(node.iter)
    body = reader.suite(node.body)
    orelse = _else(reader, node.orelse)
    return model.For(reader.cursor.span(start, reader.end), target, iterable, body, orelse)


def _with(reader: StatementReader, node: cst.With, start: int) -> model.Statement:
    cursor = reader.cursor
    if node.asynchronous is not None:
        cursor.eat("async")
    cursor.eat("with")
    if isinstance(node.lpar, cst.LeftParen):
        cursor.eat("(")
    items = []
    for item in node.items:
        value = reader.expressions.expression(item.item)
        target = None
        if item.asname is not None:
            target = _as(reader, item.asname)
        items.append(model.WithItem(value, target))
        cursor.eat_if(",")
    if isinstance(node.rpar, cst.RightParen):
        cursor.eat(")")
    body = reader.suite(node.body)
    return model.With(cursor.span(start, reader.end), tuple(items), body)


def _as(reader: StatementReader, node: cst.AsName) -> model.Expression:
    reader.cursor.eat("as")
    return reader.expressions.expression(node.name)


def _try(reader: StatementReader, node: cst.Try | cst.TryStar, start: int) -> model.Statement:
    reader.cursor.advance("try")
    body = reader.suite(node.body)
    handlers = tuple(_handler(reader, handler) for handler in node.handlers)
    orelse = _else(reader, node.orelse)
    finalbody: tuple[model.Statement, ...] = ()
    if node.finalbody is not None:
        reader.cursor.eat("finally")
        finalbody = reader.suite(node.finalbody.body)
    return model.Try(reader.cursor.span(start, reader.end), body, handlers, orelse, finalbody)


def _handler(
    reader: StatementReader, node: cst.ExceptHandler | cst.ExceptStarHandler
) -> model.Handler:
    reader.cursor.eat("except")
    if isinstance(node, cst.ExceptStarHandler):
        reader.cursor.eat("*")
    caught = reader.expressions.optional(node.type)
    name = None
    if node.name is not None:
        _as(reader, node.name)
        assert isinstance(node.name.name, cst.Name)
        name = node.name.name.value
    return model.Handler(caught, name, reader.suite(node.body))


def _match(reader: StatementReader, node: cst.Match, start: int) -> model.Statement:
    reader.cursor.advance("match")
    subject = reader.expressions.expression(node.subject)
    reader.cursor.eat(":")
    patterns = PatternReader(reader.expressions)
    cases = []
    for case in node.cases:
        reader.cursor.eat("case")
        names = patterns.names(case.pattern)
        guard = None
        if case.guard is not None:
            reader.cursor.eat("if")
            guard = reader.expressions.expression(case.guard)
        cases.append(model.Case(names, guard, reader.suite(case.body)))
    return model.Match(reader.cursor.span(start, reader.end), subject, tuple(cases))


READERS: dict[type[cst.CSTNode], Callable[[StatementReader, Any, int], model.Statement | None]] = {
    cst.For: _for,
    cst.If: _if,
    cst.Match: _match,
    cst.Try: _try,
    cst.TryStar: _try,
    cst.While: _while,
    cst.With: _with,
}
"""How each kind of statement is read, the cursor standing at its first token."""
