"""GraphQL on a host app: Strawberry, Ariadne, Graphene.

Their endpoints run in the host app's scope, and what resolvers raise is captured there, by Sentry's
own integrations for GraphQL or by the host's: the host's hooks are enough. Checked with Strawberry
and Ariadne on FastAPI, Starlette and Flask, and sentry-sdk 2.75.

## Handlers

The endpoint as a whole is one handler, listed where it is mounted: `GraphQLRouter` of Strawberry in
`include_router`, the `GraphQL` and `GraphQLApp` applications of Ariadne, Strawberry and
starlette-graphene in `mount`, `add_route`, `Mount` and `Route`, `GraphQLView.as_view` in
`add_url_rule`. Classes of the project that derive from these count, too. In a Django project the
URL configuration says already that requests are answered. An endpoint that a server is handed alone
is a callable of its protocol.

## Hook

The host app's.

## Recipe

The host app's.

## Left to a person

- subscriptions over websockets, which cannot have the header.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Decorated, External, Made, Member, Value, options
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.types import is_a, short
from replaytag.frameworks.reading.views import routes_of
from replaytag.frameworks.records import App, Handler, Includes, Recipe, Record
from replaytag.frameworks.starlette.apps import MOUNTS, owner_of
from replaytag.frameworks.starlette.calls import asgi_calls
from replaytag.frameworks.starlette.lists import listed

_ENDPOINTS = (
    "strawberry.GraphQLRouter",
    "strawberry.GraphQL",
    "ariadne.GraphQL",
    "starlette_graphene.GraphQLApp",
    "starlette_graphene3.GraphQLApp",
    "graphene_fastapi.GraphQLApp",
)
_VIEWS = (
    "strawberry.GraphQLView",
    "strawberry.AsyncGraphQLView",
    "flask_graphql.GraphQLView",
    "graphql_server.GraphQLView",
    "ariadne.GraphQLView",
    "ariadne_django.GraphQLView",
)
_METHODS = {
    "include_router": (0, "router"),
    "mount": (1, "app"),
    "add_route": (1, "route"),
    "add_url_rule": (2, "view_func"),
}
"""Methods of hosts that take an endpoint: its position and name."""
_ROUTES = ("starlette.Route", "fastapi.Route")


class GraphQL(Framework):
    """Endpoints of GraphQL libraries: the app that they are mounted on is their host's."""

    name = "graphql"
    title = "GraphQL on a host app"
    libraries = frozenset(
        {"strawberry", "ariadne", "graphql_server", "flask_graphql", "starlette_graphene3"}
    )
    relatives = frozenset({"starlette_graphene", "graphene_fastapi", "ariadne_django"})
    markers = (b"GraphQL", b"strawberry", b"ariadne")
    app_classes = _ENDPOINTS

    def names(self) -> frozenset[str]:
        return frozenset({"GraphQL", "GraphQLApp", "GraphQLRouter", "GraphQLView"})

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        for made in iter_made(ev):
            if isinstance(made.callee, Member) and made.callee.name in _METHODS:
                name, owner = made.callee.name, owner_of(made.callee.owner)
                endpoint = made.argument(*_METHODS[name])
                if name == "include_router":
                    yield from self._handlers(owner, made, made.keyword("prefix"), endpoint)
                elif name == "add_url_rule":
                    yield from self._handlers(owner, made, made.argument(0, "rule"), endpoint)
                else:
                    yield from self._mounted(owner, made, endpoint)
            elif is_a(made, *MOUNTS):
                yield from self._mounted(made, made, made.argument(1, "app"))
        for entry in listed(ev, asgi_calls(ev), "routes"):
            route = entry.value
            if isinstance(route, Made) and is_a(route, *_ROUTES):
                yield from self._mounted(entry.owner, route, route.argument(1, "endpoint"))

    def _handlers(
        self, owner: Value, made: Made, path: Value | None, endpoint: Value | None
    ) -> Iterator[Handler]:
        for option in options(endpoint) if endpoint is not None else ():
            name = _name(_endpoint(option))
            if name:
                yield Handler(owner, made.place, name, self.name, routes_of(path))

    def _mounted(self, owner: Value, made: Made, endpoint: Value | None) -> Iterator[Record]:
        """An application of its own, for which no dependencies of the host run."""
        for option in options(endpoint) if endpoint is not None else ():
            value = _endpoint(option)
            name = _name(value)
            if name:
                yield App(value, made.place, name, self.name, serves=False)
                yield Includes(owner, value, mounted=True)
                yield from self._handlers(value, made, made.argument(0, "path"), value)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        reason = "the app that serves the endpoint is the place for it"
        return Recipe("Tag every request in a hook of the host app", "", reason=reason)


def _endpoint(value: Value) -> Value:
    """What stands below decorators, and the object of ``application.handle_request``."""
    while isinstance(value, Decorated):
        value = value.value
    if isinstance(value, Member) and value.name in ("handle_request", "__call__"):
        return value.owner
    return value


def _name(value: Value) -> str:
    """The name of the library's application or view that ``value`` is; empty if it is none."""
    callee = value.callee if isinstance(value, Made) else None
    if isinstance(callee, External) and callee.name.endswith(".as_view"):
        view = callee.name.removesuffix(".as_view")
        return view.rpartition(".")[2] if short(view) in _VIEWS else ""
    return getattr(callee, "name", "").rpartition(".")[2] if is_a(value, *_ENDPOINTS) else ""


FRAMEWORK = GraphQL()
