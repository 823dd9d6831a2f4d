"""Functions that are called with less than before."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.layout import first_line, last_line
from replaytag.fixes.patch import Change

if TYPE_CHECKING:
    from collections.abc import Iterator

    from replaytag.fixes.syntax import Statement, Syntax


def drop_parameters(syntax: Syntax, function: Statement, keep: int) -> list[Change]:
    """Takes away the parameters after the first ``keep``, and the return of one of them.

    Raises ``CannotEdit`` where the function uses one otherwise, or returns anything else.
    """
    node = function.node
    if not isinstance(node, cst.FunctionDef):
        raise CannotEdit("no function stands there")
    parameters = node.params
    if parameters.star_kwarg or parameters.kwonly_params or parameters.posonly_params:
        raise CannotEdit("the function has parameters of a special kind")
    if isinstance(parameters.star_arg, cst.Param):
        raise CannotEdit("the function has parameters of a special kind")
    dropped = parameters.params[keep:]
    names = {parameter.name.value for parameter in dropped}
    last = function.children[-1] if function.children else None
    changes: list[Change] = []
    if last is not None and _returned(last.node) & names:
        changes += _without(syntax, last)
    else:
        last = None
    for line in _other_uses(syntax, function, last, names):
        raise CannotEdit(f"line {line} needs the response")
    if dropped:
        # A comma at the end of the list is that of the last parameter which is left.
        if keep:
            start, end = _end(syntax, parameters.params[keep - 1]), _end(syntax, dropped[-1])
        else:
            start, end = syntax.extent(dropped[0])[0], _end_of_list(syntax, dropped[-1])
        changes.append(Change(start, end, ""))
    if node.returns is not None and last is not None:
        changes.append(Change(*syntax.extent(node.returns.annotation), "None"))
    return changes


def _end(syntax: Syntax, parameter: cst.Param) -> int:
    """The end of a parameter, with its annotation and default."""
    annotation = parameter.annotation.annotation if parameter.annotation else None
    parts = (parameter.name, annotation, parameter.default)
    return max(syntax.extent(part)[1] for part in parts if part is not None)


def _end_of_list(syntax: Syntax, parameter: cst.Param) -> int:
    """The end of the last parameter, with a comma that trails it."""
    end = _end(syntax, parameter)
    rest = syntax.text.text[end:]
    trailing = rest.lstrip()
    return end + len(rest) - len(trailing) + 1 if trailing.startswith(",") else end


def _returned(node: cst.CSTNode) -> set[str]:
    """The name that a statement returns, if that is all that it does."""
    match node:
        case cst.SimpleStatementLine(body=[cst.Return(value=cst.Name(value=name))]):
            return {name}
    return set()


def _without(syntax: Syntax, last: Statement) -> list[Change]:
    """The changes that take away the last statement of a function, and the blank lines above."""
    if last.previous is None or last.shares_line:
        raise CannotEdit("nothing would be left of the function")
    text = syntax.text
    first = first_line(text, last)
    while text.is_blank(first - 1):
        first -= 1
    return [Change(text.line_start(first), text.line_start(last_line(text, last) + 1), "")]


def _other_uses(
    syntax: Syntax, function: Statement, last: Statement | None, names: set[str]
) -> Iterator[int]:
    """Lines of the function that use one of the names, or return, beside its ``last`` one."""
    for statement in function.children:
        if statement is last:
            continue
        for node in syntax.nodes(cst.Name, cst.Return):
            start, end = syntax.extent(node)
            if statement.start <= start and end <= statement.end:
                returns = isinstance(node, cst.Return) and node.value is not None
                if returns or (isinstance(node, cst.Name) and node.value in names):
                    yield syntax.text.line_of(start)
