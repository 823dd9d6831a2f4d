"""Definitions that the file has already."""

from __future__ import annotations

import ast
import textwrap

import libcst as cst

from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.scopes import Binding, When, function_bindings, module_bindings
from replaytag.fixes.syntax import Statement, Syntax


def without_present(syntax: Syntax, anchor: Statement, code: str) -> str:
    """``code`` as it must be put at ``anchor``, given what is defined there already.

    A definition that stands above in the same words is not repeated: a class or function is left
    away (the result is empty), one with a decorator becomes the decorator's call. Raises
    ``CannotEdit`` where a name that ``code`` defines means something else there.
    """
    added = Syntax(code)
    names = [
        statement.node.name.value
        for statement in added.body
        if isinstance(statement.node, cst.FunctionDef | cst.ClassDef)
    ]
    present = {name: _present(syntax, anchor, name) for name in names}
    for name, bindings in present.items():
        usable = all(
            binding.when is When.ALWAYS and is_above and _is_same(syntax, binding, code)
            for binding, is_above in bindings
        )
        if bindings and not (usable and len(added.body) == len(bindings) == 1):
            line = syntax.text.line_of(syntax.extent(bindings[0][0].node)[0])
            raise CannotEdit(f"`{name}` is defined already in line {line}")
    if not any(present.values()):
        return code
    (name,) = names
    decorators = getattr(added.body[0].node, "decorators", ())
    if not decorators:
        return ""
    for decorator in reversed(decorators):
        name = f"{added.module.code_for_node(decorator.decorator)}({name})"
    return name


def _present(syntax: Syntax, anchor: Statement, name: str) -> list[tuple[Binding, bool]]:
    """What binds a name in the scopes round a statement, and whether that happens before it.

    All of the module runs before what is in its functions.
    """
    functions = enclosing_functions(anchor)
    local = [binding for function in functions for binding in function_bindings(function)]
    return [
        (binding, syntax.extent(binding.node)[0] < anchor.start or is_earlier)
        for bindings, is_earlier in ((local, False), (module_bindings(syntax), bool(functions)))
        for binding in bindings
        if binding.name == name
    ]


def enclosing_functions(anchor: Statement) -> list[cst.FunctionDef]:
    """The functions that a statement is in, innermost first."""
    functions = []
    statement = anchor.parent
    while statement is not None:
        if isinstance(statement.node, cst.FunctionDef):
            functions.append(statement.node)
        statement = statement.parent
    return functions


def _is_same(syntax: Syntax, binding: Binding, code: str) -> bool:
    """Whether a definition of the file says what ``code`` says, decorators aside."""
    start, end = syntax.extent(binding.node)
    first = syntax.text.line_start(syntax.text.line_of(start))
    try:
        present = ast.parse(textwrap.dedent(syntax.text.text[first:end]))
    except SyntaxError:
        return False
    return _plain_dump(present) == _plain_dump(ast.parse(code))


def _plain_dump(module: ast.Module) -> str:
    for node in module.body:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            node.decorator_list = []
    return ast.dump(module)
