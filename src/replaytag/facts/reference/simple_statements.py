"""Statements of one line, turned into facts."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, Any

import libcst as cst

from replaytag.facts import model

if TYPE_CHECKING:
    from replaytag.facts.reference.statements import StatementReader

_AUGMENTED = re.compile(r"(?:\*\*|//|<<|>>|[-+*/%@&|^])=")


def _assign(reader: StatementReader, node: cst.Assign, start: int) -> model.Statement:
    targets = []
    for target in node.targets:
        targets.append(reader.expressions.expression(target.target))
        reader.cursor.eat("=")
    value = reader.expressions.expression(node.value)
    return model.Assign(reader.cursor.span_from(start), tuple(targets), value)


def _annotated_assign(reader: StatementReader, node: cst.AnnAssign, start: int) -> model.Statement:
    target = reader.expressions.expression(node.target)
    reader.cursor.eat(":")
    annotation = reader.expressions.expression(node.annotation.annotation)
    value = None
    if node.value is not None:
        reader.cursor.eat("=")
        value = reader.expressions.expression(node.value)
    return model.Assign(reader.cursor.span_from(start), (target,), value, annotation)


def _augmented_assign(reader: StatementReader, node: cst.AugAssign, start: int) -> model.Statement:
    target = reader.expressions.expression(node.target)
    operator = reader.cursor.eat_match(_AUGMENTED).removesuffix("=")
    value = reader.expressions.expression(node.value)
    return model.AugmentedAssign(reader.cursor.span_from(start), target, operator, value)


def _evaluate(reader: StatementReader, node: cst.Expr, start: int) -> model.Statement:
    value = reader.expressions.expression(node.value)
    return model.Evaluate(reader.cursor.span_from(start), value)


def _assert(reader: StatementReader, node: cst.Assert, start: int) -> model.Statement:
    reader.cursor.advance("assert")
    test = reader.expressions.expression(node.test)
    if node.msg is not None:
        reader.cursor.eat(",")
        reader.expressions.expression(node.msg)
    return model.Evaluate(reader.cursor.span_from(start), test)


def _return(reader: StatementReader, node: cst.Return, start: int) -> model.Statement:
    reader.cursor.advance("return")
    value = reader.expressions.optional(node.value)
    return model.Return(reader.cursor.span_from(start), value)


def _raise(reader: StatementReader, node: cst.Raise, start: int) -> model.Statement:
    reader.cursor.advance("raise")
    value = reader.expressions.optional(node.exc)
    if node.cause is not None:
        reader.cursor.eat("from")
        reader.expressions.expression(node.cause.item)
    return model.Raise(reader.cursor.span_from(start), value)


def _delete(reader: StatementReader, node: cst.Del, start: int) -> model.Statement:
    reader.cursor.advance("del")
    target = reader.expressions.expression(node.target)
    targets: tuple[model.Expression, ...] = (target,)
    if isinstance(target, model.Sequence) and target.kind == "tuple":
        targets = target.elements
    return model.Delete(reader.cursor.span_from(start), targets)


def _pass(reader: StatementReader, node: cst.Pass, start: int) -> None:
    reader.cursor.advance("pass")


def _break(reader: StatementReader, node: cst.Break, start: int) -> model.Statement:
    reader.cursor.advance("break")
    return model.Leave(reader.cursor.span_from(start), "break")


def _continue(reader: StatementReader, node: cst.Continue, start: int) -> model.Statement:
    reader.cursor.advance("continue")
    return model.Leave(reader.cursor.span_from(start), "continue")


def _global(reader: StatementReader, node: cst.Global, start: int) -> model.Statement:
    return _scoped(reader, "global", node.names, start)


def _nonlocal(reader: StatementReader, node: cst.Nonlocal, start: int) -> model.Statement:
    return _scoped(reader, "nonlocal", node.names, start)


def _scoped(
    reader: StatementReader, kind: str, items: Sequence[cst.NameItem], start: int
) -> model.Statement:
    reader.cursor.advance(kind)
    for index, item in enumerate(items):
        if index:
            reader.cursor.eat(",")
        reader.expressions.name(item.name)
    names = tuple(item.name.value for item in items)
    return model.Scoped(reader.cursor.span_from(start), kind, names)


def _import(
    reader: StatementReader, node: cst.Import | cst.LazyImport, start: int
) -> model.Statement:
    if isinstance(node, cst.LazyImport):
        reader.cursor.advance("lazy")
    reader.cursor.eat("import")
    names = _imported(reader, node.names)
    return model.Import(reader.cursor.span_from(start), names)


def _import_from(
    reader: StatementReader, node: cst.ImportFrom | cst.LazyImportFrom, start: int
) -> model.Statement:
    cursor = reader.cursor
    if isinstance(node, cst.LazyImportFrom):
        cursor.advance("lazy")
    cursor.eat("from")
    for _ in node.relative:
        cursor.eat(".")
    module = None if node.module is None else _dotted(reader, node.module)
    cursor.eat("import")
    if isinstance(node.names, cst.ImportStar):
        cursor.eat("*")
        names: tuple[model.ImportedName, ...] = (model.ImportedName("*"),)
    else:
        if node.lpar is not None:
            cursor.eat("(")
        names = _imported(reader, node.names)
        if node.rpar is not None:
            cursor.eat(")")
    span = cursor.span_from(start)
    return model.Import(span, names, module, len(node.relative), is_from=True)


def _imported(
    reader: StatementReader, aliases: Iterable[cst.ImportAlias]
) -> tuple[model.ImportedName, ...]:
    names = []
    for alias in aliases:
        name = _dotted(reader, alias.name)
        asname = None
        if alias.asname is not None:
            reader.cursor.eat("as")
            assert isinstance(alias.asname.name, cst.Name)
            asname, _ = reader.expressions.name(alias.asname.name)
        names.append(model.ImportedName(name, asname))
        reader.cursor.eat_if(",")
    return tuple(names)


def _dotted(reader: StatementReader, node: cst.BaseExpression) -> str:
    names = []
    while isinstance(node, cst.Attribute):
        names.append(node.attr.value)
        node = node.value
    assert isinstance(node, cst.Name)
    names.append(node.value)
    names.reverse()
    for index, name in enumerate(names):
        if index:
            reader.cursor.eat(".")
        reader.cursor.eat(name)
    return ".".join(names)


READERS: dict[type[cst.CSTNode], Callable[[StatementReader, Any, int], model.Statement | None]] = {
    cst.AnnAssign: _annotated_assign,
    cst.Assert: _assert,
    cst.Assign: _assign,
    cst.AugAssign: _augmented_assign,
    cst.Break: _break,
    cst.Continue: _continue,
    cst.Del: _delete,
    cst.Expr: _evaluate,
    cst.Global: _global,
    cst.Import: _import,
    cst.ImportFrom: _import_from,
    cst.LazyImport: _import,
    cst.LazyImportFrom: _import_from,
    cst.Nonlocal: _nonlocal,
    cst.Pass: _pass,
    cst.Raise: _raise,
    cst.Return: _return,
}
"""How each kind of statement is read, the cursor standing at its first token."""
