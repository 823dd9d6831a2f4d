"""Where the handlers of an application can be tagged: in which ``prepare`` of which classes.

An application of Tornado has no hooks. Every handler has to run a ``prepare`` that tags, so the
project's own base handlers get it, and what overrides theirs has to hand on to it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from replaytag.evaluator.classes import bases, external_bases, mro
from replaytag.evaluator.values import ClassValue, External
from replaytag.frameworks.reading.types import short
from replaytag.frameworks.tornado.handlers import (
    Prepare,
    hands_on,
    is_websocket,
    mentions_base,
    prepares,
)
from replaytag.frameworks.tornado.rules import is_handler_name
from replaytag.source import frozen

_IDLE = frozenset(
    f"tornado.{kind}Handler" for kind in ("Request", "WebSocket", "StaticFile", "Redirect")
)
"""Those of the library's handlers whose ``prepare`` does nothing."""


@frozen
class Plan:
    """``bare`` are base handlers without a ``prepare``, ``filled`` the ``prepare`` of others.

    ``silent`` override the ``prepare`` that tags, or is to tag, and do not hand on to it.
    ``reason`` says why there is no plan.
    """

    bare: tuple[ClassValue, ...] = ()
    filled: tuple[Prepare, ...] = ()
    silent: tuple[Prepare, ...] = ()
    reason: str = ""


def plan(classes: Iterable[ClassValue], tags: Callable[[Prepare], bool]) -> Plan:
    """The plan for the classes of all handlers; ``tags`` is whether a ``prepare`` tags already.

    Browsers cannot send the header to WebSockets: their handlers count only where there are no
    others.
    """
    classes = list(classes)
    wanted = [cls for cls in classes if not is_websocket(cls)] or classes
    if not wanted:
        return Plan(reason="none of its handlers is a class of the project that can be resolved")
    bare: dict[ClassValue, None] = {}
    filled: dict[ClassValue, Prepare] = {}
    silent: dict[ClassValue, Prepare] = {}
    for cls in wanted:
        chain = prepares(cls)
        if any(map(tags, chain)):
            continue
        root = _root(cls)
        if root is None:
            return Plan(reason=f"the base classes of `{cls.name}` cannot be resolved")
        has_prepare = defines(root)
        if chain and chain[-1].cls is root:
            filled[root] = chain[-1]
            continue
        if not has_prepare:
            bare[root] = None
        if chain and not hands_on(chain[-1]):
            reason = _obstacle(cls, chain[-1], root, tags)
            if reason:
                return Plan(reason=reason)
            silent[chain[-1].cls] = chain[-1]
        elif has_prepare:
            return Plan(reason=f"what `{root.name}.prepare` is cannot be resolved")
    return Plan(tuple(bare), tuple(filled.values()), tuple(silent.values()))


def _obstacle(
    cls: ClassValue, last: Prepare, root: ClassValue, tags: Callable[[Prepare], bool]
) -> str:
    """Why ``last``, which ends the calls of ``prepare``, must not call that of its base."""
    name = f"{last.cls.name}.prepare"
    if mentions_base(last):
        return f"`{name}` does not certainly call the `prepare` of its base"
    if _root(last.cls) is None:
        return f"`{name}` is one of a class that may be mixed into others"
    order = mro(cls)
    behind = order[order.index(last.cls) + 1 : order.index(root) + 1]
    further = [base for base in behind if isinstance(base, ClassValue) and defines(base)]
    library = map(short, filter(is_handler_name, external_bases(last.cls)))
    if not _IDLE.issuperset(library) or not all(
        any(map(tags, prepares(base)[:1])) for base in further[:1]
    ):
        return f"`{name}` does not call the `prepare` of its base, which does more than tag"
    return ""


def defines(cls: ClassValue) -> bool:
    """Whether ``cls`` has a ``prepare`` of its own."""
    return "prepare" in cls.namespace


def _root(cls: ClassValue) -> ClassValue | None:
    """The last class of the project in the order of its bases that derives from a library's own."""
    found = None
    for base in mro(cls):
        if isinstance(base, ClassValue) and any(map(_is_library_handler, bases(base))):
            found = base
    return found


def _is_library_handler(base: object) -> bool:
    return isinstance(base, External) and is_handler_name(base.name)


def handler_base(cls: ClassValue) -> int:
    """The position of the library's own handler among the bases of ``cls``."""
    return next(i for i, base in enumerate(bases(cls)) if _is_library_handler(base))
