"""Hooks: subscribers of events, tweens, view derivers, and what is wrapped round the app."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    Constant,
    External,
    FunctionValue,
    Made,
    Member,
    Opaque,
    SequenceValue,
    Value,
    definition,
    is_instance,
    options,
    undecorated,
)
from replaytag.frameworks.pyramid.configs import Configs, configs_of
from replaytag.frameworks.pyramid.views import CONTEXT, REQUEST
from replaytag.frameworks.reading import wsgi
from replaytag.frameworks.reading.scopes import hands_on_inside
from replaytag.frameworks.reading.wrapping import outer_hooks
from replaytag.frameworks.records import CONTINUE, Hook, Reach, Record, Run, Unresolved, When

_BEFORE = ("NewRequest", "BeforeTraversal", "ContextFound")
_LATE = ("NewResponse", "BeforeRender")
_PREDICATES = "a subscriber is called only under predicates"
_UNKNOWN = "a hook that is registered here cannot be resolved"
CLOSING = "a tween hands requests on in a scope of its own: a tag set inside is lost with it"
REGISTRY = Opaque("pyramid.Registry")


def registered(ev: Evaluator, configs: Configs, config: Value, made: Made) -> Iterator[Record]:
    """The hooks that the call ``made`` of a configurator's method registers."""
    name = made.callee.name if isinstance(made.callee, Member) else ""
    if name == "add_subscriber":
        if closing_tweens(ev, configs, config):
            yield Unresolved(config, CLOSING, made.place)
            return
        target, event = made.argument(0, "subscriber"), made.argument(1, "iface")
        known = {"subscriber", "iface"}
        if target is not None:
            yield from subscribers(configs, config, made, target, (event,), made, known)
    elif name == "add_tween":
        factory = made.argument(0, "tween_factory")
        for option in options(factory) if factory is not None else ():
            found = configs.resolved(config, made, option)
            if found is not None:
                yield from _around(ev, config, found, made, (CONTINUE, REGISTRY), (REQUEST,))
            elif not isinstance(option, (Constant, External)):
                yield Unresolved(config, _UNKNOWN, made.place)
    elif name == "add_view_deriver":
        deriver = made.argument(0, "deriver")
        found = configs.resolved(config, made, deriver) if deriver is not None else None
        if found is not None:
            info = Opaque("pyramid.ViewDeriverInfo")
            yield from _around(ev, config, found, made, (CONTINUE, info), (CONTEXT, REQUEST))


def closing_tweens(ev: Evaluator, configs: Configs, config: Value) -> bool:
    """Whether a tween of the project hands requests on in a scope of its own.

    What is tagged further in, by subscribers and views, is lost with that scope.
    """
    return any(
        hands_on_inside(ev, run)
        for owner, made, name in configs.calls
        if owner is config and name == "add_tween"
        for hook in registered(ev, configs, config, made)
        if isinstance(hook, Hook)
        for run in hook.runs
    )


def subscribers(
    configs: Configs,
    config: Value,
    made: Made,
    target: Value,
    events: tuple[Value | None, ...],
    settings: Made,
    known: set[str],
) -> Iterator[Record]:
    """A subscriber of events; of all of them where none is named."""
    for option in options(target):
        function = configs.resolved(config, made, option)
        if function is None:
            if not isinstance(option, (Constant, External)):
                yield Unresolved(config, _UNKNOWN, made.place)
            continue
        for event in events:
            name = _event(event)
            if name not in (*_BEFORE, *_LATE):
                continue
            if any(key not in known for key, _ in settings.keywords):
                yield Unresolved(config, _PREDICATES, made.place)
                continue
            when = When.BEFORE if name in _BEFORE else When.LATE
            run = Run(function, (Opaque(f"pyramid.{name}"),), when)
            yield Hook(config, function, made.place, (run,), Reach.APP)


def _event(event: Value | None) -> str:
    """``NewRequest`` of the class, its interface or its dotted name."""
    if event is None or (isinstance(event, Constant) and event.value is None):
        return "NewRequest"
    name = ""
    if isinstance(event, External):
        name = event.name
    elif isinstance(event, Constant) and isinstance(event.value, str):
        name = event.value
    name = name.rpartition(".")[2]
    return name[1:] if name[:1] == "I" and name[1:] in (*_BEFORE, *_LATE) else name


def _around(
    ev: Evaluator,
    config: Value,
    factory: Value,
    made: Made,
    arguments: tuple[Value, ...],
    call: tuple[Value, ...],
) -> Iterator[Record]:
    """What the factory makes of the rest of the app, called for each request."""
    for wrapped in options(ev.call(factory, arguments, (), made.place)):
        plain = undecorated(wrapped)
        if isinstance(plain, FunctionValue) or is_instance(plain):
            target = definition(factory) or factory
            yield Hook(config, target, made.place, (Run(wrapped, call),), Reach.APP)


def wrappers(ev: Evaluator) -> Iterator[Record]:
    """What is wrapped round ``config.make_wsgi_app()``: outside of what Sentry patches."""

    def is_application(value: Value) -> bool:
        return bool(_served(value))

    for hook in outer_hooks(ev, is_application, wsgi.CALL_ARGUMENTS, everywhere=True):
        for config in _served(hook.owner):
            yield replace(hook, owner=config)


def _served(value: Value) -> tuple[Made, ...]:
    """The configurators of ``config.make_wsgi_app()``."""
    match value:
        case Made(callee=Member(owner, "make_wsgi_app")):
            return tuple(configs_of(owner))
    return ()


def events_of(value: Value) -> tuple[Value | None, ...]:
    """The events that ``@subscriber(...)`` names."""
    assert isinstance(value, Made)
    found: list[Value | None] = []
    for argument in value.arguments:
        found += argument.elements if isinstance(argument, SequenceValue) else [argument]
    return tuple(found) or (None,)
