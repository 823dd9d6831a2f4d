"""The names that the code of an action needs from where it is put."""

from __future__ import annotations

import ast
import symtable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator


def needed_names(code: str) -> frozenset[str]:
    """The names that code uses, at once or later, without binding them itself."""
    table = symtable.symtable(code, "<code>", "exec")
    bound = {symbol.get_name() for symbol in table.get_symbols() if symbol.is_assigned()}
    return frozenset(_used(table)) - bound


def needed_at_once(code: str) -> frozenset[str]:
    """Those of the needed names that must be bound when the code is reached.

    The body of a function runs later; its decorators, defaults and annotations run at once.
    """
    used: set[str] = set()
    pending: list[ast.AST] = [ast.parse(code)]
    while pending:
        node = pending.pop()
        if isinstance(node, ast.Name):
            used.add(node.id)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            pending += [*node.decorator_list, node.args]
            pending += [node.returns] if node.returns else []
        elif isinstance(node, ast.Lambda):
            pending.append(node.args)
        else:
            pending += ast.iter_child_nodes(node)
    return frozenset(used) & needed_names(code)


def _used(table: symtable.SymbolTable) -> Iterator[str]:
    for symbol in table.get_symbols():
        if symbol.is_referenced() and (symbol.is_global() or table.get_type() == "module"):
            yield symbol.get_name()
    for child in table.get_children():
        yield from _used(child)
