"""What stands inside the wrappers and dispatchers of libraries that a server is handed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from replaytag.evaluator.values import (
    External,
    Made,
    MappingValue,
    SequenceValue,
    Value,
    options,
)

_WRAPPER = re.compile(r"(?:\wMiddleware|MiddlewareStack|Validator|ProxyFix|WhiteNoise)$")
_DISPATCHERS = {"ProtocolTypeRouter": 0, "DispatcherMiddleware": 1}
"""Which argument maps protocols or paths to applications."""
_INNER = ("app", "application", "inner", "asgi_app", "wsgi_app")


def library_name(value: Value) -> str:
    """The last name of the library object that made ``value``; empty if none did."""
    if isinstance(value, Made) and isinstance(value.callee, External):
        return value.callee.name.rpartition(".")[2]
    return ""


def inside(value: Value) -> Iterator[Value]:
    """The applications that a library's wrapper or dispatcher ``value`` hands requests to."""
    name = library_name(value)
    if not isinstance(value, Made) or not name:
        return
    if name in _DISPATCHERS:
        index = _DISPATCHERS[name]
        if index:
            yield from value.arguments[:1]
        for mapping in options(value.argument(index, "mounts") or External("none")):
            if isinstance(mapping, MappingValue):
                yield from (entry for _, entry in mapping.entries)
    elif name == "URLRouter":
        for route in routes_in(value):
            view = route.argument(1, "view")
            if view is not None:
                yield view
    elif _WRAPPER.search(name):
        yield from value.arguments[:1]
        yield from (argument for key, argument in value.keywords if key in _INNER)


def routes_in(router: Made) -> Iterator[Made]:
    """The calls of ``path``, ``re_path`` and ``url`` in the list that a ``URLRouter`` is handed."""
    for listed in options(router.argument(0, "routes") or External("none")):
        if isinstance(listed, SequenceValue):
            for element in listed.elements:
                yield from (option for option in options(element) if isinstance(option, Made))
