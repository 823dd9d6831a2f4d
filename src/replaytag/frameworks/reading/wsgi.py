"""WSGI middleware: objects wrapped round a WSGI callable."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Decorated,
    External,
    FunctionValue,
    Made,
    Member,
    Opaque,
    Value,
    options,
    undecorated,
)
from replaytag.frameworks.reading.serving import library_name
from replaytag.frameworks.reading.wrapping import closure_with_continuation, contains
from replaytag.frameworks.records import CONTINUE, Run

ENVIRON_TYPE = "wsgi.Environ"
CALL_ARGUMENTS = (Opaque(ENVIRON_TYPE), Opaque("wsgi.start_response"))


def wraps(value: Value, inner: Value) -> bool:
    """Whether ``value`` is the result of calling something with ``inner`` among its arguments."""
    return isinstance(value, Made) and any(
        inner in options(argument) or wraps(argument, inner)
        for argument in (*value.arguments, *(v for _, v in value.keywords))
    )


def middleware_runs(
    ev: Evaluator, value: Value, call: tuple[Value, ...], until: Value | None = None
) -> Iterator[Run]:
    """How a chain of middleware objects is called; the app inside is the continuation.

    ``value`` is ``Outer(Inner(app), option)``; each class of the project in it gives one run, those
    alone that are round ``until`` where it is given. So does a function of the project that another
    one has made for the app.
    """
    for option in options(value):
        plain = undecorated(option)
        if isinstance(plain, FunctionValue) and plain.environment is not None:
            yield Run(closure_with_continuation(plain, _is_app), call)
        if not isinstance(option, Made) or option is until:
            continue
        if until is not None and not contains(option, until):
            continue
        if isinstance(option.callee, (ClassValue, FunctionValue, Decorated)):
            arguments = (CONTINUE, *option.arguments[1:])
            keywords = option.keywords
            if not option.arguments and keywords:
                keywords = ((keywords[0][0], CONTINUE), *keywords[1:])
                arguments = ()
            instance = ev.call(option.callee, arguments, keywords, option.place)
            yield Run(instance, call)
        for argument in option.arguments:
            yield from middleware_runs(ev, argument, call, until)


def dispatchers_in(value: Value) -> Iterator[Made]:
    """Werkzeug's ``DispatcherMiddleware`` in a chain of middleware."""
    for option in options(value):
        if isinstance(option, Made):
            if library_name(option) == "DispatcherMiddleware":
                yield option
            for argument in option.arguments:
                yield from dispatchers_in(argument)


def _is_app(value: object) -> bool:
    """Whether ``value`` is the ``wsgi_app`` of an app, wrapped or not."""
    if isinstance(value, Made):
        return any(map(_is_app, value.arguments))
    name = value.name if isinstance(value, (External, Member)) else ""
    return name.rpartition(".")[2] == "wsgi_app"
