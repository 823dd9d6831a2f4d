"""Which statements of a file bind a setting."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.facts import model
from replaytag.facts.walk import blocks
from replaytag.frameworks.writing.placing import dotted
from replaytag.source import Place

_NEAR = 60
"""Files that are searched for where a setting is bound."""


def binding(ev: Evaluator, path: str, names: tuple[str, ...]) -> Place | None:
    """The first statement of the file at ``path``, outside functions, to bind one of ``names``."""
    facts = ev.facts(path)
    for statement in statements(facts.body if facts else ()):
        if any(target in names for target in _targets(statement)):
            return Place(path, statement.span)
    return None


def nearest_binding(ev: Evaluator, path: str, names: tuple[str, ...]) -> Place | None:
    """The same, in that file or the nearest of those that it imports."""
    waiting = [path]
    for current in waiting:
        found = binding(ev, current, names)
        if found is not None:
            return found
        if len(waiting) < _NEAR:
            waiting += sorted(ev.imported_paths(current) - set(waiting))
    return None


def statements(
    body: tuple[model.Statement, ...], functions: bool = False
) -> Iterator[model.Statement]:
    """Every statement, nested ones included; those in functions only if asked for."""
    for statement in body:
        yield statement
        if functions or not isinstance(statement, model.Function):
            for block in blocks(statement):
                yield from statements(block, functions)


def _targets(statement: model.Statement) -> Iterator[str]:
    match statement:
        case model.Assign(targets=targets):
            for target in targets:
                yield dotted(target) or ""
        case model.AugmentedAssign(target=target):
            yield dotted(target) or ""
