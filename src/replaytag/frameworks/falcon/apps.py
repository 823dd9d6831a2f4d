"""Falcon's apps: which of the two protocols they speak, what made them, what their requests are."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import external_bases, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    External,
    Made,
    Member,
    Opaque,
    Value,
    undecorated,
)
from replaytag.frameworks.base import iter_made
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.wrapping import scope_of
from replaytag.frameworks.records import Scope

APPS = ("falcon.App", "falcon.API")
"""``falcon.asgi.App`` is ``falcon.App`` for short, too; ``API`` is the name before 3.0."""
WSGI_REQUEST = "falcon_wsgi.Request"
ASGI_REQUEST = "falcon_asgi.Request"
"""The requests of the two protocols, whose ``headers`` differ."""
ANY_REQUEST = "falcon.Request"
"""What an annotation says: ``falcon.Request`` or ``falcon.asgi.Request``."""
WEBSOCKET = Opaque("falcon_asgi.WebSocket")
RESPONSE = Opaque("falcon_any.Response")
RESOURCE = Opaque("falcon_any.Resource")
PARAMETERS = Opaque("falcon_any.Parameters")

_MIDDLEWARE_POSITION = 3


def is_app(value: Value) -> bool:
    """Whether ``value`` is an app of Falcon's, of either protocol."""
    return is_a(value, *APPS)


def is_asgi(app: Value) -> bool:
    """Whether an app speaks ASGI."""
    callee = undecorated(app.callee) if isinstance(app, Made) else None
    names = [callee.name] if isinstance(callee, External) else []
    if isinstance(callee, ClassValue):
        names = external_bases(callee)
    return any(name.startswith("falcon.asgi") for name in names)


def is_before_3(app: Value) -> bool:
    """Whether an app goes by its name before 3.0, when it had no ``add_middleware``."""
    return is_a(app, "falcon.API")


def scope_in(ev: Evaluator, app: Value) -> Scope:
    """Where middleware and responders run.

    Sentry's integration is for WSGI. Under ASGI nobody but its own middleware opens a scope.
    """
    return scope_of(ev, app) if is_asgi(app) else Scope.INSIDE


def constructors(ev: Evaluator) -> Iterator[tuple[Made, Value]]:
    """The calls of the library's constructor, each with the app for which it is.

    For a class of the project with an ``__init__``, that is its call of ``super().__init__``.
    """
    for made in iter_made(ev):
        if isinstance(made.callee, Member):
            if made.callee.name == "__init__" and is_app(made.callee.owner):
                yield made, made.callee.owner
        elif is_app(made):
            cls = made.callee
            if not (isinstance(cls, ClassValue) and find_method(ev, cls, "__init__")):
                yield made, made


def listed_middleware(constructor: Made) -> Value | None:
    """What a call of the constructor is handed as middleware."""
    return constructor.argument(_MIDDLEWARE_POSITION, "middleware")


def request_of(ev: Evaluator, app: Value, constructor: Made | None) -> Value:
    """A request of an app; one of a class of the project's own, where the app names it."""
    own = constructor.argument(1, "request_type") if constructor is not None else None
    cls = undecorated(own) if own is not None else None
    if isinstance(cls, ClassValue):
        return ev.generic_instance(cls)
    return Opaque(ASGI_REQUEST if is_asgi(app) else WSGI_REQUEST)
