"""Statements that hold others, turned into facts."""

from __future__ import annotations

import ast
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from replaytag.facts import model
from replaytag.facts.fast.dispatch import Unreadable
from replaytag.facts.fast.patterns import bound_names
from replaytag.facts.limits import MAX_BRANCHES
from replaytag.source import Span

if TYPE_CHECKING:
    from replaytag.facts.fast.tree import TreeReader


def _if(reader: TreeReader, node: ast.If) -> model.Statement:
    text = reader.text
    end = text.block(node)
    # Each ``elif`` nests in the one before, however many there are: read them in a loop.
    branches: list[tuple[Span, model.Expression, tuple[model.Statement, ...]]] = []
    branch = node
    while True:
        span = text.span(branch)
        test = reader.expression(branch.test)
        branches.append((span, test, reader.statements(branch.body)))
        if len(branch.orelse) != 1 or not isinstance(branch.orelse[0], ast.If):
            break
        if not text.text.startswith("elif", text.start(branch.orelse[0])):
            break
        branch = branch.orelse[0]
    if len(branches) > MAX_BRANCHES:
        raise Unreadable("nested too deeply")
    orelse = reader.statements(branch.orelse)
    for span, test, body in reversed(branches):
        whole = Span(span.line, span.column, end.end_line, end.end_column)
        fact = model.If(whole, test, body, orelse)
        orelse = (fact,)
    return fact


def _while(reader: TreeReader, node: ast.While) -> model.Statement:
    test = reader.expression(node.test)
    body = reader.statements(node.body)
    return model.While(reader.text.block(node), test, body, reader.statements(node.orelse))


def _for(reader: TreeReader, node: ast.For | ast.AsyncFor) -> model.Statement:
    target = reader.expression(node.target)
    iterable = reader.expression(node.iter)
    body = reader.statements(node.body)
    orelse = reader.statements(node.orelse)
    return model.For(reader.text.block(node), target, iterable, body, orelse)


def _with(reader: TreeReader, node: ast.With | ast.AsyncWith) -> model.Statement:
    items = [
        model.WithItem(reader.expression(item.context_expr), reader.optional(item.optional_vars))
        for item in node.items
    ]
    body = reader.statements(node.body)
    return model.With(reader.text.block(node), tuple(items), body)


def _try(reader: TreeReader, node: ast.Try | ast.TryStar) -> model.Statement:
    return model.Try(
        reader.text.block(node),
        reader.statements(node.body),
        tuple([_handler(reader, handler) for handler in node.handlers]),
        reader.statements(node.orelse),
        reader.statements(node.finalbody),
    )


def _handler(reader: TreeReader, node: ast.ExceptHandler) -> model.Handler:
    caught = reader.optional(node.type)
    return model.Handler(caught, reader.optional_name(node.name), reader.statements(node.body))


def _match(reader: TreeReader, node: ast.Match) -> model.Statement:
    subject = reader.expression(node.subject)
    cases = [
        model.Case(
            bound_names(reader, case.pattern),
            reader.optional(case.guard),
            reader.statements(case.body),
        )
        for case in node.cases
    ]
    return model.Match(reader.text.block(node), subject, tuple(cases))


READERS: dict[type[ast.stmt], Callable[[TreeReader, Any], model.Statement]] = {
    ast.AsyncFor: _for,
    ast.AsyncWith: _with,
    ast.For: _for,
    ast.If: _if,
    ast.Match: _match,
    ast.Try: _try,
    ast.TryStar: _try,
    ast.While: _while,
    ast.With: _with,
}
"""How each kind of statement is read."""
