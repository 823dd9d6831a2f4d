"""Calls that call something else, or that give way to what they are handed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.errors import CannotEdit
from replaytag.fixes.patch import Change

if TYPE_CHECKING:
    from replaytag.fixes.syntax import Syntax


def replace_callee(syntax: Syntax, start: int, end: int, code: str) -> Change:
    """``code`` in the place of what the call with this extent calls.

    Raises ``CannotEdit`` where no call stands there, or comments stand in that place.
    """
    callee = _call_at(syntax, start, end).func
    *_, (first, last) = syntax.parenthesised(callee)
    if "#" in syntax.text.text[first:last] and "\n" in syntax.text.text[first:last]:
        raise CannotEdit("there may be a comment in what is called")
    return Change(first, last, code)


def inline_lambda(syntax: Syntax, start: int, end: int) -> Change:
    """The body of the lambda that the call with this extent is handed, in the call's place.

    Raises ``CannotEdit`` where that is not all there is to the call.
    """
    node = _call_at(syntax, start, end)
    function = node.args[0].value if len(node.args) == 1 else None
    if not isinstance(function, cst.Lambda) or node.args[0].star:
        raise CannotEdit("the call is handed something else than a `lambda`")
    *_, (first, last) = syntax.parenthesised(function.body)
    text = syntax.text.text
    if "#" in text[start:first] or "#" in text[last:end]:
        raise CannotEdit("there is a comment round the `lambda`")
    body = text[first:last]
    if isinstance(function.body, cst.Call) and not function.body.lpar:
        called = text[slice(*syntax.extent(function.body.func))]
        return Change(start, end, f"({body})" if "\n" in called else body)
    return Change(start, end, body if function.body.lpar else f"({body})")


def _call_at(syntax: Syntax, start: int, end: int) -> cst.Call:
    for node in syntax.nodes(cst.Call):
        if isinstance(node, cst.Call) and (start, end) in syntax.parenthesised(node):
            return node
    raise CannotEdit("no call stands there")
