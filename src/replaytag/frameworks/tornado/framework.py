"""Tornado: applications, their rules, and handler classes.

Sentry's integration patches `RequestHandler._execute`: `prepare` and the method for the request run
inside the request's scope, `__init__` and `initialize` outside it.

## Handlers

- tuples, `url`, `URLSpec` and `Rule` in what an `Application` is given, also by a class of the
  project that derives from it, and by `add_handlers`;
- the HTTP methods of the classes that they lead to, and WebSocket handlers;
- where some rules cannot be told, all handlers of the project.

## Hook

There are no hooks for a whole application. A `prepare` counts for the classes that run it: the
first in the order of a handler's bases, and further ones as far as each calls
`super().prepare()`. What comes behind `RequestHandler` among the bases is never called, and so is
a coroutine that nobody awaits.

## Recipe

Inside: a guarded `sentry_sdk.set_tag`. It is put into the `prepare` of the base handler that all
handlers of the project have; where there are several, a mixin is put in front of the library's
handler in the bases of each. A `prepare` that overrides the new one and does not call it gets that
call. Handlers of WebSockets are left alone.

## Left to a person

- a `prepare` that keeps that of its base from running where that one does more than tag;
- a tag that is set in `initialize` or `__init__`: it leaks, and is reported as no coverage;
- handlers of several folders that have no certain module in common to import the mixin from.
"""

from __future__ import annotations

from collections.abc import Iterable

from replaytag.contract import Contract
from replaytag.evaluator.classes import bind_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.state import Call
from replaytag.evaluator.values import ClassValue, Constant, Made, Value, definition
from replaytag.frameworks.base import Framework, iter_made
from replaytag.frameworks.reading.lookups import IGNORES_CASE
from replaytag.frameworks.reading.types import is_a
from replaytag.frameworks.records import App, Includes, Recipe, Record
from replaytag.frameworks.tornado import recipe as recipes
from replaytag.frameworks.tornado.handlers import HANDLERS, Prepare, rule_handlers
from replaytag.frameworks.tornado.plan import Plan, defines, plan
from replaytag.frameworks.tornado.rules import APP, handler_classes, is_handler, rules
from replaytag.frameworks.writing.placing import app_name

_REQUEST = "tornado.HTTPServerRequest"


class Tornado(Framework):
    """Tornado's web framework."""

    name = "tornado"
    title = "Tornado"
    libraries = frozenset({"tornado"})
    markers = (b"tornado", b"RequestHandler", b"WebSocketHandler", b"add_handlers", b"URLSpec")
    app_classes = (APP,)
    app_words = (b"add_handlers",)
    has_app_hooks = False
    types = {f"{name}.request": _REQUEST for name in HANDLERS}
    headers = {
        (_REQUEST, "headers"): IGNORES_CASE,
        ("tornado.HTTPHeaders", ""): IGNORES_CASE,
    }

    def names(self) -> frozenset[str]:
        return frozenset(
            {
                "Application",
                "RequestHandler",
                "Rule",
                "URLSpec",
                "WebSocketHandler",
                "add_handlers",
                "add_rules",
                "handlers",
                "prepare",
            }
        )

    def records(self, ev: Evaluator, paths: tuple[str, ...]) -> Iterable[Record]:
        calls = list(iter_made(ev))
        for made in calls:
            if is_a(made, APP):
                yield App(made, made.place, app_name(ev, made), self.name)
        for rule in rules(ev, calls):
            if isinstance(rule.target, Made) and is_a(rule.target, APP):
                yield Includes(rule.owner, rule.target, hooked=False)
            else:
                yield from rule_handlers(ev, rule)

    def recipe(self, ev: Evaluator, app: App, contract: Contract) -> Recipe:
        return recipes.recipe(ev, _plan(ev, app, contract), contract)

    def registration(
        self, ev: Evaluator, app: App, target: Value, contract: Contract
    ) -> Recipe | None:
        mixin = definition(target)
        if not isinstance(mixin, ClassValue) or is_handler(mixin) or not defines(mixin):
            return None
        return recipes.registration(ev, _plan(ev, app, contract), mixin)


def _plan(ev: Evaluator, app: App, contract: Contract) -> Plan:
    calls = list(iter_made(ev))
    assert isinstance(app.value, Made)
    alone = len({made.place for made in calls if is_a(made, APP)}) == 1
    classes = handler_classes(rules(ev, calls), app.value, alone)

    def tags(prepare: Prepare) -> bool:
        """Whether it sets the tag by itself."""
        receiver = ev.generic_instance(prepare.cls)
        steps = ev.trace_of(bind_method(ev, prepare.function, receiver), ())
        named = (s.made.arguments[:1] for s in steps if isinstance(s, Call))
        return any(
            isinstance(n, Constant) and n.value == contract.tag for (n,) in filter(None, named)
        )

    return plan(classes, tags)
