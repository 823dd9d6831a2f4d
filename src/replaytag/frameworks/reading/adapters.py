"""WSGI apps behind an adapter for ASGI servers.

Sentry patches ``__call__`` of an app: what an adapter is handed in its place (``app.wsgi_app``)
runs in the scope of the ASGI app that it is mounted on; served alone, in none. Seen in runs with
the adapters of Starlette and a2wsgi.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Made, Member, Value, options
from replaytag.frameworks.reading.serving import library_name
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.wrapping import contains

_MOUNTS = ("starlette.Mount", "starlette.Host", "fastapi.Mount")


def without_scope(ev: Evaluator, is_app: Callable[[Value], bool]) -> Iterator[Value]:
    """The apps whose ``wsgi_app`` is served by an adapter that no ASGI app mounts."""
    for made in list(ev.made):
        if library_name(made) != "WSGIMiddleware":
            continue
        for argument in made.arguments:
            for option in options(argument):
                if not isinstance(option, Member) or option.name != "wsgi_app":
                    continue
                if is_app(option.owner) and not _is_mounted(ev, made):
                    yield option.owner


def _is_mounted(ev: Evaluator, adapter: Made) -> bool:
    for made in list(ev.made):
        callee = made.callee
        mounts = isinstance(callee, Member) and callee.name in ("mount", "host")
        if mounts or is_a(made, *_MOUNTS):
            arguments = (*made.arguments, *(v for _, v in made.keywords))
            if any(contains(argument, adapter) for argument in arguments):
                return True
    return False
