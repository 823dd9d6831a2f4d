"""Apps and routers with what is registered on them, and the verdicts on their handlers."""

from __future__ import annotations

import enum
from collections import deque
from collections.abc import Iterable
from dataclasses import field

from replaytag.frameworks.records import App, Handler, Hook, Scope, Unresolved
from replaytag.project.attempts import Attempt
from replaytag.source import Place, mutable


class Coverage(enum.StrEnum):
    """Whether errors of a handler carry the tag."""

    COVERED = "covered"
    UNCOVERED = "uncovered"
    UNKNOWN = "unknown"


@mutable
class Node:
    """An app or router with what is registered on it."""

    app: App
    handlers: dict[tuple[Place, str], Handler] = field(default_factory=dict)
    """By the place and name of their definitions: one may have several routes."""
    hooks: list[Hook] = field(default_factory=list)
    parents: dict[Node, bool] = field(default_factory=dict)
    """Including objects, and whether their hooks run for this one's handlers."""
    mounted_on: set[Node] = field(default_factory=set)
    """Those of ``parents`` for which it stays an app of its own."""
    children: list[Node] = field(default_factory=list)
    unresolved: list[Unresolved] = field(default_factory=list)
    assumed: bool = False
    """Whether its parent is assumed: nothing that can be resolved registers it."""

    @property
    def serves(self) -> bool:
        """Whether this is what a server serves, and not part of something that is."""
        return self.app.serves and not self.parents


@mutable
class Judged:
    """A handler with its verdict. ``attempts`` are all the tag calls that could concern it."""

    handler: Handler
    node: Node
    coverage: Coverage
    reason: str
    tagger: Attempt | None
    attempts: tuple[Attempt, ...]


def is_above(node: Node, other: Node) -> bool:
    """Whether ``node`` includes ``other``, however deep."""
    waiting, seen = [other], set()
    while waiting:
        current = waiting.pop()
        if current is node:
            return True
        if current not in seen:
            seen.add(current)
            waiting.extend(current.parents)
    return False


def nodes_below(node: Node) -> list[Node]:
    """``node`` and everything it includes, each once."""
    found: dict[Node, None] = {}
    waiting = deque([node])
    while waiting:
        current = waiting.popleft()
        if current not in found:
            found[current] = None
            waiting.extend(current.children)
    return list(found)


def scope_at(nodes: Iterable[Node]) -> Scope:
    """Where what is registered on ``nodes`` runs: as what they are part of says, if it does."""
    waiting, seen = list(nodes), set()
    while waiting:
        current = waiting.pop()
        if current in seen:
            continue
        seen.add(current)
        if current.app.scope is not Scope.INSIDE:
            return current.app.scope
        waiting.extend(parent for parent, hooked in current.parents.items() if hooked)
    return Scope.INSIDE


def handlers_below(node: Node) -> bool:
    return any(below.handlers for below in nodes_below(node))


def lie_together(app: Node, node: Node) -> bool:
    """Whether a router's file lies in the same top-level folder as the app's."""
    first = app.app.place.path.split("/")
    second = node.app.place.path.split("/")
    return first[:-1][:1] == second[:-1][:1]
