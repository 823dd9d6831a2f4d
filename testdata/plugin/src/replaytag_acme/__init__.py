"""The in-house framework acme_web: ``Service`` objects, routes by ``on``, hooks by ``first``.

Services open Sentry's scope for each request before hooks run.

## Handlers

What `@service.on("/path")` stands on.

## Hook

`@service.first`, straight after the statement that makes the service.

## Recipe

Inside: a guarded `sentry_sdk.set_tag`.

## Left to a person

Services that no statement binds to a name.
"""

from collections.abc import Iterable

from replaytag.contract import Contract
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import Made, Member, Opaque, Value
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.lookups import IGNORES_CASE
from replaytag.frameworks.writing.placing import after_binding, app_name
from replaytag.frameworks.records import App, Hook, Recipe, Record, Run
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.reading.views import function_handler, routes_of

_SERVICE = "acme_web.Service"
_REQUEST = Opaque("acme_web.Request")
_SNIPPET = '''\
@{app}.first
def tag_openreplay_session(request):
    """Tag this request's Sentry events with its OpenReplay session."""
    token = request.headers.get("{header}")
    if token:
        sentry_sdk.set_tag("{tag}", token)
'''


class Acme(Framework):
    """Services of acme_web."""

    name = "acme"
    title = "acme_web"
    libraries = frozenset({"acme_web"})
    markers = (b"acme_web",)
    app_classes = (_SERVICE,)
    headers = {("acme_web.Request", "headers"): IGNORES_CASE}

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        for made in iter_made(ev):
            if is_a(made, _SERVICE):
                yield App(made, made.place, app_name(ev, made), self.name)
            match made:
                case Made(callee=Member(owner, "first"), arguments=(hook,)):
                    if is_a(owner, _SERVICE):
                        yield Hook(owner, hook, made.place, (Run(hook, (_REQUEST,)),))
                case Made(callee=Made(callee=Member(owner, "on")) as on, arguments=(view,)):
                    if is_a(owner, _SERVICE):
                        yield from self._handler(owner, view, on, made)

    def _handler(self, owner: Value, view: Value, on: Made, made: Made) -> Iterable[Record]:
        routes = routes_of(on.argument(0, "path"))
        handler = function_handler(owner, view, self.name, routes, made, (_REQUEST,))
        if handler is not None:
            yield handler

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return after_binding(
            ev,
            app.place,
            lambda name: _SNIPPET.format(app=name, header=contract.header, tag=contract.tag),
            (("sentry_sdk", None),),
            "Tag every request in a hook of the service",
        )


FRAMEWORK = Acme()
