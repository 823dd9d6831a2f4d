"""aiohttp's server, `aiohttp.web`. Its client is no server, and none of this.

Sentry's integration patches `Application._handle`: every middleware of an app runs inside the
request's scope. The signal `on_response_prepare` is sent outside it.

## Handlers

- `web.get`, `web.route`, `web.view` and the like in what `add_routes` is given; decorators of a
  `RouteTableDef`; `add_get`, `add_route`, `add_view` of a router or of a resource;
- functions, bound methods, `functools.partial`, methods of `web.View` classes;
- sub-apps (`add_subapp`), whose handlers the middleware of the parent covers.

## Hook

A middleware, the first of `middlewares=[...]` in the app's own call; else
`app.middlewares.insert(0, ...)` straight after. It counts only with `@web.middleware`, and under
the parameter name `handler`; middleware of old, `(app, handler)`, counts too. That of a sub-app is
for that sub-app.

## Recipe

Inside: a guarded `sentry_sdk.set_tag`.

## Left to a person

- apps of a class of the project, or with middleware from elsewhere, that no statement binds to a
  name;
- a tag that is set in `on_response_prepare`: it leaks, and is reported as no coverage.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Made, Member, Value, options
from replaytag.frameworks.aiohttp import recipe as recipes
from replaytag.frameworks.aiohttp.middleware import MARK, hook_records
from replaytag.frameworks.aiohttp.objects import APP, TABLE
from replaytag.frameworks.aiohttp.routes import registered_on, route_records
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.lookups import IGNORES_CASE
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import App, Includes, Recipe, Record
from replaytag.frameworks.writing.placing import app_name

_REQUESTS = ("aiohttp.Request", "aiohttp.BaseRequest")
_REGISTER = frozenset(
    {
        "RouteTableDef",
        "add_delete",
        "add_domain",
        "add_get",
        "add_patch",
        "add_post",
        "add_put",
        "add_resource",
        "add_route",
        "add_routes",
        "add_subapp",
        "add_view",
        "middlewares",
    }
)


class Aiohttp(Framework):
    """``aiohttp.web``."""

    name = "aiohttp"
    title = "aiohttp"
    libraries = frozenset({"aiohttp", "aiohttp_cors"})
    markers = (
        b"aiohttp.web",
        b"aiohttp import",
        b".router.",
        *sorted(name.encode() for name in _REGISTER),
    )
    app_classes = (APP,)
    app_words = (b"add_subapp", b"add_domain", b"middlewares", b"on_response_prepare")
    types = {
        "aiohttp.View.request": "aiohttp.Request",
        "aiohttp_pydantic.PydanticView.request": "aiohttp.Request",
    }
    marks = frozenset({MARK})
    headers = {(name, "headers"): IGNORES_CASE for name in _REQUESTS}

    def names(self) -> frozenset[str]:
        words = {"Application", "View", "WebSocketResponse", "on_response_prepare"}
        return _REGISTER | words

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        calls = list(iter_made(ev))
        for made in calls:
            if is_a(made, APP):
                yield App(made, made.place, app_name(ev, made), self.name)
            elif is_a(made, TABLE):
                yield App(made, made.place, app_name(ev, made), self.name, serves=False)
            if isinstance(made.callee, Member):
                yield from _mounted(made, made.callee)
        yield from hook_records(ev, calls)
        yield from route_records(ev, list(iter_made(ev)))

    def answers(self, ev: Evaluator, app: App) -> bool:
        # A method that nobody has followed may do it, by the name that the app is bound to.
        written = (
            f"{app.name}.router.add_",
            f"{app.name}.router.register_",
            f"{app.name}.add_routes",
        )
        if any(ev.mentions(app.place.path, text) for text in written):
            return True
        owners = (owner for made in ev.made if (owner := registered_on(made)) is not None)
        return any(
            isinstance(option, Made) and option.place == app.place
            for owner in owners
            for option in options(owner)
        )

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(ev, app, contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        return recipes.registration(ev, app, target)


def _mounted(made: Made, callee: Member) -> Iterator[Record]:
    """``app.add_subapp("/admin", admin)`` and ``app.add_domain("api.*", api)``."""
    if callee.name not in ("add_subapp", "add_domain") or not is_a(callee.owner, APP):
        return
    child = made.argument(1, "subapp")
    for option in options(child) if child is not None else ():
        if is_a(option, APP):
            yield Includes(callee.owner, option, mounted=True)
