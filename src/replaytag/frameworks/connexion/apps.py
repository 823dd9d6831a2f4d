"""Connexion's objects: apps, the Flask apps inside them, and which version they are of."""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import External, Made, Member, Value, options
from replaytag.frameworks.reading.types import is_a

FLASK_APPS = ("connexion.FlaskApp", "connexion.App")
ASYNC_APPS = ("connexion.AsyncApp",)
AIOHTTP_APPS = ("connexion.AioHttpApp",)
APPS = (*FLASK_APPS, *ASYNC_APPS, *AIOHTTP_APPS)
FLASK_APIS = ("connexion.FlaskApi", "connexion.Api")

_VERSIONS = frozenset({2, 3})
_OPTIONS = {
    2: frozenset({"port", "host", "server", "debug", "options", "skip_error_handlers"}),
    3: frozenset(
        {
            "lifespan",
            "middlewares",
            "jsonifier",
            "pythonic_params",
            "resolver_error",
            "strict_validation",
            "swagger_ui_options",
            "uri_parser_class",
            "validate_responses",
            "validator_map",
            "security_map",
        }
    ),
}
"""What only one version's constructor of an app takes."""
_MODULES = {
    2: ("connexion.apis", "connexion.apps.flask_app", "connexion.apps.aiohttp_app"),
    3: ("connexion.middleware", "connexion.apps.asynchronous", "connexion.AsyncApp"),
}
"""What only one version has."""
_METHODS_OF_3 = frozenset({"add_middleware", "add_wsgi_middleware"})


def app_of(value: Value) -> Value:
    """The Connexion app that ``value`` is part of: the Flask app inside it, its middleware."""
    while isinstance(value, Member) and value.name in ("app", "middleware"):
        if not any(is_a(option, *APPS) for option in options(value.owner)):
            break
        value = value.owner
    return value


def is_flask_part(value: Value) -> bool:
    """Whether ``value`` is the Flask app inside a Connexion app."""
    return isinstance(value, Member) and value.name == "app" and is_a(value.owner, *FLASK_APPS)


def major(ev: Evaluator, app: Value) -> int | None:
    """The major version of Connexion that ``app`` is of; None where nothing tells.

    What the project's code uses tells best, then which versions it asks for.
    """
    if is_a(app, *ASYNC_APPS):
        return 3
    if is_a(app, *AIOHTTP_APPS):
        return 2
    if isinstance(app, Made):
        for version, names in _OPTIONS.items():
            if any(name in names for name, _ in app.keywords):
                return version
    used = ev.remembered("connexion.used", lambda: _used(ev))
    if len(used) == 1:
        return next(iter(used))
    path = app.place.path if isinstance(app, Made) else ""
    declared = ev.documents.majors("connexion", path, _VERSIONS)
    return next(iter(declared)) if len(declared) == 1 else None


def _used(ev: Evaluator) -> frozenset[int]:
    """The versions of which the evaluated code uses something that the other does not have."""
    return frozenset(_uses(ev))


def _uses(ev: Evaluator) -> Iterator[int]:
    for made in ev.made:
        callee = made.callee
        if isinstance(callee, Member) and callee.name in _METHODS_OF_3:
            if is_a(app_of(callee.owner), *APPS):
                yield 3
        elif isinstance(callee, External):
            yield from _versions_of(callee.name)
    for module in ev.modules():
        for value in list(module.names.values()):
            if isinstance(value, External):
                yield from _versions_of(value.name)


def _versions_of(name: str) -> Iterator[int]:
    for version, modules in _MODULES.items():
        if name.startswith(modules):
            yield version
