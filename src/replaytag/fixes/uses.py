"""Where a name is used, as far as it is bound where one looks from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import libcst as cst

from replaytag.fixes.scopes import function_bindings

if TYPE_CHECKING:
    from collections.abc import Iterator


def uses_of(name: str, root: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The nodes below ``root`` that mean what ``name`` is bound to there; in doubt, they do.

    Not those in functions that bind it themselves, nor in ``with`` blocks that do.
    """
    for child in root.children:
        yield from _uses(name, child)


def _uses(name: str, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
    match node:
        case cst.Name() if node.value == name:
            yield node
        case cst.Attribute():
            yield from _uses(name, node.value)
        case cst.Arg():
            yield from _uses(name, node.value)
        case cst.ImportAlias() | cst.AsName():
            pass
        case cst.FunctionDef() if _is_bound_in(node, name):
            for part in (*node.decorators, node.params):
                yield from _defaults(name, part)
        case cst.Lambda() if name in {one.name.value for one in _lambda_parameters(node)}:
            pass
        case cst.With() if any(_binds(item, name) for item in node.items):
            for item in node.items:
                yield from _uses(name, item)
        case _:
            yield from uses_of(name, node)


def _defaults(name: str, part: cst.CSTNode) -> Iterator[cst.CSTNode]:
    """The uses in a decorator, or in the defaults and annotations of parameters."""
    if isinstance(part, cst.Param):
        for value in (part.annotation, part.default):
            if value is not None:
                yield from _uses(name, value)
    elif isinstance(part, cst.Parameters):
        for child in part.children:
            yield from _defaults(name, child)
    else:
        yield from _uses(name, part)


def _is_bound_in(function: cst.FunctionDef, name: str) -> bool:
    return any(binding.name == name for binding in function_bindings(function))


def _lambda_parameters(node: cst.Lambda) -> Iterator[cst.Param]:
    yield from node.params.posonly_params
    yield from node.params.params
    yield from node.params.kwonly_params


def _binds(item: cst.WithItem, name: str) -> bool:
    target = item.asname.name if item.asname is not None else None
    return isinstance(target, cst.Name) and target.value == name
