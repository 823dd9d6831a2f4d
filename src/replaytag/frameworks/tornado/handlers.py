"""Handler classes, and what Tornado calls on them for a request.

``prepare`` runs inside the scope that Sentry opens in ``_execute``; ``__init__`` and ``initialize``
run before, where a tag leaks.
"""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import bind_method, find_method, mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    External,
    FunctionValue,
    Value,
    definition,
    undecorated,
)
from replaytag.facts import model
from replaytag.facts.walk import walk
from replaytag.frameworks.reading.types import subclasses
from replaytag.frameworks.reading.views import routes_of, view_handlers
from replaytag.frameworks.records import Handler, Run, Scope, When
from replaytag.frameworks.tornado.rules import VERBS, Rule, is_handler_name
from replaytag.source import frozen

NAME = "tornado"
HANDLERS = tuple(
    f"tornado.{name}"
    for name in (
        "RequestHandler",
        "WebSocketHandler",
        "StaticFileHandler",
        "RedirectHandler",
        "ErrorHandler",
        "FallbackHandler",
    )
)
_WEBSOCKET = "tornado.WebSocketHandler"
_OUTSIDE = ("__init__", "initialize", "set_default_headers")


def rule_handlers(ev: Evaluator, rule: Rule) -> Iterator[Handler]:
    """The handlers that a rule leads to."""
    cls = definition(rule.target)
    routes = routes_of(rule.pattern)
    if not isinstance(cls, ClassValue):
        return
    if not is_websocket(cls):
        yield from view_handlers(
            ev,
            rule.owner,
            rule.target,
            NAME,
            routes,
            VERBS,
            lambda cls, instance: tuple(_around(ev, cls, instance)),
        )
        return
    instance = ev.generic_instance(cls)
    methods = (_method(ev, cls, instance, name) for name in ("open", "on_message"))
    runs = (*_around(ev, cls, instance), *(Run(method) for method in methods if method))
    yield Handler(
        rule.owner, cls.place, cls.name, NAME, routes, runs, cls.name, cls.place, websocket=True
    )


def is_websocket(cls: ClassValue) -> bool:
    """Whether its connections are WebSockets."""
    return subclasses(cls, _WEBSOCKET)


def _around(ev: Evaluator, cls: ClassValue, instance: Value) -> Iterator[Run]:
    for name in _OUTSIDE:
        method = _method(ev, cls, instance, name)
        if method is not None:
            yield Run(method, scope=Scope.OUTSIDE)
    chain = prepares(cls)
    if chain and all(map(_is_awaited, chain, chain[1:])):
        method = chain[0].function
        yield Run(bind_method(ev, method, instance))
    method = _method(ev, cls, instance, "on_finish")
    if method is not None:
        yield Run(method, when=When.LATE)


def _method(ev: Evaluator, cls: ClassValue, instance: Value, name: str) -> FunctionValue | None:
    method = find_method(ev, cls, name)
    return bind_method(ev, method, instance) if method is not None else None


@frozen
class Prepare:
    """A ``prepare`` of the project: the class that defines it, and what runs."""

    cls: ClassValue
    function: FunctionValue

    @property
    def body(self) -> tuple[model.Statement, ...]:
        """Its statements."""
        node = self.function.node
        return node.body if isinstance(node, model.Function) else ()


def prepares(cls: ClassValue) -> list[Prepare]:
    """The definitions of ``prepare`` that run for ``cls``, each handing on to the next.

    What comes behind a library's own handler in the order of its bases is never called.
    """
    found = []
    for base in mro(cls):
        if isinstance(base, External) and is_handler_name(base.name):
            break
        if isinstance(base, ClassValue) and "prepare" in base.namespace:
            function = undecorated(base.namespace["prepare"])
            if not isinstance(function, FunctionValue):
                break
            found.append(Prepare(base, function))
            if not hands_on(found[-1]):
                break
    return found


def hands_on(prepare: Prepare) -> bool:
    """Whether it certainly calls the one of its base."""
    return any(map(_calls_prepare, prepare.body))


def mentions_base(prepare: Prepare) -> bool:
    """Whether it calls one anywhere, be it on a condition."""
    return any(
        isinstance(part, model.Attribute) and part.name == "prepare" for part in walk(prepare.body)
    )


def _calls_prepare(statement: object) -> bool:
    value = _called(statement)
    return isinstance(value, model.Call) and (
        isinstance(value.callee, model.Attribute) and value.callee.name == "prepare"
    )


def _called(statement: object) -> object:
    """What a statement evaluates as a whole, awaited or not."""
    value = getattr(statement, "value", None)
    while isinstance(value, (model.Await, model.Yield)):
        value = value.value
    return value


def _is_awaited(outer: Prepare, inner: Prepare) -> bool:
    """Whether the ``prepare`` of the base runs that is called: a coroutine has to be awaited."""
    if not getattr(inner.function.node, "is_async", False):
        return True
    return any(
        _calls_prepare(statement)
        and not (isinstance(statement, model.Evaluate) and isinstance(statement.value, model.Call))
        for statement in (outer.body)
    )
