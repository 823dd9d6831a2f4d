"""Views: which handlers a routed value stands for, and what runs before them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from replaytag.evaluator.classes import bind_method, external_bases, mro
from replaytag.evaluator.engine import Evaluator
from replaytag.evaluator.values import (
    ClassValue,
    Constant,
    Decorated,
    External,
    FunctionValue,
    Made,
    MappingValue,
    Member,
    Opaque,
    SequenceValue,
    Value,
    definition,
    options,
    undecorated,
)
from replaytag.frameworks.django.middleware import REQUEST
from replaytag.frameworks.django.registrations import Registrations
from replaytag.frameworks.django.wrapped import wrapped_view
from replaytag.frameworks.reading.views import view_handlers
from replaytag.frameworks.records import CONTINUE, Handler, Run

REST_REQUEST = Opaque("rest_framework.request.Request")
HTTP = ("get", "post", "put", "patch", "delete", "head", "options", "trace")
ACTIONS = ("list", "create", "retrieve", "update", "partial_update", "destroy")
_EXTRA_ACTIONS = frozenset({"action", "detail_route", "list_route", "link"})
_ENTRY = (
    "setup",
    "dispatch",
    "initialize_request",
    "initial",
    "perform_authentication",
    "check_permissions",
    "check_throttles",
)
"""What Django's views and DRF's call before the method that answers, each with the request."""


class Views:
    """Makes handlers of views, all registered on ``owner``."""

    def __init__(
        self, ev: Evaluator, registrations: Registrations, owner: Value, framework: str
    ) -> None:
        self._ev = ev
        self._registrations = registrations
        self._owner = owner
        self._framework = framework

    def handlers(
        self, value: Value, routes: tuple[str, ...], path: str, prefix: str = ""
    ) -> Iterator[Handler]:
        """The handlers of what a route in the file at ``path`` names.

        ``prefix`` goes in front of a dotted string.
        """
        for option in options(value):
            match option:
                case Constant(value=str() as dotted):
                    full = f"{prefix}.{dotted}" if prefix else dotted
                    found = self._ev.resolve_dotted(path, full)
                    if found is not None and not isinstance(found, Constant):
                        yield from self.handlers(found, routes, path)
                case Decorated() | FunctionValue():
                    yield from self._function(option, routes, path)
                case Made(callee=Member(cls, "as_view")):
                    yield from self.view_class(cls, routes, self._methods(cls, option))
                case Made(callee=External("functools.partial"), arguments=(inner, *given)):
                    for handler in self.handlers(inner, routes, path):
                        yield _called_with(handler, inner, tuple(given))
                case Made():
                    yield from self._made(option, routes, path)

    def extra_handlers(self, extra: Value, routes: tuple[str, ...], path: str) -> Iterator[Handler]:
        """Views among a route's further arguments, that a dispatching view chooses from."""
        if not isinstance(extra, MappingValue):
            return
        for _, entry in extra.entries:
            listed = entry.elements if isinstance(entry, SequenceValue) else (entry,)
            for option in options(listed[0]) if listed else ():
                target = definition(option)
                if isinstance(target, FunctionValue) and _first_parameter(target) == "request":
                    yield from self.handlers(option, routes, path)

    # --- functions and objects -------------------------------------------------------------------

    def _function(self, value: Value, routes: tuple[str, ...], path: str) -> Iterator[Handler]:
        target = definition(value)
        if not isinstance(target, FunctionValue):
            return
        run = Run(value, (_request_of(value),))
        inner = wrapped_view(self._ev, value)
        found: list[Handler] = []
        if isinstance(inner, ClassValue):
            found += self.view_class(inner, routes, self._methods(inner, None))
        elif inner is not None:
            found += self.handlers(inner, routes, path)
        if found:
            yield from _around(run, found)
        else:
            yield self._handler(target, routes, run)

    def _made(self, made: Made, routes: tuple[str, ...], path: str) -> Iterator[Handler]:
        """An instance with ``__call__``; or a wrapper round a view, of a library or the project."""
        found = False
        for argument in (*made.arguments, *(value for _, value in made.keywords)):
            for handler in self.handlers(argument, routes, path):
                found = True
                is_own = isinstance(made.callee, ClassValue)
                yield from _around(Run(made, (REQUEST,)), [handler]) if is_own else [handler]
            if found:
                return
        if isinstance(made.callee, ClassValue):
            yield self._instance(made, made.callee, routes)

    def _instance(self, made: Made, cls: ClassValue, routes: tuple[str, ...]) -> Handler:
        run = Run(made, (REQUEST,))
        own = definition(cls.namespace["__call__"]) if "__call__" in cls.namespace else None
        return self._handler(own or cls, routes, run)

    def _handler(
        self, target: FunctionValue | ClassValue, routes: tuple[str, ...], run: Run
    ) -> Handler:
        return Handler(self._owner, target.place, target.name, self._framework, routes, (run,))

    # --- classes ---------------------------------------------------------------------------------

    def view_class(
        self, value: Value, routes: tuple[str, ...], methods: tuple[str, ...]
    ) -> Iterator[Handler]:
        """The handlers of a view class: those of ``methods`` that it defines, else the class."""
        cls = definition(value)
        if not isinstance(cls, ClassValue):
            return
        request = REST_REQUEST if is_rest(cls) else REQUEST
        places = set()
        for handler in view_handlers(
            self._ev,
            self._owner,
            cls,
            self._framework,
            routes,
            methods,
            lambda c, instance: self._entry(c, instance, request),
            (request,),
        ):
            if handler.place not in places:
                places.add(handler.place)
                name = handler.name.rpartition(".")[2]
                wrappers = _method_decorators(cls.namespace.get(name))
                wrappers += self._class_decorators(cls, name)
                runs = tuple(run for w in wrappers for run in self._wrapper_runs(w, cls))
                yield replace(handler, runs=(*runs, *handler.runs))

    def _entry(self, cls: ClassValue, instance: Value, request: Value) -> tuple[Run, ...]:
        assert isinstance(instance, Made)
        # Django's ``View.setup`` stores it there.
        instance.attributes.setdefault("request", request)
        wrappers = self._class_decorators(cls, "dispatch")
        runs = [run for w in wrappers for run in self._wrapper_runs(w, cls)]
        for name in _ENTRY:
            method = _effective(cls, name)
            if method is not None:
                inner = undecorated(method)
                if isinstance(inner, FunctionValue):
                    runs.append(Run(bind_method(self._ev, inner, instance), (request,)))
                for wrapper in _method_decorators(method):
                    runs.extend(self._wrapper_runs(wrapper, cls))
        return tuple(runs)

    def _class_decorators(self, cls: ClassValue, method: str) -> list[Value]:
        """What ``@method_decorator(..., name=method)`` on the class or its bases puts round it."""
        return [
            wrapper
            for base in mro(cls)
            if isinstance(base, ClassValue)
            for decorator in self._registrations.decorators(base)
            for wrapper in _wrappers(decorator, method)
        ]

    def _wrapper_runs(self, decorator: Value, cls: ClassValue) -> Iterator[Run]:
        """What a function decorator does when the view that it decorates is called."""
        for option in options(decorator):
            if definition(option) is not None:
                wrapper = self._ev.call(option, (CONTINUE,), (), cls.place)
                for wrapped in options(wrapper):
                    if isinstance(undecorated(wrapped), FunctionValue):
                        yield Run(wrapped, (REQUEST,))

    def _methods(self, cls: Value, as_view: Made | None) -> tuple[str, ...]:
        """The methods that answer when ``cls`` is used as a view."""
        written = definition(cls)
        if not isinstance(written, ClassValue) or not is_view_set(written):
            return HTTP
        actions = as_view.argument(0, "actions") if as_view is not None else None
        if isinstance(actions, MappingValue):
            named = [v.value for _, v in actions.entries if isinstance(v, Constant)]
            return tuple(dict.fromkeys(name for name in named if isinstance(name, str)))
        return view_set_methods(written)


def is_rest(cls: ClassValue) -> bool:
    """Whether a class is a view of DRF."""
    return any(name.startswith("rest_framework") for name in external_bases(cls))


def is_view_set(cls: ClassValue) -> bool:
    """Whether a class is a view set of DRF or of an extension."""
    return any(name.endswith(("ViewSet", "ViewSetMixin")) for name in external_bases(cls))


def view_set_methods(cls: ClassValue) -> tuple[str, ...]:
    """The actions of a view set: DRF's own, and what ``@action`` stands on."""
    extra = [
        name
        for base in mro(cls)
        if isinstance(base, ClassValue)
        for name, value in base.namespace.defined()
        if isinstance(value, Decorated)
        and any(_last_name(decorator) in _EXTRA_ACTIONS for decorator in value.decorators)
    ]
    return tuple(dict.fromkeys((*ACTIONS, *extra)))


def _last_name(decorator: Value) -> str:
    """``action`` for ``@action(detail=True)`` and ``@action``."""
    callee = decorator.callee if isinstance(decorator, Made) else decorator
    return callee.name.rpartition(".")[2] if isinstance(callee, External) else ""


def _effective(cls: ClassValue, name: str) -> Value | None:
    """The method ``name`` of the project that an instance runs, unless a library's comes first."""
    for value in mro(cls):
        if isinstance(value, External) and value.name.endswith(("View", "ViewSet")):
            return None
        if isinstance(value, ClassValue) and name in value.namespace:
            return value.namespace[name]
    return None


def _method_decorators(method: Value | None) -> list[Value]:
    """The functions that ``@method_decorator`` puts round a method."""
    decorators = method.decorators if isinstance(method, Decorated) else ()
    return [wrapper for d in decorators for wrapper in _wrappers(d, None)]


def _wrappers(decorator: Value, method: str | None) -> Iterator[Value]:
    if _last_name(decorator) != "method_decorator" or not isinstance(decorator, Made):
        return
    name = decorator.argument(1, "name")
    if (name.value if isinstance(name, Constant) else None) != method:
        return
    given = decorator.argument(0, "decorator")
    yield from given.elements if isinstance(given, SequenceValue) else [given] if given else []


def _around(run: Run, handlers: list[Handler]) -> Iterator[Handler]:
    for handler in handlers:
        yield replace(handler, runs=(run, *handler.runs))


def _called_with(handler: Handler, function: Value, given: tuple[Value, ...]) -> Handler:
    """``handler`` with what ``functools.partial`` passes first."""
    runs = [
        replace(run, arguments=(*given, *run.arguments)) if run.function == function else run
        for run in handler.runs
    ]
    return replace(handler, runs=tuple(runs))


def _first_parameter(function: FunctionValue) -> str:
    parameters = function.node.parameters
    return parameters[0].name if parameters else ""


def _request_of(value: Value) -> Value:
    """The request that a function view is called with."""
    decorators = value.decorators if isinstance(value, Decorated) else ()
    rest = any(_last_name(decorator) == "api_view" for decorator in decorators)
    return REST_REQUEST if rest else REQUEST
