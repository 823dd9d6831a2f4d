"""Imports that the functions round an insertion have already, or would take away."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import libcst as cst

from replaytag.actions import (
    Action,
    AddImport,
    AddKeyword,
    DefineBefore,
    InsertAfter,
    InsertBase,
    InsertBefore,
    InsertElement,
    InsertMethod,
    ReplaceCallee,
    Unwrap,
)
from replaytag.fixes.code_names import needed_at_once, needed_names
from replaytag.fixes.definitions import enclosing_functions
from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.layout import insert_after, insert_before, is_docstring
from replaytag.fixes.scopes import Source, function_bindings, is_available
from replaytag.fixes.style import Style
from replaytag.fixes.syntax import Syntax

if TYPE_CHECKING:
    from collections.abc import Iterable

CodeAction = (
    InsertAfter
    | InsertBefore
    | DefineBefore
    | InsertElement
    | AddKeyword
    | InsertBase
    | InsertMethod
    | ReplaceCallee
    | Unwrap
)


def settle_imports(syntax: Syntax, actions: Iterable[Action]) -> list[Action]:
    """The actions without the module-level imports that local ones make needless.

    Where a function round an insertion imports a name itself, that local name is what the inserted
    code sees. If the import happens only on a condition, the inserted function gets its own.
    Raises ``CannotEdit`` where the local name is something else.
    """
    actions = list(actions)
    wanted = {
        source.bound: source
        for action in actions
        if isinstance(action, AddImport)
        for source in [Source(action.module, action.name)]
    }
    used: set[str] = set()
    needed: set[str] = set()
    settled: list[Action] = []
    for action in actions:
        if not isinstance(action, CodeAction):
            settled.append(action)
            continue
        code = action.code
        for name in sorted(needed_names(code) & wanted.keys()):
            used.add(name)
            function = _binding_function(syntax, action, name)
            if function is None:
                needed.add(name)
            elif not is_available(syntax, function_bindings(function), wanted[name]):
                code = _with_own_import(code, wanted[name])
        settled.append(dataclasses.replace(action, code=code))
    local = used - needed
    return [
        action
        for action in settled
        if not isinstance(action, AddImport)
        or Source(action.module, action.name).bound not in local
    ]


def _binding_function(syntax: Syntax, action: CodeAction, name: str) -> cst.FunctionDef | None:
    """The innermost function round the insertion that binds the name."""
    if isinstance(action, DefineBefore):
        return None
    anchor = syntax.statement_at(*syntax.text.offsets(action.span))
    for function in enclosing_functions(anchor):
        if any(binding.name == name for binding in function_bindings(function)):
            return function
    return None


def _with_own_import(code: str, source: Source) -> str:
    """The code of a function with the import as its first statement."""
    syntax = Syntax(code)
    (statement, *more) = syntax.body
    in_body = isinstance(statement.node, cst.FunctionDef) and not more
    if not in_body or source.bound in needed_at_once(code):
        raise CannotEdit(f"`{source.bound}` is imported only on a condition there")
    first = statement.children[0]
    if is_docstring(first):
        change = insert_after(syntax, first, f"{source}\n", Style())
        content = change.content + "\n"
    else:
        change = insert_before(syntax, first, f"{source}\n", Style())
        content = change.content
    return code[: change.start] + content + code[change.end :]
