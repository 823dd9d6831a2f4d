"""``MIDDLEWARE``: which functions and classes of the project run around every view.

Django turns a view's errors into responses inside of all middleware, and reports them there.
"""

from __future__ import annotations

from collections.abc import Iterator

from replaytag.evaluator.classes import bind_method, external_bases, find_method
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    Decorated,
    External,
    FunctionValue,
    Made,
    ModuleValue,
    Opaque,
    SequenceValue,
    Unknown,
    Value,
    definition,
    is_instance,
    options,
    undecorated,
)
from replaytag.frameworks.django.bindings import nearest_binding
from replaytag.frameworks.django.projects import Project
from replaytag.frameworks.django.settings import MIDDLEWARE, Settings
from replaytag.frameworks.reading.turns import in_list
from replaytag.frameworks.reading.types import short
from replaytag.frameworks.records import CONTINUE, Hook, Order, Run, Unresolved, When
from replaytag.source import Place

REQUEST = Opaque("django.http.HttpRequest")
_RESPONSE = Opaque("django.http.HttpResponse")
_ERROR = Opaque("builtins.Exception")
_MIXIN = "django.MiddlewareMixin"
_CALLS = ("__call__", "__acall__")
_METHODS = (
    ("process_request", (REQUEST,), When.BEFORE),
    ("process_view", (REQUEST, Opaque("django.view")), When.BEFORE),
    ("process_exception", (REQUEST, _ERROR), When.BEFORE),
    ("process_template_response", (REQUEST, _RESPONSE), When.LATE),
    ("process_response", (REQUEST, _RESPONSE), When.LATE),
)
_FROM_MIXIN = frozenset({"process_request", "process_response"})
"""Methods that only ``MiddlewareMixin`` calls."""


def project_middleware(ev: Evaluator, project: Project) -> Iterator[Hook | Unresolved]:
    """The middleware of any of the project's settings; and what of it cannot be told."""
    seen: set[str] = set()
    for settings in project.settings:
        value = settings.middleware(ev)
        listed, computed = _entries(value)
        orders = {getattr(entry, "value", None): order for entry, order in in_list(value).items()}
        for dotted, place in listed.items():
            if dotted not in seen:
                seen.add(dotted)
                yield from _entry(ev, project, settings, dotted, place, orders.get(dotted))
        if computed:
            at = nearest_binding(ev, settings.path, MIDDLEWARE) or project.place
            reason = f"`MIDDLEWARE` of {settings.path} is partly computed when it is loaded"
            yield Unresolved(project.value, reason, at)


def _entries(value: Value | None) -> tuple[dict[str, Place | None], bool]:
    """The dotted names in a value of ``MIDDLEWARE``, and whether there may be others."""
    found: dict[str, Place | None] = {}
    computed = False
    for option in options(value) if value is not None else ():
        if not isinstance(option, SequenceValue):
            computed = True
            continue
        computed = computed or not option.complete
        for element in option.elements:
            for entry in options(element):
                if isinstance(entry, Constant) and isinstance(entry.value, str):
                    found.setdefault(entry.value, entry.place)
                else:
                    computed = True
    return found, computed


def _entry(
    ev: Evaluator,
    project: Project,
    settings: Settings,
    dotted: str,
    place: Place | None,
    order: Order | None,
) -> Iterator[Hook | Unresolved]:
    target = _resolved(ev, settings.path, dotted)
    if target is None:
        return
    runs = tuple(middleware_runs(ev, target))
    if isinstance(target, Unknown):
        reason = f"the middleware {dotted} is not found: {target.reason}"
        yield Unresolved(project.value, reason, place or project.place)
    elif runs:
        written = definition(target) or target
        at = place or project.place
        yield Hook(project.value, written, at, runs, sees_errors=True, order=order)


def _resolved(ev: Evaluator, path: str, dotted: str) -> Value | None:
    """What a dotted string names; None where that is a library's."""
    if dotted.split(".", maxsplit=1)[0] in ev.signatures.libraries:
        return None
    module, _, name = dotted.rpartition(".")
    found = ev.index.absolute(path, module) if module else None
    if found is None or found.path is None:
        return None
    value = ev.attribute(ModuleValue(found.name, found.directory, found.path), name)
    return None if isinstance(value, External) else value


def middleware_runs(ev: Evaluator, target: Value) -> Iterator[Run]:
    """How Django calls the middleware that the class or factory ``target`` makes."""
    for option in options(target):
        if isinstance(undecorated(option), ClassValue):
            yield from _class_runs(ev, option)
        elif isinstance(option, (FunctionValue, Decorated)) or is_instance(option):
            for made in options(ev.call(option, (CONTINUE,), (), _place(option))):
                if isinstance(undecorated(made), FunctionValue) or is_instance(made):
                    yield Run(made, (REQUEST,))


def _class_runs(ev: Evaluator, target: Value) -> Iterator[Run]:
    cls = undecorated(target)
    assert isinstance(cls, ClassValue)
    instance = ev.call(cls, (CONTINUE,), (), cls.place)
    if not isinstance(instance, Made):
        return
    # Where a library's base keeps it.
    instance.attributes.setdefault("get_response", CONTINUE)
    called = False
    for name in _CALLS:
        method = find_method(ev, cls, name)
        if method is not None:
            called = True
            yield Run(bind_method(ev, method, instance), (REQUEST,))
    mixed = any(short(name) == _MIXIN for name in external_bases(cls))
    for name, arguments, when in _METHODS:
        method = find_method(ev, cls, name)
        if method is not None and (mixed or not called or name not in _FROM_MIXIN):
            yield Run(bind_method(ev, method, instance), arguments, when)


def _place(value: Value) -> Place:
    target = value if isinstance(value, Made) else definition(value)
    assert target is not None
    return target.place
